//! Timed out or still in progress, and no other source says how it ended.

use super::{Question, Verdict};
use crate::domain::{FindingKind, Reason, ReasonCode, Source};
use crate::reconcile::cause;
use crate::reconcile::scene::{Scene, Sight};
use crate::reconcile::standing::Standing;
use crate::reconcile::undo::Undoing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let open_at_terminal = scene.terminal.is(Standing::Undecided) && !scene.is_refused_in_progress();
    let open_at_acquirer = scene.terminal.entry().is_none() && scene.acquirer.is(Standing::Undecided);
    let fits = scene.is_charge()
        && (open_at_terminal || open_at_acquirer)
        && nobody_says_how_it_ended(scene)
        // A reversal under way makes it no clearer whether the customer was charged.
        && scene.undoing() != Undoing::Wholly;
    if !fits {
        return None;
    }
    let mut reasons: Vec<Reason> = Vec::new();
    if open_at_terminal {
        reasons.push(scene.reason_with_code(ReasonCode::TerminalUnknown));
    }
    reasons.extend(scene.acquirer_reason());
    if scene.is_sold() {
        reasons.push(Reason::plain(ReasonCode::TillHasSale));
    }
    reasons.extend(Reason::paid_by_wallet(scene.paid_by()));
    let mut verdict = Verdict::new(FindingKind::ResultUnknown, cause::of_lost_answer(scene), scene, reasons);
    if !scene.acquirer.is_silent() {
        verdict.waiting_for = Some(scene.wait_for(Source::Acquirer));
    }
    Some(verdict)
}

fn nobody_says_how_it_ended(scene: &Scene<'_, '_>) -> bool {
    match scene.acquirer {
        Sight::Seen(_, standing) => standing == Standing::Undecided,
        // The till gave the goods away and the acquirer has no money: that is known, and worse.
        Sight::Silent => !scene.is_sold(),
        Sight::NotCovered => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Cause, FindingKind, ReasonCode, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    #[test]
    fn of_a_wallet_its_bill_is_awaited() {
        let wallet = |scheme: &str| terminal().no_card().scheme(scheme).status(Status::Unknown).code("68");
        let named = |row: Row, code: ReasonCode| {
            let reasons = Day::with([row]).only().reasons;
            reasons.into_iter().find(|reason| reason.code == code).and_then(|reason| reason.args.get("wallet").cloned())
        };
        for code in [ReasonCode::PaidByWallet, ReasonCode::NotCoveredYet] {
            assert_eq!(named(wallet("wechat"), code).as_deref(), Some("wechat"));
            assert_eq!(named(wallet("unionpay"), code), None);
        }
    }

    #[test]
    fn a_time_out_that_the_acquirer_does_not_know_is_unknown() {
        let day = Day::with([terminal().status(Status::Unknown).code("68")]);
        let finding = day.covered_by([Source::Acquirer, Source::Till]).only();
        assert_eq!(finding.kind, FindingKind::ResultUnknown);
        assert_eq!(finding.cause, Cause::Network);
        assert_eq!(finding.waiting_for, None);
    }

    #[test]
    fn while_the_bill_is_still_to_come_it_waits_for_it() {
        let day =
            Day::with([terminal().status(Status::Pending).at("2026-11-23T19:52:37+08:00").scheme("wechat").no_card()]);
        let (source, at) = day.only().waiting_for.unwrap();
        assert_eq!((source, at.to_rfc3339().as_str()), (Source::Acquirer, "2026-11-24T09:00:00+08:00"));
    }

    #[test]
    fn the_acquirers_word_ends_it() {
        for (status, expected) in
            [(Status::Declined, None), (Status::Reversed, None), (Status::Pending, Some(FindingKind::ResultUnknown))]
        {
            let day = Day::with([terminal().status(Status::Unknown), acquirer().status(status)]);
            let kinds = day.covered_by([Source::Till]).kinds();
            assert_eq!(kinds, expected.into_iter().collect::<Vec<_>>(), "{status}");
        }
    }

    #[test]
    fn a_result_that_came_later_in_the_same_report_ends_it() {
        let asked = terminal().status(Status::Unknown).rrn("");
        let answered = terminal().at("2026-11-23T12:00:40+08:00");
        assert_eq!(Day::with([asked, answered, acquirer(), till()]).kinds(), []);
    }

    #[test]
    fn a_reversal_that_went_through_ends_it() {
        let reversal = terminal().kind(TransactionType::Reversal).rrn("9").stan("9").original("318420771902");
        let day = |status| {
            Day::with([terminal().status(Status::Unknown), reversal.clone().status(status)])
                .covered_by([Source::Acquirer, Source::Till])
        };
        assert_eq!(day(Status::Approved).kinds(), []);
        // While it is pending, the reversal is what has to be seen to.
        assert_eq!(day(Status::ReversalPending).only().also, [FindingKind::ResultUnknown]);
    }

    #[test]
    fn an_order_in_progress_at_the_wallet_is_unknown() {
        let day = Day::with([acquirer().status(Status::Pending)]).covered_by([Source::Terminal, Source::Till]);
        assert_eq!(day.only().kind, FindingKind::ResultUnknown);
        assert_eq!(Day::with([terminal(), acquirer().status(Status::Pending), till()]).kinds(), []);
    }
}
