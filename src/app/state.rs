//! What the window knows.

use super::drafts::DraftPart;
use super::{CaseDraft, DayData, DayForm, Filter, Handing, Saving, Sort};
use crate::domain::{
    CaseId, CaseView, DayClose, FindingKind, ImportOutcome, Language, Moment, Playbook, Problem, Refusal, Settings,
    Step, Wait,
};
use chrono::Duration;
use std::collections::{BTreeMap, VecDeque};

/// Which screen the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The day's unfinished payments.
    #[default]
    Today,
    /// Every case there ever was.
    AllCases,
    /// What keeps going wrong.
    Insights,
    /// What was read, and what is missing.
    Imports,
    /// What the shop sets once.
    Settings,
}

impl Screen {
    /// All of them, in the order of the rail.
    pub const ALL: [Self; 5] = [Self::Today, Self::AllCases, Self::Insights, Self::Imports, Self::Settings];
}

/// Which side of a case the panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelView {
    /// The comparison and the four steps.
    #[default]
    Steps,
    /// Everything that happened.
    History,
    /// What the customer is told, large.
    Customer,
}

/// Which half is shown where the window is too narrow for both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// Tiles and table.
    #[default]
    Table,
    /// The selected case.
    Case,
}

/// An import under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRun {
    /// How many files were given.
    pub files: usize,
    /// The file being read; empty before the first.
    pub file: String,
    /// Rows of it read so far.
    pub rows: u64,
    /// Whether somebody asked to give it up.
    pub cancelling: bool,
}

/// A sentence for the cashier, as a code; put into words when drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A rule refuses it.
    Refused(Refusal),
    /// Something was not done.
    Failed(Problem),
    /// A file was written; its path.
    Written(String),
    /// A text was put on the clipboard.
    Copied,
    /// An import is running already; the files dropped meanwhile were not taken.
    ImportRunning,
    /// The amount lost or gained is no amount in this currency.
    BadAmount(String),
    /// No playbook for this kind: the files that ship with the program are incomplete.
    NoPlaybook(FindingKind),
    /// The day is signed off, under this number.
    SignedOff(i64),
    /// The summary was shown or printed; its file's path.
    HandedOver(Handing, String),
}

impl Notice {
    /// Whether it tells of something that went well.
    pub const fn is_good_news(&self) -> bool {
        matches!(self, Self::Written(_) | Self::Copied | Self::SignedOff(_) | Self::HandedOver(..))
    }
}

/// The latest decision that is safely stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastSave {
    /// When.
    pub at: Moment,
    /// Who.
    pub operator: String,
}

/// Decisions handed to the worker and not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The case.
    pub case: CaseId,
    /// What the draft may forget once they are stored.
    pub saves: DraftPart,
}

/// A path typed by hand, where the system has no dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathBox {
    /// What for; none: report files to import.
    pub saving: Option<Saving>,
    /// What is typed.
    pub text: String,
}

/// Everything that the window shows. Changed by [`super::update`] alone.
#[derive(Clone, Debug)]
pub struct State {
    /// The guided checklists, one for each kind.
    pub playbooks: Vec<Playbook>,
    /// Settings of the case book.
    pub settings: Settings,
    /// Language of the window.
    pub language: Language,
    /// Who stands at the till.
    pub operator: String,
    /// Name of a new operator, as typed.
    pub new_operator: String,
    /// What the clock showed last.
    pub now: Moment,
    /// Which screen is shown.
    pub screen: Screen,
    /// The day; none before it was read.
    pub day: Option<DayData>,
    /// Terminals that the day's cases name.
    pub terminals: Vec<String>,
    /// Places in `day.cases` of the cases listed, in order.
    pub visible: Vec<usize>,
    /// Which cases are listed.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// The case looked at.
    pub selected: Option<CaseId>,
    /// Which side of it.
    pub panel: PanelView,
    /// Which half of a narrow window.
    pub pane: Pane,
    /// What is typed and not saved.
    pub drafts: BTreeMap<CaseId, CaseDraft>,
    /// Decisions under way, oldest first.
    pub pending: VecDeque<Pending>,
    /// The latest stored decision.
    pub last_save: Option<LastSave>,
    /// The import under way.
    pub import: Option<ImportRun>,
    /// What the last import gave.
    pub last_import: Option<ImportOutcome>,
    /// Sentences that wait to be read, oldest first.
    pub notices: Vec<Notice>,
    /// A path typed by hand.
    pub path_box: Option<PathBox>,
    /// How far the close of the day is; none before it was read.
    pub day_close: Option<DayClose>,
    /// The form that is open below the head of the day.
    pub day_form: Option<DayForm>,
    /// Why the day is signed with due cases open, as typed.
    pub sign_off_reason: String,
    /// Whether a signature is on its way to the disk.
    pub is_signing: bool,
    /// When time alone changes what is shown, so that the day has to be read again.
    pub wakes_at: Option<Moment>,
    /// What a dialog was asked for last; none: report files.
    pub(super) dialog_for: Option<(Saving, String)>,
}

impl State {
    /// A window that has read nothing yet. `language` is the system's, for settings that name none.
    pub fn new(playbooks: Vec<Playbook>, settings: Settings, language: Language, now: Moment) -> Self {
        Self {
            playbooks,
            language: settings.language.unwrap_or(language),
            operator: settings.operators.first().cloned().unwrap_or_default(),
            settings,
            new_operator: String::new(),
            now,
            screen: Screen::default(),
            day: None,
            terminals: Vec::new(),
            visible: Vec::new(),
            filter: Filter::default(),
            sort: Sort::default(),
            selected: None,
            panel: PanelView::default(),
            pane: Pane::default(),
            drafts: BTreeMap::new(),
            pending: VecDeque::new(),
            last_save: None,
            import: None,
            last_import: None,
            notices: Vec::new(),
            path_box: None,
            day_close: None,
            day_form: None,
            sign_off_reason: String::new(),
            is_signing: false,
            wakes_at: None,
            dialog_for: None,
        }
    }

    /// The case with this number.
    pub fn case(&self, id: CaseId) -> Option<&CaseView> {
        self.day.as_ref()?.cases.iter().find(|view| view.case.id == id)
    }

    /// The case looked at.
    pub fn selected_case(&self) -> Option<&CaseView> {
        self.selected.and_then(|id| self.case(id))
    }

    /// The playbook for one kind.
    pub fn playbook(&self, kind: FindingKind) -> Option<&Playbook> {
        self.playbooks.iter().find(|playbook| playbook.finding == kind)
    }

    /// What is typed for one case; nothing when nothing was typed.
    pub fn draft(&self, id: CaseId) -> CaseDraft {
        self.drafts.get(&id).cloned().unwrap_or_default()
    }

    /// The step of a case that stands open in the panel.
    pub fn open_step(&self, view: &CaseView) -> Step {
        self.drafts.get(&view.case.id).and_then(|draft| draft.looked_into).unwrap_or(view.step)
    }

    /// Whether decisions about a case are on their way to the disk.
    pub fn is_saving(&self, id: CaseId) -> bool {
        self.pending.iter().any(|pending| pending.case == id && pending.saves != DraftPart::Nothing)
    }

    /// Whether something on screen counts minutes, so that it has to be drawn again when the minute changes.
    pub fn counts_down(&self) -> bool {
        let runs = |view: &CaseView| {
            let put_off = view.case.work.wait.as_ref().map(|(until, _)| *until);
            view.hold_until.into_iter().chain(put_off).any(|until| until > self.now) || self.shows_running_wait(view)
        };
        self.selected_case().is_some_and(runs)
    }

    /// Whether the open step shows a waiting time of the playbook that is near enough to be told in minutes.
    fn shows_running_wait(&self, view: &CaseView) -> bool {
        let shows_waits = matches!(self.open_step(view), Step::VerifyDetails | Step::ContactAcquirer);
        let kind = view.case.finding.kind;
        let playbook = self.playbooks.iter().find(|playbook| playbook.finding == kind);
        let is_near = |wait: &Wait| {
            let left = view.case.finding.time + Duration::minutes(wait.minutes) - self.now;
            Duration::zero() < left && left < Duration::days(2)
        };
        shows_waits && playbook.is_some_and(|playbook| playbook.waits.iter().any(is_near))
    }

    /// Whether no report of any kind was imported yet.
    pub fn is_empty_day(&self) -> bool {
        self.day.as_ref().is_some_and(|data| data.day.tiles.is_empty() && data.cases.is_empty())
    }
}
