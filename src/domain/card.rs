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
/// zeroes in front of it do not hide it.
pub fn mask_card_numbers(text: &str) -> String {
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
            Some((count, cut)) => (count, cut),
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

/// The card number that these groups make up together, cut; none when they make up something else.
fn card_number_in(text: &str, groups: &[Range<usize>]) -> Option<String> {
    let digits: String = groups.iter().flat_map(|group| text[group.clone()].chars()).collect();
    let significant = digits.trim_start_matches('0');
    let zeroes = digits.len() - significant.len();
    is_card_number(significant).then(|| format!("{}{}", &digits[..zeroes], truncate_card_number(significant)))
}

/// Whether the digits could be a card number: 13 to 19 of them, a plausible first digit, Luhn.
fn is_card_number(digits: &str) -> bool {
    (13..=19).contains(&digits.len()) && matches!(digits.as_bytes()[0], b'3'..=b'6' | b'9') && passes_luhn(digits)
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
        assert_eq!(mask_card_numbers("2026-11-23 20:14:09"), "2026-11-23 20:14:09");
        assert_eq!(mask_card_numbers("ref 318420771902 at 20:14"), "ref 318420771902 at 20:14");
        assert_eq!(mask_card_numbers("订单 4200000263201902167700134212"), "订单 4200000263201902167700134212");
    }
}
