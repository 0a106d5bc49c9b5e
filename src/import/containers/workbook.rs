//! Workbooks → the text of each sheet, one line for each row, cells parted by tabs. So a sheet's line is its row, and all
//! that holds for tables of text holds for sheets.

use super::{Bytes, HARMLESS_UNPACKED, MOST_HELD, Part, archive};
use crate::import::error::ImportError;
use crate::import::input::ReadSeek;
use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Reader, SheetType, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use std::io::{BufReader, Read, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a workbook may unpack to.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// What the text of one sheet may come to.
const MOST_TEXT: usize = 128 * 1024 * 1024;
/// Deflate never packs better than this.
const DEFLATE_RATIO: u64 = 1032;
/// A stray cell far to the right must not make every row that wide.
const WIDEST_PADDED: usize = 1024;
/// Digits of a number that spreadsheets keep.
const KEPT_DIGITS: usize = 15;
/// From here on, a whole number has more digits than are kept.
const FIRST_DAMAGED: f64 = 1e15;
/// Ends a day without a time of day; blanked where the whole column has none.
const MIDNIGHT: &[u8] = b"T00:00:00";

/// Adds the sheets of a workbook that hold anything.
pub(super) fn unpack<'f>(name: &str, bytes: &Bytes<'f>, parts: &mut Vec<Part<'f>>) -> Result<(), ImportError> {
    // Not all readers of old formats were written for bytes that no program has saved; where one gives up, only this file
    // is lost.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes)));
    let (kind, sheets) = read.unwrap_or(Err(ImportError::Damaged))?;
    let sheets: Vec<_> = sheets.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    if sheets.is_empty() {
        return Err(ImportError::Empty);
    }
    let is_only = sheets.len() == 1;
    for (sheet, text) in sheets {
        let shown = if is_only { name.to_owned() } else { format!("{name}/{sheet}") };
        parts.push(Part::sheet(shown, name, kind, text));
    }
    Ok(())
}

/// Each sheet's name and text.
pub(super) type Sheets = Vec<(String, Vec<u8>)>;

/// The name of the kind of workbook, and each sheet's name and text.
fn sheets(bytes: &Bytes<'_>) -> Result<(&'static str, Sheets), ImportError> {
    if bytes.length()? > MOST_HELD {
        return Err(ImportError::TooLarge { limit_bytes: MOST_HELD });
    }
    let mut head = [0; 2];
    bytes.open()?.read_exact(&mut head)?;
    if head != *b"PK" {
        return old_sheets(bytes).map(|sheets| ("XLS", sheets));
    }
    let mut zip = archive::open(bytes)?;
    refuse_bomb(&mut zip, bytes.length()?)?;
    let has = |name: &str| zip.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        return xlsx_sheets(bytes).map(|sheets| ("XLSX", sheets));
    }
    if has("xl/workbook.bin") {
        let mut book = Xlsb::new(BufReader::new(bytes.open()?)).map_err(|error| match error {
            XlsbError::Password => ImportError::Locked,
            _ => ImportError::Damaged,
        })?;
        return range_sheets(&mut book).map(|sheets| ("XLSB", sheets));
    }
    super::ods::sheets(&mut zip).map(|sheets| ("ODS", sheets))
}

/// The list of members may lie about their sizes; where that could hurt, they are unpacked once to nowhere.
fn refuse_bomb(zip: &mut zip::ZipArchive<Box<dyn ReadSeek + '_>>, packed_bytes: u64) -> Result<(), ImportError> {
    let must_count = packed_bytes.saturating_mul(DEFLATE_RATIO) > MOST_UNPACKED;
    let mut total = 0_u64;
    for index in 0..zip.len() {
        let member = zip.by_index(index).map_err(archive::fault)?;
        let (promised, packed) = (member.size(), member.compressed_size());
        let count = if must_count {
            let left = MOST_UNPACKED.saturating_sub(total) + 1;
            std::io::copy(&mut member.take(left), &mut sink()).map_err(|_| ImportError::Damaged)?
        } else {
            promised
        };
        total = total.saturating_add(count.max(promised));
        if total > MOST_UNPACKED || (count > HARMLESS_UNPACKED && count / super::HIGHEST_RATIO > packed) {
            return Err(ImportError::UnpacksTooFar);
        }
    }
    Ok(())
}

fn old_sheets(bytes: &Bytes<'_>) -> Result<Sheets, ImportError> {
    let mut content = Vec::new();
    bytes.open()?.read_to_end(&mut content)?;
    // A workbook with a password is an encrypted package in a container of the old kind.
    let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if content.windows(marker.len()).any(|window| window == marker) {
        return Err(ImportError::Locked);
    }
    let mut book = Xls::new(std::io::Cursor::new(content)).map_err(|error| match error {
        XlsError::Password => ImportError::Locked,
        _ => ImportError::Damaged,
    })?;
    range_sheets(&mut book)
}

fn xlsx_sheets(bytes: &Bytes<'_>) -> Result<Sheets, ImportError> {
    let fault = |error: XlsxError| match error {
        XlsxError::Password => ImportError::Locked,
        _ => ImportError::Damaged,
    };
    let mut book = Xlsx::new(BufReader::new(bytes.open()?)).map_err(fault)?;
    let mut sheets = Sheets::new();
    for name in worksheets(&book) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(fault)?;
        let mut text = SheetText::default();
        while let Some(cell) = cells.next_cell().map_err(fault)? {
            let (row, column) = cell.get_position();
            text.put(row, column, cell.get_value())?;
        }
        drop(cells);
        sheets.push((name, text.finish()));
    }
    Ok(sheets)
}

fn range_sheets<R: std::io::Read + std::io::Seek, B: Reader<R>>(book: &mut B) -> Result<Sheets, ImportError> {
    let mut sheets = Sheets::new();
    for name in worksheets(book) {
        let range = book.worksheet_range(&name).map_err(|_| ImportError::Damaged)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut text = SheetText::default();
        for (row, column, value) in range.used_cells() {
            text.put(first_row + row as u32, first_column + column as u32, &borrowed(value))?;
        }
        sheets.push((name, text.finish()));
    }
    Ok(sheets)
}

fn worksheets<R: std::io::Read + std::io::Seek, B: Reader<R>>(book: &B) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(is_true) => DataRef::Bool(*is_true),
        Data::DateTime(stamp) => DataRef::DateTime(*stamp),
        Data::DateTimeIso(text) => DataRef::SharedString(text),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// A sheet's text while its cells come in, in the order of their places.
#[derive(Default)]
pub(super) struct SheetText {
    text: Vec<u8>,
    row: u32,
    /// Cells of the row so far.
    cells: usize,
    /// Cells of the widest row so far; later rows are filled up to it, so that empty cells at their ends are there.
    width: usize,
    /// Where days without a time of day end, by column.
    midnights: Vec<(u32, usize)>,
    /// Columns that show a time of day.
    timed: Vec<u32>,
}

impl SheetText {
    /// Adds a cell.
    pub(super) fn put(&mut self, row: u32, column: u32, value: &DataRef<'_>) -> Result<(), ImportError> {
        if matches!(value, DataRef::Empty) {
            return Ok(());
        }
        // Cells stand in order; one that does not would be lost or overwrite another.
        if row < self.row || (row == self.row && (column as usize) < self.cells) {
            return Err(ImportError::Damaged);
        }
        while self.row < row {
            self.end_row();
        }
        while self.cells <= column as usize {
            if self.cells > 0 {
                self.text.push(b'\t');
            }
            self.cells += 1;
        }
        self.value(column, value);
        if self.text.len() > MOST_TEXT {
            return Err(ImportError::TooLarge { limit_bytes: MOST_TEXT as u64 });
        }
        Ok(())
    }

    fn end_row(&mut self) {
        self.width = self.width.max(self.cells.min(WIDEST_PADDED));
        if self.cells > 0 {
            for _ in self.cells..self.width {
                self.text.push(b'\t');
            }
        }
        self.text.push(b'\n');
        (self.row, self.cells) = (self.row + 1, 0);
    }

    fn value(&mut self, column: u32, value: &DataRef<'_>) {
        match value {
            DataRef::Int(number) => self.float(*number as f64),
            DataRef::Float(number) => self.float(*number),
            DataRef::String(text) | DataRef::DateTimeIso(text) => self.words(text),
            DataRef::SharedString(text) => self.words(text),
            DataRef::Bool(is_true) => self.words(if *is_true { "true" } else { "false" }),
            DataRef::DateTime(stamp) => self.stamp(column, stamp),
            DataRef::DurationIso(text) => self.words(&clock_of_duration(text)),
            DataRef::Error(error) => self.words(&error_text(error)),
            DataRef::Empty => {}
        }
    }

    /// A text in one line, quoted where it holds quotes.
    fn words(&mut self, text: &str) {
        let is_quoted = text.contains('"');
        if is_quoted {
            self.text.push(b'"');
        }
        for byte in text.trim_end().bytes() {
            match byte {
                b'\t' | b'\n' | b'\r' => self.text.push(b' '),
                b'"' => self.text.extend_from_slice(b"\"\""),
                byte => self.text.push(byte),
            }
        }
        if is_quoted {
            self.text.push(b'"');
        }
    }

    /// A number as a person would write it. Of long whole numbers spreadsheets keep fifteen digits: such a one is written
    /// so that everybody sees that it is damaged.
    fn float(&mut self, number: f64) {
        let text = if number.abs() >= FIRST_DAMAGED {
            format!("{number:E}").replace('E', "E+")
        } else {
            let plain = format!("{number}");
            let digits = plain.bytes().filter(u8::is_ascii_digit).count();
            if digits <= KEPT_DIGITS { plain } else { without_noise(number) }
        };
        self.text.extend_from_slice(text.as_bytes());
    }

    /// A day, a time of day or both.
    fn stamp(&mut self, column: u32, stamp: &ExcelDateTime) {
        let (year, month, day, hour, minute, second, _) = stamp.to_ymd_hms_milli();
        let has_day = stamp.as_f64() >= 1.0;
        let text = if has_day && stamp.is_datetime() {
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        } else {
            format!("{hour:02}:{minute:02}:{second:02}")
        };
        self.text.extend_from_slice(text.as_bytes());
        if self.text.ends_with(MIDNIGHT) {
            self.midnights.push((column, self.text.len()));
        } else if has_day && !self.timed.contains(&column) {
            self.timed.push(column);
        }
    }

    /// A column that never shows a time of day has days only.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.cells > 0 {
            self.end_row();
        }
        for (_, end) in self.midnights.iter().filter(|(column, _)| !self.timed.contains(column)) {
            self.text[end - MIDNIGHT.len()..*end].fill(b' ');
        }
        self.text
    }
}

/// A number in the fifteen digits that are meant: `0.30000000000000004` is 0.3.
fn without_noise(number: f64) -> String {
    let whole_digits = format!("{:.0}", number.abs().trunc()).len();
    let rounded = format!("{number:.0$}", KEPT_DIGITS.saturating_sub(whole_digits));
    if rounded.contains('.') { rounded.trim_end_matches('0').trim_end_matches('.').to_owned() } else { rounded }
}

/// `PT10H15M00S` → `10:15:00`; anything else as it stands.
pub(super) fn clock_of_duration(text: &str) -> String {
    let part =
        |rest: &str, unit: char| rest.split_once(unit).map(|(number, rest)| (number.to_owned(), rest.to_owned()));
    let clock = text.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = part(rest, 'H')?;
        let (minutes, rest) = part(&rest, 'M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?.to_owned();
        Some(format!("{hours:0>2}:{minutes:0>2}:{seconds:0>2}"))
    });
    clock.unwrap_or_else(|| text.to_owned())
}

fn error_text(error: &CellErrorType) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn text_of(cells: &[(u32, u32, DataRef<'_>)]) -> String {
        let mut sheet = SheetText::default();
        for (row, column, value) in cells {
            sheet.put(*row, *column, value).unwrap();
        }
        String::from_utf8(sheet.finish()).unwrap()
    }

    #[test]
    fn a_sheet_keeps_its_rows_and_columns() {
        let word = |text| DataRef::SharedString(text);
        let text = text_of(&[
            (1, 1, word("time")),
            (1, 3, word("said \"yes\"\nor no")),
            (3, 1, DataRef::Bool(true)),
            (4, 1, DataRef::Error(CellErrorType::NA)),
        ]);
        assert_eq!(text, "\n\ttime\t\t\"said \"\"yes\"\" or no\"\n\n\ttrue\t\t\n\t#N/A\t\t\n");
    }

    #[test]
    fn numbers_are_written_plainly_and_damage_shows() {
        for (number, expected) in [
            (12.35, "12.35"),
            (0.1 + 0.2, "0.3"),
            (-7.0, "-7"),
            (123_456_789_012_345.0, "123456789012345"),
            (4.001_23e27, "4.00123E+27"),
            (1_234_567_890_123_456.0, "1.234567890123456E+15"),
            (1234.1 * 3.0, "3702.3"),
        ] {
            assert_eq!(text_of(&[(0, 0, DataRef::Float(number))]), format!("{expected}\n"));
        }
    }

    #[test]
    fn a_column_of_days_has_no_time_of_day() {
        let stamp = |value| DataRef::DateTime(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        let text = text_of(&[
            (0, 0, stamp(46_349.0)),
            (0, 1, stamp(46_349.0)),
            (1, 0, stamp(46_350.0)),
            (1, 1, stamp(46_350.5)),
        ]);
        assert_eq!(text, "2026-11-23         \t2026-11-23T00:00:00\n2026-11-24         \t2026-11-24T12:00:00\n");
        assert_eq!(text_of(&[(0, 0, stamp(0.427_083_333_333))]), "10:15:00\n");
        assert_eq!(clock_of_duration("PT10H5M00S"), "10:05:00");
    }
}
