//! Users: each sees themselves, admins see all.

use portcullis::prelude::*;

use crate::Role;

/// A user. A user owns their own row.
#[derive(Resource, Expose)]
#[resource(table = "users", owner = "id")]
pub struct User {
    /// Also the subject of their tokens.
    pub id: i64,
    /// What others see.
    pub name: String,
    /// Unique.
    #[resource(unique_for_all = "only admins see addresses, and none is set through this app")]
    pub email: String,
    /// Never leaves.
    #[expose(never)]
    pub note: String,
}

/// Every user, a page at a time.
#[secure_route(get = "/users", role = "admin", all_rows = "users", audit = "user.listed")]
pub async fn list_users(users: AllRows<User>, paging: Valid<Query<Paging>>) -> Result<Page<User>, Problem> {
    users.page(&paging).await
}

/// Who the token says is calling.
#[derive(Expose)]
pub struct Me {
    /// The user's id.
    pub subject: String,
    /// Whether they may list users.
    pub admin: bool,
}

/// The caller.
#[secure_route(get = "/me", authenticated)]
pub async fn me(caller: Principal) -> Json<Me> {
    Json(Me { subject: caller.subject().to_owned(), admin: caller.holds(Role::Admin) })
}
