//! What comes out of the state machine.

use super::{Handing, Saving};
use crate::domain::{BusinessDay, CaseId, Decision, Language, Mapping, NewCase, Settings};
use std::path::PathBuf;

/// Work that is done off the window's thread; each answers with the message named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the day and its cases → [`super::Message::DayLoaded`].
    LoadDay,
    /// Read every case of every day → [`super::Message::AllCasesLoaded`].
    LoadAllCases,
    /// Import reports → [`super::Message::ImportProgressed`] …, then [`super::Message::ImportEnded`], then [`super::Message::DayLoaded`].
    Import {
        /// What was dropped or chosen; folders and vanished files are reported one by one.
        files: Vec<PathBuf>,
        /// Who imports.
        operator: String,
    },
    /// Give up the running import → [`super::Message::ImportEnded`] with [`Problem::Cancelled`](crate::domain::Problem::Cancelled).
    CancelImport,
    /// Add decisions to one case, all or none → [`super::Message::Decided`], then [`super::Message::DayLoaded`].
    Decide {
        /// The case.
        case: CaseId,
        /// What was decided, in order; checked here already, to be checked again where it is stored.
        decisions: Vec<Decision>,
        /// Who decided.
        operator: String,
    },
    /// Start a case by hand → [`super::Message::CaseStarted`].
    StartCase {
        /// What is known of it.
        new: NewCase,
        /// Who starts it.
        operator: String,
    },
    /// Keep the settings → [`super::Message::SettingsSaved`], then [`super::Message::DayLoaded`]: cases may come out differently.
    SaveSettings {
        /// All of them.
        settings: Settings,
        /// Who changed them.
        operator: String,
    },
    /// Write the case records → [`super::Message::Written`].
    ExportCsv {
        /// Where.
        to: PathBuf,
        /// Language of headings and words.
        language: Language,
    },
    /// Write the summary of the day → [`super::Message::Written`].
    SaveSummary {
        /// Where.
        to: PathBuf,
        /// Who signs it.
        operator: String,
        /// Its language.
        language: Language,
    },
    /// Ask for report files in the system's dialog → [`super::Message::FilesChosen`] or [`super::Message::DialogUnavailable`].
    ChooseReports,
    /// Ask for a place to save in the system's dialog → [`super::Message::SaveAsChosen`] or [`super::Message::DialogUnavailable`].
    ChooseSaveAs {
        /// What is to be saved.
        what: Saving,
        /// A file name to begin with.
        suggested: String,
    },
    /// Put a text on the clipboard; the window does this itself.
    CopyText(String),
    /// Read what was imported, and what it covers → [`super::Message::ImportsLoaded`], then [`super::Message::ProfilesLoaded`].
    LoadImports {
        /// The day whose coverage is looked at; none: today.
        day: Option<BusinessDay>,
    },
    /// Count what kept going wrong → [`super::Message::InsightsLoaded`].
    LoadInsights {
        /// How many days back, today included.
        days: u32,
    },
    /// Make the summary of the day a PDF and show or print it → [`super::Message::SummaryHandedOver`].
    HandOverSummary {
        /// Shown or printed.
        how: Handing,
        /// Who makes it.
        operator: String,
        /// Its language.
        language: Language,
    },
    /// Look at a file whose layout is not known → [`super::Message::LayoutProposed`].
    ProposeLayout {
        /// The file.
        file: PathBuf,
        /// How it is to be read; none: as it seems.
        mapping: Option<Mapping>,
        /// The profile that is to be changed.
        profile: Option<String>,
    },
    /// Keep a layout as a profile and import its file with it → as [`Effect::Import`], and [`super::Message::ProfilesLoaded`].
    ImportLayout {
        /// The file.
        file: PathBuf,
        /// How it is read.
        mapping: Mapping,
        /// Who imports.
        operator: String,
    },
    /// Keep a format file that somebody else has made → [`super::Message::ProfilesLoaded`].
    AddProfile {
        /// The file.
        file: PathBuf,
    },
    /// Forget a profile → [`super::Message::ProfilesLoaded`].
    RemoveProfile {
        /// Its id.
        id: String,
    },
    /// Write a copy of a profile → [`super::Message::Written`].
    ExportProfile {
        /// Its id.
        id: String,
        /// Where.
        to: PathBuf,
    },
    /// Sign the day off → [`super::Message::SignedOff`], then [`super::Message::DayLoaded`].
    SignOff {
        /// Why, where something due is open.
        override_reason: Option<String>,
        /// Who signs.
        operator: String,
    },
}
