//! What is shown of many days: how many payments were left unfinished, and why.

use super::{BusinessDay, Cause, Money};

/// The unfinished payments of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCauses {
    /// The day.
    pub day: BusinessDay,
    /// How many had each cause; causes without any are left out.
    pub counts: Vec<(Cause, u64)>,
}

/// What one cause did over all the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseTotal {
    /// The cause.
    pub cause: Cause,
    /// Unfinished payments.
    pub unfinished: u64,
    /// Of these not closed yet.
    pub open: u64,
    /// What they were about, one sum for each currency.
    pub amounts: Vec<Money>,
}

/// What kept going wrong from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insights {
    /// Every day of the time, in order, those on which nothing went wrong included.
    pub days: Vec<DayCauses>,
    /// The causes that occurred, the most frequent first.
    pub causes: Vec<CauseTotal>,
    /// Payments that the reports of these days show.
    pub payments: u64,
    /// Unfinished ones among them.
    pub unfinished: u64,
    /// On how many of these days there are payments: the others say nothing.
    pub days_with_reports: u64,
}

impl Insights {
    /// The share of unfinished payments in hundredths of a percent; none without payments.
    pub fn unfinished_bp(&self) -> Option<u64> {
        (self.unfinished * 10_000 + self.payments / 2).checked_div(self.payments)
    }
}
