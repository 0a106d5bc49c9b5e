//! Joining where reference numbers are missing: same way, same amount, same card (or, where one side names no card, same
//! scheme and place), and clocks that agree within the tolerance. The pairs closest in time come first; a pair that
//! could as well be another one is left alone.

use super::join::Joiner;
use super::keys::{self, canonical};
use super::standing::is_undecided;
use crate::domain::{Entry, PaymentChannel, Source, Status};
use chrono::Duration;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// How many rows of one card and amount are compared with each other.
const NEIGHBOURS: usize = 64;

/// The sources that are joined, in this order: the terminal knows most of both others.
const SOURCE_PAIRS: [(Source, Source); 3] =
    [(Source::Terminal, Source::Acquirer), (Source::Terminal, Source::Till), (Source::Acquirer, Source::Till)];

/// What connects two rows besides direction, amount and time.
#[derive(Clone, Copy)]
enum Tie {
    /// The last four digits of the card, named by both.
    Card,
    /// Scheme and place, where at least one names no card.
    Place,
}

/// Two rows that may be one transaction. The order is that in which pairs are joined.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    /// Rows that say *done* go before rows without a result, those before refused ones.
    rank: u8,
    seconds: i64,
    /// Whether the two do not name the same terminal.
    elsewhere: bool,
    /// Positions among the rows of either source, which are in canonical order.
    left: usize,
    right: usize,
}

impl Pair {
    /// How well the two go together.
    const fn distance(&self) -> (u8, i64, bool) {
        (self.rank, self.seconds, self.elsewhere)
    }
}

/// Rows of two sources that agree in all but time and place.
struct Bucket<'r, 'a> {
    left: &'r [&'a Entry],
    right: &'r [&'a Entry],
    tie: Tie,
    tolerance_secs: i64,
}

pub(super) fn link(joiner: &mut Joiner<'_>, tolerance_secs: i64) {
    for (source_a, source_b) in SOURCE_PAIRS {
        for tie in [Tie::Card, Tie::Place] {
            link_sources(joiner, (source_a, source_b), tie, tolerance_secs);
        }
    }
}

fn link_sources(joiner: &mut Joiner<'_>, (left, right): (Source, Source), tie: Tie, tolerance_secs: i64) {
    let both = keys::source_bit(left) | keys::source_bit(right);
    joiner.drop_complete();
    let mut rows = joiner.open.clone();
    rows.retain(|&row| {
        let is_either = keys::source_bit(joiner.rows[row as usize].source) & both != 0;
        is_either && joiner.sources_of(row) & both != both
    });
    let keyed = joiner.keyed(rows, |entry| bucket_key(entry, tie));
    for bucket in keyed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
        let rows_of = |source| {
            let mut rows: Vec<u32> = bucket.iter().map(|&(_, row)| row).collect();
            rows.retain(|&row| joiner.rows[row as usize].source == source);
            rows.sort_by(|&a, &b| canonical(joiner.rows[a as usize], joiner.rows[b as usize]));
            let entries: Vec<&Entry> = rows.iter().map(|&row| joiner.rows[row as usize]).collect();
            (rows, entries)
        };
        let ((left_rows, left), (right_rows, right)) = (rows_of(left), rows_of(right));
        let pairs = Bucket { left: &left, right: &right, tie, tolerance_secs }.best_pairs();
        for (left, right) in pairs {
            joiner.unite_near(left_rows[left], right_rows[right]);
        }
    }
}

/// What both rows of a pair have in common.
fn bucket_key(entry: &Entry, tie: Tie) -> Option<u64> {
    let mut hasher = FxHasher::default();
    (entry.kind.direction(), entry.amount).hash(&mut hasher);
    match tie {
        Tie::Card if entry.card.is_empty() => return None,
        Tie::Card => entry.card.last_four().hash(&mut hasher),
        Tie::Place => {}
    }
    Some(hasher.finish())
}

impl Bucket<'_, '_> {
    /// The pairs to join, each row in one of them at most.
    fn best_pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = self.candidates();
        pairs.sort_unstable();
        let mut taken = (vec![false; self.left.len()], vec![false; self.right.len()]);
        let mut chosen = Vec::new();
        for (at, pair) in pairs.iter().enumerate() {
            if taken.0[pair.left] || taken.1[pair.right] {
                continue;
            }
            let as_close = pairs[at + 1..].iter().take_while(|other| other.distance() == pair.distance());
            let mut rivals = as_close.filter(|rival| !taken.0[rival.left] && !taken.1[rival.right]);
            let is_ambiguous = rivals.any(|rival| self.would_say_something_else(pair, rival));
            (taken.0[pair.left], taken.1[pair.right]) = (true, true);
            if !is_ambiguous {
                chosen.push((pair.left, pair.right));
            }
        }
        let mut chosen = self.in_time_order(chosen);
        self.add_rest_of_crowd(&mut chosen, &taken.0, &taken.1);
        chosen
    }

    fn candidates(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (left, a) in self.left.iter().enumerate() {
            let earliest = a.time - Duration::seconds(self.tolerance_secs);
            let start = self.right.partition_point(|b| b.time < earliest);
            let near = self.right.iter().enumerate().skip(start).take(NEIGHBOURS);
            for (right, b) in near.filter(|(_, b)| self.may_be_one(a, b)) {
                pairs.push(Pair {
                    rank: rank(a).max(rank(b)),
                    seconds: keys::seconds_apart(a, b),
                    elsewhere: a.terminal.is_empty() || a.terminal != b.terminal,
                    left,
                    right,
                });
            }
        }
        pairs
    }

    /// Whether joining `rival` in place of `pair` would say something else: the rows that they do not share differ in
    /// more than their time.
    fn would_say_something_else(&self, pair: &Pair, rival: &Pair) -> bool {
        match (pair.left == rival.left, pair.right == rival.right) {
            (true, false) => !are_interchangeable(self.right[pair.right], self.right[rival.right]),
            (false, true) => !are_interchangeable(self.left[pair.left], self.left[rival.left]),
            _ => false,
        }
    }

    /// Equal sales at one place in one minute are joined in the order in which they happened, where that is possible.
    fn in_time_order(&self, chosen: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let (mut left, mut right): (Vec<usize>, Vec<usize>) = chosen.iter().copied().unzip();
        left.sort_unstable();
        right.sort_unstable();
        let ordered: Vec<(usize, usize)> = left.into_iter().zip(right).collect();
        let rank_of = |&(left, right): &(usize, usize)| u32::from(rank(self.left[left]).max(rank(self.right[right])));
        let total_rank = |pairs: &[(usize, usize)]| pairs.iter().map(rank_of).sum::<u32>();
        let fits = ordered.iter().all(|&(left, right)| self.may_be_one(self.left[left], self.right[right]));
        if fits && total_rank(&ordered) == total_rank(&chosen) { ordered } else { chosen }
    }

    /// In a crowd of equal rows not every pair was looked at; what is left is joined in the order of time.
    fn add_rest_of_crowd(&self, chosen: &mut Vec<(usize, usize)>, left_taken: &[bool], right_taken: &[bool]) {
        let mut left = (0..self.left.len()).filter(|&left| !left_taken[left]).peekable();
        let mut right = (0..self.right.len()).filter(|&right| !right_taken[right]).peekable();
        while let (Some(&a), Some(&b)) = (left.peek(), right.peek()) {
            if self.may_be_one(self.left[a], self.right[b]) {
                chosen.push((a, b));
                left.next();
                right.next();
            } else if self.left[a].time <= self.right[b].time {
                left.next();
            } else {
                right.next();
            }
        }
    }

    fn may_be_one(&self, a: &Entry, b: &Entry) -> bool {
        let tied = match self.tie {
            Tie::Card => keys::same_card(a, b),
            Tie::Place => {
                (a.card.is_empty() || b.card.is_empty())
                    && keys::compatible(&a.scheme, &b.scheme)
                    && travelled_alike(a, b)
                    && share_place(a, b)
            }
        };
        tied && a.kind.direction() == b.kind.direction()
            && keys::hold_alike(a, b)
            && a.amount == b.amount
            && keys::no_reference_contradicts(a, b)
            && keys::same_place_or_unsaid(a, b)
            && keys::seconds_apart(a, b) <= self.tolerance_secs
    }
}

fn are_interchangeable(a: &Entry, b: &Entry) -> bool {
    a.terminal == b.terminal && a.merchant == b.merchant && a.store == b.store && a.card == b.card
}

/// A card is no wallet, even where one of the reports does not name the scheme.
fn travelled_alike(a: &Entry, b: &Entry) -> bool {
    match (PaymentChannel::of(a), PaymentChannel::of(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// The same terminal, merchant or shop; or one of the reports names no place at all, because the shop has only one.
fn share_place(a: &Entry, b: &Entry) -> bool {
    let same = |a: &str, b: &str| !a.is_empty() && a == b;
    let names_none = |row: &Entry| row.terminal.is_empty() && row.merchant.is_empty() && row.store.is_empty();
    same(&a.terminal, &b.terminal)
        || same(&a.merchant, &b.merchant)
        || same(&a.store, &b.store)
        || names_none(a)
        || names_none(b)
}

const fn rank(row: &Entry) -> u8 {
    match row.status {
        status if is_undecided(status) => 1,
        Status::ReversalPending => 1,
        Status::Declined | Status::Cancelled => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::payments;
    use super::super::testing::{Day, Row, acquirer, terminal, till};
    use crate::domain::{Confidence, EntryId, Settings, Status};

    /// Which rows ended up in one payment, by their numbers.
    fn joined(rows: impl IntoIterator<Item = Row>) -> Vec<Vec<i64>> {
        let day = Day::with(rows);
        let payments = payments(&day.entries, &Settings::default());
        payments.iter().map(|payment| payment.entries().iter().map(|entry| entry.id.0).collect()).collect()
    }

    fn at(row: Row, second: u32) -> Row {
        row.at(&format!("2026-11-23T12:{:02}:{:02}+08:00", second / 60, second % 60))
    }

    #[test]
    fn amount_card_and_time_join_what_has_no_reference() {
        let day = Day::with([terminal(), at(acquirer().bare(), 30), at(till().bare().terminal(""), 45)]);
        let payments = payments(&day.entries, &Settings::default());
        assert_eq!(payments.len(), 1);
        assert_eq!(payments[0].confidence(), Confidence::Probable);
        assert_eq!(payments[0].joined_by_time_secs(), Some(45));
        assert_eq!(payments[0].lead().id, EntryId(1));
    }

    #[test]
    fn nothing_is_joined_on_amount_alone() {
        let others = [
            at(till().bare(), 301),
            till().bare().card("621661******4418"),
            till().bare().card("400000******4417"),
            till().bare().amount(26_801),
            till().bare().currency("USD"),
            till().bare().terminal("T-03"),
            till().bare().no_card().scheme("wechat"),
            till().bare().no_card().scheme("").terminal("").shop("", "S2"),
            till().bare().rrn("1"),
        ];
        for (number, other) in others.into_iter().enumerate() {
            let joined = joined([terminal().shop("M1", "S1"), other]);
            assert_eq!(joined, [[1], [2]], "case {number}");
        }
    }

    #[test]
    fn the_closest_pair_goes_first() {
        let rows = [at(terminal(), 0), at(terminal().rrn("2").stan("2"), 100), at(till().bare(), 90)];
        assert_eq!(joined(rows), [vec![1], vec![2, 3]]);
    }

    #[test]
    fn equal_sales_at_one_terminal_are_joined_in_their_order() {
        let wallet = |row: Row| row.bare().no_card().scheme("wechat");
        let rows =
            [at(wallet(terminal()), 0), at(wallet(terminal()), 60), at(wallet(till()), 45), at(wallet(till()), 105)];
        assert_eq!(joined(rows), [[1, 3], [2, 4]]);
    }

    #[test]
    fn a_pair_that_could_as_well_be_another_is_left_alone() {
        let rows =
            [at(till().bare().terminal(""), 30), at(terminal(), 0), at(terminal().terminal("T-03").rrn("2"), 60)];
        assert_eq!(joined(rows), [[2], [1], [3]]);
        // Where the till names the terminal there is no doubt.
        let rows = [at(till().bare(), 30), at(terminal(), 0), at(terminal().terminal("T-03").rrn("2"), 60)];
        assert_eq!(joined(rows), [vec![2, 1], vec![3]]);
    }

    #[test]
    fn a_sale_goes_to_the_try_that_was_approved() {
        let refused = at(terminal().status(Status::Declined), 20);
        let approved = at(terminal().rrn("2").stan("2"), 40);
        assert_eq!(joined([refused, approved, at(till().bare(), 10)]), [vec![1], vec![2, 3]]);
    }

    #[test]
    fn a_shop_and_its_number_do_not_contradict_each_other() {
        let rows = [terminal().shop("M1", "S0001"), acquirer().bare().terminal("").shop("M1", "Harbour 3")];
        assert_eq!(joined(rows), [[1, 2]]);
    }

    #[test]
    fn a_crowd_of_equal_rows_is_joined_in_reasonable_time() {
        let wallet = |row: Row| row.bare().no_card().scheme("wechat");
        let crowd = (0..3_000).flat_map(|_| [wallet(terminal()), wallet(till())]);
        let started = std::time::Instant::now();
        assert_eq!(joined(crowd).len(), 3_000);
        assert!(started.elapsed().as_secs() < 20);
    }
}
