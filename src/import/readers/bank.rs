//! What bank statements of every kind come to: one row for each booking, under the same headings. The words of a transfer
//! are not kept: only what identifies it.

use super::{RawRow, RawTable};
use csv::StringRecord;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::borrow::Cow;

/// Headings of the rows of every statement.
const HEADINGS: [&str; 11] = [
    "booked",
    "value date",
    "amount",
    "currency",
    "direction",
    "status",
    "transaction code",
    "reference",
    "bank reference",
    "counterparty",
    "card",
];
/// What banks write where no reference was given.
const NO_REFERENCE: [&str; 6] = ["NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NOTAVAILABLE", "NONE"];
/// Shortest account number of which the last digits may be kept.
const ACCOUNT_CHARS: usize = 8;

/// One booking as a statement states it. Empty: it does not say.
#[derive(Clone, Debug, Default)]
pub(super) struct Booking {
    /// Line that it begins at.
    pub(super) line: u32,
    /// Day or moment of the booking, ISO 8601.
    pub(super) booked: String,
    /// Day from which it counts, ISO 8601.
    pub(super) value_date: String,
    /// Plain decimal; with a minus only where the format has no direction of its own.
    pub(super) amount: String,
    /// ISO 4217.
    pub(super) currency: String,
    /// `CRDT` or `DBIT`, seen from the account.
    pub(super) direction: &'static str,
    /// The bank's word for it.
    pub(super) status: String,
    /// What kind of booking, by the bank's code.
    pub(super) code: String,
    /// The reference that the paying side gave.
    pub(super) reference: String,
    /// The bank's own reference.
    pub(super) bank_reference: String,
    /// The other account, whole; only its end is kept.
    pub(super) counterparty: String,
    /// A card number as it stands in a cell: cut.
    pub(super) card: String,
}

impl Booking {
    /// The row that stands for it; the amount has one mark at most, before its decimals.
    pub(super) fn into_row(mut self) -> RawRow {
        self.amount = plain_amount(&self.amount);
        self.into_written_row()
    }

    /// The same with the amount as the file writes it.
    pub(super) fn into_written_row(self) -> RawRow {
        let counterparty = end_of_account(&self.counterparty);
        let cells = [
            self.booked.as_str(),
            &self.value_date,
            &self.amount,
            &self.currency,
            self.direction,
            &self.status,
            &self.code,
            given(&self.reference),
            given(&self.bank_reference),
            &counterparty,
            &self.card,
        ];
        RawRow::Cells(self.line, StringRecord::from(cells.as_slice()))
    }
}

/// A statement without rows as yet.
pub(super) fn empty_table(encoding: &'static str) -> RawTable {
    RawTable { headings: HEADINGS.map(str::to_owned).to_vec(), encoding, ..RawTable::default() }
}

/// A statement as text: in the encoding that its mark names, else UTF-8, else the one of Western European systems.
pub(super) fn text_of(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark_bytes..]);
        return (text, encoding.name());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), "UTF-8"),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, WINDOWS_1252.name()),
    }
}

/// A reference, unless it says that there is none.
pub(super) fn given(reference: &str) -> &str {
    let reference = reference.trim();
    let says_none = NO_REFERENCE.iter().any(|word| reference.eq_ignore_ascii_case(word));
    let is_blank = reference.bytes().all(|byte| matches!(byte, b'0' | b'-' | b'.' | b'*' | b' '));
    if says_none || is_blank { "" } else { reference }
}

/// The lines above the rows that state the period of a statement; days in ISO 8601.
pub(super) fn period_lines(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("period from {from}\nperiod to {to}\n"),
        _ => String::new(),
    }
}

/// An amount in which a point before three digits cannot be taken for a mark of thousands.
fn plain_amount(text: &str) -> String {
    let text = text.trim();
    // Of two marks the last one stands before the decimals.
    let mut plain = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma < point => text.replace(',', ""),
        (Some(_), Some(_)) => text.replace('.', "").replace(',', "."),
        _ => text.replace(',', "."),
    };
    if plain.ends_with('.') {
        plain.pop();
    }
    if plain.starts_with('.') {
        plain.insert(0, '0');
    }
    if plain.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 3) {
        plain.push('0');
    }
    plain
}

/// The end of an account number, by which a person knows it again.
fn end_of_account(account: &str) -> String {
    let characters: Vec<char> = account.chars().filter(char::is_ascii_alphanumeric).collect();
    if characters.len() < ACCOUNT_CHARS {
        return String::new();
    }
    std::iter::once('*').chain(characters[characters.len() - 4..].iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_account_only_the_end_is_kept() {
        assert_eq!(end_of_account("DE00 5001 0000 1234 5678 90"), "*7890");
        assert_eq!(end_of_account("1234567"), "");
    }

    #[test]
    fn decimals_are_never_taken_for_thousands() {
        for (text, plain) in [
            ("12,5", "12.5"),
            ("300,", "300"),
            ("1.234", "1.2340"),
            ("-7.00", "-7.00"),
            (".05", "0.05"),
            ("-1.234,5", "-1234.5"),
            ("1,234.50", "1234.50"),
        ] {
            assert_eq!(plain_amount(text), plain);
        }
    }

    #[test]
    fn no_reference_is_none() {
        for none in ["NOTPROVIDED", "nonref", "", "0000000000", " - "] {
            assert_eq!(given(none), "");
        }
        assert_eq!(given(" P-2026-11 "), "P-2026-11");
    }
}
