//! Failed or declined, but still shown unfinished; a reversal is pending or failed.

use super::{Question, Verdict, related};
use crate::domain::{FindingKind, Reason, ReasonCode, Relation, Source, TransactionType};
use crate::reconcile::cause;
use crate::reconcile::scene::{Scene, not_covered};
use crate::reconcile::standing::Standing;
use crate::reconcile::undo::Undoing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    if question.scene.is_charge() { open_charge(question.scene) } else { open_reversal(question) }
}

/// A sale that says itself that it is still to be undone, or that it was refused and is in progress all the same.
fn open_charge(scene: &Scene<'_, '_>) -> Option<Verdict> {
    let is_to_be_undone = scene.terminal.is(Standing::ToBeUndone) || scene.acquirer.is(Standing::ToBeUndone);
    let nobody_says_how_it_ended = scene.acquirer.is_not_covered() || scene.acquirer.is(Standing::Undecided);
    let is_refused_in_progress = scene.is_refused_in_progress() && nobody_says_how_it_ended;
    // Where the acquirer took nothing, or has given it back, nothing is left to undo.
    let is_over = scene.acquirer.is_silent()
        || matches!(scene.acquirer.standing(), Some(Standing::Undone | Standing::Refused))
        || scene.undoing() == Undoing::Wholly;
    if is_over || !(is_to_be_undone || is_refused_in_progress) {
        return None;
    }
    let mut reasons = vec![scene.reason_with_code(if is_to_be_undone {
        ReasonCode::ReversalPending
    } else {
        ReasonCode::FailedShownInProgress
    })];
    reasons.extend(standing_of_the_money(scene));
    // A refusal says itself whose doing it was; where only the answer was lost, the code may not.
    let refused_by = scene.cause_of_code().filter(|_| !is_to_be_undone);
    let cause = refused_by.unwrap_or_else(|| cause::of_lost_answer(scene));
    Some(Verdict::new(FindingKind::FailedStillOpen, cause, scene, reasons))
}

/// A reversal that did not get through.
fn open_reversal(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let original = question.original();
    let fits = scene.lead().kind == TransactionType::Reversal
        && is_open(scene)
        && !original.is_some_and(is_over)
        && !question
            .other_returns()
            .any(|other| other.terminal.is(Standing::Good) || other.acquirer.is(Standing::Good));
    if !fits {
        return None;
    }
    let has_failed = scene.terminal.is(Standing::Refused) || scene.acquirer.is(Standing::Refused);
    let mut reasons =
        vec![scene.reason_with_code(if has_failed { ReasonCode::ReversalFailed } else { ReasonCode::ReversalPending })];
    match original {
        Some(original) => reasons.extend(standing_of_the_money(original)),
        None if scene.acquirer.is_not_covered() => reasons.push(not_covered(Source::Acquirer)),
        None => {}
    }
    let mut verdict = Verdict::new(FindingKind::FailedStillOpen, cause::of_lost_answer(scene), scene, reasons);
    verdict.related.extend(original.into_iter().flat_map(|original| related(Relation::Original, original)));
    Some(verdict)
}

/// Whether the reversal is pending, unanswered or failed, and the acquirer has not carried it out.
fn is_open(scene: &Scene<'_, '_>) -> bool {
    let is_open = |standing| matches!(standing, Standing::ToBeUndone | Standing::Undecided | Standing::Refused);
    match (scene.terminal.standing(), scene.acquirer.standing()) {
        (_, Some(Standing::Good)) => false,
        (Some(at_terminal), _) => is_open(at_terminal),
        (None, at_acquirer) => at_acquirer.is_some_and(is_open),
    }
}

/// Whether nothing of the original is left to undo.
fn is_over(original: &Scene<'_, '_>) -> bool {
    let was_never_taken =
        original.acquirer.is_silent() && original.terminal.is(Standing::Refused) && !original.is_sold();
    matches!(original.acquirer.standing(), Some(Standing::Undone | Standing::Refused)) || was_never_taken
}

/// What acquirer and till say of the money that is to be given back.
fn standing_of_the_money(scene: &Scene<'_, '_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if scene.acquirer.is(Standing::Good) {
        reasons.push(Reason::plain(ReasonCode::AcquirerHasOriginal));
    }
    reasons.extend(scene.acquirer_reason());
    if scene.is_sold() {
        reasons.push(Reason::plain(ReasonCode::TillHasSale));
    }
    reasons
}

#[cfg(test)]
mod tests {
    use crate::domain::{EntryId, FindingKind, ReasonCode, Relation, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    fn reversal(status: Status) -> Row {
        let row = terminal().kind(TransactionType::Reversal).rrn("7").stan("7").original("318420771902");
        row.at("2026-11-23T12:00:40+08:00").status(status)
    }

    #[test]
    fn a_pending_reversal_leads_and_names_its_original() {
        for status in [Status::ReversalPending, Status::Unknown, Status::Declined] {
            let day = Day::with([terminal(), reversal(status), acquirer(), till()]);
            let finding = day.covered_by(Source::ALL.iter().copied()).only();
            assert_eq!((finding.kind, finding.lead), (FindingKind::FailedStillOpen, EntryId(2)), "{status}");
            assert_eq!((finding.related[0].what, finding.related[0].entry), (Relation::Original, EntryId(1)));
            assert_eq!(finding.entries, [EntryId(2)]);
            assert_eq!(finding.reasons[1].code, ReasonCode::AcquirerHasOriginal);
        }
    }

    #[test]
    fn the_terminal_alone_is_enough() {
        assert_eq!(Day::with([terminal(), reversal(Status::ReversalPending)]).kinds(), [FindingKind::FailedStillOpen]);
        let own_status = Day::with([terminal().status(Status::ReversalPending).code("98")]).only();
        assert_eq!(own_status.kind, FindingKind::FailedStillOpen);
        assert_eq!(own_status.reasons[0].args["code"], "98");
    }

    #[test]
    fn refused_and_shown_in_progress_is_open_until_the_acquirer_speaks() {
        let row = || terminal().status(Status::Pending).code("51");
        let finding = Day::with([row()]).only();
        assert_eq!(
            (finding.kind, finding.reasons[0].code),
            (FindingKind::FailedStillOpen, ReasonCode::FailedShownInProgress)
        );
        assert_eq!(Day::with([row(), acquirer().status(Status::Declined)]).kinds(), []);
        assert_eq!(Day::with([row()]).covered_by([Source::Acquirer, Source::Till]).kinds(), []);
    }

    #[test]
    fn what_the_acquirer_undid_or_never_took_is_over() {
        for status in [Status::Reversed, Status::Declined, Status::Voided] {
            let day = Day::with([terminal(), reversal(Status::ReversalPending), acquirer().status(status)]);
            assert_eq!(day.covered_by([Source::Till]).kinds(), [], "{status}");
        }
        let refused = [terminal().status(Status::Declined).code("51"), reversal(Status::ReversalPending)];
        assert_eq!(Day::with(refused).covered_by([Source::Acquirer, Source::Till]).kinds(), []);
        let carried_out = reversal(Status::Reversed);
        let at_acquirer = Row { entry: crate::domain::Entry { source: Source::Acquirer, ..carried_out.entry } };
        let day = Day::with([terminal(), reversal(Status::ReversalPending), acquirer(), at_acquirer]);
        assert_eq!(day.covered_by([Source::Till]).kinds(), []);
    }

    #[test]
    fn a_second_try_that_went_through_ends_it() {
        let again = reversal(Status::Approved).rrn("8").stan("8").at("2026-11-23T12:01:10+08:00");
        assert_eq!(Day::with([terminal(), reversal(Status::Unknown), again]).kinds(), []);
    }

    #[test]
    fn a_lost_answer_and_its_reversal_are_one_case() {
        let rows = [terminal().status(Status::Unknown).code("68"), reversal(Status::ReversalPending)];
        let finding = Day::with(rows).only();
        assert_eq!((finding.kind, finding.lead), (FindingKind::FailedStillOpen, EntryId(2)));
        assert_eq!(finding.also, [FindingKind::ResultUnknown]);
        assert_eq!(finding.entries, [EntryId(2), EntryId(1)]);
    }

    #[test]
    fn where_the_acquirer_kept_the_money_of_a_failed_sale_that_leads() {
        let rows = [terminal().status(Status::Unknown).code("68"), reversal(Status::Declined), acquirer()];
        let finding = Day::with(rows).covered_by([Source::Till]).only();
        assert_eq!((finding.kind, finding.lead), (FindingKind::ChargedNoSale, EntryId(1)));
        assert_eq!(finding.also, [FindingKind::FailedStillOpen]);
        assert_eq!((finding.related[0].what, finding.related[0].entry), (Relation::FollowUp, EntryId(2)));
    }
}
