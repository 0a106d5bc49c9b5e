//! Statements in the Quicken Interchange Format: a letter and a value in each line, `^` between two bookings.

use super::bank::{self, Booking, empty_table};
use super::{Head, RawRow, RawTable, Reader};
use crate::domain::SkippedRow;
use crate::import::error::ImportError;

/// Longest value that is looked at, in characters.
const LONGEST_VALUE: usize = 256;

/// Reads QIF.
pub(super) struct Qif;

impl Reader for Qif {
    fn id(&self) -> &'static str {
        "qif"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let first = head.text.trim_start().lines().next().unwrap_or_default().to_ascii_lowercase();
        ["!type:", "!account", "!option:", "!clear:"].iter().any(|opening| first.starts_with(opening))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let (text, encoding) = bank::text_of(bytes);
        let mut table = empty_table(encoding);
        let mut list = List::Other;
        let mut record = Record::default();
        for (line, number) in text.lines().zip(1_u32..) {
            let line = line.trim();
            if let Some(header) = line.strip_prefix('!') {
                record.end(list, &mut table.rows);
                list = List::of(header, list);
            } else if line.starts_with('^') {
                record.end(list, &mut table.rows);
            } else if let Some(letter) = line.chars().next() {
                let value = line[letter.len_utf8()..].trim();
                record.take(letter, value, number);
            }
        }
        // The last mark is often left out.
        record.end(list, &mut table.rows);
        Ok(table)
    }
}

/// What a part of the file lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Bookings,
    /// Buying and selling of shares.
    Investments,
    /// Accounts, categories, prices: nothing that happened.
    Other,
}

impl List {
    fn of(header: &str, before: Self) -> Self {
        let header = header.to_ascii_lowercase();
        match header.strip_prefix("type:").map(str::trim) {
            Some("bank" | "ccard" | "cash" | "oth a" | "oth l" | "otha" | "othl" | "invoice") => Self::Bookings,
            Some("invst") => Self::Investments,
            Some(_) => Self::Other,
            // `!Option:…` and `!Clear:…` switch something; the list goes on.
            None if header.starts_with("account") => Self::Other,
            None => before,
        }
    }
}

/// One record while its lines are read.
#[derive(Default)]
struct Record {
    booking: Booking,
    has_values: bool,
}

impl Record {
    fn take(&mut self, letter: char, value: &str, line: u32) {
        if !self.has_values {
            self.booking.line = line;
            self.has_values = true;
        }
        let value = || value.chars().take(LONGEST_VALUE).collect::<String>();
        match letter {
            'D' => self.booking.booked = day_of(&value()),
            'T' => self.booking.amount = value().trim_start_matches('+').to_owned(),
            'U' if self.booking.amount.is_empty() => self.booking.amount = value().trim_start_matches('+').to_owned(),
            'N' => self.booking.reference = value(),
            'C' => self.booking.status = value(),
            _ => {}
        }
    }

    fn end(&mut self, list: List, rows: &mut Vec<RawRow>) {
        let record = std::mem::take(self);
        if !record.has_values {
            return;
        }
        match list {
            List::Bookings => rows.push(record.booking.into_written_row()),
            List::Investments => {
                let reason = "investment".to_owned();
                rows.push(RawRow::Skipped(SkippedRow { line: record.booking.line, reason }));
            }
            List::Other => {}
        }
    }
}

/// `1/ 5'26`, `1-5-26` → `1/5/2026`. Which of the first two is the day is told by all the dates of the file together.
fn day_of(value: &str) -> String {
    let joined: String = value.chars().filter(|c| *c != ' ').collect();
    let Some((day_and_month, year)) = joined.rsplit_once(['\'', '-']) else { return joined };
    let is_number = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((first, second)) = day_and_month.split_once(['/', '-', '.']) else { return joined };
    match (is_number(first) && is_number(second), year.len()) {
        (true, 2) => format!("{first}/{second}/20{year}"),
        (true, _) => format!("{first}/{second}/{year}"),
        (false, _) => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_accounts_and_categories_are_no_bookings() {
        let text = "!Account\nNShop\nTBank\n^\n!Type:Bank\nD1/ 5'26\nT-1,234.50\nN101\nPSomebody\n^\nD1/25'26\nT5.00\nCX\n\
                    !Type:Cat\nNGroceries\n^\n";
        let rows = Qif.read(text.as_bytes()).unwrap().rows;
        match &rows[..] {
            [RawRow::Cells(6, first), RawRow::Cells(11, second)] => {
                assert_eq!((&first[0], &first[2], &first[7]), ("1/5/2026", "-1,234.50", "101"));
                assert_eq!((&second[0], &second[5]), ("1/25/2026", "X"));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn days_are_written_with_every_mark() {
        for (written, day) in [
            ("1/ 5'26", "1/5/2026"),
            ("12/31'2026", "12/31/2026"),
            ("02-08-26", "02/08/2026"),
            ("2026-08-02", "2026-08-02"),
            ("02.08.2026", "02.08.2026"),
        ] {
            assert_eq!(day_of(written), day);
        }
    }
}
