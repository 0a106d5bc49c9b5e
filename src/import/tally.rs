//! Counts what the rows of one report come to.

use super::guard;
use crate::domain::{Entry, Moment, RejectedRow, ReportSummary, RowCounts, SkippedRow, Source, Warning};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Running counts and sums.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) rows: u64,
    pub(super) skipped: Vec<SkippedRow>,
    pub(super) rejected: Vec<RejectedRow>,
    counts: RowCounts,
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
        self.counts.add(entry);
        self.settled_on = self.settled_on.max(entry.settled_on);
    }

    pub(super) fn into_summary(self, about: About<'_>) -> ReportSummary {
        ReportSummary {
            file: guard::file_name(about.file_name),
            format: about.format,
            source: about.source,
            encoding: about.encoding.to_owned(),
            rows: self.rows,
            accepted: 0,
            duplicates: 0,
            skipped: self.skipped,
            rejected: self.rejected,
            from: about.period.map(|(from, _)| from),
            to: about.period.map(|(_, to)| to),
            settled_on: self.settled_on,
            terminals: about.terminals as u64,
            statuses: BTreeMap::new(),
            totals: Vec::new(),
            warnings: about.warnings,
        }
        .with_counts(self.counts)
    }
}
