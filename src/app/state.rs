//! What the window knows.

use super::case_list::Scene;
use super::drafts::DraftPart;
use super::{
    AllCases, CaseDraft, CaseList, DayData, DayForm, Handing, ImportsScreen, InsightsScreen, Layouts, NewCaseDraft,
    NewCaseFault, Saving, SettingsForm,
};
use crate::domain::{
    CaseId, CaseState, CaseView, DayClose, FindingKind, ImportOutcome, Language, Moment, Playbook, Problem, Refusal,
    Settings, Source, Step, Wait,
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
    /// What a hotline is told, large, to be read out.
    CallSheet,
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
    /// A case cannot be started as it is filled in.
    NewCase(NewCaseFault),
    /// No playbook for this kind: the files that ship with the program are incomplete.
    NoPlaybook(FindingKind),
    /// The day is signed off, under this number.
    SignedOff(i64),
    /// The summary was shown or printed; its file's path.
    HandedOver(Handing, String),
    /// The watched folder is not there any more.
    WatchedFolderGone(String),
}

impl Notice {
    /// Whether it tells of something that went well.
    pub const fn is_good_news(&self) -> bool {
        matches!(self, Self::Written(_) | Self::Copied | Self::SignedOff(_) | Self::HandedOver(..))
    }

    /// Whether a rule turned down what was asked of one case or form. Nothing is lost or broken by it.
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Failed(Problem::Refused(_)) | Self::BadAmount(_) | Self::NewCase(_))
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
    /// How its cases are listed.
    pub today: CaseList,
    /// Every case there ever was.
    pub all_cases: AllCases,
    /// The words of the outcomes, by their ids.
    pub outcome_names: BTreeMap<String, String>,
    /// Which side of the case looked at.
    pub panel: PanelView,
    /// Which half of a narrow window.
    pub pane: Pane,
    /// What is typed and not saved.
    pub drafts: BTreeMap<CaseId, CaseDraft>,
    /// The form for a case started by hand; none while it is not open.
    pub new_case: Option<NewCaseDraft>,
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
    /// The Imports screen.
    pub imports: ImportsScreen,
    /// Layouts that no format knows, and profiles.
    pub layouts: Layouts,
    /// The Insights screen.
    pub insights: InsightsScreen,
    /// The settings while they are being changed.
    pub settings_form: SettingsForm,
    /// The settings before those that are on their way to the disk from the form.
    pub(super) settings_before: Option<Settings>,
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
            settings_form: SettingsForm::new(&settings),
            settings,
            new_operator: String::new(),
            now,
            screen: Screen::default(),
            day: None,
            today: CaseList::of_the_day(),
            all_cases: AllCases::default(),
            outcome_names: BTreeMap::new(),
            panel: PanelView::default(),
            pane: Pane::default(),
            drafts: BTreeMap::new(),
            new_case: None,
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
            imports: ImportsScreen::default(),
            layouts: Layouts::default(),
            insights: InsightsScreen::default(),
            settings_before: None,
            dialog_for: None,
        }
    }

    /// The list of the screen shown; the day's where the screen has none.
    pub const fn list(&self) -> &CaseList {
        match self.screen {
            Screen::AllCases => &self.all_cases.list,
            _ => &self.today,
        }
    }

    /// The cases that this list names by their place.
    pub fn cases(&self) -> &[CaseView] {
        let cases = match self.screen {
            Screen::AllCases => self.all_cases.cases.as_ref(),
            _ => self.day.as_ref().map(|data| &data.cases),
        };
        cases.map_or(&[], Vec::as_slice)
    }

    /// The number of the case looked at.
    pub const fn selected(&self) -> Option<CaseId> {
        self.list().selected
    }

    /// The case with this number, where the screen knows it.
    pub fn case(&self, id: CaseId) -> Option<&CaseView> {
        self.cases().get(self.list().place(id)?)
    }

    /// The same wherever it is held, to be changed.
    pub(super) fn copies_of(&mut self, id: CaseId) -> impl Iterator<Item = &mut CaseView> {
        let of_today = self.day.as_mut().zip(self.today.place(id)).and_then(|(data, place)| data.cases.get_mut(place));
        let all = &mut self.all_cases;
        let of_all = all.cases.as_mut().zip(all.list.place(id)).and_then(|(cases, place)| cases.get_mut(place));
        of_today.into_iter().chain(of_all)
    }

    /// Changes the list of the screen shown.
    pub(super) fn on_list(&mut self, change: impl FnOnce(&mut CaseList, &Scene<'_>)) {
        self.on_list_of(self.screen, change);
    }

    /// Changes both lists, as far as their cases are held.
    pub(super) fn on_lists(&mut self, change: impl Fn(&mut CaseList, &Scene<'_>)) {
        self.on_list_of(Screen::Today, &change);
        self.on_list_of(Screen::AllCases, change);
        self.wakes_at = self.next_change();
    }

    fn on_list_of(&mut self, screen: Screen, change: impl FnOnce(&mut CaseList, &Scene<'_>)) {
        let Some(data) = &self.day else { return };
        let (list, cases) = match (screen, &self.all_cases.cases) {
            (Screen::AllCases, None) => return,
            (Screen::AllCases, Some(cases)) => (&mut self.all_cases.list, cases),
            _ => (&mut self.today, &data.cases),
        };
        let day_end = data.day.day.end(self.settings.cutoff_hour, *self.now.offset());
        let (today, now, settings, outcome_names) = (data.day.day, self.now, &self.settings, &self.outcome_names);
        change(list, &Scene { cases, today, day_end, now, settings, outcome_names });
    }

    /// When time alone changes what is shown: a wait ends, a case is late, the business day is over.
    fn next_change(&self) -> Option<Moment> {
        let of_case = |view: &CaseView| {
            let wait = view.case.work.wait.as_ref().map(|(until, _)| *until);
            let report = view.case.finding.waiting_for.map(|(_, at)| at);
            let due = (view.state != CaseState::Closed).then_some(view.due);
            [wait, report, due, view.hold_until].into_iter().flatten()
        };
        let data = self.day.as_ref()?;
        let tomorrow = data.day.day.end(self.settings.cutoff_hour, *self.now.offset()) + Duration::minutes(1);
        data.cases.iter().flat_map(of_case).chain([tomorrow]).filter(|at| *at > self.now).min()
    }

    /// The case looked at.
    pub fn selected_case(&self) -> Option<&CaseView> {
        self.selected().and_then(|id| self.case(id))
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
        if !matches!(self.screen, Screen::Today | Screen::AllCases) {
            return false;
        }
        let runs = |view: &CaseView| {
            let put_off = view.case.work.wait.as_ref().map(|(until, _)| *until);
            view.hold_until.into_iter().chain(put_off).any(|until| until > self.now) || self.shows_running_wait(view)
        };
        let guards = self.list().guarded_until.is_some_and(|until| until > self.now);
        guards || self.selected_case().is_some_and(runs)
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
        shows_waits && playbook.is_some_and(|playbook| playbook.waits_for(&view.case.finding).any(is_near))
    }

    /// The reports that a day needs and that are not here yet.
    pub fn missing_reports(&self) -> Vec<Source> {
        let tiles = self.day.as_ref().map_or(&[][..], |data| &data.day.tiles);
        let mut missing = vec![Source::Terminal, Source::Acquirer, Source::Till];
        missing.retain(|source| !tiles.iter().any(|tile| tile.source == *source));
        missing
    }

    /// Whether no report of any kind was imported yet.
    pub fn is_empty_day(&self) -> bool {
        self.day.as_ref().is_some_and(|data| data.day.tiles.is_empty() && data.cases.is_empty())
    }
}
