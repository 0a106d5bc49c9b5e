//! What a draw function is given: the state to look at, the words and colours to say it in, and a box for messages.

use super::theme::Palette;
use crate::app::{Field, Message, State};
use crate::domain::{CaseView, Playbook};
use crate::text::Texts;

/// Passed to every draw function. Drawing reads; whatever it wants to happen goes into the box.
pub(super) struct View<'a> {
    /// What is shown.
    pub state: &'a State,
    /// In which words.
    pub texts: &'a Texts,
    /// In which colours.
    pub palette: &'static Palette,
    outbox: Vec<Message>,
}

impl<'a> View<'a> {
    pub(super) const fn new(state: &'a State, texts: &'a Texts, palette: &'static Palette) -> Self {
        Self { state, texts, palette, outbox: Vec::new() }
    }

    /// Says that something happened.
    pub(super) fn send(&mut self, message: Message) {
        self.outbox.push(message);
    }

    /// Says that a text field of the selected case changed.
    pub(super) fn edit(&mut self, field: Field, text: String) {
        self.send(Message::Edit(field, text));
    }

    /// Everything that happened while drawing.
    pub(super) fn into_messages(self) -> Vec<Message> {
        self.outbox
    }

    /// The playbook of a case.
    pub(super) fn playbook(&self, case: &CaseView) -> Option<&'a Playbook> {
        self.state.playbook(case.case.finding.kind)
    }
}
