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

/// How a file is told to have a format.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "by", content = "of", rename_all = "kebab-case")]
pub enum Recognition {
    /// All of these headings stand in one line.
    Headings(Vec<String>),
    /// Headings known by meaning: an amount, a date and a time, and those that only this source writes.
    KnownHeadings,
    /// No headings: what the columns of the first rows look like.
    Shapes,
    /// No table: the reader of this name knows its files.
    Reader(String),
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

/// Counts accepted rows as they come. There are few kinds of them: looking through a list is faster than a tree.
#[derive(Clone, Debug, Default)]
pub struct RowCounts {
    accepted: u64,
    statuses: Vec<(Status, u64)>,
    /// Amounts each fit 64 bits; their sum need not.
    sums: Vec<((TransactionType, Currency), u64, i128)>,
}

impl RowCounts {
    /// Counts one row.
    pub fn add(&mut self, entry: &Entry) {
        self.accepted += 1;
        match self.statuses.iter_mut().find(|(status, _)| *status == entry.status) {
            Some((_, count)) => *count += 1,
            None => self.statuses.push((entry.status, 1)),
        }
        let (kind, minor) = ((entry.kind, entry.amount.currency), i128::from(entry.amount.minor));
        match self.sums.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, count, sum)) => (*count, *sum) = (*count + 1, *sum + minor),
            None => self.sums.push((kind, 1, minor)),
        }
    }

    /// Rows by type and currency.
    pub fn totals(&self) -> Vec<Total> {
        let mut sums = self.sums.clone();
        sums.sort_unstable_by_key(|(kind, ..)| *kind);
        let total = |((kind, currency), count, sum)| Total { kind, currency, count, amount: plain_sum(sum, currency) };
        sums.into_iter().map(total).collect()
    }
}

impl ReportSummary {
    /// Whether a person has to look at it: rows could not be used, or the report itself counts other rows than it has.
    pub fn needs_a_look(&self) -> bool {
        !self.rejected.is_empty() || self.warnings.iter().any(|warning| warning.kind == "footer-count-differs")
    }

    /// The same report when only `new` of its accepted rows are new to the case book: the others are duplicates.
    #[must_use]
    pub fn with_only_new(self, new: &[Entry]) -> Self {
        let mut counts = RowCounts::default();
        new.iter().for_each(|entry| counts.add(entry));
        let duplicates = self.duplicates + self.accepted.saturating_sub(counts.accepted);
        Self { duplicates, ..self }.with_counts(counts)
    }

    /// The same report with these rows accepted.
    #[must_use]
    pub fn with_counts(self, counts: RowCounts) -> Self {
        Self {
            accepted: counts.accepted,
            totals: counts.totals(),
            statuses: counts.statuses.into_iter().collect(),
            ..self
        }
    }
}

/// A sum as a plain decimal.
fn plain_sum(sum: i128, currency: Currency) -> String {
    if let Ok(minor) = i64::try_from(sum) {
        return Money::new(minor, currency).to_plain();
    }
    let decimals = currency.decimals() as usize;
    let digits = sum.to_string();
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_past_64_bits_are_still_right() {
        assert_eq!(plain_sum(i128::from(i64::MAX) * 2, Currency::CNY), "184467440737095516.14");
        assert_eq!(plain_sum(4_700, Currency::CNY), "47.00");
    }
}
