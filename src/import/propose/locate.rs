//! Finds the table in a file of which nothing is known: what parts its cells, and where its headings stand, if it has any.

use super::super::cells::{lookup_form, trimmed};
use super::super::dates::{DayOrder, read_clock, read_stamp};
use super::super::formats::FormatLibrary;
use super::super::header::{DELIMITERS, Found, LONGEST_HEADER_BYTES, SEARCHED_LINES};
use super::super::layout::Layout;
use super::super::record::Record;
use super::super::records::{sound_width, split_quoted};
use super::super::vocabulary::Heading;
use std::collections::BTreeMap;

/// Lines by which the delimiter is told.
const LINES_LOOKED_AT: usize = 200;

/// Where the table of a file stands.
pub(super) struct Table {
    /// Headings; `Column 1`, … where the file has none.
    pub(super) headings: Vec<Heading>,
    pub(super) delimiter: u8,
    /// Line of the headings, counted from one; the line before the first row where there are none.
    pub(super) line: u32,
    start: usize,
    /// First byte of the rows.
    pub(super) body: usize,
    pub(super) has_headings: bool,
}

impl Table {
    /// A layout of this table.
    pub(super) fn found(&self, layout: Layout) -> Found {
        Found { layout, delimiter: self.delimiter, line: self.line, start: self.start, body: self.body }
    }

    /// Whether an earlier column has the same heading.
    pub(super) fn is_repeated(&self, at: usize) -> bool {
        self.headings[..at].iter().any(|heading| heading.form == self.headings[at].form)
    }
}

/// One line, where it begins, and its number.
struct Line<'t> {
    text: &'t str,
    start: usize,
    number: u32,
}

/// Finds the table; none where no line has two cells.
pub(super) fn find(text: &str, library: &FormatLibrary) -> Option<Table> {
    let lines = first_lines(text);
    let (delimiter, width) = delimiter_of(&lines)?;
    let known = |line: &Line<'_>| {
        let headings = headings_of(line.text, delimiter, library);
        headings.iter().filter(|heading| library.vocabulary.meaning(heading).is_some()).count()
    };
    let searched = || lines.iter().take(SEARCHED_LINES).filter(|line| could_be_headings(line.text, delimiter, width));
    let best_known = searched().rev().map(|line| (known(line), line)).max_by_key(|(known, _)| *known);
    let line = match best_known {
        Some((known, line)) if known >= 2 => Some(line),
        _ => searched().next(),
    };
    match line {
        Some(line) => Some(Table {
            headings: headings_of(line.text, delimiter, library),
            delimiter,
            line: line.number,
            start: line.start,
            body: line.start + line.text.len(),
            has_headings: true,
        }),
        None => without_headings(&lines, delimiter, width, library),
    }
}

fn without_headings(lines: &[Line<'_>], delimiter: u8, width: usize, library: &FormatLibrary) -> Option<Table> {
    let first = lines.iter().find(|line| cells(line.text, delimiter).len() == width)?;
    let heading = |number: usize| Heading::new(&format!("Column {number}"), &library.words);
    Some(Table {
        headings: (1..=width).map(heading).collect(),
        delimiter,
        line: first.number - 1,
        start: first.start,
        body: first.start,
        has_headings: false,
    })
}

fn first_lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (number, text) in (1..).zip(text.split_inclusive('\n').take(LINES_LOOKED_AT)) {
        if text.len() <= LONGEST_HEADER_BYTES && !text.trim().is_empty() {
            lines.push(Line { text, start, number });
        }
        start += text.len();
    }
    lines
}

/// The delimiter that parts most lines into the same number of cells, and that number.
fn delimiter_of(lines: &[Line<'_>]) -> Option<(u8, usize)> {
    let agreement = |delimiter: u8| {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for line in lines.iter().filter(|line| line.text.as_bytes().contains(&delimiter)) {
            *widths.entry(cells(line.text, delimiter).len()).or_default() += 1;
        }
        let (width, count) = widths.into_iter().max_by_key(|(width, count)| (*count, *width))?;
        // Out of ten lines, so that a few odd ones do not outweigh twice as many cells.
        (width >= 2).then(|| ((count * 10 / lines.len(), width), delimiter))
    };
    let best = DELIMITERS.into_iter().filter_map(agreement).max()?;
    Some((best.1, best.0.1))
}

fn could_be_headings(line: &str, delimiter: u8, width: usize) -> bool {
    let record = cells(line, delimiter);
    let sound = sound_width(&record);
    let filled: Vec<&str> = record.iter().map(trimmed).filter(|cell| !cell.is_empty()).collect();
    let has_width = sound <= width + 1 && record.len() + 1 >= width;
    let is_named = filled.len() >= 2 && filled.len() * 2 >= width;
    has_width && is_named && filled.iter().all(|cell| !looks_like_value(cell) && !lookup_form(cell).is_empty())
}

/// A date, a time, a number, a masked card.
fn looks_like_value(cell: &str) -> bool {
    let has_digit = cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_number = cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-.,*:/%¥￥$€£".contains(c));
    has_digit && (is_number || read_stamp(cell, Some(DayOrder::DayFirst)).is_ok() || read_clock(cell).is_ok())
}

fn headings_of(line: &str, delimiter: u8, library: &FormatLibrary) -> Vec<Heading> {
    super::super::header::split(line, delimiter).iter().map(|cell| Heading::new(cell, &library.words)).collect()
}

/// The cells of a line, empty ones at its end included.
fn cells(line: &str, delimiter: u8) -> Record {
    let mut record = Record::default();
    let line = line.trim_end_matches(['\r', '\n']);
    if !line.contains('"') || split_quoted(line, delimiter, &mut record).is_none() {
        record.fill(line, delimiter);
    }
    record
}
