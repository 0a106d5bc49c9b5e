//! JSON as terminals write it: objects that stand alone, one a line, in lists, or between lines of a log. Numbers keep their
//! digits as they stand; an amount never becomes a floating-point number.

/// How deep values may be nested.
const DEPTH: usize = 96;
/// How many objects that do not end before the file does are searched for whole ones inside.
const CUT_OBJECTS: usize = 16;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// In the order written.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// What stands under a name; none for what is no object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// What stands under names one within the other.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, name| value.get(name))
    }

    /// A text or number as text; nothing for anything else.
    pub(super) fn plain(&self) -> &str {
        match self {
            Self::Number(text) | Self::Text(text) => text.trim(),
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
            _ => "",
        }
    }

    /// The text or number under names one within the other; nothing where there is none.
    pub(super) fn text_at(&self, path: &[&str]) -> &str {
        self.at(path).map(Self::plain).unwrap_or_default()
    }
}

/// An object in a text.
pub(super) enum Found {
    /// A whole one, and the line it begins at.
    Object(u32, Json),
    /// One that breaks off, and its line.
    Broken(u32),
}

/// The objects of a text, one after the other, whatever stands between them.
pub(super) struct Objects<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    /// Up to where lines are counted.
    counted: usize,
    cut: usize,
}

impl<'t> Objects<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, counted: 0, cut: 0 }
    }

    fn line_at(&mut self, at: usize) -> u32 {
        let breaks = self.text.as_bytes()[self.counted..at].iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.counted = at;
        self.line
    }
}

impl Iterator for Objects<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at + bytes.get(self.at..)?.iter().position(|byte| *byte == b'{')?;
            let mut parser = Parser { bytes, at: start };
            if let Some(value) = parser.value(0) {
                self.at = parser.at;
                return Some(Found::Object(self.line_at(start), value));
            }
            // What follows a brace in other text, `{thread}`, was never meant as an object.
            let is_meant = bytes[start + 1..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'"');
            let is_cut = parser.at >= bytes.len();
            if is_cut {
                self.cut += 1;
                self.at = if self.cut > CUT_OBJECTS { bytes.len() } else { start + 1 };
            } else {
                self.at = parser.at.max(start + 1);
            }
            if is_meant && (!is_cut || self.cut == 1) {
                return Some(Found::Broken(self.line_at(start)));
            }
        }
    }
}

/// Reads one value; where it fails, `at` is the byte that does not fit.
struct Parser<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEPTH {
            return None;
        }
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Json::Text),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            b'-' | b'0'..=b'9' => Some(self.number()),
            _ => None,
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            if self.take(b'}') {
                return Some(Json::Object(members));
            }
            if !members.is_empty() && (!self.take(b',') || self.peek() != Some(b'"')) {
                return None;
            }
            if self.peek()? != b'"' {
                return None;
            }
            let name = self.string()?;
            if !self.take(b':') {
                return None;
            }
            members.push((name, self.value(depth + 1)?));
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            if self.take(b']') {
                return Some(Json::List(items));
            }
            if !items.is_empty() && !self.take(b',') {
                return None;
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        let is_there = self.bytes[self.at..].starts_with(word.as_bytes());
        self.at += if is_there { word.len() } else { 1 };
        is_there.then_some(value)
    }

    fn number(&mut self) -> Json {
        let start = self.at;
        let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        self.at += self.bytes[start..].iter().take_while(|byte| is_part(byte)).count();
        Json::Number(String::from_utf8_lossy(&self.bytes[start..self.at]).into_owned())
    }

    fn string(&mut self) -> Option<String> {
        self.at += 1;
        let mut text: Vec<u8> = Vec::new();
        loop {
            match self.bytes.get(self.at).copied()? {
                b'"' => {
                    self.at += 1;
                    return String::from_utf8(text).ok();
                }
                b'\\' => self.escaped(&mut text)?,
                0..=0x1f => return None,
                byte => {
                    text.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    fn escaped(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let letter = self.bytes.get(self.at + 1).copied()?;
        self.at += 2;
        let plain = match letter {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' | b'f' => ' ',
            b'"' | b'\\' | b'/' => char::from(letter),
            b'u' => self.code_point()?,
            _ => return None,
        };
        text.extend_from_slice(plain.encode_utf8(&mut [0; 4]).as_bytes());
        Some(())
    }

    /// `\u4e2d`, or two that make one character.
    fn code_point(&mut self) -> Option<char> {
        let high = self.four_digits()?;
        let is_pair = (0xd800..0xdc00).contains(&high) && self.bytes[self.at..].starts_with(b"\\u");
        if !is_pair {
            return Some(char::from_u32(high).unwrap_or('\u{fffd}'));
        }
        self.at += 2;
        let low = self.four_digits()?;
        let joined = (high - 0xd800) * 0x400 + low.wrapping_sub(0xdc00) + 0x1_0000;
        Some(if (0xdc00..0xe000).contains(&low) { char::from_u32(joined).unwrap_or('\u{fffd}') } else { '\u{fffd}' })
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = std::str::from_utf8(self.bytes.get(self.at..self.at + 4)?).ok()?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &str) -> (Vec<(u32, Json)>, Vec<u32>) {
        let (mut whole, mut broken) = (Vec::new(), Vec::new());
        for found in Objects::of(text) {
            match found {
                Found::Object(line, value) => whole.push((line, value)),
                Found::Broken(line) => broken.push(line),
            }
        }
        (whole, broken)
    }

    #[test]
    fn objects_are_found_between_other_text_and_numbers_keep_their_digits() {
        let log = "12:00 [main] {ok} sent {\"a\": 10.990, \"b\": [true, null, -1e3]}\n12:01 got\n{\"c\":\n \"\\u00e9\\\"\\ud83d\\ude00\"}\n";
        let (whole, broken) = objects(log);
        assert_eq!(whole.len(), 2);
        assert_eq!((whole[0].0, whole[0].1.text_at(&["a"])), (1, "10.990"));
        assert_eq!((whole[1].0, whole[1].1.text_at(&["c"])), (3, "é\"😀"));
        assert!(broken.is_empty());
    }

    #[test]
    fn what_breaks_off_is_told_and_the_rest_is_read() {
        let (whole, broken) = objects("{\"a\":{\"b\":\"cut\n{\"a\":1}\n[{\"a\":2},{\"a\":3},{\"a\":");
        assert_eq!(whole.iter().map(|(_, value)| value.text_at(&["a"])).collect::<Vec<_>>(), ["1", "2", "3"]);
        assert_eq!(broken, [1, 3]);
    }

    #[test]
    fn whole_objects_inside_one_that_does_not_end_are_found() {
        let (whole, broken) = objects("{\"list\":[{\"a\":1},{\"a\":2},\n");
        assert_eq!((whole.len(), broken.len()), (2, 1));
    }

    #[test]
    fn nesting_without_end_is_refused_in_little_time() {
        let (whole, _) = objects(&"{\"a\":".repeat(200_000));
        assert!(whole.is_empty());
    }
}
