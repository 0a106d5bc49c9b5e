//! Imports, Insights and Settings.

use crate::app::{Effect, Message, Notice, Screen, SettingsForm, State};
use crate::domain::{Problem, Settings};

/// Messages of these screens; the others are handed back.
pub(super) fn update_screens(state: &mut State, message: Message) -> Result<Vec<Effect>, Message> {
    match message {
        Message::ImportsLoaded(Ok(data)) => state.imports.loaded(*data),
        Message::InsightsLoaded(Ok(data)) => {
            // An answer about another span was overtaken by the next question.
            if data.days.len() == state.insights.days as usize {
                state.insights.data = Some(*data);
            }
        }
        Message::ImportsLoaded(Err(problem)) | Message::InsightsLoaded(Err(problem)) => {
            state.notify(Notice::Failed(problem));
        }
        Message::MoveImportsDay(days) => {
            state.imports.move_day(days);
            return Ok(vec![state.load_imports()]);
        }
        Message::ShowImportsToday => {
            state.imports.day = None;
            return Ok(vec![state.load_imports()]);
        }
        Message::SelectReport(id) => state.imports.selected = Some(id),
        Message::ShowInsights(days) => {
            state.insights.days = days;
            return Ok(vec![Effect::LoadInsights { days }]);
        }
        Message::EditSettings(edit) => state.settings_form.edit(edit),
        Message::UndoSettings => state.settings_form = SettingsForm::new(&state.settings),
        Message::SaveSettings => return Ok(state.save_form()),
        Message::SettingsSaved(answer) => state.settings_saved(answer.map(|settings| *settings)),
        other => return Err(other),
    }
    Ok(Vec::new())
}

impl State {
    /// What a screen has to read when it is shown, or when new reports are here.
    pub(in crate::app) fn load_screen(&self) -> Vec<Effect> {
        match self.screen {
            // The terminals that reported are offered in the settings.
            Screen::Imports | Screen::Settings => vec![self.load_imports()],
            Screen::Insights => vec![Effect::LoadInsights { days: self.insights.days }],
            Screen::AllCases => vec![Effect::LoadAllCases],
            Screen::Today => Vec::new(),
        }
    }

    fn load_imports(&self) -> Effect {
        Effect::LoadImports { day: self.imports.day }
    }

    fn save_form(&mut self) -> Vec<Effect> {
        let Some(settings) = self.settings_form.read(&self.settings) else { return Vec::new() };
        self.settings_before = Some(std::mem::replace(&mut self.settings, settings));
        self.settings_form = SettingsForm::new(&self.settings);
        self.save_settings()
    }

    fn settings_saved(&mut self, answer: Result<Settings, Problem>) {
        let before = self.settings_before.take();
        match answer {
            Ok(settings) => {
                // What is being typed stays; a form that nobody touched follows.
                if !self.settings_form.differs_from(&self.settings) {
                    self.settings_form = SettingsForm::new(&settings);
                }
                self.settings = settings;
            }
            Err(problem) => {
                // What was to be saved stays in the form, as something that is not saved.
                if let Some(before) = before {
                    self.settings = before;
                }
                self.notify(Notice::Failed(problem));
            }
        }
    }
}
