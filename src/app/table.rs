//! Which cases are listed, and in which order.

use super::case_list::Scene;
use crate::domain::{CaseState, CaseView, FindingKind};
use std::cmp::Ordering;

/// Which cases are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Open and waiting ones.
    #[default]
    Unfinished,
    /// Open ones that are due before the business day ends, and late ones.
    Due,
    /// Open ones.
    Open,
    /// Waiting ones.
    Waiting,
    /// Closed ones.
    Closed,
    /// In any state.
    All,
}

/// What a case must be to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Its state.
    pub show: Show,
    /// What is wrong, as the leading finding or beside it; none: anything.
    pub finding: Option<FindingKind>,
    /// Its terminal; none: any.
    pub terminal: Option<String>,
    /// Text that stands in its amount, card, references, notes, contacts, outcome or history.
    pub search: String,
}

/// A column of a table of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The business day of the payment.
    Day,
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
    /// Open, waiting or closed.
    State,
    /// How it ended.
    Outcome,
    /// Who ended it.
    ClosedBy,
    /// The case's number.
    Number,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest, earliest first.
    Up,
    /// Largest, latest first.
    Down,
}

/// The order of a table. On the day's own screen, cases carried over from earlier days come first in any order.
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
            Column::Day | Column::Time | Column::Amount | Column::Number => Direction::Down,
            _ => Direction::Up,
        };
        match self.direction {
            Direction::Up if self.column == column => Self { column, direction: Direction::Down },
            Direction::Down if self.column == column => Self { column, direction: Direction::Up },
            _ => Self { column, direction: first },
        }
    }
}

impl Filter {
    /// Whether a case is listed, the search apart.
    pub(super) fn admits(&self, view: &CaseView, scene: &Scene<'_>) -> bool {
        let finding = &view.case.finding;
        let finding_fits = self.finding.is_none_or(|kind| finding.kind == kind || finding.also.contains(&kind));
        let terminal_fits = self.terminal.as_deref().is_none_or(|terminal| terminal_of(view) == terminal);
        self.show.admits(view, scene) && finding_fits && terminal_fits
    }

    /// Whether more than the state is asked for, so that an empty list says nothing about the day.
    pub fn is_narrowed(&self) -> bool {
        self.finding.is_some() || self.terminal.is_some() || !self.search.trim().is_empty()
    }
}

impl Show {
    fn admits(self, view: &CaseView, scene: &Scene<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Unfinished => view.state != CaseState::Closed,
            Self::Due => scene.is_due(view),
            Self::Open => view.state == CaseState::Open,
            Self::Waiting => view.state == CaseState::Waiting,
            Self::Closed => view.state == CaseState::Closed,
        }
    }
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

fn end_of(view: &CaseView) -> Option<(&str, &str)> {
    let (author, outcome) = view.case.work.outcome.as_ref()?;
    Some((outcome.outcome.as_str(), author.operator.as_str()))
}

impl Sort {
    /// The order of two cases.
    pub(super) fn compare(self, left: &CaseView, right: &CaseView) -> Ordering {
        let (first, second) = (&left.case.finding, &right.case.finding);
        let by_column = match self.column {
            Column::Day => first.business_day.cmp(&second.business_day).then(first.time.cmp(&second.time)),
            Column::Time => first.time.cmp(&second.time),
            Column::Amount => first.amount.minor.cmp(&second.amount.minor),
            Column::Card => card_of(left).cmp(&card_of(right)),
            Column::Terminal => terminal_of(left).cmp(terminal_of(right)),
            Column::Finding => first.kind.cmp(&second.kind),
            Column::NextStep => (left.state, left.step).cmp(&(right.state, right.step)),
            Column::Due => left.due.cmp(&right.due),
            Column::State => left.state.cmp(&right.state),
            Column::Outcome => end_of(left).cmp(&end_of(right)),
            Column::ClosedBy => end_of(left).map(|end| end.1).cmp(&end_of(right).map(|end| end.1)),
            Column::Number => left.case.id.cmp(&right.case.id),
        };
        let directed = match self.direction {
            Direction::Up => by_column,
            Direction::Down => by_column.reverse(),
        };
        // The number breaks ties, so that the order never depends on how the cases were read.
        directed.then(left.case.id.cmp(&right.case.id))
    }
}
