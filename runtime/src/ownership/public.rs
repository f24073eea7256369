//! What nobody owns: `Public<T>`, which everyone may read, and `Insert<T>`, into which rows go and none come out.
//!
//! Floor 11.

use std::ops::Deref;

use bytes::Bytes;
use serde::Serializer;

use super::belongs::{Belongs, InsertedForCaller, InsertedForNobody, SealedPutIn, ToCaller, ToNobody};
use super::change::Creates;
use super::key::NamesOwner;
use super::resource::{Resource, row_shape};
use super::rows::{NOTHING, Rows};
use super::search::Search;
use super::set::Paging;
use crate::input::ChangesState;
use crate::problem::Problem;
use crate::proof::Cx;
use crate::reach::{Belonging, Insert as Inserting};
use crate::refusal::Refusal;
use crate::reply::{Expose, Exposed, Page, SealedExpose, SealedExposed, Viewer};
use crate::route::slot::{Inserting as InsertingSlot, Reading};
use crate::route::{Admission, Boxed, Input, InputShape, Route, SealedInput};

/// The rows of a table that is declared `public`, or those that are published (`public_when = "…"`), read only, named by `reads`.
///
/// Only the fields with `#[expose(public)]` leave, whoever calls.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "books", public_when = "published")]
/// struct Book {
///     #[expose(public)]
///     id: i64,
///     #[expose(public)]
///     #[resource(filter, sort)]
///     title: String,
///     published: bool,
/// }
///
/// #[secure_route(get = "/books", public, reads = "books")]
/// async fn list_books(books: Public<Book>, search: Search<Book>) -> Result<Page<Published<Book>>, Problem> {
///     books.list(&search).await
/// }
/// ```
pub struct Public<'r, T>(Rows<'r, T>, Viewer<'r>);

/// A row as the public sees it: the fields with `#[expose(public)]` leave. It derefs to `T`.
///
/// Where a route reads `Public<T>`, every row of its table leaves so, own rows too: a copy of a published row looks like any other.
pub struct Published<T>(T);

impl<T> Deref for Published<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A copy leaves as the row does.
impl<T: Clone> Clone for Published<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Expose> SealedExposed for Published<T> {}
impl<T: Expose> SealedExpose for Published<T> {}
impl<T: Expose> Expose for Published<T> {}

impl<T: Expose> Exposed for Published<T> {
    fn expose<S: Serializer>(&self, viewer: &Viewer<'_>, out: S) -> Result<S::Ok, S::Error> {
        self.0.expose(&viewer.public(), out)
    }
}

impl<'r, T: Resource> Public<'r, T> {
    /// One page of the rows, in the order of their ids.
    ///
    /// # Errors
    /// 422 where `after` is no cursor of this list.
    pub async fn page(&self, paging: &Paging) -> Result<Page<Published<T>>, Problem> {
        let Page { items, next } = self.0.list(&paging.request(), &self.1).await?;
        Ok(Page { items: items.into_iter().map(Published).collect(), next })
    }

    /// The rows that a client asks for, in the order and on the page that it asks for.
    ///
    /// # Errors
    /// 422 where it asks by a field that is not public, or `after` is no cursor of this list.
    pub async fn list(&self, search: &Search<T>) -> Result<Page<Published<T>>, Problem> {
        let Page { items, next } = self.0.list(&search.request, &self.1).await?;
        Ok(Page { items: items.into_iter().map(Published).collect(), next })
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// 503 where the database does not answer.
    pub async fn count(&self) -> Result<u64, Problem> {
        Ok(self.0.count().await?)
    }

    /// Whether there is a public row of this id.
    ///
    /// # Errors
    /// 503 where the database does not answer.
    pub async fn exists(&self, id: &T::Id) -> Result<bool, Problem> {
        Ok(self.0.exists(id).await?)
    }

    /// The row of this id.
    ///
    /// # Errors
    /// 404 where it is absent or not public.
    pub async fn get(&self, id: &T::Id) -> Result<Published<T>, Problem> {
        Ok(Published(self.0.find(id).await?))
    }

    pub(super) fn rows(&self) -> &Rows<'r, T> {
        &self.0
    }
}

/// A table into which rows can be put and from which none can be read, named by `inserts`, on any route that may change state.
///
/// ```
/// use portcullis::prelude::*;
///
/// #[derive(Resource)]
/// #[resource(table = "messages", unowned)]
/// struct Message {
///     id: i64,
///     text: String,
/// }
///
/// #[secure_input(creates = Message)]
/// struct NewMessage {
///     #[validate(length(min = 1, max = 1000))]
///     text: String,
/// }
///
/// #[secure_route(post = "/messages", public, inserts = "messages", rate = "5/min by ip")]
/// async fn send(messages: Insert<Message>, message: Valid<Json<NewMessage>>) -> Result<NoContent, Problem> {
///     messages.insert(&message).await?;
///     Ok(NoContent)
/// }
/// ```
pub struct Insert<'r, T>(Rows<'r, T>);

/// Whose a row becomes that is put into a table: nobody's, or the caller's.
#[diagnostic::on_unimplemented(
    message = "ownership: a new row of `{T}` is neither nobody's nor simply the caller's",
    label = "whose the row is must be said",
    note = "take `OwnedSetMut<T>` and name it in `owns`; below a parent write `insert_under(&order, &change)`"
)]
pub trait PutIn<T>: Belongs + SealedPutIn<T> {
    #[doc(hidden)]
    const TO_CALLER: bool;
}

impl<T> SealedPutIn<T> for ToNobody {}
impl<T> PutIn<T> for ToNobody
where
    Self: InsertedForNobody<T>,
{
    const TO_CALLER: bool = false;
}

impl<T, C: NamesOwner + 'static> SealedPutIn<T> for ToCaller<C> {}
impl<T, C: NamesOwner + 'static> PutIn<T> for ToCaller<C>
where
    Self: InsertedForCaller<T>,
{
    const TO_CALLER: bool = true;
}

impl<T: Resource> Insert<'_, T> {
    /// Puts a row in. It is nobody's, or where rows have an owner the caller's.
    ///
    /// # Errors
    /// 404 where a [`Ref`](super::Ref) names a row that the caller may not use; 409 where a constraint refuses.
    pub fn insert<'c, C: Creates<T>>(&'c self, change: &C) -> Boxed<'c, Result<(), Problem>>
    where
        T::Belongs: PutIn<T>,
    {
        let belonging =
            if <T::Belongs as PutIn<T>>::TO_CALLER { Belonging::Caller } else { Belonging::Nobody };
        let insert = Inserting { belonging, columns: C::COLUMNS, rows: 1, upsert: false, returns: false };
        let bound = self.0.inserting(insert, NOTHING, &[change]);
        let access = self.0.access();
        Box::pin(async move {
            match access?.put_in(bound?).await? {
                true => Ok(()),
                false => Err(Refusal::NotFound.into()),
            }
        })
    }
}

impl<T> SealedInput for Public<'_, T> {}
impl<T> SealedInput for Insert<'_, T> {}

impl<'r, R: Route, T: Resource + Expose, const N: usize> Input<'r, R, Reading<N>> for Public<'r, T> {
    const SHAPE: InputShape = InputShape { row: Some(row_shape::<T>(false)), ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        let rule = R::POLICY.reads.get(N).ok_or(Refusal::NotFound)?;
        Ok(Self(Rows::of(cx.passed(), rule.parameter)?, cx.viewer().public()))
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

impl<'r, R: Route, T: Resource, const N: usize> Input<'r, R, InsertingSlot<N>> for Insert<'r, T>
where
    R::Verb: ChangesState<Self>,
{
    const SHAPE: InputShape =
        InputShape { row: Some(row_shape::<T>(false)), writes: true, ..InputShape::NOTHING };
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        let rule = R::POLICY.inserts.get(N).ok_or(Refusal::NotFound)?;
        Ok(Self(Rows::own(cx.passed(), rule.parameter)?))
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}
