//! A case started by hand.

use crate::app::{Effect, Message, NewCaseDraft, Notice, Pane, PanelView, Screen, State};
use crate::domain::{CaseView, Problem};

/// Messages of the form; hands on what is none of them.
pub(super) fn update_new_case(state: &mut State, message: Message) -> Result<Vec<Effect>, Message> {
    match message {
        Message::OpenNewCase => {
            state.new_case.get_or_insert_default();
            state.pane = Pane::Case;
        }
        Message::CloseNewCase => {
            state.new_case = None;
            state.pane = Pane::Table;
        }
        Message::PickNewCase(finding) => {
            if let Some(draft) = &mut state.new_case {
                draft.finding = finding;
            }
        }
        Message::EditNewCase(field, text) => {
            if let Some(draft) = &mut state.new_case {
                draft.edit(field, text);
            }
        }
        Message::StartCase => return Ok(state.start_case()),
        Message::CaseStarted(answer) => return Ok(state.case_started(answer)),
        other => return Err(other),
    }
    Ok(Vec::new())
}

impl State {
    fn start_case(&mut self) -> Vec<Effect> {
        let (currency, now) = (self.settings.currency, self.now);
        let Some(draft) = self.new_case.as_mut().filter(|draft| !draft.is_saving) else { return Vec::new() };
        match draft.read(currency, now) {
            Ok(new) => {
                draft.is_saving = true;
                vec![Effect::StartCase { new, operator: self.operator.clone() }]
            }
            Err(fault) => {
                self.notify(Notice::NewCase(fault));
                Vec::new()
            }
        }
    }

    fn case_started(&mut self, answer: Result<Box<CaseView>, Problem>) -> Vec<Effect> {
        match answer {
            Ok(view) => {
                self.new_case = None;
                self.screen = Screen::Today;
                self.panel = PanelView::Steps;
                self.pane = Pane::Case;
                self.selected = Some(view.case.id);
            }
            Err(problem) => {
                self.new_case.iter_mut().for_each(|draft: &mut NewCaseDraft| draft.is_saving = false);
                self.notify(Notice::Failed(problem));
            }
        }
        vec![Effect::LoadDay]
    }
}
