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

#[cfg(test)]
mod tests {
    use super::super::testing::{Day, Row, acquirer, till};
    use crate::domain::{FindingKind, Source};

    /// A wallet's bill names merchants, the till names shops; orders that both show tell which belong together. The till's
    /// report covers shop S1, and one order of the bill is missing from it.
    fn kinds(shops_of_merchant: &[&str]) -> Vec<FindingKind> {
        let nowhere = |row: Row, order: &str| row.bare().no_card().scheme("wechat").terminal("").order(order);
        let known = shops_of_merchant.iter().flat_map(|shop| {
            let order = format!("known-in-{shop}");
            [nowhere(acquirer(), &order).shop("M1", ""), nowhere(till(), &order).shop("", shop)]
        });
        let missing = nowhere(acquirer(), "missing").amount(500).shop("M1", "");
        let mut day = Day::with(known.chain([missing])).covered_by([Source::Till]);
        day.coverage[0].shops.insert("S1".into());
        day.kinds()
    }

    #[test]
    fn one_shop_under_two_names_is_covered() {
        assert_eq!(kinds(&["S1"]), [FindingKind::ChargedNoSale]);
    }

    #[test]
    fn a_merchant_with_a_shop_that_is_not_covered_says_nothing() {
        assert_eq!(kinds(&["S1", "S2"]), []);
        assert_eq!(kinds(&[]), []);
    }
}
