//! What the macros name in an application. Re-exports only; nothing here is for hands.
//!
//! Floor 14.

pub use std::borrow::Cow;

pub use http::Method;
pub use serde;
pub use validator;

pub use crate::input::rules;

pub use crate::checks::{
    Fault, body_is_read_once, hides, is_taken, or_role_is_admitted, owner_holds_for_someone,
    parameter_is_read, require, require_none, single_rows,
};
pub use crate::content::FileKind;
pub use crate::database::{
    Arguments, Claim, ColumnKind, Grants, KeptAs, KindOf, Level, NoKind, OwnedBy, Owner, Published, Row,
    Seen, Table, TableColumn, column,
};
#[cfg(feature = "exec")]
pub use crate::exec::Argument;
pub use crate::gate::{mount, run0, run1, run2, run3, run4, run5, run6, run7, run8};
pub use crate::input::{
    BoundOf, Bounded, BoundedByLength, CountedBy, Faults, FileField, FileFieldOf, FileRule, Files, Held,
    HeldOf, Holding, KeptOf, Limit, NoFileField, NoneWaived, NotCounted, NotHeld, NotKept, ObjectOnly,
    SecretKept, SecureInput, SecureUpload, ServiceParts, Unbounded, Vet, WaivedOf, is_alone, vet_bounded,
    vet_by_length, vet_secret, word,
};
#[cfg(feature = "egress")]
pub use crate::input::{CheckedText, egress_part, egress_path};
pub use crate::markup::{
    Address, Assets, AssetsOf, NoAssets, Sheet, Shown, Template, Word, constant_link, constant_outside,
    in_link, in_text, in_value, length, link_on_line, listed, reads, shown, text_lower, text_on_line,
    text_trim, text_upper, value_on_line,
};
pub use crate::ownership::{
    Change, ColumnsOf, Creates, IsAppChange, IsNoAppChange, IsNotARow, IsRow, Levels, LevelsIn, NoColumns,
    NoLevels, NoLevelsIn, NotToldApart, OwnedSql, OwnedText, Patches, Record, Ref, Requires, Resource,
    SqlPiece, ToAny, ToCaller, ToNobody, ToOneOf, ToParent, ToldApart, Writable, column_of, counted, rows_of,
    told,
};
pub use crate::policy::{
    Access, EgressPolicy, InputWaiver, Quota, QuotaKey, Quotas, RoutePolicy, RowRule, Waiver,
};
pub use crate::proof::Cx;
pub use crate::refusal::Refusal;
pub use crate::reply::Viewer;
pub use crate::reply::{BitOf, Expose, Exposed, NarrowedOf, NotABit, NotSealed, expose_field};
pub use crate::role::{RoleRef, Roles};
pub use crate::route::{
    Admission, Answer, Capability, Declared, Input, InputShape, MountedByHand, NotRead, Parameters, Probe,
    Route, Unknown, caller, outside, slot, verb, waiver,
};
pub use crate::seal::{
    AppChange, CheckedAddress, CheckedPath, DeclaredInput, DerivedArgument, DerivedCreates, DerivedExpose,
    DerivedLevel, DerivedMarkup, DerivedPatches, DerivedRecord, DerivedRequires, DerivedResource,
    DerivedRole, DerivedService, DerivedTemplate, DerivedUpload, SecureRoute,
};
pub use crate::stub::{STUB, absent, stub_answer};

/// The body of a request, as the gate hands it to a route.
pub use axum::body::Body;
