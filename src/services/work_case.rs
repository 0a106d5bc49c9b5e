//! What a person does with a case. Every decision is checked against the playbook inside the transaction that stores it.

use super::{Desk, browse};
use crate::domain::{
    Author, Case, CaseId, CaseView, Contact, Decision, Note, Outcome, Problem, Refusal, Settings, mask_card_numbers,
};
use crate::store::StoreError;

/// Takes decisions about one case, all or none, and returns the case as it stands then. What this returns is durable.
pub fn decide(desk: &mut Desk, id: CaseId, decisions: &[Decision], operator: &str) -> Result<CaseView, Problem> {
    let author = Author { operator: operator.trim().to_owned(), at: desk.now() };
    let playbooks = &desk.assets.playbooks;
    let mut refused = None;
    let result = desk.book.transact(&author, |door| {
        for decision in decisions {
            let Some(case) = door.case(id)? else {
                refused = Some(Problem::UnknownCase(id));
                return Err(StoreError::RolledBack);
            };
            let decision = without_card_numbers(decision.clone());
            if let Err(refusal) = check(&case, &decision, playbooks, &author) {
                refused = Some(refusal);
                return Err(StoreError::RolledBack);
            }
            door.record(id, &decision)?;
        }
        Ok(())
    });
    match (result, refused) {
        (Ok(()), _) => browse::case_view(desk, id),
        (Err(_), Some(problem)) => Err(problem),
        (Err(error), None) => Err(desk.problem(&error)),
    }
}

fn check(
    case: &Case,
    decision: &Decision,
    playbooks: &std::collections::BTreeMap<crate::domain::FindingKind, crate::domain::Playbook>,
    author: &Author,
) -> Result<(), Problem> {
    let kind = case.finding.kind;
    let missing = || Problem::BadAsset { file: format!("playbooks/{kind}.toml"), detail: "missing".to_owned() };
    let playbook = playbooks.get(&kind).ok_or_else(missing)?;
    case.check(decision, playbook, author).map_err(Problem::Refused)
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
    let saved = desk.book.transact(&author, |door| door.save_settings(settings));
    saved.map_err(|error| desk.problem(&error))?;
    desk.settings()
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
