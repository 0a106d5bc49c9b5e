//! The one place where the window's state changes.

mod case_work;
mod files;
mod sign_off;

use super::{Effect, LastSave, Message, Notice, Pane, PanelView, State};
use crate::domain::{CaseId, CaseView, Language, Problem, Theme};

/// Takes one message in; gives back the work that follows from it.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Tick(now) => {
            state.now = now;
            if state.wakes_at.is_some_and(|at| at <= now) {
                state.wakes_at = None;
                return vec![Effect::LoadDay];
            }
        }
        Message::DayLoaded(Ok(data)) => {
            state.day = Some(*data);
            state.refresh_table();
        }
        Message::DayLoaded(Err(problem)) => state.notify(Notice::Failed(problem)),
        Message::Decided(answer) => return state.decided(answer),
        Message::SettingsSaved(Ok(settings)) => state.settings = *settings,
        Message::SettingsSaved(Err(problem)) => state.notify(Notice::Failed(problem)),
        Message::DismissNotice(place) => {
            if place < state.notices.len() {
                state.notices.remove(place);
            }
        }
        Message::Copy(text) => {
            state.notify(Notice::Copied);
            return vec![Effect::CopyText(text)];
        }
        Message::Go(screen) => {
            state.screen = screen;
            state.pane = Pane::Table;
        }
        Message::ChangeOperator(name) => state.operator = name,
        Message::TypeOperator(name) => state.new_operator = name,
        Message::AddOperator => return state.add_operator(),
        Message::SwitchLanguage(language) => return state.switch_language(language),
        Message::SwitchTheme(theme) => return state.switch_theme(theme),
        other => return update_table(state, other),
    }
    Vec::new()
}

/// Messages of the table.
fn update_table(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Select(id) => state.select(id),
        Message::MoveSelection(rows) => state.move_selection(rows),
        Message::ShowPane(pane) => state.pane = pane,
        Message::Show(show) => {
            state.filter.show = show;
            state.list_anew();
        }
        Message::ShowTerminal(terminal) => {
            state.filter.terminal = terminal;
            state.list_anew();
        }
        Message::Search(text) => {
            state.filter.search = text;
            state.list_anew();
        }
        Message::SortBy(column) => {
            state.sort = state.sort.pressed(column);
            state.refresh_table();
        }
        Message::ShowPanel(view) => state.panel = view,
        other => return files::update_files(state, other),
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

    fn select(&mut self, id: CaseId) {
        if self.selected != Some(id) {
            self.panel = PanelView::Steps;
        }
        self.selected = Some(id);
        self.pane = Pane::Case;
    }

    fn move_selection(&mut self, rows: i32) {
        let Some(last) = self.visible.len().checked_sub(1) else { return };
        let row = match self.selected_row() {
            Some(row) => row.saturating_add_signed(rows as isize).min(last),
            None => 0,
        };
        let id = self.day.as_ref().map(|data| data.cases[self.visible[row]].case.id);
        if id != self.selected {
            self.panel = PanelView::Steps;
            self.selected = id;
        }
    }

    /// After the filter changed: the panel follows the list.
    fn list_anew(&mut self) {
        self.refresh_table();
        if self.selected_row().is_none() && !self.visible.is_empty() {
            self.selected = None;
            self.refresh_table();
        }
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
                self.replace_case(*view);
                Vec::new()
            }
            Err(problem) => {
                self.notify(Notice::Failed(problem));
                // Ticks were shown before they were stored; what is stored is what counts.
                vec![Effect::LoadDay]
            }
        }
    }

    fn replace_case(&mut self, view: CaseView) {
        let Some(data) = &mut self.day else { return };
        if let Some(old) = data.cases.iter_mut().find(|old| old.case.id == view.case.id) {
            *old = view;
        }
        self.refresh_table();
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
