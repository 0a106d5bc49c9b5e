//! A list of cases as it stands on a screen: its rows, what filters and sorts it, and the case looked at. Worked out when
//! the data, the filter or the order changes, never while drawing.

use super::groups::{CaseGroup, groups_of};
use super::search::{Words, searched_text};
use super::{Column, Direction, Filter, Show, Sort, terminal_of};
use crate::domain::{BusinessDay, CaseId, CaseState, CaseView, FindingKind, Moment, Settings};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a list is worked out from.
pub(super) struct Scene<'a> {
    /// The cases; a list names them by their place here.
    pub cases: &'a [CaseView],
    /// The business day of the screen.
    pub today: BusinessDay,
    /// When it ends.
    pub day_end: Moment,
    /// What the clock shows.
    pub now: Moment,
    /// What the shop calls its terminals.
    pub settings: &'a Settings,
    /// The words of each outcome, by its id.
    pub outcome_names: &'a BTreeMap<String, String>,
}

impl Scene<'_> {
    /// Whether something is to be done about a case before the day ends.
    pub(super) fn is_due(&self, view: &CaseView) -> bool {
        view.is_due_by(self.day_end)
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A slim heading, and how many cases follow below it.
    Heading(Section, usize),
    /// A group; its place in [`CaseList::groups`].
    Group(usize),
    /// A case.
    Case {
        /// Its place among the cases.
        place: usize,
        /// Whether it stands below the row of its group.
        in_group: bool,
    },
}

/// A part of the day's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Cases of earlier days.
    CarriedOver,
    /// Cases of the day.
    Today,
}

/// How many cases there are, whatever is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Altogether.
    pub all: usize,
    /// Open.
    pub open: usize,
    /// Waiting.
    pub waiting: usize,
    /// Closed.
    pub closed: usize,
    /// Unfinished and due before the day ends, late ones included.
    pub due: usize,
    /// Of these, late.
    pub late: usize,
}

impl Counts {
    fn of(scene: &Scene<'_>) -> Self {
        let mut counts = Self { all: scene.cases.len(), ..Self::default() };
        for view in scene.cases {
            match view.state {
                CaseState::Open => counts.open += 1,
                CaseState::Waiting => counts.waiting += 1,
                CaseState::Closed => counts.closed += 1,
            }
            counts.due += usize::from(scene.is_due(view));
            counts.late += usize::from(view.is_late(scene.now));
        }
        counts
    }
}

/// How the rows of a list are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Carried-over cases first, one root cause in one row; there is always a case to work on.
    Day,
    /// One row for each case; nothing is selected until somebody does.
    Plain,
}

/// A list of cases.
#[derive(Clone, Debug)]
pub struct CaseList {
    /// What is drawn, from the top down.
    pub rows: Vec<Row>,
    /// The groups among the rows.
    pub groups: Vec<CaseGroup>,
    /// How many cases there are.
    pub counts: Counts,
    /// Terminals that the cases name.
    pub terminals: Vec<String>,
    /// Kinds of finding among the cases.
    pub kinds: Vec<FindingKind>,
    /// Which cases are listed.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// The case looked at.
    pub selected: Option<CaseId>,
    /// Whether the keyboard stands on the row of the selected case's group instead of the case's own.
    pub on_group: bool,
    /// The last hour before which a listed case forbids another charge.
    pub guarded_until: Option<Moment>,
    layout: Layout,
    /// What people opened (`true`) or folded, by the cases in it, so that it stays so when the group changes.
    unfolded: BTreeMap<CaseId, bool>,
    places: HashMap<CaseId, usize>,
    /// What the search looks through, one text for each case; empty until somebody searches.
    searched: Vec<String>,
}

impl CaseList {
    /// The list of the day.
    pub(super) fn of_the_day() -> Self {
        Self::new(Layout::Day, Filter::default(), Sort::default())
    }

    /// The list of every case.
    pub(super) fn of_all() -> Self {
        let filter = Filter { show: Show::All, ..Filter::default() };
        Self::new(Layout::Plain, filter, Sort { column: Column::Day, direction: Direction::Down })
    }

    fn new(layout: Layout, filter: Filter, sort: Sort) -> Self {
        Self {
            rows: Vec::new(),
            groups: Vec::new(),
            counts: Counts::default(),
            terminals: Vec::new(),
            kinds: Vec::new(),
            filter,
            sort,
            selected: None,
            on_group: false,
            guarded_until: None,
            layout,
            unfolded: BTreeMap::new(),
            places: HashMap::new(),
            searched: Vec::new(),
        }
    }

    /// The place of a case among the cases.
    pub fn place(&self, id: CaseId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// After the cases were read anew.
    pub(super) fn reload(&mut self, scene: &Scene<'_>) {
        self.places = scene.cases.iter().enumerate().map(|(place, view)| (view.case.id, place)).collect();
        self.searched.clear();
        let terminals: BTreeSet<&str> = scene.cases.iter().map(terminal_of).filter(|name| !name.is_empty()).collect();
        self.terminals = terminals.into_iter().map(str::to_owned).collect();
        let kinds: BTreeSet<FindingKind> = scene.cases.iter().map(|view| view.case.finding.kind).collect();
        self.kinds = kinds.into_iter().collect();
        self.refresh(scene);
    }

    /// After one case changed.
    pub(super) fn replaced(&mut self, id: CaseId, scene: &Scene<'_>) {
        let place = self.place(id);
        if let Some((place, text)) = place.and_then(|place| Some((place, self.searched.get_mut(place)?))) {
            *text = searched_text(&scene.cases[place], scene);
        }
        self.refresh(scene);
    }

    /// Lists the cases anew. The selection moves to the first one when its case is no longer there at all; a case that
    /// only left the list stays in the panel, so that its end can be read.
    pub(super) fn refresh(&mut self, scene: &Scene<'_>) {
        let words = Words::of(&self.filter.search);
        if !words.is_empty() && self.searched.len() != scene.cases.len() {
            self.searched = scene.cases.iter().map(|view| searched_text(view, scene)).collect();
        }
        let finds = |place: usize| words.is_empty() || words.stand_in(&self.searched[place]);
        let admits = |place: &usize| self.filter.admits(&scene.cases[*place], scene) && finds(*place);
        let mut listed: Vec<usize> = (0..scene.cases.len()).filter(admits).collect();
        let comes_later = |place: usize| self.layout == Layout::Day && !is_carried_over(&scene.cases[place], scene);
        listed.sort_by(|&left, &right| {
            let sections = comes_later(left).cmp(&comes_later(right));
            sections.then_with(|| self.sort.compare(&scene.cases[left], &scene.cases[right]))
        });
        self.counts = Counts::of(scene);
        self.guarded_until = listed.iter().filter_map(|&place| scene.cases[place].hold_until).max();
        match self.layout {
            Layout::Day => self.lay_out_day(&listed, scene),
            Layout::Plain => self.rows = listed.iter().map(|&place| Row::Case { place, in_group: false }).collect(),
        }
        if self.selected.is_none_or(|id| self.place(id).is_none()) {
            self.selected = None;
            self.select_first(scene.cases);
        }
    }

    fn lay_out_day(&mut self, listed: &[usize], scene: &Scene<'_>) {
        self.groups = groups_of(scene.cases, listed);
        let searching = !Words::of(&self.filter.search).is_empty();
        let mut group_of = HashMap::new();
        for (index, group) in self.groups.iter_mut().enumerate() {
            let said = |place: &usize| self.unfolded.get(&scene.cases[*place].case.id).copied();
            // What is searched for has to be seen.
            group.is_unfolded = searching || group.members.iter().find_map(said).unwrap_or(group.is_unfolded);
            group_of.extend(group.members.iter().map(|&place| (place, index)));
        }
        let carried_over = listed.iter().filter(|&&place| is_carried_over(&scene.cases[place], scene)).count();
        // A group stands where its first case would; by the due date, where its most urgent one would.
        let stands_last = self.sort == Sort { column: Column::Due, direction: Direction::Down };
        let mut met = vec![0; self.groups.len()];
        let mut rows = Vec::with_capacity(listed.len() + 2);
        for (order, &place) in listed.iter().enumerate() {
            if carried_over > 0 && order == 0 {
                rows.push(Row::Heading(Section::CarriedOver, carried_over));
            } else if carried_over > 0 && order == carried_over {
                rows.push(Row::Heading(Section::Today, listed.len() - carried_over));
            }
            let Some(&index) = group_of.get(&place) else {
                rows.push(Row::Case { place, in_group: false });
                continue;
            };
            met[index] += 1;
            let group = &self.groups[index];
            if met[index] == if stands_last { group.members.len() } else { 1 } {
                rows.push(Row::Group(index));
                let below = group.members.iter().filter(|_| group.is_unfolded);
                rows.extend(below.map(|&place| Row::Case { place, in_group: true }));
            }
        }
        self.rows = rows;
    }

    /// The row that is marked: the selected case's own; that of its group where the keyboard stands there, or where the
    /// group is folded.
    pub fn selected_row(&self) -> Option<usize> {
        let place = self.place(self.selected?)?;
        let is_own = |row: &Row| matches!(row, Row::Case { place: other, .. } if *other == place);
        let is_group = |row: &Row| matches!(row, Row::Group(index) if self.groups[*index].members.contains(&place));
        let own = || self.rows.iter().position(is_own);
        let group = || self.rows.iter().position(is_group);
        if self.on_group { group().or_else(own) } else { own().or_else(group) }
    }

    /// The group on whose row the keyboard stands.
    pub fn group_at_hand(&self) -> Option<&CaseGroup> {
        match self.rows.get(self.selected_row()?)? {
            Row::Group(index) => self.groups.get(*index),
            Row::Heading(..) | Row::Case { .. } => None,
        }
    }

    pub(super) fn select(&mut self, id: CaseId) {
        self.selected = Some(id);
        self.on_group = false;
    }

    /// Where the list always has a case to work on: the first row.
    pub(super) fn select_first(&mut self, cases: &[CaseView]) {
        self.on_group = false;
        let first = self.rows.iter().position(|row| !matches!(row, Row::Heading(..)));
        if let (Layout::Day, Some(row)) = (self.layout, first) {
            self.stand_on(row, cases);
        }
    }

    /// Moves by so many rows, over the headings, as far as there are rows.
    pub(super) fn move_by(&mut self, rows: i32, cases: &[CaseView]) {
        let is_stop = |row: &usize| !matches!(self.rows[*row], Row::Heading(..));
        let stops: Vec<usize> = (0..self.rows.len()).filter(is_stop).collect();
        let Some(last) = stops.len().checked_sub(1) else { return };
        let here = self.selected_row().and_then(|row| stops.binary_search(&row).ok());
        let stop = match here {
            Some(here) => here.saturating_add_signed(rows as isize).min(last),
            None => usize::try_from(rows).map_or(0, |rows| rows.saturating_sub(1).min(last)),
        };
        self.stand_on(stops[stop], cases);
    }

    /// On the row of a group, the panel shows its most urgent case.
    fn stand_on(&mut self, row: usize, cases: &[CaseView]) {
        let (place, on_group) = match self.rows.get(row) {
            Some(Row::Case { place, .. }) => (*place, false),
            Some(Row::Group(index)) => (self.groups[*index].most_urgent, true),
            Some(Row::Heading(..)) | None => return,
        };
        self.selected = cases.get(place).map(|view| view.case.id);
        self.on_group = on_group;
    }

    /// Goes to the row of the group that the case belongs to; its most urgent case is then looked at.
    pub(super) fn go_to_group_of(&mut self, id: CaseId, cases: &[CaseView]) {
        let Some(place) = self.place(id) else { return };
        let is_here = |row: &Row| matches!(row, Row::Group(index) if self.groups[*index].members.contains(&place));
        if let Some(row) = self.rows.iter().position(is_here) {
            self.stand_on(row, cases);
        }
    }

    /// Whether the group of a case is unfolded; none where it belongs to no group.
    pub(super) fn unfolded(&self, id: CaseId) -> Option<bool> {
        let place = self.place(id)?;
        self.groups.iter().find(|group| group.members.contains(&place)).map(|group| group.is_unfolded)
    }

    /// Unfolds the group of a case, or folds it; [`Self::refresh`] shows it.
    pub(super) fn unfold(&mut self, id: CaseId, unfold: bool, cases: &[CaseView]) {
        let Some(place) = self.place(id) else { return };
        for group in self.groups.iter().filter(|group| group.members.contains(&place)) {
            self.unfolded.extend(group.members.iter().map(|&member| (cases[member].case.id, unfold)));
        }
    }
}

fn is_carried_over(view: &CaseView, scene: &Scene<'_>) -> bool {
    view.case.finding.business_day < scene.today
}
