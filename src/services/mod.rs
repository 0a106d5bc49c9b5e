//! One file for each use case; the only place where import, reconcile, store and export meet. The window's worker and
//! the command line call the same functions.

mod assets;
mod attach;
mod back_up;
mod browse;
mod case_changes;
mod coverage;
mod derive;
mod doctor;
mod file_dialog;
mod file_problem;
mod hand_over;
mod import_reports;
mod import_warnings;
mod insights;
mod layouts;
mod print;
mod report_files;
mod report_parts;
mod sample_day;
mod shop_clock;
mod shop_settings;
mod sign_off;
mod start_case;
mod watch;
mod work_case;

pub use assets::{Assets, FormatSummary};
pub use attach::attach_file;
pub use back_up::{BackedUp, back_up, restore};
pub use browse::{CaseQuery, StateQuery, case_view, case_views, day_in_full, day_view, today};
pub use coverage::{day_coverage, imports};
pub use doctor::{Health, doctor, rebuild};
pub use file_dialog::{ask_for_reports, ask_where_to_save};
pub use hand_over::{SummaryRequest, export_cases, save_summary, summary_text};
pub use import_reports::{ImportRequest, import_reports};
pub use insights::insights;
pub use layouts::{add_profile, export_profile, propose_layout, remember_layout, remove_profile, unknown_files};
pub use print::{HandOver, hand_over, summary_for_hand_over};
pub use sample_day::{SAMPLE_DAY_NOW, SAMPLE_DAY_ZONE, prepare_sample_day, set_up_sample_shop};
pub use shop_clock::ShopClock;
pub use shop_settings::save_settings;
pub use sign_off::{day_close, sign_off};
pub use start_case::start_case;
pub use watch::{Seen, Watch, not_yet_read};
pub use work_case::decide;

use crate::domain::{BookProblem, Moment, Problem, Settings};
use crate::store::{CaseBook, StoreError, StoreErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The case book on the table, with everything that is needed to work in it.
pub struct Desk {
    book: CaseBook,
    path: PathBuf,
    assets: Arc<Assets>,
    clock: ShopClock,
}

impl Desk {
    /// Opens the case book at `path`, creating it when it is missing.
    pub fn open(path: &Path, assets: Arc<Assets>, clock: ShopClock) -> Result<Self, Problem> {
        let book = CaseBook::open(path, clock.now())?;
        let clock = clock.in_shop(&book.settings()?);
        Ok(Self { book, path: path.to_owned(), assets, clock })
    }

    /// The same case book over a connection of its own, for another thread.
    pub fn another(&self) -> Result<Self, Problem> {
        Self::open(&self.path, Arc::clone(&self.assets), self.clock)
    }

    /// The same desk with its clock running on from where it stands.
    #[must_use]
    pub fn with_running_clock(self) -> Self {
        Self { clock: self.clock.running(), ..self }
    }

    /// The clock, for whoever shows it.
    pub const fn clock(&self) -> ShopClock {
        self.clock
    }

    /// Where the case book is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Formats, playbooks and response codes.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The shop's settings as they are now.
    pub fn settings(&self) -> Result<Settings, Problem> {
        Ok(self.book.settings()?.with_acquirers_named())
    }

    /// The clock of every rule.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let problem = match &error.kind {
            StoreErrorKind::Cancelled => return Self::Cancelled,
            StoreErrorKind::NotACaseBook => BookProblem::NotACaseBook,
            StoreErrorKind::NewerVersion { .. } => BookProblem::Newer,
            StoreErrorKind::Folder => BookProblem::Folder,
            StoreErrorKind::PermissionDenied => BookProblem::PermissionDenied,
            StoreErrorKind::DiskFull => BookProblem::DiskFull,
            StoreErrorKind::Busy | StoreErrorKind::ImportRunning => BookProblem::Busy,
            StoreErrorKind::Damaged { .. } => BookProblem::Damaged,
            other => BookProblem::Other(other.to_string()),
        };
        Self::Book { path: error.path.display().to_string(), problem }
    }
}
