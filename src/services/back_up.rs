//! A copy of the case book that can be kept elsewhere, and a copy brought back.

use super::Desk;
use super::work_case::author;
use crate::domain::Problem;
use std::path::{Path, PathBuf};

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BackedUp {
    /// Where it lies.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Head of the history that it holds.
    pub history_head: String,
}

/// Copies the whole case book into a new file while others go on working. A file that is there already stays as it is.
pub fn back_up(desk: &Desk, to: &Path) -> Result<BackedUp, Problem> {
    let not_written = |detail: String| Problem::NotWritten { path: to.display().to_string(), detail };
    if to.exists() {
        return Err(Problem::AlreadyThere { path: to.display().to_string() });
    }
    let copied = desk.book.copy_to(to);
    if let Err(error) = copied {
        // A half-made copy must not be taken for a whole one; that it may not be there at all is fine.
        let _ = std::fs::remove_file(to);
        return Err(not_written(error.kind.to_string()));
    }
    let bytes = std::fs::metadata(to).map_err(|error| not_written(error.to_string()))?.len();
    let (_, history_head) = desk.book.history_head()?;
    Ok(BackedUp { file: to.to_owned(), bytes, history_head })
}

/// Puts a copy in the place of everything that the case book holds; returns where that was copied to first.
pub fn restore(desk: &mut Desk, from: &Path, operator: &str) -> Result<PathBuf, Problem> {
    let author = author(desk, operator);
    let aside = desk.book.restore_from(from, &author)?;
    desk.clock = desk.clock.in_shop(&desk.book.settings()?);
    Ok(aside)
}
