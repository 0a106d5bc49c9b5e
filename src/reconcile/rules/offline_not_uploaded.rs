//! Stored on the terminal, not sent, or refused after sending.

use super::{Question, Verdict};
use crate::domain::{Cause, FindingKind, Reason, ReasonCode};
use crate::reconcile::scene::{Scene, Sight};
use crate::reconcile::standing::Standing;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let has_arrived = matches!(scene.acquirer.standing(), Some(Standing::Good | Standing::Held | Standing::Undone));
    let was_refused = scene.acquirer.is(Standing::Refused) || scene.terminal.is(Standing::Refused);
    if !scene.takes_money() || !was_stored(scene) || has_arrived || !scene.stands() {
        return None;
    }
    let expires_at = scene.tools.known.trade.offline.expires_at(scene.lead());
    let date = expires_at.date_naive().to_string();
    let mut reasons = Vec::new();
    if scene.has_stored_row() {
        reasons.push(Reason::plain(ReasonCode::StoredOffline));
    }
    reasons.extend(match scene.acquirer {
        Sight::NotCovered if was_refused => Some(scene.reason_with_code(ReasonCode::UploadRefused)),
        _ => scene.acquirer_reason(),
    });
    if !was_refused {
        reasons.push(Reason::with(ReasonCode::UploadDeadline, [("date", &date)]));
    }
    let cause = if was_refused { scene.cause_of_code().unwrap_or(Cause::Issuer) } else { Cause::Network };
    let mut verdict = Verdict::new(FindingKind::OfflineNotUploaded, cause, scene, reasons);
    verdict.expires_at = Some(expires_at).filter(|_| !was_refused);
    Some(verdict)
}

/// Whether the terminal stored it, and has since sent it with success neither by its own word.
fn was_stored(scene: &Scene<'_, '_>) -> bool {
    scene.terminal.is(Standing::Stored) || (scene.terminal.is(Standing::Refused) && scene.has_stored_row())
}

#[cfg(test)]
mod tests {
    use crate::domain::{EntryId, FindingKind, ReasonCode, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, NOON, Row, acquirer, terminal, till};

    fn stored() -> Row {
        terminal().status(Status::OfflineStored).code("Y1")
    }

    #[test]
    fn its_own_state_is_enough() {
        let finding = Day::with([stored(), till()]).only();
        assert_eq!(finding.kind, FindingKind::OfflineNotUploaded);
        assert_eq!(finding.expires_at.unwrap().to_rfc3339(), "2026-12-03T12:00:00+08:00");
        assert_eq!(
            Day::with([stored(), till()]).covered_by([Source::Acquirer]).kinds(),
            [FindingKind::OfflineNotUploaded]
        );
    }

    #[test]
    fn refused_after_sending_has_no_deadline_any_more() {
        let finding = Day::with([stored(), acquirer().status(Status::Declined), till()]).only();
        assert_eq!((finding.kind, finding.expires_at), (FindingKind::OfflineNotUploaded, None));
        let sent = terminal().status(Status::Declined).code("51").at("2026-11-23T18:00:00+08:00");
        let finding = Day::with([stored(), sent]).only();
        assert_eq!(finding.kind, FindingKind::OfflineNotUploaded);
        let codes: Vec<ReasonCode> = finding.reasons.iter().map(|reason| reason.code).collect();
        assert_eq!(codes, [ReasonCode::StoredOffline, ReasonCode::UploadRefused]);
        // The customer stood there at noon, not when the terminal sent it.
        assert_eq!((finding.time.to_rfc3339().as_str(), finding.lead), (NOON, EntryId(2)));
    }

    #[test]
    fn once_it_has_arrived_it_is_over() {
        assert_eq!(Day::with([stored(), acquirer(), till()]).kinds(), []);
        let sent = terminal().at("2026-11-23T18:00:00+08:00");
        assert_eq!(Day::with([stored(), sent.clone(), till()]).kinds(), []);
        // The row of the upload may lack the reference that the stored one had.
        assert_eq!(Day::with([stored(), sent.rrn("").batch("1"), till()]).kinds(), []);
    }

    #[test]
    fn a_void_on_the_terminal_ends_it() {
        let void = terminal().kind(TransactionType::Void).rrn("8").stan("8").original("318420771902");
        assert_eq!(Day::with([stored(), void, till()]).kinds(), []);
    }

    #[test]
    fn two_sales_stored_under_one_code_are_two() {
        let other = stored().rrn("9").stan("9").at("2026-11-23T12:30:00+08:00");
        let day = Day::with([stored().auth("000001"), other.auth("000001")]);
        assert_eq!(day.kinds(), [FindingKind::OfflineNotUploaded; 2]);
    }
}
