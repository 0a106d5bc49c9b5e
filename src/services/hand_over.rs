//! Case records and summaries as files for other people.

use super::{CaseQuery, Desk, browse, day_close};
use crate::domain::{Days, Language, Problem};
use crate::export::{Summary, write_case_csv, write_case_xlsx, write_summary_pdf, write_summary_text};
use std::io::{self, Write};
use std::path::Path;

/// Writes case records into a file whose ending says in which form, `.csv` or `.xlsx`, and returns how many.
pub fn export_cases(desk: &Desk, query: &CaseQuery, to: &Path, language: Language) -> Result<usize, Problem> {
    let cases = browse::case_views(desk, query)?;
    match ending(to).as_str() {
        "csv" => write_file(to, |file| write_case_csv(file, &cases, language))?,
        "xlsx" => write_file(to, |file| write_case_xlsx(file, &cases, language))?,
        _ => return Err(Problem::UnknownExportForm { path: to.display().to_string() }),
    }
    Ok(cases.len())
}

/// Which summary is wanted, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRequest {
    /// One business day, or the days of a period.
    pub days: Days,
    /// Who makes it.
    pub operator: String,
    /// Its language.
    pub language: Language,
}

/// Writes the summary into a file whose ending says in which form: `.pdf` or `.txt`.
pub fn save_summary(desk: &Desk, request: &SummaryRequest, to: &Path) -> Result<(), Problem> {
    let write: fn(&mut dyn Write, &Summary<'_>, Language) -> io::Result<()> = match ending(to).as_str() {
        "pdf" => |out, summary, language| write_summary_pdf(out, summary, language),
        "txt" => |out, summary, language| write_summary_text(out, summary, language),
        _ => return Err(Problem::UnknownForm { path: to.display().to_string() }),
    };
    with_summary(desk, request, |summary| write_file(to, |file| write(file, summary, request.language)))
}

/// The summary as plain text.
pub fn summary_text(desk: &Desk, request: &SummaryRequest) -> Result<String, Problem> {
    with_summary(desk, request, |summary| {
        let mut text = Vec::new();
        let written = write_summary_text(&mut text, summary, request.language);
        written.map_err(|error| Problem::NotWritten { path: "-".to_owned(), detail: error.to_string() })?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    })
}

fn with_summary<R>(
    desk: &Desk,
    request: &SummaryRequest,
    write: impl FnOnce(&Summary<'_>) -> Result<R, Problem>,
) -> Result<R, Problem> {
    let (close, cases) = day_close(desk, request.days)?;
    let (_, head) = desk.book.history_head()?;
    let settings = desk.settings()?;
    write(&Summary {
        days: request.days,
        shop: &settings,
        close: &close,
        cases: &cases,
        at: desk.now(),
        operator: &request.operator,
        history_head: &head,
    })
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// Writes a file whole or not at all: into a neighbour first, then moved to its place.
fn write_file(
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
