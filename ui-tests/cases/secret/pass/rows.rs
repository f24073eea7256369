//! Rule: a row keeps of a secret its hash, which is compared and never leaves

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[derive(Resource, Expose)]
#[resource(table = "members", owner = "id")]
pub struct Member {
    id: i64,
    name: String,
    #[expose(never)]
    password: PasswordHash,
    #[expose(never)]
    api_key_hash: Option<TokenHash>,
    #[expose(never)]
    digest: TokenHash,
    password_changed_at: i64,
    #[resource(filter, sort)]
    token_count: i64,
    #[expose(never)]
    has_token: bool,
    #[resource(waive_secret = "the word that a lexer has read")]
    #[expose(never)]
    token: String,
    #[resource(references = Member)]
    #[expose(never)]
    secret: Option<i64>,
}

#[secure_input]
pub struct Key {
    #[validate(length(min = 32, max = 128))]
    api_key: Secret<String>,
}

#[derive(Change)]
#[change(patches = Member)]
pub struct KeyStored {
    api_key_hash: Option<TokenHash>,
    digest: TokenHash,
}

#[secure_input(patches = Member)]
pub struct Chosen {
    secret: Option<Ref<Member>>,
}

#[derive(Record, Expose)]
pub struct Count {
    name: String,
    token_count: i64,
}

#[derive(Service)]
pub struct Partner {
    key: Secret<String>,
    others: Vec<Secret<String>>,
}

#[secure_route(put = "/members/{id}/key", authenticated, owns = "member.id")]
pub async fn store(
    mut member: OwnedMut<Member>,
    key: Valid<Json<Key>>,
    partner: Service<Partner>,
) -> Result<Json<Member>, Problem> {
    if member.digest.matches(&key.api_key) || partner.key.matches(&key.api_key) {
        return Err(Problem::conflict("same-key", "This is the key of before"));
    }
    let (api_key_hash, digest) = (Some(TokenHash::of(&key.api_key)), TokenHash::of(&key.api_key));
    member.update(&KeyStored { api_key_hash, digest }).await?;
    Ok(member.into_reply())
}

#[secure_route(get = "/members", authenticated, owns = "members.id")]
pub async fn counts(members: OwnedSet<Member>) -> Result<Json<Vec<Count>>, Problem> {
    let counts = owned_sql!(members: Member; "SELECT m.name AS name, m.token_count AS token_count FROM members AS m");
    Ok(Json(counts.all().await?))
}
