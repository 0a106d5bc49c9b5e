//! The one place where the window's state changes.

mod case_work;
mod files;
mod layouts;
mod new_case;
mod screens;
mod sign_off;
mod table;

use super::{CaseList, Effect, LastSave, Message, Notice, State};
use crate::domain::{CaseView, Language, Problem, Theme};

/// Takes one message in; gives back the work that follows from it.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let looked_at = (state.screen, state.selected());
    let effects = take_in(state, message);
    if (state.screen, state.selected()) != looked_at {
        // What a rule refused there helps nobody here.
        state.notices.retain(|notice| !notice.is_refusal());
    }
    effects
}

fn take_in(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Tick(now) => {
            state.now = now;
            if state.wakes_at.is_some_and(|at| at <= now) {
                state.wakes_at = None;
                return state.read_again();
            }
        }
        // What was ticked since it was read is not in it yet; the day is sent again after each decision that is stored.
        Message::DayLoaded(Ok(_)) if state.day.is_some() && !state.pending.is_empty() => {}
        Message::DayLoaded(Ok(data)) => {
            state.day = Some(*data);
            state.on_lists(CaseList::reload);
        }
        Message::AllCasesLoaded(answer) => state.all_cases_loaded(answer),
        Message::DayLoaded(Err(problem)) => state.notify(Notice::Failed(problem)),
        Message::Decided(answer) => return state.decided(answer),
        Message::DismissNotice(place) => {
            if place < state.notices.len() {
                state.notices.remove(place);
            }
        }
        Message::Copy(text) => {
            state.notify(Notice::Copied);
            return vec![Effect::CopyText(text)];
        }
        Message::Go(screen) => return state.go(screen),
        Message::OutcomesNamed(names) => {
            state.outcome_names = names;
            state.on_lists(CaseList::reload);
        }
        Message::ChangeOperator(name) => state.operator = name,
        Message::TypeOperator(name) => state.new_operator = name,
        Message::AddOperator => return state.add_operator(),
        Message::SwitchLanguage(language) => return state.switch_language(language),
        Message::SwitchTheme(theme) => return state.switch_theme(theme),
        other => {
            return new_case::update_new_case(state, other)
                .or_else(|other| layouts::update_layouts(state, other))
                .or_else(|other| screens::update_screens(state, other))
                .unwrap_or_else(|other| table::update_table(state, other));
        }
    }
    Vec::new()
}

impl State {
    /// Adds a sentence; the same one twice in a row is said once.
    pub(super) fn notify(&mut self, notice: Notice) {
        // Good news is read at a glance, and old good news is no news.
        self.notices.retain(|old| !old.is_good_news() && *old != notice);
        self.notices.push(notice);
    }

    fn decided(&mut self, answer: Result<Box<CaseView>, Problem>) -> Vec<Effect> {
        let pending = self.pending.pop_front();
        match answer {
            Ok(view) => {
                if let Some(recorded) = view.case.history.last() {
                    let operator = recorded.author.operator.clone();
                    self.last_save = Some(LastSave { at: recorded.author.at, operator });
                }
                if let Some(pending) = pending
                    && let Some(draft) = self.drafts.get_mut(&pending.case)
                {
                    draft.clear(pending.saves);
                }
                // Ticks that came after it show already.
                if !self.pending.iter().any(|pending| pending.case == view.case.id) {
                    self.replace_case(&view);
                }
                Vec::new()
            }
            Err(problem) => {
                self.notify(Notice::Failed(problem));
                // Ticks were shown before they were stored; what is stored is what counts.
                self.read_again()
            }
        }
    }

    fn replace_case(&mut self, view: &CaseView) {
        self.copies_of(view.case.id).for_each(|old| old.clone_from(view));
        self.on_lists(|list, scene| list.replaced(view.case.id, scene));
    }

    fn add_operator(&mut self) -> Vec<Effect> {
        let name = self.new_operator.trim().to_owned();
        if name.is_empty() {
            return Vec::new();
        }
        self.new_operator.clear();
        self.operator.clone_from(&name);
        if self.settings.operators.contains(&name) {
            return Vec::new();
        }
        if !self.settings_form.operators.contains(&name) {
            self.settings_form.operators.push(name.clone());
        }
        self.settings.operators.push(name);
        self.save_settings()
    }

    fn switch_language(&mut self, language: Language) -> Vec<Effect> {
        if self.language == language {
            return Vec::new();
        }
        self.language = language;
        self.settings.language = Some(language);
        self.save_settings()
    }

    fn switch_theme(&mut self, theme: Theme) -> Vec<Effect> {
        if self.settings.theme == theme {
            return Vec::new();
        }
        self.settings.theme = theme;
        self.save_settings()
    }

    fn save_settings(&self) -> Vec<Effect> {
        vec![Effect::SaveSettings { settings: self.settings.clone(), operator: self.operator.clone() }]
    }
}
