//! Opening the file: what it must be, who may read it, how SQLite is set up.

use super::error::StoreErrorKind;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

/// Marks an SQLite file as a case book: `LEnd`.
pub(super) const APPLICATION_ID: i32 = 0x4C45_6E64;

/// What every SQLite file begins with.
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// A write that waits asks again after this long, so often that it gets in between two batches of an import.
const LOCK_POLL: Duration = Duration::from_millis(1);

/// How often it asks before it gives up: ten seconds or somewhat more.
const LOCK_POLLS: i32 = 10_000;

/// Opens the file at `path`, creating it, and the folders above it, where they are missing.
pub(super) fn open(path: &Path) -> Result<Connection, StoreErrorKind> {
    prepare_file(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    conn.busy_handler(Some(wait_for_lock))?;
    conn.set_prepared_statement_cache_capacity(64);
    // SQLite falls back to reading alone where the file is write-protected; a case book must be writable.
    if conn.is_readonly("main")? {
        return Err(StoreErrorKind::PermissionDenied);
    }
    // Takes effect in a new file only.
    conn.pragma_update(None, "page_size", 8192)?;
    use_write_ahead_log(&conn)?;
    conn.execute_batch(include_str!("sql/connection.sql"))?;
    Ok(conn)
}

/// Opens or creates a file that only its owner may read.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn prepare_file(path: &Path) -> Result<(), StoreErrorKind> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(StoreErrorKind::Folder),
        Ok(found) if found.len() == 0 => Ok(()),
        Ok(_) => {
            require_sqlite(path)?;
            refuse_foreign(path)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                create_private_folders(folder)?;
            }
            create_private(path)?;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes a folder, and those above it that are missing, for its owner alone.
pub(super) fn create_private_folders(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Refuses what is no file of a case book, and leaves it exactly as it is.
pub(super) fn require_book(path: &Path) -> Result<(), StoreErrorKind> {
    if fs::metadata(path)?.is_dir() {
        return Err(StoreErrorKind::Folder);
    }
    require_sqlite(path)
}

fn require_sqlite(path: &Path) -> Result<(), StoreErrorKind> {
    let mut start = [0; SQLITE_MAGIC.len()];
    match File::open(path)?.read_exact(&mut start) {
        Ok(()) if start == *SQLITE_MAGIC => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error.into()),
        _ => Err(StoreErrorKind::NotACaseBook),
    }
}

/// Another program's database is left exactly as it is: setting it up for writing would change its first page.
fn refuse_foreign(path: &Path) -> Result<(), StoreErrorKind> {
    // Writable, though nothing is written: a book whose making was cut short can only be read after SQLite has mended it.
    let mut conn =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_handler(Some(wait_for_lock))?;
    let mark: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let is_empty: bool = conn.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))?;
    if mark == APPLICATION_ID || is_empty { Ok(()) } else { Err(StoreErrorKind::NotACaseBook) }
}

/// Readers never wait for a writer with this log, nor a writer for readers. The switch is kept in the file; making it
/// needs the file for oneself, and SQLite does not wait for that by itself.
fn use_write_ahead_log(conn: &Connection) -> Result<(), StoreErrorKind> {
    let mut asked = 0;
    loop {
        let switched = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
        match switched.map_err(StoreErrorKind::from) {
            Ok(mode) if mode.eq_ignore_ascii_case("wal") => return Ok(()),
            Ok(_) => {
                let detail = "this place does not allow a write-ahead log; is it on a network share?".to_owned();
                return Err(StoreErrorKind::Io { detail });
            }
            Err(StoreErrorKind::Busy) if wait_for_lock(asked) => asked += 1,
            Err(error) => return Err(error),
        }
    }
}

fn wait_for_lock(asked: i32) -> bool {
    std::thread::sleep(LOCK_POLL);
    asked < LOCK_POLLS
}
