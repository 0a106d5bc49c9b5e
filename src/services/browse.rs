//! Cases and days as they are shown. Nothing here writes: what time alone changes is worked out at the desk's clock.

use super::sign_off::close_of;
use super::{Desk, coverage};
use crate::domain::{
    BusinessDay, Case, CaseId, CaseState, CaseView, DayClose, DayTotals, DayView, Days, FindingKind, Problem, Source,
    SourceTile,
};
use crate::store::{CaseFilter, StoredReport};

/// Which states to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateQuery {
    /// Not closed: open and waiting.
    Unfinished,
    /// In this state.
    Only(CaseState),
    /// All of them.
    All,
}

/// Which cases to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseQuery {
    /// In these states.
    pub state: StateQuery,
    /// Whose payment belongs to this day.
    pub day: Option<BusinessDay>,
    /// Of this kind, as the leading finding or beside it.
    pub finding: Option<FindingKind>,
    /// Of this terminal.
    pub terminal: Option<String>,
}

impl Default for CaseQuery {
    fn default() -> Self {
        Self { state: StateQuery::Unfinished, day: None, finding: None, terminal: None }
    }
}

impl CaseQuery {
    fn wants(&self, view: &CaseView) -> bool {
        let state = match self.state {
            StateQuery::All => true,
            StateQuery::Unfinished => view.state != CaseState::Closed,
            StateQuery::Only(state) => view.state == state,
        };
        let finding = &view.case.finding;
        let terminal = |wanted: &String| view.sources.iter().any(|line| line.entry.terminal == *wanted);
        state
            && self.day.is_none_or(|day| finding.business_day == day)
            && self.finding.is_none_or(|kind| finding.kind == kind || finding.also.contains(&kind))
            && self.terminal.as_ref().is_none_or(terminal)
    }
}

/// The cases that a query asks for, the oldest payment first.
pub fn case_views(desk: &Desk, query: &CaseQuery) -> Result<Vec<CaseView>, Problem> {
    let filter = if query.state == StateQuery::All || query.state == StateQuery::Only(CaseState::Closed) {
        CaseFilter::All
    } else {
        CaseFilter::NotClosed
    };
    let cases = desk.book.cases(filter)?;
    let mut views = views(desk, cases)?;
    views.retain(|view| query.wants(view));
    views.sort_by_key(|view| (view.case.finding.time, view.case.id));
    Ok(views)
}

/// One case.
pub fn case_view(desk: &Desk, id: CaseId) -> Result<CaseView, Problem> {
    let case = desk.book.case(id)?;
    let mut views = views(desk, case.into_iter().collect())?;
    views.pop().ok_or(Problem::UnknownCase(id))
}

fn views(desk: &Desk, cases: Vec<Case>) -> Result<Vec<CaseView>, Problem> {
    let settings = desk.settings()?;
    let now = desk.now();
    let mut sources = desk.book.source_lines_of(&cases)?;
    let mut related = desk.book.related_lines_of(&cases)?;
    cases
        .into_iter()
        .map(|case| {
            let playbook = desk.assets.playbook(case.finding.kind)?;
            let lines = sources.remove(&case.id).unwrap_or_default();
            let related = related.remove(&case.id).unwrap_or_default();
            Ok(CaseView::new(case, lines, playbook, &settings, now).with_related(related))
        })
        .collect()
}

/// The business day that the clock is in.
pub fn today(desk: &Desk) -> Result<BusinessDay, Problem> {
    Ok(BusinessDay::of(desk.now(), desk.settings()?.cutoff_hour))
}

/// A day with its cases: the unfinished ones, those carried over from earlier days included, those closed on it, and those
/// of its own payments that were closed later.
pub fn day_view(desk: &Desk, day: BusinessDay) -> Result<(DayView, Vec<CaseView>), Problem> {
    let (reports, cases) = period(desk, day.into())?;
    Ok((view_of(desk, day, &reports, &cases)?, cases))
}

/// [`day_view`] together with how far the close of the day is.
pub fn day_in_full(desk: &Desk, day: BusinessDay) -> Result<(DayView, Vec<CaseView>, DayClose), Problem> {
    let (reports, cases) = period(desk, day.into())?;
    let close = close_of(desk, day.into(), &reports, &cases)?;
    Ok((view_of(desk, day, &reports, &cases)?, cases, close))
}

fn view_of(desk: &Desk, day: BusinessDay, reports: &[StoredReport], cases: &[CaseView]) -> Result<DayView, Problem> {
    let gaps = coverage::coverage_of_reports(desk, day, reports)?.gaps;
    let totals = DayTotals::new(Vec::new(), Vec::new(), cases);
    let DayTotals { unfinished, waiting, closed, at_risk, .. } = totals;
    Ok(DayView { day, tiles: tiles(reports), gaps, unfinished, waiting, closed, at_risk })
}

/// The reports that speak of some days, and the cases of [`day_view`] for each of these, the oldest payment first.
pub(super) fn period(desk: &Desk, days: Days) -> Result<(Vec<StoredReport>, Vec<CaseView>), Problem> {
    let settings = desk.settings()?;
    let (from, to) = days.bounds(settings.cutoff_hour, *desk.now().offset());
    desk.book.snapshot(|| {
        let mut cases = desk.book.cases(CaseFilter::NotClosed)?;
        cases.retain(|case| case.finding.business_day <= days.last);
        cases.extend(desk.book.cases(CaseFilter::ClosedBetween(from, to))?);
        for day in days.iter() {
            cases.extend(desk.book.cases(CaseFilter::OfDay(day))?);
        }
        cases.sort_by_key(|case| (case.finding.time, case.id));
        cases.dedup_by_key(|case| case.id);
        Ok((desk.book.reports_overlapping(from, to)?, views(desk, cases)?))
    })
}

/// One tile for each source that a report of the day came from.
fn tiles(reports: &[StoredReport]) -> Vec<SourceTile> {
    let tile = |source: Source| {
        let reports: Vec<&StoredReport> = reports.iter().filter(|report| report.summary.source == source).collect();
        let coverage = reports.iter().filter_map(|report| report.coverage.as_ref());
        let terminals: std::collections::BTreeSet<_> = coverage.flat_map(|coverage| &coverage.terminals).collect();
        (!reports.is_empty()).then(|| SourceTile {
            source,
            rows: reports.iter().map(|report| report.summary.accepted).sum(),
            rejected: reports.iter().map(|report| report.summary.rejected.len() as u64).sum(),
            terminals: terminals.len() as u64,
            to: reports.iter().filter_map(|report| report.summary.to).max(),
            settled_on: reports.iter().filter_map(|report| report.summary.settled_on).max(),
        })
    };
    Source::ALL.iter().filter_map(|&source| tile(source)).collect()
}
