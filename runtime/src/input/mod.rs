//! What a handler takes from a request: parsed, bounded, validated.
//!
//! Floor 10.

mod audit;
mod bounded;
mod context;
mod countable;
mod declared;
mod decode;
#[cfg(feature = "egress")]
mod egress;
#[cfg(feature = "exec")]
mod exec;
mod headers;
mod hints;
mod hostname;
mod kept;
mod multipart;
mod object;
mod of_sealed;
pub mod rules;
mod service;
mod signed;
mod uploads;
mod valid;
mod vet;

pub use audit::Audit;
pub(crate) use bounded::SealedBound;
pub use bounded::{Bounded, BoundedByLength, Text};
pub use context::{ClientIp, RawRequest};
pub use countable::{CountedBy, NotCounted};
#[cfg(feature = "egress")]
pub use egress::{
    CheckedText, DeclareHost, DeclaresHost, DeclaresPublicInternet, Egress, EgressMut, EgressPart,
    EgressPath, EgressReply, EgressRequest, Https, MayLeave, OwnPath, PlainHttp, PublicTarget, PublicUrl,
    ReplyData, TakeEgress, TakeEgressMut, TakeHostEgress, TakePublicEgress, TakePublicUrl, UrlScheme,
    egress_part, egress_path,
};
#[cfg(feature = "exec")]
pub use exec::{Exec, StartsProgram};
pub(crate) use headers::header_is_vetted;
pub(crate) use hints::refuse;
pub use hints::{
    CarriesBody, ChangesState, HasCaller, IsSigned, NotARow, TakeExec, TakeRawRequest, TakeRows, TakeService,
    TakeValidBody, TakeValidForm, TakeValidHeaders, TakeValidJson, TakeValidPath, TakeValidQuery,
    TakesUnsigned, WaivesInput,
};
pub use hostname::{Hostname, HostnameFault, Port};
pub use kept::{BoundOf, KeptOf, NotKept, SealedSecretKept, SecretKept, Unbounded, vet_secret};
pub use multipart::{
    FileField, FileFieldOf, FileRule, Files, Multipart, NeverSent, NoFileField, SecureUpload,
    TakeValidMultipart, UploadedFile, is_alone,
};
pub use object::{ObjectOnly, word};
pub use service::{Held, HeldOf, Holding, NotHeld, Service, ServiceParts};
pub use signed::Signed;
pub use uploads::{Uploads, UploadsMut};
pub use valid::{Form, Headers, Path, Query, Valid};
pub use vet::{Faults, Limit, NoneWaived, SecureInput, Vet, WaivedOf, vet_bounded, vet_by_length};
