//! OpenDocument spreadsheets → cells, one after the other. A few bytes can stand for a million repeated cells there, so
//! nothing is spread out before it is asked for.

use super::archive;
use super::workbook::{SheetText, Sheets};
use crate::import::error::ImportError;
use crate::import::input::ReadSeek;
use calamine::DataRef;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::BufReader;
use zip::ZipArchive;

/// Rows and columns that any spreadsheet has at most.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

/// One sheet while its cells come in.
#[derive(Default)]
struct Table {
    name: String,
    text: SheetText,
    row: u32,
    column: u32,
    row_repeats: u32,
    /// Cells of the row that say something: column, how often, what.
    cells: Vec<(u32, u32, String)>,
    cell: Cell,
}

/// A cell while its paragraphs come in.
#[derive(Default)]
struct Cell {
    repeats: u32,
    /// What its attributes say it holds; the text is for people then.
    value: Option<String>,
    shown: String,
    paragraphs: u32,
}

/// The sheets of a document, as text.
pub(super) fn sheets(zip: &mut ZipArchive<Box<dyn ReadSeek + '_>>) -> Result<Sheets, ImportError> {
    if zip.index_for_name("META-INF/manifest.xml").is_some() {
        let manifest = zip.by_name("META-INF/manifest.xml").map_err(archive::fault)?;
        if std::io::read_to_string(manifest).is_ok_and(|manifest| manifest.contains("encryption-data")) {
            return Err(ImportError::Locked);
        }
    }
    let content = zip.by_name("content.xml").map_err(archive::fault)?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    let (mut sheets, mut table, mut buffer) = (Sheets::new(), Table::default(), Vec::new());
    // Notes on a cell are no part of what it holds.
    let (mut is_in_paragraph, mut notes) = (false, 0_u32);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|_| ImportError::Damaged)?;
        match event {
            Event::Eof => return Ok(sheets),
            Event::DocType(_) => return Err(ImportError::Damaged),
            Event::Start(tag) => match tag.name().as_ref() {
                b"office:annotation" => notes += 1,
                b"text:p" if notes == 0 => {
                    is_in_paragraph = true;
                    table.cell.begin_paragraph();
                }
                _ => table.begin(&tag),
            },
            Event::Empty(tag) => match tag.name().as_ref() {
                b"text:s" | b"text:tab" | b"text:line-break" if is_in_paragraph => table.cell.shown.push(' '),
                b"table:table-cell" | b"table:covered-table-cell" => {
                    table.begin(&tag);
                    table.end_cell();
                }
                b"table:table-row" => {
                    table.begin(&tag);
                    table.end_row()?;
                }
                _ => {}
            },
            Event::Text(text) if is_in_paragraph => {
                table.cell.shown.push_str(&text.decode().map_err(|_| ImportError::Damaged)?);
            }
            Event::GeneralRef(name) if is_in_paragraph => {
                let name = name.decode().map_err(|_| ImportError::Damaged)?;
                table.cell.shown.push(entity(&name).ok_or(ImportError::Damaged)?);
            }
            Event::End(tag) => match tag.name().as_ref() {
                b"office:annotation" => notes = notes.saturating_sub(1),
                b"text:p" => is_in_paragraph = false,
                b"table:table-cell" | b"table:covered-table-cell" => table.end_cell(),
                b"table:table-row" => table.end_row()?,
                b"table:table" => {
                    let done = std::mem::take(&mut table);
                    sheets.push((done.name, done.text.finish()));
                }
                _ => {}
            },
            _ => {}
        }
    }
}

impl Table {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            b"table:table" => {
                *self = Self { name: attribute(tag, "table:name").unwrap_or_default(), ..Self::default() };
            }
            b"table:table-row" => {
                self.row_repeats = repeats(tag, "table:number-rows-repeated");
                self.column = 0;
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                self.cell = Cell {
                    repeats: repeats(tag, "table:number-columns-repeated"),
                    value: value(tag),
                    ..Cell::default()
                };
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Cell { repeats, value, shown, .. } = std::mem::take(&mut self.cell);
        let holds = value.unwrap_or(shown);
        if !holds.is_empty() {
            self.cells.push((self.column, repeats, holds));
        }
        self.column = self.column.saturating_add(repeats);
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        let rows = self.row..self.row.saturating_add(self.row_repeats).min(MOST_ROWS);
        self.row = rows.end;
        if !self.cells.is_empty() {
            for row in rows {
                for (first, repeats, holds) in &self.cells {
                    for column in *first..first.saturating_add(*repeats).min(MOST_COLUMNS) {
                        self.text.put(row, column, &value_of(holds))?;
                    }
                }
            }
        }
        self.cells.clear();
        Ok(())
    }
}

impl Cell {
    fn begin_paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.shown.push(' ');
        }
        self.paragraphs += 1;
    }
}

/// What the attributes of a cell say it holds; numbers are marked so, for they need care.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    match attribute(tag, "office:value-type")?.as_str() {
        "float" | "currency" | "percentage" => attribute(tag, "office:value").map(|number| format!("{NUMBER}{number}")),
        "date" => attribute(tag, "office:date-value"),
        "time" => attribute(tag, "office:time-value").map(|duration| super::workbook::clock_of_duration(&duration)),
        "boolean" => attribute(tag, "office:boolean-value"),
        _ => attribute(tag, "office:string-value"),
    }
}

/// Stands before what is a number.
const NUMBER: char = '\u{1}';

fn value_of(holds: &str) -> DataRef<'_> {
    match holds.strip_prefix(NUMBER).and_then(|number| number.parse().ok()) {
        Some(number) => DataRef::Float(number),
        None => DataRef::SharedString(holds.trim_start_matches(NUMBER)),
    }
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The character that stands behind `&…;`.
fn entity(name: &str) -> Option<char> {
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => code(digits, 16),
            None => code(name.strip_prefix('#')?, 10),
        },
    }
}
