//! Lines that are neither rows nor headings: totals, comments, rules, headings repeated. Only a line that could not be
//! read as a row is asked, so that a shop called "Total" loses nothing.

use super::cells::{lookup_form, trimmed};
use super::fields::Field;
use super::layout::Layout;
use super::record::Record;
use super::words::Words;

/// Recognises such lines in one file, and remembers the totals that they state.
pub(super) struct Furniture<'l> {
    layout: &'l Layout,
    words: &'l Words,
    time_columns: Vec<usize>,
    /// The line before was a heading of totals; the column of the count, if it has one.
    totals_follow: Option<Option<usize>>,
    /// The line before was a note: so is what follows, as long as it is one cell.
    notes_follow: bool,
    /// How many rows the footer says there are.
    pub(super) stated_rows: Option<u64>,
}

impl<'l> Furniture<'l> {
    pub(super) fn new(layout: &'l Layout, words: &'l Words) -> Self {
        let fields = [Field::Time, Field::Date];
        let time_columns =
            layout.rules.iter().flat_map(|rule| fields.iter().filter_map(|field| rule.columns.at(*field))).collect();
        Self { layout, words, time_columns, totals_follow: None, notes_follow: false, stated_rows: None }
    }

    /// Whether an unreadable line is no row.
    pub(super) fn takes(&mut self, record: &Record) -> bool {
        let Some(first) = record.iter().map(trimmed).find(|cell| !cell.is_empty()) else { return true };
        let has_row_width = record.len() >= self.layout.headings.len();
        if let Some(count) = self.totals_follow.take().filter(|_| !has_row_width) {
            self.stated_rows = self.stated_rows.or_else(|| whole_number(trimmed(record.get(count?)?)));
            return true;
        }
        if self.repeats_headings(record) || is_rule(record) {
            return true;
        }
        if stands_alone(record) && (self.notes_follow || is_note(first)) {
            self.notes_follow = true;
            return true;
        }
        let names_a_time = self.time_columns.iter().any(|column| has_digit(record.get(*column).unwrap_or_default()));
        let begins_total = self.words.begins_total(first) || self.is_footer_heading(first);
        if names_a_time || !(begins_total || first.starts_with('#')) {
            return false;
        }
        let states_nothing_yet = begins_total && !record.iter().any(has_digit);
        if states_nothing_yet && !has_row_width {
            self.totals_follow = Some(self.count_column(record));
        }
        true
    }

    /// A row was read: what follows is no totals line.
    pub(super) fn pass(&mut self) {
        self.totals_follow = None;
        self.notes_follow = false;
    }

    /// Whether the footer that the format describes begins here.
    fn is_footer_heading(&self, first: &str) -> bool {
        self.layout.footer_count.as_ref().is_some_and(|heading| lookup_form(first) == *heading)
    }

    fn count_column(&self, record: &Record) -> Option<usize> {
        let heading = self.layout.footer_count.as_ref()?;
        record.iter().position(|cell| lookup_form(cell) == *heading)
    }

    fn repeats_headings(&self, record: &Record) -> bool {
        let same = self
            .layout
            .headings
            .iter()
            .zip(record.iter())
            .filter(|(heading, cell)| heading.text == trimmed(cell))
            .count();
        same == self.layout.headings.len()
    }
}

/// Whether one cell is all that a line of a table says.
pub(super) fn stands_alone(record: &Record) -> bool {
    record.iter().filter(|cell| !trimmed(cell).is_empty()).take(2).count() == 1
}

/// `导出信息：`, `Account: shop`, `----- end of list -----`: a label that is no time of day, or a rule with words in it.
fn is_note(cell: &str) -> bool {
    let label = cell.split_once(['：', ':']).map(|(label, _)| label).unwrap_or_default();
    cell.starts_with("--") || (!label.is_empty() && !has_digit(label))
}

/// `-----------`, `=====`.
fn is_rule(record: &Record) -> bool {
    record.iter().all(|cell| cell.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '=' | '*' | '_' | '#')))
}

fn has_digit(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// `45` or `45.0`.
fn whole_number(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.bytes().all(|byte| byte == b'0') { whole.parse().ok() } else { None }
}
