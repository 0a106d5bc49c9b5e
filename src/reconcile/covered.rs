//! What the reports cover: only there does silence mean something.

use super::places::Places;
use crate::domain::{Coverage, Entry, Source};

/// The coverage of all reports, by source.
pub(super) struct CoveredTimes<'a> {
    by_source: Vec<(Source, Vec<&'a Coverage>)>,
}

impl<'a> CoveredTimes<'a> {
    pub(super) fn new(coverage: &'a [Coverage]) -> Self {
        let of_source = |source: &Source| coverage.iter().filter(|report| report.source == *source).collect();
        Self { by_source: Source::ALL.iter().map(|source| (*source, of_source(source))).collect() }
    }

    /// Whether a report of `source` would show a payment like `entry`, had that source known of it.
    pub(super) fn covers(&self, source: Source, entry: &Entry, places: &Places<'_>) -> bool {
        let reports = self.by_source.iter().find(|(of, _)| *of == source).map_or(&[][..], |(_, reports)| reports);
        if reports.iter().any(|report| report.covers(entry)) {
            return true;
        }
        // Only where the time is covered is it worth asking whether the two reports call one place by different names.
        let nowhere = Entry {
            terminal: Default::default(),
            merchant: Default::default(),
            store: Default::default(),
            ..entry.clone()
        };
        let mut at_that_time = reports.iter().filter(|report| report.covers(&nowhere)).peekable();
        if at_that_time.peek().is_none() {
            return false;
        }
        let other_names = places.names_in(source, entry);
        at_that_time.any(|report| {
            let named = |place: &&str| report.shops.contains(*place) || report.terminals.contains(*place);
            !other_names.is_empty() && other_names.iter().all(named)
        })
    }
}
