//! A stream of text → records with the exact line that each begins at. A quote that is never closed costs its own line
//! only. However long the file, no more than a stretch of it is held.

use super::decode::TextStream;
use super::error::ImportError;
use super::record::Record;
use memchr::{memchr, memchr_iter, memrchr};

/// Longest line that can be a row, in bytes.
const LONGEST_LINE_BYTES: usize = 4 * 1024 * 1024;
/// Longest record over several lines, in bytes.
const LONGEST_QUOTED_BYTES: usize = 1024 * 1024;

/// What stands next in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A record, now in the caller's buffer, that begins in this line.
    Record { line: u32 },
    /// A quote is opened in this line and closed nowhere, or in the middle of another row.
    OpenQuote { line: u32 },
    /// This line is longer than any row.
    TooLong { line: u32 },
    /// Nothing more.
    End,
}

/// Reads the records of a text from a given place on.
pub(super) struct Records<'i> {
    stream: TextStream<'i>,
    delimiter: u8,
    /// Fields of a sound record.
    width: usize,
    /// The stretch that is held: whole lines up to `end`, perhaps the beginning of another after it.
    chunk: String,
    at: usize,
    end: usize,
    has_quotes: bool,
    /// Line of the next unread byte.
    line: u32,
}

impl<'i> Records<'i> {
    /// Reads on from `start` bytes into the text, where line `line` begins.
    pub(super) fn new(
        mut stream: TextStream<'i>,
        start: usize,
        line: u32,
        delimiter: u8,
        width: usize,
    ) -> Result<Self, ImportError> {
        let mut chunk = String::new();
        while chunk.len() < start && stream.append(&mut chunk)? {}
        chunk.drain(..start.min(chunk.len()));
        let mut records = Self { stream, delimiter, width, chunk, at: 0, end: 0, has_quotes: false, line };
        records.find_end();
        Ok(records)
    }

    /// Reads the next record into `record`; blank lines are passed over.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<Next, ImportError> {
        loop {
            if self.at >= self.end {
                match self.load()? {
                    None => return Ok(Next::End),
                    Some(false) => {
                        self.line += 1;
                        return Ok(Next::TooLong { line: self.line - 1 });
                    }
                    Some(true) => {}
                }
            }
            let bytes = &self.chunk.as_bytes()[self.at..self.end];
            let length = memchr(b'\n', bytes).unwrap_or(bytes.len());
            let line_end = (self.at + length + 1).min(self.end);
            let sound = without_returns(&self.chunk[self.at..self.at + length]);
            if sound.is_empty() {
                self.line += 1;
                self.at = line_end;
                continue;
            }
            if self.has_quotes && memchr(b'"', sound.as_bytes()).is_some() {
                match self.quoted(record)? {
                    Some(next) => return Ok(next),
                    // More of the text is needed, and is there now.
                    None => continue,
                }
            }
            record.fill(sound, self.delimiter);
            self.at = line_end;
            self.line += 1;
            return Ok(Next::Record { line: self.line - 1 });
        }
    }

    /// Reads a record with quotes, which may run over several lines.
    fn quoted(&mut self, record: &mut Record) -> Result<Option<Next>, ImportError> {
        let rest = &self.chunk[self.at..self.end];
        let Some(length) = split_quoted(rest, self.delimiter, record) else {
            if rest.len() < LONGEST_QUOTED_BYTES && self.grow()? {
                return Ok(None);
            }
            let raw = &self.chunk.as_bytes()[self.at..self.end];
            let quote = broken_quote(raw, self.delimiter, true).unwrap_or_default();
            return Ok(Some(self.resume_after_open_quote(quote)));
        };
        let raw = &rest.as_bytes()[..length];
        let line_ends = memchr_iter(b'\n', raw).count();
        if line_ends > usize::from(raw.last() == Some(&b'\n')) {
            let has_wrong_width = sound_width(record) != self.width && record.len() != self.width;
            if let Some(quote) = broken_quote(raw, self.delimiter, has_wrong_width) {
                return Ok(Some(self.resume_after_open_quote(quote)));
            }
        }
        let line = self.line;
        self.line += line_ends as u32;
        self.at += length;
        Ok(Some(Next::Record { line }))
    }

    /// Leaves out the line with the quote at byte `quote` of the record that stands next, and goes on with the next line.
    /// A line left open pairs with the next such line at the latest, so no text is read more than twice but for records
    /// made to be searched again and again.
    fn resume_after_open_quote(&mut self, quote: usize) -> Next {
        let raw = &self.chunk.as_bytes()[self.at..self.end];
        // Sound cells with line breaks may stand before the quote in the same record.
        let line = self.line + memchr_iter(b'\n', &raw[..quote]).count() as u32;
        let length = memchr(b'\n', &raw[quote..]).map_or(raw.len(), |end| quote + end + 1);
        self.at += length;
        self.line = line + 1;
        Next::OpenQuote { line }
    }

    /// Goes on to the next stretch. `Some(false)`: a line that is too long stood there and was passed over; none: the text
    /// has ended.
    fn load(&mut self) -> Result<Option<bool>, ImportError> {
        if self.grow()? {
            return Ok(Some(true));
        }
        if self.chunk.len() <= LONGEST_LINE_BYTES {
            return Ok((self.at < self.end).then_some(true));
        }
        self.pass_line()?;
        Ok(Some(false))
    }

    /// Drops what was read and reads on until there is at least one line more; false where the text has ended or a line is
    /// too long.
    fn grow(&mut self) -> Result<bool, ImportError> {
        self.chunk.drain(..self.at);
        (self.at, self.end) = (0, self.end - self.at);
        let before = self.end;
        while self.end <= before {
            if self.chunk.len() - before > LONGEST_LINE_BYTES {
                return Ok(false);
            }
            if !self.stream.append(&mut self.chunk)? {
                self.end = self.chunk.len();
                self.has_quotes = memchr(b'"', self.chunk.as_bytes()).is_some();
                return Ok(self.end > before);
            }
            self.find_end();
        }
        Ok(true)
    }

    /// Finds how far whole lines go.
    fn find_end(&mut self) {
        self.end = memrchr(b'\n', self.chunk.as_bytes()).map_or(0, |last| last + 1);
        self.has_quotes = memchr(b'"', self.chunk.as_bytes()).is_some();
    }

    fn pass_line(&mut self) -> Result<(), ImportError> {
        loop {
            self.chunk.clear();
            let has_more = self.stream.append(&mut self.chunk)?;
            if let Some(end) = memchr(b'\n', self.chunk.as_bytes()) {
                self.chunk.drain(..=end);
                break;
            }
            if !has_more {
                break;
            }
        }
        self.at = 0;
        self.find_end();
        Ok(())
    }
}

fn without_returns(line: &str) -> &str {
    line.trim_end_matches('\r')
}

/// Splits the record that a text begins with; how long it is. None: a quote is open at the end.
pub(super) fn split_quoted(text: &str, delimiter: u8, record: &mut Record) -> Option<usize> {
    record.clear();
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let length = memchr(b'"', &bytes[at..])?;
                record.extend_last_cell(&text[at..at + length]);
                at += length + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                record.extend_last_cell("\"");
                at += 1;
            }
        }
        let rest = &bytes[at..];
        let length = memchr::memchr2(delimiter, b'\n', rest).unwrap_or(rest.len());
        let has_more_cells = rest.get(length) == Some(&delimiter);
        let cell = &text[at..at + length];
        record.extend_last_cell(if has_more_cells { cell } else { without_returns(cell) });
        record.end_cell();
        at += length;
        if !has_more_cells {
            return Some((at + 1).min(bytes.len()));
        }
        at += 1;
    }
}

/// Fields up to the last one that is not blank.
pub(super) fn sound_width(record: &Record) -> usize {
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
    use crate::import::decode::Charset;

    fn read(text: &str) -> Vec<String> {
        let width = text.lines().next().map_or(0, |line| line.split(',').count());
        let bytes = text.as_bytes();
        let stream = TextStream::open(&bytes, Charset::Utf8).unwrap();
        let mut records = Records::new(stream, 0, 1, b',', width).unwrap();
        let mut record = Record::default();
        let mut seen = Vec::new();
        loop {
            match records.next(&mut record).unwrap() {
                Next::Record { line } => {
                    seen.push(format!("{line}:{}", record.iter().collect::<Vec<_>>().join("|")));
                }
                Next::OpenQuote { line } => seen.push(format!("{line}: open quote")),
                Next::TooLong { line } => seen.push(format!("{line}: too long")),
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

    #[test]
    fn quoted_cells_keep_what_stands_in_them() {
        assert_eq!(read("a,b\n\"x,\"\"y\"\"\",z\r\n\"q\"r,\"\"\n"), ["1:a|b", "2:x,\"y\"|z", "3:qr|"]);
        let long = "n,".repeat(300_000);
        let text = format!("a,b\n\"{long}\n\",c\n\"d\",e");
        assert_eq!(read(&text), ["1:a|b".to_owned(), format!("2:{long}\n|c"), "4:d|e".to_owned()]);
    }

    #[test]
    fn a_line_longer_than_any_row_is_passed_over() {
        let long = "0".repeat(LONGEST_LINE_BYTES + 2 * 1024 * 1024);
        assert_eq!(read(&format!("a,b\n{long}\nc,d\n{long}")), ["1:a|b", "2: too long", "3:c|d", "4: too long"]);
    }
}
