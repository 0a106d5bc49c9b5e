//! Logs of jPOS: elements without a root, mixed with other text, cut anywhere. So they are searched for tags rather than
//! parsed as a document.

use super::iso8583::{Message, Pairing};
use super::{Head, RawTable, Reader};
use crate::import::decode;
use crate::import::error::ImportError;
use crate::import::zones;

/// Reads such logs.
pub(super) struct Jpos;

impl Reader for Jpos {
    fn id(&self) -> &'static str {
        "jpos"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let has = |word: &str| head.text.contains(word);
        has("<log realm=") || has("<isomsg") || (has("<log ") && has(" realm="))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let mut log = Log::default();
        for tag in Tags::new(&decoded.text) {
            log.take(&tag);
        }
        log.end_message();
        Ok(log.pairing.into_table(decoded.encoding))
    }
}

/// A tag: its name, its attributes, the line it stands in.
struct Tag<'t> {
    name: &'t str,
    attributes: &'t str,
    is_end: bool,
    /// `<field …/>`.
    is_whole: bool,
    line: u32,
}

impl<'t> Tag<'t> {
    /// The value of an attribute, without quotes.
    fn attribute(&self, name: &str) -> &'t str {
        let mut rest = self.attributes;
        while let Some(at) = rest.find('=') {
            let key = rest[..at].trim().rsplit(char::is_whitespace).next().unwrap_or_default();
            let after = rest[at + 1..].trim_start();
            let Some(quote) = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { break };
            let Some(end) = after[1..].find(quote) else { break };
            if key == name {
                return &after[1..=end];
            }
            rest = &after[end + 2..];
        }
        ""
    }
}

/// The tags of a text, in one pass.
struct Tags<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl<'t> Tags<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    fn pass(&mut self, to: usize) {
        let lines = self.text.as_bytes()[self.at..to].iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at = to;
    }
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        /// No tag of a log is longer; what is, is other text with a sign of less in it.
        const LONGEST: usize = 8 * 1024;
        loop {
            let start = self.at + self.text[self.at..].find('<')?;
            self.pass(start);
            let line = self.line;
            let inside = &self.text[start + 1..];
            if inside.starts_with("!--") {
                let end = inside.find("-->").map_or(self.text.len(), |end| start + 1 + end + 3);
                self.pass(end);
                continue;
            }
            // A second sign of less before the end of the tag: the first was none.
            let end = inside.as_bytes().iter().take(LONGEST).position(|byte| matches!(byte, b'>' | b'<'));
            let Some(end) = end.filter(|end| inside.as_bytes()[*end] == b'>') else {
                self.pass(start + 1);
                continue;
            };
            self.pass(start + 1 + end + 1);
            let tag = &inside[..end];
            let is_end = tag.starts_with('/');
            let is_whole = tag.ends_with('/');
            let tag = tag.trim_matches('/');
            let name_end = tag.find(char::is_whitespace).unwrap_or(tag.len());
            return Some(Tag { name: &tag[..name_end], attributes: &tag[name_end..], is_end, is_whole, line });
        }
    }
}

/// What was read so far.
#[derive(Default)]
struct Log {
    pairing: Pairing,
    /// Of the element that the text is in.
    time: String,
    realm: String,
    message: Option<Message>,
    /// How many `isomsg` are open; only the fields of the outermost are the message's own.
    depth: u32,
}

impl Log {
    fn take(&mut self, tag: &Tag<'_>) {
        match (tag.name, tag.is_end) {
            ("log", false) => {
                self.end_message();
                self.time = moment(tag.attribute("at"));
                tag.attribute("realm").clone_into(&mut self.realm);
            }
            ("log", true) => self.end_message(),
            ("isomsg", false) if !tag.is_whole => {
                if self.depth == 0 {
                    self.message = Some(Message::new(tag.line, &self.time, &self.realm));
                }
                self.depth += 1;
            }
            ("isomsg", true) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_message();
                }
            }
            ("field", false) if self.depth == 1 => {
                let field = tag.attribute("id").parse::<u16>().ok();
                if let (Some(field), Some(message)) = (field, &mut self.message) {
                    message.set(field, tag.attribute("value"), &mut self.pairing.gathered);
                }
            }
            ("io-timeout" | "peer-disconnect", false) => self.pairing.broken(&self.realm, tag.line),
            _ => {}
        }
    }

    fn end_message(&mut self) {
        self.depth = 0;
        if let Some(message) = self.message.take() {
            self.pairing.take(message);
        }
    }
}

/// `Mon Nov 24 00:00:03 EST 2014.292` with its year first; other forms as they stand.
fn moment(text: &str) -> String {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let [_, month, day, clock, zone, year] = parts[..] else { return text.trim().to_owned() };
    let (year, _) = year.split_once('.').unwrap_or((year, ""));
    let offset = zones::offset_of(zone).map(|offset| offset.to_string()).unwrap_or_default();
    match zones::month(month) {
        Some(month) => format!("{year}-{month:02}-{day:0>2} {clock}{offset}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::readers::RawRow;

    fn rows(text: &str) -> Vec<String> {
        let table = Jpos.read(text.as_bytes()).unwrap();
        let at = |name: &str| table.headings.iter().position(|heading| heading == name).unwrap();
        let shown = ["time", "mti", "state", "response code", "stan", "card", "original"].map(at);
        let show = |row: &RawRow| match row {
            RawRow::Cells(line, cells) => {
                let cells: Vec<&str> = shown.iter().map(|at| &cells[*at]).collect();
                format!("{line} {}", cells.join("|"))
            }
            RawRow::Skipped(row) => format!("{} skipped {}", row.line, row.reason),
            RawRow::Rejected(row) => format!("{} rejected", row.line),
        };
        table.rows.iter().map(show).collect()
    }

    fn event(at: &str, direction: &str, fields: &str) -> String {
        format!("<log realm=\"c/1\" at=\"{at}\"><{direction}><isomsg>{fields}</isomsg></{direction}></log>\n")
    }

    fn fields(list: &[(u16, &str)]) -> String {
        list.iter().map(|(id, value)| format!("<field id=\"{id}\" value=\"{value}\"/>")).collect()
    }

    const AT: &str = "Mon Nov 24 00:00:03 EST 2014.292";

    #[test]
    fn answers_are_paired_whatever_stands_between() {
        let sale = |stan| {
            fields(&[(0, "0200"), (2, "4111111111111111"), (4, "500"), (11, stan), (52, "AABB"), (35, "4111=99")])
        };
        let answer = |stan, code| fields(&[(0, "0210"), (11, stan), (39, code)]);
        let text = [
            "rubbish < more\n".to_owned(),
            event(AT, "send", &sale("000001")),
            event(AT, "send", &sale("2")),
            "INFO <l not quite\n".to_owned(),
            event(AT, "receive", &answer("2", "51")),
            event(AT, "receive", &answer("1", "00")),
            event(AT, "send", &fields(&[(0, "0800"), (11, "9")])),
            event(AT, "send", &sale("3")),
            format!("<log realm=\"c/1\" at=\"{AT}\"><receive><io-timeout/></receive></log>"),
        ];
        assert_eq!(
            rows(&text.concat()),
            [
                "7 skipped network-message",
                "2 2014-11-24 00:00:03-05:00|0200|answered|00|000001|411111******1111|",
                "3 2014-11-24 00:00:03-05:00|0200|answered|51|2|411111******1111|",
                "8 2014-11-24 00:00:03-05:00|0200|no answer||3|411111******1111|",
            ]
        );
    }

    #[test]
    fn a_reversal_names_its_original_and_a_log_cut_in_the_middle_keeps_what_was_there() {
        let text = [
            event(AT, "send", &fields(&[(0, "0200"), (4, "500"), (11, "000017")])),
            event(AT, "send", &fields(&[(0, "0420"), (4, "500"), (11, "000018"), (90, "02000000171124000003000000")])),
            format!(
                "<log realm=\"c/1\" at=\"{AT}\"><send><isomsg><field id=\"0\" value=\"0200\"/><field id=\"11\" value=\"19\"/><fiel"
            ),
        ];
        let rows = rows(&text.concat());
        assert_eq!(rows[1], "2 2014-11-24 00:00:03-05:00|0420|unanswered||000018||000017");
        assert!(rows[2].starts_with("3 2014-11-24 00:00:03-05:00|0200|unanswered||19"));
    }

    #[test]
    fn endless_tags_and_lines_take_linear_time() {
        assert!(rows(&"<isomsg>".repeat(200_000)).is_empty());
        assert!(rows(&"<".repeat(2_000_000)).is_empty());
    }
}
