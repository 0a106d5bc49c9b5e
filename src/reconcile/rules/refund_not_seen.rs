//! A refund or void that the acquirer does not show, or shows as in progress or failed.

use super::{Question, Verdict, related};
use crate::domain::{Cause, FindingKind, Reason, ReasonCode, Relation, Source, TransactionType};
use crate::reconcile::cause;
use crate::reconcile::scene::{Scene, Sight, not_covered};
use crate::reconcile::standing::Standing;

/// What the shop believes of a return.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Belief {
    /// The money was given back.
    Done,
    /// The terminal lost the answer.
    Unclear,
    /// The terminal refused it, and the till counts it as given back.
    RefusedAndBooked,
    /// Nothing, or that it was refused.
    Nothing,
}

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let scene = question.scene;
    let kind = scene.lead().kind;
    if scene.is_charge() || kind == TransactionType::Chargeback {
        return None;
    }
    let belief = belief(scene);
    let is_late_to_show = match scene.acquirer {
        Sight::Seen(_, Standing::Undecided | Standing::ToBeUndone) => true,
        Sight::Seen(_, Standing::Refused) => false,
        Sight::Seen(..) => return None,
        Sight::Silent if belief == Belief::Nothing || is_seen_elsewhere(question) => return None,
        Sight::Silent => true,
        Sight::NotCovered if matches!(belief, Belief::Done | Belief::Nothing) || original_is_settled(question) => {
            return None;
        }
        Sight::NotCovered => false,
    };
    // Reversals that did not get through are a kind of their own; one that was repeated with success is over.
    let is_open_reversal = kind == TransactionType::Reversal && belief != Belief::Done;
    if is_open_reversal || (belief != Belief::Done && was_repeated(question)) {
        return None;
    }
    let mut verdict = Verdict::new(FindingKind::RefundNotSeen, cause_of(scene, belief), scene, reasons(scene, belief));
    if is_late_to_show {
        verdict.waiting_for = Some(scene.wait_for_return());
    } else if scene.acquirer.is_not_covered() && belief == Belief::Unclear {
        verdict.waiting_for = Some(scene.wait_for(Source::Acquirer));
    }
    verdict.related.extend(question.original().into_iter().flat_map(|original| related(Relation::Original, original)));
    Some(verdict)
}

fn belief(scene: &Scene<'_, '_>) -> Belief {
    let is_booked = scene.till.is(Standing::Good);
    match scene.terminal.standing() {
        Some(Standing::Good | Standing::Stored | Standing::Held | Standing::Undone) => Belief::Done,
        Some(Standing::Undecided | Standing::ToBeUndone) => Belief::Unclear,
        Some(Standing::Refused) if is_booked => Belief::RefusedAndBooked,
        Some(Standing::Refused) => Belief::Nothing,
        None if is_booked => Belief::Done,
        None => Belief::Nothing,
    }
}

/// Whether the acquirer shows in another way that nothing is left to give back: by the state of the original, by having
/// no money of it, or by a return that no other source names.
fn is_seen_elsewhere(question: &Question<'_, '_, '_>) -> bool {
    let shown_apart = question.other_returns().any(|other| {
        other.acquirer.is(Standing::Good) && other.terminal.entry().is_none() && other.till.entry().is_none()
    });
    let is_no_refund = question.scene.lead().kind != TransactionType::Refund;
    let nothing_to_give_back = match question.original() {
        Some(original) => original.acquirer.is_silent() || (is_no_refund && original.acquirer.is_not_covered()),
        // A void belongs to the same batch: an original that nobody knows took no money.
        None => is_no_refund,
    };
    shown_apart || nothing_to_give_back || original_is_settled(question)
}

/// Whether the acquirer shows the original as given back or never taken.
fn original_is_settled(question: &Question<'_, '_, '_>) -> bool {
    let standing = question.original().and_then(|original| original.acquirer.standing());
    matches!(standing, Some(Standing::Undone | Standing::Refused))
}

fn was_repeated(question: &Question<'_, '_, '_>) -> bool {
    question.other_returns().any(|other| other.terminal.is(Standing::Good) || other.acquirer.is(Standing::Good))
}

fn reasons(scene: &Scene<'_, '_>, belief: Belief) -> Vec<Reason> {
    let kind = scene.lead().kind.as_str();
    let code = scene.terminal_code();
    let mut reasons = Vec::new();
    match belief {
        Belief::Done => {
            let source = if scene.terminal.entry().is_some() { Source::Terminal } else { Source::Till };
            reasons.push(Reason::with(ReasonCode::ReturnShownDone, [("source", source.as_str()), ("type", kind)]));
        }
        Belief::Unclear => reasons.push(Reason::with(ReasonCode::ReturnUnclear, [("type", kind), ("code", code)])),
        Belief::RefusedAndBooked => {
            reasons.push(Reason::with(ReasonCode::ReturnRefused, [("type", kind), ("code", code)]));
            let till = [("source", Source::Till.as_str()), ("type", kind)];
            reasons.push(Reason::with(ReasonCode::ReturnShownDone, till));
        }
        Belief::Nothing => {}
    }
    reasons.push(match scene.acquirer {
        Sight::Seen(entry, _) => {
            let status = entry.status.as_str();
            Reason::with(ReasonCode::AcquirerReturnNotDone, [("type", kind), ("status", status)])
        }
        Sight::Silent => Reason::with(ReasonCode::AcquirerLacksReturn, [("type", kind)]),
        Sight::NotCovered => not_covered(Source::Acquirer),
    });
    reasons
}

fn cause_of(scene: &Scene<'_, '_>, belief: Belief) -> Cause {
    match belief {
        Belief::Unclear => cause::of_lost_answer(scene),
        Belief::RefusedAndBooked => scene.cause_of_code().unwrap_or(Cause::Till),
        Belief::Done if scene.terminal.is_silent() => Cause::Till,
        Belief::Done | Belief::Nothing => Cause::Acquirer,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{EntryId, FindingKind, ReasonCode, Source, Status, TransactionType};
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    /// A Monday; the fifth working day after it is the next Monday.
    const LATER: &str = "2026-11-23T15:00:00+08:00";

    fn given_back(row: Row, kind: TransactionType) -> Row {
        row.kind(kind).rrn("7").stan("7").original("318420771902").at(LATER)
    }

    fn refund(row: Row) -> Row {
        given_back(row, TransactionType::Refund)
    }

    fn sale() -> [Row; 3] {
        [terminal(), acquirer(), till()]
    }

    fn covered(rows: impl IntoIterator<Item = Row>) -> Day {
        Day::with(rows).covered_by(Source::ALL.iter().copied())
    }

    #[test]
    fn a_refund_that_the_acquirer_lacks_waits_until_the_fifth_working_day() {
        let finding = covered(sale().into_iter().chain([refund(terminal()), refund(till())])).only();
        assert_eq!((finding.kind, finding.lead), (FindingKind::RefundNotSeen, EntryId(4)));
        assert_eq!(finding.related[0].entry, EntryId(1));
        let (source, at) = finding.waiting_for.unwrap();
        assert_eq!((source, at.to_rfc3339().as_str()), (Source::Acquirer, "2026-11-30T09:00:00+08:00"));
        let codes: Vec<ReasonCode> = finding.reasons.iter().map(|reason| reason.code).collect();
        assert_eq!(codes, [ReasonCode::ReturnShownDone, ReasonCode::AcquirerLacksReturn]);
    }

    #[test]
    fn what_the_acquirer_shows_or_does_not_cover_is_no_finding() {
        for kind in [TransactionType::Refund, TransactionType::Void] {
            let done = [given_back(terminal(), kind), given_back(acquirer(), kind), given_back(till(), kind)];
            assert_eq!(covered(sale().into_iter().chain(done)).kinds(), []);
            assert_eq!(Day::with([terminal(), given_back(terminal(), kind)]).kinds(), []);
        }
    }

    #[test]
    fn a_refund_under_way_or_refused_at_the_acquirer_alone() {
        let waits = Day::with([refund(acquirer()).status(Status::Pending)]).only();
        assert_eq!(waits.kind, FindingKind::RefundNotSeen);
        assert!(waits.waiting_for.is_some());
        let refused = Day::with([acquirer(), refund(acquirer()).status(Status::Declined)]).only();
        assert_eq!((refused.kind, refused.waiting_for), (FindingKind::RefundNotSeen, None));
        let again = refund(acquirer()).rrn("8").stan("8");
        assert_eq!(Day::with([acquirer(), refund(acquirer()).status(Status::Declined), again]).kinds(), []);
    }

    #[test]
    fn a_void_is_seen_by_the_state_of_its_original() {
        let void = || given_back(terminal(), TransactionType::Void);
        for status in [Status::Voided, Status::Reversed, Status::Refunded, Status::Declined] {
            assert_eq!(covered([terminal(), acquirer().status(status), void()]).kinds(), [], "{status}");
        }
        assert_eq!(covered([terminal(), void()]).kinds(), []);
        assert_eq!(covered([terminal(), acquirer(), void()]).kinds(), [FindingKind::RefundNotSeen]);
    }

    #[test]
    fn a_void_without_an_answer_waits_for_the_bill() {
        let day = Day::with([terminal(), given_back(terminal(), TransactionType::Void).status(Status::Unknown)]);
        let finding = day.only();
        assert_eq!(finding.kind, FindingKind::RefundNotSeen);
        assert_eq!(finding.waiting_for.unwrap().1.to_rfc3339(), "2026-11-24T09:00:00+08:00");
    }

    #[test]
    fn refused_at_the_terminal_and_booked_at_the_till() {
        let day = Day::with([terminal(), refund(terminal()).status(Status::Declined).code("51"), refund(till())]);
        assert_eq!(day.only().reasons[0].code, ReasonCode::ReturnRefused);
        assert_eq!(Day::with([terminal(), refund(terminal()).status(Status::Declined)]).kinds(), []);
    }
}
