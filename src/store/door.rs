//! The one door: every change of the case book is made here, inside one transaction, by somebody who is named.

use super::columns::{Bytes, new_uid, whole_second};
use super::error::{StoreError, StoreErrorKind};
use super::history::{BookEvent, PublishedReport, append, hex, of_cases};
use super::{CaseBook, Reader};
use crate::domain::{Author, CaseId, CaseWork, Decision, Finding, Recorded, ReportId, Settings};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::ops::Deref;

/// What may be changed, while the door is open. It reads as well, so that a rule is checked against what is stored at
/// that very moment.
pub struct Door<'a> {
    reader: &'a Reader,
    author: Author,
    has_published: bool,
}

impl Deref for Door<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.reader
    }
}

impl CaseBook {
    /// Makes changes in the name of `author`: all of them when `work` returns `Ok`, none when it returns an error. Once
    /// this returns `Ok`, they survive a power cut.
    pub fn transact<R, E: From<StoreError>>(
        &mut self,
        author: &Author,
        work: impl FnOnce(&mut Door<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let conn = &self.reader.conn;
        let begin = || Ok(Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?);
        let transaction = self.run(|_| begin())?;
        let author = Author { operator: author.operator.clone(), at: whole_second(author.at) };
        // Leaving early drops the transaction, which takes everything back.
        let mut door = Door { reader: &self.reader, author, has_published: false };
        let result = work(&mut door)?;
        let has_published = door.has_published;
        self.run(|_| Ok(transaction.commit()?))?;
        if has_published {
            // The import moves its own log into the file, so that whoever saves next need not. It may be busy; then the
            // next one does it.
            let _ = conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        }
        Ok(result)
    }
}

impl Door<'_> {
    /// Makes staged reports visible, all at once.
    pub fn publish(&mut self, reports: &[ReportId]) -> Result<(), StoreError> {
        self.has_published = true;
        self.run(|conn| {
            let published = reports.iter().map(|report| publish_one(conn, *report)).collect::<Result<_, _>>()?;
            self.append_event(conn, &BookEvent::ReportsPublished { reports: published })
        })
    }

    /// Opens a case. `evidence` is [`Finding::evidence`] of its entries, to be compared with when reports come later.
    pub fn open_case(&mut self, finding: &Finding, evidence: &str) -> Result<CaseId, StoreError> {
        self.begin_case(finding, evidence, &Decision::Opened { finding: finding.kind })
    }

    /// Opens a case that no report shows yet, for the reason that `started` gives.
    pub fn start_case(&mut self, finding: &Finding, started: &Decision) -> Result<CaseId, StoreError> {
        self.begin_case(finding, &finding.evidence(std::iter::empty()), started)
    }

    fn begin_case(&mut self, finding: &Finding, evidence: &str, first: &Decision) -> Result<CaseId, StoreError> {
        let id = self.run(|conn| {
            let uid = new_uid(self.author.at).to_string();
            let finding_json = serde_json::to_string(finding)?;
            let mut statement = conn.prepare_cached(include_str!("sql/insert_case.sql"))?;
            let row = params![uid, finding.business_day.to_string(), finding_json, evidence];
            let id = CaseId(statement.query_row(row, |row| row.get(0))?);
            cover(conn, id, finding)?;
            Ok(id)
        })?;
        self.record(id, first)?;
        Ok(id)
    }

    /// Puts the finding that is derived now in the place of the one derived before. What that means for the people who
    /// work the case is a decision of its own, to be [recorded](Self::record).
    pub fn update_finding(&mut self, case: CaseId, finding: &Finding, evidence: &str) -> Result<(), StoreError> {
        self.run(|conn| {
            let finding_json = serde_json::to_string(finding)?;
            let row = params![case.0, finding.business_day.to_string(), finding_json, evidence];
            let changed = conn.prepare_cached(include_str!("sql/update_case.sql"))?.execute(row)?;
            if changed == 0 {
                return Err(no_such_case(case));
            }
            cover(conn, case, finding)
        })
    }

    /// Adds a decision about a case to the history. Whether it may be taken is checked by whoever calls
    /// ([`Case::check`](crate::domain::Case::check)), through this same door.
    pub fn record(&mut self, case: CaseId, decision: &Decision) -> Result<Recorded, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/case_ids_one.sql"))?;
            if !statement.exists([case.0])? {
                return Err(no_such_case(case));
            }
            let seq = append(conn, &self.author, Some(case), &serde_json::to_string(decision)?)?;
            let history = of_cases(conn, [case.0])?.remove(&case).unwrap_or_default();
            let closed_utc = CaseWork::from_history(&history).outcome.map(|(author, _)| author.at.timestamp());
            conn.prepare_cached(include_str!("sql/close_case.sql"))?.execute(params![case.0, closed_utc])?;
            Ok(Recorded { seq, author: self.author.clone(), decision: decision.clone() })
        })
    }

    /// Keeps the settings.
    pub fn save_settings(&mut self, settings: &Settings) -> Result<(), StoreError> {
        self.run(|conn| {
            let value = serde_json::to_string(settings)?;
            conn.prepare_cached(include_str!("sql/save_settings.sql"))?.execute([value])?;
            self.append_event(conn, &BookEvent::SettingsSaved { settings })
        })
    }

    /// Who makes the changes, and when.
    pub(super) const fn author(&self) -> &Author {
        &self.author
    }

    fn append_event(&self, conn: &Connection, event: &BookEvent<'_>) -> Result<(), StoreErrorKind> {
        append(conn, &self.author, None, &serde_json::to_string(event)?).map(drop)
    }
}

fn publish_one(conn: &Connection, report: ReportId) -> Result<PublishedReport, StoreErrorKind> {
    let mut statement = conn.prepare_cached(include_str!("sql/publish_report.sql"))?;
    let published = statement.query_row([report.0], |row| {
        let Bytes(sha256) = row.get::<_, Bytes<32>>(1)?;
        Ok(PublishedReport { report, file: row.get(0)?, sha256: hex(&sha256) })
    });
    published.map_err(|error| match error {
        rusqlite::Error::QueryReturnedNoRows => {
            StoreErrorKind::Misuse { detail: format!("report {} is not staged", report.0) }
        }
        error => error.into(),
    })
}

/// Remembers that the case speaks of the finding's entries, from now on it and no other.
fn cover(conn: &Connection, case: CaseId, finding: &Finding) -> Result<(), StoreErrorKind> {
    let mut statement = conn.prepare_cached(include_str!("sql/cover_entry.sql"))?;
    for entry in &finding.entries {
        statement.execute([entry.0, case.0])?;
    }
    Ok(())
}

fn no_such_case(case: CaseId) -> StoreErrorKind {
    StoreErrorKind::Misuse { detail: format!("there is no case {}", case.0) }
}
