//! What was imported, what it covers of a day, and what is missing. Nothing here writes.

use super::Desk;
use super::import_warnings::{add_skipped_batches, overlap};
use crate::domain::{
    BusinessDay, Coverage, DayCoverage, DayFacts, ImportedReport, Imports, Moment, Problem, Settings, Source,
};
use crate::store::StoredReport;
use chrono::Duration;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// A terminal that reported within this time is missed when it does not.
pub(super) const REMEMBERED_DAYS: i64 = 7;

/// How many reports are listed.
const LISTED_REPORTS: u32 = 300;

/// How the reports cover one business day.
pub fn day_coverage(desk: &Desk, day: BusinessDay) -> Result<DayCoverage, Problem> {
    let (from, to) = bounds(desk, day, &desk.settings()?);
    coverage_of_reports(desk, day, &desk.book.reports_overlapping(from, to)?)
}

/// The same, when the reports of the day are at hand.
pub(super) fn coverage_of_reports(
    desk: &Desk,
    day: BusinessDay,
    reports: &[StoredReport],
) -> Result<DayCoverage, Problem> {
    let settings = desk.settings()?;
    let bounds = bounds(desk, day, &settings);
    let coverage: Vec<Coverage> = reports.iter().filter_map(|report| report.coverage.clone()).collect();
    let activity = desk.book.activity_between(bounds.0, bounds.1)?;
    let terminals = known_terminals(desk, bounds.0, &settings)?;
    let facts = DayFacts { day, bounds, coverage: &coverage, activity: &activity, terminals: &terminals };
    Ok(facts.covered(&settings))
}

/// What was read lately, the latest first, and what it covers of `day`.
pub fn imports(desk: &Desk, day: BusinessDay) -> Result<Imports, Problem> {
    let coverage = day_coverage(desk, day)?;
    let reports = desk.book.recent_reports(LISTED_REPORTS)?;
    let mut reports: Vec<ImportedReport> = reports.into_iter().map(|report| imported(desk, report)).collect();
    add_skipped_batches(desk, coverage.bounds, &mut reports)?;
    let known = known_terminals(desk, coverage.bounds.0, &desk.settings()?)?;
    let of_the_day = coverage.lines.iter().map(|line| line.whose.terminal.clone());
    let terminals: BTreeSet<CompactString> = known.into_iter().chain(of_the_day).collect();
    let terminals = terminals.into_iter().filter(|name| !name.is_empty()).map(String::from).collect();
    Ok(Imports { coverage, reports, terminals })
}

/// First and last instant of a day of this shop.
pub(super) fn bounds(desk: &Desk, day: BusinessDay, settings: &Settings) -> (Moment, Moment) {
    day.bounds(settings.cutoff_hour, *desk.now().offset())
}

/// Terminals that should report on the day that starts at `from`.
pub(super) fn known_terminals(
    desk: &Desk,
    from: Moment,
    settings: &Settings,
) -> Result<BTreeSet<CompactString>, Problem> {
    let set = settings.terminals.iter().map(|terminal| CompactString::from(terminal.number.as_str()));
    let lately = desk.book.coverage_overlapping(from - Duration::days(REMEMBERED_DAYS), from)?;
    let of_terminals = lately.into_iter().filter(|report| report.source == Source::Terminal);
    Ok(set.chain(of_terminals.flat_map(|report| report.terminals)).collect())
}

fn imported(desk: &Desk, report: StoredReport) -> ImportedReport {
    let id = report.summary.format.as_str();
    let formats = desk.assets.formats();
    let format = formats.formats().find(|format| format.id == id);
    let (format_en, format_zh) = match format {
        Some(format) => (format.name_en.clone(), format.name_zh.clone()),
        None => (id.to_owned(), id.to_owned()),
    };
    let mut skipped: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &report.summary.skipped {
        *skipped.entry(&row.reason).or_default() += 1;
    }
    let skipped = skipped.into_iter().map(|(reason, count)| (reason.to_owned(), count)).collect();
    let terminals = report.coverage.into_iter().flat_map(|coverage| coverage.terminals).map(String::from).collect();
    let mut summary = report.summary;
    summary.warnings.extend(overlap(&summary));
    ImportedReport { id: report.id, skipped, format_en, format_zh, terminals, imported: report.imported, summary }
}
