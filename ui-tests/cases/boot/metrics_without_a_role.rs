//! Rule: metrics are read by a role
//! Expect: rustc names the missing argument

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

fn mounted(metrics: portcullis::prometheus::Metrics) {
    let app = App::new(Environment::Production).roles::<Role>().mount(metrics.read_by());
}

fn main() {}
