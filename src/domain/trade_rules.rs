//! How long things stay valid and when they count as over, as schemes and acquirers have it. The numbers stand in
//! `assets/trade-rules.toml`.

use super::{Entry, Moment};
use chrono::Duration;
use std::collections::BTreeMap;

/// The customs of the trade that no report states.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TradeRules {
    /// Pre-authorisations.
    pub preauth: PreauthRules,
    /// Sales stored on the terminal.
    pub offline: Validity,
    /// Reversals.
    pub reversal: ReversalRules,
    /// Refunds and voids.
    pub refund: RefundRules,
    /// Terminal batches.
    pub batch: BatchRules,
    /// Payouts.
    pub payout: PayoutRules,
}

/// How long something is valid, by scheme.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// Calendar days for schemes that are not named.
    pub default_days: u32,
    /// Calendar days by scheme.
    pub days: BTreeMap<String, u32>,
}

/// How long an amount may be held, and how much of it taken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreauthRules {
    /// Calendar days for schemes that are not named.
    pub default_days: u32,
    /// Calendar days by scheme.
    pub days: BTreeMap<String, u32>,
    /// The most that a completion may come to, in percent of the held amount.
    pub completion_percent: i64,
}

/// When a reversal is over.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReversalRules {
    /// Response codes (field 39) with which nothing is left to undo.
    pub done_codes: Vec<String>,
}

/// How long a refund may take to show.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefundRules {
    /// Working days until the acquirer must show it.
    pub working_days: u32,
}

/// When a batch should have been settled.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchRules {
    /// Hours from the first to the last row of a batch that is settled in time.
    pub open_hours: i64,
    /// So many payments of a batch, none of them known to the acquirer, are the batch's fault.
    pub unseen_payments: usize,
}

/// How payouts are counted.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayoutRules {
    /// Local hour from which a payment counts as the next day's.
    pub late_hour: u32,
}

impl PreauthRules {
    /// The last instant at which a pre-authorisation can be completed as usual.
    pub fn expires_at(&self, preauth: &Entry) -> Moment {
        preauth.time + days_of(&self.days, self.default_days, preauth)
    }

    /// Whether a completion of `taken` minor units fits what was held.
    pub fn allows(&self, held: i64, taken: i64) -> bool {
        i128::from(taken) * 100 <= i128::from(held) * i128::from(self.completion_percent)
    }
}

impl Validity {
    /// The last instant at which `entry` is valid.
    pub fn expires_at(&self, entry: &Entry) -> Moment {
        entry.time + days_of(&self.days, self.default_days, entry)
    }
}

fn days_of(days: &BTreeMap<String, u32>, default_days: u32, entry: &Entry) -> Duration {
    Duration::days(i64::from(days.get(entry.scheme.as_str()).copied().unwrap_or(default_days)))
}

#[cfg(test)]
mod tests {
    use super::super::{Currency, Money, Source, Status, TransactionType};
    use super::*;

    fn rules() -> TradeRules {
        toml::from_str(include_str!("../../assets/trade-rules.toml")).unwrap()
    }

    fn expires(scheme: &str) -> String {
        let held = Money::new(100, Currency::CNY);
        let time = "2026-11-23T12:00:00+08:00".parse().unwrap();
        let mut entry = Entry::new(Source::Terminal, TransactionType::Preauth, Status::Authorised, held, time);
        entry.scheme = scheme.into();
        rules().preauth.expires_at(&entry).to_rfc3339()
    }

    #[test]
    fn each_scheme_holds_as_long_as_it_does() {
        assert_eq!(expires("unionpay"), "2026-12-23T12:00:00+08:00");
        assert_eq!(expires("visa"), "2026-11-30T12:00:00+08:00");
        assert_eq!(expires("maestro"), "2026-11-30T12:00:00+08:00");
    }

    #[test]
    fn a_completion_may_come_to_somewhat_more_than_was_held() {
        let rules = rules();
        assert!(rules.preauth.allows(10_000, 11_500));
        assert!(!rules.preauth.allows(10_000, 11_501));
        assert!(rules.preauth.allows(i64::MAX, i64::MAX));
    }
}
