//! Joining: rows that speak of one transaction become one payment.

use super::keys::{self, EXACT_KEYS, ExactKey, Within};
use super::near;
use super::payment::Payment;
use super::standing::has_no_end_yet;
use crate::domain::{Direction, Entry, Settings, Status};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// How many rows with one key are compared with each other. A key that names one transaction is shared by a handful; a
/// column that says the same in every row must not make the comparison quadratic.
const NEIGHBOURS: usize = 64;

/// Joins rows by exact keys, then by near ones. The payments come in no particular order.
pub(super) fn join<'a>(entries: impl IntoIterator<Item = &'a Entry>, settings: &Settings) -> Vec<Payment<'a>> {
    let mut joiner = Joiner::new(entries);
    joiner.link_continuations();
    joiner.link_returns();
    for key in EXACT_KEYS {
        joiner.link_by(key);
    }
    near::link(&mut joiner, settings.clock_tolerance_secs);
    joiner.into_payments()
}

/// Disjoint sets of rows; each set is one payment.
pub(super) struct Joiner<'a> {
    pub(super) rows: Vec<&'a Entry>,
    parent: Vec<u32>,
    /// Sources of each set, by its root.
    sources: Vec<u8>,
    every_source: u8,
    /// Rows of payments that a source is still missing from.
    pub(super) open: Vec<u32>,
    /// Links that rest on amount, card and time: a row of the set and the seconds between.
    near_links: Vec<(u32, i64)>,
}

impl<'a> Joiner<'a> {
    fn new(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut rows: Vec<&Entry> = entries.into_iter().filter(|entry| keys::source_bit(entry.source) != 0).collect();
        drop_repeated(&mut rows);
        let sources: Vec<u8> = rows.iter().map(|row| keys::source_bit(row.source)).collect();
        let every_source = sources.iter().fold(0, |all, bit| all | bit);
        let parent: Vec<u32> = (0..rows.len() as u32).collect();
        let open = parent.clone();
        Self { rows, parent, sources, every_source, open, near_links: Vec::new() }
    }

    fn root(&mut self, row: u32) -> u32 {
        let mut at = row;
        while self.parent[at as usize] != at {
            let above = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = above;
            at = above;
        }
        at
    }

    /// The sources that speak of the payment of `row` so far.
    pub(super) fn sources_of(&mut self, row: u32) -> u8 {
        let root = self.root(row);
        self.sources[root as usize]
    }

    /// Joins two payments unless both are spoken of by the same source: those are two transactions. `shared` is the
    /// source that they may have in common.
    fn unite(&mut self, a: u32, b: u32, shared: u8) -> bool {
        let (root_a, root_b) = (self.root(a), self.root(b));
        let overlap = self.sources[root_a as usize] & self.sources[root_b as usize];
        if root_a == root_b || overlap & !shared != 0 {
            return false;
        }
        self.sources[root_a as usize] |= self.sources[root_b as usize];
        self.parent[root_b as usize] = root_a;
        true
    }

    /// Joins two rows that nothing but amount, card and time connects.
    pub(super) fn unite_near(&mut self, a: u32, b: u32) -> bool {
        let seconds = keys::seconds_apart(self.rows[a as usize], self.rows[b as usize]);
        let joined = self.unite(a, b, 0);
        if joined {
            self.near_links.push((a, seconds));
        }
        joined
    }

    fn link_by(&mut self, way: &ExactKey) {
        let keyed = match way.within {
            // Such a key joins whatever has it, so even a payment that has all its sources can get one more row.
            Within::AnySource => self.keyed((0..self.rows.len() as u32).collect(), way.key),
            Within::OtherSources => {
                self.drop_complete();
                self.keyed(self.open.clone(), way.key)
            }
        };
        for bucket in keyed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
            match (way.within, bucket) {
                (Within::AnySource, _) => self.link_all(way, bucket),
                (Within::OtherSources, [(_, a), (_, b)]) => {
                    self.link_if_fitting(way, *a, *b);
                }
                (Within::OtherSources, _) => self.link_crowd(way, bucket),
            }
        }
    }

    /// The rows that have a key, those with the same key next to each other.
    pub(super) fn keyed(&self, rows: Vec<u32>, key: impl Fn(&Entry) -> Option<u64>) -> Vec<(u64, u32)> {
        let with_key = |row: u32| Some((key(self.rows[row as usize])?, row));
        let mut keyed: Vec<(u64, u32)> = rows.into_iter().filter_map(with_key).collect();
        keyed.sort_unstable();
        keyed
    }

    /// Forgets the rows of payments that no source is missing from.
    pub(super) fn drop_complete(&mut self) {
        let mut open = std::mem::take(&mut self.open);
        open.retain(|&row| self.sources_of(row) != self.every_source);
        self.open = open;
    }

    /// Source that both rows come from, as far as the way of joining allows it; none when it does not.
    fn shared_source(&self, way: &ExactKey, a: u32, b: u32) -> Option<u8> {
        let (a, b) = (self.rows[a as usize], self.rows[b as usize]);
        match (a.source == b.source, way.within) {
            (false, _) => Some(0),
            (true, Within::AnySource) => Some(keys::source_bit(a.source)),
            (true, Within::OtherSources) => None,
        }
    }

    /// Joins the two if they fit; whether they were joined.
    fn link_if_fitting(&mut self, way: &ExactKey, a: u32, b: u32) -> bool {
        let shared = self.shared_source(way, a, b);
        let fits = shared.is_some() && (way.fits)(self.rows[a as usize], self.rows[b as usize]);
        fits && self.unite(a, b, shared.unwrap_or_default())
    }

    /// Rows whose key names one transaction for good: each joins the first that it fits. What another source says may have
    /// a row of this source already, which then is the one to join.
    fn link_all(&mut self, way: &ExactKey, bucket: &[(u64, u32)]) {
        let mut rows: Vec<u32> = bucket.iter().map(|&(_, row)| row).collect();
        if rows.len() > 2 {
            // Which reports came first must not decide which rows are tried first.
            rows.sort_by(|&a, &b| keys::canonical(self.rows[a as usize], self.rows[b as usize]));
        }
        for (at, &row) in rows.iter().enumerate().skip(1) {
            for &earlier in rows[..at].iter().take(NEIGHBOURS) {
                if self.link_if_fitting(way, earlier, row) {
                    break;
                }
            }
        }
    }

    /// More than two rows with one key: the pairs closest in amount and time first.
    fn link_crowd(&mut self, way: &ExactKey, bucket: &[(u64, u32)]) {
        let mut rows: Vec<u32> = bucket.iter().map(|&(_, row)| row).collect();
        rows.sort_by(|&a, &b| keys::canonical(self.rows[a as usize], self.rows[b as usize]));
        let mut pairs: Vec<(bool, i64, usize, usize)> = Vec::new();
        for (at, &a) in rows.iter().enumerate() {
            for (ahead, &b) in rows[at + 1..].iter().take(NEIGHBOURS).enumerate() {
                let (entry_a, entry_b) = (self.rows[a as usize], self.rows[b as usize]);
                if self.shared_source(way, a, b).is_some() && (way.fits)(entry_a, entry_b) {
                    let amounts_differ = entry_a.amount != entry_b.amount;
                    pairs.push((amounts_differ, keys::seconds_apart(entry_a, entry_b), at, at + 1 + ahead));
                }
            }
        }
        pairs.sort_unstable();
        for (_, _, a, b) in pairs {
            self.link_if_fitting(way, rows[a], rows[b]);
        }
    }

    /// A row without a result, or one stored offline, and a later row of the same source about the same transaction: the
    /// answer came after all.
    fn link_continuations(&mut self) {
        let rows = self.rows.clone();
        let amount_of = |row: &Entry| (row.source, row.amount.minor);
        let unfinished = || (0u32..).zip(&rows).filter(|(_, row)| has_no_end_yet(row.status));
        let amounts: FxHashSet<_> = unfinished().map(|(_, row)| amount_of(row)).collect();
        let mut waiting: FxHashMap<u64, u32> = FxHashMap::default();
        let mut waiting_rows: Vec<u32> = unfinished().map(|(number, _)| number).collect();
        waiting_rows.sort_by(|&a, &b| keys::canonical(rows[a as usize], rows[b as usize]));
        for number in waiting_rows {
            for key in continuation_keys(rows[number as usize]) {
                waiting.entry(key).or_insert(number);
            }
        }
        for (number, row) in (0u32..).zip(&rows).filter(|(_, row)| amounts.contains(&amount_of(row))) {
            for key in continuation_keys(row) {
                if let Some(&earlier) = waiting.get(&key)
                    && earlier != number
                    && continues(rows[earlier as usize], row)
                {
                    self.unite(earlier, number, keys::source_bit(row.source));
                }
            }
        }
    }

    /// Refunds of one sale often carry the number of the sale alone. One that has no result yet and a later one of the same
    /// amount are one: each later row ends one earlier.
    fn link_returns(&mut self) {
        let is_numbered = |row: &&Entry| row.kind.direction() == Direction::Return && !row.provider_ref.is_empty();
        let numbers = (0_u32..).zip(&self.rows).filter(|(_, row)| is_numbered(row)).map(|(number, _)| number);
        let mut numbers: Vec<u32> = numbers.collect();
        let rows = self.rows.clone();
        let row = |number: u32| rows[number as usize];
        let name = |row: &'a Entry| (row.source, &*row.provider_ref, row.kind, row.amount.currency, row.amount.minor);
        numbers.sort_by(|&a, &b| {
            let (a, b) = (row(a), row(b));
            let is_over = |row: &Entry| !has_no_end_yet(row.status);
            let by_time = || (a.time, is_over(a)).cmp(&(b.time, is_over(b)));
            name(a).cmp(&name(b)).then_with(by_time).then_with(|| keys::canonical(a, b))
        });
        for group in numbers.chunk_by(|&a, &b| name(row(a)) == name(row(b))).filter(|group| group.len() > 1) {
            let mut waiting: VecDeque<u32> = VecDeque::new();
            for &number in group {
                if has_no_end_yet(row(number).status) {
                    waiting.push_back(number);
                } else if let Some(earlier) = waiting.pop_front() {
                    self.unite(earlier, number, keys::source_bit(row(number).source));
                }
            }
        }
    }

    fn into_payments(mut self) -> Vec<Payment<'a>> {
        let roots: Vec<u32> = (0..self.rows.len() as u32).map(|row| self.root(row)).collect();
        let mut seconds: FxHashMap<u32, i64> = FxHashMap::default();
        for &(row, gap) in &self.near_links {
            let widest = seconds.entry(roots[row as usize]).or_default();
            *widest = gap.max(*widest);
        }
        let mut place_of_root = vec![u32::MAX; self.rows.len()];
        let mut groups: Vec<(u32, Vec<&'a Entry>)> = Vec::with_capacity(self.rows.len() / 2);
        for (row, &root) in self.rows.iter().zip(&roots) {
            let place = &mut place_of_root[root as usize];
            if *place == u32::MAX {
                *place = groups.len() as u32;
                groups.push((root, Vec::with_capacity(3)));
            }
            groups[*place as usize].1.push(row);
        }
        groups.into_iter().map(|(root, rows)| Payment::new(rows, seconds.get(&root).copied())).collect()
    }
}

/// Rows that came in twice under one number are one row.
fn drop_repeated(rows: &mut Vec<&Entry>) {
    let already_distinct = rows.windows(2).all(|pair| pair[0].id < pair[1].id);
    if !already_distinct {
        let mut seen = FxHashSet::default();
        rows.retain(|row| row.id.0 == 0 || seen.insert(row.id));
    }
}

/// Digests under which a later row of the same source can name the same transaction.
fn continuation_keys(row: &Entry) -> impl Iterator<Item = u64> {
    EXACT_KEYS.iter().filter_map(|way| (way.key)(row))
}

/// Whether `later` tells how `earlier`, which has no result, ended.
fn continues(earlier: &Entry, later: &Entry) -> bool {
    const DAY_SECS: i64 = 86_400;
    // Two sales stored offline are two sales; only what happens to one afterwards is its end.
    let tells_the_end = earlier.status != Status::OfflineStored
        || (later.status != Status::OfflineStored && later.time >= earlier.time);
    tells_the_end
        && earlier.source == later.source
        && earlier.amount == later.amount
        && keys::no_reference_contradicts(earlier, later)
        && keys::compatible(&earlier.terminal, &later.terminal)
        && keys::compatible(&earlier.provider_ref, &later.provider_ref)
        && keys::compatible(&earlier.order, &later.order)
        && keys::compatible(earlier.card.last_four(), later.card.last_four())
        && keys::seconds_apart(earlier, later) < DAY_SECS
}

#[cfg(test)]
mod tests {
    use super::super::payments;
    use super::super::testing::{Day, Row, acquirer, terminal, till};
    use crate::domain::{Confidence, EntryId, ReportId, Settings, Source, Status, TransactionType};

    /// How many payments these rows are; every join must be certain.
    fn count(rows: impl IntoIterator<Item = Row>) -> usize {
        let day = Day::with(rows);
        let payments = payments(&day.entries, &Settings { clock_tolerance_secs: -1, ..Settings::default() });
        assert!(payments.iter().all(|payment| payment.confidence() == Confidence::Certain));
        payments.len()
    }

    #[test]
    fn terminal_reference_and_trace_number_join_whatever_the_amount() {
        assert_eq!(count([terminal(), acquirer().amount(1), till().at("2026-11-25T00:00:00+08:00")]), 1);
    }

    #[test]
    fn leading_zeroes_lost_in_a_spreadsheet_do_not_part_rows() {
        assert_eq!(count([terminal().rrn("018420771902"), acquirer().rrn("18420771902").stan("4417")]), 1);
        assert_eq!(count([terminal().rrn("000000000000"), acquirer().rrn("000000000000").amount(1)]), 2);
    }

    #[test]
    fn the_reference_joins_where_one_side_lacks_terminal_or_trace_number() {
        assert_eq!(count([terminal(), acquirer().terminal("").stan("")]), 1);
        assert_eq!(count([terminal(), till().stan("")]), 1);
        assert_eq!(count([terminal(), till().stan("").amount(1)]), 1);
        // Without a terminal in common, the amount or the card has to agree as well.
        assert_eq!(count([terminal(), acquirer().terminal("").amount(1).no_card()]), 2);
        assert_eq!(count([terminal(), acquirer().terminal("").amount(1)]), 1);
        assert_eq!(count([terminal(), acquirer().terminal("").at("2026-12-23T12:00:00+08:00")]), 2);
    }

    #[test]
    fn batch_and_trace_number_join_within_the_day() {
        let without_reference = || acquirer().rrn("").batch("000123").amount(1);
        assert_eq!(count([terminal().batch("123"), without_reference()]), 1);
        assert_eq!(count([terminal().batch("124"), without_reference()]), 2);
        assert_eq!(count([terminal().batch("123"), without_reference().at("2026-11-24T12:00:00+08:00")]), 2);
        assert_eq!(count([terminal(), acquirer().rrn("")]), 1);
        assert_eq!(count([terminal(), acquirer().rrn("").amount(1)]), 2);
    }

    #[test]
    fn the_order_number_joins_a_wallets_bill_to_the_till() {
        let bill = || acquirer().bare().no_card().terminal("").scheme("wechat").order("A-20261123-7");
        let sale = || till().bare().no_card().terminal("").scheme("wechat").order("A-20261123-7");
        assert_eq!(count([bill(), sale().amount(1)]), 1);
        assert_eq!(count([bill(), sale().order("A-20261123-8")]), 2);
        // A short number is the counter of a day: it does not outweigh the amount.
        assert_eq!(count([bill().order("7"), sale().order("7")]), 1);
        assert_eq!(count([bill().order("7"), sale().order("7").amount(1)]), 2);
        assert_eq!(count([bill().shop("M1", "S1"), sale().shop("", "S2")]), 2);
    }

    #[test]
    fn the_authorisation_code_joins_with_terminal_and_amount() {
        let with_code = |row: Row| row.bare().auth("A1B2C3");
        assert_eq!(count([with_code(terminal()), with_code(acquirer())]), 1);
        assert_eq!(count([with_code(terminal()), with_code(acquirer()).amount(1)]), 2);
        assert_eq!(count([with_code(terminal()), with_code(acquirer()).terminal("T-03")]), 2);
    }

    #[test]
    fn money_going_back_is_not_the_money_that_came() {
        assert_eq!(count([terminal(), acquirer().kind(TransactionType::Refund)]), 2);
        let void = terminal().kind(TransactionType::Void).rrn("7").stan("7");
        assert_eq!(count([void, till().kind(TransactionType::Refund).rrn("7").stan("7")]), 1);
    }

    #[test]
    fn one_source_shows_one_transaction_once() {
        // Two receipts for one order, two charges: paired by amount.
        let receipt = |minor| till().bare().order("R-2026-0007").amount(minor);
        let charge = |minor| acquirer().bare().order("R-2026-0007").amount(minor);
        let day = Day::with([receipt(100), receipt(200), charge(200), charge(100)]);
        let payments = payments(&day.entries, &Settings::default());
        let pairs: Vec<Vec<i64>> =
            payments.iter().map(|payment| payment.entries().iter().map(|entry| entry.id.0).collect()).collect();
        assert_eq!(pairs, [[4, 1], [3, 2]]);
    }

    #[test]
    fn two_lists_of_one_terminal_are_one_payment_whichever_report_comes_first() {
        let other_layout = || terminal().shop("M1", "");
        assert_eq!(count([acquirer(), terminal(), other_layout()]), 1);
        assert_eq!(count([terminal(), acquirer(), other_layout(), till()]), 1);
    }

    #[test]
    fn a_row_read_again_later_without_trace_number_is_the_same_transaction() {
        let first = || acquirer().stan("").auth("265356").status(Status::Approved);
        let again = || acquirer().stan("").auth("265356");
        assert_eq!(count([first(), again()]), 1);
        assert_eq!(count([terminal(), first(), till(), again()]), 1);
        assert_eq!(count([first(), again().auth("").at("2026-11-23T12:00:49+08:00")]), 1);
        let others = [
            again().rrn("9"),
            again().terminal("T-03"),
            again().amount(1),
            again().auth("265357"),
            again().kind(TransactionType::Completion),
            again().at("2026-11-23T12:01:00+08:00"),
        ];
        for (number, other) in others.into_iter().enumerate() {
            assert_eq!(count([first(), other]), 2, "case {number}");
        }
    }

    #[test]
    fn the_most_final_of_several_rows_counts_and_all_are_kept() {
        let later = |status| acquirer().status(status).at("2026-11-23T18:00:00+08:00");
        let day = Day::with([terminal(), later(Status::Authorised), acquirer(), acquirer().status(Status::Pending)]);
        let payments = payments(&day.entries, &Settings::default());
        assert_eq!(payments.len(), 1);
        assert_eq!(payments[0].entries().len(), 4);
        assert_eq!(payments[0].seen_by(Source::Acquirer).unwrap().status, Status::Settled);
        assert_eq!(payments[0].seen_by(Source::Till), None);
    }

    #[test]
    fn a_bill_that_two_cards_share_is_two_payments() {
        let half = |card: &str| acquirer().bare().terminal("").provider("88150001").card(card);
        assert_eq!(count([half("621661******4417"), half("400000******0002")]), 2);
        assert_eq!(count([half("621661******4417"), half("621661******4417").status(Status::Pending)]), 1);
    }

    #[test]
    fn a_refund_keeps_its_number_from_the_request_to_the_end() {
        let refund = |status, day: u32| {
            let at = format!("2026-11-{day}T12:00:00+08:00");
            acquirer().bare().terminal("").no_card().kind(TransactionType::Refund).status(status).at(&at)
        };
        let own = |row: Row| row.provider("88159999").original("88150001");
        assert_eq!(count([own(refund(Status::Refunded, 26)), own(refund(Status::Pending, 23))]), 1);
        assert_eq!(
            count([own(refund(Status::Refunded, 26)).provider("88159998"), own(refund(Status::Pending, 23))]),
            2
        );
        // Under the number of the sale alone, each end belongs to one request.
        let shared = |row: Row| row.provider("88150001");
        let requests = || [shared(refund(Status::Pending, 23)), shared(refund(Status::Pending, 24))];
        let ends = || [shared(refund(Status::Refunded, 25)), shared(refund(Status::Refunded, 26))];
        assert_eq!(count(requests().into_iter().chain(ends())), 2);
        assert_eq!(count(requests().into_iter().chain(ends().into_iter().take(1))), 2);
        assert_eq!(count(ends()), 2);
    }

    #[test]
    fn a_terminals_list_and_its_log_speak_of_one_transaction() {
        let listed = || terminal().rrn("");
        assert_eq!(count([listed(), listed().at("2026-11-23T12:00:04+08:00")]), 1);
        assert_eq!(count([listed(), listed().at("2026-11-23T12:01:00+08:00")]), 2);
        assert_eq!(count([listed(), listed().stan("004418")]), 2);
        assert_eq!(count([listed(), listed().kind(TransactionType::Void)]), 2);
    }

    #[test]
    fn one_order_in_the_bills_of_two_providers_is_one_payment() {
        let wallet = |report, number: &str| {
            let mut row =
                acquirer().bare().terminal("").no_card().scheme("wechat").order("A-20261123-7").provider(number);
            row.entry.report = ReportId(report);
            row
        };
        assert_eq!(count([wallet(1, "4200000263201902167700134212"), wallet(2, "LCSW0001")]), 1);
        assert_eq!(count([wallet(1, "4200000263201902167700134212"), wallet(1, "LCSW0001")]), 2);
        // Paid twice at one provider.
        assert_eq!(count([wallet(1, "LCSW0002"), wallet(2, "LCSW0001")]), 2);
    }

    #[test]
    fn an_entry_given_twice_is_one_entry() {
        let day = Day::with([terminal().bare(), terminal().bare()]);
        let doubled: Vec<_> = day.entries.iter().chain(&day.entries).cloned().collect();
        let payments = payments(&doubled, &Settings::default());
        assert_eq!(payments.iter().map(|payment| payment.lead().id).collect::<Vec<_>>(), [EntryId(1), EntryId(2)]);
    }
}
