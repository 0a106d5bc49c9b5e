//! Pre-authorisations, and what completes them.

use super::Knowledge;
use super::keys;
use super::payment::Payment;
use super::standing::Standing;
use crate::domain::{Direction, Entry, Source, TransactionType};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which payments complete or enlarge which pre-authorisation, by their numbers.
#[derive(Default)]
pub(super) struct Holds {
    completed: FxHashSet<u32>,
    /// Pre-authorisations that enlarge another one, with that other one.
    increments: FxHashMap<u32, u32>,
}

/// Pre-authorisations by what a completion may name them by.
#[derive(Default)]
struct Index<'a> {
    by_reference: FxHashMap<&'a str, Vec<u32>>,
    by_auth: FxHashMap<&'a str, Vec<u32>>,
    by_order: FxHashMap<&'a str, Vec<u32>>,
    by_card: FxHashMap<(&'a str, &'a str), Vec<u32>>,
}

impl Holds {
    pub(super) fn new(payments: &[Payment<'_>], known: Knowledge<'_>) -> Self {
        let holds: Vec<u32> = numbered(payments).filter(|(_, payment)| is_hold(payment)).map(|(n, _)| n).collect();
        let mut found = Self::default();
        if holds.is_empty() {
            return found;
        }
        let index = Index::new(&holds, payments);
        let mut completions: Vec<u32> = numbered(payments)
            .filter(|(_, payment)| may_complete(payment) && went_through(payment, known))
            .map(|(number, _)| number)
            .collect();
        let lead = |number: u32| payments[number as usize].lead();
        completions.sort_by(|&a, &b| keys::canonical(lead(a), lead(b)));
        let fits = |hold: u32, completion: u32| is_in_time(lead(hold), lead(completion), known);
        // What is named outweighs what only looks alike, whichever comes first.
        let mut unnamed = Vec::new();
        for completion in completions {
            let named = index.named_by(&payments[completion as usize]);
            match latest(named.filter(|&hold| fits(hold, completion)), payments) {
                Some(hold) => {
                    found.completed.insert(hold);
                }
                None => unnamed.push(completion),
            }
        }
        for completion in unnamed.into_iter().filter(|&completion| says_completion(&payments[completion as usize])) {
            let alike = index.alike(lead(completion)).filter(|hold| !found.completed.contains(hold));
            let alike = alike.filter(|&hold| {
                let (held, taken) = (lead(hold), lead(completion));
                fits(hold, completion)
                    && keys::same_card(held, taken)
                    && held.amount.currency == taken.amount.currency
                    && known.trade.preauth.allows(held.amount.minor, taken.amount.minor)
            });
            if let Some(hold) = latest(alike, payments) {
                found.completed.insert(hold);
            }
        }
        for &hold in &holds {
            let bases = index.referred_to_by(&payments[hold as usize]).filter(|base| *base != hold);
            if let Some(base) = latest(bases, payments) {
                found.increments.insert(hold, base);
            }
        }
        found
    }

    /// Whether it was completed, itself or as a part of the pre-authorisation that it enlarges.
    pub(super) fn is_completed(&self, hold: u32) -> bool {
        let base = self.increments.get(&hold);
        self.completed.contains(&hold) || base.is_some_and(|base| self.completed.contains(base))
    }
}

fn numbered<'p, 'a>(payments: &'p [Payment<'a>]) -> impl Iterator<Item = (u32, &'p Payment<'a>)> {
    (0u32..).zip(payments)
}

/// A payment that nothing but pre-authorisations speak of.
pub(super) fn is_hold(payment: &Payment<'_>) -> bool {
    payment.entries().iter().all(|entry| entry.kind == TransactionType::Preauth)
}

/// A completion, or a charge that names an original: some reports call both a sale.
fn may_complete(payment: &Payment<'_>) -> bool {
    let names_original = || payment.entries().iter().any(|entry| !entry.original_rrn.is_empty());
    payment.direction() == Direction::Charge && !is_hold(payment) && (says_completion(payment) || names_original())
}

fn says_completion(payment: &Payment<'_>) -> bool {
    payment.entries().iter().any(|entry| entry.kind == TransactionType::Completion)
}

/// A completion that was refused completes nothing. One whose end is not known is a case of its own.
fn went_through(payment: &Payment<'_>, known: Knowledge<'_>) -> bool {
    let deciding = payment.seen_by(Source::Acquirer).unwrap_or_else(|| payment.lead());
    Standing::of(deciding, known) != Standing::Refused
}

fn is_in_time(hold: &Entry, completion: &Entry, known: Knowledge<'_>) -> bool {
    hold.time <= completion.time && completion.time <= known.trade.preauth.expires_at(hold)
}

fn latest(holds: impl Iterator<Item = u32>, payments: &[Payment<'_>]) -> Option<u32> {
    holds.max_by(|&a, &b| keys::canonical(payments[a as usize].lead(), payments[b as usize].lead()))
}

impl<'a> Index<'a> {
    fn new(holds: &[u32], payments: &'a [Payment<'a>]) -> Self {
        let mut index = Self::default();
        for &hold in holds {
            for entry in payments[hold as usize].entries() {
                for (map, text) in [
                    (&mut index.by_reference, keys::number(&entry.rrn)),
                    (&mut index.by_auth, keys::number(&entry.auth)),
                    (&mut index.by_order, entry.order.as_str()),
                ] {
                    if !text.is_empty() {
                        map.entry(text).or_default().push(hold);
                    }
                }
                if !entry.card.is_empty() {
                    index.by_card.entry((&entry.terminal, entry.card.last_four())).or_default().push(hold);
                }
            }
        }
        index
    }

    fn referred_to_by<'p>(&'p self, payment: &'p Payment<'_>) -> impl Iterator<Item = u32> + 'p {
        let references = payment.entries().iter().map(|entry| keys::number(&entry.original_rrn));
        references.filter_map(|reference| self.by_reference.get(reference)).flatten().copied()
    }

    /// Those that a completion names: by reference, by authorisation code, by order number.
    fn named_by<'p>(&'p self, payment: &'p Payment<'_>) -> impl Iterator<Item = u32> + 'p {
        let by_code =
            payment.entries().iter().filter(|entry| entry.kind == TransactionType::Completion).flat_map(|entry| {
                let by_auth = self.by_auth.get(keys::number(&entry.auth));
                by_auth.into_iter().chain(self.by_order.get(entry.order.as_str())).flatten().copied()
            });
        self.referred_to_by(payment).chain(by_code)
    }

    fn alike<'p>(&'p self, completion: &'p Entry) -> impl Iterator<Item = u32> + 'p {
        let key = (completion.terminal.as_str(), completion.card.last_four());
        self.by_card.get(&key).into_iter().flatten().copied()
    }
}
