//! Voids, reversals and refunds, and the charges that they undo.

use super::keys;
use super::payment::Payment;
use super::standing::Standing;
use crate::domain::{CodeBook, Direction, Entry, Money, Source};
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

/// Payments that give money back, by what names the charge.
pub(super) struct Undone<'a> {
    returns: Vec<(&'a Payment<'a>, Undoing)>,
    by_reference: FxHashMap<&'a str, Vec<u32>>,
    by_order: FxHashMap<&'a str, Vec<u32>>,
    unreferenced: FxHashMap<Money, Vec<u32>>,
}

impl<'a> Undone<'a> {
    pub(super) fn new(payments: &'a [Payment<'a>], codes: &CodeBook) -> Self {
        let mut undone = Self {
            returns: Vec::new(),
            by_reference: FxHashMap::default(),
            by_order: FxHashMap::default(),
            unreferenced: FxHashMap::default(),
        };
        for payment in payments.iter().filter(|payment| payment.direction() == Direction::Return) {
            let undoing = progress(payment, codes);
            if undoing != Undoing::Not {
                undone.add(payment, undoing);
            }
        }
        undone
    }

    fn add(&mut self, payment: &'a Payment<'a>, undoing: Undoing) {
        let number = self.returns.len() as u32;
        self.returns.push((payment, undoing));
        let originals = || payment.entries().iter().map(|entry| keys::number(&entry.original_rrn));
        // A reversal may repeat the reference of what it reverses.
        let own = payment.entries().iter().map(|entry| keys::number(&entry.rrn));
        for reference in originals().chain(own).filter(|reference| !reference.is_empty()) {
            push_once(self.by_reference.entry(reference).or_default(), number);
        }
        for order in payment.entries().iter().map(|entry| entry.order.as_str()).filter(|order| !order.is_empty()) {
            push_once(self.by_order.entry(order).or_default(), number);
        }
        if originals().all(str::is_empty) {
            self.unreferenced.entry(payment.lead().amount).or_default().push(number);
        }
    }

    /// How far `charge` is undone.
    pub(super) fn of(&self, charge: &Payment<'_>) -> Undoing {
        let mut found: Vec<u32> = Vec::new();
        for entry in charge.entries() {
            let by_reference = self.by_reference.get(keys::number(&entry.rrn));
            let by_order = self.by_order.get(entry.order.as_str());
            found.extend(by_reference.into_iter().chain(by_order).flatten());
        }
        let lead = charge.lead();
        let unreferenced = self.unreferenced.get(&lead.amount).into_iter().flatten().copied();
        found.extend(unreferenced.filter(|&number| is_answer_to(lead, self.returns[number as usize].0.lead())));
        found.sort_unstable();
        found.dedup();
        let returns: Vec<&(&Payment<'_>, Undoing)> = found
            .iter()
            .map(|&number| &self.returns[number as usize])
            .filter(|(payment, _)| keys::same_place_or_unsaid(lead, payment.lead()))
            .collect();
        let given_back: i64 = returns
            .iter()
            .filter(|(payment, undoing)| {
                *undoing == Undoing::Wholly && payment.lead().amount.currency == lead.amount.currency
            })
            .map(|(payment, _)| payment.lead().amount.minor)
            .sum();
        match () {
            () if given_back > 0 && given_back >= smallest_amount(charge) => Undoing::Wholly,
            () if returns.iter().any(|(_, undoing)| *undoing == Undoing::UnderWay) => Undoing::UnderWay,
            () => Undoing::Not,
        }
    }
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

fn progress(payment: &Payment<'_>, codes: &CodeBook) -> Undoing {
    let standings = || {
        let seen = Source::ALL.iter().filter_map(|source| payment.seen_by(*source));
        seen.map(|entry| Standing::of(entry, codes))
    };
    match () {
        () if standings().any(|standing| standing == Standing::Good) => Undoing::Wholly,
        () if standings().any(|standing| matches!(standing, Standing::ToBeUndone | Standing::Undecided)) => {
            Undoing::UnderWay
        }
        () => Undoing::Not,
    }
}

/// Whether a return that names no original may belong to `charge`.
fn is_answer_to(charge: &Entry, given_back: &Entry) -> bool {
    let seconds_later = (given_back.time - charge.time).num_seconds();
    let same_payer = !charge.payer.is_empty() && charge.payer == given_back.payer;
    (keys::same_card(charge, given_back) || same_payer) && (0..=UNREFERENCED_SECS).contains(&seconds_later)
}
