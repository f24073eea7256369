//! Addresses that users give.

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
struct Preview {
    url: PublicUrl,
}

#[secure_input]
struct OldPreview {
    url: PublicUrl<PlainHttp>,
    others: [Option<PublicUrl>; 2],
}

#[derive(Expose)]
struct Excerpt {
    text: String,
    host: String,
}

#[secure_route(post = "/previews", role = "customer", egress = "public-internet", rate = "10/min")]
async fn preview(wanted: Valid<Json<Preview>>, web: Egress<PublicInternet>) -> Result<Json<Excerpt>, Problem> {
    let page = web.get(&wanted.url).send().await?;
    let host = wanted.url.host().to_owned();
    Ok(Json(Excerpt { text: page.excerpt::<500>()?.into_string(), host }))
}

#[secure_route(
    post = "/old-previews",
    role = "customer",
    egress = "public-internet",
    rate = "10/min",
    waive_egress = "half of the web of 1998 speaks no TLS"
)]
async fn old_preview(wanted: Valid<Json<OldPreview>>, web: EgressMut<PublicInternet>) -> Result<NoContent, Problem> {
    let page = web.get(&wanted.url).send().await?;
    if page.media_type() == Some("text/plain") && page.length() < 80 {
        page.text::<80>()?;
    }
    web.post(&PublicUrl::<PlainHttp>::parse("https://example.org/hook")?).json(&Done { done: true }).send().await?;
    Ok(NoContent)
}

fn app(app: App) -> App {
    app.public_egress(PublicEgress::new().port(8443).reply_limit(65_536)).mount(portcullis::routes![preview, old_preview])
}
