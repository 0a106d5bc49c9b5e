//! Text of terminals that print in the code pages of DOS and Windows.

use super::super::decode;
use std::borrow::Cow;

/// What the bytes 0x80 to 0xff stand for in code page 437.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
/// The letters ä ö ü Ä Ö Ü ß é è à in either page.
const DOS_LETTERS: &[u8] = &[0x84, 0x94, 0x81, 0x8e, 0x99, 0x9a, 0xe1, 0x82, 0x8a, 0x85];
const WINDOWS_LETTERS: &[u8] = &[0xe4, 0xf6, 0xfc, 0xc4, 0xd6, 0xdc, 0xdf, 0xe9, 0xe8, 0xe0];

/// European text, in the code page in which more of its bytes are letters.
pub(super) fn european(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    if decode::is_utf16(bytes) || std::str::from_utf8(bytes).is_ok() {
        let decoded = decode::decode(bytes);
        return (decoded.text, decoded.encoding);
    }
    let count = |letters: &[u8]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    if count(DOS_LETTERS) > count(WINDOWS_LETTERS) {
        let upper: Vec<char> = CP437.chars().collect();
        let letter = |byte: &u8| match byte.checked_sub(0x80) {
            Some(at) => upper.get(usize::from(at)).copied().unwrap_or('\u{fffd}'),
            None => char::from(*byte),
        };
        return (Cow::Owned(bytes.iter().map(letter).collect()), "CP437");
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    (text, "windows-1252")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_page_is_the_one_in_which_the_letters_make_sense() {
        for (bytes, encoding) in [
            (&b"H\x8eNDLERBELEG f\x81r"[..], "CP437"),
            (b"H\xc4NDLERBELEG f\xfcr", "windows-1252"),
            ("HÄNDLERBELEG für".as_bytes(), "UTF-8"),
        ] {
            assert_eq!(european(bytes), (Cow::Borrowed("HÄNDLERBELEG für"), encoding));
        }
        assert_eq!(CP437.chars().count(), 128);
    }
}
