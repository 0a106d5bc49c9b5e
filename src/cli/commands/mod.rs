//! What each command does.

mod hand_over;
mod window;
mod work;

pub(super) use window::window;

use super::arguments::{CasesArguments, Command, Common, ImportArguments, ListState};
use super::{Console, Exit, json, language, operator, table};
use crate::domain::{CaseId, CaseState, FileOutcome, FileProblem, ImportOutcome, Problem, Settings};
use crate::services::{
    CaseQuery, Desk, ImportRequest, StateQuery, case_view, case_views, doctor, import_reports, rebuild, today,
};
use crate::text::{Texts, say};
use serde_json::json;
use std::ops::ControlFlow;

/// The desk with the voice and the name that the call gives it.
struct Shift {
    desk: Desk,
    console: Console,
    settings: Settings,
    operator: String,
}

/// Runs a command in the case book of `desk`.
pub(super) fn run(command: Command, desk: Desk, common: &Common) -> Result<Exit, Problem> {
    let settings = desk.settings()?;
    let console = Console::new(Texts::new(language(common, &settings)), common.json);
    let mut shift = Shift { operator: operator(common, &settings), desk, console, settings };
    let is_reading = matches!(
        command,
        Command::Formats
            | Command::Cases(_)
            | Command::Show { .. }
            | Command::Summary(_)
            | Command::Backup { .. }
            | Command::Doctor { rebuild: false }
    );
    let result = match command {
        Command::Import(arguments) => shift.import(arguments),
        Command::Formats => shift.formats(),
        Command::Cases(arguments) => shift.cases(&arguments),
        Command::Show { case } => shift.show(CaseId(case)),
        Command::Start(arguments) => shift.start(&arguments),
        Command::Export(arguments) => shift.export(&arguments),
        Command::Summary(arguments) => shift.summary(&arguments),
        Command::Signoff { day, override_reason } => shift.sign_off(day, override_reason.as_deref()),
        Command::Backup { file } => shift.back_up(&file),
        Command::Restore { file } => shift.restore(&file),
        Command::Attach { case, file } => shift.attach(CaseId(case), &file),
        Command::Doctor { rebuild } => shift.doctor(rebuild),
        command => shift.work(command),
    };
    let exit = result.unwrap_or_else(|problem| shift.console.fail(&problem));
    Ok(match exit {
        // What was changed stays changed; only nobody could read that it was.
        Exit::Done if shift.console.has_lost_an_answer() && is_reading => Exit::NothingDone,
        Exit::Done if shift.console.has_lost_an_answer() => Exit::NeedsALook,
        exit => exit,
    })
}

impl Shift {
    /// A format of the person's own that cannot be read must not be missed in silence.
    fn tell_of_broken_formats(&self) {
        for profile in self.desk.assets().own_formats() {
            if let Some(detail) = profile.fault {
                let file = format!("{}.toml", profile.id);
                self.console.message(&self.console.texts.problem(&Problem::BadAsset { file, detail }));
            }
        }
    }

    fn import(&mut self, arguments: ImportArguments) -> Result<Exit, Problem> {
        self.tell_of_broken_formats();
        let request = ImportRequest {
            files: arguments.files,
            source: arguments.source,
            format: arguments.format,
            dry_run: arguments.dry_run,
            operator: self.operator.clone(),
        };
        let outcome = import_reports(&mut self.desk, &request, &mut |_, _| ControlFlow::Continue(()))?;
        if let Some(problem) = nothing_to_read(&outcome) {
            return Err(problem);
        }
        let texts = &self.console.texts;
        self.console.answer(|| json::import(&outcome, texts), || table::import(&outcome, texts));
        let needs_a_look = outcome.files.iter().any(|file| match file {
            FileOutcome::Read(summary) => summary.needs_a_look(),
            FileOutcome::NotRead { .. } => true,
        });
        Ok(if needs_a_look { Exit::NeedsALook } else { Exit::Done })
    }

    fn formats(&self) -> Result<Exit, Problem> {
        self.tell_of_broken_formats();
        let texts = &self.console.texts;
        let formats = self.desk.assets().format_list(texts.language());
        self.console.answer(|| json::formats(&formats, texts), || table::formats(&formats, texts));
        Ok(Exit::Done)
    }

    fn cases(&self, arguments: &CasesArguments) -> Result<Exit, Problem> {
        let day = match arguments.day {
            None => None,
            Some(Some(day)) => Some(day),
            Some(None) => Some(today(&self.desk)?),
        };
        let query = CaseQuery {
            state: state_query(arguments.state),
            day,
            finding: arguments.finding,
            terminal: arguments.terminal.clone(),
        };
        let views = case_views(&self.desk, &query)?;
        let (texts, now) = (&self.console.texts, self.desk.now());
        self.console
            .answer(|| views.iter().map(|view| json::case(view, texts)).collect(), || table::cases(&views, now, texts));
        Ok(Exit::Done)
    }

    fn show(&self, id: CaseId) -> Result<Exit, Problem> {
        let view = case_view(&self.desk, id)?;
        let playbook = self.desk.assets().playbook(view.case.finding.kind)?;
        let texts = &self.console.texts;
        self.console.answer(
            || json::case_in_full(&view, playbook, texts),
            || table::case_in_full(&view, playbook, &self.settings, texts),
        );
        Ok(Exit::Done)
    }

    fn doctor(&mut self, derives_again: bool) -> Result<Exit, Problem> {
        let counts = if derives_again { Some(rebuild(&mut self.desk, &self.operator)?) } else { None };
        let health = doctor(&self.desk)?;
        let texts = &self.console.texts;
        self.console.answer(
            || json!({ "health": health, "good": health.is_good(), "rebuilt": counts }),
            || {
                let path = self.desk.path().display().to_string();
                let (history, reports, head) = (health.history, health.reports, health.history_head.as_str());
                let mut lines =
                    vec![say!(texts, "doctor-book", path = path, reports = reports, history = history, head = head)];
                lines.push(match (health.tampered_at, health.damage.is_empty()) {
                    (None, true) => say!(texts, "doctor-good"),
                    (Some(at), _) => say!(texts, "doctor-tampered", at = at),
                    (None, false) => say!(texts, "doctor-damaged", what = health.damage.join("; ")),
                });
                lines.extend(counts.map(|counts| table::counts(&counts, texts)));
                lines.join("\n")
            },
        );
        Ok(if health.is_good() { Exit::Done } else { Exit::NeedsALook })
    }
}

/// When no file could be opened at all, the call did nothing, and the first reason is the answer.
fn nothing_to_read(outcome: &ImportOutcome) -> Option<Problem> {
    let mut first = None;
    for file in &outcome.files {
        match file {
            FileOutcome::Read(_) | FileOutcome::NotRead { problem: FileProblem::NotRecognised { .. }, .. } => {
                return None;
            }
            FileOutcome::NotRead { file, problem } => {
                let problem = || Problem::File { file: file.clone(), problem: problem.clone() };
                first = first.or_else(|| Some(problem()));
            }
        }
    }
    first
}

const fn state_query(state: ListState) -> StateQuery {
    match state {
        ListState::Open => StateQuery::Unfinished,
        ListState::Waiting => StateQuery::Only(CaseState::Waiting),
        ListState::Closed => StateQuery::Only(CaseState::Closed),
        ListState::All => StateQuery::All,
    }
}
