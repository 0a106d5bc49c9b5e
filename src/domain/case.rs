//! A case: a finding being handled, and the rules of what may be decided about it.

use super::{Author, CaseWork, Decision, Finding, Moment, MoneyEffect, Outcome, Playbook, Recorded, Step, string_enum};

/// Number of a case within its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub i64);

string_enum! {
    /// Where a case stands.
    CaseState {
        /// Something is to be done.
        Open = "open",
        /// Nothing can be done before an hour or a report.
        Waiting = "waiting",
        /// Ended with an outcome.
        Closed = "closed",
    }
}

/// A finding being handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Number within this book.
    pub id: CaseId,
    /// Unique everywhere.
    pub uid: String,
    /// What is wrong.
    pub finding: Finding,
    /// What people have done.
    pub work: CaseWork,
    /// Everything that happened, oldest first.
    pub history: Vec<Recorded>,
}

/// Why a decision is refused; put into words by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The case is closed; reopen it first.
    Closed,
    /// The case is not closed.
    NotClosed,
    /// The playbook has no such check.
    UnknownCheck {
        /// What was given.
        check: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The playbook has no such action.
    UnknownAction {
        /// What was given.
        action: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The playbook has no such outcome.
    UnknownOutcome {
        /// What was given.
        outcome: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Checks of the step are not ticked.
    ChecksOpen {
        /// The step.
        step: Step,
        /// Ids of the open checks.
        checks: Vec<String>,
    },
    /// A contact has to be on record before the step is done.
    NoContact,
    /// An action has to be chosen first.
    NoAction,
    /// These never-rules must be acknowledged.
    NotAcknowledged {
        /// Ids of the rules.
        rules: Vec<String>,
    },
    /// A reason must be given.
    NoReason,
    /// Steps are open and nothing was given to override that.
    StepsOpen {
        /// The open steps.
        steps: Vec<Step>,
    },
    /// The outcome needs the amount lost or gained.
    NoAmount,
    /// An amount is given where nothing was lost or gained, or it is not more than zero.
    AmountDoesNotFit,
    /// The time lies in the past.
    InThePast,
    /// Nothing was said or written.
    NoText,
    /// Nobody is named as operator.
    NoOperator,
    /// The day cannot be signed off while these are unfinished and due.
    DueCasesOpen {
        /// The cases.
        cases: Vec<CaseId>,
    },
    /// The day is signed off already, and nothing changed since.
    DaySigned {
        /// Number of the signature.
        number: i64,
    },
    /// The day lies ahead.
    DayAhead,
}

impl Case {
    /// Where the case stands at `now`.
    pub fn state(&self, now: Moment) -> CaseState {
        if self.work.outcome.is_some() {
            return CaseState::Closed;
        }
        let put_off = self.work.wait.as_ref().is_some_and(|(until, _)| *until > now);
        let awaiting_report = self.work.wait.is_none() && self.finding.waiting_for.is_some_and(|(_, at)| at > now);
        if put_off || awaiting_report { CaseState::Waiting } else { CaseState::Open }
    }

    /// Whether `decision` may be taken now. Every refusal says what to do instead.
    pub fn check(&self, decision: &Decision, playbook: &Playbook, author: &Author) -> Result<(), Refusal> {
        let closed = self.work.outcome.is_some();
        match decision {
            Decision::Opened { .. }
            | Decision::FindingChanged { .. }
            | Decision::EvidenceAdded { .. }
            | Decision::SettledByReport { .. }
            | Decision::ReopenedByReport { .. } => return Ok(()),
            _ if author.operator.trim().is_empty() => return Err(Refusal::NoOperator),
            Decision::Noted(note) => return require_text(&note.text, Refusal::NoText),
            Decision::Reopened { .. } if !closed => return Err(Refusal::NotClosed),
            Decision::Reopened { reason } => return require_text(reason, Refusal::NoReason),
            _ if closed => return Err(Refusal::Closed),
            _ => {}
        }
        match decision {
            Decision::Checked { step, checks } => require_checks(playbook, *step, checks.iter()),
            Decision::Unchecked { step, check } => require_checks(playbook, *step, std::iter::once(check)),
            Decision::StepDone { step } => self.may_finish(*step, playbook),
            Decision::StepSkipped { reason, .. } => require_text(reason, Refusal::NoReason),
            Decision::Contacted(contact) if contact.promised.is_some_and(|promised| promised <= author.at) => {
                Err(Refusal::InThePast)
            }
            Decision::Contacted(contact) => require_text(&contact.said, Refusal::NoText),
            Decision::ActionChosen { action, acknowledged } => self.may_act(action, acknowledged, playbook),
            Decision::Waiting { until, .. } if *until <= author.at => Err(Refusal::InThePast),
            Decision::Waiting { reason, .. } => require_text(reason, Refusal::NoReason),
            Decision::Closed(outcome) => self.may_close(outcome, playbook),
            _ => Ok(()),
        }
    }

    fn may_finish(&self, step: Step, playbook: &Playbook) -> Result<(), Refusal> {
        let open: Vec<String> = playbook
            .checks_of(step)
            .filter(|check| !check.optional && !self.work.checked.contains(&check.id))
            .map(|check| check.id.clone())
            .collect();
        match step {
            _ if !open.is_empty() => Err(Refusal::ChecksOpen { step, checks: open }),
            Step::ContactAcquirer if self.work.contacts.is_empty() => Err(Refusal::NoContact),
            Step::ChooseAction if self.work.action.is_none() => Err(Refusal::NoAction),
            // Only an outcome ends the last step.
            Step::RecordOutcome => Err(Refusal::NoReason),
            _ => Ok(()),
        }
    }

    fn may_act(&self, action: &str, acknowledged: &[String], playbook: &Playbook) -> Result<(), Refusal> {
        let Some(rule) = playbook.action(action) else {
            let known = playbook.actions.iter().map(|action| action.id.clone()).collect();
            return Err(Refusal::UnknownAction { action: action.to_owned(), known });
        };
        let open = |id: &&String| !acknowledged.contains(id) && !self.work.acknowledged.contains(*id);
        let rules: Vec<String> = rule.acknowledge.iter().filter(open).cloned().collect();
        if rules.is_empty() { Ok(()) } else { Err(Refusal::NotAcknowledged { rules }) }
    }

    fn may_close(&self, outcome: &Outcome, playbook: &Playbook) -> Result<(), Refusal> {
        if playbook.outcome(&outcome.outcome).is_none() {
            let known = playbook.outcomes.iter().map(|outcome| outcome.id.clone()).collect();
            return Err(Refusal::UnknownOutcome { outcome: outcome.outcome.clone(), known });
        }
        require_text(&outcome.reason, Refusal::NoReason)?;
        match (outcome.money_effect, outcome.amount) {
            (MoneyEffect::None, None) => {}
            (MoneyEffect::Loss | MoneyEffect::Gain, None) => return Err(Refusal::NoAmount),
            (effect, Some(amount)) if effect == MoneyEffect::None || amount.minor <= 0 => {
                return Err(Refusal::AmountDoesNotFit);
            }
            _ => {}
        }
        let steps: Vec<Step> = Step::ALL
            .iter()
            .copied()
            .filter(|step| *step != Step::RecordOutcome && !self.work.marks.contains_key(step))
            .collect();
        let overridden = outcome.override_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        if steps.is_empty() || overridden { Ok(()) } else { Err(Refusal::StepsOpen { steps }) }
    }
}

fn require_text(text: &str, refusal: Refusal) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(refusal) } else { Ok(()) }
}

fn require_checks<'a>(
    playbook: &Playbook,
    step: Step,
    mut checks: impl Iterator<Item = &'a String>,
) -> Result<(), Refusal> {
    match checks.find(|id| !playbook.checks_of(step).any(|check| check.id == **id)) {
        None => Ok(()),
        Some(check) => {
            let known = playbook.checks_of(step).map(|check| check.id.clone()).collect();
            Err(Refusal::UnknownCheck { check: check.clone(), known })
        }
    }
}
