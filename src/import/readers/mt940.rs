//! Statements as SWIFT messages: MT940 (end of day) and MT942 (during the day), one or many in a file, with or without the
//! blocks `{1:…}{4:` around them. A row is one `:61:` with the `:86:` that follows it.

use super::bank::{self, Booking, empty_table, given, period_lines};
use super::{Head, RawRow, RawTable, Reader};
use crate::domain::{RejectedRow, Rejection};
use crate::import::error::ImportError;
use crate::import::guard;

/// Longest text of one field that is looked at, in bytes.
const LONGEST_FIELD: usize = 4096;
/// Fields of which one must stand beside `:20:` and `:25:`.
const STATEMENT_FIELDS: [&str; 6] = [":28", ":60", ":61:", ":62", ":34F:", ":90"];
/// What the bank booked has this status; the message has no word for it.
const BOOKED: &str = "BOOK";
/// What an interim statement only expects.
const EXPECTED: &str = "PDNG";

/// What stands before the amount: which way the money went, and whether it is only expected. `RC` takes back a credit.
const MARKS: [(&str, &str, bool); 6] = [
    ("RC", "DBIT", false),
    ("RD", "CRDT", false),
    ("EC", "CRDT", true),
    ("ED", "DBIT", true),
    ("C", "CRDT", false),
    ("D", "DBIT", false),
];

/// Reads MT940 and MT942.
pub(super) struct Mt940;

impl Reader for Mt940 {
    fn id(&self) -> &'static str {
        "mt940"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let has = |tag: &str| {
            head.text.starts_with(tag)
                || head.text.contains(&format!("\n{tag}"))
                || head.text.contains(&format!("{{4:{tag}"))
        };
        has(":20:") && has(":25") && STATEMENT_FIELDS.iter().any(|tag| has(tag))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let (text, encoding) = bank::text_of(bytes);
        let mut statements = Statements::default();
        let mut open: Option<Tagged> = None;
        for (line, number) in text.lines().zip(1_u32..) {
            let line = line.trim_end_matches('\r');
            // The blocks before the text may stand in front of its first field.
            let line = line.rsplit_once("{4:").map_or(line, |(_, text)| text);
            if let Some((tag, value)) = tagged(line) {
                statements.take_option(open.replace(Tagged {
                    tag: tag.to_owned(),
                    value: value.to_owned(),
                    line: number,
                }));
            } else if line.starts_with("-}") || line == "-" || line.starts_with('{') {
                statements.take_option(open.take());
                statements.end();
            } else if let Some(field) = &mut open
                && field.value.len() + line.len() < LONGEST_FIELD
            {
                field.value.push('\n');
                field.value.push_str(line);
            }
        }
        statements.take_option(open);
        statements.end();
        let mut table = empty_table(encoding);
        table.preamble = period_lines(statements.from.as_deref(), statements.to.as_deref());
        table.rows = statements.rows;
        Ok(table)
    }
}

/// A field of a message.
struct Tagged {
    tag: String,
    /// Its lines, parted by line feeds.
    value: String,
    line: u32,
}

/// `:61:…` → `61` and the rest.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.strip_prefix(':')?.split_once(':')?;
    let (digits, letter) = tag.split_at_checked(2)?;
    let is_tag = digits.bytes().all(|byte| byte.is_ascii_digit())
        && letter.len() <= 1
        && letter.bytes().all(|byte| byte.is_ascii_uppercase());
    is_tag.then_some((tag, value))
}

/// What has been read of the statements of a file.
#[derive(Default)]
struct Statements {
    rows: Vec<RawRow>,
    currency: String,
    /// The last `:61:`, which waits for its `:86:`.
    open: Option<Booking>,
    /// Days of the first opening and the last closing balance.
    from: Option<String>,
    to: Option<String>,
}

impl Statements {
    fn take_option(&mut self, field: Option<Tagged>) {
        let Some(field) = field else { return };
        match field.tag.as_str() {
            "20" | "28" | "28C" => self.end(),
            "60F" | "60M" | "62F" | "62M" => {
                self.end();
                self.take_balance(&field);
            }
            "34F" => field.value.get(..3).unwrap_or_default().clone_into(&mut self.currency),
            "61" => {
                self.end();
                match booking(&field, &self.currency) {
                    Some(booking) => self.open = Some(booking),
                    None => self.reject(&field),
                }
            }
            "86" => {
                if let Some(booking) = &mut self.open {
                    information(booking, &field.value);
                }
                self.end();
            }
            _ => {}
        }
    }

    /// No more fields of the last entry follow.
    fn end(&mut self) {
        self.rows.extend(self.open.take().map(Booking::into_row));
    }

    /// `C260123EUR444,29`: mark, day, currency, amount.
    fn take_balance(&mut self, field: &Tagged) {
        let Some(day) = field.value.get(1..7).and_then(day_of) else { return };
        if let Some(currency) = field.value.get(7..10).filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            currency.clone_into(&mut self.currency);
        }
        let is_opening = field.tag.starts_with("60");
        let known = if is_opening { &mut self.from } else { &mut self.to };
        let is_wider = known.as_ref().is_none_or(|known| if is_opening { day < *known } else { day > *known });
        if is_wider {
            *known = Some(day);
        }
    }

    fn reject(&mut self, field: &Tagged) {
        let value = guard::for_people(field.value.lines().next().unwrap_or_default());
        let (column, reason) = (":61:".to_owned(), Rejection::CutOff);
        self.rows.push(RawRow::Rejected(RejectedRow { line: field.line, column, value, reason }));
    }
}

/// Six digits `yymmdd` as ISO 8601; whether there is such a day is asked when the row is read.
fn day_of(digits: &str) -> Option<String> {
    let number = |range| digits.get(range).and_then(|part: &str| part.parse::<u32>().ok());
    let is_digits = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = (number(0..2)?, number(2..4)?, number(4..6)?);
    let century = if year < 80 { 2000 } else { 1900 };
    is_digits.then(|| format!("{:04}-{month:02}-{day:02}", century + year))
}

/// `2611231123RC100,00NTRFREFERENCE//BANKREF`: the value day, perhaps the booking day, the mark, perhaps a letter of the
/// currency, the amount, four characters of the kind, the references. None where it does not keep to that.
fn booking(field: &Tagged, currency: &str) -> Option<Booking> {
    let (first, _) = field.value.split_once('\n').unwrap_or((&field.value, ""));
    let first = first.trim();
    let value_date = day_of(first.get(..6)?)?;
    let mut rest = first.get(6..)?;
    let booked = match rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(day) => {
            rest = &rest[4..];
            booking_day(&value_date, day)?
        }
        None => value_date.clone(),
    };
    let (mark, direction, is_expected) = MARKS.into_iter().find(|(mark, ..)| rest.starts_with(mark))?;
    rest = rest[mark.len()..].trim_start();
    // The third letter of the currency, where the bank gives it.
    rest = rest.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
    let (amount, kind) = rest.split_at(end);
    if !amount.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (code, references) = kind.split_at_checked(4).unwrap_or((kind, ""));
    let (reference, bank_reference) = references.split_once("//").unwrap_or((references, ""));
    Some(Booking {
        line: field.line,
        booked,
        value_date,
        amount: amount.to_owned(),
        currency: currency.to_owned(),
        direction,
        status: if is_expected { EXPECTED } else { BOOKED }.to_owned(),
        code: code.get(1..).unwrap_or_default().to_owned(),
        reference: reference.to_owned(),
        bank_reference: bank_reference.to_owned(),
        ..Booking::default()
    })
}

/// The booking day, of which only month and day are given: the year is that of the value day, or its neighbour where one
/// lies in December and the other in January.
fn booking_day(value_date: &str, digits: &str) -> Option<String> {
    let year: i32 = value_date.get(..4)?.parse().ok()?;
    let (month, day) = digits.split_at_checked(2)?;
    let year = match (value_date.get(5..7)?, month) {
        ("12", "01") => year + 1,
        ("01", "12") => year - 1,
        _ => year,
    };
    Some(format!("{year:04}-{month}-{day}"))
}

/// Takes what the bank says beside: references and the other account. Germany and Poland part it by `?20`, `<20`, `~20`
/// or `^20`, the Netherlands by `/EREF/`; elsewhere it is plain text.
fn information(booking: &mut Booking, text: &str) {
    if let Some((code, parts)) = numbered_parts(text) {
        if !code.is_empty() {
            booking.code = code;
        }
        let of = |from: u32, to: u32| -> String {
            parts.iter().filter(|(number, _)| (from..=to).contains(number)).map(|(_, part)| part.as_str()).collect()
        };
        booking.counterparty = first_account(&of(31, 31)).or_else(|| first_account(&of(38, 38))).unwrap_or_default();
        let purpose = of(20, 29) + &of(60, 63);
        take_reference(booking, &after_word(&purpose, "EREF+"));
        take_reference(booking, &after_word(&purpose, "KREF+"));
        return;
    }
    let joined = text.replace('\n', "");
    if joined.starts_with('/') || joined.contains("/EREF/") || joined.contains("/IBAN/") {
        take_reference(booking, after_code(&joined, "/EREF/"));
        take_reference(booking, after_code(&joined, "/PREF/"));
        let account = ["/IBAN/", "/CNTP/", "/ORDP/", "/BENM/"].into_iter().map(|code| after_code(&joined, code));
        booking.counterparty = account.filter_map(first_account).next().unwrap_or_default();
        return;
    }
    booking.counterparty = first_account(&joined).unwrap_or_default();
}

fn take_reference(booking: &mut Booking, reference: &str) {
    let known = given(&booking.reference);
    // `KREF+` and the like point to the text.
    if known.is_empty() || known.ends_with("REF+") || known.ends_with("REF") {
        given(reference).clone_into(&mut booking.reference);
    }
}

/// `166?00GUTSCHRIFT?20EREF+…` → the code before the first part, and the parts by number. A number may be cut by the end
/// of a line.
fn numbered_parts(text: &str) -> Option<(String, Vec<(u32, String)>)> {
    let joined = text.replace('\n', "");
    let mark = joined.chars().take(5).find(|c| matches!(c, '?' | '<' | '~' | '^' | '>'))?;
    let mut pieces = joined.split(mark);
    let code: String = pieces.next().unwrap_or_default().trim().chars().filter(char::is_ascii_digit).collect();
    let mut parts: Vec<(u32, String)> = Vec::new();
    for piece in pieces {
        let number = piece.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        match (number.and_then(|digits| digits.parse().ok()), parts.last_mut()) {
            (Some(number), _) => parts.push((number, piece[2..].to_owned())),
            // The mark stands in the text itself.
            (None, Some((_, last))) => last.push_str(piece),
            (None, None) => return None,
        }
    }
    (!parts.is_empty()).then_some((code, parts))
}

/// What follows `EREF+`, up to the next such word or a blank.
fn after_word(text: &str, word: &str) -> String {
    let Some((_, rest)) = text.split_once(word) else { return String::new() };
    let next = ["KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+", "EREF+", "MTLG:"];
    let end = next.iter().filter_map(|word| rest.find(word)).min().unwrap_or(rest.len());
    rest[..end].trim().to_owned()
}

/// What follows `/EREF/`, up to the next slash.
fn after_code<'t>(text: &'t str, code: &str) -> &'t str {
    let rest = text.split_once(code).map(|(_, rest)| rest).unwrap_or_default();
    rest.split('/').next().unwrap_or_default().trim()
}

/// The first thing in a text that looks like an account number: an IBAN, or at least eight digits.
fn first_account(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_iban = |word: &&str| {
        let bytes = word.as_bytes();
        (15..=34).contains(&bytes.len())
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && bytes[2..4].iter().all(u8::is_ascii_digit)
    };
    let is_number = |word: &&str| (8..=34).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    words.clone().find(is_iban).or_else(|| words.clone().take(1).find(is_number)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str, information: &str) -> Vec<String> {
        let text =
            format!(":20:X\n:25:1\n:28C:1\n:60F:C260101EUR1,\n:61:{line}\n:86:{information}\n:62F:C260131EUR1,\n-\n");
        let table = Mt940.read(text.as_bytes()).unwrap();
        assert_eq!(table.preamble, "period from 2026-01-01\nperiod to 2026-01-31\n");
        match &table.rows[..] {
            [RawRow::Cells(5, cells)] => cells.iter().map(str::to_owned).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_booking_day_takes_its_year_from_the_value_day() {
        for (line, booked, value_date) in [
            ("2512310102C12,5NTRFNONREF", "2026-01-02", "2025-12-31"),
            ("2601021231C12,5NTRFNONREF", "2025-12-31", "2026-01-02"),
            ("260115C12,5NTRFNONREF", "2026-01-15", "2026-01-15"),
        ] {
            let row = row(line, "");
            assert_eq!(row[..3], [booked, value_date, "12.5"]);
        }
    }

    #[test]
    fn marks_say_which_way() {
        for (mark, direction, status) in [
            ("C", "CRDT", "BOOK"),
            ("D", "DBIT", "BOOK"),
            ("RC", "DBIT", "BOOK"),
            ("RD", "CRDT", "BOOK"),
            ("CR", "CRDT", "BOOK"),
            ("EC", "CRDT", "PDNG"),
        ] {
            let row = row(&format!("2601150115{mark}300,NMSCNONREF//B-1"), "");
            assert_eq!((row[4].as_str(), row[5].as_str(), row[8].as_str()), (direction, status, "B-1"), "{mark}");
        }
    }

    #[test]
    fn references_and_the_other_account_are_found_in_every_dialect() {
        for (information, reference, account) in [
            ("166?00GUTSCHRIFT?20EREF+PAY-7?21SVWZ+Lot 7?31DE0050010000123456\n7890?32Acquirer", "PAY-7", "*7890"),
            ("/TRTP/SEPA OVERBOEKING/IBAN/NL00BANK0123456789/BIC/X/EREF/PAY-8/REMI/Lot 8", "PAY-8", "*6789"),
            ("020~00ECOM~20Lot 9~31PL00102010260000042270201111", "", "*1111"),
            ("NL00BANK0123456789 acquirer\nlot", "", "*6789"),
        ] {
            let row = row("2601150115C300,NTRFNONREF", information);
            assert_eq!((row[7].as_str(), row[9].as_str()), (reference, account), "{information}");
        }
    }

    #[test]
    fn a_line_that_does_not_keep_to_the_form_is_told() {
        let table = Mt940.read(b":20:X\n:25:1\n:60F:C260101EUR1,\n:61:26011X\n-").unwrap();
        assert!(matches!(&table.rows[..], [RawRow::Rejected(row)] if row.line == 4));
    }
}
