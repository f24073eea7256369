//! Rule: a grant leads to a row, to what is below it, and to nothing else

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input(patches = Document)]
pub struct Title {
    #[validate(length(min = 1, max = 80))]
    title: Option<String>,
}

#[secure_input]
pub struct Grantee {
    user_id: i64,
}

#[secure_input(patches = Sheet)]
pub struct SheetText {
    #[validate(length(max = 80))]
    text: Option<String>,
}

/// A level is no copy of anything.
#[derive(Level)]
pub enum r#Own {
    Look,
    #[level(writes)]
    FullAccess,
}

#[derive(Resource, Expose)]
#[resource(
    table = "papers",
    owner = "user_id",
    null = "nobody",
    grants(table = "paper_grants", row = "paper_id", to = "user_id", level = "level", levels = self::Own)
)]
pub struct Paper {
    id: i64,
    user_id: Option<i64>,
}

#[secure_route(
    get = "/documents/{document_id}",
    role = "customer",
    owns = "document.user_id",
    or_grant = "read"
)]
pub async fn read(document: Owned<Document>) -> Json<Document> {
    document.into_reply()
}

#[secure_route(get = "/documents/{document_id}/grants", role = "customer", owns = "document.user_id")]
pub async fn granted(document: Owned<Document>) -> Result<Json<Done>, Problem> {
    Ok(Json(Done { done: document.grants().await?.iter().any(|grant| grant.to == 7) }))
}

#[secure_route(
    patch = "/documents/{document_id}",
    role = "customer",
    owns = "document.user_id",
    or_grant = "write"
)]
pub async fn change(
    mut document: OwnedMut<Document>,
    title: Valid<Json<Title>>,
) -> Result<Json<Document>, Problem> {
    document.update(&title).await?;
    Ok(document.into_reply())
}

#[secure_route(post = "/documents/{document_id}/grants", role = "customer", owns = "document.user_id")]
pub async fn grant(document: OwnedMut<Document>, to: Valid<Json<Grantee>>) -> Result<NoContent, Problem> {
    document.grant(&to.user_id, DocumentLevel::Write).await?;
    document.revoke(&to.user_id).await?;
    Ok(NoContent)
}

#[secure_route(post = "/papers/{paper_id}/grants", role = "customer", owns = "paper.user_id")]
pub async fn grant_paper(paper: OwnedMut<Paper>, to: Valid<Json<Grantee>>) -> Result<NoContent, Problem> {
    paper.grant(&to.user_id, Own::FullAccess).await?;
    Ok(NoContent)
}

/// The grants of the document lead to its sheets.
#[secure_route(
    patch = "/sheets/{sheet_id}",
    role = "customer",
    owns = "sheet.document.user_id",
    or_grant = "manage"
)]
pub async fn change_sheet(
    mut sheet: OwnedMut<Sheet>,
    text: Valid<Json<SheetText>>,
) -> Result<Json<Sheet>, Problem> {
    sheet.update(&text).await?;
    Ok(sheet.into_reply())
}

/// Every row of `owns` has the level.
#[secure_route(
    get = "/documents/{document_id}/sheets",
    role = "customer",
    owns = ["document.user_id", "sheets.document.user_id"],
    or_grant = "read"
)]
pub async fn sheets(
    document: Owned<Document>,
    sheets: OwnedSet<Sheet>,
    search: Search<Sheet>,
) -> Result<Page<Sheet>, Problem> {
    let _title = &document.title;
    sheets.list(&search).await
}

/// The bare form counts as one that writes.
#[secure_route(role = "customer", owns = "document.user_id", or_grant = "manage")]
pub async fn mounted_by_hand(document: OwnedMut<Document>) -> Result<NoContent, Problem> {
    document.delete().await?;
    Ok(NoContent)
}
