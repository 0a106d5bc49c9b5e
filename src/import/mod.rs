//! Reports: bytes → entries.
//!
//! The way of a file: it is read whole, refused if it is no table ([`sniff`]), turned into text ([`decode`]); its line of
//! headings is found and bound to meanings once ([`header`], [`layout`]); the columns are surveyed for what no single cell
//! tells ([`profile`]); then each record becomes an entry, a skipped row or a rejected one ([`records`], [`rows`]). A log, a
//! slip or a bank statement is first taken apart into such records ([`readers`]).
//! Formats, headings and words are data: `assets/formats/`, `assets/headers/`.
//!
//! What never happens here: a row lost without a trace, an amount or a date guessed, a card number kept whole.

mod amounts;
mod cells;
mod condition;
mod coverage;
mod dates;
mod decode;
mod error;
mod fields;
mod findings;
mod fixed_width;
mod format_file;
mod formats;
mod furniture;
mod guard;
mod header;
mod layout;
mod profile;
mod propose;
mod readers;
mod records;
mod renamed;
mod row_money;
mod rows;
mod shapes;
mod sniff;
mod tally;
mod vocabulary;
mod words;
mod zones;

pub use error::{BinaryKind, FormatError, ImportError, Markup};
pub use fields::{Field, Missing};
pub use formats::{FormatInfo, FormatLibrary};
pub use propose::{ProfileText, Unknown, profile_text, propose};

use crate::domain::{
    Coverage, Currency, Entry, Moment, RejectedRow, Rejection, ReportSummary, SkippedRow, Source, Zone,
};
use compact_str::CompactString;
use coverage::Extent;
use csv::StringRecord;
use decode::Decoded;
use furniture::Furniture;
use header::Found;
use layout::Layout;
use profile::Profile;
use readers::{HEAD_BYTES, Head, RawRow, RawTable, Reader};
use records::{Next, Records, sound_width};
use rows::{NotAnEntry, RowReader};
use rustc_hash::FxHashMap;
use std::io::Read;
use std::ops::ControlFlow;
use tally::{About, Tally};
use vocabulary::Heading;

/// Largest file that is read: ten million rows and more than any report has.
const LIMIT_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// Rows are hardly ever shorter, so a file of blank lines makes no room for entries that it does not have.
const USUAL_ROW_BYTES: usize = 48;
/// Why a row about a batch as a whole is no entry.
const BATCH: &str = "batch";
/// Why a further part of a payment is no entry of its own.
const PART: &str = "part-of-payment";
/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 4096;

/// What is known about a file before it is read.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions<'a> {
    /// Its name, with or without folder; helps to tell whose report it is.
    pub file_name: &'a str,
    /// Its size where that is known, so that room for it is made at once; nothing depends on it being right.
    pub size_bytes: Option<u64>,
    /// When it was last written; stands for the time of messages that name none.
    pub written_at: Option<Moment>,
    /// Whose report it is, where a person says so.
    pub source: Option<Source>,
    /// Id of its format, where a person says so.
    pub format: Option<&'a str>,
    /// Zone of local times, unless the format or the cell itself names one.
    pub zone: Zone,
    /// Currency of amounts that name none.
    pub currency: Currency,
}

/// What reading a report gave.
#[derive(Debug)]
pub struct ReadReport {
    /// Counts, totals, rows not used, warnings.
    pub summary: ReportSummary,
    /// The entries, in the order of the file; not yet numbered.
    pub entries: Vec<Entry>,
    /// What the report can speak of by saying nothing; none where not even one row names a time.
    pub coverage: Option<Coverage>,
}

/// Reads one report. `progress` is told the rows read so far every few thousand rows and may stop the reading.
///
/// # Errors
/// When nothing can be read at all; a bad row is no error but stands in the summary.
pub fn read_report(
    input: &mut dyn Read,
    options: &ImportOptions<'_>,
    formats: &FormatLibrary,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<ReadReport, ImportError> {
    let bytes = read_all(input, options.size_bytes.unwrap_or(0))?;
    if let Some(reader) = claiming_reader(&bytes) {
        let table = reader.read(&bytes)?;
        let layout = header::of_reader(reader.id(), &table.headings, &table.preamble, options, formats)?;
        return read_apart(table, layout, options, formats);
    }
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    if let Some((format, shaped)) =
        fixed_width::claiming(head, formats, options.format).and_then(|format| Some((format, format.shaped.as_ref()?)))
    {
        let headings = shaped.columns.iter().map(|name| Heading::new(name, &formats.words)).collect();
        let table = fixed_width::take_apart(&bytes, shaped);
        return read_apart(table, format.layout(headings, options), options, formats);
    }
    let is_wide = decode::is_utf16(&bytes);
    if !is_wide {
        sniff::refuse_binary(&bytes)?;
    }
    let decoded = decode::decode(&bytes);
    sniff::refuse_non_table(&decoded.text)?;
    let mut found = header::find(&decoded.text, options, formats)?;
    let profile = profile::survey(&decoded.text, &mut found)?;
    let mut reading = Reading::new(&decoded, &found, formats, profile);
    reading.read_rows(&decoded, &found, progress)?;
    if reading.tally.rows == 0 {
        return Err(ImportError::HeaderWithoutRows { format: found.layout.format, line: found.line });
    }
    Ok(reading.finish(options))
}

fn claiming_reader(bytes: &[u8]) -> Option<&'static dyn Reader> {
    let bytes = &bytes[..bytes.len().min(HEAD_BYTES)];
    let text = decode::decode(bytes).text;
    readers::claiming(&Head { bytes, text: &text })
}

/// Reads what was taken apart into rows.
fn read_apart(
    table: RawTable,
    mut layout: Layout,
    options: &ImportOptions<'_>,
    formats: &FormatLibrary,
) -> Result<ReadReport, ImportError> {
    let RawTable { rows, preamble, encoding, warnings, .. } = table;
    let profile = profile::survey_rows(&rows, &mut layout)?;
    let mut reading = Reading {
        encoding,
        preamble: &preamble,
        layout: &layout,
        formats,
        rows: RowReader::new(&layout, formats, profile),
        furniture: Furniture::new(&layout, &formats.words),
        tally: Tally::default(),
        extent: Extent::default(),
        entries: Vec::new(),
        parts: FxHashMap::default(),
        may_hold_garbage: false,
    };
    rows.into_iter().for_each(|row| reading.take_raw(row));
    let mut report = reading.finish(options);
    report.summary.warnings.extend(warnings);
    Ok(report)
}

fn read_all(input: &mut dyn Read, size_bytes: u64) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    reserve(&mut bytes, usize::try_from(size_bytes.min(LIMIT_BYTES)).unwrap_or(0));
    input.take(LIMIT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(ImportError::TooLarge { limit_bytes: LIMIT_BYTES });
    }
    if bytes.is_empty() { Err(ImportError::Empty) } else { Ok(bytes) }
}

/// Makes room for what is expected: a list that grows is copied again and again. Where there is not so much memory, the
/// list grows as it must.
fn reserve<T>(list: &mut Vec<T>, expected: usize) {
    let _ = list.try_reserve_exact(expected);
}

/// One report while its rows are read.
struct Reading<'r> {
    encoding: &'static str,
    /// Text above the headings, which may state the period.
    preamble: &'r str,
    layout: &'r Layout,
    formats: &'r FormatLibrary,
    rows: RowReader<'r>,
    furniture: Furniture<'r>,
    tally: Tally,
    extent: Extent,
    entries: Vec<Entry>,
    /// Where the first part of a payment stands among the entries, by its number.
    parts: FxHashMap<CompactString, usize>,
    /// Whether every cell must be searched for what is no text.
    may_hold_garbage: bool,
}

impl<'r> Reading<'r> {
    fn new(decoded: &'r Decoded<'r>, found: &'r Found, formats: &'r FormatLibrary, profile: Profile) -> Self {
        let text = decoded.text.as_bytes();
        let most_rows = text.iter().filter(|byte| **byte == b'\n').count() + 1;
        let mut entries = Vec::new();
        reserve(&mut entries, most_rows.min(text.len() / USUAL_ROW_BYTES + 1));
        let mut rows = RowReader::new(&found.layout, formats, profile);
        warn_of_headings(&found.layout, &mut rows);
        Self {
            encoding: decoded.encoding,
            preamble: &decoded.text[..found.start],
            layout: &found.layout,
            formats,
            rows,
            furniture: Furniture::new(&found.layout, &formats.words),
            tally: Tally::default(),
            extent: Extent::default(),
            entries,
            parts: FxHashMap::default(),
            may_hold_garbage: decoded.is_damaged || text.contains(&0),
        }
    }

    fn read_rows(
        &mut self,
        decoded: &Decoded<'_>,
        found: &Found,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<(), ImportError> {
        let width = self.layout.headings.len();
        let mut records = Records::new(&decoded.text, found.body, found.line + 1, found.delimiter, width);
        let mut record = StringRecord::new();
        let mut next_report = PROGRESS_ROWS;
        loop {
            match records.next(&mut record) {
                Next::Record { line } => self.take(&record, line),
                Next::OpenQuote { line } => self.reject_whole(line, "", Rejection::UnclosedQuote),
                Next::End => return Ok(()),
            }
            if self.tally.rows >= next_report {
                next_report += PROGRESS_ROWS;
                if progress(self.tally.rows).is_break() {
                    return Err(ImportError::Cancelled);
                }
            }
        }
    }

    /// Sorts one record: an entry, a skipped row, a rejected one, or no row at all.
    fn take(&mut self, record: &StringRecord, line: u32) {
        let width = self.layout.headings.len();
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
    fn take_raw(&mut self, row: RawRow) {
        match row {
            RawRow::Cells(line, cells) => self.sort(&cells, line),
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
    fn sort(&mut self, record: &StringRecord, line: u32) {
        match self.rows.read(record, line) {
            Ok(entry) => {
                self.extent.see(&entry);
                if self.is_further_part(record, &entry) {
                    self.tally.skipped.push(SkippedRow { line, reason: PART.to_owned() });
                } else {
                    self.entries.push(entry);
                }
            }
            Err(NotAnEntry::Skipped { reason, time }) => {
                if let Some(time) = time {
                    self.extent.see_time(time);
                }
                self.tally.skipped.push(SkippedRow { line, reason });
            }
            Err(NotAnEntry::Batch(batch)) => {
                self.extent.see_batch(batch);
                self.tally.skipped.push(SkippedRow { line, reason: BATCH.to_owned() });
            }
            Err(NotAnEntry::Rejected(_)) if self.furniture.takes(record) => return,
            Err(NotAnEntry::Rejected(row)) => self.tally.rejected.push(row),
        }
        self.furniture.pass();
        self.tally.rows += 1;
    }

    /// Whether a row is a further part of a payment that was read before; its amount is added there.
    fn is_further_part(&mut self, record: &StringRecord, entry: &Entry) -> bool {
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
    fn last_cell<'c>(&self, record: &'c StringRecord) -> &'c str {
        let last = sound_width(record).saturating_sub(1);
        let may_be_secret = self.layout.rules.iter().any(|rule| {
            let columns = &rule.columns;
            columns.at(Field::Secret).is_some() || columns.at(Field::Card) == Some(last)
        });
        if may_be_secret { "" } else { record.get(last).map(cells::trimmed).unwrap_or_default() }
    }

    fn finish(mut self, options: &ImportOptions<'_>) -> ReadReport {
        self.entries.iter().for_each(|entry| self.tally.accept(entry));
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
        ReadReport {
            summary: self.tally.into_summary(about),
            entries: self.entries,
            coverage: self.extent.coverage(layout, self.preamble, &self.formats.words),
        }
    }
}

/// What a person should know of the headings: those that are taken for others, and those that stand there twice.
fn warn_of_headings(layout: &Layout, rows: &mut RowReader<'_>) {
    let change = |(from, to): &(String, String)| format!("{from}→{}", guard::for_people(to));
    let changes: Vec<String> = layout.renamed.iter().map(change).collect();
    if !changes.is_empty() {
        rows.notices.add("headings-changed", [("renamed", changes.join("\n"))]);
    }
    for (at, heading) in layout.headings.iter().enumerate() {
        let same = |other: &&vocabulary::Heading| other.form == heading.form;
        let is_second = !heading.form.is_empty() && layout.headings[..at].iter().filter(same).count() == 1;
        if is_second {
            rows.notices.add("two-columns-same-heading", [("heading", guard::for_people(&heading.text))]);
        }
    }
}
