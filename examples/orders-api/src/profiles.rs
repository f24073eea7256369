//! Profiles: one for each user, with a phone number that lies sealed in the database.

use portcullis::prelude::*;

use crate::Role;

/// What a user says of themselves. Support calls them back.
#[derive(Resource, Expose)]
#[resource(table = "profiles", owner = "user_id", one_per_owner)]
pub struct Profile {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// Sealed where it lies; seen by its owner and by support.
    #[expose(owner, role = "support")]
    pub phone: Sealed<String>,
}

/// What a user sends.
#[secure_input(creates = Profile)]
pub struct ProfileInput {
    /// Their number.
    #[validate(length(min = 5, max = 30))]
    pub phone: String,
}

/// The caller's profile.
#[secure_route(get = "/profile", authenticated, owns = "profile.user_id", rate = "60/min")]
pub async fn get_profile(profile: Owned<Profile>) -> Json<Profile> {
    profile.into_reply()
}

/// Sets the caller's profile.
#[secure_route(
    put = "/profile",
    authenticated,
    owns = "profiles.user_id",
    rate = "20/min",
    audit = "profile.set"
)]
pub async fn put_profile(
    profiles: OwnedSetMut<Profile>,
    input: Valid<Json<ProfileInput>>,
) -> Result<Json<Profile>, Problem> {
    Ok(Json(profiles.upsert(&input).await?))
}

/// Which profile.
#[secure_input]
pub struct ProfilePath {
    profile_id: i64,
}

/// Whom support calls back.
#[secure_route(
    get = "/profiles/{profile_id}",
    role = "support",
    all_rows = "profiles",
    rate = "60/min",
    audit = "profile.viewed"
)]
pub async fn view_profile(
    profiles: AllRows<Profile>,
    path: Valid<Path<ProfilePath>>,
) -> Result<Json<Profile>, Problem> {
    Ok(Json(profiles.get(&path.profile_id).await?))
}
