//! The acquirer reversed or voided it; terminal or till still count it as sold.

use super::{Question, Verdict, related};
use crate::domain::{Cause, Direction, FindingKind, Reason, ReasonCode, Relation, TransactionType};
use crate::reconcile::cause;
use crate::reconcile::scene::Scene;
use crate::reconcile::standing::Standing;
use crate::reconcile::undo::Undoing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    if !scene.takes_money() || !counts_as_sold(scene) || question.returns().any(is_known_to_shop) {
        return None;
    }
    let mut reasons = Vec::new();
    let mut cause = Cause::Acquirer;
    let given_back: Vec<_> = question.returns().filter(|given_back| is_unknown_to_shop(given_back)).collect();
    match scene.acquirer.entry() {
        Some(entry) if scene.acquirer.is(Standing::Undone) => {
            reasons.push(Reason::with(ReasonCode::AcquirerReversed, [("status", entry.status.as_str())]));
        }
        _ if !given_back.is_empty() && scene.undoing() == Undoing::Wholly => {
            for given_back in &given_back {
                let kind = given_back.lead().kind;
                reasons.push(Reason::with(ReasonCode::AcquirerGaveBack, [("type", kind.as_str())]));
                if kind == TransactionType::Chargeback {
                    cause = Cause::Issuer;
                }
            }
        }
        _ => return None,
    }
    match scene.terminal.standing() {
        Some(Standing::Good) => reasons.push(Reason::plain(ReasonCode::TerminalApproved)),
        Some(Standing::Undecided | Standing::ToBeUndone) => {
            cause = cause::of_lost_answer(scene);
            reasons.push(scene.reason_with_code(ReasonCode::TerminalUnknown));
        }
        _ => {}
    }
    reasons.push(scene.till_reason());
    let mut verdict = Verdict::new(FindingKind::ReversedAfterSale, cause, scene, reasons);
    for given_back in given_back {
        verdict.related.extend(related(Relation::FollowUp, given_back));
        verdict.with_entries.extend(given_back.payment.entries().iter().map(|entry| entry.id));
    }
    Some(verdict)
}

/// Whether goods have been given for it, as far as the shop's own sources tell.
fn counts_as_sold(scene: &Scene<'_, '_>) -> bool {
    scene.is_sold() || (scene.till.is_not_covered() && scene.terminal.is(Standing::Good))
}

/// Whether terminal or till show that it was given back, or is about to be.
fn is_known_to_shop(given_back: &Scene<'_, '_>) -> bool {
    [given_back.terminal, given_back.till].into_iter().any(|sight| sight.entry().is_some())
}

/// Whether the acquirer gave it back, and a source that would show it does not. That source must cover the time of the
/// return: a refund of tomorrow stands in tomorrow's export.
fn is_unknown_to_shop(given_back: &Scene<'_, '_>) -> bool {
    let is_return = given_back.payment.direction() == Direction::Return;
    is_return
        && given_back.acquirer.is(Standing::Good)
        && !is_known_to_shop(given_back)
        && (given_back.terminal.is_silent() || given_back.till.is_silent())
}

#[cfg(test)]
mod tests {
    use crate::domain::{Cause, EntryId, FindingKind, ReasonCode, Relation, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    fn given_back(row: Row, kind: TransactionType) -> Row {
        row.kind(kind).rrn("7").stan("7").original("318420771902").at("2026-11-23T15:00:00+08:00")
    }

    #[test]
    fn reversed_by_its_state_and_still_sold() {
        for status in [Status::Reversed, Status::Voided] {
            let finding = Day::with([terminal(), acquirer().status(status), till()]).only();
            assert_eq!((finding.kind, finding.lead), (FindingKind::ReversedAfterSale, EntryId(1)), "{status}");
            assert_eq!(finding.reasons[0].args["status"], status.as_str());
        }
        // Tonight, before the till is read, the terminal's word counts.
        assert_eq!(
            Day::with([terminal(), acquirer().status(Status::Reversed)]).kinds(),
            [FindingKind::ReversedAfterSale]
        );
    }

    #[test]
    fn a_return_that_only_the_acquirer_knows_belongs_to_the_case() {
        let back = given_back(acquirer(), TransactionType::Reversal);
        let day = Day::with([terminal(), acquirer(), till(), back]).covered_by([Source::Terminal, Source::Till]);
        let finding = day.only();
        assert_eq!((finding.kind, finding.cause), (FindingKind::ReversedAfterSale, Cause::Acquirer));
        assert_eq!(finding.entries, [EntryId(1), EntryId(2), EntryId(3), EntryId(4)]);
        assert_eq!((finding.related[0].what, finding.related[0].entry), (Relation::FollowUp, EntryId(4)));
        let charged_back = given_back(acquirer(), TransactionType::Chargeback);
        let day = Day::with([terminal(), acquirer(), till(), charged_back]).covered_by([Source::Till]);
        assert_eq!(day.only().cause, Cause::Issuer);
    }

    #[test]
    fn what_the_shop_did_itself_is_no_surprise() {
        let void = |row| given_back(row, TransactionType::Void);
        let rows = [terminal(), acquirer().status(Status::Voided), till(), void(terminal())];
        assert_eq!(Day::with(rows).covered_by(Source::ALL.iter().copied()).kinds(), []);
        let rows = [terminal(), acquirer(), till(), void(acquirer()), void(till())];
        assert_eq!(Day::with(rows).covered_by([Source::Terminal]).kinds(), []);
    }

    #[test]
    fn no_sale_and_no_report_of_that_time_need_nothing() {
        let back = || given_back(acquirer(), TransactionType::Refund);
        assert_eq!(Day::with([terminal(), acquirer(), till(), back()]).kinds(), []);
        assert_eq!(Day::with([acquirer(), back()]).kinds(), []);
        let day = Day::with([terminal().status(Status::Unknown), acquirer().status(Status::Reversed)]);
        assert_eq!(day.covered_by([Source::Till]).kinds(), []);
    }

    #[test]
    fn goods_given_for_a_payment_that_the_time_out_undid() {
        let day = Day::with([terminal().status(Status::Unknown), acquirer().status(Status::Reversed), till()]);
        let finding = day.only();
        assert_eq!((finding.kind, finding.cause), (FindingKind::ReversedAfterSale, Cause::Network));
        assert_eq!(finding.reasons[2].code, ReasonCode::TillHasSale);
    }
}
