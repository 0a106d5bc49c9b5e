//! What a person does with a case. Every decision is checked against the playbook inside the transaction that stores it.

use super::{Desk, Stop, book_problem, browse};
use crate::domain::{Author, CaseId, CaseView, Contact, Decision, Note, Outcome, Problem, Settings, mask_card_numbers};
use crate::store::StoreError;

/// Takes decisions about one case, all or none, and returns the case as it stands then. What this returns is durable.
pub fn decide(desk: &mut Desk, id: CaseId, decisions: &[Decision], operator: &str) -> Result<CaseView, Problem> {
    let author = Author { operator: operator.trim().to_owned(), at: desk.now() };
    let assets = &desk.assets;
    let result = desk.book.transact(&author, |door| {
        for decision in decisions {
            let case = door.case(id)?.ok_or(Problem::UnknownCase(id))?;
            let decision = without_card_numbers(decision.clone());
            let playbook = assets.playbook(case.finding.kind)?;
            case.check(&decision, playbook, &author).map_err(Problem::Refused)?;
            door.record(id, &decision)?;
        }
        Ok(())
    });
    match result {
        Ok(()) => browse::case_view(desk, id),
        Err(Stop::Problem(problem)) => Err(problem),
        Err(Stop::Store(error)) => Err(book_problem(&error)),
        Err(Stop::DryRun) => Err(Problem::Cancelled),
    }
}

/// Card numbers typed or pasted into a text are cut before anything is written.
fn without_card_numbers(decision: Decision) -> Decision {
    let cut = |text: String| mask_card_numbers(&text);
    match decision {
        Decision::Noted(note) => Decision::Noted(Note { text: cut(note.text) }),
        Decision::StepSkipped { step, reason } => Decision::StepSkipped { step, reason: cut(reason) },
        Decision::Waiting { until, reason } => Decision::Waiting { until, reason: cut(reason) },
        Decision::Reopened { reason } => Decision::Reopened { reason: cut(reason) },
        Decision::Contacted(contact) => Decision::Contacted(Contact {
            person: cut(contact.person),
            reference: cut(contact.reference),
            said: cut(contact.said),
            ..contact
        }),
        Decision::Closed(outcome) => Decision::Closed(Outcome {
            reason: cut(outcome.reason),
            override_reason: outcome.override_reason.map(cut),
            ..outcome
        }),
        other => other,
    }
}

/// Saves the shop's settings and returns them as stored.
pub fn save_settings(desk: &mut Desk, settings: &Settings, operator: &str) -> Result<Settings, Problem> {
    if !settings.zone.is_empty() && settings.zone.parse::<crate::domain::Zone>().is_err() {
        return Err(Problem::BadCall(settings.zone.clone()));
    }
    let author = Author { operator: operator.to_owned(), at: desk.now() };
    let saved: Result<(), StoreError> = desk.book.transact(&author, |door| door.save_settings(settings));
    saved.map_err(|error| book_problem(&error))?;
    desk.settings()
}
