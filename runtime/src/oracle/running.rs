//! An operation on its way through the verbs of [`Access`], as the row types go through them.
//!
//! Floor 6.

use super::cell::{Cell, order_of_rows};
use super::mutants::Mutant;
use super::op::{Inserted, Joined, Op, Outcome, Updated, Verb};
use super::side::read;
use crate::database::{ColumnKind, Row, Table, Value};
use crate::reach::{
    Access, Bound, Check, Condition, Insert, Prepared, Reached, Seek, Under, column_of, condition, selected,
};
use crate::refusal::Refusal;

/// An operation on its way.
pub(super) struct Running<'r> {
    op: &'r Op,
    access: Access<'r>,
    mutant: Option<&'static Mutant>,
    changed: bool,
}

impl<'r> Running<'r> {
    pub(super) fn new(op: &'r Op, access: Access<'r>, mutant: Option<&'static Mutant>) -> Self {
        Self { op, access, mutant, changed: false }
    }

    pub(super) async fn run(mut self) -> (Outcome, bool) {
        let outcome = self.answer().await.unwrap_or_else(|refusal| match refusal {
            Refusal::NotFound => Outcome::NotFound,
            Refusal::Conflict => Outcome::Conflict,
            other => Outcome::Failed(other.to_string()),
        });
        (outcome, self.changed)
    }

    /// The statement as it runs: as it was written, or with what is wrong with it.
    fn written(&mut self, (prepared, arguments): Bound) -> Bound {
        let Some(mutant) = self.mutant else { return (prepared, arguments) };
        let text = mutant.change(self.op, self.access.reached, &prepared);
        self.changed |= text != *prepared.text;
        (Prepared { text: text.into(), ..prepared }, arguments)
    }

    async fn rows(&mut self, bound: Bound) -> Result<Vec<Row>, Refusal> {
        let bound = self.written(bound);
        self.access.all(bound).await
    }

    /// Rows of the table, each with all of its columns.
    async fn whole(&mut self, bound: Bound) -> Result<Vec<Vec<Cell>>, Refusal> {
        let kinds: Vec<ColumnKind> = self.op.table.columns.iter().map(|column| column.kind).collect();
        self.rows(bound).await?.iter().map(|row| read(&kinds, row)).collect()
    }

    /// The one row that there is, or 404.
    async fn one(&mut self, bound: Bound) -> Result<Outcome, Refusal> {
        let first = self.whole(bound).await?.into_iter().next();
        Ok(Outcome::Rows(vec![first.ok_or(Refusal::NotFound)?]))
    }

    async fn touch(&mut self, bound: Bound) -> Result<Outcome, Refusal> {
        let bound = self.written(bound);
        if self.access.touched(bound).await? { Ok(Outcome::Done) } else { Err(Refusal::NotFound) }
    }

    async fn answer(&mut self) -> Result<Outcome, Refusal> {
        let access = self.access;
        let reached = access.reached;
        match &self.op.verb {
            Verb::Find(key) => self.one(access.find(&|arguments| key.bind(arguments))?).await,
            Verb::Lock(key) => self.one(access.lock(&|arguments| key.bind(arguments))?).await,
            Verb::Mine => self.one(access.mine()?).await,
            Verb::Exists(key) => {
                let bound = access.exists(&|arguments| key.bind(arguments))?;
                Ok(Outcome::Is(!self.rows(bound).await?.is_empty()))
            }
            Verb::Count => {
                let rows = self.rows(access.bound(reached.count.clone(), &|_| Ok(()))?).await?;
                match rows.first().map(|row| Value::read(ColumnKind::Integer, row, 0)).transpose()?.flatten()
                {
                    Some(Value::Integer(count)) => Ok(Outcome::Count(count as u64)),
                    other => Ok(Outcome::Failed(format!("a count is {other:?}"))),
                }
            }
            Verb::Page(listing) => Ok(Outcome::Rows(self.whole(access.page(listing)?).await?)),
            Verb::Select(joined) => self.select(joined.as_ref()).await,
            Verb::Insert(inserted) => self.insert(inserted).await,
            Verb::Update(updated) => self.update(updated).await,
            Verb::Delete(key) => self.touch(access.delete(&|arguments| key.bind(arguments))?).await,
            Verb::Grant { key, to, level } => {
                let bound = access.granting(reached.grant(), &|arguments| {
                    key.bind(arguments)?;
                    to.bind(arguments)?;
                    Value::Text((*level).to_owned()).bind(arguments)
                });
                self.touch(bound?).await
            }
            Verb::Revoke { key, from } => {
                let bound = access.granting(reached.revoke(), &|arguments| {
                    key.bind(arguments)?;
                    from.bind(arguments)
                });
                self.touch(bound?).await
            }
            Verb::Granted(key) => {
                let kinds = [self.op.table.grantee_kind().unwrap(), ColumnKind::Text];
                let bound = access.granting(reached.granted(), &|arguments| key.bind(arguments))?;
                Ok(Outcome::Rows(
                    self.rows(bound).await?.iter().map(|row| read(&kinds, row)).collect::<Result<_, _>>()?,
                ))
            }
        }
    }

    /// Puts a SELECT together as `owned_sql!` does: each table in it is the rows that its set reaches.
    async fn select(&mut self, joined: Option<&Joined>) -> Result<Outcome, Refusal> {
        let Reached { table, engine, reach, ref under, .. } = *self.access.reached;
        let mut out = Condition::default();
        let mut rows = |table: &'static Table, reach, under: &[Under]| {
            let holds = condition(&mut out, engine, (table, table.name), reach, under, Seek::Many);
            selected(engine, table, reach.whose, &holds)
        };
        let mut text = format!("SELECT \"one\".* FROM {} AS \"one\"", rows(table, reach, under));
        if let Some(Joined { column, reach }) = joined {
            let of = table.column(column).and_then(|column| column.references).unwrap()();
            let (other, column) = (rows(of, *reach, &[]), column_of("one", column));
            let key = column_of("other", of.key);
            text.push_str(&format!(" JOIN {other} AS \"other\" ON {column} = {key}"));
        }
        let bound = self.access.bound(Prepared::new(text, out.given), &|_| Ok(()))?;
        let mut rows = self.whole(bound).await?;
        rows.sort_by(|one, other| order_of_rows(one, other));
        Ok(Outcome::Rows(rows))
    }

    async fn insert(&mut self, inserted: &Inserted) -> Result<Outcome, Refusal> {
        let table = self.op.table;
        inserted.is_for_one_of_theirs(table, self.access.caller)?;
        let insert = Insert {
            belonging: inserted.belonging,
            columns: &inserted.columns,
            rows: inserted.rows.len(),
            upsert: inserted.upsert,
            returns: inserted.returns,
        };
        let bound = self.access.insert(insert, &|arguments| {
            inserted.rows.iter().try_for_each(|(told, change)| {
                told.iter().try_for_each(|value| value.bind(arguments))?;
                let mut change = inserted.columns.iter().zip(change);
                change.try_for_each(|(column, cell)| cell.bind(table.kind(column).unwrap(), arguments))
            })
        })?;
        if !inserted.returns {
            return self.touch(bound).await;
        }
        let rows = self.whole(bound).await?;
        if rows.is_empty() { Err(Refusal::NotFound) } else { Ok(Outcome::Rows(rows)) }
    }

    async fn update(&mut self, updated: &Updated) -> Result<Outcome, Refusal> {
        let table = self.op.table;
        let columns: Vec<&str> = updated.change.iter().map(|(column, _)| *column).collect();
        let required: Vec<&str> = updated.required.iter().map(|(column, _)| *column).collect();
        let check = Check { version: updated.version.is_some(), columns: &required };
        let bound = self.access.update(&columns, check, &|arguments| {
            updated.key.bind(arguments)?;
            let bind = |(column, cell): &(&str, Cell), arguments: &mut _| {
                cell.bind(table.kind(column).unwrap(), arguments)
            };
            updated.change.iter().try_for_each(|set| bind(set, arguments))?;
            updated.version.iter().try_for_each(|version| Value::Integer(*version).bind(arguments))?;
            updated.required.iter().try_for_each(|has| bind(has, arguments))
        })?;
        self.one(bound).await
    }
}
