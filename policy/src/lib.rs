//! The grammar and the meaning of `#[secure_route(…)]`: text in, a [`RoutePolicy`] or every fault out.
//!
//! The pipeline is two steps: `written` reads what stands in the attribute, `check` turns it into
//! a policy that contradicts itself nowhere. Nothing here knows what code is emitted for a policy, so the
//! macros and the inventory tool read attributes alike.
//!
//! ```
//! use portcullis_policy::RoutePolicy;
//!
//! let text = r#"get = "/orders/{order_id}", role = "customer", owns = "order.user_id", rate = "60/min""#;
//! let policy = RoutePolicy::from_text(text, &["order"])?;
//! assert_eq!(policy.to_string(), text);
//!
//! let fault = RoutePolicy::from_text(r#"get = "/orders", rolle = "admin""#, &[]).unwrap_err();
//! assert!(fault.to_string().contains("did you mean `role`?"));
//! # Ok::<(), syn::Error>(())
//! ```
//!
//! Floor 5: re-exports only.

mod check;
mod guarantee;
mod nearest;
mod report;
mod route_policy;
mod spanned;
mod terms;
mod written;

pub use guarantee::Guarantee;
pub use nearest::nearest;
pub use report::Report;
pub use route_policy::{Access, Endpoint, Quotas, RoutePolicy, RowRule, Waiver};
pub use spanned::Spanned;
pub use terms::{
    BodyLimit, Event, Host, Method, Name, OwnerPath, Path, Quota, QuotaKey, Reason, Scope, Segment, Timeout,
    Window,
};
pub use written::{Key, Written};
