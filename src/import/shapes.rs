//! Tables without headings: told by what their columns look like.

use super::ImportOptions;
use super::amounts::AmountStyle;
use super::cells::{lookup_form, trimmed};
use super::dates::{DayOrder, read_clock, read_stamp};
use super::error::FormatError;
use super::format_file::FormatFile;
use super::formats::{Format, FormatLibrary};
use super::header::{DELIMITERS, Found, split};
use super::record::Record;
use super::vocabulary::Heading;
use crate::domain::Currency;

/// Rows that are looked at.
const LOOKED_AT: usize = 5;

/// How a table without headings looks.
pub(super) struct Shaped {
    /// Names for its columns, as the format gives them.
    pub(super) columns: Vec<String>,
    /// Widths of the columns in bytes and blanks between them, where no mark parts them.
    pub(super) widths: Option<(Vec<usize>, usize)>,
    /// Columns behind these: the column that each is the beginning of, and how many characters of it.
    pub(super) prefixes: Vec<(usize, usize)>,
    shapes: Vec<(usize, Shape)>,
}

/// What the cells of a column look like.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shape {
    /// So many digits.
    Digits { least: usize, most: usize },
    /// A date, a time or both.
    Stamp,
    /// An amount.
    Amount,
    /// Anything but nothing.
    Text,
    /// One of these, in the form for looking up.
    Words(Vec<String>),
}

impl Shaped {
    /// What a format file says of it; none for a table with headings.
    pub(super) fn of(name: &str, file: &FormatFile) -> Result<Option<Self>, FormatError> {
        let none = Vec::new();
        let (mut columns, widths, shapes, parts) = match (&file.no_header, &file.fixed_width) {
            (Some(table), _) => (table.columns.clone(), None, &table.shapes, &none),
            (None, Some(lines)) => {
                let (columns, widths): (Vec<String>, _) = lines.columns.iter().cloned().unzip();
                (columns, Some((widths, lines.gap)), &lines.shapes, &lines.prefixes)
            }
            (None, None) => return Ok(None),
        };
        let unknown =
            |what, value: &String| FormatError::UnknownName { file: name.to_owned(), what, value: value.clone() };
        let mut bound = Vec::new();
        for (column, shape) in shapes {
            let at = columns.iter().position(|known: &String| known == column);
            let at = at.ok_or_else(|| unknown("column", column))?;
            bound.push((at, Shape::parse(shape).ok_or_else(|| unknown("shape", shape))?));
        }
        let mut prefixes = Vec::new();
        for (name, whole, characters) in parts {
            let at = columns.iter().position(|known| known == whole).ok_or_else(|| unknown("column", whole))?;
            prefixes.push((at, *characters));
            columns.push(name.clone());
        }
        Ok(Some(Self { columns, widths, prefixes, shapes: bound }))
    }

    /// Whether a column is one of those by which the format is told.
    pub(super) fn is_told_by(&self, column: usize) -> bool {
        self.shapes.iter().any(|(told, _)| *told == column)
    }

    /// Whether a record of these cells may be a row.
    pub(super) fn fits(&self, record: &Record) -> bool {
        let is_wide_enough = self.shapes.iter().all(|(column, _)| *column < record.len());
        is_wide_enough && self.shapes.iter().all(|(column, shape)| shape.fits(trimmed(&record[*column])))
    }
}

impl Shape {
    /// `digits`, `digits:10`, `digits:8-12`, `stamp`, `amount`, `text`, `words:a,b`.
    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        Some(match (kind, rest) {
            ("digits", "") => Self::Digits { least: 1, most: usize::MAX },
            ("digits", range) => {
                let (least, most) = range.split_once('-').unwrap_or((range, range));
                Self::Digits { least: least.parse().ok()?, most: most.parse().ok()? }
            }
            ("stamp", "") => Self::Stamp,
            ("amount", "") => Self::Amount,
            ("text", "") => Self::Text,
            ("words", words) => Self::Words(words.split(',').map(lookup_form).collect()),
            _ => return None,
        })
    }

    fn fits(&self, cell: &str) -> bool {
        match self {
            Self::Digits { least, most } => {
                (*least..=*most).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
            }
            Self::Stamp => read_clock(cell).is_ok() || read_stamp(cell, Some(DayOrder::DayFirst)).is_ok(),
            Self::Amount => AmountStyle::default().read(cell, Currency::CNY, super::amounts::Unit::Major).is_ok(),
            Self::Text => !cell.is_empty(),
            Self::Words(words) => words.contains(&lookup_form(cell)),
        }
    }
}

/// How many cells most of the rows have: providers add columns at the end, so that an older file has fewer than the format.
fn usual_width(records: &[Record], shaped: &Shaped) -> usize {
    let widths: Vec<usize> = records.iter().filter(|record| shaped.fits(record)).map(Record::len).collect();
    let rows_of = |width: &usize| widths.iter().filter(|other| *other == width).count();
    widths.iter().copied().max_by_key(rows_of).unwrap_or(shaped.columns.len())
}

/// A format without headings that the first rows look like.
pub(super) fn find(
    text: &str,
    options: &ImportOptions<'_>,
    library: &FormatLibrary,
    is_wanted: impl Fn(&Format) -> bool,
) -> Option<Found> {
    let lines: Vec<&str> =
        text.lines().take(LOOKED_AT * 4).filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    let first = lines.first()?;
    for delimiter in DELIMITERS.into_iter().filter(|delimiter| first.as_bytes().contains(delimiter)) {
        let records: Vec<Record> = lines.iter().map(|line| split(line, delimiter)).collect();
        let fits = |format: &&Format| {
            let shaped = format.shaped.as_ref().filter(|shaped| shaped.widths.is_none());
            let is_like = |shaped: &Shaped| {
                // A line of headings is none of its rows.
                let begins_so = records.first().is_some_and(|record| shaped.fits(record));
                let rows = records.iter().filter(|record| shaped.fits(record) && record.len() <= shaped.columns.len());
                // A last line of totals is no row.
                begins_so && rows.count() * 2 > records.len()
            };
            shaped.is_some_and(is_like) && is_wanted(format)
        };
        let best =
            library.formats.iter().filter(fits).max_by_key(|format| format.shaped.as_ref().map(|s| s.shapes.len()));
        if let Some((format, shaped)) = best.and_then(|format| Some((format, format.shaped.as_ref()?))) {
            let width = usual_width(&records, shaped);
            let headings = shaped.columns.iter().take(width).map(|name| Heading::new(name, &library.words)).collect();
            return Some(Found { layout: format.layout(headings, options), delimiter, line: 0, start: 0, body: 0 });
        }
    }
    None
}
