//! What admins do with accounts of their own organisation.
//!
//! Floor 13. The role that the routes name stands for the app's, which [`AccountRoutes::administered_by`](super::AccountRoutes::administered_by) says;
//! without it they are not mounted.

use portcullis::identity::{Account, Accounts};
use portcullis::prelude::*;

use super::sign_in::session_of;
use crate::accounts::Desk;

/// A place for the app's own role.
#[derive(Clone, Copy, Role)]
pub(super) enum Role {
    Admin,
}

/// An account as admins see it.
#[derive(Expose)]
pub(super) struct ShownAccount {
    id: String,
    name: String,
    roles: Vec<String>,
    disabled: bool,
}

impl ShownAccount {
    fn of(account: Account) -> Self {
        Self { id: account.id, name: account.name, roles: account.roles, disabled: account.disabled }
    }
}

/// Which account.
#[secure_input]
pub(super) struct Named {
    #[validate(length(min = 1, max = 254))]
    name: String,
}

/// The account of a name.
#[secure_route(get = "/auth/accounts", role = "admin", rate = "60/min")]
pub(super) async fn find_account(
    accounts: Service<Desk>,
    caller: Principal,
    named: Valid<Query<Named>>,
) -> Result<Json<ShownAccount>, Problem> {
    session_of(&caller)?;
    let account = accounts.administered_by_name(&named.name, caller.tenant()).await?;
    Ok(Json(ShownAccount::of(account)))
}

/// Which account.
#[secure_input]
pub(super) struct Which {
    #[validate(length(min = 1, max = 255))]
    account_id: String,
}

/// Another's account; one's own is changed by one's own routes, so that no admin locks themselves out.
async fn another(accounts: &Accounts, caller: &Principal<'_>, which: &Which) -> Result<Account, Problem> {
    session_of(caller)?;
    let account = accounts.administered(&which.account_id, caller.tenant()).await?;
    // By the id of the account, which a store of the app's own may find by more than one text.
    if caller.subject() == account.id {
        return Err(Problem::conflict("urn:portcullis:own-account", "This is your own account"));
    }
    Ok(account)
}

/// Lets nobody sign in to an account any more; its sessions end.
#[secure_route(post = "/auth/accounts/{account_id}/disable", role = "admin", rate = "60/min")]
pub(super) async fn disable_account(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
    which: Valid<Path<Which>>,
) -> Result<NoContent, Problem> {
    let account = another(&accounts, &caller, &which).await?;
    accounts.set_disabled(&account, true, audit.scene()).await?;
    Ok(NoContent)
}

/// Lets an account sign in again.
#[secure_route(post = "/auth/accounts/{account_id}/enable", role = "admin", rate = "60/min")]
pub(super) async fn enable_account(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
    which: Valid<Path<Which>>,
) -> Result<NoContent, Problem> {
    let account = another(&accounts, &caller, &which).await?;
    accounts.set_disabled(&account, false, audit.scene()).await?;
    Ok(NoContent)
}

/// Deletes an account.
#[secure_route(delete = "/auth/accounts/{account_id}", role = "admin", rate = "60/min")]
pub(super) async fn remove_account(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
    which: Valid<Path<Which>>,
) -> Result<NoContent, Problem> {
    let account = another(&accounts, &caller, &which).await?;
    accounts.delete(&account, audit.scene()).await?;
    Ok(NoContent)
}

/// The roles of an account.
#[secure_input]
pub(super) struct AssignedRoles {
    #[validate(length(max = 64))]
    roles: Vec<Text<64>>,
}

/// Gives an account these roles and no others. Its tokens are dead; its sessions trade them for ones with the new roles.
#[secure_route(put = "/auth/accounts/{account_id}/roles", role = "admin", rate = "60/min")]
pub(super) async fn assign_roles(
    accounts: Service<Desk>,
    caller: Principal,
    audit: Audit,
    which: Valid<Path<Which>>,
    input: Valid<Json<AssignedRoles>>,
) -> Result<NoContent, Problem> {
    let account = another(&accounts, &caller, &which).await?;
    let roles = input.into_inner().roles.into_iter().map(Text::into_string).collect();
    accounts.set_roles(&account, roles, audit.scene()).await?;
    Ok(NoContent)
}
