//! Entries in their table: written in bulk, read by span of time or by number.

use super::Reader;
use super::columns::{json_list, moment, offset_secs};
use super::error::{StoreError, StoreErrorKind};
use crate::domain::{Currency, Entry, EntryId, MaskedCard, Moment, Money, ReportId, Source, SourceLine};
use chrono::{Datelike, NaiveDate};
use compact_str::CompactString;
use rusqlite::{Connection, Row, Statement, params};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IntoDeserializer;

const INSERT: &str = include_str!("sql/insert_entry.sql");

/// Columns of an entry in every statement that reads one; what follows differs.
const COLUMNS: usize = 28;

impl Reader {
    /// Published entries from `from` to `to`, both included, in the order they were imported in.
    pub fn entries_between(&self, from: Moment, to: Moment) -> Result<Vec<Entry>, StoreError> {
        self.run(|conn| {
            let span = (from.timestamp(), to.timestamp());
            let mut statement = conn.prepare_cached(include_str!("sql/report_spans.sql"))?;
            let spans = read_spans(statement.query(params![span.0, span.1])?)?;
            let mut entries = Vec::new();
            for report in &spans {
                read_report(conn, report, span, |entry| entries.push(entry))?;
            }
            Ok(entries)
        })
    }

    /// The published ones of these entries, in the order asked for.
    pub fn entries(&self, ids: &[EntryId]) -> Result<Vec<Entry>, StoreError> {
        let mut lines = self.lines(ids)?;
        Ok(ids.iter().filter_map(|id| lines.remove(id)).map(|line| line.entry).collect())
    }

    /// Published entries together with the file each stands in.
    pub(super) fn lines(&self, ids: &[EntryId]) -> Result<FxHashMap<EntryId, SourceLine>, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/entries_by_id.sql"))?;
            let mut rows = statement.query([json_list(ids.iter().map(|id| id.0))])?;
            let mut lines = FxHashMap::default();
            while let Some(row) = rows.next()? {
                let entry = from_row(row, word(row, COLUMNS)?)?;
                lines.insert(entry.id, SourceLine { file: row.get(COLUMNS + 1)?, entry });
            }
            Ok(lines)
        })
    }
}

/// The consecutive numbers that one report's entries have.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReportSpan {
    first: i64,
    last: i64,
    source: Source,
}

/// Reads the result of a statement that lists spans.
pub(super) fn read_spans(mut rows: rusqlite::Rows<'_>) -> Result<Vec<ReportSpan>, StoreErrorKind> {
    let mut spans = Vec::new();
    while let Some(row) = rows.next()? {
        spans.push(ReportSpan { first: row.get(0)?, last: row.get(1)?, source: word(row, 2)? });
    }
    Ok(spans)
}

/// Reads one report's entries between two instants (seconds since 1970).
pub(super) fn read_report(
    conn: &Connection,
    report: &ReportSpan,
    (from, to): (i64, i64),
    mut each: impl FnMut(Entry),
) -> Result<(), StoreErrorKind> {
    let mut statement = conn.prepare_cached(include_str!("sql/entries_of_report.sql"))?;
    let mut rows = statement.query(params![report.first, report.last, from, to])?;
    while let Some(row) = rows.next()? {
        each(from_row(row, report.source)?);
    }
    Ok(())
}

/// Writes entries; each must have its number.
pub(super) fn insert(conn: &Connection, entries: &[Entry]) -> Result<(), StoreErrorKind> {
    let mut statement = conn.prepare_cached(INSERT)?;
    for entry in entries {
        insert_one(&mut statement, entry)?;
    }
    Ok(())
}

fn insert_one(statement: &mut Statement<'_>, entry: &Entry) -> rusqlite::Result<()> {
    statement.raw_bind_parameter(1, entry.id.0)?;
    statement.raw_bind_parameter(2, entry.report.0)?;
    statement.raw_bind_parameter(3, entry.line)?;
    statement.raw_bind_parameter(4, entry.kind.as_str())?;
    statement.raw_bind_parameter(5, entry.status.as_str())?;
    statement.raw_bind_parameter(8, entry.amount.currency.code())?;
    statement.raw_bind_parameter(9, entry.amount.minor)?;
    statement.raw_bind_parameter(10, entry.time.timestamp())?;
    statement.raw_bind_parameter(11, offset_secs(entry.time))?;
    statement.raw_bind_parameter(12, entry.settled_on.map(day_number))?;
    statement.raw_bind_parameter(13, entry.fee_minor)?;
    for (column, text) in [
        (6, entry.status_text.as_str()),
        (7, &entry.response_code),
        (14, &entry.terminal),
        (15, &entry.merchant),
        (16, &entry.store),
        (17, &entry.till),
        (18, &entry.payer),
        (19, entry.card.as_str()),
        (20, &entry.scheme),
        (21, &entry.rrn),
        (22, &entry.stan),
        (23, &entry.auth),
        (24, &entry.batch),
        (25, &entry.order),
        (26, &entry.provider_ref),
        (27, &entry.original_rrn),
        (28, &entry.cashier),
    ] {
        statement.raw_bind_parameter(column, text)?;
    }
    statement.raw_execute().map(drop)
}

fn from_row(row: &Row<'_>, source: Source) -> Result<Entry, StoreErrorKind> {
    let text = |at: usize| text(row, at).map(CompactString::new);
    let settled_on: Option<i32> = row.get(11)?;
    Ok(Entry {
        id: EntryId(row.get(0)?),
        report: ReportId(row.get(1)?),
        line: row.get(2)?,
        source,
        kind: word(row, 3)?,
        status: word(row, 4)?,
        status_text: text(5)?,
        response_code: text(6)?,
        amount: Money::new(row.get(8)?, word::<Currency>(row, 7)?),
        time: moment(row.get(9)?, row.get(10)?)?,
        settled_on: settled_on.map(day_of_number).transpose()?,
        fee_minor: row.get(12)?,
        terminal: text(13)?,
        merchant: text(14)?,
        store: text(15)?,
        till: text(16)?,
        payer: text(17)?,
        card: card(row, 18)?,
        scheme: text(19)?,
        rrn: text(20)?,
        stan: text(21)?,
        auth: text(22)?,
        batch: text(23)?,
        order: text(24)?,
        provider_ref: text(25)?,
        original_rrn: text(26)?,
        cashier: text(27)?,
    })
}

fn text<'a>(row: &'a Row<'_>, at: usize) -> Result<&'a str, StoreErrorKind> {
    row.get_ref(at)?.as_str().map_err(StoreErrorKind::damaged)
}

/// A member of an enumeration, by its outside name.
fn word<T: std::str::FromStr<Err: ToString>>(row: &Row<'_>, at: usize) -> Result<T, StoreErrorKind> {
    text(row, at)?.parse().map_err(StoreErrorKind::damaged)
}

/// A card as it was cut before it was written.
fn card(row: &Row<'_>, at: usize) -> Result<MaskedCard, StoreErrorKind> {
    let text: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = text(row, at)?.into_deserializer();
    MaskedCard::deserialize(text).map_err(StoreErrorKind::damaged)
}

/// `20261123` for 23 November 2026.
fn day_number(day: NaiveDate) -> i32 {
    let month_and_day = i32::try_from(day.month() * 100 + day.day()).unwrap_or(0);
    day.year() * 10_000 + month_and_day
}

fn day_of_number(number: i32) -> Result<NaiveDate, StoreErrorKind> {
    let part = |part: i32| u32::try_from(part).unwrap_or(0);
    NaiveDate::from_ymd_opt(number / 10_000, part(number / 100 % 100), part(number % 100))
        .ok_or_else(|| StoreErrorKind::damaged(format!("no such day: {number}")))
}
