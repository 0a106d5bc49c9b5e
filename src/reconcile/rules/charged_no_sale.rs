//! The acquirer took the money; the terminal failed or lost the answer, or the till has no sale.

use super::{Question, Verdict};
use crate::domain::{FindingKind, Reason, ReasonCode, Source};
use crate::reconcile::cause;
use crate::reconcile::scene::{Scene, Sight};
use crate::reconcile::standing::Standing;
use crate::reconcile::undo::Undoing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let fits = question.twin.is_none()
        && scene.takes_money()
        && scene.is_charged()
        && !scene.is_sold()
        && (scene.lacks_sale() || terminal_failed(scene))
        && is_still_owed(scene);
    if !fits {
        return None;
    }
    let mut reasons = Vec::new();
    reasons.extend(terminal_reason(scene));
    reasons.push(scene.till_reason());
    reasons.extend(scene.acquirer_reason());
    Some(Verdict::new(FindingKind::ChargedNoSale, cause::of_missing_sale(scene), scene, reasons))
}

/// Whether nobody at the shop could have known that it was paid.
fn terminal_failed(scene: &Scene<'_, '_>) -> bool {
    matches!(scene.terminal.standing(), Some(Standing::Undecided | Standing::Refused | Standing::ToBeUndone))
}

/// A reversal under way undoes what the terminal approved; where the terminal failed, the acquirer has the money in spite
/// of it.
fn is_still_owed(scene: &Scene<'_, '_>) -> bool {
    match scene.undoing() {
        Undoing::Not => true,
        Undoing::UnderWay => terminal_failed(scene),
        Undoing::Wholly => false,
    }
}

fn terminal_reason(scene: &Scene<'_, '_>) -> Option<Reason> {
    match scene.terminal {
        Sight::Seen(_, Standing::Undecided) => Some(scene.reason_with_code(ReasonCode::AcquirerHasItTerminalUnknown)),
        Sight::Seen(_, Standing::Refused | Standing::ToBeUndone) => {
            Some(scene.reason_with_code(ReasonCode::AcquirerHasItTerminalFailed))
        }
        Sight::Seen(..) => Some(Reason::plain(ReasonCode::TerminalApproved)),
        Sight::Silent => Some(Reason::plain(ReasonCode::AcquirerHasItTerminalSilent)),
        Sight::NotCovered => Some(Reason::with(ReasonCode::NotCoveredYet, [("source", Source::Terminal.as_str())])),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Cause, FindingKind, ReasonCode, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    #[test]
    fn the_terminal_lost_the_answer_and_the_acquirer_has_the_money() {
        let rows = [terminal().status(Status::Unknown).code("68"), acquirer()];
        let finding = Day::with(rows).covered_by([Source::Till]).only();
        assert_eq!((finding.kind, finding.cause), (FindingKind::ChargedNoSale, Cause::Network));
        let codes: Vec<ReasonCode> = finding.reasons.iter().map(|reason| reason.code).collect();
        assert_eq!(codes, [ReasonCode::AcquirerHasItTerminalUnknown, ReasonCode::TillHasNoSale]);
        assert_eq!(finding.reasons[0].args["code"], "68");
    }

    #[test]
    fn books_that_agree_need_nothing() {
        for status in [Status::Unknown, Status::Declined, Status::Approved] {
            assert_eq!(Day::with([terminal().status(status), acquirer(), till()]).kinds(), [], "{status}");
        }
        assert_eq!(Day::with([acquirer(), till()]).covered_by([Source::Terminal]).kinds(), []);
    }

    #[test]
    fn a_terminal_that_failed_is_enough_before_the_till_is_read() {
        let finding = Day::with([terminal().status(Status::Declined).code("51"), acquirer()]).only();
        assert_eq!((finding.kind, finding.cause), (FindingKind::ChargedNoSale, Cause::Balance));
        assert_eq!(Day::with([terminal(), acquirer()]).kinds(), []);
    }

    #[test]
    fn a_charge_that_the_till_does_not_have() {
        let covered = |rows: &[_]| Day::with(rows.to_vec()).covered_by([Source::Terminal, Source::Till]).only();
        assert_eq!(covered(&[terminal(), acquirer()]).cause, Cause::Till);
        // Tonight, before the bill: the terminal's word is enough to ring it up.
        assert_eq!(covered(&[terminal()]).kind, FindingKind::ChargedNoSale);
        let unseen = covered(&[acquirer()]);
        assert_eq!(unseen.kind, FindingKind::ChargedNoSale);
        assert_eq!(unseen.reasons[0].code, ReasonCode::AcquirerHasItTerminalSilent);
    }

    #[test]
    fn what_other_kinds_speak_of_is_not_this() {
        let kinds = |rows: &[_]| Day::with(rows.to_vec()).covered_by([Source::Terminal, Source::Till]).kinds();
        let undone = |kind| acquirer().kind(kind).rrn("7").stan("7").original("318420771902");
        let hold = |row: Row| row.kind(TransactionType::Preauth).status(Status::Authorised);
        let held = [hold(terminal()), hold(acquirer())];
        assert_eq!(kinds(&held), [FindingKind::PreauthOpen]);
        assert_eq!(kinds(&[terminal().kind(TransactionType::Refund), acquirer().kind(TransactionType::Refund)]), []);
        assert_eq!(kinds(&[terminal().status(Status::OfflineStored)]), [FindingKind::OfflineNotUploaded]);
        assert_eq!(kinds(&[terminal(), acquirer(), undone(TransactionType::Refund)]), []);
        assert_eq!(kinds(&[terminal().status(Status::Declined), acquirer().status(Status::Reversed)]), []);
    }

    #[test]
    fn a_refund_of_a_part_leaves_the_rest_owed() {
        let part = acquirer().kind(TransactionType::Refund).rrn("7").stan("7").original("318420771902").amount(100);
        let day = Day::with([terminal(), acquirer(), part]).covered_by([Source::Till]);
        assert_eq!(day.kinds(), [FindingKind::ChargedNoSale]);
    }
}
