//! Card numbers: first six and last four digits, never more.

use compact_str::CompactString;
use std::ops::Range;

/// A card number cut to at most first six and last four digits, or the last four alone; empty when unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct MaskedCard(CompactString);

impl MaskedCard {
    /// Cuts whatever a report holds in its card column. A full number, one masked with `*`, `X`, `x`, `.` or `•`, and a
    /// bare last four are understood; every other text keeps only what is safe.
    pub fn from_report(text: &str) -> Self {
        let trimmed = text.trim();
        let bytes = trimmed.as_bytes();
        let first_digits = bytes.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        let last_digits = bytes.iter().rev().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        if last_digits < 4 {
            return Self::default();
        }
        let (first, last) = (&trimmed[..first_digits], &trimmed[trimmed.len() - last_digits..]);
        // A run of six digits at the start is more than four in all.
        if first_digits < 6 {
            return Self(last.into());
        }
        let mut cut = CompactString::from(first);
        cut.push_str("******");
        cut.push_str(last);
        Self(cut)
    }

    /// `621661******4417`, `4417`, or nothing.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four digits, or nothing.
    pub fn last_four(&self) -> &str {
        &self.0[self.0.len().saturating_sub(4)..]
    }

    /// Whether a report gave no card.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Cuts a run of 13 to 19 digits to first six and last four.
pub fn truncate_card_number(digits: &str) -> String {
    format!("{}******{}", &digits[..6], &digits[digits.len() - 4..])
}

/// Cuts every card number inside a free text (a note, a rejected value, a file name): 13 to 19 digits, in one piece or
/// in groups with one separator between them, that pass the Luhn check and begin as card numbers do. A date before it or
/// zeroes in front of it do not hide it, nor do digits and spaces of another script, such as full-width ones.
pub fn mask_card_numbers(text: &str) -> String {
    if text.is_ascii() {
        return mask_plain_card_numbers(text);
    }
    let plain = with_plain_digits(text);
    let masked = mask_plain_card_numbers(&plain);
    if masked == plain { text.to_owned() } else { masked }
}

/// The text with every decimal digit as 0 to 9, and spaces and dashes of any width as plain ones.
pub(super) fn with_plain_digits(text: &str) -> String {
    text.chars().map(plain).collect()
}

fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => '-',
        '\u{ff0e}' => '.',
        '\u{ff0f}' => '/',
        '\u{ff3f}' => '_',
        _ if c.is_whitespace() => ' ',
        _ => {
            let zero = ZEROES.iter().copied().rev().find(|zero| *zero <= u32::from(c));
            zero.and_then(|zero| char::from_digit(u32::from(c) - zero, 10)).unwrap_or(c)
        }
    }
}

/// Where the ten decimal digits of each script begin, in order: category Nd of Unicode.
const ZEROES: [u32; 65] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0,
    0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

fn mask_plain_card_numbers(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, run_on) = rest.split_at(start);
        masked.push_str(before);
        let groups = digit_groups(run_on);
        let longest_first = (1..=groups.len()).rev();
        let found =
            longest_first.filter_map(|count| card_number_in(run_on, &groups[..count]).map(|cut| (count, cut))).next();
        let (count, shown) = match found {
            Some((count, cut)) => match overlapped_end(run_on, &groups, count) {
                end if end == count => (count, cut),
                end => (end, truncate_card_number(&digits_of(run_on, &groups[..end]))),
            },
            None => (1, run_on[groups[0].clone()].to_owned()),
        };
        masked.push_str(&shown);
        rest = &run_on[groups[count - 1].end..];
    }
    masked.push_str(rest);
    masked
}

/// Where the groups of digits at the start of a text stand: as many as have one separator between them.
fn digit_groups(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut groups = Vec::new();
    let mut at = 0;
    while at < bytes.len() && bytes[at].is_ascii_digit() {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        groups.push(at..at + length);
        at += length;
        if at < bytes.len() && matches!(bytes[at], b' ' | b'-' | b'_' | b'/' | b'.') {
            at += 1;
        } else {
            break;
        }
    }
    groups
}

/// Where the last ends of the card numbers that overlap with the one made up of the first `count` groups: a number before a
/// card number may make another one with its beginning by chance, and then neither may show more than its ends.
fn overlapped_end(text: &str, groups: &[Range<usize>], count: usize) -> usize {
    /// More groups than a card number is ever written in.
    const MOST_GROUPS: usize = 24;
    let mut end = count;
    let mut start = 1;
    while start < end {
        let last = groups.len().min(start + MOST_GROUPS);
        let is_number = |to: &usize| card_number_in(text, &groups[start..*to]).is_some();
        end = (end + 1..=last).rev().find(is_number).unwrap_or(end);
        start += 1;
    }
    end
}

fn digits_of(text: &str, groups: &[Range<usize>]) -> String {
    groups.iter().flat_map(|group| text[group.clone()].chars()).collect()
}

/// The card number that these groups make up together, cut; none when they make up something else.
fn card_number_in(text: &str, groups: &[Range<usize>]) -> Option<String> {
    let digits = digits_of(text, groups);
    let significant = digits.trim_start_matches('0');
    let zeroes = digits.len() - significant.len();
    is_card_number(significant).then(|| format!("{}{}", &digits[..zeroes], truncate_card_number(significant)))
}

/// Whether the digits could be a card number: 13 to 19 of them, a plausible first digit, Luhn.
fn is_card_number(digits: &str) -> bool {
    (13..=19).contains(&digits.len()) && begins_like_a_card(digits) && passes_luhn(digits)
}

/// The ranges that schemes use: 3 to 6 and 9, of 2 those of Mir and Mastercard, of 8 that of UnionPay. A number that begins
/// with a year of this century is none.
fn begins_like_a_card(digits: &str) -> bool {
    match digits.as_bytes()[0] {
        b'3'..=b'6' | b'9' => true,
        b'2' => matches!(digits[..4].parse::<u32>(), Ok(2200..=2204 | 2221..=2720)),
        b'8' => digits.starts_with("81"),
        _ => false,
    }
}

fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(position, byte)| {
            let digit = u32::from(byte - b'0');
            match (position % 2, digit) {
                (0, _) => digit,
                (_, 0..=4) => digit * 2,
                _ => digit * 2 - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_card_keeps_first_six_and_last_four_at_most() {
        for (given, kept) in [
            ("6216610000004417", "621661******4417"),
            ("621661******4417", "621661******4417"),
            ("453212XXXXXX1881", "453212******1881"),
            ("****4417", "4417"),
            ("4417", "4417"),
            ("", ""),
            ("cash", ""),
        ] {
            assert_eq!(MaskedCard::from_report(given).as_str(), kept, "{given}");
        }
        assert_eq!(MaskedCard::from_report("621661******4417").last_four(), "4417");
    }

    #[test]
    fn card_numbers_in_free_text_are_cut() {
        assert_eq!(mask_card_numbers("card 4111 1111 1111 1111, ok"), "card 411111******1111, ok");
        assert_eq!(mask_card_numbers("5500-0000-0000-0004"), "550000******0004");
        for separated in ["4111_1111_1111_1111", "4111/1111/1111/1111", "4111 111111 111111 1"] {
            let masked = mask_card_numbers(separated);
            assert!(masked.contains("******"), "{masked}");
        }
        assert_eq!(mask_card_numbers("0004111111111111111"), "000411111******1111");
        assert_eq!(mask_card_numbers("20261123-4111111111111111"), "20261123-411111******1111");
        assert_eq!(mask_card_numbers("2223003122003222"), "222300******3222");
        let behind_another = mask_card_numbers("551200 4532 0173 9284 6518");
        assert!(!behind_another.contains("9284"), "{behind_another}");
        for elsewhere in [
            "４１１１１１１１１１１１１１１１",
            "４１１１　１１１１　１１１１　１１１１",
            "٤١١١١١١١١١١١١١١١",
            "4111–1111–1111–1111",
        ] {
            assert_eq!(mask_card_numbers(elsewhere), "411111******1111", "{elsewhere}");
        }
        assert_eq!(
            mask_card_numbers("卡尾号４４１７　已退"),
            "卡尾号４４１７　已退",
            "what holds no card number stays"
        );
        assert_eq!(mask_card_numbers("2026-11-23 20:14:09"), "2026-11-23 20:14:09");
        assert_eq!(mask_card_numbers("ref 318420771902 at 20:14"), "ref 318420771902 at 20:14");
        assert_eq!(mask_card_numbers("订单 4200000263201902167700134212"), "订单 4200000263201902167700134212");
    }
}
