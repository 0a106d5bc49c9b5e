//! Which rows a rule of a format reads.

use super::cells::{lookup_form, trimmed};
use super::fields::Field;
use super::format_file::{Test, When};
use super::record::Record;
use super::vocabulary::Heading;
use std::collections::BTreeMap;

/// What one cell must show.
#[derive(Clone, Debug)]
pub(super) struct CellTest {
    column: usize,
    checks: Vec<Check>,
}

#[derive(Clone, Debug)]
enum Check {
    IsOneOf(Vec<String>),
    IsNoneOf(Vec<String>),
    StartsWith(Vec<String>),
    Contains(Vec<String>),
    IsEmpty(bool),
    IsNegative(bool),
}

/// The tests of a condition for one file's headings; none where a row of this file can never fulfil it.
pub(super) fn bind(when: &When, headings: &[Heading], columns: &BTreeMap<Field, Vec<String>>) -> Option<Vec<CellTest>> {
    let mut bound = Vec::new();
    for test in when.tests() {
        let checks = checks(test);
        let forms = test.heading.names(columns).iter().map(|name| lookup_form(name));
        let column = forms.filter_map(|form| headings.iter().position(|heading| heading.form == form)).next();
        match column {
            Some(column) => bound.push(CellTest { column, checks }),
            // A column that is not there says nothing in every row.
            None if checks.iter().all(|check| check.holds("")) => {}
            None => return None,
        }
    }
    Some(bound)
}

fn checks(test: &Test) -> Vec<Check> {
    let forms = |words: &[String]| -> Vec<String> { words.iter().map(|word| lookup_form(word)).collect() };
    let lists = [
        (&test.words, Check::IsOneOf as fn(Vec<String>) -> Check),
        (&test.not_words, Check::IsNoneOf),
        (&test.starts_with, Check::StartsWith),
        (&test.contains, Check::Contains),
    ];
    let mut checks: Vec<Check> =
        lists.into_iter().filter(|(words, _)| !words.is_empty()).map(|(words, check)| check(forms(words))).collect();
    checks.extend(test.empty.map(Check::IsEmpty));
    checks.extend(test.negative.map(Check::IsNegative));
    checks
}

impl CellTest {
    /// The column it looks at.
    pub(super) fn column(&self) -> usize {
        self.column
    }

    /// Whether a row fulfils it.
    pub(super) fn holds(&self, record: &Record) -> bool {
        let cell = trimmed(record.get(self.column).unwrap_or_default());
        self.checks.iter().all(|check| check.holds(cell))
    }
}

impl Check {
    fn holds(&self, cell: &str) -> bool {
        match self {
            Self::IsOneOf(words) => words.contains(&lookup_form(cell)),
            Self::IsNoneOf(words) => !words.contains(&lookup_form(cell)),
            Self::StartsWith(words) => {
                let form = lookup_form(cell);
                words.iter().any(|word| form.starts_with(word.as_str()))
            }
            Self::Contains(words) => {
                let form = lookup_form(cell);
                words.iter().any(|word| form.contains(word.as_str()))
            }
            Self::IsEmpty(is_empty) => cell.is_empty() == *is_empty,
            Self::IsNegative(is_negative) => (cell.contains('-') || cell.starts_with('(')) == *is_negative,
        }
    }
}
