//! Dumps of ISO 8583 messages as tests, gateways and terminals write them: a line for the message type, then a line for each
//! field (`F011: 000001`, `DE 11 = 000001`, `[011] 000001`), or JSON objects of fields.

use super::iso8583::{Message, Pairing};
use super::json::{Found, Json, Objects};
use super::{Head, RawTable, Reader};
use crate::import::dates::read_stamp;
use crate::import::decode;
use crate::import::error::ImportError;

/// Reads such dumps.
pub(super) struct IsoDump;

/// Words before a field's number.
const FIELD_WORDS: [&str; 9] = ["FIELD", "DE", "BIT", "F", "P", "S", "域", "字段", "DATAELEMENT"];
/// Words for the message type.
const TYPE_WORDS: [&str; 9] = [
    "MTI",
    "MESSAGETYPE",
    "MSGTYPE",
    "MESSAGETYPEINDICATOR",
    "MESSAGETYPEID",
    "MSGTYP",
    "消息类型",
    "报文类型",
    "消息类型标识符",
];
/// Fields that a message has at least; fewer are chance.
const FEWEST_FIELDS: usize = 3;
/// Digits of the highest field number.
const NUMBER_DIGITS: usize = 3;

impl Reader for IsoDump {
    fn id(&self) -> &'static str {
        "iso8583-dump"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let text = head.text;
        if text.trim_start().starts_with(['{', '[']) {
            let mut found = Objects::of(text);
            return found.any(|found| matches!(found, Found::Object(_, object) if fields_of(&object).is_some()));
        }
        let lines: Vec<Line<'_>> = text.lines().map(Line::of).collect();
        let types = lines.iter().filter(|line| matches!(line, Line::Type(_))).count();
        let fields = lines.iter().filter(|line| matches!(line, Line::Field(..))).count();
        types > 0 && fields >= FEWEST_FIELDS
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let mut pairing = Pairing::default();
        if decoded.text.trim_start().starts_with(['{', '[']) {
            read_Objects::of(&decoded.text, &mut pairing);
        } else {
            read_lines(&decoded.text, &mut pairing);
        }
        Ok(pairing.into_table(decoded.encoding))
    }
}

fn read_lines(text: &str, pairing: &mut Pairing) {
    let mut time = String::new();
    let mut message: Option<Message> = None;
    for (number, line) in (1_u32..).zip(text.lines()) {
        if let Some(stamp) = leading_stamp(line) {
            time = stamp;
        }
        match Line::of(line) {
            Line::Type(mti) => {
                if let Some(whole) = message.take() {
                    pairing.take(whole);
                }
                let mut next = Message::new(number, &time, "");
                next.set(0, mti, &mut pairing.gathered);
                message = Some(next);
            }
            Line::Field(field, value) => {
                if let Some(message) = &mut message {
                    message.set(field, value, &mut pairing.gathered);
                }
            }
            Line::Other => {}
        }
    }
    if let Some(whole) = message {
        pairing.take(whole);
    }
}

fn read_objects(text: &str, pairing: &mut Pairing) {
    for found in Objects::of(text) {
        match found {
            Found::Object(line, object) => {
                let Some(fields) = fields_of(&object) else { continue };
                let time = ["time", "timestamp", "at", "date"].iter().map(|name| object.text_at(&[name]));
                let time = time.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                let mut message = Message::new(line, time, "");
                for (field, value) in fields {
                    message.set(field, value, &mut pairing.gathered);
                }
                pairing.take(message);
            }
            Found::Broken(line) => pairing.gathered.reject_cut_off(line),
        }
    }
}

/// The fields of an object that is a message: `{"mti":"0200","fields":{"4":"…"}}` or `{"0":"0200","4":"…"}`.
fn fields_of(object: &Json) -> Option<Vec<(u16, &str)>> {
    let mti = ["mti", "MTI", "0", "000", "messageType", "message_type", "t"].iter().map(|name| object.text_at(&[name]));
    let mti = mti.into_iter().find(|text| is_message_type(text))?;
    let inner = ["fields", "data_elements", "dataElements", "elements"].iter().find_map(|name| object.get(name));
    let Json::Object(members) = inner.unwrap_or(object) else { return None };
    let mut fields = vec![(0, mti)];
    fields.extend(
        members
            .iter()
            .filter_map(|(name, value)| Some((field_name(name)?, value.plain())))
            .filter(|(field, _)| *field > 0),
    );
    (fields.len() > FEWEST_FIELDS).then_some(fields)
}

/// `11`, `011`, `F11`, `DE011`, `field_11`.
fn field_name(name: &str) -> Option<u16> {
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word: String = name[..name.len() - digits.len()].chars().filter(|c| c.is_alphanumeric()).collect();
    let is_known = word.is_empty() || FIELD_WORDS.contains(&word.to_uppercase().as_str());
    (is_known && digits.len() <= NUMBER_DIGITS).then(|| digits.parse().ok()).flatten()
}

/// Version, class, function, origin.
fn is_message_type(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_digit()) && matches!(text.as_bytes()[0], b'0'..=b'2')
}

/// What a line of a dump is.
enum Line<'t> {
    /// It names the message type.
    Type(&'t str),
    /// It gives a field.
    Field(u16, &'t str),
    /// Anything else.
    Other,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        /// Behind this nothing begins that is of use.
        const LONGEST_NAME: usize = 60;
        let Some((name, value)) = split(line) else { return Self::Other };
        if name.len() > LONGEST_NAME {
            return Self::Other;
        }
        let value = unwrapped(value);
        let form: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
        if TYPE_WORDS.iter().any(|word| form.ends_with(word)) {
            return if is_message_type(value) { Self::Type(value) } else { Self::Other };
        }
        match numbered(name) {
            Some(0) if is_message_type(value) => Self::Type(value),
            Some(field) => Self::Field(field, value),
            None => Self::Other,
        }
    }
}

/// Name and value of a line: parted by `:`, `=`, `->` or a closing bracket.
fn split(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let at = line.find([':', '=', ']', '>', '：'])?;
    let (name, rest) = line.split_at(at);
    let rest = rest.trim_start_matches([':', '=', ']', '>', '-', '：', ' ', '\t']);
    Some((name.trim_end_matches('-').trim(), rest))
}

/// `[000001]`, `"000001"`, `(6) 000001`.
fn unwrapped(value: &str) -> &str {
    let value = value.trim().trim_matches(['"', '\'', ',']);
    let value = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(value);
    value.trim()
}

/// The field that a name means. A bare number is one only in brackets or written with three digits, so that a clock is none.
fn numbered(name: &str) -> Option<u16> {
    let name = name.trim();
    let is_bracketed = name.starts_with(['[', '<', '(']);
    let bare = name.trim_matches(|c: char| matches!(c, '[' | ']' | '<' | '(' | ')' | '"' | ' ' | '\t' | '-' | '|'));
    // `DE 11 (STAN)`, `F011 System trace`.
    let digits_at = bare.find(|c: char| c.is_ascii_digit())?;
    let digits_end = bare[digits_at..].find(|c: char| !c.is_ascii_digit()).map_or(bare.len(), |end| digits_at + end);
    let word: String = bare[..digits_at].chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let digits = &bare[digits_at..digits_end];
    let is_field = if word.is_empty() {
        is_bracketed || digits.len() == NUMBER_DIGITS
    } else {
        FIELD_WORDS.contains(&word.as_str())
    };
    (is_field && digits.len() <= NUMBER_DIGITS).then(|| digits.parse().ok()).flatten().filter(|field| *field <= 128)
}

/// The time with which a line of a log begins.
fn leading_stamp(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['[', ' ']);
    let line = line.get(..line.len().min(40)).unwrap_or(line);
    let mut parts = line.split_whitespace();
    let (date, clock) = (parts.next()?, parts.next().unwrap_or_default());
    let clean = |text: &str| text.trim_end_matches([']', ',', ';']).replace(',', ".");
    let joined = format!("{} {}", clean(date), clean(clock));
    let both = read_stamp(&joined, None).is_ok_and(|stamp| stamp.time.is_some());
    let alone = read_stamp(&clean(date), None).is_ok_and(|stamp| stamp.time.is_some());
    if both { Some(joined) } else { alone.then(|| clean(date)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::readers::RawRow;

    fn rows(text: &str) -> Vec<String> {
        let table = IsoDump.read(text.as_bytes()).unwrap();
        let at = |name: &str| table.headings.iter().position(|heading| heading == name).unwrap();
        let shown = ["time", "mti", "state", "response code", "stan", "amount", "card"].map(at);
        let cells = table.rows.iter().filter_map(|row| match row {
            RawRow::Cells(line, cells) => Some((line, cells)),
            _ => None,
        });
        let show = |(line, cells): (&u32, &csv::StringRecord)| {
            format!("{line} {}", shown.iter().map(|at| &cells[*at]).collect::<Vec<_>>().join("|"))
        };
        cells.map(show).collect()
    }

    fn claims(text: &str) -> bool {
        IsoDump.claims(&Head { bytes: text.as_bytes(), text })
    }

    #[test]
    fn every_way_of_writing_a_field_is_read() {
        for dump in [
            "2026-11-23 10:15:00.123 SEND\nMTI: 0200\nF002: 4111111111111111\nF004: 000000001250\nF011: 000017\n\
             2026-11-23 10:15:01 RECV\nMTI: 0210\nF011: 000017\nF039: 00\n",
            "[2026-11-23 10:15:00,123] out\nMessage Type = [0200]\nDE 2 (PAN) = [4111111111111111]\nDE 4 = [000000001250]\nDE 11 = [000017]\n\
             [2026-11-23 10:15:01,000] in\nMessage Type = [0210]\nDE 11 = [000017]\nDE 39 = [00]\n",
            "2026-11-23T10:15:00 >>\n[000] 0200\n[002] 4111111111111111\n[004] 000000001250\n[011] 000017\n<<\n[000] 0210\n[011] 000017\n[039] 00\n",
        ] {
            assert!(claims(dump), "{dump}");
            let rows = rows(dump);
            assert_eq!(rows.len(), 1, "{rows:?}");
            assert!(rows[0].ends_with("|0200|answered|00|000017|000000001250|411111******1111"), "{rows:?}");
            assert!(rows[0].starts_with("2 2026-11-23"), "{rows:?}");
        }
    }

    #[test]
    fn objects_of_fields_are_messages() {
        let json = r#"{"time":"2026-11-23T10:15:00+01:00","mti":"0200","fields":{"2":"4111111111111111","4":"000000001250","11":"000017"}}
{"time":"2026-11-23T10:15:01+01:00","0":"0210","011":"000017","F39":"51","41":"T1"}"#;
        assert!(claims(json));
        assert_eq!(rows(json), ["1 2026-11-23T10:15:00+01:00|0200|answered|51|000017|000000001250|411111******1111"]);
    }

    #[test]
    fn what_is_no_dump_is_not_claimed() {
        for text in [
            "time,amount\n10:15,3\n",
            "10:15: opened\n11:20: closed\n",
            "{\"a\":1}",
            "MTI: 0200\n",
            "code: 0200\nF1: x\nF2: y\nF3: z",
        ] {
            assert!(!claims(text), "{text}");
        }
    }
}
