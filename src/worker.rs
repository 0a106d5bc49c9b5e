//! Runs services off the window's thread: an effect in, messages and progress out; nothing else.
//!
//! Four threads, so that nobody waits for anybody: one answers at once (days, decisions, settings, files written), one
//! imports with a connection of its own, one reads what looks at many days or at an unknown file with another, and one
//! waits while the system's file dialog is open. A fifth looks at the watched folder, where there is one.

use crate::app::{DayData, Effect, Handing, Message, Saving};
use crate::domain::{BusinessDay, CaseId, CaseView, Decision, ImportOutcome, Imports, Language, Mapping, Problem};
use crate::services::{
    CaseQuery, Desk, HandOver, ImportRequest, Seen, StateQuery, SummaryRequest, Watch, add_profile, ask_for_reports,
    ask_where_to_save, case_views, day_in_full, decide, export_cases, export_profile, hand_over, import_reports,
    imports, insights, not_yet_read, propose_layout, remember_layout, remove_profile, save_settings, save_summary,
    sign_off, start_case, summary_for_hand_over, today, unknown_files,
};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Who is named as the importer of what appeared in the watched folder.
const WATCHED_BY: &str = "watched folder";

/// Where messages go: to the window, which is woken to read them.
#[derive(Clone)]
struct Outbox {
    messages: Sender<Message>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Outbox {
    fn send(&self, message: Message) {
        // The window may have been closed meanwhile; then nobody is left to tell.
        if self.messages.send(message).is_ok() {
            (self.wake)();
        }
    }
}

/// Starts the threads. Effects sent into the returned channel are worked off; dropping it ends the threads when they
/// have finished what they are doing. `wake` is called after each message.
pub fn spawn(
    desk: Desk,
    messages: Sender<Message>,
    wake: Arc<dyn Fn() + Send + Sync>,
) -> Result<Sender<Effect>, Problem> {
    let outbox = Outbox { messages, wake };
    let cancelled = Arc::new(AtomicBool::new(false));
    let (imports, import_inbox) = channel();
    let (dialogs, dialog_inbox) = channel();
    let (questions, question_inbox) = channel();
    let (answers, answer_inbox) = channel::<Effect>();
    let importer = Importer { desk: desk.another()?, outbox: outbox.clone(), cancelled: Arc::clone(&cancelled) };
    thread::spawn(move || importer.run(&import_inbox));
    let reader = Reader { desk: desk.another()?, outbox: outbox.clone() };
    thread::spawn(move || reader.run(&question_inbox));
    let dialog_outbox = outbox.clone();
    thread::spawn(move || run_dialogs(&dialog_inbox, &dialog_outbox));
    let folder = desk.settings()?.watched_folder;
    let mut clerk = Clerk { desk, outbox, imports, questions, dialogs, cancelled, watch: None, watched: String::new() };
    clerk.watch(&folder);
    thread::spawn(move || clerk.run(&answer_inbox));
    Ok(answers)
}

/// Answers at once, and passes on what takes long.
struct Clerk {
    desk: Desk,
    outbox: Outbox,
    imports: Sender<Job>,
    questions: Sender<Question>,
    dialogs: Sender<Dialog>,
    cancelled: Arc<AtomicBool>,
    /// Looks at the watched folder.
    watch: Option<Watch>,
    /// Which folder that is; empty: none.
    watched: String,
}

impl Clerk {
    fn run(mut self, inbox: &Receiver<Effect>) {
        while let Ok(effect) = inbox.recv() {
            self.work(effect);
        }
        // The window is gone: an import must not go on for nobody.
        self.cancelled.store(true, Ordering::Relaxed);
    }

    fn work(&mut self, effect: Effect) {
        match effect {
            Effect::LoadDay => send_day(&self.desk, &self.outbox),
            Effect::LoadAllCases => self.look_up(Question::AllCases),
            Effect::Import { files, operator } => {
                self.cancelled.store(false, Ordering::Relaxed);
                self.pass_on_import(Job { operator, work: Work::Reports(files) });
            }
            Effect::ImportLayout { file, mapping, operator } => {
                self.cancelled.store(false, Ordering::Relaxed);
                self.pass_on_import(Job { operator, work: Work::Layout { file, mapping: Box::new(mapping) } });
            }
            Effect::CancelImport => self.cancelled.store(true, Ordering::Relaxed),
            Effect::Decide { case, decisions, operator } => self.decide(case, &decisions, &operator),
            Effect::StartCase { new, operator } => {
                let started = start_case(&mut self.desk, &new, &operator).map(Box::new);
                self.outbox.send(Message::CaseStarted(started));
            }
            Effect::SaveSettings { settings, operator } => {
                let saved = save_settings(&mut self.desk, &settings, &operator).map(Box::new);
                if let Ok(saved) = &saved {
                    self.watch(&saved.watched_folder);
                }
                self.outbox.send(Message::SettingsSaved(saved));
                send_day(&self.desk, &self.outbox);
            }
            Effect::ExportCsv { to, language } => {
                let written = self.export(&to, language).map(|()| to.display().to_string());
                self.outbox.send(Message::Written(written));
            }
            Effect::SaveSummary { to, operator, language } => {
                let written = self.summarise(&to, &operator, language).map(|()| to.display().to_string());
                self.outbox.send(Message::Written(written));
            }
            Effect::ChooseReports => self.ask(Dialog::Reports),
            Effect::ChooseSaveAs { what, suggested } => self.ask(Dialog::SaveAs { what, suggested }),
            Effect::LoadImports { day } => self.look_up(Question::Imports(day)),
            Effect::ProposeLayout { file, mapping, profile } => {
                self.look_up(Question::Layout { file, mapping: mapping.map(Box::new), profile });
            }
            Effect::AddProfile { file } => self.change_profiles(add_profile(&self.desk, &file)),
            Effect::RemoveProfile { id } => self.change_profiles(remove_profile(&self.desk, &id)),
            Effect::ExportProfile { id, to } => {
                let written = export_profile(&self.desk, &id, &to).map(|()| to.display().to_string());
                self.outbox.send(Message::Written(written));
            }
            Effect::LoadInsights { days } => self.look_up(Question::Insights(days)),
            Effect::HandOverSummary { how, operator, language } => self.hand_over(how, operator, language),
            Effect::SignOff { override_reason, operator } => self.sign_off(override_reason.as_deref(), &operator),
            // The clipboard belongs to the window.
            Effect::CopyText(_) => {}
        }
    }

    fn decide(&mut self, case: CaseId, decisions: &[Decision], operator: &str) {
        let decided = decide(&mut self.desk, case, decisions, operator).map(Box::new);
        let is_done = decided.is_ok();
        self.outbox.send(Message::Decided(decided));
        if is_done {
            send_day(&self.desk, &self.outbox);
        }
    }

    fn export(&self, to: &Path, language: Language) -> Result<(), Problem> {
        let all = CaseQuery { state: StateQuery::All, ..CaseQuery::default() };
        export_cases(&self.desk, &all, to, language).map(|_| ())
    }

    fn summarise(&self, to: &Path, operator: &str, language: Language) -> Result<(), Problem> {
        let days = today(&self.desk)?.into();
        save_summary(&self.desk, &SummaryRequest { days, operator: operator.to_owned(), language }, to)
    }

    /// The file is made here; a viewer or printer that takes its time holds nobody up.
    fn hand_over(&self, how: Handing, operator: String, language: Language) {
        let made = today(&self.desk).and_then(|today| {
            summary_for_hand_over(&self.desk, &SummaryRequest { days: today.into(), operator, language })
        });
        let outbox = self.outbox.clone();
        let service = match how {
            Handing::Open => HandOver::Open,
            Handing::Print => HandOver::Print,
        };
        thread::spawn(move || {
            let handed = made.and_then(|file| hand_over(&file, service).map(|()| (how, file.display().to_string())));
            outbox.send(Message::SummaryHandedOver(handed));
        });
    }

    fn sign_off(&mut self, override_reason: Option<&str>, operator: &str) {
        let signed = today(&self.desk).and_then(|today| sign_off(&mut self.desk, today, override_reason, operator));
        self.outbox.send(Message::SignedOff(signed.map(Box::new)));
        send_day(&self.desk, &self.outbox);
    }

    fn change_profiles(&self, changed: Result<(), Problem>) {
        self.outbox.send(Message::ProfilesLoaded(changed.map(|()| self.desk.assets().own_formats())));
    }

    /// Looks at this folder from now on, and at no other; at none where the name is empty.
    fn watch(&mut self, folder: &str) {
        let folder = folder.trim();
        if folder == self.watched {
            return;
        }
        folder.clone_into(&mut self.watched);
        let (imports, outbox) = (self.imports.clone(), self.outbox.clone());
        self.watch = (!folder.is_empty()).then(|| {
            Watch::start(PathBuf::from(folder), move |seen| match seen {
                Seen::Files(files) => imports.send(Job { operator: String::new(), work: Work::Watched(files) }).is_ok(),
                Seen::Gone(folder) => {
                    outbox.send(Message::WatchedFolderGone(folder.display().to_string()));
                    true
                }
            })
        });
    }

    fn pass_on_import(&self, job: Job) {
        if self.imports.send(job).is_err() {
            self.outbox.send(Message::ImportEnded(Err(Problem::Cancelled)));
        }
    }

    fn look_up(&self, question: Question) {
        if self.questions.send(question).is_err() {
            self.outbox.send(Message::ImportsLoaded(Err(Problem::Cancelled)));
        }
    }

    fn ask(&self, dialog: Dialog) {
        if self.dialogs.send(dialog).is_err() {
            self.outbox.send(Message::DialogUnavailable);
        }
    }
}

/// Reads the day once, and tells the window its cases and how far its close is.
fn send_day(desk: &Desk, outbox: &Outbox) {
    match today(desk).and_then(|today| day_in_full(desk, today)) {
        Ok((day, cases, close)) => {
            outbox.send(Message::DayLoaded(Ok(Box::new(DayData { day, cases }))));
            outbox.send(Message::DayCloseLoaded(Ok(Box::new(close))));
        }
        Err(problem) => outbox.send(Message::DayLoaded(Err(problem))),
    }
}

/// Imports, one call after the other, with a connection of its own.
struct Importer {
    desk: Desk,
    outbox: Outbox,
    cancelled: Arc<AtomicBool>,
}

/// What to import, and for whom.
struct Job {
    operator: String,
    work: Work,
}

enum Work {
    /// Reports that somebody gave.
    Reports(Vec<PathBuf>),
    /// A file whose layout somebody has settled.
    Layout { file: PathBuf, mapping: Box<Mapping> },
    /// What appeared in the watched folder.
    Watched(Vec<PathBuf>),
}

impl Importer {
    fn run(mut self, inbox: &Receiver<Job>) {
        while let Ok(Job { operator, work }) = inbox.recv() {
            match work {
                Work::Reports(files) => self.reports(&files, operator),
                Work::Layout { file, mapping } => self.layout(file, &mapping, operator),
                Work::Watched(files) => self.watched(files),
            }
        }
    }

    fn reports(&mut self, files: &[PathBuf], operator: String) {
        let outcome = self.import(files.to_vec(), None, operator);
        let unknown = outcome.as_ref().map(|outcome| unknown_files(files, outcome)).unwrap_or_default();
        self.outbox.send(Message::ImportEnded(outcome));
        if !unknown.is_empty() {
            self.outbox.send(Message::LayoutsNeeded { files: unknown, at_once: true });
        }
        send_day(&self.desk, &self.outbox);
    }

    fn layout(&mut self, file: PathBuf, mapping: &Mapping, operator: String) {
        let outcome = remember_layout(&self.desk, &file, mapping)
            .and_then(|format| self.import(vec![file], Some(format), operator));
        self.outbox.send(Message::ImportEnded(outcome));
        self.outbox.send(Message::ProfilesLoaded(Ok(self.desk.assets().own_formats())));
        send_day(&self.desk, &self.outbox);
    }

    /// What the book has already is passed over without a word.
    fn watched(&mut self, files: Vec<PathBuf>) {
        let new = match not_yet_read(&self.desk, files) {
            Ok(new) if new.is_empty() => return,
            Ok(new) => new,
            Err(problem) => return self.outbox.send(Message::WatchedImported(Err(problem))),
        };
        let outcome = self.import(new.clone(), None, WATCHED_BY.to_owned());
        let unknown = outcome.as_ref().map(|outcome| unknown_files(&new, outcome)).unwrap_or_default();
        self.outbox.send(Message::WatchedImported(outcome));
        if !unknown.is_empty() {
            self.outbox.send(Message::LayoutsNeeded { files: unknown, at_once: false });
        }
        send_day(&self.desk, &self.outbox);
    }

    fn import(
        &mut self,
        files: Vec<PathBuf>,
        format: Option<String>,
        operator: String,
    ) -> Result<ImportOutcome, Problem> {
        let request = ImportRequest { files, source: None, format, dry_run: false, operator };
        let (outbox, cancelled) = (&self.outbox, &self.cancelled);
        import_reports(&mut self.desk, &request, &mut |file, rows| {
            outbox.send(Message::ImportProgressed { file: file.to_owned(), rows });
            if cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    }
}

/// Something that takes reading through many days, or through a file.
#[derive(Clone, Debug)]
enum Question {
    /// How a file of an unknown layout reads.
    Layout { file: PathBuf, mapping: Option<Box<Mapping>>, profile: Option<String> },
    /// What was imported, and what it covers of this day, or of today.
    Imports(Option<BusinessDay>),
    /// Every case there ever was.
    AllCases,
    /// What kept going wrong in so many days.
    Insights(u32),
}

/// Answers questions about many days, with a connection of its own.
struct Reader {
    desk: Desk,
    outbox: Outbox,
}

impl Reader {
    fn run(self, inbox: &Receiver<Question>) {
        while let Ok(question) = inbox.recv() {
            let answer = match question {
                Question::Imports(day) => {
                    self.outbox.send(Message::ImportsLoaded(self.imports(day).map(Box::new)));
                    Message::ProfilesLoaded(Ok(self.desk.assets().own_formats()))
                }
                Question::Layout { file, mapping, profile } => {
                    let answer = propose_layout(&self.desk, &file, mapping.as_deref(), profile.as_deref());
                    Message::LayoutProposed { file, answer: answer.map(Box::new) }
                }
                Question::AllCases => Message::AllCasesLoaded(self.all_cases()),
                Question::Insights(days) => Message::InsightsLoaded(insights(&self.desk, days).map(Box::new)),
            };
            self.outbox.send(answer);
        }
    }

    fn imports(&self, day: Option<BusinessDay>) -> Result<Imports, Problem> {
        let day = day.map_or_else(|| today(&self.desk), Ok)?;
        imports(&self.desk, day)
    }

    fn all_cases(&self) -> Result<Vec<CaseView>, Problem> {
        case_views(&self.desk, &CaseQuery { state: StateQuery::All, ..CaseQuery::default() })
    }
}

/// A question for the system's file dialog.
enum Dialog {
    Reports,
    SaveAs { what: Saving, suggested: String },
}

fn run_dialogs(inbox: &Receiver<Dialog>, outbox: &Outbox) {
    while let Ok(dialog) = inbox.recv() {
        let answer = match dialog {
            Dialog::Reports => ask_for_reports().map(Message::FilesChosen),
            Dialog::SaveAs { what, suggested } => match ask_where_to_save(&suggested) {
                Some(Some(to)) => Some(Message::SaveAsChosen { what, to }),
                Some(None) => continue,
                None => None,
            },
        };
        outbox.send(answer.unwrap_or(Message::DialogUnavailable));
    }
}
