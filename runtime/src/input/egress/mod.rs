//! `Egress` and `EgressMut`: requests to what the route declares, and to nothing else.
//!
//! Floor 10. They borrow the request that they were handed out for, so they are neither kept nor given to a task that outlives it; and whatever ends the request ends what
//! it asks for.

mod hints;
mod list;
mod path;
mod public_url;
mod reply;
mod request;

use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;
use http::Method;

pub use self::hints::{
    DeclareHost, DeclaresHost, DeclaresPublicInternet, TakeEgress, TakeEgressMut, TakeHostEgress,
    TakePublicEgress, TakePublicUrl,
};
pub(super) use self::list::List;
pub use self::path::{CheckedText, EgressPart, EgressPath, OwnPath, egress_part, egress_path};
pub use self::public_url::{Https, PlainHttp, PublicTarget, PublicUrl, UrlScheme};
pub use self::reply::{EgressReply, ReplyData};
pub use self::request::{EgressRequest, MayLeave};
use super::hints::{ChangesState, NotARow, refuse};
use crate::brand::Brand;
use crate::egress::Reach;
use crate::proof::{Cx, Passed};
use crate::refusal::Refusal;
use crate::reply::Viewer;
use crate::route::outside::{OwnHost, PublicInternet};
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Capability, Input, InputShape, Route, SealedInput, verb};

/// Reads from what the route declares: `Egress` from the host that the operator set for `egress = "billing"`, `Egress<PublicInternet>` from any public address, for
/// `egress = "public-internet"`. [`EgressMut`] writes too. The chapter is [`docs::egress`](mod@crate::docs::egress).
///
/// ```
/// use portcullis::prelude::*;
///
/// #[secure_input]
/// struct Balance {
///     cents: i64,
/// }
///
/// #[derive(Expose)]
/// struct Shown {
///     cents: i64,
/// }
///
/// #[secure_route(get = "/balance", authenticated, egress = "billing")]
/// async fn balance(caller: Principal<'_>, billing: Egress) -> Result<Json<Shown>, Problem> {
///     let place = path!("/v1/customers/{}/balance", caller.subject());
///     let balance: Balance = billing.get(place).query("currency", "EUR").send().await?.json()?;
///     Ok(Json(Shown { cents: balance.cents }))
/// }
/// ```
pub struct Egress<'r, To = OwnHost> {
    passed: &'r Passed,
    viewer: Viewer<'r>,
    reach: Arc<Reach>,
    _to: std::marker::PhantomData<fn() -> To>,
    _request: Brand<'r>,
}

impl<'r, To> Egress<'r, To> {
    fn of<R: Route>(cx: &Cx<'r, R>) -> Result<Self, Refusal> {
        let passed = cx.passed();
        let declared = passed.policy.egress.zip(passed.engines.outbound.as_ref());
        let reach = declared.and_then(|(policy, outbound)| outbound.of(policy)).cloned();
        let reach = reach.ok_or_else(|| Refusal::internal("a host is missing that the start had found"))?;
        let (_to, _request) = (std::marker::PhantomData, std::marker::PhantomData);
        Ok(Self { passed, viewer: cx.viewer(), reach, _to, _request })
    }

    fn own<V>(&self, method: Method, place: impl OwnPath) -> EgressRequest<'r, V> {
        let url = place.path().and_then(|path| self.reach.own_url(&path)).ok_or(Refusal::NotFound);
        self.request(method, url, false)
    }

    fn public<V>(&self, method: Method, place: impl PublicTarget) -> EgressRequest<'r, V> {
        self.request(method, Ok(place.url()), true)
    }

    fn request<V>(
        &self,
        method: Method,
        url: Result<url::Url, Refusal>,
        of_a_user: bool,
    ) -> EgressRequest<'r, V> {
        EgressRequest::new(self.passed, self.viewer, Arc::clone(&self.reach), method, url, of_a_user)
    }
}

impl<'r> Egress<'r, OwnHost> {
    /// GET of a path on the host: `egress.get(path!("/v1/customers/{}", id))`.
    pub fn get(&self, path: impl OwnPath) -> EgressRequest<'r> {
        self.own(Method::GET, path)
    }
}

impl<'r> Egress<'r, PublicInternet> {
    /// GET of a URL that a user gave.
    pub fn get(&self, url: impl PublicTarget) -> EgressRequest<'r> {
        self.public(Method::GET, url)
    }
}

/// What writes is [`EgressMut`]; these say so.
macro_rules! only_reads {
    ($($method:ident)*) => {
        impl<'r, To> Egress<'r, To> {$(
            #[doc = concat!("Not by `Egress`, which reads: take [`EgressMut`], whose `", stringify!($method), "` writes.")]
            pub fn $method<P>(&self, _place: P) -> EgressRequest<'r, verb::Full>
            where
                for<'never> (): TakeEgressMut<Self>,
            {
                self.request(Method::GET, Err(Refusal::NotFound), false)
            }
        )*}
    };
}

only_reads!(post put patch delete);

/// Writes to what the route declares, and reads from it, on a route whose method changes state.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[secure_input]
/// struct Charge {
///     cents: i64,
/// }
///
/// #[derive(Expose)]
/// struct NewCharge {
///     cents: i64,
/// }
///
/// #[secure_route(post = "/charges", authenticated, egress = "billing")]
/// async fn charge(caller: Principal<'_>, order: Valid<Json<Charge>>, billing: EgressMut) -> Result<NoContent, Problem> {
///     let place = path!("/v1/customers/{}/charges", caller.subject());
///     billing.post(place).json(&NewCharge { cents: order.cents }).send().await?.success()?;
///     Ok(NoContent)
/// }
/// ```
pub struct EgressMut<'r, To = OwnHost>(Egress<'r, To>);

impl<'r, To> Deref for EgressMut<'r, To> {
    type Target = Egress<'r, To>;

    fn deref(&self) -> &Egress<'r, To> {
        &self.0
    }
}

impl<'r> EgressMut<'r, OwnHost> {
    /// POST to a path on the host.
    pub fn post(&self, path: impl OwnPath) -> EgressRequest<'r, verb::Full> {
        self.0.own(Method::POST, path)
    }

    /// PUT to a path on the host.
    pub fn put(&self, path: impl OwnPath) -> EgressRequest<'r, verb::Full> {
        self.0.own(Method::PUT, path)
    }

    /// PATCH of a path on the host.
    pub fn patch(&self, path: impl OwnPath) -> EgressRequest<'r, verb::Full> {
        self.0.own(Method::PATCH, path)
    }

    /// DELETE of a path on the host.
    pub fn delete(&self, path: impl OwnPath) -> EgressRequest<'r, verb::Bodiless> {
        self.0.own(Method::DELETE, path)
    }
}

impl<'r> EgressMut<'r, PublicInternet> {
    /// POST to a URL that a user gave.
    pub fn post(&self, url: impl PublicTarget) -> EgressRequest<'r, verb::Full> {
        self.0.public(Method::POST, url)
    }

    /// PUT to a URL that a user gave.
    pub fn put(&self, url: impl PublicTarget) -> EgressRequest<'r, verb::Full> {
        self.0.public(Method::PUT, url)
    }

    /// PATCH of a URL that a user gave.
    pub fn patch(&self, url: impl PublicTarget) -> EgressRequest<'r, verb::Full> {
        self.0.public(Method::PATCH, url)
    }

    /// DELETE of a URL that a user gave.
    pub fn delete(&self, url: impl PublicTarget) -> EgressRequest<'r, verb::Bodiless> {
        self.0.public(Method::DELETE, url)
    }
}

const SHAPE: InputShape = InputShape { capability: Some(Capability::Egress), ..InputShape::NOTHING };
const WRITING: InputShape = InputShape { writes: true, ..SHAPE };

macro_rules! inputs {
    ($($type:ident to $to:ident where $declares:ident $(and $changes:ident)? = $shape:ident, |$cx:ident| $make:expr;)*) => {$(
        impl<'r, R: Route> Input<'r, R, Plain> for $type<'r, $to>
        where
            R::Egress: $declares<Self>,
            $(R::Verb: $changes<Self>,)?
        {
            const SHAPE: InputShape = $shape;
            type Vetted = Self;

            fn vet($cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
                $make
            }

            fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
                Admission::Ready(vetted)
            }
        }
    )*};
}

inputs! {
    Egress to OwnHost where DeclaresHost = SHAPE, |cx| Self::of(cx);
    Egress to PublicInternet where DeclaresPublicInternet = SHAPE, |cx| Self::of(cx);
    EgressMut to OwnHost where DeclaresHost and ChangesState = WRITING, |cx| Egress::of(cx).map(Self);
    EgressMut to PublicInternet where DeclaresPublicInternet and ChangesState = WRITING, |cx| Egress::of(cx).map(Self);
}

impl<To> SealedInput for Egress<'_, To> {}
impl<To> SealedInput for EgressMut<'_, To> {}

refuse! {
    NotARow, Owning<N> => [To, const N: usize] Egress<'r, To>;
    NotARow, Every<N> => [To, const N: usize] Egress<'r, To>;
    NotARow, Reading<N> => [To, const N: usize] Egress<'r, To>;
    NotARow, Inserting<N> => [To, const N: usize] Egress<'r, To>;
    NotARow, Owning<N> => [To, const N: usize] EgressMut<'r, To>;
    NotARow, Every<N> => [To, const N: usize] EgressMut<'r, To>;
    NotARow, Reading<N> => [To, const N: usize] EgressMut<'r, To>;
    NotARow, Inserting<N> => [To, const N: usize] EgressMut<'r, To>;
}
