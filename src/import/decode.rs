//! Bytes → text: UTF-8 and UTF-16 with or without a byte order mark, GB18030, Big5, Shift-JIS, cp1252 (of which latin-1 is
//! a part) and cp437. A stream is decoded stretch by stretch.

use super::charset::{self, CP437};
use super::error::ImportError;
use super::input::Input;
use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::Read;

/// Read and decoded at once.
const BLOCK_BYTES: usize = 256 * 1024;
/// Bytes beyond ASCII by which an encoding is told.
const SAMPLE_BYTES: usize = 256 * 1024;

/// How bytes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Cp437,
    Other(&'static Encoding),
}

/// A file as text.
pub(super) struct Decoded<'b> {
    /// The text, without its byte order mark. Bytes that were no text stand as U+FFFD.
    pub(super) text: Cow<'b, str>,
    /// `UTF-8`, `GB18030`, `UTF-16LE`, ….
    pub(super) encoding: &'static str,
}

/// What a first pass over the bytes of a file has shown.
pub(super) struct Look {
    pub(super) charset: Charset,
    /// Whether some bytes may be no text.
    pub(super) may_hold_garbage: bool,
}

impl Charset {
    /// The encoding of this name: `gbk`, `latin1`, `cp437`, ….
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        if ["cp437", "ibm437", "437"].iter().any(|known| name.eq_ignore_ascii_case(known)) {
            return Some(Self::Cp437);
        }
        Encoding::for_label(name.as_bytes()).map(Self::of)
    }

    fn of(encoding: &'static Encoding) -> Self {
        match encoding.name() {
            "UTF-8" => Self::Utf8,
            // The larger of the two, of which the other is a part.
            "GBK" => Self::Other(GB18030),
            _ => Self::Other(encoding),
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Cp437 => "cp437",
            Self::Other(encoding) if encoding == GB18030 => "GB18030",
            Self::Other(encoding) => encoding.name(),
        }
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
            Self::Cp437 => Cow::Owned(bytes.iter().map(|byte| cp437(*byte)).collect()),
            Self::Other(encoding) => encoding.decode_with_bom_removal(bytes).0,
        }
    }
}

/// Whether the bytes are UTF-16: by their mark, or because every other byte of what is mostly ASCII is NUL.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    utf16_of(bytes).is_some()
}

fn utf16_of(bytes: &[u8]) -> Option<Charset> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(Charset::Other(UTF_16LE)),
        [0xfe, 0xff, ..] => return Some(Charset::Other(UTF_16BE)),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(1024)];
    let nuls = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let is_many = |count: usize| head.len() >= 16 && count * 4 > head.len();
    match (is_many(even), is_many(odd)) {
        (false, true) if even == 0 => Some(Charset::Other(UTF_16LE)),
        (true, false) if odd == 0 => Some(Charset::Other(UTF_16BE)),
        _ => None,
    }
}

/// Decodes a whole file. Valid UTF-8 is never taken for anything else. Bytes valid in no encoding are decoded in the one
/// with less damage, so that only the damaged rows are lost.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let charset = charset_of_whole(bytes);
    Decoded { text: charset.decode(bytes), encoding: charset.name() }
}

/// The encoding of a whole file.
pub(super) fn charset_of_whole(bytes: &[u8]) -> Charset {
    if let Some(charset) = marked(bytes) {
        return charset;
    }
    let Err(error) = std::str::from_utf8(bytes) else { return Charset::Utf8 };
    let (good, bad) = utf8_characters(bytes);
    if good > bad {
        return Charset::Utf8;
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(error.valid_up_to());
    let end = bytes.len().min(start + SAMPLE_BYTES);
    charset::of_sample(&bytes[start..end], &|_| 0)
}

fn marked(bytes: &[u8]) -> Option<Charset> {
    utf16_of(bytes).or_else(|| bytes.starts_with(b"\xef\xbb\xbf").then_some(Charset::Utf8))
}

/// Characters beyond ASCII that are valid UTF-8, and stretches that are not. Chinese in GB18030 hardly ever happens to be
/// valid UTF-8, so the good outnumber the bad only in a damaged UTF-8 file.
fn utf8_characters(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

/// Looks through all the bytes of an input. `named`: the encoding that a person says it has. `proof` counts the known words
/// in a text.
///
/// # Errors
/// When it is larger than any report, empty, or cannot be read.
pub(super) fn look_through(
    input: &dyn Input,
    limit_bytes: u64,
    named: Option<Charset>,
    proof: &dyn Fn(&str) -> usize,
) -> Result<Look, ImportError> {
    let mut bytes = input.open()?;
    let mut scan = Scan::default();
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let carried = scan.carry(&mut block);
        let count = fill(&mut *bytes, &mut block[carried..])?;
        if scan.total == 0 {
            if count == 0 {
                return Err(ImportError::Empty);
            }
            if let Some(charset) = named.or_else(|| marked(&block[..count])).filter(|found| *found != Charset::Utf8) {
                return Ok(Look { charset, may_hold_garbage: true });
            }
        }
        scan.total += count as u64;
        if scan.total > limit_bytes {
            return Err(ImportError::TooLarge { limit_bytes });
        }
        scan.see(&block[..carried + count], count == 0);
        if count == 0 {
            return Ok(scan.settle(named, proof));
        }
    }
}

/// What the blocks so far have shown.
#[derive(Default)]
struct Scan {
    total: u64,
    has_nul: bool,
    is_broken: bool,
    good: usize,
    bad: usize,
    sample: Vec<u8>,
    /// The beginning of a character that the next block ends.
    rest: Vec<u8>,
}

impl Scan {
    fn carry(&mut self, block: &mut [u8]) -> usize {
        let count = self.rest.len();
        block[..count].copy_from_slice(&self.rest);
        self.rest.clear();
        count
    }

    fn see(&mut self, bytes: &[u8], is_last: bool) {
        self.has_nul |= memchr::memchr(0, bytes).is_some();
        let Err(error) = std::str::from_utf8(bytes) else {
            if self.is_broken {
                self.good += utf8_characters(bytes).0;
            }
            return;
        };
        if error.error_len().is_none() && !is_last {
            let (whole, rest) = bytes.split_at(error.valid_up_to());
            rest.clone_into(&mut self.rest);
            if self.is_broken {
                self.good += utf8_characters(whole).0;
            }
            return;
        }
        self.is_broken = true;
        let (good, bad) = utf8_characters(bytes);
        self.good += good;
        self.bad += bad;
        let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
        let room = SAMPLE_BYTES.saturating_sub(self.sample.len());
        self.sample.extend(&bytes[start..bytes.len().min(start + room)]);
    }

    fn settle(self, named: Option<Charset>, proof: &dyn Fn(&str) -> usize) -> Look {
        let charset = match named {
            Some(charset) => charset,
            None if !self.is_broken || self.good > self.bad => Charset::Utf8,
            None => charset::of_sample(&self.sample, proof),
        };
        Look { charset, may_hold_garbage: self.is_broken || self.has_nul || charset != Charset::Utf8 }
    }
}

/// Fills a block as far as the input goes.
fn fill(input: &mut dyn Read, block: &mut [u8]) -> Result<usize, ImportError> {
    let mut count = 0;
    while count < block.len() {
        match input.read(&mut block[count..]) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(count)
}

/// Text that comes in as it is needed.
pub(super) struct TextStream<'i> {
    input: Box<dyn Read + 'i>,
    charset: Charset,
    decoder: Option<Decoder>,
    block: Vec<u8>,
    /// Bytes of the block that begin a character.
    carried: usize,
    is_first: bool,
    has_ended: bool,
}

impl<'i> TextStream<'i> {
    /// Begins to decode an input.
    pub(super) fn open(input: &'i dyn Input, charset: Charset) -> Result<Self, ImportError> {
        let decoder = match charset {
            Charset::Other(encoding) => Some(encoding.new_decoder_with_bom_removal()),
            Charset::Utf8 | Charset::Cp437 => None,
        };
        let block = vec![0; BLOCK_BYTES];
        Ok(Self { input: input.open()?, charset, decoder, block, carried: 0, is_first: true, has_ended: false })
    }

    /// Adds the next stretch to `text`; false where there is nothing more.
    pub(super) fn append(&mut self, text: &mut String) -> Result<bool, ImportError> {
        if self.has_ended {
            return Ok(false);
        }
        let count = fill(&mut *self.input, &mut self.block[self.carried..])?;
        self.has_ended = count == 0;
        let filled = self.carried + count;
        self.carried = 0;
        let bytes = &self.block[..filled];
        match (&mut self.decoder, self.charset) {
            (Some(decoder), _) => decode_on(decoder, bytes, self.has_ended, text),
            (None, Charset::Cp437) => text.extend(bytes.iter().map(|byte| cp437(*byte))),
            (None, _) => {
                let mark = if self.is_first && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                let rest = push_utf8(&bytes[mark..], self.has_ended, text);
                self.block.copy_within(filled - rest..filled, 0);
                self.carried = rest;
            }
        }
        self.is_first = false;
        Ok(!self.has_ended || filled > 0)
    }
}

fn decode_on(decoder: &mut Decoder, bytes: &[u8], is_last: bool, text: &mut String) {
    let mut done = 0;
    loop {
        let room = decoder.max_utf8_buffer_length(bytes.len() - done).unwrap_or(4 * BLOCK_BYTES);
        text.reserve(room);
        let (result, read, _) = decoder.decode_to_string(&bytes[done..], text, is_last);
        done += read;
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// Adds UTF-8, with U+FFFD for what is none; how many bytes at the end begin a character only.
fn push_utf8(bytes: &[u8], is_last: bool, text: &mut String) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(valid) => {
            text.push_str(valid);
            0
        }
        Err(_) => {
            let mut left = bytes.len();
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                left -= chunk.valid().len();
                let invalid = chunk.invalid();
                let may_go_on = left == invalid.len()
                    && !is_last
                    && std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
                if invalid.is_empty() || may_go_on {
                    return left;
                }
                left -= invalid.len();
                text.push('\u{fffd}');
            }
            left
        }
    }
}

fn cp437(byte: u8) -> char {
    match byte.checked_sub(128) {
        None => char::from(byte),
        Some(high) => CP437[usize::from(high)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, SHIFT_JIS, WINDOWS_1252};

    fn streamed(bytes: &[u8]) -> (String, &'static str) {
        let look = look_through(&bytes, u64::MAX, None, &|_| 0).unwrap();
        let mut stream = TextStream::open(&bytes, look.charset).unwrap();
        let mut text = String::new();
        while stream.append(&mut text).unwrap() {}
        (text, look.charset.name())
    }

    #[test]
    fn each_encoding_is_told_from_the_others() {
        let chinese = "交易时间,交易金额,商户订单号\n2026-11-23 10:00:00,¥12.50,退款成功\n";
        let traditional = "交易時間,交易金額,訂單編號\n2026-11-23 10:00:00,12.50,退款成功\n";
        let japanese = "取引日時,金額,お支払い方法\n2026-11-23 10:00:00,1250,クレジットカード\n";
        let german = "Händler;Betrag;Straße\nMüller GmbH;12,50 €;Königsplatz\n";
        let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let cp437: Vec<u8> = "Händler Zürich\nBetrag größer"
            .chars()
            .map(|c| (0..=255).find(|b| super::cp437(*b) == c).unwrap())
            .collect();
        for (text, bytes, encoding) in [
            (chinese, chinese.as_bytes().to_vec(), "UTF-8"),
            (chinese, with_mark(b"\xef\xbb\xbf", chinese.as_bytes()), "UTF-8"),
            (chinese, GB18030.encode(chinese).0.into_owned(), "GB18030"),
            (chinese, with_mark(&[0xff, 0xfe], &utf16(chinese)), "UTF-16LE"),
            (german, utf16(german), "UTF-16LE"),
            (traditional, BIG5.encode(traditional).0.into_owned(), "Big5"),
            (japanese, SHIFT_JIS.encode(japanese).0.into_owned(), "Shift_JIS"),
            (german, WINDOWS_1252.encode(german).0.into_owned(), "windows-1252"),
            ("Händler Zürich\nBetrag größer", cp437, "cp437"),
        ] {
            let decoded = decode(&bytes);
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (text, encoding));
            assert_eq!(streamed(&bytes), (text.to_owned(), encoding));
        }
    }

    #[test]
    fn one_bad_byte_does_not_turn_utf8_into_gb18030() {
        let mut bytes = "交易时间,交易金额\n".repeat(3).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.text.starts_with("交易时间") && decoded.text.ends_with('\u{fffd}'));
        assert_eq!(streamed(&bytes), (decoded.text.into_owned(), "UTF-8"));
    }

    #[test]
    fn characters_that_lie_across_blocks_stay_whole() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat(shift), "交易€ä\n".repeat(BLOCK_BYTES / 4));
            assert_eq!(streamed(text.as_bytes()), (text.clone(), "UTF-8"));
            let (gb, ..) = GB18030.encode(&text);
            let decoded = streamed(&gb);
            assert!(decoded == (text, "GB18030"), "shift {shift}");
        }
    }

    #[test]
    fn a_person_may_name_the_encoding() {
        for (name, expected) in [("gbk", "GB18030"), ("latin1", "windows-1252"), ("CP437", "cp437"), ("utf8", "UTF-8")]
        {
            assert_eq!(Charset::named(name).map(Charset::name), Some(expected));
        }
        assert_eq!(Charset::named("klingon"), None);
    }
}
