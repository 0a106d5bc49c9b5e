//! A payment as somebody at the counter describes it, before any report shows it.

use super::{Entry, FindingKind, MaskedCard, Moment, Money, Source, Status, TransactionType};
use compact_str::CompactString;

/// What is known of a payment while the customer stands there. Empty text means that nobody could say.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct DescribedPayment {
    /// Terminal number.
    pub terminal: CompactString,
    /// `visa`, `unionpay`, `wechat`, …, lower case.
    pub scheme: CompactString,
    /// The last four digits, or first six and last four.
    pub card: MaskedCard,
    /// Retrieval reference number on the slip.
    pub rrn: CompactString,
    /// Order or receipt number.
    pub order: CompactString,
}

/// A case to be started by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// What seems to be wrong; one of [`FindingKind::TOLD_AT_THE_COUNTER`].
    pub finding: FindingKind,
    /// How much.
    pub amount: Money,
    /// When it happened.
    pub time: Moment,
    /// What else is known.
    pub described: DescribedPayment,
}

impl DescribedPayment {
    /// The same as a row that no report wrote: for what is shown, and for finding its like in the reports.
    pub fn as_entry(&self, amount: Money, time: Moment) -> Entry {
        Entry {
            terminal: self.terminal.clone(),
            scheme: self.scheme.clone(),
            card: self.card.clone(),
            rrn: self.rrn.clone(),
            order: self.order.clone(),
            ..Entry::new(Source::Till, TransactionType::Sale, Status::NotStated, amount, time)
        }
    }
}
