//! `PublicUrl`: a URL of a user's that leads outside, as far as it tells by itself.
//!
//! Floor 10. What its name stands for is judged when it is reached.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer};
use url::Url;

use super::super::bounded::{Bounded, SealedBound};
use super::super::vet::{Faults, Vet};
use crate::egress::{UrlFault, read};

/// `https` alone.
#[derive(Debug)]
pub enum Https {}

/// `https`, and `http` too: for a route with `waive_egress`.
#[derive(Debug)]
pub enum PlainHttp {}

/// By which scheme a [`PublicUrl`] leads: [`Https`] or [`PlainHttp`].
pub trait UrlScheme: sealed::Scheme {
    #[doc(hidden)]
    const PLAIN: bool;
}

mod sealed {
    pub trait Scheme {}
    impl Scheme for super::Https {}
    impl Scheme for super::PlainHttp {}
}

impl UrlScheme for Https {
    const PLAIN: bool = false;
}

impl UrlScheme for PlainHttp {
    const PLAIN: bool = true;
}

/// A URL that a user gives, as a field of an input: `https`, without a name before the host, to a public name or address, of at most 2048 bytes; anything else
/// is 422. `Egress<PublicInternet>` reaches it. `PublicUrl<PlainHttp>` may be `http`, for a route with `waive_egress`.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[secure_input]
/// struct Preview {
///     url: PublicUrl,
/// }
///
/// #[derive(Expose)]
/// struct Excerpt {
///     text: String,
/// }
///
/// #[secure_route(post = "/previews", authenticated, egress = "public-internet", rate = "10/min")]
/// async fn preview(wanted: Valid<Json<Preview>>, web: Egress<PublicInternet>) -> Result<Json<Excerpt>, Problem> {
///     let page = web.get(&wanted.url).send().await?;
///     Ok(Json(Excerpt { text: page.excerpt::<500>()?.into_string() }))
/// }
/// ```
pub struct PublicUrl<S = Https>(Url, PhantomData<fn() -> S>);

impl<S: UrlScheme> PublicUrl<S> {
    /// Reads text of any origin.
    ///
    /// # Errors
    /// What about it is no public URL.
    pub fn parse(text: &str) -> Result<Self, UrlFault> {
        read(text, S::PLAIN).map(|url| Self(url, PhantomData))
    }
}

impl<S> PublicUrl<S> {
    /// The URL, with its host in lower case and in ASCII.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Its host alone.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl<S> Clone for PublicUrl<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<S> fmt::Debug for PublicUrl<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl<'de, S: UrlScheme> Deserialize<'de> for PublicUrl<S> {
    fn deserialize<D: Deserializer<'de>>(text: D) -> Result<Self, D::Error> {
        let text = String::deserialize(text)?;
        Self::parse(&text).map_err(|_| serde::de::Error::custom("public_url"))
    }
}

impl<S> Vet for PublicUrl<S> {
    fn vet(&self, _: &mut Faults) {}
}
impl<S> SealedBound for PublicUrl<S> {}
impl<S> Bounded for PublicUrl<S> {}

/// A place on the public internet.
#[diagnostic::on_unimplemented(
    message = "egress: `{Self}` is not a judged address, and may lead inside",
    label = "not a judged address",
    note = "take a `PublicUrl` as a field of the input and give `&input.url`; a text of another origin is read by `let url: PublicUrl = PublicUrl::parse(&text)?;`"
)]
pub trait PublicTarget: places::Judged {}

mod places {
    #[diagnostic::on_unimplemented(
        message = "egress: `{Self}` cannot be made a judged address by hand",
        label = "only `PublicUrl` is one",
        note = "remove the `impl` and give `&PublicUrl`"
    )]
    pub trait Judged {
        #[doc(hidden)]
        fn url(self) -> super::Url;
    }
}

impl<S> PublicTarget for &PublicUrl<S> {}
impl<S> places::Judged for &PublicUrl<S> {
    fn url(self) -> Url {
        let mut url = self.0.clone();
        url.set_fragment(None);
        url
    }
}
