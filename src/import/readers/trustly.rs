//! Trustly's files: records told apart by the letter in their first column, without a line of headings. `H` heads the file
//! and names its period, `T` is a transaction, `I` a transaction that was funded, `F` the funding as a whole, `L` closes the
//! file with counts and totals.

use super::super::decode;
use super::super::error::ImportError;
use super::{Head, RawRow, RawTable, Reader};
use crate::domain::{RejectedRow, Rejection, SkippedRow};
use csv::{ReaderBuilder, StringRecord};

/// Reads them.
pub(super) struct Trustly;

/// What a row says, whichever kind of record it is.
const HEADINGS: [&str; 16] = [
    "record_type", "transaction_id", "created_at", "original_transaction_id", "merchant_id", "payment_type",
    "merchant_reference", "transaction_type", "status", "processed_at", "currency", "amount", "reason", "batch_id",
    "batch_type", "fee",
];
/// Columns of a transaction for each heading; none: it has no such column.
const OF_TRANSACTION: [Option<usize>; 16] = [
    Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), Some(9), Some(10), Some(11), Some(12), Some(13), Some(14), None,
    None, None, None,
];
/// Columns of a funded transaction.
const OF_FUNDED: [Option<usize>; 16] = [
    Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), Some(9), Some(10), Some(11), Some(13), Some(14), Some(15), Some(17),
    Some(18), Some(19), Some(22),
];
/// Up to the amount at least.
const FEWEST_CELLS: usize = 15;
/// Where the heading record says which of how many files it is, `0001of0001`.
const FILE_NUMBER: usize = 6;

impl Reader for Trustly {
    fn id(&self) -> &'static str {
        "trustly"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let Some(first) = head.text.lines().find(|line| !line.trim().is_empty()) else { return false };
        let record = cells(first.trim_start_matches('\u{feff}'));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let numbers = record.get(FILE_NUMBER).and_then(|cell| cell.trim().split_once("of"));
        record.get(0) == Some("H") && numbers.is_some_and(|(number, of)| is_number(number) && is_number(of))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let mut table = RawTable {
            headings: HEADINGS.iter().map(|heading| (*heading).to_owned()).collect(),
            encoding: decoded.encoding,
            ..RawTable::default()
        };
        for (line, text) in (1..).zip(decoded.text.lines()) {
            let record = cells(text.trim_start_matches('\u{feff}'));
            match record.get(0).map(str::trim).unwrap_or_default() {
                "H" => table.preamble = period(&record),
                "L" | "" => {}
                "T" => table.rows.push(row(line, &record, &OF_TRANSACTION)),
                "I" => table.rows.push(row(line, &record, &OF_FUNDED)),
                "F" => table.rows.push(RawRow::Skipped(SkippedRow { line, reason: "payout".to_owned() })),
                _ => table.rows.push(rejected(line, Rejection::UnknownType)),
            }
        }
        Ok(table)
    }
}

/// The period that the heading record states, in words in which any report may state it.
fn period(record: &StringRecord) -> String {
    let stamp = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
    format!("from: {}\nto: {}\n", stamp(3), stamp(4))
}

fn row(line: u32, record: &StringRecord, places: &[Option<usize>; 16]) -> RawRow {
    if record.len() < FEWEST_CELLS {
        return rejected(line, Rejection::CutOff);
    }
    RawRow::Cells(line, places.iter().map(|place| place.and_then(|at| record.get(at)).unwrap_or_default()).collect())
}

fn rejected(line: u32, reason: Rejection) -> RawRow {
    RawRow::Rejected(RejectedRow { line, column: String::new(), value: String::new(), reason })
}

fn cells(line: &str) -> StringRecord {
    let mut record = StringRecord::new();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    // A line that cannot be split is a record without cells.
    if reader.read_record(&mut record).is_err() {
        record.clear();
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str) -> bool {
        Trustly.claims(&Head { bytes: text.as_bytes(), text })
    }

    #[test]
    fn only_a_file_that_heads_itself_so_is_claimed() {
        assert!(claims("\u{feff}H,P11KFUN,77,20261122120000,20261123120000,x,0001of0002\nL,0,0.00\n"));
        for other in ["H,1,2,3,4,5,6\n", "Date,Amount\n", "", "H\n", "H,,,,,,of\n"] {
            assert!(!claims(other), "{other}");
        }
    }

    #[test]
    fn a_record_of_no_known_type_and_one_cut_off_are_reported() {
        let table = Trustly.read(b"H,a,b,c,d,e,1of1\nX,1\nI,1,2\nF,a,b\nL,1\n").unwrap();
        let kinds: Vec<&str> = table
            .rows
            .iter()
            .map(|row| match row {
                RawRow::Cells(..) => "cells",
                RawRow::Skipped(_) => "skipped",
                RawRow::Rejected(_) => "rejected",
            })
            .collect();
        assert_eq!(kinds, ["rejected", "rejected", "skipped"]);
    }
}
