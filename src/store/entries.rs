//! Entries in their table: written in bulk, read by span of time or by number.

use super::Reader;
use super::columns::{json_list, moment, offset_secs};
use super::error::{StoreError, StoreErrorKind};
use crate::domain::{
    Activity, BatchSpan, Currency, Entry, EntryId, MaskedCard, Moment, Money, PaymentChannel, ReportId, Source,
    SourceLine,
};
use chrono::{Datelike, NaiveDate};
use compact_str::CompactString;
use rusqlite::{Connection, Row, Statement, params};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IntoDeserializer;

const INSERT: &str = include_str!("sql/insert_entry.sql");

/// Columns of an entry in every statement that reads one; what follows differs.
const COLUMNS: usize = 29;

impl Reader {
    /// Published entries from `from` to `to`, both included, in the order they were imported in.
    pub fn entries_between(&self, from: Moment, to: Moment) -> Result<Vec<Entry>, StoreError> {
        self.run(|conn| {
            let span = (from.timestamp(), to.timestamp());
            let mut statement = conn.prepare_cached(include_str!("sql/report_spans.sql"))?;
            let spans = read_spans(statement.query(params![span.0, span.1])?)?;
            let mut entries = Vec::new();
            for report in &spans {
                // More than needed where the span cuts through the report, never far too much: reports are days.
                entries.reserve(usize::try_from(report.last - report.first + 1).unwrap_or(0));
                read_report(conn, report, span, |entry| entries.push(entry))?;
            }
            Ok(entries)
        })
    }

    /// How many payments the published reports show in each minute from `from` to `to`.
    pub fn activity_between(&self, from: Moment, to: Moment) -> Result<Vec<Activity>, StoreError> {
        self.run(|conn| {
            let span = (from.timestamp(), to.timestamp());
            let mut statement = conn.prepare_cached(include_str!("sql/report_spans.sql"))?;
            let spans = read_spans(statement.query(params![span.0, span.1])?)?;
            let mut statement = conn.prepare_cached(include_str!("sql/activity_of_report.sql"))?;
            let mut activity = Vec::new();
            for report in &spans {
                let mut rows = statement.query(params![report.first, report.last, span.0, span.1])?;
                while let Some(row) = rows.next()? {
                    activity.push(Activity {
                        source: report.source,
                        terminal: CompactString::new(text(row, 0)?),
                        channel: PaymentChannel::named(text(row, 1)?, row.get(2)?),
                        minute: moment(row.get(3)?, row.get(4)?)?,
                        payments: row.get::<_, u32>(5)?.into(),
                    });
                }
            }
            Ok(activity)
        })
    }

    /// The batches that the published reports of terminals name from `from` to `to`.
    pub fn batches_between(&self, from: Moment, to: Moment) -> Result<Vec<BatchSpan>, StoreError> {
        self.run(|conn| {
            let span = (from.timestamp(), to.timestamp());
            let mut statement = conn.prepare_cached(include_str!("sql/report_spans.sql"))?;
            let spans = read_spans(statement.query(params![span.0, span.1])?)?;
            let mut statement = conn.prepare_cached(include_str!("sql/batches_of_report.sql"))?;
            let mut batches = Vec::new();
            for report in spans.iter().filter(|report| report.source == Source::Terminal) {
                let mut rows = statement.query(params![report.first, report.last, span.0, span.1])?;
                while let Some(row) = rows.next()? {
                    let offset = row.get(4)?;
                    batches.push(BatchSpan {
                        terminal: CompactString::new(text(row, 0)?),
                        batch: CompactString::new(text(row, 1)?),
                        from: moment(row.get(2)?, offset)?,
                        to: moment(row.get(3)?, offset)?,
                    });
                }
            }
            Ok(batches)
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
    let mut previous = None;
    for entry in entries {
        let texts = texts(entry);
        bind_texts(&mut statement, &texts, previous.as_ref())?;
        bind_numbers(&mut statement, entry)?;
        statement.raw_execute()?;
        previous = Some(texts);
    }
    Ok(())
}

/// Columns of text with their numbers in the insert statement.
const TEXT_COLUMNS: [usize; 20] = [4, 5, 6, 7, 8, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29];

/// The texts of an entry, in the order of [`TEXT_COLUMNS`].
fn texts(entry: &Entry) -> [&str; TEXT_COLUMNS.len()] {
    [
        entry.kind.as_str(),
        entry.status.as_str(),
        &entry.status_text,
        &entry.response_code,
        entry.amount.currency.code(),
        &entry.terminal,
        &entry.merchant,
        &entry.store,
        &entry.till,
        &entry.payer,
        entry.card.as_str(),
        &entry.scheme,
        &entry.rrn,
        &entry.stan,
        &entry.auth,
        &entry.batch,
        &entry.order,
        &entry.provider_ref,
        &entry.original_rrn,
        &entry.cashier,
    ]
}

/// Binds the texts that the row before did not have: parameters keep their values, most texts of a report repeat from
/// row to row, and binding one costs a copy.
fn bind_texts<'a>(
    statement: &mut Statement<'_>,
    texts: &[&'a str; TEXT_COLUMNS.len()],
    previous: Option<&[&'a str; TEXT_COLUMNS.len()]>,
) -> rusqlite::Result<()> {
    for (at, (text, column)) in texts.iter().zip(TEXT_COLUMNS).enumerate() {
        if previous.is_none_or(|previous| previous[at] != *text) {
            statement.raw_bind_parameter(column, text)?;
        }
    }
    Ok(())
}

fn bind_numbers(statement: &mut Statement<'_>, entry: &Entry) -> rusqlite::Result<()> {
    statement.raw_bind_parameter(1, entry.id.0)?;
    statement.raw_bind_parameter(2, entry.report.0)?;
    statement.raw_bind_parameter(3, entry.line)?;
    statement.raw_bind_parameter(9, entry.amount.minor)?;
    statement.raw_bind_parameter(10, entry.time.timestamp())?;
    statement.raw_bind_parameter(11, offset_secs(entry.time))?;
    statement.raw_bind_parameter(12, entry.settled_on.map(day_number))?;
    statement.raw_bind_parameter(13, entry.fee_minor)?;
    statement.raw_bind_parameter(14, entry.net_minor)
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
        net_minor: row.get(13)?,
        terminal: text(14)?,
        merchant: text(15)?,
        store: text(16)?,
        till: text(17)?,
        payer: text(18)?,
        card: card(row, 19)?,
        scheme: text(20)?,
        rrn: text(21)?,
        stan: text(22)?,
        auth: text(23)?,
        batch: text(24)?,
        order: text(25)?,
        provider_ref: text(26)?,
        original_rrn: text(27)?,
        cashier: text(28)?,
    })
}

fn text<'a>(row: &'a Row<'_>, at: usize) -> Result<&'a str, StoreErrorKind> {
    row.get_ref(at)?.as_str().map_err(|error| StoreErrorKind::damaged(&error))
}

/// A member of an enumeration, by its outside name.
fn word<T: std::str::FromStr<Err: ToString>>(row: &Row<'_>, at: usize) -> Result<T, StoreErrorKind> {
    text(row, at)?.parse().map_err(|error| StoreErrorKind::damaged(&error))
}

/// A card as it was cut before it was written.
fn card(row: &Row<'_>, at: usize) -> Result<MaskedCard, StoreErrorKind> {
    let text: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = text(row, at)?.into_deserializer();
    MaskedCard::deserialize(text).map_err(|error| StoreErrorKind::damaged(&error))
}

/// `20261123` for 23 November 2026.
fn day_number(day: NaiveDate) -> i32 {
    let month_and_day = i32::try_from(day.month() * 100 + day.day()).unwrap_or(0);
    day.year() * 10_000 + month_and_day
}

fn day_of_number(number: i32) -> Result<NaiveDate, StoreErrorKind> {
    let part = |part: i32| u32::try_from(part).unwrap_or(0);
    NaiveDate::from_ymd_opt(number / 10_000, part(number / 100 % 100), part(number % 100))
        .ok_or_else(|| StoreErrorKind::damaged(&format!("no such day: {number}")))
}
