//! The sources name different amounts or currencies.

use super::{Question, Verdict};
use crate::domain::{Cause, Entry, FindingKind, Money, Reason, ReasonCode, Source};
use crate::reconcile::scene::Scene;
use crate::reconcile::standing::Standing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    if !scene.is_charge() {
        return None;
    }
    let named = amounts_named(scene);
    let pairs =
        named.iter().enumerate().flat_map(|(at, left)| named[at + 1..].iter().map(move |right| (*left, *right)));
    let differing: Vec<(&Entry, &Entry)> = pairs.filter(|(left, right)| left.amount != right.amount).collect();
    if differing.is_empty() || !scene.stands() {
        return None;
    }
    let differences: Option<Vec<i64>> =
        differing.iter().map(|(left, right)| difference(left.amount, right.amount)).collect();
    // Amounts of two currencies cannot be subtracted: there the whole is at risk.
    let largest = differences.and_then(|differences| differences.into_iter().max());
    let reasons = differing.iter().map(|(left, right)| reason(left, right)).collect();
    let mut verdict = Verdict::new(FindingKind::AmountDiffers, cause(&named), scene, reasons);
    if let Some(minor) = largest {
        verdict.at_risk.minor = minor;
    }
    Some(verdict)
}

/// The rows whose amounts count: a refused try moved nothing.
fn amounts_named<'a>(scene: &Scene<'_, 'a>) -> Vec<&'a Entry> {
    let sights = [scene.terminal, scene.acquirer, scene.till];
    let counting = sights.into_iter().filter(|sight| !sight.is(Standing::Refused));
    counting.filter_map(|sight| sight.entry()).collect()
}

/// In minor units; none between two currencies.
fn difference(left: Money, right: Money) -> Option<i64> {
    (left.currency == right.currency).then(|| left.minor.saturating_sub(right.minor).saturating_abs())
}

fn reason(left: &Entry, right: &Entry) -> Reason {
    let sources = [("left", left.source.as_str()), ("right", right.source.as_str())];
    if left.amount.currency != right.amount.currency {
        return Reason::with(ReasonCode::CurrenciesDiffer, sources);
    }
    let (left_amount, right_amount) = (left.amount.to_plain(), right.amount.to_plain());
    Reason::with(
        ReasonCode::AmountsDiffer,
        [sources[0], sources[1], ("left_amount", &left_amount), ("right_amount", &right_amount)],
    )
}

/// The source that stands alone is at fault; of two, the till is where amounts are keyed by hand.
fn cause(named: &[&Entry]) -> Cause {
    let of = |source: Source| named.iter().find(|entry| entry.source == source).map(|entry| entry.amount);
    match (of(Source::Terminal), of(Source::Acquirer), of(Source::Till)) {
        (Some(terminal), Some(acquirer), Some(till)) if terminal == acquirer && terminal != till => Cause::Till,
        (Some(terminal), Some(acquirer), Some(till)) if terminal == till && terminal != acquirer => Cause::Acquirer,
        (Some(terminal), Some(acquirer), Some(till)) if acquirer == till && terminal != till => Cause::Terminal,
        (Some(_), None, Some(_)) => Cause::Till,
        (Some(_), Some(_), None) => Cause::Acquirer,
        _ => Cause::NotKnown,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Cause, FindingKind, ReasonCode, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, acquirer, terminal, till};

    #[test]
    fn the_difference_is_at_risk_and_the_odd_one_is_at_fault() {
        for (rows, cause) in [
            ([terminal(), acquirer(), till().amount(25_800)], Cause::Till),
            ([terminal(), acquirer().amount(25_800), till()], Cause::Acquirer),
            ([terminal().amount(25_800), acquirer(), till()], Cause::Terminal),
        ] {
            let finding = Day::with(rows).only();
            assert_eq!((finding.kind, finding.cause), (FindingKind::AmountDiffers, cause));
            assert_eq!(finding.at_risk.to_plain(), "10.00");
        }
    }

    #[test]
    fn each_pair_that_differs_is_named() {
        let finding = Day::with([terminal(), acquirer().amount(100), till()]).only();
        let said: Vec<(&str, &str)> = finding
            .reasons
            .iter()
            .map(|reason| (&*reason.args["left_amount"], &*reason.args["right_amount"]))
            .collect();
        assert_eq!(said, [("268.00", "1.00"), ("1.00", "268.00")]);
    }

    #[test]
    fn currencies_cannot_be_subtracted() {
        let finding = Day::with([terminal(), acquirer().currency("USD"), till()]).only();
        assert_eq!(finding.at_risk, finding.amount);
        assert_eq!(finding.reasons[0].code, ReasonCode::CurrenciesDiffer);
    }

    #[test]
    fn beside_a_graver_finding_it_is_named_as_well() {
        let day = Day::with([terminal(), acquirer().amount(100)]).covered_by([Source::Till]);
        let finding = day.only();
        assert_eq!(finding.kind, FindingKind::ChargedNoSale);
        assert_eq!(finding.also, [FindingKind::AmountDiffers]);
    }

    #[test]
    fn a_refused_try_and_a_voided_sale_name_no_amount_that_matters() {
        assert_eq!(
            Day::with([terminal().status(Status::Declined), acquirer().amount(100), till().amount(100)]).kinds(),
            []
        );
        let void = terminal().kind(TransactionType::Void).rrn("7").stan("7").original("318420771902");
        assert_eq!(Day::with([terminal(), acquirer().amount(100), till(), void]).kinds(), []);
    }
}
