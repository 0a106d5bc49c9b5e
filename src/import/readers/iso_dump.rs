//! ISO 8583 messages printed field by field: `MTI: 0200`, `F011=000123`, `[011] 000123`, `Field 11: …`, `DE 11 (STAN): …`, or
//! JSON objects of fields.

use super::iso8583::{Message, Pairing};
use super::json::{Found, Json, Objects};
use super::{Head, RawTable, Reader};
use crate::import::{cells::lookup_form, dates, decode, error::ImportError};

/// Lines after a message type in which its fields must begin.
const FIRST_LINES: usize = 12;
/// Fewer fields than this are chance.
const FEWEST_FIELDS: usize = 3;
/// Longest line that is looked at, in bytes.
const LONGEST_LINE: usize = 4096;
/// What may stand before the number of a field.
const PREFIXES: &[&str] = &["data element", "field", "bit", "de", "f", "p", "[", "#"];
const TIME_NAMES: &[&str] = &["timestamp", "time", "at", "ts", "date", "datetime"];

/// Printed messages.
pub(super) struct IsoDump;

impl Reader for IsoDump {
    fn id(&self) -> &'static str {
        "iso8583-dump"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        has_printed_message(head.text) || has_json_message(head.text)
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let mut pairing = Pairing::default();
        if has_printed_message(&decoded.text) {
            read_lines(&decoded.text, &mut pairing);
        } else {
            read_objects(&decoded.text, &mut pairing);
        }
        Ok(pairing.into_table(decoded.encoding))
    }
}

fn has_printed_message(text: &str) -> bool {
    let mut left = 0;
    let mut fields = 0;
    text.lines().filter(|line| line.len() <= LONGEST_LINE).any(|line| {
        let (_, rest) = dated(line);
        match field(rest) {
            Some((0, mti)) if is_mti(mti) => (left, fields) = (FIRST_LINES, 0),
            Some((1..=128, _)) if left > 0 => fields += 1,
            _ => {}
        }
        left = left.saturating_sub(1);
        fields >= FEWEST_FIELDS
    })
}

fn has_json_message(text: &str) -> bool {
    text.contains('{')
        && Objects::of(text).take(4).any(|found| matches!(found, Found::Object(_, object) if mti_of(&object).is_some()))
}

fn is_mti(value: &str) -> bool {
    matches!(value.as_bytes(), [b'0'..=b'2' | b'9', b'1'..=b'8', b'0'..=b'5', b'0'..=b'5'])
}

/// The time that a line of a log begins with, and what follows it.
fn dated(line: &str) -> (Option<&str>, &str) {
    let line = line.trim();
    let bare = line.strip_prefix('[').unwrap_or(line);
    let Some(stamp) =
        bare.get(..19).filter(|stamp| dates::read_stamp(stamp, None).is_ok_and(|read| read.time.is_some()))
    else {
        return (None, line);
    };
    let rest = &bare[19..];
    let message = [" - ", "] "].into_iter().filter_map(|mark| Some(rest.rfind(mark)? + mark.len())).max();
    let after_clock = rest.find(' ').unwrap_or(rest.len());
    (Some(stamp), rest[message.unwrap_or(after_clock)..].trim())
}

/// The number of a field and its value; the message type is field 0.
fn field(line: &str) -> Option<(u16, &str)> {
    let line = line.trim();
    let lower = line.to_ascii_lowercase();
    for name in ["mti", "message type indicator", "message type", "msgtype"] {
        if lower.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', ':', '=', '[', '('])) {
            let value = value_of(&line[name.len()..]);
            return is_mti(value).then_some((0, value));
        }
    }
    let prefix = PREFIXES.iter().find(|prefix| lower.starts_with(**prefix)).copied().unwrap_or_default();
    let rest = line[prefix.len()..].trim_start_matches([' ', '-', '_', '.', '#', '[']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let number: u16 = rest[..digits].parse().ok().filter(|number| *number <= 128)?;
    let after = &rest[digits..];
    let is_marked = !prefix.is_empty() && after.starts_with([' ', ']', ':', '=', '\t', '(', '|']);
    let is_plain = after.trim_start().starts_with([':', '=', '|']) || after.starts_with(" - ");
    (is_marked || is_plain).then(|| (number, value_of(after)))
}

/// What stands after the last mark of a line, without brackets and quotes.
fn value_of(after: &str) -> &str {
    let rest = after.trim_start_matches(']');
    let value = match rest.rfind([':', '=', '|']) {
        Some(at) => &rest[at + 1..],
        None => rest.rsplit_once(") ").map_or(rest, |(_, value)| value),
    };
    value.trim().trim_matches(['"', '\'', '[', ']', '<', '>', ',', '-', ' '])
}

fn read_lines(text: &str, pairing: &mut Pairing) {
    let mut current: Option<Message> = None;
    let mut time = String::new();
    for (number, line) in (1_u32..).zip(text.lines()) {
        if line.len() > LONGEST_LINE {
            continue;
        }
        let (stamp, rest) = dated(line);
        if let Some(stamp) = stamp {
            stamp.clone_into(&mut time);
        }
        match field(rest) {
            Some((0, mti)) if is_mti(mti) => {
                finish(current.take(), pairing);
                let mut message = Message { line: number, time: time.clone(), ..Message::default() };
                mti.clone_into(&mut message.mti);
                current = Some(message);
            }
            Some((at, value)) => {
                if let Some(message) = &mut current {
                    put(message, at, value, pairing);
                }
            }
            None => {}
        }
    }
    finish(current, pairing);
}

fn put(message: &mut Message, at: u16, value: &str, pairing: &mut Pairing) {
    // Since 1993 field 12 is a whole stamp.
    let is_stamp = at == 12 && value.len() == 12 && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_stamp && message.time.is_empty() {
        message.time = format!("20{value}");
    }
    message.set(at, value, |what| pairing.gathered.dropped(what));
}

fn finish(message: Option<Message>, pairing: &mut Pairing) {
    if let Some(message) = message {
        pairing.take(message);
    }
}

fn mti_of(object: &Json) -> Option<&str> {
    let Json::Object(members) = object else { return None };
    let inner = || ["fields", "field", "data", "de", "message"].into_iter().filter_map(|name| object.get(name));
    let named = members.iter().find(|(name, _)| matches!(lookup_form(name).as_str(), "mti" | "0" | "messagetype"));
    let value = named.map(|(_, value)| value.plain()).or_else(|| inner().find_map(mti_of))?;
    is_mti(value).then_some(value)
}

fn read_objects(text: &str, pairing: &mut Pairing) {
    for found in Objects::of(text) {
        match found {
            Found::Broken(line) => pairing.gathered.reject_cut_off(line),
            Found::Object(line, object) => {
                let Some(mti) = mti_of(&object) else {
                    pairing.gathered.skip(line, "other-message");
                    continue;
                };
                let mut message = Message { line, mti: mti.to_owned(), ..Message::default() };
                put_members(&mut message, &object, pairing, 0);
                pairing.take(message);
            }
        }
    }
}

fn put_members(message: &mut Message, object: &Json, pairing: &mut Pairing, depth: usize) {
    let Json::Object(members) = object else { return };
    for (name, value) in members {
        let form = lookup_form(name);
        let digits = form.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let prefix = &form[..form.len() - digits.len()];
        match (digits.parse::<u16>(), value) {
            (_, Json::Object(_)) if depth == 0 => put_members(message, value, pairing, 1),
            (Ok(at @ 1..=128), value) if matches!(prefix, "" | "f" | "de" | "field" | "bit") => {
                put(message, at, value.plain(), pairing);
            }
            _ if TIME_NAMES.contains(&form.as_str()) => value.plain().clone_into(&mut message.time),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_every_usual_shape() {
        for line in [
            "11: 000123",
            "F011=000123",
            "[011] 000123",
            "Field 11: 000123",
            "DE 11 (STAN): 000123",
            "DE011 000123",
            "Bit 11 - System trace audit number = '000123'",
            "011 | STAN | 000123",
        ] {
            assert_eq!(field(line), Some((11, "000123")), "{line}");
        }
        for line in ["MTI: 0200", "MTI = [0200]", "0: 0200", "Message Type: 0200"] {
            assert_eq!(field(line), Some((0, "0200")), "{line}");
        }
        assert_eq!((field("11 bottles"), field("2026-11-23")), (None, None));
    }

    #[test]
    fn a_table_is_not_claimed() {
        for text in ["time,amount\n1:2,3\n2:3,4\n3:4,5\n", "{\"id\":1,\"amount\":2}"] {
            assert!(!IsoDump.claims(&Head { bytes: text.as_bytes(), text }), "{text}");
        }
    }
}
