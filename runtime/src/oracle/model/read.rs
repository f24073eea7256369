//! What reads, on the model.
//!
//! Floor 6.

use std::cmp::Ordering;

use super::super::cell::{Cell, order, order_of_rows};
use super::super::op::{Joined, Op, Outcome, Verb};
use super::rule::Rule;
use super::{Refused, Row, World, told};
use crate::database::{Table, Value};
use crate::reach::{Comparison, Direction, Filter, Listing, Reach};

impl World {
    /// The rule of an operation.
    pub(super) fn rule<'m>(&'m self, op: &'m Op) -> Rule<'m> {
        Rule { world: self, op, reach: op.reach, under: &op.under }
    }

    /// The rows that an operation reaches.
    fn reached(&self, op: &Op) -> Result<Vec<&Row>, Refused> {
        self.reached_by(op, op.reach)
    }

    /// Their keys; none where nobody can be asked.
    pub(in super::super) fn reached_keys(&self, op: &Op) -> Vec<Value> {
        let reached = self.reached(op).unwrap_or_default();
        reached.iter().filter_map(|row| row[op.table.key].value().cloned()).collect()
    }

    fn reached_by(&self, op: &Op, reach: Reach) -> Result<Vec<&Row>, Refused> {
        let rule = Rule { reach, ..self.rule(op) };
        rule.can_be_asked(op.table)?;
        Ok(self.rows(op.table.name).iter().filter(|row| rule.reaches(op.table, row)).collect())
    }

    /// The row of this key, where it is reached.
    pub(super) fn find(&self, op: &Op, key: &Value) -> Result<&Row, Refused> {
        let is = |row: &&&Row| row[op.table.key].equals(&Cell::Value(key.clone()));
        self.reached(op)?.iter().find(is).copied().ok_or(Refused::NotFound)
    }

    pub(super) fn read(&self, op: &Op) -> Result<Outcome, Refused> {
        Ok(match &op.verb {
            Verb::Find(key) | Verb::Lock(key) => Outcome::Rows(vec![told(op.table, self.find(op, key)?)]),
            Verb::Exists(key) => {
                // Who cannot ask gets 404; who can learns whether there is one of theirs.
                let reached = self.reached(op)?;
                let is = |row: &&Row| row[op.table.key].equals(&Cell::Value(key.clone()));
                Outcome::Is(reached.into_iter().any(|row| is(&row)))
            }
            Verb::Mine => {
                // The caller's own: who was granted a row of another does not have it for theirs.
                let mine = self.reached_by(op, op.reach.owned())?;
                let mine = mine.first().ok_or(Refused::NotFound)?;
                Outcome::Rows(vec![told(op.table, mine)])
            }
            Verb::Count => Outcome::Count(self.reached(op)?.len() as u64),
            Verb::Page(listing) => Outcome::Rows(page(op.table, self.reached(op)?, listing)),
            Verb::Granted(key) => Outcome::Rows(self.granted(op, key)?),
            Verb::Select(joined) => Outcome::Rows(self.select(op, joined.as_ref())?),
            _ => unreachable!("what writes is told elsewhere"),
        })
    }

    /// The rows, in an order that means nothing.
    fn select(&self, op: &Op, joined: Option<&Joined>) -> Result<Vec<Vec<Cell>>, Refused> {
        let mut rows = self.reached(op)?;
        if let Some(Joined { column, reach }) = joined {
            let of = op.table.column(column).unwrap().references.unwrap()();
            let rule = Rule { reach: *reach, under: &[], ..self.rule(op) };
            rule.can_be_asked(of)?;
            rows.retain(|row| self.row(of, &row[column]).is_some_and(|other| rule.reaches(of, other)));
        }
        let mut rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| told(op.table, row)).collect();
        rows.sort_by(|one, other| order_of_rows(one, other));
        Ok(rows)
    }

    /// Who else reaches the row, and by which level; nobody where it is itself reached by a grant alone.
    fn granted(&self, op: &Op, key: &Value) -> Result<Vec<Vec<Cell>>, Refused> {
        let (grants, key) = (op.table.grants.unwrap(), Cell::Value(key.clone()));
        let reached = self.reached_by(op, op.reach.owned())?;
        if !reached.iter().any(|row| row[op.table.key].equals(&key)) {
            return Ok(Vec::new());
        }
        let all = self.rows(grants.table).iter();
        let mut all: Vec<&Row> = all.filter(|grant| grant[grants.row].equals(&key)).collect();
        all.sort_by(|one, other| sorted(&one[grants.to], &other[grants.to]));
        let told = |grant: &Row| vec![grant[grants.to].clone(), grant[grants.level].clone()];
        Ok(all.into_iter().map(told).collect())
    }

    /// The row of this key, where it is reached without a grant: a grant does not breed.
    pub(super) fn find_without_grant(&self, op: &Op, key: &Value) -> Result<&Row, Refused> {
        let is = |row: &&&Row| row[op.table.key].equals(&Cell::Value(key.clone()));
        self.reached_by(op, op.reach.owned())?.iter().find(is).copied().ok_or(Refused::NotFound)
    }
}

fn sorted(one: &Cell, other: &Cell) -> Ordering {
    match (one.value(), other.value()) {
        (Some(one), Some(other)) => order(one, other),
        _ => panic!("what is sorted is never NULL"),
    }
}

/// Where a row stands beside the place that a listing goes on from, or beside another row.
fn in_order<'c>(listing: &Listing, one: &Row, other: impl Fn(usize, &str) -> &'c Cell) -> Ordering {
    listing.order.iter().enumerate().fold(Ordering::Equal, |so_far, (at, by)| {
        so_far.then_with(|| {
            let found = sorted(&one[by.column.name], other(at, by.column.name));
            if by.direction == Direction::Down { found.reverse() } else { found }
        })
    })
}

fn page(table: &Table, reached: Vec<&Row>, listing: &Listing) -> Vec<Vec<Cell>> {
    let place: Option<Vec<Cell>> =
        listing.after.as_ref().map(|after| after.iter().cloned().map(Cell::Value).collect());
    let mut found: Vec<&Row> = reached
        .into_iter()
        .filter(|row| listing.filters.iter().all(|filter| passes(filter, &row[filter.column.name])))
        .filter(|row| {
            place.as_ref().is_none_or(|place| in_order(listing, row, |at, _| &place[at]) == Ordering::Greater)
        })
        .collect();
    found.sort_by(|one, other| in_order(listing, one, |_, column| &other[column]));
    // One more tells whether there is a next page.
    found.into_iter().take(usize::from(listing.limit) + 1).map(|row| told(table, row)).collect()
}

/// Whether what a row holds is what a filter asks for. NULL is nothing that can be compared.
fn passes(filter: &Filter, has: &Cell) -> bool {
    if let Comparison::IsNull(null) = filter.comparison {
        return null == (*has == Cell::Null);
    }
    let Some(has) = has.value() else { return false };
    let words = |value: &Value| match value {
        Value::Text(text) => text.to_ascii_lowercase(),
        _ => panic!("only texts have words"),
    };
    filter.values.iter().any(|asked| {
        let found = order(has, asked);
        match filter.comparison {
            Comparison::Equal | Comparison::In => found.is_eq(),
            Comparison::Less => found.is_lt(),
            Comparison::LessOrEqual => found.is_le(),
            Comparison::Greater => found.is_gt(),
            Comparison::GreaterOrEqual => found.is_ge(),
            Comparison::Contains => words(has).contains(&words(asked)),
            Comparison::StartsWith => words(has).starts_with(&words(asked)),
            Comparison::IsNull(_) => unreachable!("answered above"),
        }
    })
}
