//! Bytes → text: UTF-8 with or without a byte order mark, UTF-16 with one, GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A file as text.
pub(super) struct Decoded<'b> {
    /// The text, without its byte order mark.
    pub(super) text: Cow<'b, str>,
    /// `UTF-8`, `GB18030`, `UTF-16LE`, `UTF-16BE`.
    pub(super) encoding: &'static str,
    /// Whether some bytes were no text: they stand as U+FFFD.
    pub(super) is_damaged: bool,
}

/// Whether the bytes begin with the mark of UTF-16.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}

/// Decodes a whole file. Valid UTF-8 is never taken for anything else. Bytes valid in no encoding are decoded in the one
/// with less damage, so that only the damaged rows are lost.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark_bytes..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding: "UTF-8", is_damaged: false };
    }
    if is_damaged_utf8(bytes) { decode_as(UTF_8, bytes) } else { decode_as(GB18030, bytes) }
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
    let name = match encoding {
        encoding if encoding == UTF_16LE => "UTF-16LE",
        encoding if encoding == UTF_16BE => "UTF-16BE",
        encoding if encoding == GB18030 => "GB18030",
        _ => "UTF-8",
    };
    Decoded { text, encoding: name, is_damaged }
}

/// Whether the bytes are UTF-8 with a few bad ones, rather than Chinese in GB18030: the latter's byte pairs hardly ever
/// happen to be valid UTF-8, so the good characters beyond ASCII outnumber the bad only in the former.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad || GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told_from_the_others() {
        let text = "交易时间,交易金额\n2026-11-23 10:00:00,¥12.50\n";
        let (gb, ..) = GB18030.encode(text);
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for (bytes, encoding) in [
            (text.as_bytes(), "UTF-8"),
            (with_mark.as_slice(), "UTF-8"),
            (gb.as_ref(), "GB18030"),
            (utf16.as_slice(), "UTF-16LE"),
        ] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_ref(), decoded.encoding, decoded.is_damaged), (text, encoding, false));
        }
    }

    #[test]
    fn one_bad_byte_does_not_turn_utf8_into_gb18030() {
        let mut bytes = "交易时间,交易金额\n".repeat(3).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes);
        assert_eq!((decoded.encoding, decoded.is_damaged), ("UTF-8", true));
        assert!(decoded.text.starts_with("交易时间"));
    }
}
