//! Rule: a secret of an input has a secret type; what is only about one, and what has a reason, need none

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type Password = Secret<String>;

/// `Debug` shows nothing of the secrets.
#[secure_input]
#[derive(Debug)]
pub struct Registration {
    #[validate(length(max = 80))]
    name: String,
    #[validate(length(min = 15, max = 128), must_match(other = password_confirmation))]
    password: Password,
    #[validate(length(max = 128))]
    password_confirmation: Secret<String>,
    #[validate(length(max = 128))]
    invite_token: Option<Secret<String>>,
    #[validate(length(max = 5))]
    recovery_tokens: Vec<Secret<Text<64>>>,
    card_pin: Secret<u32>,
    previous_credentials: Option<Credentials>,
    #[validate(length(max = 80))]
    password_hint: String,
    token_count: u32,
    has_password: bool,
}

#[secure_input]
#[derive(Debug)]
pub struct Credentials {
    #[validate(length(max = 80))]
    name: String,
    #[validate(length(max = 128))]
    password: Secret<String>,
}

#[secure_input]
#[serde(rename_all = "camelCase")]
pub struct Parsed {
    #[input(waive_secret = "the word that a lexer has read")]
    token: Text<80>,
    #[validate(length(max = 80))]
    #[input(waive_secret = "the game of presents in December")]
    secret_santa: String,
    token_kind: Kind,
}

#[secure_input]
pub enum Kind {
    Word,
    Number,
}

/// One bit leaves, whatever its name, and what is about a secret.
#[derive(Expose)]
pub struct Shown {
    has_password: bool,
    has_token: Option<bool>,
    tokens_left: u32,
}

/// A component keeps its secrets as secrets, or says why not.
#[derive(Service, Debug)]
pub struct Mailer {
    smtp_password: Option<Secret<String>>,
    api_keys: Vec<TokenHash>,
    has_token: bool,
    #[service(holds = "the library of the provider takes a text")]
    api_key: String,
}

/// A bounded text is a secret that is compared and hashed.
#[must_use]
pub fn hashed(token: &Secret<Text<64>>, other: &Secret<Text<64>>) -> Option<TokenHash> {
    token.matches(other).then(|| TokenHash::of(token))
}

macro_rules! input {
    ($name:ident, $field:ident: $type:ty) => {
        #[secure_input]
        pub struct $name {
            #[validate(length(max = 128))]
            $field: $type,
        }
    };
}

input!(Reset, reset_token: Secret<String>);

#[secure_route(post = "/done", public, rate = "5/min by ip")]
pub async fn handler(input: Valid<Json<Registration>>, parsed: Valid<Query<Parsed>>) -> Json<Done> {
    tracing::info!(registration = ?*input, "a registration");
    let same = input.password.matches(&input.password_confirmation);
    Json(Done { done: same && parsed.token.len() < 9 })
}

#[secure_route(post = "/reset/{reset_token}", public, rate = "5/min by ip")]
pub async fn reset(_path: Valid<Path<Reset>>, _form: Valid<Form<Credentials>>) -> NoContent {
    NoContent
}
