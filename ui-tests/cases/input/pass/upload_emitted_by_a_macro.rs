//! Rule: a macro by example may emit forms with files, also where names mean something else

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

pub struct Option;
pub struct Some;
pub struct Vec;
pub struct String;
pub struct Files;
pub struct FileRule;
pub struct FileKind;

macro_rules! forms {
    ($($name:ident $file:ident $field:ident $size:literal;)*) => {$(
        #[derive(Upload)]
        pub struct $name {
            #[upload(kinds = ["png"], size = $size, count = 1)]
            $file: UploadedFile,
            $field: Text<20>,
        }
    )*};
}

forms! { Avatar avatar caption "1mb"; Banner files fields "2mb"; }

#[secure_route(post = "/avatar", role = "customer", body_limit = "3mb")]
pub async fn handler(form: Valid<Multipart<Banner>>) -> Result<Json<Done>, Problem> {
    let _ = (&form.files, &form.fields);
    Ok(Json(Done { done: true }))
}
