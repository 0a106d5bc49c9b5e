//! What a case about many payments shows: how many each source has, what they come to, and the first few.

use super::Cell;
use super::comparison::{cells_of, columns, entries_of};
use crate::domain::{CaseView, Direction, Entry, FindingKind, MaskedCard, Moment, Money, Source, Status, Subject};

/// A payment of a batch, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchPayment {
    /// When.
    pub time: Moment,
    /// How much.
    pub amount: Money,
    /// With which card; may be empty.
    pub card: MaskedCard,
    /// How it stands.
    pub status: Status,
}

/// What a case about many payments shows in place of a comparison of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The terminal; empty for a payout.
    pub terminal: String,
    /// Its batch number; empty where no report names one.
    pub number: String,
    /// The sources compared.
    pub columns: Vec<Source>,
    /// How many payments each source has.
    pub count: Vec<Cell<usize>>,
    /// What they come to; money given back counts against it.
    pub sum: Vec<Cell<Money>>,
    /// The first few, earliest first.
    pub first: Vec<BatchPayment>,
    /// How many more there are.
    pub more: usize,
    /// What is at risk, where that is a difference.
    pub difference: Option<Money>,
}

/// How many payments of a batch are shown.
const SHOWN_PAYMENTS: usize = 5;

impl Batch {
    /// The batch or payout that a case is about; none where it is about one payment.
    pub fn of(view: &CaseView) -> Option<Self> {
        let finding = &view.case.finding;
        if finding.subject == Subject::Payment {
            return None;
        }
        let columns = columns(view);
        let said: Vec<Vec<&Entry>> = columns.iter().map(|source| entries_of(view, *source)).collect();
        let counts: Vec<Option<usize>> = said.iter().map(|entries| Some(entries.len()).filter(|n| *n > 0)).collect();
        let currency = finding.amount.currency;
        let sums: Vec<Option<Money>> = said
            .iter()
            .map(|entries| {
                let of_currency = entries.iter().filter(|entry| entry.amount.currency == currency);
                (!entries.is_empty()).then(|| Money::new(of_currency.map(|entry| signed_minor(entry)).sum(), currency))
            })
            .collect();
        // The fullest source lists the payments, the first of those that have as many.
        let mut listed = said.iter().rev().max_by_key(|entries| entries.len()).cloned().unwrap_or_default();
        listed.sort_by_key(|entry| (entry.time, entry.id));
        let shown = listed.iter().take(SHOWN_PAYMENTS).map(|entry| BatchPayment {
            time: entry.time,
            amount: entry.amount,
            card: entry.card.clone(),
            status: entry.status,
        });
        let stated = |field: fn(&Entry) -> &str| {
            view.sources.iter().map(|line| field(&line.entry)).find(|text| !text.is_empty()).unwrap_or_default()
        };
        let is_batch = finding.subject == Subject::Batch;
        Some(Self {
            terminal: if is_batch { stated(|entry| &entry.terminal).to_owned() } else { String::new() },
            number: if is_batch { stated(|entry| &entry.batch).to_owned() } else { String::new() },
            columns,
            count: cells_of(&counts),
            sum: cells_of(&sums),
            first: shown.collect(),
            more: listed.len().saturating_sub(SHOWN_PAYMENTS),
            difference: (finding.kind == FindingKind::SettlementDiffers).then_some(finding.at_risk),
        })
    }
}

fn signed_minor(entry: &Entry) -> i64 {
    match entry.kind.direction() {
        Direction::Charge => entry.amount.minor,
        Direction::Return => -entry.amount.minor,
    }
}
