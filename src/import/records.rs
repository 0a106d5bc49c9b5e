//! Text → records with the exact line that each begins at. A quote that is never closed costs its own line only.

use csv::{ReaderBuilder, StringRecord};

/// What stands next in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A record, now in the caller's buffer, that begins in this line.
    Record { line: u32 },
    /// A quote is opened in this line and closed nowhere, or in the middle of another row.
    OpenQuote { line: u32 },
    /// Nothing more.
    End,
}

/// Reads the records of a text from a given place on.
pub(super) struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    /// Fields of a sound record.
    width: usize,
    reader: csv::Reader<&'t [u8]>,
    /// Where in the text the reader began.
    base: usize,
    /// Line of the next unread byte.
    line: u32,
}

impl<'t> Records<'t> {
    /// Reads `text` from byte `start`, which begins line `line`.
    pub(super) fn new(text: &'t str, start: usize, line: u32, delimiter: u8, width: usize) -> Self {
        let reader = reader(text, start, delimiter);
        Self { text, delimiter, width, reader, base: start, line }
    }

    /// Reads the next record into `record`; blank lines are passed over.
    pub(super) fn next(&mut self, record: &mut StringRecord) -> Next {
        let bytes = self.text.as_bytes();
        let mut start = self.offset();
        // Text is valid UTF-8 and records may have any width, so reading from memory cannot fail.
        if !self.reader.read_record(record).unwrap_or(false) {
            return Next::End;
        }
        let end = self.offset();
        while let Some(b'\r' | b'\n') = bytes.get(start) {
            self.line += u32::from(bytes[start] == b'\n');
            start += 1;
        }
        let raw = &bytes[start.min(end)..end];
        let line = self.line;
        let line_ends = raw.iter().filter(|byte| **byte == b'\n').count();
        let ends_in_raw = usize::from(raw.last() == Some(&b'\n'));
        if line_ends > ends_in_raw {
            let is_too_wide_or_narrow = sound_width(record) != self.width && record.len() != self.width;
            if let Some(at) = broken_quote(raw, self.delimiter, is_too_wide_or_narrow) {
                return self.resume_after_open_quote(start, start + at);
            }
        }
        self.line += line_ends as u32;
        Next::Record { line }
    }

    fn offset(&self) -> usize {
        self.base + usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX - self.base)
    }

    /// Leaves out the line with the quote at byte `quote`, in the record that begins at byte `start`, and goes on with
    /// the next line. A line left open pairs with the next such line at the latest, so no text is read more than twice
    /// but for records made to be searched again and again.
    fn resume_after_open_quote(&mut self, start: usize, quote: usize) -> Next {
        let bytes = self.text.as_bytes();
        // Sound cells with line breaks may stand before the quote in the same record.
        let line = self.line + bytes[start..quote].iter().filter(|byte| **byte == b'\n').count() as u32;
        let line_end = bytes[quote..].iter().position(|byte| *byte == b'\n');
        self.base = line_end.map_or(bytes.len(), |end| quote + end + 1);
        self.line = line + 1;
        self.reader = reader(self.text, self.base, self.delimiter);
        Next::OpenQuote { line }
    }
}

fn reader(text: &str, start: usize, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(&text.as_bytes()[start..])
}

/// Fields up to the last one that is not blank.
pub(super) fn sound_width(record: &StringRecord) -> usize {
    let blank_at_end = record.iter().rev().take_while(|cell| super::cells::trimmed(cell).is_empty()).count();
    record.len() - blank_at_end
}

/// Where a quote opens that makes no sense of a record over several lines: it is closed nowhere, or text follows its
/// closing, or the record it makes has the wrong width.
fn broken_quote(raw: &[u8], delimiter: u8, has_wrong_width: bool) -> Option<usize> {
    let mut at = 0;
    let mut opens_over_lines = None;
    let mut is_cell_start = true;
    while at < raw.len() {
        if !(is_cell_start && raw[at] == b'"') {
            is_cell_start = raw[at] == delimiter || raw[at] == b'\n';
            at += 1;
            continue;
        }
        let Some(length) = quoted_length(&raw[at..]) else { return Some(at) };
        if raw[at..at + length].contains(&b'\n') {
            let is_followed_by_text =
                !matches!(raw.get(at + length), None | Some(b'\r' | b'\n')) && raw.get(at + length) != Some(&delimiter);
            if is_followed_by_text {
                return Some(at);
            }
            opens_over_lines.get_or_insert(at);
        }
        at += length;
        is_cell_start = false;
    }
    opens_over_lines.filter(|_| has_wrong_width)
}

/// Length of a quoted cell with its quotes; none if it is never closed.
fn quoted_length(raw: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += raw.get(at..)?.iter().position(|byte| *byte == b'"')? + 1;
        if raw.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let width = text.lines().next().map_or(0, |line| line.split(',').count());
        let mut records = Records::new(text, 0, 1, b',', width);
        let mut record = StringRecord::new();
        let mut seen = Vec::new();
        loop {
            match records.next(&mut record) {
                Next::Record { line } => {
                    seen.push(format!("{line}:{}", record.iter().collect::<Vec<_>>().join("|")));
                }
                Next::OpenQuote { line } => seen.push(format!("{line}: open quote")),
                Next::End => return seen,
            }
        }
    }

    #[test]
    fn lines_are_counted_over_blank_ones_and_inside_quotes() {
        assert_eq!(read("a,b\r\n\r\nc,d\r\n"), ["1:a|b", "3:c|d"]);
        assert_eq!(read("a,b\n\"c\nc\",d\ne,f"), ["1:a|b", "2:c\nc|d", "4:e|f"]);
    }

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        assert_eq!(read("a,b\nc,\"d\ne,f\n"), ["1:a|b", "2: open quote", "3:e|f"]);
        assert_eq!(read("a,b\nc,\"d\ne,\"f\"\ng,h\n"), ["1:a|b", "2: open quote", "3:e|f", "4:g|h"]);
        assert_eq!(read("a,b,c\n\"x\ny\",\"z\ne,f,g\n"), ["1:a|b|c", "3: open quote", "4:e|f|g"]);
        assert_eq!(read("a,b\n\"c,d\ne,f\ng,\"h\"\n"), ["1:a|b", "2: open quote", "3:e|f", "4:g|h"]);
    }
}
