//! Staging: entries are written in batches that no reader sees, so that an import of any size holds nobody up.
//! [`Door::publish`](super::Door::publish) makes them visible, all at once.

use super::columns::{Bytes, new_uid, offset_secs, whole_second};
use super::entries::{insert, read_report, read_spans};
use super::error::{StoreError, StoreErrorKind};
use super::{CaseBook, Reader, immediately};
use crate::domain::{Author, Coverage, Entry, EntryId, Fingerprint, Moment, ReportId, ReportSummary, Source};
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use std::fs::{File, TryLockError};
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Rows written in one transaction: enough to be fast, few enough that somebody who saves meanwhile does not notice.
const BATCH_ROWS: usize = 20_000;

/// How long the write lock is left free after each batch. Whoever waits for it asks every millisecond.
const GAP: Duration = Duration::from_millis(2);

/// How often a running import is asked whether it is done.
const LEASE_POLL: Duration = Duration::from_millis(50);

/// The right to import into one case book, held by one import at a time. The system takes it back when the process
/// ends, however it ends.
#[derive(Debug)]
pub struct ImportLease {
    _locked: File,
}

/// A report that was read and is to be stored.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// What reading it gave.
    pub summary: ReportSummary,
    /// What it covers; its number is filled in here.
    pub coverage: Option<Coverage>,
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
    /// Who imports it, and when.
    pub imported: Author,
}

/// A report whose new entries stand in the case book, invisible until it is published.
#[derive(Clone, Debug)]
pub struct StagedReport {
    /// Its number.
    pub id: ReportId,
    /// As it was given, with `accepted`, `duplicates`, `statuses` and `totals` counted again over the new entries.
    pub summary: ReportSummary,
    /// As it was given, with the report's number.
    pub coverage: Option<Coverage>,
    /// The entries that are new, with their numbers.
    pub entries: Vec<Entry>,
}

impl CaseBook {
    /// Begins an import, once no other is running, waiting up to `patience` for that
    /// ([`StoreErrorKind::ImportRunning`] after it). What a killed import left behind is removed.
    pub fn begin_import(&mut self, patience: Duration) -> Result<ImportLease, StoreError> {
        let locked = self.run(|_| lock(&lease_path(self), patience))?;
        let leftovers: Vec<ReportId> = self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/staged_reports.sql"))?;
            let ids = statement.query_map([], |row| row.get(0).map(ReportId))?;
            Ok(ids.collect::<Result<_, _>>()?)
        })?;
        self.discard_staged(&leftovers)?;
        Ok(ImportLease { _locked: locked })
    }

    /// Writes a report and those of its entries that the case book does not have yet. `progress` is told after each
    /// batch how many entries stand there, and may end the import ([`StoreErrorKind::Cancelled`]). After an error
    /// nothing of this report remains; reports staged before it are the caller's to discard.
    ///
    /// An entry is a duplicate when the book has as many that say exactly the same as the file has up to this one: two
    /// equal rows of one file are two facts, the same two rows in an overlapping export are none.
    pub fn stage_report(
        &mut self,
        _lease: &ImportLease,
        report: NewReport,
        mut entries: Vec<Entry>,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<StagedReport, StoreError> {
        let id = self.run(|conn| {
            require_source(&entries, report.summary.source)?;
            drop_known(conn, &mut entries, report.summary.source)?;
            number(conn, &mut entries)
        })?;
        let given = report.summary.accepted;
        let summary =
            if given == entries.len() as u64 { report.summary } else { report.summary.with_only_new(&entries) };
        let coverage = report.coverage.map(|coverage| Coverage { report: id.report, ..coverage });
        let staged = StagedReport { id: id.report, summary, coverage, entries };
        let written = self.run(|conn| {
            immediately(conn, || insert_report(conn, &id, &staged, report.sha256, &report.imported))?;
            write_batches(conn, &staged.entries, progress)
        });
        match written {
            Ok(()) => Ok(staged),
            Err(error) => {
                // The first error is the one to report; what cannot be removed now is removed by the next import.
                let _ = self.discard_staged(&[staged.id]);
                Err(error)
            }
        }
    }

    /// Removes reports that were staged and not published, with their entries. Others are left alone.
    pub fn discard_staged(&mut self, reports: &[ReportId]) -> Result<(), StoreError> {
        self.run(|conn| reports.iter().try_for_each(|report| discard(conn, *report)))
    }
}

/// Numbers given to a report and its entries.
struct Numbers {
    report: ReportId,
    entries: Range<i64>,
}

fn lease_path(book: &Reader) -> PathBuf {
    let mut path = book.path().as_os_str().to_owned();
    path.push("-import");
    path.into()
}

fn lock(path: &std::path::Path, patience: Duration) -> Result<File, StoreErrorKind> {
    let file = super::connection::create_private(path)?;
    let asked = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error.into()),
            Err(TryLockError::WouldBlock) if asked.elapsed() >= patience => return Err(StoreErrorKind::ImportRunning),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LEASE_POLL),
        }
    }
}

fn require_source(entries: &[Entry], source: Source) -> Result<(), StoreErrorKind> {
    match entries.iter().find(|entry| entry.source != source) {
        None => Ok(()),
        Some(entry) => {
            let detail = format!("line {} is of {}, its report of {source}", entry.line, entry.source);
            Err(StoreErrorKind::Misuse { detail })
        }
    }
}

/// Removes the entries that the book already has. Equal entries say the same at the same second, so only reports of
/// the same source whose entries overlap these in time can have them; most imports have none and hash nothing.
fn drop_known(conn: &Connection, entries: &mut Vec<Entry>, source: Source) -> Result<(), StoreErrorKind> {
    let Some((from, to)) = time_span(entries) else { return Ok(()) };
    let span = (from.timestamp(), to.timestamp());
    let mut statement = conn.prepare_cached(include_str!("sql/report_spans_of_source.sql"))?;
    let spans = read_spans(statement.query(params![span.0, span.1, source.as_str()])?)?;
    if spans.is_empty() {
        return Ok(());
    }
    let mut known: FxHashMap<Fingerprint, u32> = FxHashMap::default();
    for report in &spans {
        read_report(conn, report, span, |entry| *known.entry(entry.fingerprint(0)).or_default() += 1)?;
    }
    entries.retain(|entry| match known.get_mut(&entry.fingerprint(0)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    Ok(())
}

fn time_span(entries: &[Entry]) -> Option<(Moment, Moment)> {
    let mut times = entries.iter().map(|entry| entry.time);
    let first = times.next()?;
    Some(times.fold((first, first), |(from, to), time| (from.min(time), to.max(time))))
}

/// Gives the entries their numbers. Only one import runs at a time, so nobody else takes the same ones.
fn number(conn: &Connection, entries: &mut [Entry]) -> Result<Numbers, StoreErrorKind> {
    let mut statement = conn.prepare_cached(include_str!("sql/next_numbers.sql"))?;
    let (report, first): (i64, i64) = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let report = ReportId(report);
    let mut next = first;
    for entry in entries {
        entry.id = EntryId(next);
        entry.report = report;
        entry.time = whole_second(entry.time);
        next += 1;
    }
    Ok(Numbers { report, entries: first..next })
}

fn insert_report(
    conn: &Connection,
    numbers: &Numbers,
    staged: &StagedReport,
    sha256: [u8; 32],
    imported: &Author,
) -> Result<(), StoreErrorKind> {
    let summary = &staged.summary;
    let slim = ReportSummary { skipped: Vec::new(), rejected: Vec::new(), ..summary.clone() };
    let span = time_span(&staged.entries);
    let coverage = staged.coverage.as_ref();
    conn.prepare_cached(include_str!("sql/insert_report.sql"))?.execute(params![
        numbers.report.0,
        Bytes(*new_uid(imported.at).as_bytes()),
        Bytes(sha256),
        summary.source.as_str(),
        summary.file,
        imported.at.timestamp(),
        offset_secs(imported.at),
        imported.operator,
        numbers.entries.start,
        numbers.entries.end - 1,
        span.map(|(from, _)| from.timestamp()),
        span.map(|(_, to)| to.timestamp()),
        coverage.map(|coverage| coverage.from.timestamp()),
        coverage.map(|coverage| coverage.to.timestamp()),
        coverage.map(serde_json::to_string).transpose()?,
        serde_json::to_string(&slim)?,
    ])?;
    let (skipped, rejected) = (serde_json::to_string(&summary.skipped)?, serde_json::to_string(&summary.rejected)?);
    conn.prepare_cached(include_str!("sql/insert_unread_rows.sql"))?.execute(params![
        numbers.report.0,
        skipped,
        rejected
    ])?;
    Ok(())
}

fn write_batches(
    conn: &Connection,
    entries: &[Entry],
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(), StoreErrorKind> {
    let mut written = 0;
    for batch in entries.chunks(BATCH_ROWS) {
        if written > 0 {
            std::thread::sleep(GAP);
        }
        immediately(conn, || insert(conn, batch))?;
        written += batch.len() as u64;
        if progress(written).is_break() {
            return Err(StoreErrorKind::Cancelled);
        }
    }
    Ok(())
}

fn discard(conn: &Connection, report: ReportId) -> Result<(), StoreErrorKind> {
    let span = conn
        .prepare_cached(include_str!("sql/staged_span.sql"))?
        .query_row([report.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
    let (first, last) = match span {
        Err(rusqlite::Error::QueryReturnedNoRows) => return Ok(()),
        span => span?,
    };
    // The report goes last, so that a discarding that is killed itself is taken up again.
    for from in (first..=last).step_by(BATCH_ROWS) {
        let to = last.min(from + BATCH_ROWS as i64 - 1);
        immediately(conn, || Ok(conn.prepare_cached(include_str!("sql/discard_entries.sql"))?.execute([from, to])?))?;
        std::thread::sleep(GAP);
    }
    immediately(conn, || {
        conn.prepare_cached(include_str!("sql/discard_unread_rows.sql"))?.execute([report.0])?;
        conn.prepare_cached(include_str!("sql/discard_report.sql"))?.execute([report.0])?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Money, Status, TransactionType};
    use std::collections::BTreeMap;

    #[test]
    fn a_full_disk_is_said_so_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let now: Moment = "2026-11-23T21:40:00+08:00".parse().unwrap();
        let mut book = CaseBook::open(&folder.path().join("book.db"), now).unwrap();
        let lease = book.begin_import(Duration::ZERO).unwrap();
        let money = Money::new(1, Currency::CNY);
        let entry = Entry::new(Source::Till, TransactionType::Sale, Status::Approved, money, now);
        let entries = vec![entry; BATCH_ROWS * 2];
        let summary = ReportSummary {
            file: "till.csv".to_owned(),
            format: "generic".to_owned(),
            source: Source::Till,
            encoding: "UTF-8".to_owned(),
            rows: entries.len() as u64,
            accepted: entries.len() as u64,
            duplicates: 0,
            skipped: Vec::new(),
            rejected: Vec::new(),
            from: Some(now),
            to: Some(now),
            settled_on: None,
            terminals: 0,
            statuses: BTreeMap::new(),
            totals: Vec::new(),
            warnings: Vec::new(),
        };
        let imported = Author { operator: "Lin".to_owned(), at: now };
        let report = NewReport { summary, coverage: None, sha256: [0; 32], imported };
        // Room for the first batch, not for the second.
        let mut told = Vec::new();
        let mut tell = |written| {
            told.push(written);
            ControlFlow::Continue(())
        };
        book.reader.conn.pragma_update(None, "max_page_count", 220).unwrap();
        let refused = book.stage_report(&lease, report.clone(), entries.clone(), &mut tell);
        assert!(refused.is_err_and(|error| matches!(error.kind, StoreErrorKind::DiskFull)));

        book.reader.conn.pragma_update(None, "max_page_count", 100_000).unwrap();
        let staged = book.stage_report(&lease, report, entries, &mut tell).unwrap();
        assert_eq!(staged.summary.duplicates, 0);
        assert_eq!(staged.entries[0].id, EntryId(1));
        assert_eq!(told, [20_000, 20_000, 40_000]);
    }
}
