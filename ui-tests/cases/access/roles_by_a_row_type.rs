//! Rule: roles are given by the accounts alone
//! Expect: one error at the parameter

#![forbid(unsafe_code)]
#![allow(dead_code, unused_imports, unused_variables, unused_mut)]

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "portcullis_accounts", owner = "id")]
struct Profile {
    id: i64,
    name: String,
    roles: String,
}

#[secure_input(patches = Profile)]
struct ProfileChange {
    #[validate(length(max = 80))]
    roles: String,
}

#[secure_route(patch = "/profiles/{profile_id}", authenticated, owns = "profile.id", rate = "5/min")]
async fn change(mut profile: OwnedMut<Profile>, input: Valid<Json<ProfileChange>>) -> Result<Json<Profile>, Problem> {
    profile.update(&input).await?;
    Ok(profile.into_reply())
}

fn main() {}
