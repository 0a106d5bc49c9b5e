//! Case records and summaries as files for other people.

use super::{CaseQuery, Desk, browse};
use crate::domain::{BusinessDay, Language, Problem};
use crate::export::{Summary, write_case_csv, write_summary_text};
use std::io::{self, Write};
use std::path::Path;

/// Writes case records as CSV and returns how many.
pub fn export_cases(desk: &Desk, query: &CaseQuery, to: &Path, language: Language) -> Result<usize, Problem> {
    let cases = browse::case_views(desk, query)?;
    write_file(to, |file| write_case_csv(file, &cases, language))?;
    Ok(cases.len())
}

/// Writes the summary of a day as text.
pub fn write_summary(
    desk: &Desk,
    day: BusinessDay,
    operator: &str,
    language: Language,
    out: impl Write,
) -> Result<(), Problem> {
    let (day, cases) = browse::day_view(desk, day)?;
    let (_, head) = desk.book.history_head()?;
    let summary = Summary::new(&day, &cases, desk.now(), operator, &head);
    let written = write_summary_text(out, &summary, language);
    written.map_err(|error| Problem::NotWritten { path: "-".to_owned(), detail: error.to_string() })
}

/// Writes a file whole or not at all: into a neighbour first, then moved to its place.
pub fn write_file(
    to: &Path,
    write: impl FnOnce(&mut io::BufWriter<&std::fs::File>) -> io::Result<()>,
) -> Result<(), Problem> {
    let problem = |error: &dyn std::fmt::Display| Problem::NotWritten {
        path: to.display().to_string(),
        detail: error.to_string(),
    };
    let mut neighbour_name = to.file_name().unwrap_or_default().to_owned();
    neighbour_name.push(".part");
    let neighbour = to.with_file_name(neighbour_name);
    let result = std::fs::File::create(&neighbour).and_then(|file| {
        let mut out = io::BufWriter::new(&file);
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.sync_all()?;
        std::fs::rename(&neighbour, to)
    });
    result.map_err(|error| {
        // The half-written neighbour is of no use to anybody; that it may not be there at all is fine.
        let _ = std::fs::remove_file(&neighbour);
        problem(&error)
    })
}
