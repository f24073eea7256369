//! Projects of organisations: nobody sees those of another organisation, whatever their role.

use portcullis::prelude::*;

use crate::Role;

/// A project.
#[derive(Resource, Expose)]
#[resource(table = "projects", owner = "lead_id", tenant = "org_id", unique = "name")]
pub struct Project {
    /// Its number.
    pub id: i64,
    /// The organisation; the token says which one the caller is in.
    pub org_id: i64,
    /// Who leads it.
    pub lead_id: i64,
    /// What it is called; a leader has no two of one name.
    pub name: String,
    /// What it costs.
    pub budget: i64,
}

/// What a leader sends for a project.
#[secure_input(creates = Project)]
pub struct ProjectInput {
    /// What it is called.
    #[validate(length(min = 1, max = 80))]
    pub name: String,
    /// What it costs.
    #[validate(range(min = 0, max = 1000000))]
    pub budget: i64,
}

/// The projects that the caller leads in their organisation.
#[secure_route(get = "/projects", authenticated, owns = "projects.lead_id", rate = "60/min")]
pub async fn list_projects(
    projects: OwnedSet<Project>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Project>, Problem> {
    projects.page(&paging).await
}

/// Makes a project of the caller's, or changes the one of this name.
#[secure_route(put = "/projects", authenticated, owns = "projects.lead_id", rate = "10/min")]
pub async fn put_project(
    projects: OwnedSetMut<Project>,
    input: Valid<Json<ProjectInput>>,
) -> Result<Json<Project>, Problem> {
    Ok(Json(projects.upsert(&input).await?))
}

/// Every project of the caller's organisation, whoever leads it.
#[secure_route(
    get = "/organisation/projects",
    role = "admin",
    all_rows = "projects",
    audit = "project.listed"
)]
pub async fn list_all_projects(
    projects: AllRows<Project>,
    paging: Valid<Query<Paging>>,
) -> Result<Page<Project>, Problem> {
    projects.page(&paging).await
}
