//! Random callers: those who own, those who do not, and those whose token says something of another form.
//!
//! Floor 6.

use serde_json::{Map, Value as Json, json};

use super::cell::name;
use super::dice::Dice;
use super::schema::{COMPANY, Forms, TEAMS};
use crate::database::{ColumnKind, Value};
use crate::principal::Verified;
use crate::role::RoleSet;

/// Texts that are no number, no UUID or nobody's name, or not the one text of it.
pub(super) const MALFORMED: [&str; 12] = [
    "",
    "+1",
    "001",
    " 1",
    "1.0",
    "1e0",
    "-0",
    "٣",
    "9223372036854775808",
    "67E55044-10B1-426F-9247-BB680E5F0001",
    "1' OR '1'='1",
    "a\0",
];

/// The text of one of a few, or one that names nobody.
pub(super) fn text(dice: &mut Dice, kind: ColumnKind) -> String {
    match dice.range(0, 99) {
        0..=3 => (*dice.pick(&MALFORMED)).to_owned(),
        4 => "x".repeat(256),
        // A name of another kind.
        5..=6 => name(*dice.pick(&super::schema::NAMING), dice.few()).to_text(),
        _ => name(kind, dice.few()).to_text(),
    }
}

/// What a claim has for one: the text, or for numbers the number.
fn word(dice: &mut Dice, kind: ColumnKind) -> Json {
    match name(kind, dice.few()) {
        Value::Integer(number) if dice.percent(50) => json!(number),
        Value::Integer32(number) if dice.percent(50) => json!(number),
        value => json!(value.to_text()),
    }
}

/// What is no name, whatever the kind.
fn nonsense(dice: &mut Dice) -> Json {
    let all = [
        Json::Null,
        json!(true),
        json!(1.0),
        json!(1.5),
        json!(u64::MAX),
        json!({ "id": 1 }),
        json!([1]),
        json!(["alice"]),
        json!(""),
        json!("+1"),
        json!(1),
    ];
    dice.pick(&all).clone()
}

fn list(dice: &mut Dice, kind: ColumnKind) -> Json {
    let mut words: Vec<Json> = (0..dice.range(1, 3)).map(|_| word(dice, kind)).collect();
    match dice.range(0, 19) {
        0 => Json::Array(Vec::new()),
        1 => word(dice, kind),
        2 => {
            words.insert(dice.range(0, words.len() as u32) as usize, nonsense(dice));
            Json::Array(words)
        }
        // As many as are taken, and one more.
        3 => Json::Array(vec![word(dice, kind); 1024 + dice.range(0, 1) as usize]),
        4 => nonsense(dice),
        _ => Json::Array(words),
    }
}

pub(super) fn random(dice: &mut Dice, forms: Forms) -> Option<Verified> {
    if dice.percent(3) {
        return None;
    }
    let mut claims = Map::new();
    if dice.percent(95) {
        let company = if dice.percent(10) { nonsense(dice) } else { word(dice, forms.company) };
        claims.insert(COMPANY.to_owned(), company);
    }
    if dice.percent(95) {
        claims.insert(TEAMS.to_owned(), list(dice, forms.team));
    }
    Some(Verified {
        subject: text(dice, forms.subject),
        roles: RoleSet::NONE,
        scopes: Vec::new(),
        tenant: dice.maybe(92, |dice| text(dice, forms.tenant)),
        expires_at: u64::MAX,
        token_id: None,
        session: None,
        claims,
        network: std::sync::atomic::AtomicU64::new(0),
    })
}
