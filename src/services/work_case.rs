//! What a person does with a case. Every decision is checked against the playbook inside the transaction that stores it.

use super::{Desk, browse};
use crate::domain::{Author, CaseId, CaseView, Contact, Decision, Note, Outcome, Problem, mask_secrets};

/// Takes decisions about one case, all or none, and returns the case as it stands then. What this returns is durable.
pub fn decide(desk: &mut Desk, id: CaseId, decisions: &[Decision], operator: &str) -> Result<CaseView, Problem> {
    let author = author(desk, operator);
    let assets = &desk.assets;
    desk.book.transact(&author, |door| -> Result<(), Problem> {
        for decision in decisions {
            let case = door.case(id)?.ok_or(Problem::UnknownCase(id))?;
            let decision = with_safe_texts(decision);
            let playbook = assets.playbook(case.finding.kind)?;
            case.check(&decision, playbook, &author).map_err(Problem::Refused)?;
            door.record(id, &decision)?;
        }
        Ok(())
    })?;
    browse::case_view(desk, id)
}

/// What a person typed or pasted, as it may be kept: card numbers cut, no PIN and no security code, control characters gone.
pub(super) fn safe_text(text: &str) -> String {
    let printable: String = text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    mask_secrets(printable.trim())
}

/// The same decision with every text in it safe to keep.
fn with_safe_texts(decision: &Decision) -> Decision {
    match decision.clone() {
        Decision::Noted(note) => Decision::Noted(Note { text: safe_text(&note.text) }),
        Decision::StepSkipped { step, reason } => Decision::StepSkipped { step, reason: safe_text(&reason) },
        Decision::Waiting { until, reason } => Decision::Waiting { until, reason: safe_text(&reason) },
        Decision::Reopened { reason } => Decision::Reopened { reason: safe_text(&reason) },
        Decision::Contacted(contact) => Decision::Contacted(Contact {
            person: safe_text(&contact.person),
            reference: safe_text(&contact.reference),
            said: safe_text(&contact.said),
            ..contact
        }),
        Decision::Closed(outcome) => Decision::Closed(Outcome {
            reason: safe_text(&outcome.reason),
            override_reason: outcome.override_reason.as_deref().map(safe_text),
            ..outcome
        }),
        other => other,
    }
}

/// An operator and the desk's clock; a name is kept no more carelessly than any other text.
pub(super) fn author(desk: &Desk, operator: &str) -> Author {
    Author { operator: safe_text(operator), at: desk.now() }
}
