//! The work on a case: what follows from its decisions.

use super::{
    Author, CaseId, CaseState, Contact, Decision, Evidence, JOINED_TO_OLDER, Moment, MoneyEffect, Note, Outcome, Party,
    Recorded, SETTLED_BY_REPORT, string_enum,
};
use std::collections::{BTreeMap, BTreeSet};

string_enum! {
    /// The four steps, in their order.
    Step {
        /// Look at what each source says.
        VerifyDetails = "verify-details",
        /// Ask whoever holds the money.
        ContactAcquirer = "contact-acquirer",
        /// Decide what is done.
        ChooseAction = "choose-action",
        /// Write down how it ended.
        RecordOutcome = "record-outcome",
    }
}

/// How a step was finished.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct StepMark {
    /// Who and when.
    pub author: Author,
    /// Why it was left out; none when it was done.
    pub skipped: Option<String>,
}

/// How a step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Finished or left out.
    Marked(StepMark),
    /// The one to work on.
    Current,
    /// Still to come.
    Ahead,
}

/// What people have done about a case so far: the fold of its decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseWork {
    /// Ticked checks, by id.
    pub checked: BTreeSet<String>,
    /// Steps finished or left out.
    pub marks: BTreeMap<Step, StepMark>,
    /// Conversations, oldest first.
    pub contacts: Vec<(Author, Contact)>,
    /// Notes, oldest first.
    pub notes: Vec<(Author, Note)>,
    /// Photos and files, oldest first.
    pub evidence: Vec<(Author, Evidence)>,
    /// The chosen action.
    pub action: Option<String>,
    /// Never-rules acknowledged.
    pub acknowledged: BTreeSet<String>,
    /// Put off until, and why.
    pub wait: Option<(Moment, String)>,
    /// How it ended; none while it is open.
    pub outcome: Option<(Author, Outcome)>,
    /// When it was opened first.
    pub opened_at: Option<Moment>,
    /// Whether the customer has been spoken to since it was opened last.
    pub customer_spoke: bool,
}

/// How a case ends that no person closed.
fn ended_without_a_person(outcome: &str, reason: String) -> Outcome {
    Outcome {
        outcome: outcome.to_owned(),
        reason,
        money_effect: MoneyEffect::None,
        amount: None,
        override_reason: None,
    }
}

impl CaseWork {
    /// What follows from a history.
    pub fn from_history<'a>(history: impl IntoIterator<Item = &'a Recorded>) -> Self {
        let mut work = Self::default();
        for recorded in history {
            work.apply(recorded);
        }
        work
    }

    /// Adds one decision.
    pub fn apply(&mut self, recorded: &Recorded) {
        let author = recorded.author.clone();
        match &recorded.decision {
            Decision::Opened { .. } | Decision::StartedByHand { .. } => {
                self.opened_at = self.opened_at.or(Some(author.at))
            }
            // What was done stays done: ticks carry over by check id.
            Decision::FindingChanged { .. } => self.wait = None,
            Decision::EvidenceAdded { .. } | Decision::FoundInReport { .. } => {}
            Decision::SettledByReport { files } => {
                self.outcome = Some((author, ended_without_a_person(SETTLED_BY_REPORT, files.join(", "))));
            }
            Decision::JoinedTo { case } => {
                self.outcome = Some((author, ended_without_a_person(JOINED_TO_OLDER, format!("#{}", case.0))));
            }
            Decision::ReopenedByReport { .. } | Decision::Reopened { .. } => {
                self.outcome = None;
                self.wait = None;
                // What the customer agreed to then was about the case as it stood then.
                self.customer_spoke = false;
                self.marks.remove(&Step::RecordOutcome);
            }
            Decision::Checked { checks, .. } => self.checked.extend(checks.iter().cloned()),
            Decision::Unchecked { check, .. } => {
                self.checked.remove(check);
            }
            Decision::StepDone { step } => {
                self.marks.insert(*step, StepMark { author, skipped: None });
            }
            Decision::StepSkipped { step, reason } => {
                self.marks.insert(*step, StepMark { author, skipped: Some(reason.clone()) });
            }
            Decision::Contacted(contact) => {
                // A promise is a reason to come back then.
                if let Some(promised) = contact.promised {
                    self.wait = Some((promised, contact.said.clone()));
                }
                self.customer_spoke |= contact.answered && contact.party == Party::Customer;
                self.contacts.push((author, contact.clone()));
            }
            Decision::ActionChosen { action, acknowledged } => {
                self.action = Some(action.clone());
                self.acknowledged.extend(acknowledged.iter().cloned());
                self.marks.insert(Step::ChooseAction, StepMark { author, skipped: None });
            }
            Decision::Waiting { until, reason } => self.wait = Some((*until, reason.clone())),
            Decision::Noted(note) => self.notes.push((author, note.clone())),
            Decision::Attached(evidence) => self.evidence.push((author, evidence.clone())),
            Decision::Closed(outcome) => {
                self.marks.insert(Step::RecordOutcome, StepMark { author: author.clone(), skipped: None });
                self.outcome = Some((author, outcome.clone()));
            }
        }
    }

    /// How the case stood without regard to the clock: a wait counts although it may be over by now.
    pub fn plain_state(&self) -> CaseState {
        match (&self.outcome, &self.wait) {
            (Some(_), _) => CaseState::Closed,
            (None, Some(_)) => CaseState::Waiting,
            (None, None) => CaseState::Open,
        }
    }

    /// The older case that goes on in this one's place.
    pub fn joined_to(&self) -> Option<CaseId> {
        let (_, outcome) = self.outcome.as_ref().filter(|(_, outcome)| outcome.outcome == JOINED_TO_OLDER)?;
        outcome.reason.trim_start_matches('#').parse().ok().map(CaseId)
    }

    /// The first step that is neither done nor left out.
    pub fn current_step(&self) -> Step {
        let open = Step::ALL.iter().find(|step| !self.marks.contains_key(step));
        open.copied().unwrap_or(Step::RecordOutcome)
    }

    /// How one step stands.
    pub fn step_state(&self, step: Step) -> StepState {
        match self.marks.get(&step) {
            Some(mark) => StepState::Marked(mark.clone()),
            None if step == self.current_step() => StepState::Current,
            None => StepState::Ahead,
        }
    }
}
