//! `Tx`: all that a call does to rows takes effect together, or not at all.
//!
//! Floor 11.

use std::marker::PhantomData;

use bytes::Bytes;

use crate::brand::Brand;
use crate::input::{NotARow, refuse};
use crate::proof::Cx;
use crate::refusal::Refusal;
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Input, InputShape, Route, SealedInput};

/// Beside row parameters: all of them work in one transaction, those that the gate fetches too.
///
/// It is committed when the reply is a success, before the reply leaves; a refusal, an error, a panic, a time-out or a client that
/// goes away undoes everything. A statement that fails ends it: what follows fails too. It borrows its request, and can be lent to
/// the app's own functions, which thereby say that they are to be called in a transaction.
///
/// ```
/// use portcullis::prelude::*;
/// # #[derive(Clone, Copy, Role)] enum Role { Customer }
/// # #[derive(Resource, Expose)]
/// # #[resource(table = "accounts", owner = "user_id")]
/// # struct Account { id: i64, user_id: i64, balance: i64 }
/// # #[derive(Change)]
/// # #[change(patches = Account)]
/// # struct Balance { balance: i64 }
///
/// async fn move_all(from: &mut OwnedMut<'_, Account>, to: &mut OwnedMut<'_, Account>, tx: &Tx<'_>) -> Result<(), Problem> {
///     from.lock(tx).await?;
///     to.lock(tx).await?;
///     let balance = from.balance + to.balance;
///     from.update(&Balance { balance: 0 }).await?;
///     to.update(&Balance { balance }).await
/// }
///
/// #[secure_route(post = "/accounts/{from_id}/to/{to_id}", role = "customer", owns = ["from.user_id", "to.user_id"])]
/// async fn empty_into(mut from: OwnedMut<Account>, mut to: OwnedMut<Account>, tx: Tx) -> Result<NoContent, Problem> {
///     move_all(&mut from, &mut to, &tx).await?;
///     Ok(NoContent)
/// }
/// ```
pub struct Tx<'r> {
    _request: Brand<'r>,
}

impl SealedInput for Tx<'_> {}

impl<'r, R: Route> Input<'r, R, Plain> for Tx<'r> {
    const SHAPE: InputShape = InputShape { database: true, transaction: true, ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(_: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        Ok(Self { _request: PhantomData })
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [const N: usize] Tx<'r>;
    NotARow, Every<N> => [const N: usize] Tx<'r>;
    NotARow, Reading<N> => [const N: usize] Tx<'r>;
    NotARow, Inserting<N> => [const N: usize] Tx<'r>;
}
