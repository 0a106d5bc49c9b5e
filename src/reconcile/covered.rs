//! What the reports cover: only there does silence mean something.

use super::payment::Payment;
use super::places::Places;
use crate::domain::{Channels, Coverage, Entry, PaymentChannel, ReportId, Source};
use rustc_hash::FxHashSet;

/// The coverage of all reports, by source.
pub(super) struct CoveredTimes<'a> {
    by_source: Vec<(Source, Vec<&'a Coverage>)>,
    /// Bills of other merchants.
    foreign: FxHashSet<ReportId>,
}

impl<'a> CoveredTimes<'a> {
    /// A wallet's bill that names no place is this shop's only when one of its rows is known to terminal or till: the bill
    /// of another merchant says nothing about this one by its silence. Where terminal or till took payments by that wallet
    /// in the time of the bill and the bill knows none of them, its rows are another merchant's as well.
    pub(super) fn new(coverage: &'a [Coverage], payments: &[Payment<'_>]) -> Self {
        let known = if coverage.iter().any(is_placeless_bill) {
            reports_known_elsewhere(payments)
        } else {
            FxHashSet::default()
        };
        let is_ours = |report: &&Coverage| !is_placeless_bill(report) || known.contains(&report.report);
        let of_source =
            |source: &Source| coverage.iter().filter(|report| report.source == *source).filter(is_ours).collect();
        let is_foreign =
            |report: &&Coverage| !is_ours(report) && payments.iter().any(|payment| is_unknown_to(report, payment));
        let foreign = coverage.iter().filter(is_foreign).map(|report| report.report).collect();
        Self { by_source: Source::ALL.iter().map(|source| (*source, of_source(source))).collect(), foreign }
    }

    /// Whether a report of `source` would show a payment like `entry`, had that source known of it.
    pub(super) fn covers(&self, source: Source, entry: &Entry, places: &Places<'_>) -> bool {
        if source != entry.source && self.foreign.contains(&entry.report) {
            return false;
        }
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
        at_that_time.any(|report| {
            // A report that names its terminals speaks of these, not of everything that the merchant or the shop has.
            let other_names = if entry.terminal.is_empty() || report.terminals.is_empty() {
                places.names_in(source, entry)
            } else {
                places.names_of_terminal_in(source, entry)
            };
            let named = |place: &&str| report.shops.contains(*place) || report.terminals.contains(*place);
            !other_names.is_empty() && other_names.iter().all(named)
        })
    }
}

fn is_placeless_bill(report: &Coverage) -> bool {
    let names_no_place = report.terminals.is_empty() && report.shops.is_empty();
    names_no_place && report.source == Source::Acquirer && matches!(report.channels, Channels::Named(_))
}

/// Whether a payment that other sources speak of was taken in the time of a wallet's bill and by that wallet.
fn is_unknown_to(bill: &Coverage, payment: &Payment<'_>) -> bool {
    let Channels::Named(named) = &bill.channels else { return false };
    let of_that_wallet = |row: &Entry| PaymentChannel::of(row).is_some_and(|channel| named.contains(&channel));
    let in_its_time = |row: &Entry| bill.from <= row.time && row.time <= bill.to;
    payment.entries().iter().any(|row| row.source != bill.source && in_its_time(row) && of_that_wallet(row))
}

/// Reports with a row that another source speaks of as well.
fn reports_known_elsewhere(payments: &[Payment<'_>]) -> FxHashSet<ReportId> {
    let joined = payments.iter().map(Payment::entries);
    let joined = joined.filter(|rows| rows.iter().any(|row| row.source != rows[0].source));
    joined.flat_map(|rows| rows.iter().map(|row| row.report)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Day, Row, acquirer, till};
    use crate::domain::{Channels, FindingKind, PaymentChannel, ReportId, Source};

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

    /// A wallet's bill without places, and a till sale by that wallet that the bill does not show. `known` orders stand in
    /// both.
    fn kinds_with_a_bill(known: &[&str]) -> Vec<FindingKind> {
        let nowhere = |row: Row, order: &str| row.bare().no_card().scheme("wechat").terminal("").order(order);
        let both = known.iter().flat_map(|order| [nowhere(acquirer(), order), nowhere(till(), order)]);
        let sold = nowhere(till(), "sold-and-never-charged").amount(700);
        let mut day = Day::with(both.chain([sold])).covered_by([Source::Acquirer]);
        day.coverage[0].channels = Channels::Named([PaymentChannel::Wallet("wechat".into())].into());
        day.coverage[0].report = ReportId(9);
        for entry in day.entries.iter_mut().filter(|entry| entry.source == Source::Acquirer) {
            entry.report = ReportId(9);
        }
        day.kinds()
    }

    #[test]
    fn the_bill_of_another_merchant_says_nothing_by_its_silence() {
        assert_eq!(kinds_with_a_bill(&["sold-and-paid"]), [FindingKind::SaleNotCharged]);
        assert_eq!(kinds_with_a_bill(&[]), []);
    }

    #[test]
    fn an_order_of_another_merchants_bill_is_no_charge_without_a_sale() {
        let kinds = |sold_by: &str| {
            let nowhere = |row: Row, order: &str| row.bare().no_card().terminal("").order(order);
            let foreign = nowhere(acquirer(), "another-merchants").scheme("wechat").amount(900);
            let sold = nowhere(till(), "sold-here").scheme(sold_by).amount(700);
            let mut day = Day::with([foreign, sold]).covered_by([Source::Acquirer, Source::Till]);
            for coverage in day.coverage.iter_mut().filter(|coverage| coverage.source == Source::Acquirer) {
                coverage.channels = Channels::Named([PaymentChannel::Wallet("wechat".into())].into());
                coverage.report = ReportId(9);
            }
            for entry in day.entries.iter_mut().filter(|entry| entry.source == Source::Acquirer) {
                entry.report = ReportId(9);
            }
            day.kinds()
        };
        assert_eq!(kinds("wechat"), []);
        // A shop that took nothing else by that wallet may have forgotten to ring up the one payment.
        assert_eq!(kinds("alipay"), [FindingKind::ChargedNoSale]);
    }

    #[test]
    fn one_shop_under_two_names_is_covered() {
        assert_eq!(kinds(&["S1"]), [FindingKind::ChargedNoSale]);
    }

    #[test]
    fn a_terminal_that_the_till_never_names_is_not_covered_by_its_merchant() {
        let kinds = |terminals: &[&str]| {
            let here = |row: Row| row.terminal("T-01");
            let elsewhere = acquirer().shop("M1", "").terminal("B-77").rrn("77").stan("77").amount(500);
            let rows = [here(acquirer()).shop("M1", ""), here(till()), elsewhere];
            let mut day = Day::with(rows).covered_by([Source::Till]);
            day.coverage[0].terminals.extend(terminals.iter().map(|terminal| (*terminal).into()));
            day.kinds()
        };
        assert_eq!(kinds(&["T-01"]), []);
        assert_eq!(kinds(&["T-01", "B-77"]), [FindingKind::ChargedNoSale]);
    }

    #[test]
    fn a_merchant_with_a_shop_that_is_not_covered_says_nothing() {
        assert_eq!(kinds(&["S1", "S2"]), []);
        assert_eq!(kinds(&[]), []);
    }
}
