//! Joining where reference numbers are missing: same way, same amount, same card (or, where one side names no card, same
//! scheme and place), and clocks that agree within the tolerance. The pairs closest in time come first; a pair that
//! could as well be another one is left alone.

use super::join::Joiner;
use super::keys::{self, canonical};
use super::standing::is_undecided;
use crate::domain::{Entry, PaymentChannel, Source, Status};
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
    /// Positions in the bucket, which is in canonical order.
    first: usize,
    second: usize,
}

pub(super) fn link(joiner: &mut Joiner<'_>, tolerance_secs: i64) {
    for (source_a, source_b) in SOURCE_PAIRS {
        for tie in [Tie::Card, Tie::Place] {
            link_sources(joiner, (source_a, source_b), tie, tolerance_secs);
        }
    }
}

fn link_sources(joiner: &mut Joiner<'_>, (source_a, source_b): (Source, Source), tie: Tie, tolerance_secs: i64) {
    let both = keys::source_bit(source_a) | keys::source_bit(source_b);
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    for row in 0..joiner.rows.len() as u32 {
        let entry = joiner.rows[row as usize];
        let is_either = keys::source_bit(entry.source) & both != 0;
        if is_either
            && joiner.sources_of(row) & both != both
            && let Some(key) = bucket_key(entry, tie)
        {
            keyed.push((key, row));
        }
    }
    keyed.sort_unstable();
    for bucket in keyed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
        let mut rows: Vec<u32> = bucket.iter().map(|&(_, row)| row).collect();
        rows.sort_by(|&a, &b| canonical(joiner.rows[a as usize], joiner.rows[b as usize]));
        let entries: Vec<&Entry> = rows.iter().map(|&row| joiner.rows[row as usize]).collect();
        for (first, second) in best_pairs(&entries, tie, tolerance_secs) {
            joiner.unite_near(rows[first], rows[second]);
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

/// The pairs of a bucket, each row in one of them at most.
fn best_pairs(rows: &[&Entry], tie: Tie, tolerance_secs: i64) -> Vec<(usize, usize)> {
    let mut pairs = candidates(rows, tie, tolerance_secs);
    pairs.sort_unstable();
    let mut taken = vec![false; rows.len()];
    let mut chosen = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        if taken[pair.first] || taken[pair.second] {
            continue;
        }
        let rivals = pairs[at + 1..].iter().take_while(|other| {
            (other.rank, other.seconds, other.elsewhere) == (pair.rank, pair.seconds, pair.elsewhere)
        });
        let is_ambiguous = rivals
            .filter(|rival| !taken[rival.first] && !taken[rival.second])
            .any(|rival| is_real_rival(rows, pair, rival));
        taken[pair.first] = true;
        taken[pair.second] = true;
        if !is_ambiguous {
            chosen.push((pair.first, pair.second));
        }
    }
    in_time_order(rows, chosen, tie, tolerance_secs)
}

/// Whether joining `rival` in place of `pair` would say something else: the rows that they do not share differ in more
/// than their time.
fn is_real_rival(rows: &[&Entry], pair: &Pair, rival: &Pair) -> bool {
    let others = match (pair.first == rival.first, pair.second == rival.second) {
        (true, false) => (rows[pair.second], rows[rival.second]),
        (false, true) => (rows[pair.first], rows[rival.first]),
        _ if pair.first == rival.second => (rows[pair.second], rows[rival.first]),
        _ if pair.second == rival.first => (rows[pair.first], rows[rival.second]),
        _ => return false,
    };
    !are_interchangeable(others.0, others.1)
}

fn are_interchangeable(a: &Entry, b: &Entry) -> bool {
    a.terminal == b.terminal && a.merchant == b.merchant && a.store == b.store && a.card == b.card
}

/// Equal sales at one place in one minute are joined in the order in which they happened, where that is possible at all.
fn in_time_order(rows: &[&Entry], chosen: Vec<(usize, usize)>, tie: Tie, tolerance_secs: i64) -> Vec<(usize, usize)> {
    if chosen.len() < 2 {
        return chosen;
    }
    let first_source = rows[chosen[0].0].source.min(rows[chosen[0].1].source);
    let (mut earlier, mut later): (Vec<usize>, Vec<usize>) =
        chosen.iter().map(|&(a, b)| if rows[a].source == first_source { (a, b) } else { (b, a) }).unzip();
    earlier.sort_unstable();
    later.sort_unstable();
    let ordered: Vec<(usize, usize)> = earlier.into_iter().zip(later).collect();
    let rank_of =
        |pairs: &[(usize, usize)]| pairs.iter().map(|&(a, b)| u32::from(rank(rows[a]).max(rank(rows[b])))).sum();
    let as_good = |pairs: &[(usize, usize)]| -> bool {
        let before: u32 = rank_of(&chosen);
        let after: u32 = rank_of(pairs);
        after == before && pairs.iter().all(|&(a, b)| may_be_one(rows[a], rows[b], tie, tolerance_secs))
    };
    if as_good(&ordered) { ordered } else { chosen }
}

fn candidates(rows: &[&Entry], tie: Tie, tolerance_secs: i64) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (first, a) in rows.iter().enumerate() {
        let ahead = rows.iter().enumerate().skip(first + 1).take(NEIGHBOURS);
        for (second, b) in ahead.take_while(|(_, b)| keys::seconds_apart(a, b) <= tolerance_secs) {
            if may_be_one(a, b, tie, tolerance_secs) {
                pairs.push(Pair {
                    rank: rank(a).max(rank(b)),
                    seconds: keys::seconds_apart(a, b),
                    elsewhere: a.terminal.is_empty() || a.terminal != b.terminal,
                    first,
                    second,
                });
            }
        }
    }
    pairs
}

fn may_be_one(a: &Entry, b: &Entry, tie: Tie, tolerance_secs: i64) -> bool {
    let tied = match tie {
        Tie::Card => keys::same_card(a, b),
        Tie::Place => {
            (a.card.is_empty() || b.card.is_empty())
                && keys::compatible(&a.scheme, &b.scheme)
                && travelled_alike(a, b)
                && share_place(a, b)
        }
    };
    tied && a.source != b.source
        && a.kind.direction() == b.kind.direction()
        && a.amount == b.amount
        && keys::no_reference_contradicts(a, b)
        && keys::same_place_or_unsaid(a, b)
        && keys::seconds_apart(a, b) <= tolerance_secs
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
