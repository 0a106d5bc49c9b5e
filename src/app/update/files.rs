//! Reports coming in, exports going out.

use super::sign_off::update_close;
use crate::app::{Choosing, Effect, ImportRun, Message, Notice, PathBox, Saving, State};
use crate::domain::Problem;
use std::path::PathBuf;

/// Messages about files; the rest is about the close of the day or a case.
pub(super) fn update_files(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::FilesDropped(files) | Message::FilesChosen(files) => return state.take_files(files),
        Message::OpenReports => {
            state.layouts.choosing = Choosing::Reports;
            state.dialog_for = None;
            return vec![Effect::ChooseReports];
        }
        Message::SaveAs { what, suggested } => {
            state.dialog_for = Some((what, suggested.clone()));
            return vec![Effect::ChooseSaveAs { what, suggested }];
        }
        Message::SaveAsChosen { what, to } => return vec![state.write(what, to)],
        Message::DialogUnavailable => {
            let (saving, text) = state.dialog_for.take().unzip();
            state.path_box = Some(PathBox { saving, text: text.unwrap_or_default() });
        }
        Message::PathTyped(text) => {
            if let Some(path_box) = &mut state.path_box {
                path_box.text = text;
            }
        }
        Message::PathConfirmed => return state.take_path(),
        Message::PathDismissed => state.path_box = None,
        Message::CancelImport => {
            if let Some(run) = &mut state.import {
                run.cancelling = true;
                return vec![Effect::CancelImport];
            }
        }
        Message::ImportProgressed { file, rows } => {
            if let Some(run) = &mut state.import {
                run.file = file;
                run.rows = rows;
            }
        }
        Message::ImportEnded(answer) => {
            state.import = None;
            let mut effects = state.layout_import_ended(answer.is_ok());
            match answer {
                Ok(outcome) => {
                    state.last_import = Some(outcome);
                    // The day follows by itself.
                    effects.extend(state.load_screen());
                }
                Err(problem) => state.notify(Notice::Failed(problem)),
            }
            return effects;
        }
        Message::WatchedImported(Ok(outcome)) => {
            state.last_import = Some(outcome);
            return state.load_screen();
        }
        Message::WatchedImported(Err(problem)) => state.notify(Notice::Failed(problem)),
        Message::WatchedFolderGone(folder) => state.notify(Notice::WatchedFolderGone(folder)),
        Message::DismissImport => state.last_import = None,
        Message::Written(Ok(path)) => state.notify(Notice::Written(path)),
        Message::Written(Err(Problem::Cancelled)) => {}
        Message::Written(Err(problem)) => state.notify(Notice::Failed(problem)),
        other => return update_close(state, other),
    }
    Vec::new()
}

impl State {
    fn write(&mut self, what: Saving, to: PathBuf) -> Effect {
        let language = self.language;
        match what {
            Saving::CaseRecords => Effect::ExportCsv { to, language },
            Saving::Summary => Effect::SaveSummary { to, operator: self.operator.clone(), language },
            Saving::Profile => {
                let id = self.layouts.exporting.take().unwrap_or_default();
                Effect::ExportProfile { id, to }
            }
        }
    }

    pub(super) fn start_import(&mut self, files: Vec<PathBuf>) -> Vec<Effect> {
        if files.is_empty() {
            return Vec::new();
        }
        if self.import.is_some() {
            self.notify(Notice::ImportRunning);
            return Vec::new();
        }
        self.last_import = None;
        self.import = Some(ImportRun { files: files.len(), ..ImportRun::default() });
        vec![Effect::Import { files, operator: self.operator.clone() }]
    }

    /// The path box: one path to save to, or one or more to import, each on a line or after a semicolon.
    fn take_path(&mut self) -> Vec<Effect> {
        let Some(path_box) = self.path_box.take() else { return Vec::new() };
        let paths = path_box.text.split(['\n', ';']).map(|path| path.trim().trim_matches('"'));
        let mut paths: Vec<PathBuf> = paths.filter(|path| !path.is_empty()).map(PathBuf::from).collect();
        match path_box.saving {
            None => self.take_files(paths),
            Some(what) => paths.pop().map(|to| self.write(what, to)).into_iter().collect(),
        }
    }
}
