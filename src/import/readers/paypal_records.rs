//! PayPal's report files for merchants (settlement STL, transactions TRR, disputes DDR): records of several types in one
//! file, told apart by two letters in the first column.
//!
//! `RH`, `FH` and `SH` head the report, the file and a section; `CH` names the columns of a section, `SB` is one row of it;
//! `SF`, `SC`, `RF`, `RC` and `FF` close what was opened, with totals and counts. A record begins wherever a line begins
//! with one of them, so that a quote that is never closed costs its own row only.

use super::super::decode;
use super::super::error::ImportError;
use super::super::fields::Missing;
use super::super::guard;
use super::{Head, RawRow, RawTable, Reader};
use crate::domain::{RejectedRow, Rejection, Warning};
use csv::{ReaderBuilder, StringRecord};
use rustc_hash::FxHashMap;

/// Reads PayPal's record files.
pub(super) struct PaypalRecords;

const HEADERS: [&str; 3] = ["RH", "FH", "SH"];
const COLUMNS: &str = "CH";
const ROW: &str = "SB";
/// Count of the rows of a section.
const SECTION_COUNT: &str = "SC";
const CLOSING: [&str; 6] = ["SF", SECTION_COUNT, "RF", "RC", "FF", "FC"];
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Fewer columns than this name no transaction.
const FEWEST_COLUMNS: usize = 5;

/// One record as it stands in the file: a line, or several where a quoted cell has line breaks.
struct Chunk<'t> {
    line: u32,
    kind: &'t str,
    text: &'t str,
}

impl Reader for PaypalRecords {
    fn id(&self) -> &'static str {
        "paypal-records"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let begins_so = head.text.lines().find(|line| !line.trim().is_empty()).and_then(kind_of);
        let is_columns = |line: &str| kind_of(line) == Some(COLUMNS) && cells(line).len() > FEWEST_COLUMNS;
        begins_so.is_some_and(|kind| HEADERS.contains(&kind) || kind == COLUMNS) && head.text.lines().any(is_columns)
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let chunks = chunks(&decoded.text);
        let headings = headings(&chunks);
        if headings.is_empty() {
            return Err(ImportError::NotRecognised { columns: Vec::new(), missing: vec![Missing::Header] });
        }
        let index = headings.iter().zip(0..).map(|(heading, place)| (heading.as_str(), place)).collect();
        let mut table = RawTable { encoding: decoded.encoding, ..RawTable::default() };
        // Where each cell of the section's rows goes.
        let mut places: Vec<usize> = Vec::new();
        let (mut rows, mut stated_rows) = (0, None);
        for chunk in &chunks {
            let record = cells(chunk.text);
            match chunk.kind {
                COLUMNS => places = places_of(&record, &index),
                ROW => {
                    rows += 1;
                    table.rows.push(row(chunk, &record, &places, headings.len()));
                }
                SECTION_COUNT => {
                    let stated = record.get(1).and_then(|cell| cell.trim().parse::<u64>().ok());
                    stated_rows =
                        stated.map(|stated| stated_rows.unwrap_or(0_u64).saturating_add(stated)).or(stated_rows);
                }
                kind if HEADERS.contains(&kind) || CLOSING.contains(&kind) => {}
                _ => table.rows.push(rejected(chunk, Rejection::UnknownType)),
            }
        }
        table.warnings.extend(count_differs(stated_rows, rows));
        table.headings = headings;
        Ok(table)
    }
}

/// Whether the sections have as many rows as they say at their ends.
fn count_differs(stated: Option<u64>, rows: u64) -> Option<Warning> {
    let stated = stated.filter(|stated| *stated != rows)?;
    let args = [("stated", stated), ("rows", rows)].map(|(name, count)| (name.to_owned(), count.to_string()));
    Some(Warning { kind: "footer-count-differs".to_owned(), args: args.into() })
}

/// The two letters that a line begins with, where they begin a record.
fn kind_of(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('\u{feff}');
    let (open, quote) = bare.strip_prefix('"').map_or((bare, ""), |open| (open, "\""));
    let kind = open.get(..2).filter(|kind| kind.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let after = open[2..].strip_prefix(quote)?;
    let is_known = HEADERS.contains(&kind) || CLOSING.contains(&kind) || kind == COLUMNS || kind == ROW;
    let ends = after.trim_end().is_empty() || after.as_bytes().first().is_some_and(|byte| DELIMITERS.contains(byte));
    (is_known && ends).then_some(kind)
}

/// The records of a file. A line that belongs to none is one of its own, without a type.
fn chunks(text: &str) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk<'_>> = Vec::new();
    let (mut start, mut begins, mut has_open_quote) = (0, 0, false);
    for (line, raw) in (1..).zip(text.split_inclusive('\n')) {
        let quotes = raw.bytes().filter(|byte| *byte == b'"').count();
        let kind = kind_of(raw);
        let end = start + raw.len();
        match chunks.last_mut() {
            Some(last) if kind.is_none() && has_open_quote => {
                last.text = &text[begins..end];
                has_open_quote ^= quotes % 2 == 1;
            }
            _ if kind.is_none() && raw.trim().is_empty() => {}
            _ => {
                chunks.push(Chunk { line, kind: kind.unwrap_or_default(), text: raw });
                (begins, has_open_quote) = (start, kind.is_some() && quotes % 2 == 1);
            }
        }
        start = end;
    }
    chunks
}

/// The cells of one record; the delimiter is the mark after its type.
fn cells(text: &str) -> StringRecord {
    let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    let after_kind = text.trim_start_matches('"').as_bytes().iter().skip(2).find(|byte| **byte != b'"').copied();
    let delimiter = after_kind.filter(|byte| DELIMITERS.contains(byte)).unwrap_or(b',');
    let mut record = StringRecord::new();
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    // Text from memory is valid UTF-8; what cannot be split is a record without cells.
    if reader.read_record(&mut record).is_err() {
        record.clear();
    }
    record
}

/// The columns of the first section; the others of a report have the same.
fn headings(chunks: &[Chunk<'_>]) -> Vec<String> {
    let columns = chunks.iter().find(|chunk| chunk.kind == COLUMNS).map(|chunk| cells(chunk.text));
    columns.iter().flatten().skip(1).map(|cell| cell.trim().to_owned()).collect()
}

/// For each column of a section its place among the headings, one past them for a column that is not there. None for a
/// section of another kind of report, which has less than half of them.
fn places_of(columns: &StringRecord, headings: &FxHashMap<&str, usize>) -> Vec<usize> {
    let places = columns.iter().skip(1).map(|cell| headings.get(cell.trim()).copied().unwrap_or(headings.len()));
    let places: Vec<usize> = places.collect();
    let known = places.iter().filter(|place| **place < headings.len()).count();
    if known * 2 < headings.len() { Vec::new() } else { places }
}

fn row(chunk: &Chunk<'_>, record: &StringRecord, places: &[usize], width: usize) -> RawRow {
    let quotes = chunk.text.bytes().filter(|byte| *byte == b'"').count();
    let has_more = record.iter().skip(1 + places.len()).any(|cell| !cell.trim().is_empty());
    let fault = match record.len().saturating_sub(1) {
        _ if quotes % 2 == 1 => Some(Rejection::UnclosedQuote),
        _ if places.is_empty() => Some(Rejection::UnknownType),
        // Cells at the end that are always empty may be left out.
        cells if cells < places.len() / 2 => Some(Rejection::CutOff),
        _ if has_more => Some(Rejection::TooManyFields),
        _ => None,
    };
    if let Some(reason) = fault {
        return rejected(chunk, reason);
    }
    let mut sorted = vec![""; width];
    for (cell, place) in record.iter().skip(1).zip(places) {
        if let Some(slot) = sorted.get_mut(*place) {
            *slot = cell;
        }
    }
    RawRow::Cells(chunk.line, StringRecord::from(sorted))
}

fn rejected(chunk: &Chunk<'_>, reason: Rejection) -> RawRow {
    let first_line = chunk.text.lines().next().unwrap_or_default();
    let value = guard::for_people(first_line);
    RawRow::Rejected(RejectedRow { line: chunk.line, column: String::new(), value, reason })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REPORT: &str = "\"RH\",\"2026/11/24 04:00:00 +0100\",R,SHOP1,010\n\"FH\",01\nSH,\"2026/11/23\",\"SHOP1\n\",,\n\
        \"CH\",\"Transaction ID\",\"Gross\",\"Note\",\"A\",\"B\"\nSB,T1,100,\"two\nlines\",,\n\
        \"SB\",T2,200,\"never closed,,\nSB,T3,300,,,\nstray\nSB,T4\n\"SF\",3\n\"SC\",5\n";

    fn table(text: &str) -> RawTable {
        PaypalRecords.read(text.as_bytes()).unwrap()
    }

    fn shown(table: &RawTable) -> Vec<String> {
        let show = |row: &RawRow| match row {
            RawRow::Cells(line, cells) => format!("{line}:{}", cells.iter().collect::<Vec<_>>().join("|")),
            RawRow::Skipped(row) => format!("{}: skipped", row.line),
            RawRow::Rejected(row) => format!("{}: {}", row.line, row.reason),
        };
        table.rows.iter().map(show).collect()
    }

    #[test]
    fn rows_stand_under_the_names_of_their_section_with_their_lines() {
        let table = table(REPORT);
        assert_eq!(table.headings, ["Transaction ID", "Gross", "Note", "A", "B"]);
        let rows = shown(&table);
        assert_eq!(rows[0], "6:T1|100|two\nlines||");
        assert_eq!(rows[2], "9:T3|300|||");
        assert_eq!(rows.len(), 5);
        for (row, reason) in [(1, Rejection::UnclosedQuote), (3, Rejection::UnknownType), (4, Rejection::CutOff)] {
            assert!(rows[row].ends_with(reason.as_str()), "{}", rows[row]);
        }
        assert_eq!(table.warnings.len(), 1, "five rows were announced, four came");
    }

    #[test]
    fn sections_may_differ_in_their_columns() {
        let table =
            table("SH,x\nCH,a,b,c,d,e\nSB,1,2,3,4,5\nSF\nSH,y\nCH,e,a,b,c,d,f\nSB,5,1,2,3,4,6\nCH,x,y\nSB,7,8\n");
        assert_eq!(shown(&table)[..2], ["3:1|2|3|4|5", "7:1|2|3|4|5"]);
        assert!(shown(&table)[2].starts_with("9: "));
    }

    #[test]
    fn only_files_with_such_records_are_claimed() {
        let claims = |text: &str| PaypalRecords.claims(&Head { bytes: text.as_bytes(), text });
        assert!(claims(REPORT));
        assert!(claims("\u{feff}SH,x\r\n\"CH\",a,b,c,d,e\r\n"));
        assert!(claims("RH\tx\nCH\ta\tb\tc\td\te\n"));
        for other in ["", "Date,Time\nSH,x\n", "RH,1\nno columns\n", "CH,only,three,cells\n", "SHOP,x\nCH,a,b,c,d,e\n"]
        {
            assert!(!claims(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(text in "((RH|SH|CH|SB|\"SB\"|SC|x)[,;\"a-c0-9\n]{0,12}\n?){0,8}|\\PC{0,60}") {
            let head = Head { bytes: text.as_bytes(), text: &text };
            let _ = PaypalRecords.claims(&head);
            if let Ok(table) = PaypalRecords.read(text.as_bytes()) {
                let has_width = |row: &RawRow| match row {
                    RawRow::Cells(_, cells) => cells.len() == table.headings.len(),
                    _ => true,
                };
                prop_assert!(table.rows.iter().all(has_width));
            }
        }
    }
}
