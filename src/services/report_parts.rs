//! What the parts of one file came to: members of an archive and sheets of a workbook that are no report do not make the
//! file fail where others are.

use crate::domain::{FileProblem, ReportSummary, Warning};
use crate::import::ReadReport;
use std::collections::BTreeMap;

/// One part of a file, read or not.
pub(super) struct ReadPart {
    pub(super) name: String,
    /// Name of the workbook that it is a sheet of.
    pub(super) book: Option<String>,
    /// SHA-256 of its bytes.
    pub(super) sha256: [u8; 32],
    pub(super) content: Result<Content, FileProblem>,
}

/// What a part holds.
pub(super) enum Content {
    /// A report.
    New(ReadReport),
    /// A report that the case book has; what was stored of it.
    Known(ReportSummary),
}

impl Content {
    fn summary(&mut self) -> &mut ReportSummary {
        match self {
            Self::New(report) => &mut report.summary,
            Self::Known(summary) => summary,
        }
    }
}

/// The parts that count, under the names to show.
pub(super) fn settle(mut parts: Vec<ReadPart>) -> Vec<ReadPart> {
    name_after_books(&mut parts);
    if parts.iter().any(|part| part.content.is_ok()) {
        leave_out_what_is_no_report(&mut parts);
    } else if parts.len() > 1 {
        // One sentence says why nothing was found: that of the part that comes nearest to a report.
        let nearest = parts.iter().position(|part| matches!(&part.content, Err(FileProblem::NotRecognised { .. })));
        let other = parts.iter().position(|part| part.content.as_ref().is_err_and(|problem| !is_no_report(problem)));
        let at = other.or(nearest).unwrap_or_default();
        parts = parts.into_iter().skip(at).take(1).collect();
    }
    for part in &mut parts {
        if let Ok(content) = &mut part.content {
            content.summary().file.clone_from(&part.name);
        }
    }
    parts
}

/// A workbook with one report goes by its own name.
fn name_after_books(parts: &mut [ReadPart]) {
    let books: Vec<Option<String>> = parts.iter().map(|part| part.book.clone()).collect();
    let read: Vec<bool> = parts.iter().map(|part| part.content.is_ok()).collect();
    for (at, part) in parts.iter_mut().enumerate() {
        let Some(book) = &books[at] else { continue };
        let others = books.iter().enumerate().filter(|(other, name)| *other != at && name.as_ref() == Some(book));
        let is_only = read[at] && others.clone().all(|(other, _)| !read[other]);
        if is_only {
            part.name.clone_from(book);
        }
    }
}

/// Takes out what is no report and names it in a warning of the first that is one.
fn leave_out_what_is_no_report(parts: &mut Vec<ReadPart>) {
    let mut warnings = Vec::new();
    parts.retain(|part| {
        let is_left_out = part.content.as_ref().is_err_and(is_no_report);
        if is_left_out {
            let args = BTreeMap::from([("part".to_owned(), part.name.clone())]);
            warnings.push(Warning { kind: "part-not-recognised".to_owned(), args });
        }
        !is_left_out
    });
    let first = parts.iter_mut().find_map(|part| part.content.as_mut().ok());
    if let Some(content) = first {
        let known = &mut content.summary().warnings;
        warnings.retain(|warning| !known.contains(warning));
        known.extend(warnings);
    }
}

/// Whether a part was never meant as a report: a readme, a picture, a sheet of sums.
fn is_no_report(problem: &FileProblem) -> bool {
    matches!(
        problem,
        FileProblem::Empty
            | FileProblem::Binary
            | FileProblem::NoTable
            | FileProblem::WebPage
            | FileProblem::HeaderWithoutRows
            | FileProblem::NotRecognised { .. }
    )
}
