//! What the macros name in an application. Re-exports only; nothing here is for hands.
//!
//! Floor 12.

pub use http::Method;
pub use serde;
pub use validator;

pub use crate::input::rules;

pub use crate::checks::{
    RowFault, body_is_read_once, headers_are_vetted, or_role_is_admitted, owner_holds_for_someone,
    parameter_is_read, path_has_fields, single_rows,
};
pub use crate::database::{Arguments, ColumnKind, KindOf, NoKind, Row, TableShape};
pub use crate::gate::{mount, run0, run1, run2, run3, run4, run5, run6, run7, run8};
pub use crate::input::{
    Bounded, BoundedByLength, Faults, Held, Holding, Limit, NoneWaived, ObjectOnly, SecureInput,
    ServiceParts, Vet, WaivedOf, vet_bounded, vet_by_length, word,
};
pub use crate::ownership::{
    Change, Creates, IsAppChange, IsNoAppChange, Patches, Resource, Writable, column_of,
};
pub use crate::policy::{Access, InputWaiver, Quota, Quotas, RoutePolicy, RowRule, Waiver};
pub use crate::proof::{Cx, Viewer};
pub use crate::refusal::Refusal;
pub use crate::reply::{Expose, Exposed, expose_field};
pub use crate::role::{RoleRef, Roles};
pub use crate::route::{
    Admission, Answer, Input, InputShape, Probe, Route, Unknown, caller, slot, verb, waiver,
};
pub use crate::seal::{
    AppChange, DeclaredInput, DerivedCreates, DerivedExpose, DerivedPatches, DerivedResource, DerivedRole,
    DerivedService, SecureRoute,
};

/// The body of a request, as the gate hands it to a route.
pub use axum::body::Body;

/// What stands where a route should: `routes![…]` falls back on it for what is not one.
pub mod absent {
    /// Not a route.
    #[derive(Debug)]
    #[allow(non_camel_case_types, reason = "the name that `routes!` imports")]
    pub enum __route {}
}

/// The policy of a route that does not compile.
pub const STUB_POLICY: &RoutePolicy = &RoutePolicy {
    name: "",
    module: "",
    text: "",
    endpoint: None,
    access: Access::Roles(&[]),
    scope: None,
    owns: &[],
    all_rows: &[],
    or_roles: &[],
    quotas: Quotas::Default,
    body_limit: 0,
    timeout: std::time::Duration::ZERO,
    deny_as_absent: true,
    audit: None,
    waivers: &[],
};

/// The answer of a route that does not compile.
pub fn stub_answer<'r>() -> Answer<'r> {
    Box::pin(std::future::ready(Err(Refusal::NotFound.into())))
}

/// Reads a column of a row by its position.
///
/// # Errors
/// The column does not hold a value of its type.
pub fn column<T: crate::database::Column>(row: &Row, position: usize) -> Result<T, Refusal> {
    T::read(row, position)
}

/// Whether a type is the row of a table, for the check that no row is an input.
pub struct IsRow<T>(std::marker::PhantomData<T>);

/// The answer for what is not.
pub trait IsNotARow {
    /// It is not.
    const IS: bool = false;
}

impl<T> IsNotARow for IsRow<T> {}

impl<T: Resource> IsRow<T> {
    /// It is.
    pub const IS: bool = true;
}
