//! `Uploads` and `UploadsMut`: the stored files, by the names that rows keep.
//!
//! Floor 10.

use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;

use super::hints::{ChangesState, NotARow, refuse};
use crate::brand::Brand;
use crate::problem::Problem;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, FileShape, Input, InputShape, Route, SealedInput};
use crate::uploads::{Ledger, StoredFile, StoredName};

/// Reads stored files. Their names come from rows alone, so whoever may not reach the row cannot name the file.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "profiles", owner = "user_id")]
/// struct Profile {
///     id: i64,
///     user_id: i64,
///     #[expose(never)]
///     #[resource(server_set)]
///     avatar: Option<StoredName>,
/// }
///
/// # #[derive(Expose)] struct Size { bytes: usize }
/// #[secure_route(get = "/profiles/{id}/avatar/size", authenticated, owns = "profile.user_id")]
/// async fn avatar_size(profile: Owned<Profile>, uploads: Uploads) -> Result<Json<Size>, Problem> {
///     let name = profile.avatar.ok_or_else(Problem::not_found)?;
///     Ok(Json(Size { bytes: uploads.read(&name).await?.bytes().len() }))
/// }
/// ```
pub struct Uploads<'r> {
    ledger: Arc<Ledger>,
    _request: Brand<'r>,
}

impl Uploads<'_> {
    /// Reads a file, whole.
    ///
    /// # Errors
    /// 404 where it was removed, 500 where it cannot be read.
    pub async fn read(&self, name: &StoredName) -> Result<StoredFile, Problem> {
        Ok(self.ledger.read(*name).await?)
    }
}

/// Reads and removes stored files.
pub struct UploadsMut<'r>(Uploads<'r>);

impl UploadsMut<'_> {
    /// Removes a file that no row names any more, once the reply is a success; until then, and if it is none, the file stays.
    pub fn remove(&self, name: &StoredName) {
        self.0.ledger.remove(*name);
    }
}

impl<'r> Deref for UploadsMut<'r> {
    type Target = Uploads<'r>;

    fn deref(&self) -> &Uploads<'r> {
        &self.0
    }
}

const READS: FileShape = FileShape { field: "", size: 0, written: "" };

fn uploads<'r, R>(cx: &Cx<'r, R>) -> Result<Uploads<'r>, Refusal> {
    Ok(Uploads { ledger: cx.passed().ledger()?, _request: std::marker::PhantomData })
}

impl SealedInput for Uploads<'_> {}

impl<'r, R: Route> Input<'r, R, Plain> for Uploads<'r> {
    const SHAPE: InputShape = InputShape { files: Some(READS), ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        uploads(cx)
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

impl SealedInput for UploadsMut<'_> {}

impl<'r, R: Route> Input<'r, R, Plain> for UploadsMut<'r>
where
    R::Verb: ChangesState<Self>,
{
    const SHAPE: InputShape = InputShape { files: Some(READS), writes: true, ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        uploads(cx).map(Self)
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [const N: usize] Uploads<'r>;
    NotARow, Every<N> => [const N: usize] Uploads<'r>;
    NotARow, Reading<N> => [const N: usize] Uploads<'r>;
    NotARow, Inserting<N> => [const N: usize] Uploads<'r>;
    NotARow, Owning<N> => [const N: usize] UploadsMut<'r>;
    NotARow, Every<N> => [const N: usize] UploadsMut<'r>;
    NotARow, Reading<N> => [const N: usize] UploadsMut<'r>;
    NotARow, Inserting<N> => [const N: usize] UploadsMut<'r>;
}
