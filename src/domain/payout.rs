//! When the acquirer promised to pay out.

use super::BusinessDay;
use chrono::{Duration, NaiveDate};

/// By when the money of a day must be with the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayoutPromise {
    /// On the day itself.
    SameDay,
    /// On the next day that is no Saturday or Sunday.
    NextWorkingDay,
    /// So many calendar days later at the most.
    WithinDays(u32),
}

impl Default for PayoutPromise {
    fn default() -> Self {
        Self::WithinDays(5)
    }
}

impl PayoutPromise {
    /// The last day on which a payout for `paid_on` keeps the promise.
    pub fn last_day(self, paid_on: NaiveDate) -> NaiveDate {
        match self {
            Self::SameDay => paid_on,
            Self::NextWorkingDay => BusinessDay(paid_on).next_working_day().0,
            Self::WithinDays(days) => paid_on + Duration::days(i64::from(days)),
        }
    }
}
