//! Counts what the rows of one report come to.

use super::guard;
use crate::domain::{
    Currency, Entry, Moment, Money, RejectedRow, ReportSummary, SkippedRow, Source, Status, Total, TransactionType,
    Warning,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Running counts and sums.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) rows: u64,
    pub(super) skipped: Vec<SkippedRow>,
    pub(super) rejected: Vec<RejectedRow>,
    accepted: u64,
    statuses: BTreeMap<Status, u64>,
    sums: BTreeMap<(TransactionType, Currency), (u64, i128)>,
    settled_on: Option<NaiveDate>,
}

/// What the summary says beside the counts.
pub(super) struct About<'a> {
    pub(super) file_name: &'a str,
    pub(super) format: String,
    pub(super) source: Source,
    pub(super) encoding: &'a str,
    pub(super) period: Option<(Moment, Moment)>,
    pub(super) terminals: usize,
    pub(super) warnings: Vec<Warning>,
}

impl Tally {
    pub(super) fn accept(&mut self, entry: &Entry) {
        self.accepted += 1;
        *self.statuses.entry(entry.status).or_default() += 1;
        let (count, sum) = self.sums.entry((entry.kind, entry.amount.currency)).or_default();
        *count += 1;
        *sum += i128::from(entry.amount.minor);
        self.settled_on = self.settled_on.max(entry.settled_on);
    }

    pub(super) fn into_summary(self, about: About<'_>) -> ReportSummary {
        let totals = self.sums.into_iter().map(|((kind, currency), (count, sum))| Total {
            kind,
            currency,
            count,
            amount: plain_sum(sum, currency),
        });
        ReportSummary {
            file: guard::file_name(about.file_name),
            format: about.format,
            source: about.source,
            encoding: about.encoding.to_owned(),
            rows: self.rows,
            accepted: self.accepted,
            duplicates: 0,
            skipped: self.skipped,
            rejected: self.rejected,
            from: about.period.map(|(from, _)| from),
            to: about.period.map(|(_, to)| to),
            settled_on: self.settled_on,
            terminals: about.terminals as u64,
            statuses: self.statuses,
            totals: totals.collect(),
            warnings: about.warnings,
        }
    }
}

/// A sum as a plain decimal. Amounts each fit 64 bits; their sum need not.
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
