//! A case: a finding being handled. What people decide is a list of decisions, only ever added to; how the case stands
//! is what follows from them.

use super::{Finding, FindingKind, Moment, Money, Playbook, string_enum};
use std::collections::{BTreeMap, BTreeSet};

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

string_enum! {
    /// How somebody was reached.
    Channel {
        /// By telephone.
        Phone = "phone",
        /// By chat.
        Chat = "chat",
        /// By e-mail.
        Email = "email",
        /// In the provider's portal or app.
        Portal = "portal",
        /// In person.
        Visit = "visit",
    }
}

string_enum! {
    /// Who was reached.
    Party {
        /// The acquirer or wallet.
        Acquirer = "acquirer",
        /// The card's bank.
        Issuer = "issuer",
        /// The customer.
        Customer = "customer",
        /// The network provider.
        Network = "network",
        /// The technician.
        Technician = "technician",
    }
}

string_enum! {
    /// What a case did to the shop's money.
    MoneyEffect {
        /// Nothing lost, nothing gained.
        None = "none",
        /// The shop lost money.
        Loss = "loss",
        /// The shop has money it would not have had.
        Gain = "gain",
    }
}

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Author {
    /// Name of the operator.
    pub operator: String,
    /// The clock's reading.
    pub at: Moment,
}

/// A promise of somebody contacted: a day, or an hour.
pub type Promise = Moment;

/// One conversation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Contact {
    /// How.
    pub channel: Channel,
    /// Who.
    pub party: Party,
    /// Name or number of the person.
    pub person: String,
    /// Their case number.
    pub reference: String,
    /// What was said.
    pub said: String,
    /// Promised until when.
    pub promised: Option<Promise>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// The text, card numbers cut.
    pub text: String,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// Id of the playbook's outcome, or `settled-by-report` where a later report closed it.
    pub outcome: String,
    /// Why, in words.
    pub reason: String,
    /// What it did to the shop's money.
    pub money_effect: MoneyEffect,
    /// How much was lost or gained.
    pub amount: Option<Money>,
    /// Why it was closed with steps open.
    pub override_reason: Option<String>,
}

/// Outcome of a case that a later report settled.
pub const SETTLED_BY_REPORT: &str = "settled-by-report";

/// Something that happened to a case. Only ever added to the history.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Decision {
    /// The reports showed something unfinished.
    Opened {
        /// What.
        finding: FindingKind,
    },
    /// Later reports changed what is wrong.
    FindingChanged {
        /// What it was.
        from: FindingKind,
        /// What it is.
        to: FindingKind,
    },
    /// Later reports added to the evidence; the kind stayed.
    EvidenceAdded {
        /// Files that speak of it now.
        files: Vec<String>,
    },
    /// Later reports show that nothing is unfinished any more.
    SettledByReport {
        /// Files that say so.
        files: Vec<String>,
    },
    /// New evidence about the money opened a closed case again.
    ReopenedByReport {
        /// Files that say so.
        files: Vec<String>,
    },
    /// Checks were ticked.
    Checked {
        /// The step they belong to.
        step: Step,
        /// Ids of the checks.
        checks: Vec<String>,
    },
    /// A tick was taken back.
    Unchecked {
        /// The step it belongs to.
        step: Step,
        /// Id of the check.
        check: String,
    },
    /// A step is done.
    StepDone {
        /// Which.
        step: Step,
    },
    /// A step was left out.
    StepSkipped {
        /// Which.
        step: Step,
        /// Why.
        reason: String,
    },
    /// Somebody was contacted.
    Contacted(Contact),
    /// What is done was chosen.
    ActionChosen {
        /// Id of the playbook's action.
        action: String,
        /// Never-rules that were acknowledged.
        acknowledged: Vec<String>,
    },
    /// Put off.
    Waiting {
        /// Until when.
        until: Moment,
        /// Why.
        reason: String,
    },
    /// Written down.
    Noted(Note),
    /// Ended by a person.
    Closed(Outcome),
    /// Opened again by a person.
    Reopened {
        /// Why.
        reason: String,
    },
}

/// A decision as it stands in the history.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recorded {
    /// Position in the book's history.
    pub seq: i64,
    /// Who and when.
    #[serde(flatten)]
    pub author: Author,
    /// What.
    #[serde(flatten)]
    pub decision: Decision,
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
            Decision::Opened { .. } => self.opened_at = self.opened_at.or(Some(author.at)),
            // What was done stays done: ticks carry over by check id.
            Decision::FindingChanged { .. } => self.wait = None,
            Decision::EvidenceAdded { .. } => {}
            Decision::SettledByReport { files } => {
                let outcome = Outcome {
                    outcome: SETTLED_BY_REPORT.to_owned(),
                    reason: files.join(", "),
                    money_effect: MoneyEffect::None,
                    amount: None,
                    override_reason: None,
                };
                self.outcome = Some((author, outcome));
            }
            Decision::ReopenedByReport { .. } | Decision::Reopened { .. } => {
                self.outcome = None;
                self.wait = None;
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
                self.contacts.push((author, contact.clone()));
            }
            Decision::ActionChosen { action, acknowledged } => {
                self.action = Some(action.clone());
                self.acknowledged.extend(acknowledged.iter().cloned());
                self.marks.insert(Step::ChooseAction, StepMark { author, skipped: None });
            }
            Decision::Waiting { until, reason } => self.wait = Some((*until, reason.clone())),
            Decision::Noted(note) => self.notes.push((author, note.clone())),
            Decision::Closed(outcome) => {
                self.marks.insert(Step::RecordOutcome, StepMark { author: author.clone(), skipped: None });
                self.outcome = Some((author, outcome.clone()));
            }
        }
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
    /// The time lies in the past.
    InThePast,
    /// Nothing was said or written.
    NoText,
    /// Nobody is named as operator.
    NoOperator,
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
        if outcome.money_effect != MoneyEffect::None && outcome.amount.is_none() {
            return Err(Refusal::NoAmount);
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
