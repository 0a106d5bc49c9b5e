//! Which cases are listed, and in which order. Worked out when the data, the filter or the order changes, never while
//! drawing.

use super::{DayData, State};
use crate::domain::{BusinessDay, CaseState, CaseView, Moment};
use chrono::Duration;
use std::cmp::Ordering;

/// Which cases are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Open and waiting ones.
    #[default]
    Unfinished,
    /// Waiting ones.
    Waiting,
    /// Closed ones.
    Closed,
}

/// What a case must be to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Its state.
    pub show: Show,
    /// Its terminal; none: any.
    pub terminal: Option<String>,
    /// Text that stands in its amount, card, reference, order or terminal.
    pub search: String,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// When the payment happened.
    Time,
    /// How much.
    Amount,
    /// With what it was paid.
    Card,
    /// Where.
    Terminal,
    /// What is wrong.
    Finding,
    /// What to do.
    NextStep,
    /// Until when.
    Due,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest, earliest first.
    Up,
    /// Largest, latest first.
    Down,
}

/// The order of the table. Cases carried over from earlier days come first in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub column: Column,
    /// Which way.
    pub direction: Direction,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: Column::Time, direction: Direction::Down }
    }
}

impl Sort {
    /// After the heading of `column` was pressed: the other way round where it was sorted by already.
    pub(super) fn pressed(self, column: Column) -> Self {
        let first = match column {
            Column::Time | Column::Amount => Direction::Down,
            _ => Direction::Up,
        };
        match self.direction {
            Direction::Up if self.column == column => Self { column, direction: Direction::Down },
            Direction::Down if self.column == column => Self { column, direction: Direction::Up },
            _ => Self { column, direction: first },
        }
    }
}

impl State {
    /// Lists the cases anew. The selection moves to the first one when its case is no longer there at all; a case that
    /// only left the list stays in the panel, so that its end can be read.
    pub(super) fn refresh_table(&mut self) {
        let Some(data) = &self.day else { return };
        let today = data.day.day;
        let mut visible: Vec<usize> =
            (0..data.cases.len()).filter(|&place| self.filter.admits(&data.cases[place])).collect();
        visible.sort_by(|&left, &right| compare(&data.cases[left], &data.cases[right], today, self.sort));
        let mut terminals: Vec<String> = data.cases.iter().map(|view| terminal_of(view).to_owned()).collect();
        terminals.retain(|terminal| !terminal.is_empty());
        terminals.sort();
        terminals.dedup();
        let still_there = self.selected.is_some_and(|id| data.cases.iter().any(|view| view.case.id == id));
        let first = visible.first().map(|&place| data.cases[place].case.id);
        self.wakes_at = self.next_change(data);
        self.visible = visible;
        self.terminals = terminals;
        if !still_there {
            self.selected = first;
        }
    }

    /// When time alone changes what is shown: a wait ends, a case is late, the business day is over.
    fn next_change(&self, data: &DayData) -> Option<Moment> {
        let of_case = |view: &CaseView| {
            let wait = view.case.work.wait.as_ref().map(|(until, _)| *until);
            let report = view.case.finding.waiting_for.map(|(_, at)| at);
            let due = (view.state == CaseState::Open).then_some(view.due);
            [wait, report, due, view.hold_until].into_iter().flatten()
        };
        let tomorrow = data.day.day.end(self.settings.cutoff_hour, *self.now.offset()) + Duration::minutes(1);
        data.cases.iter().flat_map(of_case).chain([tomorrow]).filter(|at| *at > self.now).min()
    }

    /// The place of the selected case among the listed ones.
    pub fn selected_row(&self) -> Option<usize> {
        let cases = &self.day.as_ref()?.cases;
        self.visible.iter().position(|&place| Some(cases[place].case.id) == self.selected)
    }
}

impl Filter {
    fn admits(&self, view: &CaseView) -> bool {
        let state_fits = match self.show {
            Show::Unfinished => view.state != CaseState::Closed,
            Show::Waiting => view.state == CaseState::Waiting,
            Show::Closed => view.state == CaseState::Closed,
        };
        let terminal_fits = self.terminal.as_deref().is_none_or(|terminal| terminal_of(view) == terminal);
        state_fits && terminal_fits && self.finds(view)
    }

    /// Whether every word of the search stands somewhere in the case. Blanks and grouping inside numbers do not count.
    fn finds(&self, view: &CaseView) -> bool {
        let words = self.search.split_whitespace().map(plain);
        let amounts = view.sources.iter().map(|line| line.entry.amount).chain([view.case.finding.amount]);
        let mut haystack: Vec<String> = amounts.map(crate::domain::Money::to_plain).collect();
        for line in &view.sources {
            let entry = &line.entry;
            let texts = [
                entry.card.as_str(),
                &entry.scheme,
                &entry.rrn,
                &entry.stan,
                &entry.auth,
                &entry.order,
                &entry.provider_ref,
                &entry.terminal,
            ];
            haystack.extend(texts.into_iter().map(str::to_lowercase));
        }
        haystack.push(view.case.id.0.to_string());
        words.into_iter().all(|word| haystack.iter().any(|text| text.contains(&word)))
    }
}

/// A search word as the reports write numbers: no currency sign, no grouping, no bullets before the last digits.
fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '¥' | '€' | '£' | '$' | ',' | '•')).flat_map(char::to_lowercase).collect()
}

/// The terminal that a case is about; where the lead names none, whichever source names one.
pub fn terminal_of(view: &CaseView) -> &str {
    let lead = view.lead().map_or("", |entry| entry.terminal.as_str());
    if !lead.is_empty() {
        return lead;
    }
    let named = view.sources.iter().map(|line| line.entry.terminal.as_str()).find(|terminal| !terminal.is_empty());
    named.unwrap_or_default()
}

fn card_of(view: &CaseView) -> (&str, &str) {
    view.lead().map_or(("", ""), |entry| (entry.scheme.as_str(), entry.card.last_four()))
}

fn compare(left: &CaseView, right: &CaseView, today: BusinessDay, sort: Sort) -> Ordering {
    let carried_over = |view: &CaseView| view.case.finding.business_day >= today;
    let by_column = match sort.column {
        Column::Time => left.case.finding.time.cmp(&right.case.finding.time),
        Column::Amount => left.case.finding.amount.minor.cmp(&right.case.finding.amount.minor),
        Column::Card => card_of(left).cmp(&card_of(right)),
        Column::Terminal => terminal_of(left).cmp(terminal_of(right)),
        Column::Finding => left.case.finding.kind.cmp(&right.case.finding.kind),
        Column::NextStep => (left.state, left.step).cmp(&(right.state, right.step)),
        Column::Due => left.due.cmp(&right.due),
    };
    let directed = match sort.direction {
        Direction::Up => by_column,
        Direction::Down => by_column.reverse(),
    };
    // The number breaks ties, so that the order never depends on how the cases were read.
    carried_over(left).cmp(&carried_over(right)).then(directed).then(left.case.id.cmp(&right.case.id))
}
