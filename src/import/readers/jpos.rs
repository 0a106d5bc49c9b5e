//! Logs of jPOS: `<log realm at><send|receive><isomsg><field id value/>`, often without a root, between lines of other text,
//! and cut anywhere. So this is no XML parser: it goes from tag to tag and takes each for itself.

use super::iso8583::{Message, Pairing};
use super::{Head, RawTable, Reader};
use crate::import::{decode, error::ImportError, zones};

/// Logs of jPOS.
pub(super) struct Jpos;

impl Reader for Jpos {
    fn id(&self) -> &'static str {
        "jpos"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        head.text.contains("<isomsg") || head.text.contains("<log realm=")
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let mut log = Log::default();
        let text: &str = &decoded.text;
        let (mut at, mut line, mut counted) = (0, 1_u32, 0);
        while let Some(start) = text[at..].find('<').map(|found| at + found) {
            line = line.saturating_add(breaks(&text[counted..start]));
            counted = start;
            let (tag, end) = tag_at(text, start + 1);
            log.take(tag, &text[end..], line);
            at = end;
        }
        log.end(true);
        Ok(log.pairing.into_table(decoded.encoding))
    }
}

fn breaks(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// What stands in a tag, and where it ends. Values never hold a bare `<`, so a tag that breaks off ends at the next.
fn tag_at(text: &str, start: usize) -> (&str, usize) {
    let rest = &text[start..];
    let length = rest.find(['<', '>']).unwrap_or(rest.len());
    let is_closed = rest.as_bytes().get(length) == Some(&b'>');
    (&rest[..length], start + length + usize::from(is_closed))
}

#[derive(Default)]
struct Log {
    realm: String,
    time: String,
    zone: String,
    message: Option<Message>,
    /// How deep inside the message; one is its own level.
    depth: usize,
    /// Field that the composite at the second level stands for.
    composite: u16,
    pairing: Pairing,
}

impl Log {
    fn take(&mut self, tag: &str, after: &str, line: u32) {
        let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
        match name {
            "log" => self.begin_event(tag),
            "isomsg" => self.open(tag, line),
            "field" => self.field(tag, after),
            "io-timeout" | "peer-disconnect" => self.pairing.gathered.skip(line, name_of_event(name)),
            "" if tag == "/isomsg" => self.close(),
            "" if tag == "/log" => self.end(true),
            _ => {}
        }
    }

    fn begin_event(&mut self, tag: &str) {
        self.end(true);
        attribute(tag, "realm").unwrap_or_default().clone_into(&mut self.realm);
        (self.time, self.zone) = stamp(attribute(tag, "at").unwrap_or_default());
    }

    fn open(&mut self, tag: &str, line: u32) {
        let id = attribute(tag, "id");
        if id.is_none() || self.message.is_none() {
            self.end(true);
            let (place, time, zone) = (self.realm.clone(), self.time.clone(), self.zone.clone());
            self.message = Some(Message { line, place, time, zone, ..Message::default() });
        } else if self.depth == 1 {
            self.composite = id.and_then(|id| id.parse().ok()).unwrap_or_default();
        }
        self.depth += usize::from(!tag.ends_with('/'));
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.end(false);
        }
    }

    fn field(&mut self, tag: &str, after: &str) {
        let Some(message) = &mut self.message else { return };
        let Some(id) = attribute(tag, "id").and_then(|id| id.trim().parse::<u16>().ok()) else { return };
        let value = attribute(tag, "value").unwrap_or_else(|| body(tag, after));
        let gathered = &mut self.pairing.gathered;
        match (self.depth, self.composite) {
            (0 | 1, _) => message.set(id, value, |what| gathered.dropped(what)),
            // Private fields may hold the card verification value; an element of three or four digits named so is counted.
            (2, 48) if id == 92 => gathered.dropped("cvv"),
            _ => {}
        }
    }

    /// The message is complete, or what follows shows that it breaks off.
    fn end(&mut self, is_cut: bool) {
        self.depth = 0;
        if let Some(mut message) = self.message.take() {
            message.is_cut = is_cut;
            self.pairing.take(message);
        }
    }
}

fn name_of_event(name: &str) -> &'static str {
    if name == "io-timeout" { "io-timeout" } else { "peer-disconnect" }
}

/// The text of an element without a `value`, bare or as CDATA.
fn body<'t>(tag: &str, after: &'t str) -> &'t str {
    if tag.ends_with('/') {
        return "";
    }
    let inner = after.strip_prefix("<![CDATA[").unwrap_or(after);
    inner.split(['<', ']']).next().unwrap_or_default()
}

/// The value of an attribute; none where the tag lacks it or breaks off inside.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let is_whole = rest[..at].ends_with(|c: char| c.is_whitespace());
        rest = &rest[at + name.len()..];
        let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| is_whole) else { continue };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        return value[1..].split_once(quote).map(|(value, _)| value);
    }
}

/// `Mon Nov 24 00:00:03 EST 2014.292` or an ISO stamp, as a stamp and the name of its zone.
fn stamp(at: &str) -> (String, String) {
    let parts: Vec<&str> = at.split_whitespace().take(7).collect();
    if let [_, month, day, clock, zone, year] = parts[..]
        && let Some(month) = zones::month(month)
    {
        let year = year.split('.').next().unwrap_or_default();
        let zone = if zones::is_local(zone) { "" } else { zone };
        return (format!("{year}-{month:02}-{day} {clock}"), zone.to_owned());
    }
    (at.split('[').next().unwrap_or_default().trim().to_owned(), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_both_kinds_are_read() {
        assert_eq!(stamp("Mon Nov 24 00:00:03 EST 2014.292"), ("2014-11-24 00:00:03".into(), "EST".into()));
        assert_eq!(
            stamp("2026-11-23T20:14:05.123456789+08:00[Asia/Shanghai]").0,
            "2026-11-23T20:14:05.123456789+08:00"
        );
    }

    #[test]
    fn rubbish_of_any_size_is_gone_through_once() {
        for rubbish in ["<isomsg>".repeat(200_000), "<isomsg id=\"1\">".repeat(200_000), "<isomsg id='".repeat(200_000)]
        {
            assert!(Jpos.read(rubbish.as_bytes()).is_ok());
        }
        assert!(Jpos.read("<log realm='x' ".repeat(100_000).as_bytes()).unwrap().rows.is_empty());
    }
}
