//! From the body to a declared form, or to everything that is at fault in it.
//!
//! Floor 10. What the client says of a file (its type) must agree with what it is; what it is says the content.

use std::borrow::Cow;

use bytes::Bytes;

use super::Multipart;
use super::client_name;
use super::field::{FileRule, Files, SecureUpload};
use super::file::UploadedFile;
use super::form::{self, FormPart};
use super::hints::{NeverSent, TakeValidMultipart};
use crate::content::{FileKind, judge};
use crate::events::{Event, Name};
use crate::input::hints::{CarriesBody, NotARow, TakesUnsigned, refuse};
use crate::input::valid::{Part, SealedPart, Valid};
use crate::input::vet::SecureInput;
use crate::input::{Text, decode};
use crate::proof::Cx;
use crate::refusal::{FieldFault, Refusal};
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, FileShape, Input, InputShape, Route, SealedInput};
use crate::uploads::StoredName;

impl<T> SealedPart for Multipart<T> {}

impl<T> Part for Multipart<T> {
    type Value = T;
}

impl<T: Send> SealedInput for Valid<Multipart<T>> {}

/// A form that was read: its fields for the quotas, and the whole.
#[derive(Debug)]
pub struct VettedForm<T> {
    form: T,
    counted: Vec<(&'static str, String)>,
}

impl<'r, R: Route, T: SecureUpload> Input<'r, R, Plain> for Valid<Multipart<T>>
where
    R::Verb: CarriesBody<Self>,
    R::Caller: TakesUnsigned<Self>,
{
    const SHAPE: InputShape = InputShape {
        body: true,
        countable: <T::Fields as SecureInput>::COUNTABLE,
        files: largest(T::FILES),
        waived: <T::Fields as crate::input::vet::Vet>::WAIVED,
        ..InputShape::NOTHING
    };
    type Vetted = VettedForm<T>;

    fn vet(cx: &Cx<'r, R>, body: &Bytes) -> Result<VettedForm<T>, Refusal> {
        let passed = cx.passed();
        let ledger = passed.ledger()?;
        let parts = form::parts(&passed.parts.headers, body)?;
        let mut reading = FormReading::new(T::FILES, <T::Fields as SecureInput>::FIELDS);
        for part in parts {
            reading.part(part, |bytes, kind, client_name| UploadedFile {
                bytes,
                kind,
                client_name,
                ledger: ledger.clone(),
            });
        }
        let (mut files, fields) = reading.finish().map_err(|faults| {
            let refusal = Refusal::Invalid(faults);
            Event::new(Name::UploadValidation, passed.scene()).because(&refusal).write();
            refusal
        })?;
        let fields: T::Fields = decode::pairs(fields.as_bytes())?;
        // Where no quota counts by the body, nothing is copied for one.
        let names = <T::Fields as SecureInput>::COUNTABLE.iter().filter(|(_, countable)| *countable);
        let counted = match passed.quotas.counts_the_body() {
            true => names.filter_map(|(name, _)| Some((*name, fields.counted(name)?.into_owned()))).collect(),
            false => Vec::new(),
        };
        let form = T::assemble(fields, &mut files);
        let form = form.ok_or_else(|| Refusal::internal("a form lacks a file that it was found to have"))?;
        Ok(VettedForm { form, counted })
    }

    fn counted<'v>(vetted: &'v VettedForm<T>, field: &str) -> Option<Cow<'v, str>> {
        let found = vetted.counted.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| Cow::Borrowed(text.as_str()))
    }

    fn admit(vetted: VettedForm<T>, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(Self::of(vetted.form))
    }
}

/// The file that may be the largest, which the body of the route must have room for.
const fn largest(mut rules: &[FileRule]) -> Option<FileShape> {
    let mut largest = FileShape { field: "", size: 0, written: "" };
    while let [rule, rest @ ..] = rules {
        if rule.size > largest.size {
            largest = FileShape { field: rule.name, size: rule.size, written: rule.written };
        }
        rules = rest;
    }
    Some(largest)
}

/// The parts of a form, put where they belong.
struct FormReading {
    rules: &'static [FileRule],
    fields: &'static [&'static str],
    files: Vec<Vec<UploadedFile>>,
    seen: Vec<&'static str>,
    pairs: form_urlencoded::Serializer<'static, String>,
    faults: Vec<FieldFault>,
}

impl FormReading {
    fn new(rules: &'static [FileRule], fields: &'static [&'static str]) -> Self {
        let files = rules.iter().map(|_| Vec::new()).collect();
        let pairs = form_urlencoded::Serializer::new(String::new());
        Self { rules, fields, files, seen: Vec::new(), pairs, faults: Vec::new() }
    }

    fn fault(&mut self, field: &str, rule: &'static str) {
        self.faults.push(FieldFault::new(field, rule));
    }

    fn part(
        &mut self,
        part: FormPart,
        make: impl FnOnce(Bytes, FileKind, Option<Text<100>>) -> UploadedFile,
    ) {
        let found = self.rules.iter().zip(&mut self.files).find(|(rule, _)| rule.name == part.name);
        let Some((rule, files)) = found else { return self.text(&part) };
        // What a browser sends for a field of a form that nobody filled in.
        if part.content.is_empty() && part.file_name.as_deref() == Some("") {
            return;
        }
        if files.len() >= rule.count {
            let limits = vec![("max", rule.count.into())];
            return self.faults.push(FieldFault { field: rule.name.to_owned(), rule: "count", limits });
        }
        match judged(rule, &part) {
            Ok(kind) => {
                let name = part.file_name.as_deref().filter(|_| rule.keep_name);
                let name = name.and_then(|name| client_name::clean(name, kind));
                files.push(make(part.content, kind, name));
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    /// A field without a file.
    fn text(&mut self, part: &FormPart) {
        let Some(field) = self.fields.iter().find(|field| **field == part.name) else {
            return self.fault(&decode::shortened(&part.name), "unknown_field");
        };
        if self.seen.contains(field) {
            return self.fault(field, "duplicate");
        }
        self.seen.push(field);
        let is_text = part.media_type.as_deref().is_none_or(|media| media == "text/plain");
        match std::str::from_utf8(&part.content) {
            Ok(text) if is_text && part.file_name.is_none() => {
                self.pairs.append_pair(field, text);
            }
            _ => self.fault(field, "type"),
        }
    }

    /// The files, and the fields as a form without files would write them.
    fn finish(mut self) -> Result<(Files, String), Vec<FieldFault>> {
        for (rule, files) in self.rules.iter().zip(&self.files) {
            let told = self.faults.iter().any(|fault| fault.field == rule.name);
            if rule.required && files.is_empty() && !told {
                self.faults.push(FieldFault::new(rule.name, "missing"));
            }
        }
        self.faults.truncate(100);
        if self.faults.is_empty() { Ok((Files(self.files), self.pairs.finish())) } else { Err(self.faults) }
    }
}

/// What a part is, if it is what its field takes.
fn judged(rule: &FileRule, part: &FormPart) -> Result<FileKind, FieldFault> {
    let fault = |why| FieldFault::new(rule.name, why);
    if part.file_name.is_none() {
        return Err(fault("type"));
    }
    if part.content.is_empty() {
        return Err(fault("file_empty"));
    }
    if part.content.len() > rule.size {
        return Err(FieldFault { limits: vec![("max", rule.size.into())], ..fault("file_size") });
    }
    let kind = judge(&part.content, rule.kinds, rule.pixels).map_err(|unfit| fault(unfit.rule()))?;
    let is = kind.media_type().split(';').next();
    if part.media_type.as_deref() == is { Ok(kind) } else { Err(fault("media_type")) }
}

refuse! {
    NotARow, Owning<N> => [T: Send, const N: usize] Valid<Multipart<T>>;
    NotARow, Every<N> => [T: Send, const N: usize] Valid<Multipart<T>>;
    NotARow, Reading<N> => [T: Send, const N: usize] Valid<Multipart<T>>;
    NotARow, Inserting<N> => [T: Send, const N: usize] Valid<Multipart<T>>;
    TakeValidMultipart, S => [S, T: Send] Multipart<T>;
    TakeValidMultipart, S => [S] UploadedFile;
    NeverSent, S => [S] StoredName;
}

impl<T: Send> SealedInput for Multipart<T> {}
impl SealedInput for UploadedFile {}
impl SealedInput for StoredName {}
