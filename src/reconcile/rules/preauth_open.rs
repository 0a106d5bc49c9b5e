//! A pre-authorisation neither completed nor voided, with its expiry.

use super::{Question, Verdict};
use crate::domain::{Cause, FindingKind, Reason, ReasonCode};
use crate::reconcile::scene::Scene;
use crate::reconcile::standing::Standing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let fits = scene.is_charge()
        && !scene.takes_money()
        && is_held(scene)
        && scene.stands()
        && !scene.tools.holds.is_completed(scene.number);
    if !fits {
        return None;
    }
    let expires_at = scene.tools.known.trade.preauth.expires_at(scene.lead());
    let date = expires_at.date_naive().to_string();
    let reasons = vec![Reason::plain(ReasonCode::HoldOpen), Reason::with(ReasonCode::HoldExpires, [("date", &date)])];
    // Whoever stood at the till was to complete or void it.
    let mut verdict = Verdict::new(FindingKind::PreauthOpen, Cause::Till, scene, reasons);
    verdict.expires_at = Some(expires_at);
    Some(verdict)
}

/// Whether the amount is held: by the acquirer's word, else by the terminal's.
fn is_held(scene: &Scene<'_, '_>) -> bool {
    match scene.acquirer.standing() {
        Some(Standing::Held) => true,
        Some(Standing::Undecided | Standing::ToBeUndone) | None => scene.terminal.is(Standing::Held),
        Some(Standing::Good | Standing::Stored | Standing::Undone | Standing::Refused) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{FindingKind, ReasonCode, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal};

    fn hold(row: Row) -> Row {
        row.kind(TransactionType::Preauth).status(Status::Authorised).auth("A1B2C3")
    }

    /// A completion at the terminal that names nothing.
    fn completion() -> Row {
        terminal().kind(TransactionType::Completion).rrn("8").stan("8").at("2026-11-24T12:00:00+08:00")
    }

    fn kinds(completion: Row) -> Vec<FindingKind> {
        Day::with([hold(terminal()), completion]).kinds()
    }

    #[test]
    fn it_is_open_until_its_expiry_whoever_shows_it() {
        for rows in [vec![hold(terminal())], vec![hold(acquirer())], vec![hold(terminal()), hold(acquirer())]] {
            let finding = Day::with(rows).covered_by(Source::ALL.iter().copied()).only();
            assert_eq!(finding.kind, FindingKind::PreauthOpen);
            assert_eq!(finding.expires_at.unwrap().to_rfc3339(), "2026-12-23T12:00:00+08:00");
            assert_eq!(finding.reasons[1].args["date"], "2026-12-23");
        }
        let visa = Day::with([hold(terminal()).scheme("visa")]).only();
        assert_eq!(visa.expires_at.unwrap().to_rfc3339(), "2026-11-30T12:00:00+08:00");
    }

    #[test]
    fn each_way_of_naming_it_completes_it() {
        let stranger = || completion().card("400000******0001").terminal("T-09").amount(100);
        assert_eq!(kinds(stranger()), [FindingKind::PreauthOpen]);
        assert_eq!(kinds(stranger().original("318420771902")), []);
        assert_eq!(kinds(stranger().auth("A1B2C3")), []);
        // The card at the terminal names it up to somewhat more than was held.
        assert_eq!(kinds(completion().amount(30_820)), []);
        assert_eq!(kinds(completion().amount(30_821)), [FindingKind::PreauthOpen]);
    }

    #[test]
    fn one_completion_completes_one_of_two() {
        let second = hold(terminal()).rrn("9").stan("9").auth("D4E5F6").at("2026-11-23T13:00:00+08:00");
        let finding = Day::with([hold(terminal()), second, completion().original("318420771902")]).only();
        assert_eq!(finding.lead.0, 2);
    }

    #[test]
    fn refused_or_too_late_completes_nothing() {
        let named = || completion().original("318420771902");
        assert_eq!(kinds(named().status(Status::Declined)), [FindingKind::PreauthOpen]);
        assert_eq!(kinds(named().at("2026-12-24T12:00:00+08:00")), [FindingKind::PreauthOpen]);
    }

    #[test]
    fn voided_captured_or_refused_it_is_over() {
        let void = terminal().kind(TransactionType::Void).rrn("8").stan("8").original("318420771902");
        assert_eq!(Day::with([hold(terminal()), void]).kinds(), []);
        for status in [Status::Captured, Status::Voided, Status::Declined] {
            assert_eq!(Day::with([hold(terminal()), hold(acquirer()).status(status)]).kinds(), [], "{status}");
        }
    }

    #[test]
    fn a_completion_without_money_is_a_sale_without_money() {
        let named = completion().original("318420771902").at("2026-11-23T18:00:00+08:00");
        let finding = Day::with([hold(terminal()), hold(acquirer()), named]).covered_by([Source::Acquirer]).only();
        assert_eq!((finding.kind, finding.lead.0), (FindingKind::SaleNotCharged, 3));
        assert_eq!(finding.reasons[0].code, ReasonCode::TerminalApproved);
    }
}
