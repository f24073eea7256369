//! Rule: a row keeps the name of a file, and who reaches the row reads and removes it

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "profiles", owner = "user_id", one_per_owner)]
pub struct Profile {
    id: i64,
    user_id: i64,
    #[expose(never)]
    avatar: Option<StoredName>,
    #[expose(never)]
    #[resource(server_set)]
    banner: StoredName,
}

#[derive(Change)]
#[change(creates = Profile)]
struct NewProfile {
    avatar: Option<StoredName>,
    banner: StoredName,
}

#[derive(Change)]
#[change(patches = Profile)]
struct NewAvatar {
    avatar: Option<StoredName>,
    banner: Option<StoredName>,
}

#[derive(Upload)]
struct AvatarForm {
    #[upload(kinds = ["png"], size = "1mb", count = 1)]
    avatar: UploadedFile,
}

#[secure_route(put = "/avatar", role = "customer", owns = "profile.user_id", body_limit = "1100kb")]
pub async fn change(
    mut profile: OwnedMut<Profile>,
    form: Valid<Multipart<AvatarForm>>,
    uploads: UploadsMut,
    _tx: Tx,
) -> Result<NoContent, Problem> {
    let old = profile.avatar;
    profile.update(&NewAvatar { avatar: Some(form.avatar.store().await?), banner: None }).await?;
    if let Some(old) = old {
        let _: usize = uploads.read(&old).await?.bytes().len();
        uploads.remove(&old);
    }
    Ok(NoContent)
}

#[secure_route(get = "/avatar/kind", role = "customer", owns = "profile.user_id")]
pub async fn kind(profile: Owned<Profile>, uploads: Uploads) -> Result<Json<Done>, Problem> {
    let name = profile.avatar.ok_or_else(Problem::not_found)?;
    let file: StoredFile = uploads.read(&name).await?;
    Ok(Json(Done { done: file.kind() == FileKind::Png && file.kind().media_type() == "image/png" }))
}
