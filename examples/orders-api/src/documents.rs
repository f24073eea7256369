//! Documents, which their owners share with others: to read, or to edit.

use portcullis::prelude::*;

/// What someone may do with a document that is shared with them.
#[derive(Clone, Copy, Debug, PartialEq, Level)]
#[secure_input]
pub enum Sharing {
    /// See it.
    Read,
    /// Change it too.
    #[level(writes)]
    Edit,
}

/// A document.
#[derive(Resource, Expose)]
#[resource(
    table = "documents",
    owner = "user_id",
    version = "version",
    grants(table = "document_grants", row = "document_id", to = "user_id", level = "level", levels = Sharing)
)]
pub struct Document {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub user_id: i64,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub text: String,
    /// How often it was changed: its `ETag`.
    pub version: i64,
}

/// What a user sends for a document.
#[secure_input(creates = Document, patches = Document)]
pub struct DocumentInput {
    /// What it is called.
    #[validate(length(min = 1, max = 80))]
    pub title: String,
    /// What it says.
    #[validate(length(max = 10000))]
    pub text: String,
}

/// The caller's documents, and those that are shared with them.
#[secure_route(
    get = "/documents",
    authenticated,
    owns = "documents.user_id",
    or_grant = "read",
    rate = "60/min"
)]
pub async fn list_documents(
    documents: OwnedSet<Document>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Document>, Problem> {
    documents.page(&paging).await
}

/// Writes a new document.
#[secure_route(post = "/documents", authenticated, owns = "documents.user_id", rate = "10/min")]
pub async fn write_document(
    documents: OwnedSetMut<Document>,
    input: Valid<Json<DocumentInput>>,
) -> Result<Created<Document>, Problem> {
    Ok(Created(documents.insert(&input).await?))
}

/// One document, of the caller or shared with them.
#[secure_route(
    get = "/documents/{document_id}",
    authenticated,
    owns = "document.user_id",
    or_grant = "read",
    rate = "60/min"
)]
pub async fn get_document(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

/// Changes a document; with `If-Match`, only the state that the client has seen.
#[secure_route(
    put = "/documents/{document_id}",
    authenticated,
    owns = "document.user_id",
    or_grant = "edit",
    rate = "30/min"
)]
pub async fn change_document(
    mut document: OwnedMut<Document>,
    input: Valid<Json<DocumentInput>>,
) -> Result<Json<Document>, Problem> {
    document.update(&input).await?;
    Ok(document.into_reply())
}

/// With whom to share, and how far.
#[secure_input]
pub struct Share {
    /// The user.
    #[validate(range(min = 1))]
    pub user: i64,
    /// How far.
    pub level: Sharing,
}

/// Shares a document. Only its owner can: a grant does not breed.
#[secure_route(
    post = "/documents/{document_id}/shares",
    authenticated,
    owns = "document.user_id",
    rate = "30/min",
    audit = "document.shared"
)]
pub async fn share_document(
    document: OwnedMut<Document>,
    share: Valid<Json<Share>>,
) -> Result<NoContent, Problem> {
    document.grant(&share.user, share.level).await?;
    Ok(NoContent)
}

/// Whose share ends.
#[secure_input]
pub struct Shared {
    /// The user.
    pub user: i64,
}

/// Ends a share.
#[secure_route(
    delete = "/documents/{document_id}/shares/{user}",
    authenticated,
    owns = "document.user_id",
    rate = "30/min",
    audit = "document.unshared"
)]
pub async fn unshare_document(
    document: OwnedMut<Document>,
    shared: Valid<Path<Shared>>,
) -> Result<NoContent, Problem> {
    document.revoke(&shared.user).await?;
    Ok(NoContent)
}
