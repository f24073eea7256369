//! Profiles: one for each user, with a phone number that lies sealed in the database, and a picture.

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
    /// Their picture, which leaves by a route of its own.
    #[expose(never)]
    #[resource(server_set)]
    pub avatar: Option<StoredName>,
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

/// The picture of a profile, as it is set.
#[derive(Change)]
#[change(patches = Profile)]
struct NewAvatar {
    avatar: Option<StoredName>,
}

/// A form with one picture.
#[derive(Upload)]
pub struct AvatarForm {
    /// A still image; what it is, its content says.
    #[upload(kinds = ["png", "jpeg"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

/// Sets the caller's picture; the one before goes.
#[secure_route(
    put = "/profile/avatar",
    authenticated,
    owns = "profile.user_id",
    rate = "20/hour",
    body_limit = "1100kb",
    audit = "profile.avatar_set"
)]
pub async fn put_avatar(
    mut profile: OwnedMut<Profile>,
    form: Valid<Multipart<AvatarForm>>,
    uploads: UploadsMut,
    _tx: Tx,
) -> Result<NoContent, Problem> {
    let before = profile.avatar;
    profile.update(&NewAvatar { avatar: Some(form.avatar.store().await?) }).await?;
    if let Some(before) = before {
        uploads.remove(&before);
    }
    Ok(NoContent)
}

/// The caller's picture.
#[secure_route(get = "/profile/avatar", authenticated, owns = "profile.user_id", rate = "60/min")]
pub async fn get_avatar(profile: Owned<Profile>, uploads: Uploads) -> Result<Download<StoredFile>, Problem> {
    let Some(name) = profile.avatar else { return Err(Problem::not_found()) };
    Ok(Download::of("avatar", uploads.read(&name).await?))
}
