//! Settled later than promised.

use super::{Question, Verdict};
use crate::domain::{Cause, FindingKind, PayoutPromise, Reason, ReasonCode};
use crate::reconcile::scene::Scene;
use crate::reconcile::standing::Standing;
use chrono::{Days, NaiveDate, Timelike};

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let entry = scene.acquirer.entry()?;
    let settled = entry.settled_on?;
    if !scene.takes_money() || !scene.acquirer.is(Standing::Good) {
        return None;
    }
    let tools = scene.tools;
    let agreed = tools.settings.acquirer_of(entry).and_then(|acquirer| acquirer.payout);
    let promise = agreed.or_else(|| tools.payouts.get(&entry.report).copied()).unwrap_or_default();
    let promised = promise.last_day(counted_day(scene, promise));
    if settled <= promised {
        return None;
    }
    let (settled, promised) = (settled.to_string(), promised.to_string());
    let reason = Reason::with(ReasonCode::SettledAfterPromise, [("settled", &settled), ("promised", &promised)]);
    Some(Verdict::new(FindingKind::SettledLate, Cause::Acquirer, scene, vec![reason]))
}

/// The day that the promise counts from: late in the evening the acquirer's next day has begun.
fn counted_day(scene: &Scene<'_, '_>, promise: PayoutPromise) -> NaiveDate {
    let time = scene.payment.time();
    let day = time.date_naive();
    let is_next_days =
        promise == PayoutPromise::NextWorkingDay && time.hour() >= scene.tools.known.trade.payout.late_hour;
    if is_next_days { day.checked_add_days(Days::new(1)).unwrap_or(day) } else { day }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Acquirer, FindingKind, PayoutPromise, ReportId, Source, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    fn settled(row: Row, day: &str) -> Day {
        Day::with([terminal(), row.settled(day), till()])
    }

    /// The day's kinds where the acquirer promised the next working day.
    fn kinds_with(promise: PayoutPromise, paid: &str, day: &str) -> Vec<FindingKind> {
        let mut day = Day::with([terminal().at(paid), acquirer().at(paid).settled(day), till().at(paid)]);
        day.settings.acquirers.push(Acquirer { payout: Some(promise), ..Acquirer::default() });
        day.kinds()
    }

    #[test]
    fn by_default_five_calendar_days_are_in_time() {
        assert_eq!(settled(acquirer(), "2026-11-28").kinds(), []);
        let finding = settled(acquirer(), "2026-11-29").only();
        assert_eq!(finding.kind, FindingKind::SettledLate);
        assert_eq!(finding.reasons[0].args["promised"], "2026-11-28");
        assert_eq!(finding.at_risk, finding.amount);
    }

    #[test]
    fn the_next_working_day_knows_weekends_and_late_evenings() {
        let kinds = |paid: &str, day: &str| kinds_with(PayoutPromise::NextWorkingDay, paid, day);
        assert_eq!(kinds("2026-11-27T12:00:00+08:00", "2026-11-30"), []);
        assert_eq!(kinds("2026-11-27T12:00:00+08:00", "2026-12-01"), [FindingKind::SettledLate]);
        assert_eq!(kinds("2026-11-23T21:59:59+08:00", "2026-11-25"), [FindingKind::SettledLate]);
        assert_eq!(kinds("2026-11-23T22:00:00+08:00", "2026-11-25"), []);
        assert_eq!(
            kinds_with(PayoutPromise::SameDay, "2026-11-23T12:00:00+08:00", "2026-11-24"),
            [FindingKind::SettledLate]
        );
    }

    #[test]
    fn the_formats_promise_counts_where_the_shop_has_set_none() {
        let mut day = settled(acquirer(), "2026-11-25").covered_by([Source::Acquirer]);
        day.coverage[0].payout = Some(PayoutPromise::NextWorkingDay);
        day.coverage[0].report = ReportId(0);
        assert_eq!(day.kinds(), [FindingKind::SettledLate]);
        day.settings.acquirers.push(Acquirer { payout: Some(PayoutPromise::WithinDays(2)), ..Acquirer::default() });
        assert_eq!(day.kinds(), []);
    }

    #[test]
    fn what_is_held_or_given_back_is_not_paid_out() {
        let held = |row: Row| row.kind(TransactionType::Preauth);
        let rows = [held(terminal()), held(acquirer()).settled("2026-12-20")];
        assert!(!Day::with(rows).kinds().contains(&FindingKind::SettledLate));
        assert_eq!(Day::with([acquirer().kind(TransactionType::Refund).settled("2026-12-20")]).kinds(), []);
    }
}
