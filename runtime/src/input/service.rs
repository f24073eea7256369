//! The app's own components, as parameters.
//!
//! Floor 10. A component holds plain data and other components; anything else it holds is named and reasoned, so
//! that no pool, client or process comes in by this door unseen.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::hints::{NotARow, refuse};
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Input, InputShape, Route, SealedInput, ServiceShape};
use crate::seal::DerivedService;
use crate::secret::{Secret, SecretValue};
use crate::token_hash::TokenHash;

/// A component of the app. Write `#[derive(Service)]`.
#[diagnostic::on_unimplemented(
    message = "input: `{Self}` is not a declared component of the app",
    label = "not a service",
    note = "write `#[derive(Service)]` on the type and give the app its value by `app.service(…)`"
)]
pub trait ServiceParts: DerivedService + Send + Sync + 'static {
    /// Fields that hold more than plain data, however deep, each with its reason.
    const HOLDS: &'static [Holding];
}

/// What a field of a component holds: for a reason of its own, or within.
#[derive(Debug, Clone, Copy)]
pub struct Holding {
    /// The field.
    pub field: &'static str,
    /// Why it holds more than plain data; empty where only what is within does.
    pub reason: &'static str,
    /// What the type of the field holds in its turn.
    pub within: &'static [Holding],
}

/// What a field of a component may be without a reason: plain data, or a component.
#[diagnostic::on_unimplemented(
    message = "input: a service may not hold `{Self}` without a reason",
    label = "more than plain data",
    note = "write `#[service(holds = \"why the handlers need it\")]` on the field; the inventory lists it"
)]
pub trait Held: sealed::Held {
    #[doc(hidden)]
    const WITHIN: &'static [Holding];
    /// Whether a secret may stand in it: a `Secret`, what is kept of one, or a component, whose fields are judged by their own names.
    #[doc(hidden)]
    const KEEPS_SECRETS: bool = false;
}

/// What is to be said of the type of a field, whether or not a component may hold it.
#[derive(Debug)]
pub struct HeldOf<T>(PhantomData<T>);

/// The answer for what no component holds, which has an error of its own.
pub trait NotHeld {
    /// Nothing is known.
    const KEEPS_SECRETS: bool = true;
}

impl<T> NotHeld for HeldOf<T> {}

impl<T: Held> HeldOf<T> {
    /// Whether a secret may stand in it.
    pub const KEEPS_SECRETS: bool = T::KEEPS_SECRETS;
}

mod sealed {
    #[diagnostic::on_unimplemented(
        message = "input: `{Self}` cannot be declared plain data by hand",
        label = "only `#[derive(Service)]` declares it",
        note = "remove the `impl`; write `#[service(holds = \"why the handlers need it\")]` on the field"
    )]
    pub trait Held {}
    #[diagnostic::do_not_recommend]
    impl<T: super::DerivedService> Held for T {}
}

#[diagnostic::do_not_recommend]
impl<T: ServiceParts> Held for T {
    const WITHIN: &'static [Holding] = T::HOLDS;
    const KEEPS_SECRETS: bool = true;
}

macro_rules! plain {
    ($([$($generic:tt)*] $type:ty $(, $inner:ident)?;)*) => {$(
        impl<$($generic)*> sealed::Held for $type {}
        impl<$($generic)*> Held for $type {
            const WITHIN: &'static [Holding] = plain!(@within $($inner)?);
            const KEEPS_SECRETS: bool = plain!(@keeps $($inner)?);
        }
    )*};
    (@keeps) => { false };
    (@keeps $inner:ident) => { $inner::KEEPS_SECRETS };
    (@within) => { &[] };
    (@within $inner:ident) => { $inner::WITHIN };
}

plain! {
    [] char; [] (); [] String; [] &'static str; [] Duration;
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize; [] f32; [] f64;
    [T: Held] Option<T>, T;
    [T: Held] Vec<T>, T;
    [T: Held, const N: usize] [T; N], T;
    [T: Held] HashSet<T>, T;
    [T: Held] BTreeSet<T>, T;
    [T: Held] Arc<T>, T;
}

/// A map holds what its keys hold and what its values hold; a secret that is a key would be compared like any key.
macro_rules! maps {
    ($($map:ident),*) => {$(
        impl<K: Held, V: Held> sealed::Held for $map<K, V> {}
        impl<K: Held, V: Held> Held for $map<K, V> {
            const WITHIN: &'static [Holding] = match K::WITHIN.is_empty() {
                true => V::WITHIN,
                false => &[
                    Holding { field: "keys", reason: "", within: K::WITHIN },
                    Holding { field: "values", reason: "", within: V::WITHIN },
                ],
            };
            const KEEPS_SECRETS: bool = V::KEEPS_SECRETS;
        }
    )*};
}

maps!(HashMap, BTreeMap);

macro_rules! keeping {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> sealed::Held for $type {}
        impl<$($generic)*> Held for $type {
            const WITHIN: &'static [Holding] = &[];
            const KEEPS_SECRETS: bool = true;
        }
    )*};
}

keeping! {
    // One bit keeps no secret: `has_password`.
    [] bool;
    [T: SecretValue] Secret<T>;
    [] TokenHash;
}

/// A component that the app was given by [`App::service`](crate::App::service). An app does not start when a
/// mounted route takes one that it lacks.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Service)]
/// struct Prices {
///     cents_by_item: std::collections::HashMap<String, i64>,
/// }
///
/// #[derive(Expose)]
/// struct Price {
///     cents: Option<i64>,
/// }
///
/// #[secure_route(get = "/price-of-a-book", public)]
/// async fn price(prices: Service<Prices>) -> Json<Price> {
///     Json(Price { cents: prices.cents_by_item.get("book").copied() })
/// }
/// ```
#[derive(Debug)]
pub struct Service<T>(Arc<T>);

impl<T> Deref for Service<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Send + Sync> SealedInput for Service<T> {}

impl<'r, R: Route, T: ServiceParts> Input<'r, R, Plain> for Service<T> {
    const SHAPE: InputShape = InputShape {
        service: Some(ServiceShape { id: TypeId::of::<T>, name: std::any::type_name::<T> }),
        ..InputShape::NOTHING
    };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        let service = cx.passed().engines.services.get(&TypeId::of::<T>()).cloned();
        let service = service.and_then(|service| service.downcast::<T>().ok());
        service.map(Self).ok_or_else(|| Refusal::internal("a service is missing that the start had found"))
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [T: Send + Sync, const N: usize] Service<T>;
    NotARow, Every<N> => [T: Send + Sync, const N: usize] Service<T>;
    NotARow, Reading<N> => [T: Send + Sync, const N: usize] Service<T>;
    NotARow, Inserting<N> => [T: Send + Sync, const N: usize] Service<T>;
}
