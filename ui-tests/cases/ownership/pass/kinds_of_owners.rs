//! Rule: an owner is one of several, one of a claim's list, a claim's one, or NULL and then nobody

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

type MaybeOwner = Option<i64>;

#[derive(Resource, Expose)]
#[resource(table = "papers", owner = "user_id", null = "nobody", unique = ["title"], version = "changes")]
pub struct Paper {
    id: i64,
    user_id: MaybeOwner,
    #[resource(unique_for_all = "titles of papers are published anyway")]
    title: String,
    #[expose(never)]
    changes: i64,
}

#[derive(Resource, Expose)]
#[resource(table = "profiles", owner(column = "staff", claim = "staff_number"), one_per_owner, key = "staff")]
pub struct Profile {
    staff: String,
    motto: String,
}

#[derive(Resource, Expose)]
#[resource(table = "deals", owner(any = ["one", "two", "three"]), null = "nobody")]
pub struct Deal {
    id: i32,
    one: Option<String>,
    two: Option<String>,
    three: Option<String>,
    text: String,
}

#[secure_input(creates = Paper, patches = Paper)]
pub struct Title {
    #[validate(length(max = 9))]
    title: String,
}

#[secure_input(creates = Profile)]
pub struct Motto {
    #[validate(length(max = 9))]
    motto: String,
}

#[secure_input(creates = Deal)]
pub struct NewDeal {
    #[validate(length(max = 9))]
    text: String,
}

#[secure_input]
pub struct Team {
    team_id: i64,
}

#[derive(Change)]
#[change(requires = Paper)]
pub struct Called {
    title: String,
}

#[secure_route(put = "/papers", role = "customer", owns = "papers.user_id")]
pub async fn papers(papers: OwnedSetMut<Paper>, title: Valid<Json<Title>>) -> Result<Json<Paper>, Problem> {
    let _again = papers.upsert(&title).await?;
    Ok(Json(papers.insert(&title).await?))
}

#[secure_route(patch = "/papers/{paper_id}", role = "customer", owns = "paper.user_id")]
pub async fn paper(mut paper: OwnedMut<Paper>, title: Valid<Json<Title>>) -> Result<Json<Paper>, Problem> {
    let required = Called { title: paper.title.clone() };
    if !paper.update_if(&required, &title).await? {
        paper.update(&title).await?;
    }
    Ok(paper.into_reply())
}

#[secure_route(get = "/profile", role = "customer", owns = "profile.staff")]
pub async fn profile(profile: Owned<Profile>) -> Json<Profile> {
    profile.into_reply()
}

#[secure_route(post = "/profile", role = "customer", inserts = "profiles")]
pub async fn new_profile(
    profiles: Insert<Profile>,
    motto: Valid<Json<Motto>>,
) -> Result<NoContent, Problem> {
    profiles.insert(&motto).await?;
    Ok(NoContent)
}

#[secure_route(post = "/deals", role = "customer", owns = "deals.any")]
pub async fn deal(deals: OwnedSetMut<Deal>, deal: Valid<Json<NewDeal>>) -> Result<Json<Deal>, Problem> {
    Ok(Json(deals.insert_with(&["two".to_owned(), "three".to_owned()], &deal).await?))
}

#[secure_route(get = "/sales", role = "customer", owns = ["bought.buyer_id", "sold.seller_id"])]
pub async fn sales(bought: OwnedSet<Sale>, sold: OwnedSet<Sale>) -> Result<Json<Done>, Problem> {
    Ok(Json(Done { done: bought.count().await? > sold.count().await? }))
}

#[secure_route(post = "/tasks", role = "customer", owns = "tasks.team_id")]
pub async fn task(
    tasks: OwnedSetMut<Task>,
    team: Valid<Query<Team>>,
    task: Valid<Json<NewTask>>,
) -> Result<Json<Task>, Problem> {
    Ok(Json(tasks.insert_for(&team.team_id, &task).await?))
}
