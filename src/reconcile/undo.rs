//! Voids, reversals and refunds, and the charges that they undo.

use super::Knowledge;
use super::keys;
use super::payment::Payment;
use super::standing::Standing;
use crate::domain::{Direction, Entry, Money, Source};
use rustc_hash::FxHashMap;

/// How far a charge is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undoing {
    /// Not, or in part.
    Not,
    /// A void, reversal or refund is on its way.
    UnderWay,
    /// Wholly: nothing is owed.
    Wholly,
}

/// A return without a reference to its original counts for an equal charge to the same card at the same place, this
/// many seconds before it at most.
const UNREFERENCED_SECS: i64 = 86_400;

/// How many returns can share the name of one charge. More of them mean a column that says the same in every row, which
/// names nothing and must not make the search quadratic.
const MOST_RETURNS: usize = 64;

/// Which payments give back which, by their numbers.
pub(super) struct Undone<'a> {
    payments: &'a [Payment<'a>],
    /// How far each payment that gives money back has got.
    progress: FxHashMap<u32, Undoing>,
    returns_of: FxHashMap<u32, Vec<u32>>,
    originals_of: FxHashMap<u32, Vec<u32>>,
}

/// Payments that give money back, by what names the charge.
#[derive(Default)]
struct Index<'a> {
    by_reference: FxHashMap<&'a str, Vec<u32>>,
    by_order: FxHashMap<&'a str, Vec<u32>>,
    /// By time.
    unreferenced: FxHashMap<Money, Vec<u32>>,
}

impl<'a> Undone<'a> {
    pub(super) fn new(payments: &'a [Payment<'a>], known: Knowledge<'_>) -> Self {
        let mut undone = Self {
            payments,
            progress: FxHashMap::default(),
            returns_of: FxHashMap::default(),
            originals_of: FxHashMap::default(),
        };
        let mut index = Index::default();
        for (number, payment) in (0u32..).zip(payments).filter(|(_, payment)| is_return(payment)) {
            undone.progress.insert(number, progress(payment, known));
            index.add(number, payment);
        }
        if undone.progress.is_empty() {
            return undone;
        }
        index.finish(payments);
        for (charge, payment) in (0u32..).zip(payments).filter(|(_, payment)| !is_return(payment)) {
            let returns = index.returns_of(payment, payments);
            for &number in &returns {
                undone.originals_of.entry(number).or_default().push(charge);
            }
            if !returns.is_empty() {
                undone.returns_of.insert(charge, returns);
            }
        }
        undone
    }

    /// The returns that refer to a charge.
    pub(super) fn returns_of(&self, charge: u32) -> &[u32] {
        self.returns_of.get(&charge).map_or(&[], Vec::as_slice)
    }

    /// The charge that a return gives back: of several that fit, the latest one before it.
    pub(super) fn original_of(&self, number: u32) -> Option<u32> {
        let at = self.payments[number as usize].lead().time;
        let originals = self.originals_of.get(&number)?.iter().copied();
        let lead = |number: &u32| self.payments[*number as usize].lead();
        originals.max_by(|a, b| {
            let (a, b) = (lead(a), lead(b));
            (a.time <= at).cmp(&(b.time <= at)).then_with(|| keys::canonical(a, b))
        })
    }

    /// How far a charge is undone.
    pub(super) fn of(&self, charge: u32) -> Undoing {
        let payment = &self.payments[charge as usize];
        let lead = payment.lead();
        let returns =
            || self.returns_of(charge).iter().filter_map(|number| Some((number, *self.progress.get(number)?)));
        let given_back: i64 = returns()
            .filter(|(_, undoing)| *undoing == Undoing::Wholly)
            .map(|(number, _)| self.payments[*number as usize].lead().amount)
            .filter(|amount| amount.currency == lead.amount.currency)
            .map(|amount| amount.minor)
            .sum();
        match () {
            () if given_back > 0 && given_back >= smallest_amount(payment) => Undoing::Wholly,
            () if returns().any(|(_, undoing)| undoing == Undoing::UnderWay) => Undoing::UnderWay,
            () => Undoing::Not,
        }
    }
}

impl<'a> Index<'a> {
    fn add(&mut self, number: u32, payment: &Payment<'a>) {
        let originals = || payment.entries().iter().map(|entry| keys::number(&entry.original_rrn));
        // A reversal may repeat the reference of what it reverses.
        let own = payment.entries().iter().map(|entry| keys::number(&entry.rrn));
        for reference in originals().chain(own).filter(|reference| !reference.is_empty()) {
            push_once(self.by_reference.entry(reference).or_default(), number);
        }
        for entry in payment.entries() {
            // A wallet's refund names the sale by the shop's order number, or by the number that the wallet gave it.
            let wallets = if entry.rrn.is_empty() { [&*entry.original_rrn, &*entry.provider_ref] } else { ["", ""] };
            for order in wallets.into_iter().chain([&*entry.order]).filter(|order| !order.is_empty()) {
                push_once(self.by_order.entry(order).or_default(), number);
            }
        }
        if originals().all(str::is_empty) {
            self.unreferenced.entry(payment.lead().amount).or_default().push(number);
        }
    }

    /// Forgets names that name nothing, and brings the rest into the order that looking up needs.
    fn finish(&mut self, payments: &[Payment<'_>]) {
        for named in [&mut self.by_reference, &mut self.by_order] {
            named.retain(|_, returns| returns.len() <= MOST_RETURNS);
        }
        for returns in self.unreferenced.values_mut() {
            returns.sort_by_key(|number| payments[*number as usize].lead().time);
        }
    }

    /// The returns that refer to `charge`, each once, in the order of their numbers.
    fn returns_of(&self, charge: &Payment<'_>, payments: &[Payment<'_>]) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        for entry in charge.entries() {
            let by_reference = self.by_reference.get(keys::number(&entry.rrn));
            let by_order = self.by_order.get(entry.order.as_str());
            let by_number = self.by_order.get(entry.provider_ref.as_str());
            found.extend(by_reference.into_iter().chain(by_order).chain(by_number).flatten());
        }
        let lead = charge.lead();
        let given_back = |number: u32| payments[number as usize].lead();
        if let Some(returns) = self.unreferenced.get(&lead.amount) {
            let from = returns.partition_point(|&number| given_back(number).time < lead.time);
            let soon_after =
                returns[from..].iter().copied().take_while(|&number| is_soon_after(lead, given_back(number)));
            found.extend(soon_after.filter(|&number| is_same_payer(lead, given_back(number))));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|&number| keys::same_place_or_unsaid(lead, payments[number as usize].lead()));
        found
    }
}

fn is_return(payment: &Payment<'_>) -> bool {
    payment.direction() == Direction::Return
}

fn push_once(numbers: &mut Vec<u32>, number: u32) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// Where the sources differ, giving back the smaller amount settles what both agree on.
fn smallest_amount(charge: &Payment<'_>) -> i64 {
    charge.entries().iter().map(|entry| entry.amount.minor).min().unwrap_or_default()
}

fn progress(payment: &Payment<'_>, known: Knowledge<'_>) -> Undoing {
    let standings = || {
        let seen = Source::ALL.iter().filter_map(|source| payment.seen_by(*source));
        seen.map(|entry| Standing::of(entry, known))
    };
    match () {
        () if standings().any(|standing| standing == Standing::Good) => Undoing::Wholly,
        () if standings().any(|standing| matches!(standing, Standing::ToBeUndone | Standing::Undecided)) => {
            Undoing::UnderWay
        }
        () => Undoing::Not,
    }
}

/// Whether a return that names no original comes soon enough after `charge` to belong to it.
fn is_soon_after(charge: &Entry, given_back: &Entry) -> bool {
    (given_back.time - charge.time).num_seconds() <= UNREFERENCED_SECS
}

fn is_same_payer(charge: &Entry, given_back: &Entry) -> bool {
    keys::same_card(charge, given_back) || (!charge.payer.is_empty() && charge.payer == given_back.payer)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Day, Row, acquirer, terminal, till};
    use crate::domain::{FindingKind, Source, TransactionType};

    const LATER: &str = "2026-11-23T15:00:00+08:00";

    fn refund(row: Row) -> Row {
        row.kind(TransactionType::Refund).rrn("").stan("").at(LATER)
    }

    /// What a refund at the acquirer does to a charge that the till does not have.
    fn kinds(refund: Row) -> Vec<FindingKind> {
        let charge = acquirer().bare().order("A-7").provider("42001");
        Day::with([charge, refund]).covered_by([Source::Till]).kinds()
    }

    #[test]
    fn each_way_of_naming_a_sale_undoes_it() {
        let stranger = || refund(acquirer()).card("400000******0001");
        assert_eq!(kinds(stranger()), [FindingKind::ChargedNoSale]);
        assert_eq!(kinds(stranger().original("A-7")), []);
        assert_eq!(kinds(stranger().order("A-7")), []);
        assert_eq!(kinds(stranger().provider("42001")), []);
        // The card alone names it for a day.
        assert_eq!(kinds(refund(acquirer())), []);
        assert_eq!(kinds(refund(acquirer()).at("2026-11-24T12:00:01+08:00")), [FindingKind::ChargedNoSale]);
        assert_eq!(kinds(refund(acquirer()).at("2026-11-23T11:59:59+08:00")), [FindingKind::ChargedNoSale]);
    }

    #[test]
    fn a_number_that_stands_in_every_row_names_nothing_and_costs_nothing() {
        let same = |row: Row, number: u32| row.bare().no_card().order("1").amount(100 + i64::from(number));
        let rows = (0..4_000).flat_map(|number| [same(terminal(), number), same(till(), number)]);
        let refunds = (0..4_000).map(|number| same(refund(till()), 90_000 + number));
        let started = std::time::Instant::now();
        assert_eq!(Day::with(rows.chain(refunds)).kinds(), []);
        assert!(started.elapsed().as_secs() < 20);
    }
}
