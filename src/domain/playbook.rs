//! A playbook: the guided checklist for one kind of finding. The files stand in `assets/playbooks`; every text that a
//! person sees is a Fluent message named after the id.

use super::{
    CaseWork, Cause, Charged, Finding, FindingKind, Mischarge, Moment, MoneyEffect, ReasonCode, Settings, Step,
};
use chrono::Duration;

/// When a case is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum DueRule {
    /// At the end of the business day on which it was opened.
    BusinessDayEnd,
    /// So many minutes after it was opened.
    MinutesAfter(i64),
    /// At the end of the next working day (Monday to Friday).
    NextWorkingDayEnd,
    /// At the end of the so-manieth working day after it was opened.
    WorkingDaysAfter(u32),
    /// When it expires; where no report tells, at the end of the next working day.
    Expiry,
}

/// One thing to look at, ask or do; ticked by the cashier. Text: `check-{id}`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Unique inside the playbook; the same id in two playbooks means the same check.
    pub id: String,
    /// The step it stands in.
    pub step: Step,
    /// Whether the step can be done without it.
    #[serde(default)]
    pub optional: bool,
    /// Asked only where the finding has one of these reasons; empty: whatever the reasons are.
    #[serde(default)]
    pub only_with: Vec<ReasonCode>,
    /// Not asked where the finding has one of these reasons.
    #[serde(default)]
    pub not_with: Vec<ReasonCode>,
}

/// A waiting time. Text: `wait-{id}`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// Names its text.
    pub id: String,
    /// How long after the payment.
    pub minutes: i64,
    /// Whether the customer must not be charged again until it is over.
    #[serde(default)]
    pub holds_charging: bool,
    /// Whether nothing else can be done until it is over, so that the case waits.
    #[serde(default)]
    pub pauses: bool,
    /// Reasons for which it pauses; empty: whatever the reasons are.
    #[serde(default)]
    pub for_reasons: Vec<ReasonCode>,
    /// Shown only where the finding has one of these reasons; empty: whatever the reasons are.
    #[serde(default)]
    pub only_with: Vec<ReasonCode>,
    /// Not shown where the finding has one of these reasons.
    #[serde(default)]
    pub not_with: Vec<ReasonCode>,
}

/// Something that must not be done. Text: `never-{id}`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeverRule {
    /// Names its text.
    pub id: String,
}

/// Something that can be done about it. Texts: `action-{id}`, and its consequence `action-{id}-effect`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Unique inside the playbook.
    pub id: String,
    /// Whether the customer must have agreed, on record, before it is chosen.
    #[serde(default)]
    pub needs_agreement: bool,
    /// Whether it is refused while the customer must not be charged again.
    #[serde(default)]
    pub after_look_up: bool,
    /// Offered only where the customer was charged so, or where the reports do not tell.
    #[serde(default)]
    pub charged: Option<Charged>,
    /// Never-rules that must be acknowledged before this is chosen.
    #[serde(default)]
    pub acknowledge: Vec<String>,
    /// Offered only where the finding has one of these reasons; empty: whatever the reasons are.
    #[serde(default)]
    pub only_with: Vec<ReasonCode>,
    /// Not offered where the finding has one of these reasons.
    #[serde(default)]
    pub not_with: Vec<ReasonCode>,
    /// The outcomes that this action can lead to.
    pub outcomes: Vec<String>,
    /// Whether this is suggested only where the finding awaits a report.
    #[serde(default)]
    pub only_if_awaited: bool,
    /// Causes for which this is suggested first; the first action of the file is the fallback.
    #[serde(default)]
    pub suggested_for_causes: Vec<Cause>,
    /// Reasons for which this is suggested first, before any cause.
    #[serde(default)]
    pub suggested_for_reasons: Vec<ReasonCode>,
}

/// How a case of this kind can end. Text: `outcome-{id}`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRule {
    /// Unique inside the playbook.
    pub id: String,
    /// Offered only where the customer was charged so, or where the reports do not tell.
    #[serde(default)]
    pub charged: Option<Charged>,
    /// What it usually does to the shop's money.
    pub money: MoneyEffect,
}

/// Something to tell the customer, with the moments at which it is true. Text: `customer-{id}`. In a file it is a table, or
/// only the id where it is true at any time.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "CustomerTextInFile")]
pub struct CustomerText {
    /// Unique inside the playbook; the same id in two playbooks means the same text.
    pub id: String,
    /// True only where the reports tell that the customer was charged so.
    pub charged: Option<Charged>,
    /// True only where the finding has one of these reasons, and then in place of what is said whatever they are.
    pub only_with: Vec<ReasonCode>,
    /// True as long as nothing was chosen to be done.
    pub before_action: bool,
    /// True while one of these actions is chosen and the case has not ended.
    pub for_actions: Vec<String>,
    /// True once the case has ended so.
    pub for_outcomes: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum CustomerTextInFile {
    Always(String),
    Sometimes(SometimesTrue),
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct SometimesTrue {
    id: String,
    charged: Option<Charged>,
    #[serde(default)]
    only_with: Vec<ReasonCode>,
    #[serde(default)]
    before_action: bool,
    #[serde(default)]
    for_actions: Vec<String>,
    #[serde(default)]
    for_outcomes: Vec<String>,
}

impl From<CustomerTextInFile> for CustomerText {
    fn from(text: CustomerTextInFile) -> Self {
        match text {
            CustomerTextInFile::Always(id) => Self {
                id,
                charged: None,
                only_with: Vec::new(),
                before_action: false,
                for_actions: Vec::new(),
                for_outcomes: Vec::new(),
            },
            CustomerTextInFile::Sometimes(text) => Self {
                id: text.id,
                charged: text.charged,
                only_with: text.only_with,
                before_action: text.before_action,
                for_actions: text.for_actions,
                for_outcomes: text.for_outcomes,
            },
        }
    }
}

impl CustomerText {
    /// Whether it is true at any time.
    fn is_always_true(&self) -> bool {
        !self.before_action && self.for_actions.is_empty() && self.for_outcomes.is_empty()
    }

    /// Whether it is true at the point that the work has reached.
    fn fits(&self, work: &CaseWork) -> bool {
        self.is_always_true()
            || match (&work.outcome, &work.action) {
                (Some((_, outcome)), _) => self.for_outcomes.contains(&outcome.outcome),
                (None, Some(action)) => self.for_actions.contains(action),
                (None, None) => self.before_action,
            }
    }
}

/// The guided checklist for one kind of finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// The kind it is for.
    pub finding: FindingKind,
    /// When a case of this kind is due.
    pub due: DueRule,
    /// What to look at, ask and do, in order.
    pub checks: Vec<Check>,
    /// Waiting times.
    pub waits: Vec<Wait>,
    /// What must not be done.
    pub never: Vec<NeverRule>,
    /// What can be done.
    pub actions: Vec<Action>,
    /// How it can end.
    pub outcomes: Vec<OutcomeRule>,
    /// What to tell the customer, ready to show.
    pub customer: Vec<CustomerText>,
}

/// What is wrong with a playbook file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaybookError {
    /// An id stands twice in one list.
    #[error("{what} '{id}' stands twice")]
    Twice {
        /// `check`, `action`, ….
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Something refers to an id that is not there.
    #[error("'{by}' names {what} '{id}', which the playbook does not have")]
    Unknown {
        /// The action or customer text at fault.
        by: String,
        /// `action`, `outcome` or `never-rule`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A list is empty that must not be.
    #[error("the playbook has no {0}")]
    Lacks(&'static str),
}

/// Whether something meant for `wanted` is offered where the customer was charged so; where nobody knows, everything is.
fn agrees(wanted: Option<Charged>, charged: Option<Charged>) -> bool {
    wanted.is_none() || charged.is_none() || wanted == charged
}

/// Whether `finding` has one of these reasons.
fn has_any(codes: &[ReasonCode], finding: &Finding) -> bool {
    finding.reasons.iter().any(|reason| codes.contains(&reason.code))
}

/// Whether something meant for the reasons `only_with`, all where there is none, and not for `not_with` belongs to `finding`.
fn belongs(only_with: &[ReasonCode], not_with: &[ReasonCode], finding: &Finding) -> bool {
    (only_with.is_empty() || has_any(only_with, finding)) && !has_any(not_with, finding)
}

/// Refuses the first of `ids` that is not there.
fn known(by: &str, what: &'static str, ids: &[String], is_there: impl Fn(&str) -> bool) -> Result<(), PlaybookError> {
    match ids.iter().find(|id| !is_there(id)) {
        Some(id) => Err(PlaybookError::Unknown { by: by.to_owned(), what, id: id.clone() }),
        None => Ok(()),
    }
}

impl Playbook {
    /// Refuses a playbook that could lead a cashier nowhere.
    pub fn validate(&self) -> Result<(), PlaybookError> {
        fn unique<'a>(what: &'static str, ids: impl Iterator<Item = &'a str>) -> Result<(), PlaybookError> {
            let mut seen = std::collections::BTreeSet::new();
            for id in ids {
                if !seen.insert(id) {
                    return Err(PlaybookError::Twice { what, id: id.to_owned() });
                }
            }
            if seen.is_empty() { Err(PlaybookError::Lacks(what)) } else { Ok(()) }
        }
        unique("check", self.checks.iter().map(|check| check.id.as_str()))?;
        unique("wait", self.waits.iter().map(|wait| wait.id.as_str()))?;
        unique("never-rule", self.never.iter().map(|rule| rule.id.as_str()))?;
        unique("action", self.actions.iter().map(|action| action.id.as_str()))?;
        unique("outcome", self.outcomes.iter().map(|outcome| outcome.id.as_str()))?;
        unique("customer text", self.customer.iter().map(|text| text.id.as_str()))?;
        for action in &self.actions {
            known(&action.id, "outcome", &action.outcomes, |id| self.outcome(id).is_some())?;
            known(&action.id, "never-rule", &action.acknowledge, |id| self.never.iter().any(|rule| rule.id == id))?;
        }
        for text in &self.customer {
            known(&text.id, "action", &text.for_actions, |id| self.action(id).is_some())?;
            known(&text.id, "outcome", &text.for_outcomes, |id| self.outcome(id).is_some())?;
        }
        Ok(())
    }

    /// The actions to offer for `finding`, in the order of the file.
    pub fn actions_for(&self, finding: &Finding) -> impl Iterator<Item = &Action> {
        let charged = Mischarge::of(finding).map(|mischarge| mischarge.charged());
        self.actions.iter().filter(move |action| {
            agrees(action.charged, charged) && belongs(&action.only_with, &action.not_with, finding)
        })
    }

    /// The outcomes to offer for `finding`: those of `action` in its order where one is chosen, else all.
    pub fn outcomes_for(&self, finding: &Finding, action: Option<&str>) -> Vec<&OutcomeRule> {
        let charged = Mischarge::of(finding).map(|mischarge| mischarge.charged());
        let mut outcomes: Vec<&OutcomeRule> = match action.and_then(|id| self.action(id)) {
            Some(action) => action.outcomes.iter().filter_map(|id| self.outcome(id)).collect(),
            None => self.outcomes.iter().collect(),
        };
        outcomes.retain(|rule| agrees(rule.charged, charged));
        outcomes
    }

    /// Ids of what can be told to the customer now, what fits best first. What is true of the amounts that the reports
    /// name, or for the reasons of the finding, leaves out what is said where they do not tell.
    pub fn customer_texts(&self, finding: &Finding, work: &CaseWork) -> Vec<&str> {
        let charged = Mischarge::of(finding).map(|mischarge| mischarge.charged());
        let is_true = |text: &&CustomerText| {
            let is_so_charged = text.charged.is_none() || text.charged == charged;
            text.fits(work) && is_so_charged && belongs(&text.only_with, &[], finding)
        };
        let mut texts: Vec<&CustomerText> = self.customer.iter().filter(is_true).collect();
        let is_special = |text: &CustomerText| text.charged.is_some() || !text.only_with.is_empty();
        if texts.iter().any(|text| is_special(text)) {
            texts.retain(|text| is_special(text) || text.is_always_true());
        }
        texts.sort_by_key(|text| text.is_always_true());
        texts.into_iter().map(|text| text.id.as_str()).collect()
    }

    /// The checks of one step that `finding` asks for.
    pub fn checks_for(&self, step: Step, finding: &Finding) -> impl Iterator<Item = &Check> {
        self.checks_of(step).filter(move |check| belongs(&check.only_with, &check.not_with, finding))
    }

    /// The waiting times to show for `finding`.
    pub fn waits_for(&self, finding: &Finding) -> impl Iterator<Item = &Wait> {
        self.waits.iter().filter(move |wait| belongs(&wait.only_with, &wait.not_with, finding))
    }

    /// The checks of one step, whatever the finding.
    pub fn checks_of(&self, step: Step) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.step == step)
    }

    /// The action with this id.
    pub fn action(&self, id: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.id == id)
    }

    /// The outcome with this id.
    pub fn outcome(&self, id: &str) -> Option<&OutcomeRule> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// The action that fits `finding` best: by reason, then by cause, then the first that is offered.
    pub fn suggest(&self, finding: &Finding) -> &str {
        let by_reason = |action: &&Action| has_any(&action.suggested_for_reasons, finding);
        let by_cause = |action: &&Action| action.suggested_for_causes.contains(&finding.cause);
        let offered =
            || self.actions_for(finding).filter(|action| !action.only_if_awaited || finding.waiting_for.is_some());
        offered()
            .find(by_reason)
            .or_else(|| offered().find(by_cause))
            .or_else(|| offered().next())
            .map_or("", |action| action.id.as_str())
    }

    /// Until when the customer must not be charged again.
    pub fn hold_until(&self, finding: &Finding) -> Option<Moment> {
        let longest = self.waits.iter().filter(|wait| wait.holds_charging).map(|wait| wait.minutes).max()?;
        Some(finding.time + Duration::minutes(longest))
    }

    /// Until when there is nothing to do but wait.
    pub fn paused_until(&self, finding: &Finding) -> Option<Moment> {
        let pauses = |wait: &&Wait| wait.pauses && belongs(&wait.for_reasons, &[], finding);
        let longest = self.waits.iter().filter(pauses).map(|wait| wait.minutes).max()?;
        Some(finding.time + Duration::minutes(longest))
    }

    /// When a case opened at `opened_at` is due.
    pub fn due(&self, opened_at: Moment, finding: &Finding, settings: &Settings) -> Moment {
        let day = super::BusinessDay::of(opened_at, settings.cutoff_hour);
        let end_of = |day: super::BusinessDay| day.end(settings.cutoff_hour, *opened_at.offset());
        match self.due {
            DueRule::BusinessDayEnd => end_of(day),
            DueRule::MinutesAfter(minutes) => opened_at + Duration::minutes(minutes),
            DueRule::NextWorkingDayEnd => end_of(day.next_working_day()),
            DueRule::WorkingDaysAfter(days) => {
                end_of((0..days).fold(day, |day, _| super::BusinessDay::next_working_day(day)))
            }
            DueRule::Expiry => finding.expires_at.unwrap_or_else(|| end_of(day.next_working_day())),
        }
    }
}
