//! Keeps card numbers and what proves a card out of everything that is kept or shown.

use super::fields::Field;
use crate::domain::mask_card_numbers;
use compact_str::CompactString;
use std::borrow::Cow;

/// Longest value shown for a rejected row, in characters.
const SHOWN_CHARS: usize = 60;
/// What is counted where a card number was cut.
pub(super) const PAN: &str = "pan";
/// Shortest card number.
pub(super) const CARD_DIGITS: usize = 13;
/// Digits of a merchant number (field 42), which may pass the Luhn check by chance.
const MERCHANT_DIGITS: usize = 15;

/// What may be kept of a cell. The column's meaning counts first: a merchant number is one, whatever its digits add up
/// to; then the Luhn check.
pub(super) fn for_keeping(field: Field, value: &str) -> CompactString {
    if value.len() < CARD_DIGITS || digits_in(value) < CARD_DIGITS {
        return CompactString::from(value);
    }
    let is_merchant_number =
        field == Field::Merchant && value.len() == MERCHANT_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
    if is_merchant_number { CompactString::from(value) } else { cut(value) }
}

/// What may be shown of a value that was refused, of a heading or of a file name: cut, and no longer than a line.
pub(super) fn for_people(value: &str) -> String {
    let visible: String = value.chars().take(4 * SHOWN_CHARS).filter(|c| !c.is_control()).collect();
    let cut = cut(&visible);
    if cut.chars().count() <= SHOWN_CHARS {
        return cut.into();
    }
    cut.chars().take(SHOWN_CHARS).chain(std::iter::once('…')).collect()
}

/// Whether a value holds a whole card number.
pub(super) fn holds_card_number(value: &str) -> bool {
    value.len() >= CARD_DIGITS && mask_card_numbers(value) != value
}

/// A file's name as it is kept: without its folder, card numbers cut.
pub(super) fn file_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let visible: String = name.chars().filter(|c| !c.is_control()).collect();
    cut_numbers(&visible)
}

/// Whether a cell of a card column holds more than may be kept.
pub(super) fn is_whole_number(value: &str) -> bool {
    value.len() >= CARD_DIGITS && digits_in(value) >= CARD_DIGITS
}

fn cut_numbers(value: &str) -> String {
    mask_card_numbers(&with_ascii_digits(value))
}

fn cut(value: &str) -> CompactString {
    let ascii = with_ascii_digits(value);
    let masked = mask_card_numbers(&ascii);
    // Track data names the expiry date and the service code after the number; nothing of it may stay.
    let safe = match track_separator(&ascii) {
        Some(_) => masked.split(['=', 'D', '^']).next().unwrap_or_default(),
        None => &masked,
    };
    CompactString::from(safe)
}

fn digits_in(value: &str) -> usize {
    let ascii = value.bytes().filter(u8::is_ascii_digit).count();
    if value.is_ascii() { ascii } else { ascii + value.chars().filter(|c| is_wide_digit(*c)).count() }
}

fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

fn with_ascii_digits(value: &str) -> Cow<'_, str> {
    if !value.chars().any(is_wide_digit) {
        return Cow::Borrowed(value);
    }
    let narrow = |c: char| if is_wide_digit(c) { char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) } else { c };
    Cow::Owned(value.chars().map(narrow).collect())
}

/// Where track data go on after the card number: 13 to 19 digits, a separator, at least four digits more.
fn track_separator(value: &str) -> Option<usize> {
    let bytes = value.as_bytes();
    bytes.iter().enumerate().find_map(|(at, byte)| {
        // A reader may have cut the number itself by now.
        let is_number = |byte: &&u8| byte.is_ascii_digit() || **byte == b'*';
        let before = bytes[..at].iter().rev().take_while(is_number).count();
        let after = bytes[at + 1..].iter().take(4).filter(|byte| byte.is_ascii_digit()).count();
        let is_separator = matches!(byte, b'=' | b'D') && (13..=19).contains(&before) && after == 4;
        let is_track_one = *byte == b'^' && (13..=19).contains(&before);
        (is_separator || is_track_one).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_is_cut_wherever_it_stands() {
        for field in [Field::Order, Field::ProviderRef, Field::Cashier, Field::Store, Field::Payer] {
            assert_eq!(for_keeping(field, "4111111111111111"), "411111******1111");
        }
        assert_eq!(for_keeping(Field::Order, "４１１１１１１１１１１１１１１１"), "411111******1111");
        assert_eq!(for_keeping(Field::Order, "4111111111111111=25121010000"), "411111******1111");
        assert_eq!(for_people("paid with 4111 1111 1111 1111"), "paid with 411111******1111");
    }

    #[test]
    fn references_are_left_whole() {
        for (field, value) in [
            (Field::Rrn, "412200301028"),
            (Field::Merchant, "411111111111116"),
            (Field::ProviderRef, "4200000263201902167700134212"),
            (Field::Order, "REF4200000263201902167700963919"),
            (Field::Order, "41111111111111111111"),
            (Field::Order, "autotest_20190216081946_82335"),
        ] {
            assert_eq!(for_keeping(field, value), value);
        }
    }

    #[test]
    fn what_is_shown_is_one_short_line() {
        assert_eq!(for_people("a\0b\r\nc"), "abc");
        assert_eq!(for_people(&"9".repeat(100)).chars().count(), SHOWN_CHARS + 1);
    }
}
