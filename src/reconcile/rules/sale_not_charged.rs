//! Till or terminal shows it paid; the acquirer, though its report covers it, has no such money.

use super::{Question, Verdict};
use crate::domain::{FindingKind, Reason, ReasonCode, ResponseClass, Source};
use crate::reconcile::cause;
use crate::reconcile::scene::Scene;
use crate::reconcile::standing::Standing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let has_no_money =
        scene.acquirer.is_silent() || scene.acquirer.is(Standing::Refused) || is_refused_here_and_not_heard_of(scene);
    let fits = scene.takes_money() && has_no_money && counts_as_paid(scene) && scene.stands();
    if !fits {
        return None;
    }
    let mut reasons = Vec::new();
    match scene.terminal.standing() {
        Some(Standing::Good) => reasons.push(Reason::plain(ReasonCode::TerminalApproved)),
        Some(Standing::Undecided) => reasons.push(scene.reason_with_code(ReasonCode::TerminalUnknown)),
        _ => {}
    }
    if scene.is_sold() {
        reasons.push(Reason::plain(ReasonCode::TillHasSale));
    }
    reasons.extend(scene.acquirer_reason());
    let mut verdict = Verdict::new(FindingKind::SaleNotCharged, cause::of_missing_money(scene), scene, reasons);
    if scene.acquirer.is_not_covered() {
        verdict.waiting_for = Some(scene.wait_for(Source::Acquirer));
    }
    Some(verdict)
}

/// Whether the terminal refused it for good and the acquirer's report is still to come: a refusal beside a sale is worth
/// knowing tonight, though the acquirer has the last word. A card that an approval only asks to be checked was not refused, and one that was stored before has a case of its own.
fn is_refused_here_and_not_heard_of(scene: &Scene<'_, '_>) -> bool {
    let code = scene.tools.known.codes.lookup(scene.terminal_code());
    let was_approved =
        code.is_some_and(|code| matches!(code.class, ResponseClass::Approved | ResponseClass::ApprovedCheck));
    let is_refused = scene.terminal.is(Standing::Refused) && !was_approved && !scene.has_stored_row();
    is_refused && scene.is_sold() && scene.acquirer.is_not_covered()
}

/// Whether goods have been given for it. A sale stored on the terminal is still to be sent.
fn counts_as_paid(scene: &Scene<'_, '_>) -> bool {
    match scene.terminal.standing() {
        Some(Standing::Good) => true,
        Some(Standing::Undecided | Standing::Refused | Standing::ToBeUndone) | None => scene.is_sold(),
        Some(Standing::Stored | Standing::Held | Standing::Undone) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Cause, Confidence, FindingKind, ReasonCode, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, acquirer, terminal, till};

    fn kinds_when_acquirer_is_silent(
        rows: impl IntoIterator<Item = crate::reconcile::testing::Row>,
    ) -> Vec<FindingKind> {
        Day::with(rows).covered_by([Source::Terminal, Source::Acquirer, Source::Till]).kinds()
    }

    #[test]
    fn approved_sold_and_unknown_to_the_acquirer() {
        let finding = Day::with([terminal(), till()]).covered_by([Source::Acquirer]).only();
        assert_eq!(finding.kind, FindingKind::SaleNotCharged);
        assert_eq!(finding.cause, Cause::Acquirer);
        assert_eq!(finding.confidence, Confidence::Certain);
        let codes: Vec<ReasonCode> = finding.reasons.iter().map(|reason| reason.code).collect();
        assert_eq!(codes, [ReasonCode::TerminalApproved, ReasonCode::TillHasSale, ReasonCode::AcquirerHasNothing]);
    }

    #[test]
    fn silence_of_a_report_that_does_not_reach_so_far_says_nothing() {
        assert_eq!(Day::with([terminal(), till()]).kinds(), []);
        assert_eq!(Day::with([till()]).covered_by([Source::Terminal]).kinds(), []);
    }

    #[test]
    fn a_till_sale_that_nobody_else_knows() {
        let finding = Day::with([till()]).covered_by([Source::Terminal, Source::Acquirer]).only();
        assert_eq!((finding.kind, finding.cause), (FindingKind::SaleNotCharged, Cause::Till));
    }

    #[test]
    fn sold_though_the_terminal_refused_or_lost_the_answer() {
        for status in [Status::Declined, Status::Unknown] {
            assert_eq!(
                kinds_when_acquirer_is_silent([terminal().status(status), till()]),
                [FindingKind::SaleNotCharged],
                "{status}"
            );
        }
    }

    #[test]
    fn a_refused_card_that_was_sold_waits_for_the_acquirers_word() {
        let sold_on = |code: &str| Day::with([terminal().status(Status::Declined).code(code), till()]);
        let finding = sold_on("51").only();
        assert_eq!((finding.kind, finding.cause), (FindingKind::SaleNotCharged, Cause::Till));
        assert_eq!(finding.waiting_for.unwrap().0, Source::Acquirer);
        assert_eq!(sold_on("51").covered_by([Source::Acquirer]).only().waiting_for, None);
        // An approval with a remark, or a time-out printed as a failure, is no refusal.
        assert_eq!(sold_on("A2").kinds(), []);
        assert_eq!(sold_on("68").kinds(), [FindingKind::ResultUnknown]);
        assert_eq!(Day::with([terminal().status(Status::Declined).code("51")]).kinds(), []);
    }

    #[test]
    fn approved_at_the_terminal_and_refused_at_the_acquirer() {
        let finding = Day::with([terminal(), acquirer().status(Status::Declined), till()]).only();
        assert_eq!(finding.kind, FindingKind::SaleNotCharged);
        assert_eq!(finding.reasons.last().unwrap().args["status"], "declined");
    }

    #[test]
    fn what_other_kinds_speak_of_is_not_this() {
        let undone = |kind| terminal().kind(kind).rrn("7").stan("7").original("318420771902");
        assert_eq!(
            kinds_when_acquirer_is_silent([terminal().status(Status::OfflineStored), till()]),
            [FindingKind::OfflineNotUploaded]
        );
        assert_eq!(
            kinds_when_acquirer_is_silent([terminal().kind(TransactionType::Preauth)]),
            [FindingKind::PreauthOpen]
        );
        assert_eq!(
            kinds_when_acquirer_is_silent([terminal().kind(TransactionType::Refund)]),
            [FindingKind::RefundNotSeen]
        );
        assert_eq!(kinds_when_acquirer_is_silent([terminal(), undone(TransactionType::Void), till()]), []);
        let reversing = undone(TransactionType::Reversal).status(Status::ReversalPending);
        assert_eq!(kinds_when_acquirer_is_silent([terminal(), reversing, till()]), [FindingKind::FailedStillOpen]);
        let reversed = acquirer().status(Status::Reversed);
        assert_eq!(kinds_when_acquirer_is_silent([terminal(), reversed, till()]), [FindingKind::ReversedAfterSale]);
    }
}
