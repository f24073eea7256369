//! `Valid<…>`: the parts of a request that were parsed, bounded and validated.
//!
//! Floor 10.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::decode;
use super::hints::{CarriesBody, NotARow, TakesUnsigned, refuse};
use super::vet::SecureInput;
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::reply::Json;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Input, InputShape, Route, SealedInput};

/// A vetted part of the request: `Valid<Json<T>>`, `Valid<Query<T>>`, `Valid<Path<T>>`, `Valid<Form<T>>` or
/// `Valid<Headers<T>>`, with `#[secure_input]` on `T`. It derefs to `T`.
///
/// What does not parse is 400; what parses and breaks a rule is 422 with every field and rule at fault.
pub struct Valid<W: Part>(W::Value);

/// A part of a request that can be vetted.
pub trait Part: sealed::Part {
    /// What it is read as.
    type Value;
}

mod sealed {
    pub trait Part {}
}

pub(super) use sealed::Part as SealedPart;

impl<W: Part> Valid<W> {
    pub(super) fn of(value: W::Value) -> Self {
        Self(value)
    }

    /// The value, from now on plain data.
    pub fn into_inner(self) -> W::Value {
        self.0
    }
}

impl<W: Part> Deref for Valid<W> {
    type Target = W::Value;

    fn deref(&self) -> &W::Value {
        &self.0
    }
}

impl<W: Part> fmt::Debug for Valid<W>
where
    W::Value: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<T>(std::marker::PhantomData<T>);
    )*};
}

parts! {
    /// The query string, inside [`Valid`].
    Query;
    /// The parameters of the path, inside [`Valid`].
    Path;
    /// A body of `application/x-www-form-urlencoded`, inside [`Valid`].
    Form;
    /// Some headers, inside [`Valid`]: the field `if_match` reads `If-Match`.
    Headers;
}

macro_rules! valid {
    ($($part:ident [$($bound:tt)*] $shape:expr, |$cx:ident, $body:ident| $read:expr;)*) => {$(
        impl<T> sealed::Part for $part<T> {}

        impl<T> Part for $part<T> {
            type Value = T;
        }

        impl<T: Send> SealedInput for Valid<$part<T>> {}

        impl<'r, R: Route, T: SecureInput> Input<'r, R, Plain> for Valid<$part<T>>
        where
            $($bound)*
        {
            const SHAPE: InputShape = InputShape { waived: T::WAIVED, ..$shape };
            type Vetted = T;

            fn vet($cx: &Cx<'r, R>, $body: &Bytes) -> Result<T, Refusal> {
                $read
            }

            fn counted<'v>(vetted: &'v T, field: &str) -> Option<Cow<'v, str>> {
                if <Self as Input<'r, R, Plain>>::SHAPE.body { vetted.counted(field) } else { None }
            }

            fn admit(vetted: T, _: &Cx<'r, R>) -> Admission<'r, Self> {
                Admission::Ready(Self(vetted))
            }
        }

        refuse! {
            NotARow, Owning<N> => [T: Send, const N: usize] Valid<$part<T>>;
            NotARow, Every<N> => [T: Send, const N: usize] Valid<$part<T>>;
            NotARow, Reading<N> => [T: Send, const N: usize] Valid<$part<T>>;
            NotARow, Inserting<N> => [T: Send, const N: usize] Valid<$part<T>>;
        }
    )*};
}

valid! {
    Json [R::Verb: CarriesBody<Self>, R::Caller: TakesUnsigned<Self>] of_body::<T>(), |cx, body| {
        media_type(&cx.passed().parts.headers, is_json)?;
        decode::json(body)
    };
    Form [R::Verb: CarriesBody<Self>, R::Caller: TakesUnsigned<Self>] of_body::<T>(), |cx, body| {
        media_type(&cx.passed().parts.headers, |media| media == "application/x-www-form-urlencoded")?;
        decode::pairs(body)
    };
    Query [R::Caller: TakesUnsigned<Self>] InputShape::NOTHING, |cx, _body| {
        decode::pairs(cx.passed().parts.uri.query().unwrap_or("").as_bytes())
    };
    Path [R::Caller: TakesUnsigned<Self>] InputShape { path: Some(T::FIELDS), ..InputShape::NOTHING }, |cx, _body| {
        let path = cx.passed().path.iter().filter(|(name, _)| T::FIELDS.contains(&&**name));
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        path.for_each(|(name, text)| { pairs.append_pair(name, text); });
        decode::pairs(pairs.finish().as_bytes())
    };
    Headers [] InputShape { headers: T::FIELDS, ..InputShape::NOTHING }, |cx, _body| {
        decode::pairs(header_pairs(&cx.passed().parts.headers, T::FIELDS)?.as_bytes())
    };
}

pub(super) const fn of_body<T: SecureInput>() -> InputShape {
    InputShape { body: true, countable: T::COUNTABLE, ..InputShape::NOTHING }
}

/// Refuses a body that is declared as something else than the handler takes.
pub(super) fn media_type(headers: &HeaderMap, takes: impl Fn(&str) -> bool) -> Result<(), Refusal> {
    let mut declared = headers.get_all(CONTENT_TYPE).iter();
    let (Some(media), None) = (declared.next(), declared.next()) else {
        return Err(Refusal::UnsupportedMediaType);
    };
    let media = media.to_str().unwrap_or("").split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if takes(&media) { Ok(()) } else { Err(Refusal::UnsupportedMediaType) }
}

/// `application/json`, or another structured type of the suffix `+json` (RFC 6839).
pub(super) fn is_json(media: &str) -> bool {
    let Some(subtype) = media.strip_prefix("application/") else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    subtype == "json" || (subtype.ends_with("+json") && subtype.len() > 5 && subtype.bytes().all(plain))
}

/// The headers that the fields name, each at most once and in visible ASCII.
fn header_pairs(headers: &HeaderMap, fields: &[&str]) -> Result<String, Refusal> {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for field in fields {
        let mut values = headers.get_all(field.replace('_', "-")).iter();
        let Some(value) = values.next() else { continue };
        if values.next().is_some() {
            return Err(Refusal::Malformed("a header stands twice"));
        }
        let text = value.to_str().map_err(|_| Refusal::Malformed("a header is not ASCII"))?;
        pairs.append_pair(field, text);
    }
    Ok(pairs.finish())
}
