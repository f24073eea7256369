//! What a client asks of a list: `?status=open&quantity.gte=3&sort=-id&limit=20&after=…`.
//!
//! Floor 11. Fields and comparisons come from the row type's own list; a field that the viewer may not see is no field.

use std::marker::PhantomData;

use bytes::Bytes;

use super::resource::Resource;
use crate::cursor;
use crate::database::{ColumnKind, Seen, Table, TableColumn, Value};
use crate::input::{NotARow, TakesUnsigned, refuse};
use crate::proof::Cx;
use crate::reach::{Comparison, Direction, Filter, Listing, Order};
use crate::refusal::{FieldFault, Refusal};
use crate::reply::{Expose, Viewer};
use crate::route::slot::{Every, Inserting, Owning, Plain, Reading};
use crate::route::{Admission, Input, InputShape, Route, SealedInput};

/// The most rows of a page, and how many there are where nothing is said.
const MOST_ROWS: u16 = 100;
const ROWS: u16 = 20;
/// The most filters, values of one filter, columns of an order, characters of a value.
const MOST_FILTERS: usize = 16;
const MOST_VALUES: usize = 50;
const MOST_ORDERS: usize = 4;
const MOST_CHARACTERS: usize = 200;

/// What a client asks of a list of `T`: filters, an order, a page.
///
/// A field with `#[resource(filter)]` can be asked for by its value, `status=open`, or by a comparison: `quantity.gte=3` (`gt`,
/// `gte`, `lt`, `lte` where values have an order), `status.in=open,paid`, `item.contains=lamp` and `item.starts_with=la` for texts,
/// `note.is_null=true` where it may be empty. `sort=-quantity,id` sorts by fields with `#[resource(sort)]`, downwards where a `-`
/// stands before. `limit` is from 1 to 100, by default 20; `after` is the `next` of the page before, and holds for the same
/// route, filters, order and caller alone. Anything else is 422, and so is a field that the viewer may not see.
///
/// ```
/// use portcullis::prelude::*;
/// # #[derive(Clone, Copy, Role)] enum Role { Customer }
///
/// #[derive(Resource, Expose)]
/// #[resource(table = "orders", owner = "user_id")]
/// struct Order {
///     id: i64,
///     user_id: i64,
///     #[resource(filter, sort)]
///     status: String,
/// }
///
/// #[secure_route(get = "/orders", role = "customer", owns = "orders.user_id")]
/// async fn list_orders(orders: OwnedSet<Order>, search: Search<Order>) -> Result<Page<Order>, Problem> {
///     orders.list(&search).await
/// }
/// ```
#[derive(Debug)]
pub struct Search<T> {
    pub(super) request: Request,
    _rows: PhantomData<fn() -> T>,
}

/// What is asked, as it was read; the row type judges it.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// Field, comparison and value, sorted.
    pub(super) filters: Vec<(String, String)>,
    order: Option<String>,
    pub(super) after: Option<String>,
    limit: Option<u16>,
}

pub(super) fn invalid(field: &str, rule: &'static str) -> Refusal {
    let field = field.chars().filter(|letter| letter.is_alphanumeric() || "_-.".contains(*letter));
    Refusal::Invalid(vec![FieldFault::new(field.take(120).collect::<String>(), rule)])
}

impl Request {
    /// A page alone.
    pub(super) fn of_page(limit: u16, after: Option<&str>) -> Self {
        Self { limit: Some(limit), after: after.map(str::to_owned), ..Self::default() }
    }

    /// Reads a query.
    fn read(query: &str) -> Result<Self, Refusal> {
        if percent_encoding::percent_decode(query.as_bytes()).decode_utf8().is_err() {
            return Err(Refusal::Malformed("not UTF-8"));
        }
        let mut request = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let longest = if name == "after" { cursor::LONGEST } else { MOST_CHARACTERS };
            if value.chars().count() > longest {
                return Err(invalid(&name, "length"));
            }
            if value.contains('\0') {
                return Err(invalid(&name, "no_nul"));
            }
            let twice = match &*name {
                "limit" => {
                    let limit = value.parse().ok().filter(|limit: &u16| *value == limit.to_string());
                    let limit = limit.ok_or_else(|| invalid("limit", "type"))?;
                    if limit == 0 || limit > MOST_ROWS {
                        return Err(invalid("limit", "range"));
                    }
                    request.limit.replace(limit).is_some()
                }
                "after" => request.after.replace(value.into_owned()).is_some(),
                "sort" => request.order.replace(value.into_owned()).is_some(),
                _ => {
                    let known = request.filters.iter().any(|(known, _)| *known == name);
                    request.filters.push((name.clone().into_owned(), value.into_owned()));
                    known
                }
            };
            if twice {
                return Err(invalid(&name, "duplicate"));
            }
            if request.filters.len() > MOST_FILTERS {
                return Err(invalid(&name, "length"));
            }
        }
        request.filters.sort();
        Ok(request)
    }

    /// What is asked of this table by this viewer.
    pub(super) fn listing(&self, table: &'static Table, viewer: &Viewer<'_>) -> Result<Listing, Refusal> {
        let filters = self.filters.iter().map(|(name, value)| filter(table, viewer, name, value));
        let mut order = Vec::new();
        for name in self.order.iter().flat_map(|order| order.split(',')) {
            let (direction, name) = match name.strip_prefix('-') {
                Some(name) => (Direction::Down, name),
                None => (Direction::Up, name),
            };
            let column = visible(table, viewer, name, |column| column.sort);
            let column = column.ok_or_else(|| invalid("sort", "unknown_field"))?;
            if order.iter().any(|known: &Order| known.column.name == column.name) {
                return Err(invalid("sort", "duplicate"));
            }
            order.push(Order { column, direction });
        }
        if order.len() > MOST_ORDERS {
            return Err(invalid("sort", "length"));
        }
        // No two rows are equal in the key, so that a page ends in one place.
        if !order.iter().any(|known| known.column.name == table.key) {
            let column = table.column(table.key);
            let column = column.ok_or_else(|| Refusal::internal("a row type without its key"))?;
            let direction = order.last().map_or(Direction::Up, |last| last.direction);
            order.push(Order { column, direction });
        }
        let filters = filters.collect::<Result<_, _>>()?;
        Ok(Listing { filters, order, after: None, limit: self.limit.unwrap_or(ROWS) })
    }
}

/// The column of this name, where the row type lets it be asked for and the viewer may see it.
fn visible(
    table: &'static Table,
    viewer: &Viewer<'_>,
    name: &str,
    is: impl Fn(&TableColumn) -> bool,
) -> Option<&'static TableColumn> {
    let column = table.column(name).filter(|column| is(column))?;
    let seen = match column.seen {
        Seen::Public => true,
        Seen::Everyone => !viewer.is_public(),
        Seen::Roles(roles) => !viewer.is_public() && viewer.holds_any(roles),
        Seen::Nobody => false,
    };
    seen.then_some(column)
}

fn filter(table: &'static Table, viewer: &Viewer<'_>, name: &str, value: &str) -> Result<Filter, Refusal> {
    let (column_name, word) = match name.split_once('.') {
        Some((column, word)) => (column, Some(word)),
        None => (name, None),
    };
    let column = visible(table, viewer, column_name, |column| column.filter);
    let column = column.ok_or_else(|| invalid(name, "unknown_field"))?;
    let comparison = comparison(column, word, value).ok_or_else(|| invalid(name, "unknown_field"))?;
    let one = |text: &str| Value::from_text(column.kind, text).ok_or_else(|| invalid(name, "type"));
    let values = match comparison {
        Comparison::In => value.split(',').map(one).collect::<Result<Vec<_>, _>>()?,
        Comparison::IsNull(_) => Vec::new(),
        _ => vec![one(value)?],
    };
    if values.len() > MOST_VALUES {
        return Err(invalid(name, "length"));
    }
    if let (Comparison::IsNull(_), false) = (comparison, ["true", "false"].contains(&value)) {
        return Err(invalid(name, "type"));
    }
    Ok(Filter { column, comparison, values })
}

/// What a word means for a column; none where it means nothing.
fn comparison(column: &TableColumn, word: Option<&str>, value: &str) -> Option<Comparison> {
    let Some(word) = word else { return Some(Comparison::Equal) };
    let text = column.kind == ColumnKind::Text;
    // SQLite keeps decimals as texts, which are equal where the values are and do not sort as they do.
    let ordered = !matches!(column.kind, ColumnKind::Bool | ColumnKind::Bytes | ColumnKind::Decimal);
    let found = match word {
        "in" => Comparison::In,
        "lt" if ordered => Comparison::Less,
        "lte" if ordered => Comparison::LessOrEqual,
        "gt" if ordered => Comparison::Greater,
        "gte" if ordered => Comparison::GreaterOrEqual,
        "contains" if text => Comparison::Contains,
        "starts_with" if text => Comparison::StartsWith,
        "is_null" if column.nullable => Comparison::IsNull(value == "true"),
        _ => return None,
    };
    Some(found)
}

impl<T> SealedInput for Search<T> {}

impl<'r, R: Route, T: Resource + Expose> Input<'r, R, Plain> for Search<T>
where
    R::Caller: TakesUnsigned<Self>,
{
    const SHAPE: InputShape = InputShape::NOTHING;
    type Vetted = Self;

    fn vet(cx: &Cx<'r, R>, _: &Bytes) -> Result<Self, Refusal> {
        let request = Request::read(cx.passed().parts.uri.query().unwrap_or(""))?;
        Ok(Self { request, _rows: PhantomData })
    }

    fn admit(vetted: Self, _: &Cx<'r, R>) -> Admission<'r, Self> {
        Admission::Ready(vetted)
    }
}

refuse! {
    NotARow, Owning<N> => [T: Resource, const N: usize] Search<T>;
    NotARow, Every<N> => [T: Resource, const N: usize] Search<T>;
    NotARow, Reading<N> => [T: Resource, const N: usize] Search<T>;
    NotARow, Inserting<N> => [T: Resource, const N: usize] Search<T>;
}
