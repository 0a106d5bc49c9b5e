//! The close of the day: the summary leaves the window, the day is signed off.

use super::case_work::update_case;
use crate::app::{DayForm, Effect, Message, Notice, State};
use crate::domain::{Problem, Refusal, SignOff};

/// Messages about the close of the day; the rest is about a case.
pub(super) fn update_close(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::DayCloseLoaded(Ok(close)) => state.day_close = Some(*close),
        Message::DayCloseLoaded(Err(problem)) => state.notify(Notice::Failed(problem)),
        Message::ToggleDayForm(form) => state.toggle_day_form(form),
        Message::TypeSignOffReason(text) => state.sign_off_reason = text,
        Message::SignOffDay => return state.sign_off_day(),
        Message::SignedOff(answer) => state.signed_off(answer),
        Message::HandOverSummary(how) => {
            state.day_form = None;
            return vec![Effect::HandOverSummary { how, operator: state.operator.clone(), language: state.language }];
        }
        Message::SummaryHandedOver(Ok((how, path))) => state.notify(Notice::HandedOver(how, path)),
        Message::SummaryHandedOver(Err(problem)) => state.notify(Notice::Failed(problem)),
        other => return update_case(state, other),
    }
    Vec::new()
}

impl State {
    fn toggle_day_form(&mut self, form: DayForm) {
        self.day_form = if self.day_form == Some(form) { None } else { Some(form) };
    }

    fn sign_off_day(&mut self) -> Vec<Effect> {
        let Some(close) = &self.day_close else { return Vec::new() };
        if self.is_signing {
            return Vec::new();
        }
        let reason = self.sign_off_reason.trim().to_owned();
        let refusal = if self.operator.trim().is_empty() {
            Some(Refusal::NoOperator)
        } else {
            close.refusal().filter(|_| reason.is_empty())
        };
        if let Some(refusal) = refusal {
            self.notify(Notice::Refused(refusal));
            return Vec::new();
        }
        self.is_signing = true;
        let override_reason = close.needs_reason().then_some(reason);
        vec![Effect::SignOff { override_reason, operator: self.operator.clone() }]
    }

    fn signed_off(&mut self, answer: Result<Box<SignOff>, Problem>) {
        self.is_signing = false;
        match answer {
            Ok(signed) => {
                self.day_form = None;
                self.sign_off_reason.clear();
                self.notify(Notice::SignedOff(signed.number));
            }
            Err(problem) => self.notify(Notice::Failed(problem)),
        }
    }
}
