//! Lines in which each field has its place, counted in bytes of the file's own encoding.

use super::cells::trimmed;
use super::decode::{Charset, charset_of_whole};
use super::formats::{Format, FormatLibrary};
use super::guard;
use super::readers::{RawRow, RawTable};
use super::record::Record;
use super::shapes::Shaped;
use crate::domain::{RejectedRow, Rejection};
use csv::StringRecord;

/// Lines that are looked at.
const LOOKED_AT: usize = 5;

/// The format of fixed places that the first lines of a file have.
pub(super) fn claiming<'l>(head: &[u8], library: &'l FormatLibrary, wanted: Option<&str>) -> Option<&'l Format> {
    let lines: Vec<&[u8]> =
        head.split(|byte| *byte == b'\n').map(without_return).filter(|line| !line.is_empty()).take(LOOKED_AT).collect();
    let charset = charset_of_whole(head);
    let fits = |format: &&Format| {
        let is_wanted = wanted.is_none_or(|id| id == format.id);
        let shaped = format.shaped.as_ref().filter(|shaped| shaped.widths.is_some());
        let is_like = |shaped: &Shaped| {
            let rows = lines
                .iter()
                .filter(|line| cells(line, charset, shaped).is_some_and(|record| shaped.fits(&Record::from(&record))));
            rows.count() * 2 > lines.len()
        };
        is_wanted && !lines.is_empty() && shaped.is_some_and(is_like)
    };
    library.formats.iter().find(fits)
}

/// Takes the lines apart. A line that is too short is rejected.
pub(super) fn take_apart(bytes: &[u8], shaped: &Shaped) -> RawTable {
    let mut table = RawTable { headings: shaped.columns.clone(), ..RawTable::default() };
    let charset = charset_of_whole(bytes);
    table.encoding = charset.name();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let line = without_return(line);
        if line.trim_ascii().is_empty() {
            continue;
        }
        table.rows.push(match cells(line, charset, shaped) {
            Some(record) => RawRow::Cells(number, record),
            None => RawRow::Rejected(RejectedRow {
                line: number,
                column: String::new(),
                value: guard::for_people(&charset.decode(line)),
                reason: Rejection::CutOff,
            }),
        });
    }
    table
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The cells of a line; none where it ends before a column by which the format is told. Blanks at the end of a line get lost
/// on the way.
fn cells(line: &[u8], charset: Charset, shaped: &Shaped) -> Option<StringRecord> {
    let (widths, gap) = shaped.widths.as_ref()?;
    let mut record = StringRecord::new();
    let mut at = 0;
    for (column, width) in widths.iter().enumerate() {
        let field = line.get(at..).unwrap_or_default();
        if field.len() < *width && shaped.is_told_by(column) {
            return None;
        }
        let field = &field[..field.len().min(*width)];
        record.push_field(trimmed(&charset.decode(field)));
        at += width + gap;
    }
    for (column, characters) in &shaped.prefixes {
        let beginning: String = record.get(*column).unwrap_or_default().chars().take(*characters).collect();
        record.push_field(&beginning);
    }
    Some(record)
}
