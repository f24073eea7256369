//! Rule: a form with files declares each, with the fields beside them

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Picture = UploadedFile;
type Form = Valid<Multipart<Claim>>;

#[derive(Debug, Upload)]
pub struct Claim {
    #[upload(kinds = ["png", "jpeg", "gif", "webp"], size = "512kb", count = 1, pixels = 12_000_000, keep_name)]
    pub picture: Picture,
    #[upload(kinds = "pdf", size = "1mb", count = 1)]
    document: Option<UploadedFile>,
    #[cfg_attr(all(), upload(kinds = ["text"], size = "64kb", count = 8))]
    r#type: Vec<UploadedFile>,
    #[validate(length(min = 1, max = 80))]
    #[serde(rename = "caption")]
    text: String,
    #[validate(range(max = 100))]
    amount: Option<u32>,
    name: Text<40>,
    #[validate(length(max = 80))]
    password: Option<Secret<String>>,
}

#[derive(Upload)]
struct Alone {
    #[upload(kinds = ["png"], size = "1kb", count = 1)]
    file: UploadedFile,
}

#[secure_route(
    post = "/orders/{order_id}/claims",
    role = "customer",
    owns = "order.user_id",
    body_limit = "2mb",
    rate = ["10/min", "5/day by body.name+user"]
)]
pub async fn claim(order: Owned<Order>, form: Form, _tx: Tx) -> Result<NoContent, Problem> {
    let _ = order.id;
    let _: (StoredName, Option<&Text<100>>) = (form.picture.store().await?, form.picture.client_name());
    for file in &form.r#type {
        file.store().await?;
    }
    let _ = (form.document.as_ref().map(|document| document.kind() == FileKind::Pdf), &form.text, form.amount);
    Ok(NoContent)
}

#[secure_route(put = "/alone", public, rate = "5/min")]
pub async fn alone(form: Valid<Multipart<Alone>>) -> Result<Json<Done>, Problem> {
    let done = !form.into_inner().file.bytes().is_empty();
    Ok(Json(Done { done }))
}

pub fn app() -> App {
    App::new(Environment::Production)
        .uploads(UploadFolder::at("/var/lib/shop/uploads").memory(64 << 20))
        .mount(routes![claim, alone])
}
