//! Days that were signed off: a number, the day as it was then, and the entry of the history that says who and when.

use super::Reader;
use super::columns::{Bytes, from_json, moment_at};
use super::door::Door;
use super::error::{StoreError, StoreErrorKind};
use super::history::{BookEvent, append, hex};
use crate::domain::{Author, BusinessDay, DayTotals, SignOff};
use rusqlite::{Row, params};

/// The part of the history's payload that no column repeats.
#[derive(serde::Deserialize)]
struct Reason {
    override_reason: Option<String>,
}

impl Reader {
    /// Signatures under the days from `first` to `last`, both included, the oldest first.
    pub fn sign_offs(&self, first: BusinessDay, last: BusinessDay) -> Result<Vec<SignOff>, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/sign_offs_between.sql"))?;
            let mut rows = statement.query([first.to_string(), last.to_string()])?;
            let mut sign_offs = Vec::new();
            while let Some(row) = rows.next()? {
                sign_offs.push(from_row(row)?);
            }
            Ok(sign_offs)
        })
    }
}

impl Door<'_> {
    /// Signs a day off under the next number, which is returned. Whether it may be signed is checked by whoever calls.
    pub fn sign_off(
        &mut self,
        day: BusinessDay,
        totals: &DayTotals,
        override_reason: Option<&str>,
    ) -> Result<i64, StoreError> {
        self.run(|conn| {
            let number: i64 = conn.query_row(include_str!("sql/next_sign_off.sql"), [], |row| row.get(0))?;
            let event = BookEvent::DaySignedOff { number, day, totals, override_reason };
            let seq = append(conn, self.author(), None, &serde_json::to_string(&event)?)?;
            let totals = serde_json::to_string(totals)?;
            let row = params![number, day.to_string(), seq, totals];
            conn.prepare_cached(include_str!("sql/insert_sign_off.sql"))?.execute(row)?;
            Ok(number)
        })
    }
}

fn from_row(row: &Row<'_>) -> Result<SignOff, StoreErrorKind> {
    let day: String = row.get(1)?;
    let totals: DayTotals = from_json(row, 3)?;
    let Reason { override_reason } = from_json(row, 7)?;
    let Bytes(history) = row.get::<_, Bytes<32>>(8)?;
    Ok(SignOff {
        number: row.get(0)?,
        day: day.parse().map_err(|error| StoreErrorKind::damaged(&error))?,
        author: Author { at: moment_at(row, 4)?, operator: row.get(6)? },
        override_reason,
        totals,
        seq: row.get(2)?,
        history: hex(&history),
    })
}
