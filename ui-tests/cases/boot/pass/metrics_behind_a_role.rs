//! Rule: metrics are read by a role of the app, where the app wants them

use portcullis::prelude::*;
use portcullis::prometheus;
use portcullis_ui_tests::shop::*;

pub fn app() -> Result<App, prometheus::MetricsFault> {
    let metrics = prometheus::install()?;
    let app = App::new(Environment::Production).roles::<Role>();
    Ok(app.mount(metrics.read_by(Role::Admin).at("/internal/metrics")))
}
