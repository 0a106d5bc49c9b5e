//! What is typed and chosen but not saved yet, kept for each case, so that changing cases loses nothing.

use super::Field;
use crate::domain::{Channel, Moment, MoneyEffect, Party, Step};
use std::collections::BTreeSet;

/// A form above the foot of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Write a note.
    Note,
    /// Put the case off.
    Wait,
    /// Leave a step out.
    Skip(Step),
    /// Open it again.
    Reopen,
}

/// A conversation being written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDraft {
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
    pub promised: Option<Moment>,
    /// The words for a call that nobody took, once they were chosen; else empty.
    pub no_answer: String,
}

impl Default for ContactDraft {
    fn default() -> Self {
        Self {
            channel: Channel::Phone,
            party: Party::Acquirer,
            person: String::new(),
            reference: String::new(),
            said: String::new(),
            promised: None,
            no_answer: String::new(),
        }
    }
}

impl ContactDraft {
    /// Whether somebody answered: what was said does not begin with the words for a call that nobody took.
    pub fn is_answered(&self) -> bool {
        self.no_answer.is_empty() || !self.said.starts_with(&self.no_answer)
    }

    /// Whether nothing worth keeping stands in it.
    pub fn is_empty(&self) -> bool {
        self.person.is_empty() && self.reference.is_empty() && self.said.is_empty() && self.promised.is_none()
    }
}

/// An outcome being written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeDraft {
    /// Id of the outcome; empty while none is chosen.
    pub outcome: String,
    /// Why.
    pub reason: String,
    /// What it did to the money; none while it is as the outcome usually has it.
    pub money_effect: Option<MoneyEffect>,
    /// How much, as typed.
    pub amount: String,
    /// Why it is closed with steps open.
    pub override_reason: String,
}

/// Everything that is typed and chosen for one case, but not saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseDraft {
    /// The form that is open.
    pub form: Option<Form>,
    /// The step that is looked into; none: the one to work on.
    pub looked_into: Option<Step>,
    /// A conversation.
    pub contact: ContactDraft,
    /// A note.
    pub note: String,
    /// Why a step is left out.
    pub skip_reason: String,
    /// Until when it is put off.
    pub wait_until: Option<Moment>,
    /// The same as typed, `HH:MM`.
    pub wait_time: String,
    /// Why it is put off.
    pub wait_reason: String,
    /// The action thought about.
    pub action: Option<String>,
    /// Never-rules understood.
    pub acknowledged: BTreeSet<String>,
    /// An outcome.
    pub outcome: OutcomeDraft,
    /// Why it is opened again.
    pub reopen_reason: String,
    /// How the customer agreed.
    pub agreement: String,
}

impl CaseDraft {
    /// The text of one field.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Person => &self.contact.person,
            Field::Reference => &self.contact.reference,
            Field::Said => &self.contact.said,
            Field::Note => &self.note,
            Field::SkipReason => &self.skip_reason,
            Field::WaitReason => &self.wait_reason,
            Field::WaitTime => &self.wait_time,
            Field::OutcomeReason => &self.outcome.reason,
            Field::OutcomeAmount => &self.outcome.amount,
            Field::OverrideReason => &self.outcome.override_reason,
            Field::ReopenReason => &self.reopen_reason,
            Field::Agreement => &self.agreement,
        }
    }

    /// The same, to be written.
    pub(super) fn text_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Person => &mut self.contact.person,
            Field::Reference => &mut self.contact.reference,
            Field::Said => &mut self.contact.said,
            Field::Note => &mut self.note,
            Field::SkipReason => &mut self.skip_reason,
            Field::WaitReason => &mut self.wait_reason,
            Field::WaitTime => &mut self.wait_time,
            Field::OutcomeReason => &mut self.outcome.reason,
            Field::OutcomeAmount => &mut self.outcome.amount,
            Field::OverrideReason => &mut self.outcome.override_reason,
            Field::ReopenReason => &mut self.reopen_reason,
            Field::Agreement => &mut self.agreement,
        }
    }

    /// Forgets what a saved part held. Ticks hold nothing.
    pub(super) fn clear(&mut self, part: DraftPart) {
        match part {
            DraftPart::Nothing => {}
            DraftPart::Contact => self.contact = ContactDraft::default(),
            DraftPart::Note => self.note.clear(),
            DraftPart::Skip => self.skip_reason.clear(),
            DraftPart::Wait => {
                self.wait_until = None;
                self.wait_time.clear();
                self.wait_reason.clear();
            }
            DraftPart::Action => {
                self.action = None;
                self.acknowledged.clear();
            }
            DraftPart::Outcome => self.outcome = OutcomeDraft::default(),
            DraftPart::Reopen => self.reopen_reason.clear(),
            DraftPart::Agreement => self.agreement.clear(),
        }
        if part.closes(self.form) {
            self.form = None;
        }
        if !matches!(part, DraftPart::Nothing | DraftPart::Note | DraftPart::Agreement) {
            // The next thing to do is what has to be seen now.
            self.looked_into = None;
        }
    }
}

/// The part of a draft that a decision saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftPart {
    /// None: a tick, a step done.
    Nothing,
    /// The conversation.
    Contact,
    /// The note.
    Note,
    /// The reason for leaving a step out.
    Skip,
    /// The wait.
    Wait,
    /// The action.
    Action,
    /// The outcome.
    Outcome,
    /// The reason for opening it again.
    Reopen,
    /// How the customer agreed; the action thought about is still to be chosen.
    Agreement,
}

impl DraftPart {
    fn closes(self, form: Option<Form>) -> bool {
        matches!(
            (self, form),
            (Self::Note, Some(Form::Note))
                | (Self::Skip, Some(Form::Skip(_)))
                | (Self::Wait, Some(Form::Wait))
                | (Self::Reopen, Some(Form::Reopen))
        )
    }
}
