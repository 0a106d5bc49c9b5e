//! Files whose layout no format knows, and profiles.

use crate::app::layouts::{Choosing, OpenLayout};
use crate::app::{Effect, ImportRun, LayoutEdit, Message, Notice, Saving, Screen, State};
use crate::domain::{Problem, Proposal};
use std::path::{Path, PathBuf};

/// Messages about layouts; hands on what is none of them.
pub(super) fn update_layouts(state: &mut State, message: Message) -> Result<Vec<Effect>, Message> {
    let effects = match message {
        Message::LayoutsNeeded { files, at_once } => state.layouts_needed(files, at_once),
        Message::LayoutProposed { file, answer } => state.layout_proposed(&file, answer),
        Message::EditLayout(edit) => state.edit_layout(edit),
        Message::ShowFault(fault) => {
            if let Some(open) = &mut state.layouts.open {
                open.shown_fault = fault;
            }
            Vec::new()
        }
        Message::ImportLayout => state.import_layout(),
        Message::CancelLayout => state.next_layout(),
        Message::OpenLayout(file) => {
            state.layouts.waiting.retain(|waiting| *waiting != file);
            state.open_layout(file, None, true)
        }
        Message::ForgetLayout(file) => {
            state.layouts.waiting.retain(|waiting| *waiting != file);
            Vec::new()
        }
        Message::NewLayout { profile } => {
            state.layouts.choosing = Choosing::Layout(profile);
            state.dialog_for = None;
            vec![Effect::ChooseReports]
        }
        other => return update_profiles(state, other),
    };
    Ok(effects)
}

fn update_profiles(state: &mut State, message: Message) -> Result<Vec<Effect>, Message> {
    let effects = match message {
        Message::ProfilesLoaded(Ok(profiles)) => {
            state.layouts.profiles = profiles;
            Vec::new()
        }
        Message::ProfilesLoaded(Err(problem)) => {
            state.notify(Notice::Failed(problem));
            Vec::new()
        }
        Message::AskToRemoveProfile(id) => {
            state.layouts.removing = id;
            Vec::new()
        }
        Message::RemoveProfile(id) => {
            state.layouts.removing = None;
            vec![Effect::RemoveProfile { id }]
        }
        Message::ExportProfile(id) => {
            let suggested = format!("{id}.toml");
            state.layouts.exporting = Some(id);
            let what = Saving::Profile;
            state.dialog_for = Some((what, suggested.clone()));
            vec![Effect::ChooseSaveAs { what, suggested }]
        }
        other => return Err(other),
    };
    Ok(effects)
}

impl State {
    /// Takes files that were dropped, chosen or typed: reports are imported, format files become profiles, and a file that was
    /// asked for to say what its columns mean is shown.
    pub(super) fn take_files(&mut self, files: Vec<PathBuf>) -> Vec<Effect> {
        if let Choosing::Layout(profile) = std::mem::take(&mut self.layouts.choosing) {
            let mut files = files.into_iter();
            let Some(first) = files.next() else { return Vec::new() };
            self.layouts.waiting.extend(files);
            return self.open_layout(first, profile, true);
        }
        let is_profile = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "toml");
        let (profiles, reports): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(is_profile);
        let mut effects: Vec<Effect> = profiles.into_iter().map(|file| Effect::AddProfile { file }).collect();
        effects.extend(self.start_import(reports));
        effects
    }

    /// Queues files whose layout is not known. Where somebody has just dropped them, the first one is shown at once.
    fn layouts_needed(&mut self, files: Vec<PathBuf>, at_once: bool) -> Vec<Effect> {
        for file in files {
            let is_open = self.layouts.open.as_ref().is_some_and(|open| open.file == file);
            if !is_open && !self.layouts.waiting.contains(&file) {
                self.layouts.waiting.push_back(file);
            }
        }
        if at_once && self.layouts.open.is_none() { self.next_layout() } else { Vec::new() }
    }

    fn open_layout(&mut self, file: PathBuf, profile: Option<String>, is_by_hand: bool) -> Vec<Effect> {
        let mut effects = if self.screen == Screen::Imports { Vec::new() } else { self.go(Screen::Imports) };
        self.layouts.open = Some(OpenLayout::new(file.clone(), is_by_hand));
        effects.push(Effect::ProposeLayout { file, mapping: None, profile });
        effects
    }

    /// Puts the layout on screen away and shows the next one that waits.
    fn next_layout(&mut self) -> Vec<Effect> {
        self.layouts.open = None;
        match self.layouts.waiting.pop_front() {
            Some(file) => self.open_layout(file, None, false),
            None => Vec::new(),
        }
    }

    fn layout_proposed(&mut self, file: &Path, answer: Result<Box<Proposal>, Problem>) -> Vec<Effect> {
        let Some(open) = self.layouts.open.as_mut().filter(|open| open.file == file) else { return Vec::new() };
        match answer {
            Ok(proposal) => {
                open.proposed(proposal);
                Vec::new()
            }
            Err(problem) => {
                // What an import could not read was told by the import already.
                if open.is_by_hand || open.proposal.is_some() {
                    self.notify(Notice::Failed(problem));
                }
                self.next_layout()
            }
        }
    }

    fn edit_layout(&mut self, edit: LayoutEdit) -> Vec<Effect> {
        let Some(open) = self.layouts.open.as_mut().filter(|open| !open.is_importing) else { return Vec::new() };
        if !open.edit(edit) {
            return Vec::new();
        }
        let (file, mapping) = (open.file.clone(), open.wanted.clone());
        vec![Effect::ProposeLayout { file, mapping, profile: None }]
    }

    fn import_layout(&mut self) -> Vec<Effect> {
        if self.import.is_some() {
            self.notify(Notice::ImportRunning);
            return Vec::new();
        }
        let ready = |open: &&mut OpenLayout| {
            !open.is_reading() && open.proposal.as_ref().is_some_and(|proposal| proposal.can_be_imported())
        };
        let Some(open) = self.layouts.open.as_mut().filter(ready) else { return Vec::new() };
        let Some(mapping) = open.mapping().cloned() else { return Vec::new() };
        open.is_importing = true;
        let file = open.file.clone();
        self.last_import = None;
        self.import = Some(ImportRun { files: 1, ..ImportRun::default() });
        vec![Effect::ImportLayout { file, mapping, operator: self.operator.clone() }]
    }

    /// An import is over: where it was that of the layout on screen, the next one follows; where it failed, it can be tried
    /// again.
    pub(super) fn layout_import_ended(&mut self, is_done: bool) -> Vec<Effect> {
        let Some(open) = self.layouts.open.as_mut().filter(|open| open.is_importing) else { return Vec::new() };
        open.is_importing = false;
        if is_done { self.next_layout() } else { Vec::new() }
    }
}
