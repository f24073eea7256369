//! The traits behind the compiler's answers: what each asks, and what satisfies it; and the functions that ask.
//!
//! None of them is implemented or called by hand. They have names here so that an error can name them and a reader can look them
//! up; the macros and the framework's own types are their only implementations.
//!
//! Floor 14.

pub use crate::database::{IntoScript, KeepHash, Table, column};
#[cfg(feature = "exec")]
pub use crate::exec::{Argument, BeforeFree, FlagText, FreeArgument, IsFlag};
pub use crate::gate::{mount, run0, run1, run2, run3, run4, run5, run6, run7, run8};
#[cfg(feature = "exec")]
pub use crate::input::StartsProgram;
pub use crate::input::rules::{EmailRule, LengthRule, MatchRule, RangeRule, TextRule, UrlRule};
pub use crate::input::{
    Bounded, BoundedByLength, CarriesBody, ChangesState, FileField, FileRule, Files, HasCaller, Held,
    IsSigned, NeverSent, NotARow, SecretKept, SecureInput, SecureUpload, ServiceParts, TakeExec,
    TakeRawRequest, TakeRows, TakeService, TakeValidBody, TakeValidForm, TakeValidHeaders, TakeValidJson,
    TakeValidMultipart, TakeValidPath, TakeValidQuery, TakesUnsigned, Vet, WaivesInput,
};
#[cfg(feature = "egress")]
pub use crate::input::{
    CheckedText, DeclareHost, DeclaresHost, DeclaresPublicInternet, EgressPart, MayLeave, OwnPath,
    PublicTarget, ReplyData, TakeEgress, TakeEgressMut, TakeHostEgress, TakePublicEgress, TakePublicUrl,
    egress_part, egress_path,
};
pub use crate::markup::{
    Address, Assets, ConstantPlace, CountIs, Counted, Fills, InLink, InText, InValue, LeadsToGet, LinkOnLine,
    Listed, NotYetAnAddress, PathPart, Sheet, Shown, Template, TextOnLine, ValueOnLine, Word, Worded,
    Written, in_link, in_text, in_value, length, link_on_line, listed, reads, shown, text_lower,
    text_on_line, text_trim, text_upper, value_on_line,
};
pub use crate::ownership::{
    Belongs, Change, Creates, EveryColumn, GiveReply, Granted, InsertedForCaller, InsertedForNamed,
    InsertedForNobody, InsertedUnder, InsertedWithOthers, LevelOf, Levels, LevelsOf, NamedByAllRows,
    NamedByInserts, NamedByOwns, NamedByReads, NamesOwner, NamesParent, NeverTold, NoLevels, NotToldApart,
    OwnLevels, OwnerColumn, Part, Patches, PublicColumns, PutIn, Record, Requires, Resource, RowSet,
    SelectValue, Sets, Shows, SqlText, SqlValue, SqlValues, ToAny, ToCaller, ToNobody, ToOneOf, ToParent,
    Told, ToldApart, Upserted, WaivesQuery, rows_of, told,
};
pub use crate::proof::Cx;
pub use crate::reply::{
    Expose, Exposed, GiveJson, GiveNoContent, GiveOwnJson, GiveRedirect, GiveTemplate, IsProblem,
    LeavesWithItsRow, NameStays, NamesSubject, NarrowedOf, NeverLeaves, NotSealed, SayToWhom, WaivesDownload,
    WaivesOutput, expose_field,
};
pub use crate::role::Roles;
pub use crate::route::{Input, MountedByHand, Parameters, Reply, Route, caller, outside, slot, verb, waiver};
pub use crate::seal::{
    AppChange, CheckedAddress, CheckedPath, DeclaredInput, DerivedArgument, DerivedCreates, DerivedExpose,
    DerivedLevel, DerivedMarkup, DerivedPatches, DerivedRecord, DerivedRequires, DerivedResource,
    DerivedRole, DerivedService, DerivedTemplate, DerivedUpload, EventLiteral, FlagLiteral, SecureRoute,
};
pub use crate::secret::SecretValue;

pub use crate::stub::absent;
pub use crate::token::KeySecret;
#[cfg(not(any(feature = "testing", doc, test)))]
pub use crate::token::MintedInTests;

/// The derive that `#[secure_input]` writes.
#[doc(hidden)]
pub use portcullis_macros::SecureInput;
