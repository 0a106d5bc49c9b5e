//! What each source says about a payment, side by side, and where they differ.

use super::State;
use crate::domain::{
    CaseView, Entry, Finding, FindingKind, MaskedCard, Moment, Money, ReasonCode, Related, Relation, Source, Status,
    TransactionType,
};
use chrono::NaiveDate;

/// Why a source says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Its report covers the payment and does not have it.
    NotThere,
    /// A report that would cover it is still to come.
    NotCovered,
    /// Nothing is said about what it says.
    NotStated,
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
    /// Whether it disagrees with the others; shown with a mark, red and bold.
    pub differs: bool,
}

/// What a further row compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The terminal's number.
    Terminal,
    /// The shop, or the merchant number where no source names a shop.
    Place,
    /// Who paid: the wallet's name for them, else the card.
    Counterparty,
    /// The day it was settled on.
    SettledOn,
    /// What the acquirer keeps.
    Fee,
    /// What is paid out.
    Net,
}

/// What a source states about an aspect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// As the report writes it.
    Text(String),
    /// A card, first six and last four digits at most.
    Card(MaskedCard),
    /// A day.
    Day(NaiveDate),
    /// An amount.
    Money(Money),
}

/// A row about one aspect, in the order of the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AspectRow {
    /// What it compares.
    pub aspect: Aspect,
    /// One for each source.
    pub cells: Vec<Cell<Stated>>,
}

/// One set of rows: result, amount and time of each source, in the order of the columns, and whatever else they state. A
/// payment charged twice has two sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonBlock {
    /// How the transaction relates to the case; none: it is the case's own.
    pub relation: Option<Relation>,
    /// How it ended, with the code that the source gives for it.
    pub result: Vec<Cell<(Status, String)>>,
    /// How much.
    pub amount: Vec<Cell<Money>>,
    /// When, by the source's own clock.
    pub time: Vec<Cell<Moment>>,
    /// What else any source states.
    pub more: Vec<AspectRow>,
}

/// What each source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The sources compared: always terminal, acquirer and till; the bank where it says something.
    pub columns: Vec<Source>,
    /// At least one: the case's own first, then those it relates to.
    pub blocks: Vec<ComparisonBlock>,
    /// What is at risk, where that is a difference.
    pub difference: Option<Money>,
}

impl Comparison {
    /// Compares what the sources of a case say.
    pub fn of(view: &CaseView, state: &State) -> Self {
        let kind = view.case.finding.kind;
        let columns = columns(view);
        let said: Vec<Vec<&Entry>> = columns.iter().map(|source| entries_of(view, *source)).collect();
        let rows = said.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let tolerance = state.settings.clock_tolerance_secs;
        let own = (0..rows).map(|row| {
            let row_entries: Vec<Result<&Entry, Absence>> = columns
                .iter()
                .zip(&said)
                .map(|(source, entries)| entries.get(row).copied().ok_or_else(|| absence(*source, view, state)))
                .collect();
            block(None, &row_entries, kind, tolerance)
        });
        let related = related_rows(view, &columns);
        let mut blocks: Vec<ComparisonBlock> = own.collect();
        blocks.iter_mut().for_each(|block| mark_settlement(block, &view.case.finding));
        for (relation, row) in &related {
            let mut other = block(Some(*relation), row, kind, tolerance);
            other.more.retain(|row| !is_said_by(&blocks[0], row));
            blocks.push(other);
        }
        let is_difference = matches!(kind, FindingKind::AmountDiffers | FindingKind::SettlementDiffers);
        let difference = is_difference.then_some(view.case.finding.at_risk);
        Self { columns, blocks, difference }
    }
}

pub(super) fn columns(view: &CaseView) -> Vec<Source> {
    let is_compared = |source: &Source| *source != Source::Bank || view.source(Source::Bank).is_some();
    Source::ALL.iter().copied().filter(is_compared).collect()
}

pub(super) fn entries_of(view: &CaseView, source: Source) -> Vec<&Entry> {
    view.sources.iter().map(|line| &line.entry).filter(|entry| entry.source == source).collect()
}

/// Whether a block says all that a row of another transaction states: the same terminal, shop and payer once more help nobody.
fn is_said_by(block: &ComparisonBlock, row: &AspectRow) -> bool {
    let own = block.more.iter().find(|own| own.aspect == row.aspect);
    let said = |cell: &Cell<Stated>| own.is_some_and(|own| own.cells.iter().any(|other| other.said == cell.said));
    row.cells.iter().filter(|cell| matches!(cell.said, Said::Value(_))).all(said)
}

/// One row of entries, in the order of the columns.
type Row<'a> = Vec<Result<&'a Entry, Absence>>;

/// The related transactions, each as one row: entries of different sources that name one transaction share a row.
fn related_rows<'a>(view: &'a CaseView, columns: &[Source]) -> Vec<(Relation, Row<'a>)> {
    let mut rows: Vec<(&Related, Row<'a>)> = Vec::new();
    for related in &view.case.finding.related {
        let Some(line) = view.related_sources.iter().find(|line| line.entry.id == related.entry) else { continue };
        let Some(place) = columns.iter().position(|source| *source == line.entry.source) else { continue };
        let free = |(first, row): &&mut (&Related, Row<'a>)| first.is_same_as(related) && row[place].is_err();
        match rows.iter_mut().find(free) {
            Some((_, row)) => row[place] = Ok(&line.entry),
            None => {
                let mut row: Row<'a> = vec![Err(Absence::NotStated); columns.len()];
                row[place] = Ok(&line.entry);
                rows.push((related, row));
            }
        }
    }
    rows.into_iter().map(|(related, row)| (related.what, row)).collect()
}

/// Cells of what some sources state: those that disagree with the others are marked.
pub(super) fn cells_of<T: Clone + PartialEq>(stated: &[Option<T>]) -> Vec<Cell<T>> {
    let values: Vec<T> = stated.iter().flatten().cloned().collect();
    let usual = most_common(&values);
    let cell = |value: &Option<T>| match value {
        Some(value) => Cell { said: Said::Value(value.clone()), differs: usual.as_ref() != Some(value) },
        None => Cell { said: Said::Absent(Absence::NotStated), differs: false },
    };
    stated.iter().map(cell).collect()
}

/// Silence is named only where the finding says that it means something: a till has no row for a reversal, and nobody knows
/// what a report of another day would have shown.
fn absence(source: Source, view: &CaseView, state: &State) -> Absence {
    let finding = &view.case.finding;
    let awaited = finding.waiting_for.is_some_and(|(awaited, _)| awaited == source);
    let not_covered = finding.reasons.iter().any(|reason| {
        reason.code == ReasonCode::NotCoveredYet
            && reason.args.get("source").is_some_and(|name| name == source.as_str())
    });
    let is_missed = finding.reasons.iter().any(|reason| who_has_nothing(reason.code) == Some(source));
    let data = state.day.as_ref();
    let of_this_day = data.is_some_and(|data| data.day.day == finding.business_day);
    let imported = data.is_some_and(|data| data.day.tiles.iter().any(|tile| tile.source == source));
    match () {
        () if not_covered => Absence::NotCovered,
        // A report that should have had it is here, even where another one is still waited for.
        () if is_missed => Absence::NotThere,
        () if awaited => Absence::NotCovered,
        () if of_this_day && !imported => Absence::NotCovered,
        () => Absence::NotStated,
    }
}

/// The source that a reason says has no such row.
const fn who_has_nothing(code: ReasonCode) -> Option<Source> {
    match code {
        ReasonCode::TillHasNoSale => Some(Source::Till),
        ReasonCode::AcquirerHasNothing | ReasonCode::AcquirerLacksReturn => Some(Source::Acquirer),
        ReasonCode::AcquirerHasItTerminalSilent => Some(Source::Terminal),
        _ => None,
    }
}

fn block(
    relation: Option<Relation>,
    row: &[Result<&Entry, Absence>],
    kind: FindingKind,
    clock_tolerance_secs: i64,
) -> ComparisonBlock {
    let present: Vec<&Entry> = row.iter().filter_map(|said| said.ok()).collect();
    let usual = most_common(&present.iter().map(|entry| entry.amount).collect::<Vec<_>>());
    let earliest = present.iter().map(|entry| entry.time).min();
    ComparisonBlock {
        relation,
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
        more: aspects(row, &present, kind),
    }
}

/// Marks what does not agree with the contract or with the source's own figures, where no other source states it.
fn mark_settlement(block: &mut ComparisonBlock, finding: &Finding) {
    let is_found = |code| finding.reasons.iter().any(|reason| reason.code == code);
    for row in &mut block.more {
        let is_wrong = match row.aspect {
            Aspect::Net => is_found(ReasonCode::NetDiffers),
            Aspect::Fee => is_found(ReasonCode::FeeDiffers),
            _ => false,
        };
        for cell in row.cells.iter_mut().filter(|cell| is_wrong && matches!(cell.said, Said::Value(_))) {
            cell.differs = true;
        }
    }
}

/// Rows about whatever any source states: place and counterparty always, settlement where the finding is about it.
fn aspects(row: &[Result<&Entry, Absence>], present: &[&Entry], kind: FindingKind) -> Vec<AspectRow> {
    let mut asked = vec![Aspect::Terminal, Aspect::Place, Aspect::Counterparty];
    match kind {
        FindingKind::SettledLate => asked.extend([Aspect::SettledOn, Aspect::Net]),
        FindingKind::SettlementDiffers => asked.extend([Aspect::SettledOn, Aspect::Fee, Aspect::Net]),
        _ => {}
    }
    let names_store = present.iter().any(|entry| !entry.store.is_empty());
    let mut rows = Vec::new();
    for aspect in asked {
        let stated: Vec<Option<Stated>> =
            row.iter().map(|said| said.ok().and_then(|entry| state_of(aspect, entry, names_store))).collect();
        if stated.iter().any(Option::is_some) {
            rows.push(AspectRow { aspect, cells: aspect_cells(&stated) });
        }
    }
    rows
}

fn state_of(aspect: Aspect, entry: &Entry, names_store: bool) -> Option<Stated> {
    let text = |text: &str| (!text.is_empty()).then(|| Stated::Text(text.to_owned()));
    let money = |minor: Option<i64>| minor.map(|minor| Stated::Money(Money::new(minor, entry.amount.currency)));
    match aspect {
        Aspect::Terminal => text(&entry.terminal),
        Aspect::Place if names_store => text(&entry.store),
        Aspect::Place => text(&entry.merchant),
        Aspect::Counterparty if !entry.card.is_empty() => Some(Stated::Card(entry.card.clone())),
        Aspect::Counterparty => text(&entry.payer),
        Aspect::SettledOn => entry.settled_on.map(Stated::Day),
        Aspect::Fee => money(entry.fee_minor),
        Aspect::Net => money(entry.net_minor),
    }
}

/// Cards agree when what both show of them agrees: one report may print the last four digits alone. A card and a wallet's
/// name for the payer cannot be compared.
fn aspect_cells(stated: &[Option<Stated>]) -> Vec<Cell<Stated>> {
    let mut cells = cells_of(stated);
    let cards: Vec<&MaskedCard> = stated.iter().flatten().filter_map(card_of).collect();
    let Some(fullest) = cards.iter().max_by_key(|card| card.as_str().len()) else { return cells };
    let all_cards = cards.len() == stated.iter().flatten().count();
    let is_other = |card: &MaskedCard| !fullest.as_str().ends_with(card.as_str());
    let some_other = all_cards && cards.iter().any(|card| is_other(card));
    for (cell, value) in cells.iter_mut().zip(stated) {
        // Which of two is the odd one cannot be told: then both are marked.
        let is_odd = value.as_ref().and_then(card_of).is_some_and(|card| cards.len() == 2 || is_other(card));
        cell.differs = some_other && is_odd;
    }
    cells
}

const fn card_of(stated: &Stated) -> Option<&MaskedCard> {
    match stated {
        Stated::Card(card) => Some(card),
        _ => None,
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
        Ok(entry) => Cell { said: Said::Value((entry.status, code_of(entry))), differs: !is_finished(entry) },
        Err(absence) => Cell { said: Said::Absent(absence), differs: absence == Absence::NotThere },
    }
}

/// The code beside the result, where it says more than "done".
fn code_of(entry: &Entry) -> String {
    if is_finished(entry) { String::new() } else { entry.response_code.to_string() }
}

/// Whether a source takes the payment for done.
const fn is_finished(entry: &Entry) -> bool {
    match entry.status {
        Status::Approved | Status::Settled | Status::Captured | Status::NotStated => true,
        // More than that a pre-authorisation never becomes by itself.
        Status::Authorised => matches!(entry.kind, TransactionType::Preauth),
        _ => false,
    }
}

/// The value that most sources name; none where no value is named more often than another, so that all are marked.
fn most_common<T: Clone + PartialEq>(values: &[T]) -> Option<T> {
    let count = |value: &T| values.iter().filter(|other| *other == value).count();
    let best = values.iter().map(count).max()?;
    let mut leaders = values.iter().filter(|value| count(value) == best);
    let first = leaders.next()?;
    leaders.all(|value| value == first).then(|| first.clone())
}
