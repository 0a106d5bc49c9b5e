//! Copies of the whole book, and a copy put back in its place.

use super::error::{StoreError, StoreErrorKind};
use super::history::{self, BookEvent};
use super::{CaseBook, Reader, connection, immediately, migrations, quick_check};
use crate::domain::{Author, Moment};
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages moved at once; the book is locked for all of them, so there is nothing to wait for in between.
const PAGES: i32 = 4096;

impl Reader {
    /// Copies the book as it stands now into a new file, readable by its owner alone, while others go on working.
    pub fn copy_to(&self, target: &Path) -> Result<(), StoreError> {
        self.run(|conn| migrations::copy_into(conn, target))
    }
}

impl CaseBook {
    /// Puts a copy in the place of everything that this book holds, and returns where what it held until now was copied
    /// to. The restored book's history says that it was restored.
    ///
    /// # Errors
    /// When the copy is no case book, newer than this program, damaged, or its history does not hold: then nothing was
    /// changed.
    pub fn restore_from(&mut self, copy: &Path, author: &Author) -> Result<PathBuf, StoreError> {
        let source = open_sound(copy).map_err(|kind| StoreError::new(copy, kind))?;
        let aside = aside_path(self.path(), author.at);
        self.copy_to(&aside)?;
        let restored = self.replace_by(&source, &file_name(copy), author);
        restored.map(|()| aside).map_err(|kind| StoreError::new(self.path(), kind))
    }

    fn replace_by(&mut self, source: &Connection, name: &str, author: &Author) -> Result<(), StoreErrorKind> {
        let Reader { conn, path } = &mut self.reader;
        Backup::new(source, conn)?.run_to_completion(PAGES, Duration::ZERO, None)?;
        migrations::migrate(conn, path, author.at, migrations::STEPS)?;
        let event = serde_json::to_string(&BookEvent::Restored { from: name })?;
        immediately(conn, || history::append(conn, author, None, &event).map(|_| ()))
    }
}

/// Opens a copy for reading, once it is known to be whole.
fn open_sound(copy: &Path) -> Result<Connection, StoreErrorKind> {
    connection::require_book(copy)?;
    let conn = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    migrations::require_known(&conn)?;
    let damage = quick_check(&conn)?;
    if !damage.is_empty() {
        return Err(StoreErrorKind::Damaged { detail: damage.join("; ") });
    }
    match history::verify(&conn)?.first_broken {
        None => Ok(conn),
        Some(seq) => Err(StoreErrorKind::Damaged { detail: format!("history entry {seq} was changed") }),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// `casebook.sqlite.before-restore-20261123T214000.bak`, or the next free number behind it.
fn aside_path(book: &Path, now: Moment) -> PathBuf {
    let stamp = now.format("%Y%m%dT%H%M%S");
    let named = |number: u32| {
        let mut name = book.as_os_str().to_owned();
        let suffix = if number == 0 { String::new() } else { format!("-{number}") };
        name.push(format!(".before-restore-{stamp}{suffix}.bak"));
        PathBuf::from(name)
    };
    (0..).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(0))
}
