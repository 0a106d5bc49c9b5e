//! Payments and cases of many days → what keeps going wrong. Pure counting: nothing is estimated.

use crate::domain::{BusinessDay, Case, Cause, CauseTotal, DayCauses, Insights, add_to_sums};
use chrono::Duration;
use std::collections::BTreeMap;

/// Counts the unfinished payments of each day from `from` to `to` by their cause. `payments` is how many payments the
/// reports show for each day.
pub fn unfinished_by_cause(
    cases: &[Case],
    payments: &BTreeMap<BusinessDay, u64>,
    (from, to): (BusinessDay, BusinessDay),
) -> Insights {
    let mut days: BTreeMap<BusinessDay, BTreeMap<Cause, u64>> = BTreeMap::new();
    let mut day = from;
    while day <= to {
        days.insert(day, BTreeMap::new());
        day = BusinessDay(day.0 + Duration::days(1));
    }
    let mut causes: BTreeMap<Cause, CauseTotal> = BTreeMap::new();
    let mut unfinished = 0;
    for case in cases {
        let finding = &case.finding;
        let Some(counts) = days.get_mut(&finding.business_day) else { continue };
        *counts.entry(finding.cause).or_default() += 1;
        unfinished += 1;
        let nothing = CauseTotal { cause: finding.cause, unfinished: 0, open: 0, amounts: Vec::new() };
        let total = causes.entry(finding.cause).or_insert(nothing);
        total.unfinished += 1;
        total.open += u64::from(case.work.outcome.is_none());
        add_to_sums(&mut total.amounts, finding.at_risk);
    }
    let mut causes: Vec<CauseTotal> = causes.into_values().collect();
    causes.sort_by_key(|total| (std::cmp::Reverse(total.unfinished), total.cause));
    let known = || payments.range(from..=to).map(|(_, count)| *count).filter(|count| *count > 0);
    let days = days.into_iter().map(|(day, counts)| DayCauses { day, counts: counts.into_iter().collect() });
    Insights {
        days: days.collect(),
        causes,
        payments: known().sum(),
        unfinished,
        days_with_reports: known().count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CaseId, CaseWork, Confidence, Currency, EntryId, Finding, FindingKind, Money, Subject};

    fn case(id: i64, day: &str, cause: Cause, minor: i64) -> Case {
        let amount = Money::new(minor, Currency::CNY);
        let finding = Finding {
            kind: FindingKind::ChargedNoSale,
            subject: Subject::Payment,
            also: Vec::new(),
            confidence: Confidence::Certain,
            cause,
            amount,
            at_risk: amount,
            time: format!("{day}T12:00:00+08:00").parse().unwrap(),
            business_day: day.parse().unwrap(),
            lead: EntryId(id),
            entries: vec![EntryId(id)],
            related: Vec::new(),
            reasons: Vec::new(),
            waiting_for: None,
            expires_at: None,
            described: None,
        };
        Case { id: CaseId(id), uid: id.to_string(), finding, work: CaseWork::from_history(&[]), history: Vec::new() }
    }

    fn day(text: &str) -> BusinessDay {
        text.parse().unwrap()
    }

    #[test]
    fn each_day_and_each_cause_is_counted_and_other_days_are_left_out() {
        let cases = [
            case(1, "2026-11-22", Cause::Network, 100),
            case(2, "2026-11-23", Cause::Till, 250),
            case(3, "2026-11-23", Cause::Network, 300),
            case(4, "2026-11-10", Cause::Network, 400),
        ];
        let payments = [(day("2026-11-23"), 298), (day("2026-11-22"), 2), (day("2026-11-10"), 50)].into();
        let seen = unfinished_by_cause(&cases, &payments, (day("2026-11-21"), day("2026-11-23")));
        assert_eq!((seen.payments, seen.unfinished, seen.days_with_reports), (300, 3, 2));
        assert_eq!(seen.unfinished_bp(), Some(100));
        let counts: Vec<_> = seen.days.iter().map(|day| day.counts.clone()).collect();
        assert_eq!(counts, [vec![], vec![(Cause::Network, 1)], vec![(Cause::Network, 1), (Cause::Till, 1)]]);
        let totals: Vec<_> =
            seen.causes.iter().map(|total| (total.cause, total.unfinished, total.amounts[0].minor)).collect();
        assert_eq!(totals, [(Cause::Network, 2, 400), (Cause::Till, 1, 250)]);
    }

    #[test]
    fn without_payments_there_is_no_share() {
        let seen = unfinished_by_cause(&[], &BTreeMap::new(), (day("2026-11-23"), day("2026-11-23")));
        assert_eq!(seen.unfinished_bp(), None);
        assert_eq!(seen.days.len(), 1);
    }
}
