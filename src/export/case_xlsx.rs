//! Case records as a workbook: amounts are numbers to add up, references are text and keep every digit, and no text is ever
//! run as a formula.

use super::case_records::{Cell, headings, row};
use crate::domain::{CaseView, Language};
use crate::text::{Texts, say};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};

/// Longest text of a cell that spreadsheets open, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Widths of columns, in characters: by their contents, within reason.
const WIDEST: u16 = 60;
const NARROWEST: u16 = 8;

/// Writes one row for each case, headings and words in `language`.
pub fn write_case_xlsx(mut out: impl Write, cases: &[CaseView], language: Language) -> io::Result<()> {
    let texts = &Texts::new(language);
    let bytes = workbook(cases, texts).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(cases: &[CaseView], texts: &Texts) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(say!(texts, "xlsx-sheet-cases"))?;
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let headings = headings(texts);
    let mut widths: Vec<usize> = Vec::with_capacity(headings.len());
    for (column, heading) in (0_u16..).zip(&headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
        widths.push(width(heading));
    }
    let forms = Forms {
        number: Format::new().set_num_format("0.00##").set_align(FormatAlign::Top),
        words: Format::new().set_text_wrap().set_align(FormatAlign::Top),
    };
    for (line, case) in (1_u32..).zip(cases) {
        for ((column, cell), widest) in (0_u16..).zip(row(case, texts)).zip(&mut widths) {
            *widest = (*widest).max(cell_width(&cell));
            write_cell(sheet, (line, column), cell, &forms)?;
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        let width = u16::try_from(width).unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
        sheet.set_column_width(column, f64::from(width))?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let last = (u32::try_from(cases.len()).unwrap_or(u32::MAX), u16::try_from(headings.len()).unwrap_or(1) - 1);
    sheet.autofilter(0, 0, last.0, last.1)?;
    book.save_to_buffer()
}

struct Forms {
    number: Format,
    words: Format,
}

fn write_cell(sheet: &mut Worksheet, at: (u32, u16), cell: Cell, forms: &Forms) -> Result<(), XlsxError> {
    match cell {
        Cell::Number(digits) | Cell::Reference(digits) | Cell::Words(digits) if digits.is_empty() => {}
        // A spreadsheet knows no other numbers; within fifteen digits they are exact, and longer ones stay text.
        Cell::Number(digits) => match digits.parse::<f64>().ok().filter(|_| digits.len() <= 15) {
            Some(number) => {
                sheet.write_number_with_format(at.0, at.1, number, &forms.number)?;
            }
            None => {
                sheet.write_string(at.0, at.1, &digits)?;
            }
        },
        Cell::Reference(text) | Cell::Words(text) => {
            sheet.write_string_with_format(at.0, at.1, cut(&text), &forms.words)?;
        }
    }
    Ok(())
}

/// The part of a text that a cell can hold.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST_TEXT
    });
    end.map_or(text, |(at, _)| &text[..at])
}

fn cell_width(cell: &Cell) -> usize {
    let (Cell::Number(text) | Cell::Reference(text) | Cell::Words(text)) = cell;
    text.lines().map(width).max().unwrap_or_default()
}

/// Characters that a text is wide; Chinese ones count twice.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() + 2
}
