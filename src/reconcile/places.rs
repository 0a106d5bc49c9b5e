//! One shop has a merchant number at the acquirer, a name at the till and terminal numbers. Payments that both reports
//! show teach which of them belong together, so that the silence of one can be understood in the terms of the other.

use super::payment::Payment;
use crate::domain::{Entry, Source};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;

type Names<'a> = FxHashMap<(Source, &'a str), FxHashSet<&'a str>>;

/// Names of places, learnt when they are first asked for: most days need none.
pub(super) struct Places<'a> {
    payments: &'a [Payment<'a>],
    learnt: OnceCell<Names<'a>>,
}

impl<'a> Places<'a> {
    pub(super) const fn learn(payments: &'a [Payment<'a>]) -> Self {
        Self { payments, learnt: OnceCell::new() }
    }

    /// What `source` calls the place of `entry`: every name that it used in payments that both know, by the most precise
    /// place that taught anything.
    pub(super) fn names_in(&self, source: Source, entry: &Entry) -> Vec<&'a str> {
        self.names_of(source, own_places(entry))
    }

    /// What `source` calls the terminal of `entry`: a merchant may have other terminals, of which `source` knows nothing.
    pub(super) fn names_of_terminal_in(&self, source: Source, entry: &Entry) -> Vec<&'a str> {
        self.names_of(source, std::iter::once(entry.terminal.as_str()))
    }

    fn names_of<'p>(&self, source: Source, mut places: impl Iterator<Item = &'p str>) -> Vec<&'a str> {
        let names = self.learnt.get_or_init(|| learn(self.payments));
        let known = places.find_map(|place| names.get(&(source, place)));
        known.map(|known| known.iter().copied().collect()).unwrap_or_default()
    }
}

fn learn<'a>(payments: &[Payment<'a>]) -> Names<'a> {
    let mut names = Names::default();
    for payment in payments {
        let rows = payment.entries();
        for (row, other) in rows.iter().flat_map(|row| rows.iter().map(move |other| (*row, *other))) {
            // What a source says of itself is in its coverage already.
            if row.source != other.source
                && let Some(name) = own_places(other).next()
            {
                for place in own_places(row) {
                    names.entry((other.source, place)).or_default().insert(name);
                }
            }
        }
    }
    names
}

/// The places that a row names, the most precise one first.
fn own_places(entry: &Entry) -> impl Iterator<Item = &str> {
    [entry.terminal.as_str(), entry.store.as_str(), entry.merchant.as_str()]
        .into_iter()
        .filter(|place| !place.is_empty())
}
