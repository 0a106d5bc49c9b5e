//! Reports: bytes → entries.
//!
//! The way of a file: the reports in it are found ([`containers`]); one is refused if it is no table ([`sniff`]), its
//! encoding told by a first pass over its bytes ([`decode`]); its line of headings is found and bound to meanings once
//! ([`header`], [`layout`]); the columns are surveyed for what no single cell tells ([`profile`]); then each record becomes
//! an entry, a skipped row or a rejected one ([`records`], [`reading`], [`rows`]), and entries leave as they come, so that
//! a file may be of any size. A log, a slip or a bank statement is first taken apart into such records ([`readers`]).
//! Formats, headings and words are data: `assets/formats/`, `assets/headers/`.
//!
//! What never happens here: a row lost without a trace, an amount or a date guessed, a card number kept whole.

mod amounts;
mod cells;
mod charset;
mod condition;
mod containers;
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
mod input;
mod layout;
mod profile;
mod propose;
mod readers;
mod reading;
mod record;
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

pub use containers::{Part, parts};
pub use error::{BinaryKind, FormatError, ImportError, Markup};
pub use fields::{Field, Missing};
pub use formats::{FormatInfo, FormatLibrary};
pub use input::{FileInput, Input, ReadSeek};
pub use propose::{ProfileText, Unknown, profile_text, propose};

use crate::domain::{Coverage, Currency, Entry, Moment, ReportSummary, Source, Zone};
use decode::{Charset, TextStream};
use header::Found;
use layout::Layout;
use readers::{HEAD_BYTES, Head, RawTable, Reader};
use reading::Reading;
use records::Records;
use rows::RowReader;
use std::io::Read;
use std::ops::ControlFlow;
use vocabulary::Heading;

/// Largest file that is read: more than a hundred million rows.
const LIMIT_BYTES: u64 = 16 * 1024 * 1024 * 1024;
/// Largest file that is taken apart as a whole.
const LIMIT_HELD_BYTES: u64 = 64 * 1024 * 1024;
/// How much text is held to find the headings in.
const HEAD_TEXT_BYTES: usize = 1024 * 1024;

/// What is known about a file before it is read.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions<'a> {
    /// Its name, with or without folder; helps to tell whose report it is.
    pub file_name: &'a str,
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
    /// Name of its encoding, where a person says so.
    pub encoding: Option<&'a str>,
}

/// What reading a report gave.
#[derive(Debug)]
pub struct ReadReport {
    /// Counts, totals, rows not used, warnings.
    pub summary: ReportSummary,
    /// The entries, in the order of the file; not yet numbered.
    pub entries: Vec<Entry>,
    /// What the report can speak of by saying nothing; none where not even one row names a time or nothing could be missing.
    pub coverage: Option<Coverage>,
}

/// What is known of a report when its rows have been handed on.
#[derive(Debug)]
pub struct ReportEnd {
    /// Counts, totals, rows not used, warnings.
    pub summary: ReportSummary,
    /// What the report can speak of by saying nothing; none where not even one row names a time or nothing could be missing.
    pub coverage: Option<Coverage>,
}

/// What is told while a report is read.
pub struct Listener<'l> {
    /// Told the rows read so far every few thousand rows; may stop the reading.
    pub progress: &'l mut dyn FnMut(u64) -> ControlFlow<()>,
    /// Given the entries, in the order of the file, some at a time.
    pub entries: &'l mut dyn FnMut(Vec<Entry>),
}

/// Reads one report and keeps its entries.
///
/// # Errors
/// When nothing can be read at all; a bad row is no error but stands in the summary.
pub fn read_report(
    input: &dyn Input,
    options: &ImportOptions<'_>,
    formats: &FormatLibrary,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<ReadReport, ImportError> {
    let mut entries = Vec::new();
    let mut keep = |batch: Vec<Entry>| entries.extend(batch);
    let listener = Listener { progress, entries: &mut keep };
    let ReportEnd { summary, coverage } = read_in_batches(input, options, formats, listener)?;
    Ok(ReadReport { summary, entries, coverage })
}

/// Reads one report without keeping anything of it, so that it may be of any size. The bytes are gone through twice: once
/// to know their encoding, once to read them.
///
/// # Errors
/// When nothing can be read at all; a bad row is no error but stands in the summary.
pub fn read_in_batches(
    input: &dyn Input,
    options: &ImportOptions<'_>,
    formats: &FormatLibrary,
    mut listener: Listener<'_>,
) -> Result<ReportEnd, ImportError> {
    let mut head = Vec::new();
    input.open()?.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(ImportError::Empty);
    }
    if let Some(reader) = claiming_reader(&head) {
        let table = reader.read(&held(input)?)?;
        let layout = header::of_reader(reader.id(), &table.headings, &table.preamble, options, formats)?;
        return read_apart(table, layout, options, formats, &mut listener);
    }
    if let Some((format, shaped)) =
        fixed_width::claiming(&head, formats, options.format).and_then(|format| Some((format, format.shaped.as_ref()?)))
    {
        let headings = shaped.columns.iter().map(|name| Heading::new(name, &formats.words)).collect();
        let table = fixed_width::take_apart(&held(input)?, shaped);
        return read_apart(table, format.layout(headings, options), options, formats, &mut listener);
    }
    read_table(input, &head, options, formats, &mut listener)
}

/// Reads a table of text.
fn read_table(
    input: &dyn Input,
    head: &[u8],
    options: &ImportOptions<'_>,
    formats: &FormatLibrary,
    listener: &mut Listener<'_>,
) -> Result<ReportEnd, ImportError> {
    if !decode::is_utf16(head) {
        sniff::refuse_binary(head)?;
    }
    let named = options.encoding.and_then(Charset::named);
    let look = decode::look_through(input, LIMIT_BYTES, named, &|text| formats.known_headings(text))?;
    let text = head_text(input, look.charset)?;
    if text.len() >= HEAD_TEXT_BYTES && !text.contains('\n') {
        return Err(ImportError::NoLines);
    }
    sniff::refuse_non_table(&text)?;
    let mut found = header::find(&text, options, formats)?;
    let open = |found: &Found| {
        let stream = TextStream::open(input, look.charset)?;
        Records::new(stream, found.body, found.line + 1, found.delimiter, found.layout.headings.len())
    };
    let profile = profile::survey(&mut open(&found)?, &mut found.layout)?;
    let mut rows = RowReader::new(&found.layout, formats, profile);
    warn_of_headings(&found.layout, &mut rows);
    let preamble = &text[..found.start];
    let mut reading = Reading::new(rows, &found.layout, formats, look.charset.name(), preamble);
    reading.may_hold_garbage = look.may_hold_garbage;
    reading.read_rows(&mut open(&found)?, listener)?;
    if reading.tally.rows == 0 {
        return Err(ImportError::HeaderWithoutRows { format: found.layout.format.clone(), line: found.line });
    }
    Ok(reading.finish(options, listener))
}

/// The first lines as text.
fn head_text(input: &dyn Input, charset: Charset) -> Result<String, ImportError> {
    let mut stream = TextStream::open(input, charset)?;
    let mut text = String::new();
    while text.len() < HEAD_TEXT_BYTES && stream.append(&mut text)? {}
    Ok(text)
}

fn claiming_reader(head: &[u8]) -> Option<&'static dyn Reader> {
    let text = decode::decode(head).text;
    readers::claiming(&Head { bytes: head, text: &text })
}

/// All the bytes of a file that is taken apart as a whole.
fn held(input: &dyn Input) -> Result<Vec<u8>, ImportError> {
    let mut bytes = Vec::new();
    input.open()?.take(LIMIT_HELD_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT_HELD_BYTES {
        return Err(ImportError::TooLarge { limit_bytes: LIMIT_HELD_BYTES });
    }
    Ok(bytes)
}

/// Reads what was taken apart into rows.
fn read_apart(
    table: RawTable,
    mut layout: Layout,
    options: &ImportOptions<'_>,
    formats: &FormatLibrary,
    listener: &mut Listener<'_>,
) -> Result<ReportEnd, ImportError> {
    let RawTable { rows, preamble, encoding, warnings, .. } = table;
    let profile = profile::survey_rows(&rows, &mut layout)?;
    let reader = RowReader::new(&layout, formats, profile);
    let mut reading = Reading::new(reader, &layout, formats, encoding, &preamble);
    rows.into_iter().for_each(|row| reading.take_raw(row));
    let mut report = reading.finish(options, listener);
    report.summary.warnings.extend(warnings);
    Ok(report)
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
