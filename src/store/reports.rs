//! Published reports: what was read, from which file, and what it covers.

use super::Reader;
use super::columns::{Bytes, from_json, moment_at};
use super::error::{StoreError, StoreErrorKind};
use crate::domain::{Author, Coverage, Moment, ReportId, ReportSummary};
use rusqlite::{Params, Row, params};

/// A report as the case book keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReport {
    /// Its number.
    pub id: ReportId,
    /// What reading it gave; `accepted`, `duplicates`, `statuses` and `totals` are those of the rows that were new.
    pub summary: ReportSummary,
    /// What it covers; none when no row says when.
    pub coverage: Option<Coverage>,
    /// Who imported it, and when.
    pub imported: Author,
    /// SHA-256 of the file's bytes.
    pub sha256: [u8; 32],
}

impl Reader {
    /// The report that a file with this SHA-256 was imported as, if it was.
    pub fn report_with_content(&self, sha256: &[u8; 32]) -> Result<Option<StoredReport>, StoreError> {
        let found = self.query_reports(include_str!("sql/report_by_content.sql"), [Bytes(*sha256)])?;
        Ok(found.into_iter().next())
    }

    /// Every published report with all of its unread rows, oldest first.
    pub fn reports(&self) -> Result<Vec<StoredReport>, StoreError> {
        self.query_reports(include_str!("sql/reports.sql"), [])
    }

    /// The published reports that were imported last, `count` at the most, the latest first.
    pub fn recent_reports(&self, count: u32) -> Result<Vec<StoredReport>, StoreError> {
        self.query_reports(include_str!("sql/recent_reports.sql"), [count])
    }

    /// Published reports that cover some of the time from `from` to `to`, oldest first.
    pub fn reports_overlapping(&self, from: Moment, to: Moment) -> Result<Vec<StoredReport>, StoreError> {
        let span = params![from.timestamp(), to.timestamp()];
        self.query_reports(include_str!("sql/reports_overlapping.sql"), span)
    }

    /// What the published reports cover of the time from `from` to `to`, oldest first.
    pub fn coverage_overlapping(&self, from: Moment, to: Moment) -> Result<Vec<Coverage>, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/coverage_overlapping.sql"))?;
            let mut rows = statement.query(params![from.timestamp(), to.timestamp()])?;
            let mut coverage = Vec::new();
            while let Some(row) = rows.next()? {
                coverage.push(from_json(row, 0)?);
            }
            Ok(coverage)
        })
    }

    fn query_reports(&self, sql: &str, params: impl Params) -> Result<Vec<StoredReport>, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(sql)?;
            let mut rows = statement.query(params)?;
            let mut reports = Vec::new();
            while let Some(row) = rows.next()? {
                reports.push(from_row(row)?);
            }
            Ok(reports)
        })
    }
}

fn from_row(row: &Row<'_>) -> Result<StoredReport, StoreErrorKind> {
    let Bytes(sha256) = row.get(1)?;
    let summary: ReportSummary = from_json(row, 6)?;
    let is_covering = row.get_ref(5)? != rusqlite::types::ValueRef::Null;
    Ok(StoredReport {
        id: ReportId(row.get(0)?),
        summary: ReportSummary { skipped: from_json(row, 7)?, rejected: from_json(row, 8)?, ..summary },
        coverage: is_covering.then(|| from_json(row, 5)).transpose()?,
        imported: Author { operator: row.get(4)?, at: moment_at(row, 2)? },
        sha256,
    })
}
