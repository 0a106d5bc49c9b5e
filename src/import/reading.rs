//! Sorts the records of one report: entries, skipped rows, rejected ones, or no rows at all.

use super::coverage::Extent;
use super::error::ImportError;
use super::fields::Field;
use super::formats::FormatLibrary;
use super::furniture::{self, Furniture};
use super::layout::Layout;
use super::readers::RawRow;
use super::record::Record;
use super::records::{Next, Records, sound_width};
use super::rows::{NotAnEntry, RowReader};
use super::tally::{About, Tally};
use super::{ImportOptions, Listener, ReportEnd, cells, guard};
use crate::domain::{Entry, RejectedRow, Rejection, SkippedRow};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// Entries handed on at once: few enough to stay in the processor's cache from the first to the last who looks at them.
const BATCH: usize = 128;
/// Why a row about a batch as a whole is no entry.
const ABOUT_BATCH: &str = "batch";
/// Why a further part of a payment is no entry of its own.
const PART: &str = "part-of-payment";
/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 4096;

/// One report while its rows are read.
pub(super) struct Reading<'r> {
    encoding: &'static str,
    /// Text above the headings, which may state the period.
    preamble: &'r str,
    layout: &'r Layout,
    formats: &'r FormatLibrary,
    rows: RowReader<'r>,
    furniture: Furniture<'r>,
    pub(super) tally: Tally,
    extent: Extent,
    entries: Vec<Entry>,
    /// Where the first part of a payment stands among the entries, by its number.
    parts: FxHashMap<CompactString, usize>,
    /// Whether every cell must be searched for what is no text.
    pub(super) may_hold_garbage: bool,
}

impl<'r> Reading<'r> {
    pub(super) fn new(
        rows: RowReader<'r>,
        layout: &'r Layout,
        formats: &'r FormatLibrary,
        encoding: &'static str,
        preamble: &'r str,
    ) -> Self {
        Self {
            encoding,
            preamble,
            layout,
            formats,
            rows,
            furniture: Furniture::new(layout, &formats.words),
            tally: Tally::default(),
            extent: Extent::default(),
            entries: Vec::new(),
            parts: FxHashMap::default(),
            may_hold_garbage: false,
        }
    }

    /// Reads the records of a table to their end.
    pub(super) fn read_rows(
        &mut self,
        records: &mut Records<'_>,
        listener: &mut Listener<'_>,
    ) -> Result<(), ImportError> {
        // The parts of a payment are added to the first, wherever they stand.
        let keeps_all = self.layout.has_parts();
        let mut record = Record::default();
        let mut next_report = PROGRESS_ROWS;
        loop {
            match records.next(&mut record)? {
                Next::Record { line } => self.take(&record, line),
                Next::OpenQuote { line } => self.reject_whole(line, "", Rejection::UnclosedQuote),
                Next::TooLong { line } => self.reject_whole(line, "", Rejection::NotText),
                Next::End => return Ok(()),
            }
            if self.entries.len() >= BATCH && !keeps_all {
                self.hand_on(listener);
            }
            if self.tally.rows >= next_report {
                next_report += PROGRESS_ROWS;
                if (listener.progress)(self.tally.rows).is_break() {
                    return Err(ImportError::Cancelled);
                }
            }
        }
    }

    fn hand_on(&mut self, listener: &mut Listener<'_>) {
        let batch = std::mem::replace(&mut self.entries, Vec::with_capacity(BATCH));
        batch.iter().for_each(|entry| self.tally.accept(entry));
        (listener.entries)(batch);
    }

    /// Sorts one record: an entry, a skipped row, a rejected one, or no row at all.
    fn take(&mut self, record: &Record, line: u32) {
        let width = self.layout.headings.len();
        let joined = record.joined_at_backticks(width);
        let record = joined.as_ref().unwrap_or(record);
        let fault = if self.may_hold_garbage && record.iter().any(|cell| cell.contains(['\0', '\u{fffd}'])) {
            Some(Rejection::NotText)
        } else if record.len() < width {
            Some(Rejection::CutOff)
        } else if record.len() > width && sound_width(record) > width {
            Some(Rejection::TooManyFields)
        } else {
            None
        };
        if let Some(reason) = fault {
            if !self.furniture.takes(record) {
                self.reject_whole(line, self.last_cell(record), reason);
            }
            return;
        }
        self.sort(record, line);
    }

    /// The same for what a reader has made of a file.
    pub(super) fn take_raw(&mut self, row: RawRow) {
        match row {
            RawRow::Cells(line, cells) => self.sort(&Record::from(&cells), line),
            RawRow::Skipped(row) => {
                self.tally.rows += 1;
                self.tally.skipped.push(row);
            }
            RawRow::Rejected(row) => {
                self.tally.rows += 1;
                self.tally.rejected.push(row);
            }
        }
    }

    /// Sorts a record of sound width.
    fn sort(&mut self, record: &Record, line: u32) {
        match self.rows.read(record, line) {
            Ok(entry) => {
                self.extent.see(&entry);
                if self.is_further_part(record, &entry) {
                    self.tally.skipped.push(SkippedRow { line, reason: PART.to_owned() });
                } else {
                    self.entries.push(entry);
                }
            }
            // A note below the rows may look like the rows that a format leaves out.
            Err(NotAnEntry::Skipped { .. }) if furniture::stands_alone(record) && self.furniture.takes(record) => {
                return;
            }
            Err(NotAnEntry::Skipped { reason, time }) => {
                if let Some(time) = time {
                    self.extent.see_time(time);
                }
                self.tally.skipped.push(SkippedRow { line, reason });
            }
            Err(NotAnEntry::Batch(batch)) => {
                self.extent.see_batch(batch);
                self.tally.skipped.push(SkippedRow { line, reason: ABOUT_BATCH.to_owned() });
            }
            Err(NotAnEntry::Rejected(_)) if self.furniture.takes(record) => return,
            Err(NotAnEntry::Rejected(row)) => self.tally.rejected.push(row),
        }
        self.furniture.pass();
        self.tally.rows += 1;
    }

    /// Whether a row is a further part of a payment that was read before; its amount is added there.
    fn is_further_part(&mut self, record: &Record, entry: &Entry) -> bool {
        if !self.layout.has_parts() {
            return false;
        }
        let Some(number) = self.rows.part_of(record) else { return false };
        let number = compact_str::format_compact!("{} {} {number}", entry.kind, entry.amount.currency);
        match self.parts.get(&number) {
            None => {
                self.parts.insert(number, self.entries.len());
                false
            }
            Some(&first) => {
                let first = &mut self.entries[first];
                // Past 64 bits nothing is added: the parts then stand as payments of their own.
                let sum = first.amount.minor.checked_add(entry.amount.minor);
                first.amount.minor = sum.unwrap_or(first.amount.minor);
                sum.is_some()
            }
        }
    }

    fn reject_whole(&mut self, line: u32, value: &str, reason: Rejection) {
        let value = guard::for_people(value);
        self.tally.rows += 1;
        self.tally.rejected.push(RejectedRow { line, column: String::new(), value, reason });
    }

    /// The last cell of a broken row, by which a person finds the place; nothing where it could be a secret.
    fn last_cell<'c>(&self, record: &'c Record) -> &'c str {
        let last = sound_width(record).saturating_sub(1);
        let may_be_secret = self.layout.rules.iter().any(|rule| {
            let columns = &rule.columns;
            columns.at(Field::Secret).is_some() || columns.at(Field::Card) == Some(last)
        });
        if may_be_secret { "" } else { record.get(last).map(cells::trimmed).unwrap_or_default() }
    }

    /// Hands on the last entries and sums up.
    pub(super) fn finish(mut self, options: &ImportOptions<'_>, listener: &mut Listener<'_>) -> ReportEnd {
        self.hand_on(listener);
        let layout = self.layout;
        if let Some(stated) = self.furniture.stated_rows.filter(|stated| *stated != self.tally.rows) {
            let args = [("stated", stated.to_string()), ("rows", self.tally.rows.to_string())];
            self.rows.notices.add("footer-count-differs", args);
        }
        let about = About {
            file_name: options.file_name,
            format: layout.format.clone(),
            source: layout.source,
            encoding: self.encoding,
            period: self.extent.rows,
            terminals: self.extent.terminals.len(),
            warnings: self.rows.notices.into_warnings(),
        };
        ReportEnd {
            summary: self.tally.into_summary(about),
            coverage: self.extent.coverage(layout, self.preamble, &self.formats.words),
        }
    }
}
