//! Net is not gross less fees, or the fee does not agree with the contract.

use super::{Question, Verdict};
use crate::domain::{Cause, Direction, Entry, FindingKind, Money, Reason, ReasonCode, TransactionType};
use crate::reconcile::standing::Standing;

/// Hundredths of a percent in a whole.
const WHOLE_BP: i64 = 10_000;

/// Two amounts that should be one, and the sentence that says so.
struct Difference {
    minor: i64,
    reason: Reason,
}

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let entry = scene.acquirer.entry()?;
    let moves_money =
        matches!(entry.kind, TransactionType::Sale | TransactionType::Completion | TransactionType::Refund);
    if !moves_money || !scene.acquirer.is(Standing::Good) {
        return None;
    }
    let rate = scene.tools.settings.acquirer_of(entry).and_then(|acquirer| acquirer.fee_rate_bp);
    let differences: Vec<Difference> =
        net_differs(entry).into_iter().chain(rate.and_then(|rate| fee_differs(entry, rate))).collect();
    let largest = differences.iter().map(|difference| difference.minor).max()?;
    let reasons = differences.into_iter().map(|difference| difference.reason).collect();
    let mut verdict = Verdict::new(FindingKind::SettlementDiffers, Cause::Acquirer, scene, reasons);
    verdict.at_risk = Money::new(largest, entry.amount.currency);
    Some(verdict)
}

/// Whether what is paid out is not the amount less the fee. Reports differ in the signs that they write: a fee may be
/// given as a deduction, a refund as a positive number; the fee of a refund may be kept or given back.
fn net_differs(entry: &Entry) -> Option<Difference> {
    let (fee, net) = (entry.fee_minor?, entry.net_minor?);
    // Not paid out yet.
    if net == 0 && entry.settled_on.is_none() {
        return None;
    }
    let gross = entry.amount.minor;
    let fee_size = fee.checked_abs()?;
    let (expected, found) = match entry.kind.direction() {
        Direction::Charge if fee < 0 && net == gross.checked_add(fee_size)? => return None,
        Direction::Charge => (gross.checked_sub(fee_size)?, net),
        Direction::Return => {
            let found = net.checked_abs()?;
            if found == gross.checked_sub(fee_size)? {
                return None;
            }
            (gross.checked_add(fee_size)?, found)
        }
    };
    let minor = found.checked_sub(expected)?.checked_abs().filter(|minor| *minor != 0)?;
    let [gross, fee, net, expected] =
        [gross, fee_size, found, expected].map(|minor| Money::new(minor, entry.amount.currency).to_plain());
    let args = [("gross", &*gross), ("fee", &*fee), ("net", &*net), ("expected", &*expected)];
    Some(Difference { minor, reason: Reason::with(ReasonCode::NetDiffers, args) })
}

/// Whether the fee of a charge is off by more than what rounding explains.
fn fee_differs(entry: &Entry, rate_bp: u32) -> Option<Difference> {
    if entry.kind.direction() != Direction::Charge {
        return None;
    }
    let fee = entry.fee_minor?.checked_abs()?;
    let exact = entry.amount.minor.checked_mul(i64::from(rate_bp))?;
    let off = fee.checked_mul(WHOLE_BP)?.checked_sub(exact)?.checked_abs()?;
    if off <= WHOLE_BP {
        return None;
    }
    let expected = exact.checked_add(WHOLE_BP / 2)? / WHOLE_BP;
    let plain = |minor: i64| Money::new(minor, entry.amount.currency).to_plain();
    let rate = format!("{}.{:02}", rate_bp / 100, rate_bp % 100);
    let args = [("fee", &*plain(fee)), ("expected", &*plain(expected)), ("rate", &*rate)];
    let minor = fee.checked_sub(expected)?.checked_abs()?;
    Some(Difference { minor, reason: Reason::with(ReasonCode::FeeDiffers, args) })
}

#[cfg(test)]
mod tests {
    use crate::domain::{Acquirer, FindingKind, ReasonCode, Status, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    fn kinds(row: Row) -> Vec<FindingKind> {
        Day::with([row]).kinds()
    }

    #[test]
    fn net_is_gross_less_fee_whatever_the_signs() {
        for (fee, net) in [(134, 26_666), (-134, 26_666), (0, 26_800), (-134, 26_934)] {
            assert_eq!(kinds(acquirer().paid_out(fee, net)), [], "{fee} {net}");
        }
        let refund = || acquirer().kind(TransactionType::Refund);
        for (fee, net) in [(134, -26_934), (-134, -26_666), (0, -26_800), (0, 26_800)] {
            assert_eq!(kinds(refund().paid_out(fee, net)), [], "{fee} {net}");
        }
        assert_eq!(kinds(refund().paid_out(0, -26_000)), [FindingKind::SettlementDiffers]);
    }

    #[test]
    fn the_difference_is_at_risk() {
        let finding = Day::with([terminal(), acquirer().paid_out(134, 26_000), till()]).only();
        assert_eq!(finding.kind, FindingKind::SettlementDiffers);
        assert_eq!(finding.at_risk.to_plain(), "6.66");
        assert_eq!(finding.reasons[0].args["expected"], "266.66");
    }

    #[test]
    fn what_was_not_paid_out_has_no_net_yet() {
        assert_eq!(kinds(acquirer().status(Status::Approved).paid_out(134, 0)), []);
        assert_eq!(kinds(acquirer().settled("2026-11-24").paid_out(134, 0)), [FindingKind::SettlementDiffers]);
        assert_eq!(kinds(acquirer().status(Status::Declined).settled("2026-11-24").paid_out(134, 0)), []);
    }

    #[test]
    fn a_fee_that_rounding_does_not_explain() {
        let with_rate = |fee: i64| {
            let mut day = Day::with([acquirer().paid_out(fee, 26_800 - fee)]);
            day.settings.acquirers.push(Acquirer { fee_rate_bp: Some(38), ..Acquirer::default() });
            day
        };
        // 0.38 % of 268.00 is 1.0184.
        for fee in [101, 102] {
            assert_eq!(with_rate(fee).kinds(), [], "{fee}");
        }
        let finding = with_rate(161).only();
        assert_eq!(finding.reasons[0].code, ReasonCode::FeeDiffers);
        assert_eq!((finding.at_risk.to_plain().as_str(), &*finding.reasons[0].args["rate"]), ("0.59", "0.38"));
    }
}
