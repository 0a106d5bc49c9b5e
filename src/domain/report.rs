//! What reading one report gave, without the entries themselves.

use super::{Currency, Entry, Moment, Money, Source, Status, TransactionType};
use std::collections::BTreeMap;

/// A row that is no payment: a fee, a payout, a cash sale.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SkippedRow {
    /// Line in the file, counted from one.
    pub line: u32,
    /// Why: `fee`, `cash`, `payout`, `transfer`, ….
    pub reason: String,
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RejectedRow {
    /// Line in the file, counted from one.
    pub line: u32,
    /// The column's heading as the file writes it; empty when the whole row is at fault.
    pub column: String,
    /// What stands there, card numbers cut.
    pub value: String,
    /// Why it cannot be used.
    pub reason: Rejection,
}

super::string_enum! {
    /// Why a row cannot be used.
    Rejection {
        /// Not digits with at most one decimal mark.
        NotAnAmount = "not an amount",
        /// More decimals than the currency has.
        TooManyDecimals = "more decimals than the currency has",
        /// Past what a 64-bit integer of minor units holds.
        AmountTooLarge = "amount too large",
        /// No date of the file's form.
        NotADate = "not a date",
        /// No such day or hour.
        ImpossibleDate = "no such date",
        /// Not three letters.
        NotACurrency = "not a currency",
        /// A column that every row must fill is empty.
        Missing = "missing",
        /// Fewer fields than the heading: cut off.
        CutOff = "row cut off",
        /// More fields than the heading.
        TooManyFields = "more fields than the heading",
        /// A quote is opened and never closed.
        UnclosedQuote = "quote never closed",
        /// Bytes that are no text in the file's encoding, or NUL.
        NotText = "not text",
        /// A type of transaction that the format does not know.
        UnknownType = "unknown type",
    }
}

/// How many accepted rows of one type and currency, and how much.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Total {
    /// Type of transaction.
    #[serde(rename = "type")]
    pub kind: TransactionType,
    /// Currency.
    pub currency: Currency,
    /// Rows.
    pub count: u64,
    /// Sum of the amounts, plain decimal.
    pub amount: String,
}

/// Something about a report that a person should know; put into words by `text`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Warning {
    /// `footer-count-differs`, `two-columns-same-heading`, `damaged-reference`, `spreadsheet-damage`, ….
    pub kind: String,
    /// What fills its sentence.
    pub args: BTreeMap<String, String>,
}

/// What reading one report gave. `rows` = `accepted` + `duplicates` + skipped + rejected: no row disappears.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReportSummary {
    /// File name, without its folder, card numbers cut.
    pub file: String,
    /// Id of the format that fitted.
    pub format: String,
    /// Whose report.
    pub source: Source,
    /// `UTF-8`, `GB18030`, ….
    pub encoding: String,
    /// Data rows: no heading, preamble, footer or total line.
    pub rows: u64,
    /// Rows that became entries.
    pub accepted: u64,
    /// Rows that the case book already had.
    pub duplicates: u64,
    /// Rows that are no payment.
    pub skipped: Vec<SkippedRow>,
    /// Rows that could not be used.
    pub rejected: Vec<RejectedRow>,
    /// First instant it covers.
    pub from: Option<Moment>,
    /// Last instant it covers.
    pub to: Option<Moment>,
    /// Last day it was settled on, where it says so.
    pub settled_on: Option<chrono::NaiveDate>,
    /// How many terminals it names.
    pub terminals: u64,
    /// Accepted rows by status.
    pub statuses: BTreeMap<Status, u64>,
    /// Accepted rows by type and currency.
    pub totals: Vec<Total>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

impl ReportSummary {
    /// Counts statuses and totals of the accepted rows.
    pub fn count(&mut self, accepted: &[Entry]) {
        self.statuses.clear();
        let mut sums: BTreeMap<(TransactionType, Currency), (u64, i64)> = BTreeMap::new();
        for entry in accepted {
            *self.statuses.entry(entry.status).or_default() += 1;
            let (count, minor) = sums.entry((entry.kind, entry.amount.currency)).or_default();
            *count += 1;
            *minor = minor.saturating_add(entry.amount.minor);
        }
        self.totals = sums
            .into_iter()
            .map(|((kind, currency), (count, minor))| {
                let amount = Money::new(minor, currency).to_plain();
                Total { kind, currency, count, amount }
            })
            .collect();
    }
}
