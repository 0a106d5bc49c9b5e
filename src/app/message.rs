//! What goes into the state machine.

use super::{Column, Form, LayoutEdit, NewCaseField, Pane, PanelView, Screen, SettingsEdit, Show};
use crate::domain::{
    CaseId, CaseView, Channel, DayClose, DayView, FindingKind, ImportOutcome, Imports, Insights, Language, Moment,
    MoneyEffect, Party, Problem, Profile, Proposal, ReportId, Settings, SignOff, Step, Theme,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What becomes of the printed summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handing {
    /// The system's viewer shows it.
    Open,
    /// The system's printer prints it.
    Print,
}

/// A form below the head of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayForm {
    /// What becomes of the summary.
    Summary,
    /// What is signed.
    SignOff,
}

/// What a file is saved for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Case records as CSV.
    CaseRecords,
    /// The summary of the day, as PDF or text.
    Summary,
    /// A profile.
    Profile,
}

/// A day with the cases that are shown of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayData {
    /// The head of the screen.
    pub day: DayView,
    /// Cases that are not closed, carried-over ones included, and those closed on that day.
    pub cases: Vec<CaseView>,
}

/// A text field of the draft of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Whom they spoke to.
    Person,
    /// The other side's case number.
    Reference,
    /// What the other side said.
    Said,
    /// A note.
    Note,
    /// Why a step is left out.
    SkipReason,
    /// Why it is put off.
    WaitReason,
    /// `HH:MM` until when it is put off.
    WaitTime,
    /// Why the case ended as it did.
    OutcomeReason,
    /// The amount lost or gained.
    OutcomeAmount,
    /// Why it is closed with steps open.
    OverrideReason,
    /// Why it is opened again.
    ReopenReason,
    /// How the customer agreed.
    Agreement,
}

/// Everything that can happen to the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The clock has moved on.
    Tick(Moment),

    // Answers of the worker.
    /// The day was read.
    DayLoaded(Result<Box<DayData>, Problem>),
    /// Every case was read, the oldest payment first.
    AllCasesLoaded(Result<Vec<CaseView>, Problem>),
    /// The import got on.
    ImportProgressed {
        /// Name of the file being read.
        file: String,
        /// Rows of it read so far.
        rows: u64,
    },
    /// The import is over; what it found is stored, or nothing is.
    ImportEnded(Result<ImportOutcome, Problem>),
    /// Decisions were stored, or refused.
    Decided(Result<Box<CaseView>, Problem>),
    /// A case was started by hand, or not; the case that is worked on from now.
    CaseStarted(Result<Box<CaseView>, Problem>),
    /// Settings were stored, or not.
    SettingsSaved(Result<Box<Settings>, Problem>),
    /// A file was written; its path.
    Written(Result<String, Problem>),
    /// Files were chosen in the dialog; none when it was cancelled.
    FilesChosen(Vec<PathBuf>),
    /// A place to save was chosen in the dialog.
    SaveAsChosen {
        /// What is saved.
        what: Saving,
        /// Where.
        to: PathBuf,
    },
    /// The system has no dialog to offer.
    DialogUnavailable,
    /// What was imported was read.
    ImportsLoaded(Result<Box<Imports>, Problem>),
    /// What kept going wrong was counted.
    InsightsLoaded(Result<Box<Insights>, Problem>),

    /// Files could not be read because no format fits them.
    LayoutsNeeded {
        /// The files.
        files: Vec<PathBuf>,
        /// Whether somebody waits for them; else they are offered on the Imports screen.
        at_once: bool,
    },
    /// A file was looked at.
    LayoutProposed {
        /// The file.
        file: PathBuf,
        /// How it reads.
        answer: Result<Box<Proposal>, Problem>,
    },
    /// The person's own formats were listed.
    ProfilesLoaded(Result<Vec<Profile>, Problem>),
    /// Files of the watched folder were imported, or not.
    WatchedImported(Result<ImportOutcome, Problem>),
    /// The watched folder is not there any more.
    WatchedFolderGone(String),

    // Layouts and profiles.
    /// The layout on screen changed.
    EditLayout(LayoutEdit),
    /// Show one of the rows that cannot be read in full, or none.
    ShowFault(Option<usize>),
    /// Remember the layout on screen and import its file.
    ImportLayout,
    /// Put the layout on screen away; nothing is stored.
    CancelLayout,
    /// Look at a file that waits.
    OpenLayout(PathBuf),
    /// A file that waits is not wanted.
    ForgetLayout(PathBuf),
    /// Choose a file to say what its columns mean, or to change a profile by.
    NewLayout {
        /// The profile.
        profile: Option<String>,
    },
    /// Ask whether this profile shall be removed, or no more.
    AskToRemoveProfile(Option<String>),
    /// Remove a profile.
    RemoveProfile(String),
    /// Write a copy of a profile.
    ExportProfile(String),

    /// How far the close of the day is.
    DayCloseLoaded(Result<Box<DayClose>, Problem>),
    /// The day was signed off, or not.
    SignedOff(Result<Box<SignOff>, Problem>),
    /// The summary was shown or printed, and where its file lies; or not.
    SummaryHandedOver(Result<(Handing, String), Problem>),

    // Reports and files.
    /// Files were dropped on the window.
    FilesDropped(Vec<PathBuf>),
    /// Ask for report files.
    OpenReports,
    /// Give up the running import.
    CancelImport,
    /// Ask where to save.
    SaveAs {
        /// What.
        what: Saving,
        /// A file name to begin with.
        suggested: String,
    },
    /// The text of the path box changed.
    PathTyped(String),
    /// The path box is confirmed.
    PathConfirmed,
    /// The path box is given up.
    PathDismissed,
    /// The result of the last import is no longer needed.
    DismissImport,
    /// A notice is no longer needed; its place in the list.
    DismissNotice(usize),

    // The table.
    /// Look at a case.
    Select(CaseId),
    /// Look at no case.
    Deselect,
    /// Look at the case so many rows further down, or up.
    MoveSelection(i32),
    /// Unfold the group that this case belongs to, or fold it.
    ToggleGroup(CaseId),
    /// Unfold (`true`) or fold the group of the selected row; step into an unfolded one.
    Unfold(bool),
    /// Show the other half, where the window is too narrow for both.
    ShowPane(Pane),
    /// Which cases are listed.
    Show(Show),
    /// Only cases of this kind, or all.
    ShowFinding(Option<FindingKind>),
    /// Only this terminal's cases, or all.
    ShowTerminal(Option<String>),
    /// The search changed.
    Search(String),
    /// A heading was pressed.
    SortBy(Column),

    // The case.
    /// Look at another side of the case.
    ShowPanel(PanelView),
    /// Look into a step, or close it again when it is the one looked into.
    OpenStep(Step),
    /// Open a form above the panel's foot, or put it away; what was typed stays.
    OpenForm(Option<Form>),
    /// Something was typed.
    Edit(Field, String),
    /// Tick a check, or take the tick back.
    ToggleCheck {
        /// Its step.
        step: Step,
        /// Its id.
        check: String,
    },
    /// How somebody was reached.
    PickChannel(Channel),
    /// Who was reached.
    PickParty(Party),
    /// Nobody answered; the words in which that is said.
    NobodyAnswered(String),
    /// Until when something was promised.
    PickPromise(Option<Moment>),
    /// Keep the contact; where every check of the step is ticked and nothing is promised, the step is done with it.
    SaveContact,
    /// A step is done.
    FinishStep(Step),
    /// Leave a step out, for the reason of the draft.
    SkipStep(Step),
    /// Think about an action.
    PickAction(String),
    /// Tick or untick "I understand" at a never-rule.
    AcknowledgeRule(String),
    /// Do the action thought about.
    ChooseAction,
    /// How it ended.
    PickOutcome(String),
    /// What that did to the money.
    PickMoneyEffect(MoneyEffect),
    /// Until when it is put off.
    PickWait(Moment),
    /// Put it off.
    Wait,
    /// Keep the note.
    SaveNote,
    /// End the case.
    Close,
    /// Open a closed case again.
    Reopen,
    /// Put a text on the clipboard.
    Copy(String),
    /// Copy the call sheet, which is a check of its own in most playbooks.
    CopyCallSheet {
        /// The sheet.
        text: String,
        /// The check that is done by it.
        check: String,
    },
    /// A check was made, with this result: tick it and keep the result as a note.
    AnswerCheck {
        /// Its step.
        step: Step,
        /// Its id.
        check: String,
        /// What was found.
        note: String,
    },
    /// The customer agrees; kept as a contact.
    RecordAgreement {
        /// In person, by telephone, ….
        channel: Channel,
        /// What they agreed to; how, as far as it was typed, follows.
        said: String,
    },

    // The close of the day.
    /// Open a form below the head of the day, or put it away.
    ToggleDayForm(DayForm),
    /// Show or print the summary.
    HandOverSummary(Handing),
    /// Why the day is signed with due cases open.
    TypeSignOffReason(String),
    /// Sign the day off.
    SignOffDay,

    // The window itself.
    /// Open the form for a case started by hand.
    OpenNewCase,
    /// Give the form up.
    CloseNewCase,
    /// What seems to be wrong.
    PickNewCase(FindingKind),
    /// A field of the form changed.
    EditNewCase(NewCaseField, String),
    /// Start the case as it is filled in.
    StartCase,
    /// The words of the outcomes in the window's language, by their ids, so that the search finds what is shown.
    OutcomesNamed(BTreeMap<String, String>),
    /// Show another screen.
    Go(Screen),
    /// Somebody else stands at the till.
    ChangeOperator(String),
    /// The name of a new operator is being typed.
    TypeOperator(String),
    /// Keep the new operator and change to them.
    AddOperator,
    /// Other language.
    SwitchLanguage(Language),
    /// Other colours.
    SwitchTheme(Theme),

    // Imports, Insights, Settings.
    /// Look at the coverage so many days later, or earlier.
    MoveImportsDay(i64),
    /// Look at the coverage of today.
    ShowImportsToday,
    /// Look at a report.
    SelectReport(ReportId),
    /// Look so many days back.
    ShowInsights(u32),
    /// The form of the settings changed.
    EditSettings(SettingsEdit),
    /// Keep what the form says.
    SaveSettings,
    /// Give up what was changed in the form.
    UndoSettings,
}
