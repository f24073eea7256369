//! Rule: the path says which row it is, by the key of the row
//! Expect: one error at `owns`, prescribing the name with the key

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "profiles", owner = "user_id", key = "slug")]
struct Profile {
    slug: String,
    user_id: i64,
}

#[secure_route(get = "/profiles/{profile_id}", role = "customer", owns = "profile.user_id")]
async fn handler(profile: Owned<Profile>) -> Json<Profile> {
    profile.into_reply()
}

fn main() {}
