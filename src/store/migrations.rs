//! From one version of the schema to the next: one transaction a step, after a copy of the file.

use super::columns::{Bytes, new_uid, offset_secs};
use super::connection::{APPLICATION_ID, create_private};
use super::error::StoreErrorKind;
use super::{history, immediately};
use crate::domain::Moment;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};

/// Step `n` leads from version `n` to version `n + 1`. Steps are added at the end; a released one is never edited.
pub(super) const STEPS: &[&str] = &[include_str!("schema/v1.sql"), include_str!("schema/v2.sql")];

/// What a file is, before any step was taken.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    /// Nothing yet.
    Empty,
    /// A case book of this version.
    Book(i64),
}

/// Brings the file at `path` to the newest version.
pub(super) fn migrate(conn: &Connection, path: &Path, now: Moment, steps: &[&str]) -> Result<(), StoreErrorKind> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    match inspect(conn)? {
        Found::Book(version) if version == known => return Ok(()),
        Found::Book(version) if version > known => return Err(StoreErrorKind::NewerVersion { found: version, known }),
        Found::Book(version) => copy_into(conn, &copy_path(path, version, now))?,
        Found::Empty => {}
    }
    while let Some(step) = take_step(conn, now, steps)? {
        debug_assert!(step < known);
    }
    Ok(())
}

/// Refuses what is no case book or one that a newer version of the program wrote.
pub(super) fn require_known(conn: &Connection) -> Result<(), StoreErrorKind> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    match inspect(conn)? {
        Found::Book(version) if version <= known => Ok(()),
        Found::Book(version) => Err(StoreErrorKind::NewerVersion { found: version, known }),
        Found::Empty => Err(StoreErrorKind::NotACaseBook),
    }
}

/// Takes the next step, if there is one, and says from which version. Another process may have taken it meanwhile.
fn take_step(conn: &Connection, now: Moment, steps: &[&str]) -> Result<Option<i64>, StoreErrorKind> {
    immediately(conn, || {
        let found = inspect(conn)?;
        let version = match found {
            Found::Empty => 0,
            Found::Book(version) => version,
        };
        let Some(step) = usize::try_from(version).ok().and_then(|version| steps.get(version)) else {
            return Ok(None);
        };
        conn.execute_batch(step)?;
        if found == Found::Empty {
            conn.pragma_update(None, "application_id", APPLICATION_ID)?;
            found_book(conn, now)?;
        }
        conn.pragma_update(None, "user_version", version + 1)?;
        Ok(Some(version))
    })
}

/// What the file is. One that another program wrote is refused; one that was created and then left empty is not.
fn inspect(conn: &Connection) -> Result<Found, StoreErrorKind> {
    let read = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0));
    let application = read("PRAGMA application_id")?;
    let version = read("PRAGMA user_version")?;
    let objects = read("SELECT count(*) FROM sqlite_schema")?;
    match (application, version, objects) {
        (0, 0, 0) => Ok(Found::Empty),
        (application, 1.., _) if application == i64::from(APPLICATION_ID) => Ok(Found::Book(version)),
        _ => Err(StoreErrorKind::NotACaseBook),
    }
}

/// Writes what every book begins with.
fn found_book(conn: &Connection, now: Moment) -> Result<(), StoreErrorKind> {
    let uid = Bytes(*new_uid(now).as_bytes());
    conn.execute(include_str!("sql/found_book.sql"), params![uid, now.timestamp(), offset_secs(now)])?;
    conn.execute(include_str!("sql/found_history.sql"), [Bytes(history::start_of_chain(uid.0))])?;
    Ok(())
}

/// Where the copy of an older book goes: `casebook.db.v1-20261123T214000.bak`.
fn copy_path(path: &Path, version: i64, now: Moment) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".v{version}-{}.bak", now.format("%Y%m%dT%H%M%S")));
    name.into()
}

/// Copies the whole book as it stands into a file of its own, readable by its owner alone. A file that already holds
/// something is refused.
pub(super) fn copy_into(conn: &Connection, target: &Path) -> Result<(), StoreErrorKind> {
    let file = create_private(target)?;
    let name = target.to_str().ok_or_else(|| StoreErrorKind::Misuse {
        detail: format!("the copy's path is not Unicode: {}", target.display()),
    })?;
    conn.execute("VACUUM INTO ?1", [name])?;
    file.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::connection::open;
    use super::*;

    fn now() -> Moment {
        "2026-11-23T21:40:00+08:00".parse().unwrap()
    }

    fn version(conn: &Connection) -> i64 {
        conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_older_book_is_copied_and_then_brought_forward() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let conn = open(&path).unwrap();
        migrate(&conn, &path, now(), STEPS).unwrap();
        let newer = [STEPS, &["CREATE TABLE added (x INTEGER) STRICT;"]].concat();
        migrate(&conn, &path, now(), &newer).unwrap();

        assert_eq!(version(&conn), STEPS.len() as i64 + 1);
        conn.execute("INSERT INTO added VALUES (1)", []).unwrap();
        let copy = Connection::open(folder.path().join("book.db.v2-20261123T214000.bak")).unwrap();
        assert_eq!(version(&copy), STEPS.len() as i64);
        assert!(copy.prepare("SELECT * FROM added").is_err());
        assert_eq!(copy.query_row("SELECT count(*) FROM book", [], |row| row.get::<_, i64>(0)), Ok(1));
    }

    #[test]
    fn a_step_that_fails_leaves_the_book_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let conn = open(&path).unwrap();
        migrate(&conn, &path, now(), STEPS).unwrap();
        let newer = [STEPS, &["CREATE TABLE added (x INTEGER) STRICT; SELECT nonsense;"]].concat();

        assert!(migrate(&conn, &path, now(), &newer).is_err());
        assert_eq!(version(&conn), STEPS.len() as i64);
        assert!(conn.prepare("SELECT * FROM added").is_err());
        migrate(&conn, &path, now(), STEPS).unwrap();
    }
}
