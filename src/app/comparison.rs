//! What each source says about a payment, side by side, and where they differ.

use super::State;
use crate::domain::{CaseView, Entry, Moment, Money, ReasonCode, Source, Status};

/// Why a source says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Its report covers the payment and does not have it.
    NotThere,
    /// A report that would cover it is still to come.
    NotCovered,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said<T> {
    /// This.
    Value(T),
    /// The source has no such row.
    Absent(Absence),
}

/// A cell of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<T> {
    /// What stands in it.
    pub said: Said<T>,
    /// Whether it disagrees with the others; shown red and bold.
    pub differs: bool,
}

/// One set of rows: result, amount and time of each source, in the order of the columns. A payment charged twice has
/// two sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonBlock {
    /// How it ended, with the code that the source gives for it.
    pub result: Vec<Cell<(Status, String)>>,
    /// How much.
    pub amount: Vec<Cell<Money>>,
    /// When, by the source's own clock.
    pub time: Vec<Cell<Moment>>,
}

/// What each source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The sources compared: always terminal, acquirer and till; the bank where it says something.
    pub columns: Vec<Source>,
    /// At least one.
    pub blocks: Vec<ComparisonBlock>,
}

impl Comparison {
    /// Compares what the sources of a case say.
    pub fn of(view: &CaseView, state: &State) -> Self {
        let columns: Vec<Source> = Source::ALL
            .iter()
            .copied()
            .filter(|source| *source != Source::Bank || view.source(Source::Bank).is_some())
            .collect();
        let entries_of = |source: Source| -> Vec<&Entry> {
            view.sources.iter().map(|line| &line.entry).filter(|entry| entry.source == source).collect()
        };
        let said: Vec<Vec<&Entry>> = columns.iter().map(|source| entries_of(*source)).collect();
        let rows = said.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let blocks = (0..rows)
            .map(|row| {
                let row_entries: Vec<Result<&Entry, Absence>> = columns
                    .iter()
                    .zip(&said)
                    .map(|(source, entries)| entries.get(row).copied().ok_or_else(|| absence(*source, view, state)))
                    .collect();
                block(&row_entries, state.settings.clock_tolerance_secs)
            })
            .collect();
        Self { columns, blocks }
    }
}

/// Silence means something only where a report covers the payment.
fn absence(source: Source, view: &CaseView, state: &State) -> Absence {
    let finding = &view.case.finding;
    let awaited = finding.waiting_for.is_some_and(|(awaited, _)| awaited == source);
    let named = finding.reasons.iter().any(|reason| {
        reason.code == ReasonCode::NotCoveredYet
            && reason.args.get("source").is_some_and(|name| name == source.as_str())
    });
    let tiles = state.day.as_ref().map_or(&[][..], |data| &data.day.tiles);
    let imported = tiles.iter().any(|tile| tile.source == source);
    let of_another_day = state.day.as_ref().is_some_and(|data| data.day.day != finding.business_day);
    if awaited || named || !(imported || of_another_day) { Absence::NotCovered } else { Absence::NotThere }
}

fn block(row: &[Result<&Entry, Absence>], clock_tolerance_secs: i64) -> ComparisonBlock {
    let present: Vec<&Entry> = row.iter().filter_map(|said| said.ok()).collect();
    let usual = most_common(&present.iter().map(|entry| entry.amount).collect::<Vec<_>>());
    let earliest = present.iter().map(|entry| entry.time).min();
    ComparisonBlock {
        result: row.iter().map(|said| result_cell(*said)).collect(),
        amount: row.iter().map(|said| cell(*said, |entry| entry.amount, |amount| Some(*amount) != usual)).collect(),
        time: row
            .iter()
            .map(|said| {
                cell(
                    *said,
                    |entry| entry.time,
                    |time| earliest.is_some_and(|first| (*time - first).num_seconds() > clock_tolerance_secs),
                )
            })
            .collect(),
    }
}

fn cell<T>(said: Result<&Entry, Absence>, value: impl Fn(&Entry) -> T, differs: impl Fn(&T) -> bool) -> Cell<T> {
    match said {
        Ok(entry) => {
            let value = value(entry);
            let differs = differs(&value);
            Cell { said: Said::Value(value), differs }
        }
        Err(absence) => Cell { said: Said::Absent(absence), differs: false },
    }
}

fn result_cell(said: Result<&Entry, Absence>) -> Cell<(Status, String)> {
    match said {
        Ok(entry) => Cell { said: Said::Value((entry.status, code_of(entry))), differs: !is_finished(entry.status) },
        Err(absence) => Cell { said: Said::Absent(absence), differs: absence == Absence::NotThere },
    }
}

/// The code beside the result, where it says more than "done".
fn code_of(entry: &Entry) -> String {
    if is_finished(entry.status) { String::new() } else { entry.response_code.to_string() }
}

/// Whether a source takes the payment for done.
const fn is_finished(status: Status) -> bool {
    matches!(status, Status::Approved | Status::Settled | Status::Captured | Status::NotStated)
}

/// The amount that most sources name; none where no amount is named more often than another, so that all are marked.
fn most_common(amounts: &[Money]) -> Option<Money> {
    let count = |amount: &Money| amounts.iter().filter(|other| *other == amount).count();
    let best = amounts.iter().map(count).max()?;
    let mut leaders = amounts.iter().filter(|amount| count(amount) == best);
    let first = *leaders.next()?;
    leaders.all(|amount| *amount == first).then_some(first)
}
