//! Rows of messages and receipts while they are put together: cells by their heading, and what was left out of them.

use super::{RawRow, RawTable};
use crate::domain::{RejectedRow, Rejection, SkippedRow, Warning};
use csv::StringRecord;
use std::collections::BTreeMap;

/// A row in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Line it begins at.
    pub(super) line: u32,
    cells: Vec<(&'static str, String)>,
}

impl Draft {
    pub(super) fn at(line: u32) -> Self {
        Self { line, cells: Vec::new() }
    }

    /// What stands under a heading so far.
    pub(super) fn get(&self, heading: &str) -> &str {
        self.cells.iter().find(|(known, _)| *known == heading).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Puts a value under a heading. Nothing never replaces something.
    pub(super) fn set(&mut self, heading: &'static str, value: &str) {
        if value.is_empty() {
            return;
        }
        match self.cells.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, cell)) => value.clone_into(cell),
            None => self.cells.push((heading, value.to_owned())),
        }
    }

    /// The same where nothing stands there yet.
    pub(super) fn set_if_empty(&mut self, heading: &'static str, value: &str) {
        if self.get(heading).is_empty() {
            self.set(heading, value);
        }
    }

    fn into_record(self, headings: &[&'static str]) -> StringRecord {
        headings.iter().map(|heading| self.get(heading)).collect()
    }
}

/// What a reader has made of a file so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    rows: Vec<Gathering>,
    dropped: BTreeMap<&'static str, u64>,
}

#[derive(Debug)]
enum Gathering {
    Draft(Draft),
    Other(RawRow),
}

impl Gathered {
    /// Adds a row and says where it stands.
    pub(super) fn add(&mut self, draft: Draft) -> usize {
        self.rows.push(Gathering::Draft(draft));
        self.rows.len() - 1
    }

    /// A row that was added before.
    pub(super) fn draft(&mut self, at: usize) -> Option<&mut Draft> {
        match self.rows.get_mut(at) {
            Some(Gathering::Draft(draft)) => Some(draft),
            _ => None,
        }
    }

    pub(super) fn skip(&mut self, line: u32, reason: &str) {
        self.rows.push(Gathering::Other(RawRow::Skipped(SkippedRow { line, reason: reason.to_owned() })));
    }

    pub(super) fn reject_cut_off(&mut self, line: u32) {
        let row = RejectedRow { line, column: String::new(), value: String::new(), reason: Rejection::CutOff };
        self.rows.push(Gathering::Other(RawRow::Rejected(row)));
    }

    /// Counts card data that were left out: `pan`, `track`, `cvv`, `pin`, `expiry`, `name`.
    pub(super) fn dropped(&mut self, what: &'static str) {
        *self.dropped.entry(what).or_default() += 1;
    }

    pub(super) fn into_table(self, headings: &[&'static str], encoding: &'static str) -> RawTable {
        let rows = self.rows.into_iter().map(|row| match row {
            Gathering::Draft(draft) => RawRow::Cells(draft.line, draft.into_record(headings)),
            Gathering::Other(row) => row,
        });
        let warnings = self.dropped.into_iter().map(|(what, count)| Warning {
            kind: "card-data-dropped".to_owned(),
            args: BTreeMap::from([("what".to_owned(), what.to_owned()), ("count".to_owned(), count.to_string())]),
        });
        RawTable {
            headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
            rows: rows.collect(),
            preamble: String::new(),
            encoding,
            warnings: warnings.collect(),
        }
    }
}
