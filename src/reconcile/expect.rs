//! When a report that is still to come can be expected.

use crate::domain::{BusinessDay, Entry, Moment, PaymentChannel, Settings, Source};
use chrono::Duration;

/// When `source` can be expected to show a payment like `entry`. A wallet's bill of a day comes the next day, an
/// acquirer's card report the next working day, both at the hour that the shop sets; terminal and till are read at the
/// end of the business day.
pub(super) fn expected(source: Source, entry: &Entry, settings: &Settings) -> Moment {
    let local_day = local_day_of(entry);
    match source {
        Source::Acquirer | Source::Bank => match PaymentChannel::of(entry) {
            Some(PaymentChannel::Wallet(_)) => bill_hour_of(local_day, entry, settings) + Duration::days(1),
            Some(PaymentChannel::Card) | None => bill_hour_of(local_day.next_working_day(), entry, settings),
        },
        Source::Terminal | Source::Till => {
            BusinessDay::of(entry.time, settings.cutoff_hour).end(settings.cutoff_hour, *entry.time.offset())
        }
    }
}

/// The hour of the bill on the so-manieth working day after `entry`.
pub(super) fn after_working_days(days: u32, entry: &Entry, settings: &Settings) -> Moment {
    let day = (0..days).fold(local_day_of(entry), |day, _| day.next_working_day());
    bill_hour_of(day, entry, settings)
}

/// The calendar day at the place of `entry`.
fn local_day_of(entry: &Entry) -> BusinessDay {
    BusinessDay(entry.time.naive_local().date())
}

/// The hour at which the acquirer's report appears on `day`, in the zone of `entry`.
fn bill_hour_of(day: BusinessDay, entry: &Entry, settings: &Settings) -> Moment {
    // One minute past the last minute of a day that ends at midnight.
    let start = day.end(0, *entry.time.offset()) - Duration::days(1) + Duration::minutes(1);
    start + Duration::hours(i64::from(settings.bill_hour))
}

#[cfg(test)]
mod tests {
    use super::super::testing::terminal;
    use super::*;

    fn expected_at(source: Source, scheme: &str, time: &str) -> String {
        expected(source, &terminal().at(time).scheme(scheme).entry, &Settings::default()).to_rfc3339()
    }

    #[test]
    fn a_wallet_bill_comes_the_next_day_and_a_card_report_the_next_working_day() {
        let friday = "2026-11-27T20:14:09+08:00";
        assert_eq!(expected_at(Source::Acquirer, "wechat", friday), "2026-11-28T09:00:00+08:00");
        assert_eq!(expected_at(Source::Acquirer, "visa", friday), "2026-11-30T09:00:00+08:00");
        assert_eq!(expected_at(Source::Till, "visa", friday), "2026-11-27T23:59:00+08:00");
    }

    #[test]
    fn a_refund_has_until_the_fifth_working_day() {
        let friday = terminal().at("2026-11-27T20:14:09+08:00").entry;
        let at = after_working_days(5, &friday, &Settings::default());
        assert_eq!(at.to_rfc3339(), "2026-12-04T09:00:00+08:00");
    }

    #[test]
    fn the_hour_of_the_bill_is_the_shops() {
        let settings = Settings { bill_hour: 14, cutoff_hour: 4, ..Settings::default() };
        let after_midnight = terminal().at("2026-11-24T01:30:00+08:00").scheme("wechat").entry;
        let at = |source| expected(source, &after_midnight, &settings).to_rfc3339();
        // The wallet knows calendar days only; the till's evening goes on until four.
        assert_eq!(at(Source::Acquirer), "2026-11-25T14:00:00+08:00");
        assert_eq!(at(Source::Till), "2026-11-24T03:59:00+08:00");
    }
}
