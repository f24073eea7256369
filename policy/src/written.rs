//! The attribute as written: keys and texts with their places, no meaning yet.
//!
//! Floor 2. Knows which keys exist and what form their values take; knows nothing of other keys.
//! New key: a row in the table below, a field in [`crate::RoutePolicy`], a rule in [`crate::check`].

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token};

use crate::guarantee::Guarantee;
use crate::nearest::nearest;
use crate::report::Report;
use crate::terms::Method;

/// How the value of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// No value.
    Bare,
    /// One text in quotes.
    Text,
    /// One text, or several in brackets.
    TextOrList,
}

macro_rules! keys {
    ($($variant:ident $word:literal $form:ident $example:literal)*) => {
        /// A key of the attribute.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is the key of that name; the table says its form")]
        pub enum Key { $($variant),* }

        impl Key {
            /// Every key, in the order in which a policy prints them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The key as it is written.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            fn form(self) -> Form {
                match self { $(Self::$variant => Form::$form),* }
            }

            /// How the key is used, as help.
            pub fn example(self) -> &'static str {
                match self { $(Self::$variant => $example),* }
            }
        }
    };
}

keys! {
    Get "get" Text r#"get = "/orders/{order_id}""#
    Post "post" Text r#"post = "/orders""#
    Put "put" Text r#"put = "/orders/{order_id}""#
    Patch "patch" Text r#"patch = "/orders/{order_id}""#
    Delete "delete" Text r#"delete = "/orders/{order_id}""#
    Public "public" Bare "public"
    Authenticated "authenticated" Bare "authenticated"
    Role "role" TextOrList r#"role = "admin""#
    Webhook "webhook" Text r#"webhook = "payments""#
    Scope "scope" Text r#"scope = "orders:write""#
    Owns "owns" TextOrList r#"owns = "order.user_id""#
    OrRole "or_role" TextOrList r#"or_role = "support""#
    OrGrant "or_grant" Text r#"or_grant = "read""#
    AllRows "all_rows" TextOrList r#"all_rows = "orders""#
    Reads "reads" TextOrList r#"reads = "books""#
    Inserts "inserts" TextOrList r#"inserts = "messages""#
    Rate "rate" TextOrList r#"rate = "60/min""#
    BodyLimit "body_limit" Text r#"body_limit = "64kb""#
    Timeout "timeout" Text r#"timeout = "5s""#
    Egress "egress" Text r#"egress = "billing""#
    Exec "exec" Text r#"exec = "ping""#
    Deny "deny" Text r#"deny = "404""#
    Audit "audit" Text r#"audit = "order.viewed""#
    WaiveQuery "waive_query" Text r#"waive_query = "why raw SQL is needed here""#
    WaiveInput "waive_input" Text r#"waive_input = "why the raw request is needed here""#
    WaiveOutput "waive_output" Text r#"waive_output = "why a raw response is needed here""#
    WaiveRate "waive_rate" Text r#"waive_rate = "why no quota is needed here""#
    WaiveWebhook "waive_webhook" Text r#"waive_webhook = "why a call may be replayed here""#
    WaiveEgress "waive_egress" Text r#"waive_egress = "why plain http is enough here""#
    WaiveTenant "waive_tenant" Text r#"waive_tenant = "why rows of every organisation are reached here""#
}

impl Key {
    /// The key that puts a route on this method.
    pub fn of(method: Method) -> Self {
        match method {
            Method::Get => Self::Get,
            Method::Post => Self::Post,
            Method::Put => Self::Put,
            Method::Patch => Self::Patch,
            Method::Delete => Self::Delete,
        }
    }

    /// The key of this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.word() == word)
    }
}

/// One `key = "value"` or bare word, as written.
#[derive(Clone)]
struct Entry {
    key: Key,
    at: Ident,
    texts: Vec<LitStr>,
}

/// The entries of an attribute; no key stands twice and every value has the form of its key.
#[derive(Clone, Default)]
pub struct Written {
    entries: Vec<Entry>,
    /// Whether an entry was left out for a fault of its own; what is missing may then be what it meant to say.
    incomplete: bool,
}

impl Written {
    /// Reads what stands between the parentheses. Faulty entries go to the report and are left out.
    pub(crate) fn read(tokens: TokenStream, report: &mut Report) -> Self {
        let mut written = Self::default();
        for tokens in split_at_commas(tokens) {
            let Some(entry) = report.keep(Entry::read(tokens)) else {
                written.incomplete = true;
                continue;
            };
            match written.entry(entry.key) {
                Some(first) => {
                    let word = entry.key.word();
                    report.add(Guarantee::Grammar.fault_between(
                        first.at.span(),
                        entry.last_span(),
                        format!("`{word}` is given twice; keep one of the two"),
                    ));
                }
                None => written.entries.push(entry),
            }
        }
        written
    }

    /// Whether every entry could be read, so that what is missing was not said.
    pub(crate) fn is_complete(&self) -> bool {
        !self.incomplete
    }

    fn entry(&self, key: Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Where a key stands, if it was given.
    pub(crate) fn at(&self, key: Key) -> Option<Span> {
        self.entry(key).map(|entry| entry.at.span())
    }

    /// The texts of a key; none if it was not given.
    pub(crate) fn texts(&self, key: Key) -> &[LitStr] {
        self.entry(key).map_or(&[], |entry| &entry.texts)
    }

    /// The one text of a key.
    pub(crate) fn text(&self, key: Key) -> Option<&LitStr> {
        self.texts(key).first()
    }

    /// A fault that underlines two keys and what lies between them.
    pub(crate) fn conflict(&self, guarantee: Guarantee, one: Key, other: Key, why: &str) -> syn::Error {
        let mut places = self.entries.iter().filter(|entry| entry.key == one || entry.key == other);
        match (places.next(), places.next()) {
            (Some(first), Some(second)) => guarantee.fault_between(first.at.span(), second.last_span(), why),
            (Some(only), None) => guarantee.fault_between(only.at.span(), only.last_span(), why),
            _ => guarantee.fault_at(Span::call_site(), why),
        }
    }
}

impl Entry {
    fn last_span(&self) -> Span {
        self.texts.last().map_or_else(|| self.at.span(), LitStr::span)
    }

    fn read(tokens: Vec<TokenTree>) -> syn::Result<Self> {
        let mut tokens = tokens.into_iter();
        let at = match tokens.next() {
            Some(TokenTree::Ident(at)) => at,
            Some(TokenTree::Literal(literal)) => {
                return Err(Guarantee::Grammar.fault(
                    &literal,
                    format!("{literal} stands alone; write a key before it, such as `get = {literal}`"),
                ));
            }
            Some(other) => {
                return Err(Guarantee::Grammar.fault(&other, format!("expected a key, found `{other}`")));
            }
            None => return Err(Guarantee::Grammar.fault_at(Span::call_site(), "expected a key")),
        };
        let word = at.to_string();
        let key = Key::named(&word).ok_or_else(|| unknown(&at, &word))?;
        let rest: Vec<TokenTree> = tokens.collect();
        let texts = key.read_value(&at, rest)?;
        Ok(Self { key, at, texts })
    }
}

fn unknown(at: &Ident, word: &str) -> syn::Error {
    let known = Key::ALL.iter().map(|key| key.word());
    let help = match nearest(word, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let known: Vec<_> = known.map(|word| format!("`{word}`")).collect();
            format!("known keys are {}", known.join(", "))
        }
    };
    Guarantee::Grammar.fault(at, format!("unknown key `{word}`; {help}"))
}

impl Key {
    fn read_value(self, at: &Ident, rest: Vec<TokenTree>) -> syn::Result<Vec<LitStr>> {
        let (word, example) = (self.word(), self.example());
        let mut rest = rest.into_iter();
        match (self.form(), rest.next()) {
            (Form::Bare, None) => return Ok(Vec::new()),
            (Form::Bare, Some(found)) => {
                let why = format!("`{word}` takes no value; write it alone");
                return Err(Guarantee::Grammar.fault(&found, why));
            }
            (_, Some(TokenTree::Punct(equals))) if equals.as_char() == '=' => {}
            (_, Some(found)) => {
                let why = format!("expected `=` after `{word}`; write `{example}`");
                return Err(Guarantee::Grammar.fault(&found, why));
            }
            (_, None) => {
                let why = format!("`{word}` needs a value; write `{example}`");
                return Err(Guarantee::Grammar.fault(at, why));
            }
        }
        let value: TokenStream = rest.collect();
        if value.is_empty() {
            return Err(Guarantee::Grammar.fault(at, format!("`{word}` needs a value; write `{example}`")));
        }
        let texts = self.read_texts(value)?;
        for text in &texts {
            if !text.suffix().is_empty() {
                let why = format!("`{}` after the text of `{word}` means nothing; remove it", text.suffix());
                return Err(Guarantee::Grammar.fault(text, why));
            }
        }
        Ok(texts)
    }

    fn read_texts(self, value: TokenStream) -> syn::Result<Vec<LitStr>> {
        if let Ok(one) = syn::parse2::<LitStr>(value.clone()) {
            return Ok(vec![one]);
        }
        let (word, example) = (self.word(), self.example());
        let list = bracketed(&value);
        match (self.form(), list) {
            (Form::TextOrList, Some(inner)) => {
                let items =
                    Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(inner).map_err(|fault| {
                        let why =
                            format!("a list for `{word}` holds texts in quotes, such as `[\"a\", \"b\"]`");
                        Guarantee::Grammar.fault_at(fault.span(), why)
                    })?;
                if items.is_empty() {
                    let why =
                        format!("an empty list for `{word}` allows nothing; write `{example}` or remove it");
                    return Err(Guarantee::Grammar.fault(value, why));
                }
                Ok(items.into_iter().collect())
            }
            (_, Some(_)) => {
                let why = format!("`{word}` takes one text, not a list; write `{example}`");
                Err(Guarantee::Grammar.fault(value, why))
            }
            (_, None) => {
                let why = format!("the value of `{word}` is one text in quotes; write `{example}`");
                Err(Guarantee::Grammar.fault(value, why))
            }
        }
    }
}

/// What stands in the brackets, if the whole value is one bracketed list.
fn bracketed(value: &TokenStream) -> Option<TokenStream> {
    let mut tokens = value.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Bracket => {
            Some(group.stream())
        }
        _ => None,
    }
}

/// Cuts at top-level commas, so that one faulty entry does not hide the next. A trailing comma is fine; an
/// entry of nothing between two commas is left out, as rustc's own lists would have refused it already.
fn split_at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut entries = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => entries.push(Vec::new()),
            _ => {
                if let Some(last) = entries.last_mut() {
                    last.push(token);
                }
            }
        }
    }
    entries.retain(|entry| !entry.is_empty());
    entries
}
