//! The case book: one SQLite file with the facts (entries, as the reports state them), the decisions (what people said
//! and did, in a history that only grows) and the cases that follow from both.
//!
//! [`CaseBook`] opens it and reads through [`Reader`]. It changes in two ways alone: an import *stages* entries that
//! nobody sees yet, and [`CaseBook::transact`] makes everything else happen, publishing included, in one transaction.

mod cases;
mod columns;
mod connection;
mod copies;
mod door;
mod entries;
mod error;
mod history;
mod kept_files;
mod migrations;
mod reports;
mod sign_offs;
mod staging;

pub use cases::CaseFilter;
pub use door::Door;
pub use error::{StoreError, StoreErrorKind};
pub use history::HistoryCheck;
pub use reports::StoredReport;
pub use staging::{ImportLease, NewReport, StagedReport};

use crate::domain::{Moment, Settings};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// A case book, open for reading and writing. Each thread and each process opens its own; they do not disturb each
/// other.
pub struct CaseBook {
    reader: Reader,
}

/// What can be asked of a case book. Every answer is about published reports only.
pub struct Reader {
    conn: Connection,
    path: PathBuf,
}

impl Deref for CaseBook {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl CaseBook {
    /// Opens the case book at `path`. A missing one is created, with the folders above it, for its owner's eyes only;
    /// an older one is copied beside itself and brought to this version.
    pub fn open(path: &Path, now: Moment) -> Result<Self, StoreError> {
        let open = || {
            let conn = connection::open(path)?;
            migrations::migrate(&conn, path, now, migrations::STEPS)?;
            Ok(conn)
        };
        let conn = open().map_err(|kind| StoreError::new(path, kind))?;
        Ok(Self { reader: Reader { conn, path: path.to_owned() } })
    }

    /// Like [`Self::open`], for commands that only read: creating or bringing forward excepted, nothing can be written.
    pub fn open_read_only(path: &Path, now: Moment) -> Result<Self, StoreError> {
        let book = Self::open(path, now)?;
        book.run(|conn| Ok(conn.pragma_update(None, "query_only", true)?))?;
        Ok(book)
    }
}

impl Reader {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The settings; defaults while nobody has saved any.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/read_settings.sql"))?;
            let saved: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
            saved.map_or_else(|| Ok(Settings::default()), |value| Ok(serde_json::from_str(&value)?))
        })
    }

    /// Answers several questions about one and the same state of the book, whatever others write meanwhile.
    pub fn snapshot<R, E: From<StoreError>>(&self, work: impl FnOnce() -> Result<R, E>) -> Result<R, E> {
        if !self.conn.is_autocommit() {
            return work();
        }
        let begin = || Ok(Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?);
        let _until_the_end = self.run(|_| begin())?;
        work()
    }

    /// What SQLite's own check finds wrong with the file; nothing when it is whole.
    pub fn quick_check(&self) -> Result<Vec<String>, StoreError> {
        self.run(quick_check)
    }

    /// Runs statements; an error gets the file's path.
    fn run<R>(&self, work: impl FnOnce(&Connection) -> Result<R, StoreErrorKind>) -> Result<R, StoreError> {
        work(&self.conn).map_err(|kind| StoreError::new(&self.path, kind))
    }
}

fn quick_check(conn: &Connection) -> Result<Vec<String>, StoreErrorKind> {
    let mut statement = conn.prepare("PRAGMA quick_check")?;
    let findings = statement.query_map([], |row| row.get::<_, String>(0))?;
    let findings: Vec<String> = findings.collect::<Result<_, _>>()?;
    Ok(findings.into_iter().filter(|finding| finding != "ok").collect())
}

/// Runs `work` in one write transaction of its own: all of it, or nothing.
fn immediately<R>(conn: &Connection, work: impl FnOnce() -> Result<R, StoreErrorKind>) -> Result<R, StoreErrorKind> {
    let transaction = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let result = work()?;
    transaction.commit()?;
    Ok(result)
}
