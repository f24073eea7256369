//! What is behind a link that a user gives: any public address, and nothing inside.

use portcullis::prelude::*;

/// The link.
#[secure_input]
pub struct Wanted {
    /// Over TLS, and public.
    pub url: PublicUrl,
}

/// What is shown of it.
#[derive(Expose)]
pub struct Preview {
    /// Whose it is.
    pub host: String,
    /// What a page calls itself; empty where it does not say.
    pub title: String,
}

/// The title of a page. The page itself goes no further: what leaves is text.
#[secure_route(post = "/link-preview", authenticated, egress = "public-internet", rate = "10/min")]
pub async fn preview_link(
    wanted: Valid<Json<Wanted>>,
    web: Egress<PublicInternet>,
) -> Result<Json<Preview>, Problem> {
    let page = web.get(&wanted.url).send().await?;
    let beginning = page.excerpt::<20_000>()?;
    let title = beginning.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let title = title.map_or("", |(title, _)| title.trim());
    Ok(Json(Preview { host: wanted.url.host().to_owned(), title: title.chars().take(200).collect() }))
}
