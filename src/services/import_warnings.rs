//! What new reports leave open, told with the answer to their import: rows that were known, reports that end before the
//! others do, terminals without a report, batches that are missing. Nothing is told without something that shows it.

use super::Desk;
use super::coverage::{REMEMBERED_DAYS, bounds, known_terminals};
use super::derive::NewFacts;
use crate::domain::{
    Activity, BatchSpan, BusinessDay, Coverage, CoverageGap, Covering, DayFacts, Direction, Entry, FileOutcome,
    ImportedReport, Moment, PaymentChannel, Problem, ReportSummary, Settings, SkippedBatches, Source, Status, Stretch,
    Warning, skipped_batches,
};
use chrono::Duration;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// How many days are looked at: those on which a new report begins or ends, the latest of them.
const MOST_DAYS: usize = 31;

/// A terminal that reported within this time is missed when it does not.
const REMEMBERED: Duration = Duration::days(REMEMBERED_DAYS);

/// A report that shows fewer payments of a day than so small a part of those that are missing is not about that day.
const FEWEST_SHOWN: u64 = 4;

/// How far away the batch before or after may lie.
const BATCH_REACH: Duration = Duration::days(7);

/// Adds what new reports leave open to the answers about their files.
pub(super) fn warn(desk: &Desk, new: &NewFacts, files: &mut [FileOutcome]) -> Result<(), Problem> {
    for summary in read(files) {
        summary.warnings.extend(overlap(summary));
    }
    let settings = desk.settings()?;
    for (day, facts) in days(desk, new, &settings) {
        for gap in open_gaps(desk, new, &facts, day, &settings)? {
            let source = gap.source();
            let (Some(warning), (from, to)) = (Warning::of_gap(&gap, day.0), facts.bounds) else { continue };
            let mut of_the_day: Vec<&mut ReportSummary> = read(files).filter(|file| lies_in(file, from, to)).collect();
            // Said of a report that is at fault where it is a new one, else of the first that shows it.
            let at_fault = of_the_day.iter().position(|file| file.source == source).unwrap_or(0);
            if let Some(file) = of_the_day.get_mut(at_fault) {
                file.warnings.push(warning);
            }
        }
    }
    for warning in batch_warnings(desk, new)? {
        if let Some(file) = read(files).find(|file| file.source == Source::Terminal && file.accepted > 0) {
            file.warnings.push(warning);
        }
    }
    Ok(())
}

/// How much of a report was known before.
pub(super) fn overlap(summary: &ReportSummary) -> Option<Warning> {
    (summary.duplicates > 0).then(|| Warning::of_overlap(summary.duplicates, summary.rows))
}

fn read(files: &mut [FileOutcome]) -> impl Iterator<Item = &mut ReportSummary> {
    files.iter_mut().filter_map(|file| match file {
        FileOutcome::Read(summary) => Some(summary),
        FileOutcome::NotRead { .. } => None,
    })
}

fn lies_in(summary: &ReportSummary, from: Moment, to: Moment) -> bool {
    matches!((summary.from, summary.to), (Some(first), Some(last)) if first <= to && from <= last)
}

/// A day, and what the new reports show of it.
struct NewOnDay {
    bounds: Stretch,
    activity: Vec<Activity>,
}

/// The days on which a new report begins or ends, the latest first. In between it has no gap.
fn days(desk: &Desk, new: &NewFacts, settings: &Settings) -> Vec<(BusinessDay, NewOnDay)> {
    let day_of = |moment: Moment| BusinessDay::of(moment.with_timezone(desk.now().offset()), settings.cutoff_hour);
    let of_shop = new.coverage.iter().filter(|report| report.source != Source::Bank);
    let edges: BTreeSet<BusinessDay> = of_shop.flat_map(|report| [report.from, report.to]).map(day_of).collect();
    let mut days: Vec<(BusinessDay, NewOnDay)> = edges
        .into_iter()
        .rev()
        .take(MOST_DAYS)
        .map(|day| (day, NewOnDay { bounds: bounds(desk, day, settings), activity: Vec::new() }))
        .collect();
    let begun = first_rows(new);
    let is_first = |entry: &&Entry| begun.get(&name_of(entry)).is_none_or(|first| entry.time <= *first);
    let mut counts: FxHashMap<(usize, Activity), u64> = FxHashMap::default();
    for entry in new.entries.iter().flatten().filter(|entry| became_a_payment(entry)).filter(is_first) {
        let is_of = |day: &NewOnDay| day.bounds.0 <= entry.time && entry.time <= day.bounds.1;
        if let Some(place) = days.iter().position(|(_, day)| is_of(day)) {
            *counts.entry((place, activity_of(entry))).or_default() += 1;
        }
    }
    for ((place, activity), payments) in counts {
        days[place].1.activity.push(Activity { payments, ..activity });
    }
    days
}

/// What names a payment within one source: the provider's number and which way the money goes.
type Name<'e> = (Source, &'e str, Direction);

/// When each payment that has a number of the provider's began: its later rows tell what became of it, at times at which
/// nobody stood in the shop.
fn first_rows(new: &NewFacts) -> FxHashMap<Name<'_>, Moment> {
    let mut first: FxHashMap<Name<'_>, Moment> = FxHashMap::default();
    for entry in new.entries.iter().flatten().filter(|entry| !entry.provider_ref.is_empty()) {
        let time = first.entry(name_of(entry)).or_insert(entry.time);
        *time = entry.time.min(*time);
    }
    first
}

fn name_of(entry: &Entry) -> Name<'_> {
    (entry.source, &entry.provider_ref, entry.kind.direction())
}

fn became_a_payment(entry: &Entry) -> bool {
    !matches!(entry.status, Status::Declined | Status::Cancelled) && entry.source != Source::Bank
}

fn activity_of(entry: &Entry) -> Activity {
    let seconds = entry.time.timestamp().rem_euclid(60);
    Activity {
        source: entry.source,
        terminal: entry.terminal.clone(),
        channel: PaymentChannel::of(entry),
        minute: entry.time - Duration::seconds(seconds),
        payments: 0,
    }
}

/// The gaps of a day that something shows to be gaps.
fn open_gaps(
    desk: &Desk,
    new: &NewFacts,
    facts: &NewOnDay,
    day: BusinessDay,
    settings: &Settings,
) -> Result<Vec<CoverageGap>, Problem> {
    let (from, to) = facts.bounds;
    let mut coverage = desk.book.coverage_overlapping(from, to)?;
    let is_of_day = |report: &&Coverage| report.from <= to && from <= report.to;
    coverage.extend(new.coverage.iter().filter(is_of_day).cloned());
    let mut activity = desk.book.activity_between(from, to)?;
    activity.extend(facts.activity.iter().cloned());
    let mut terminals = known_terminals(desk, from, settings)?;
    let lately = new.coverage.iter().filter(|report| report.source == Source::Terminal && report.from < from);
    terminals
        .extend(lately.filter(|report| from - REMEMBERED <= report.to).flat_map(|report| report.terminals.clone()));
    let day = DayFacts { day, bounds: facts.bounds, coverage: &coverage, activity: &activity, terminals: &terminals };
    let mut gaps = day.covered(settings).gaps;
    gaps.retain(|gap| match gap {
        // A few rows past midnight make no report of this day that ended early.
        CoverageGap::NotCompared { whose, payments, .. } => shown_by(whose, &activity) >= *payments / FEWEST_SHOWN,
        CoverageGap::MissingTerminal(number) => is_missed(number, &coverage, &activity),
        CoverageGap::NoReport(_) | CoverageGap::Expected { .. } => false,
    });
    Ok(gaps)
}

/// How many payments a line's own reports show.
fn shown_by(whose: &Covering, activity: &[Activity]) -> u64 {
    let is_own = |shown: &&Activity| {
        shown.source == whose.source
            && (whose.terminal.is_empty() || shown.terminal == whose.terminal)
            && (whose.channel.is_none() || shown.channel == whose.channel)
    };
    activity.iter().filter(is_own).map(|shown| shown.payments).sum()
}

/// A terminal that reported on the days before is missed where others show payments of it on this day, or where nobody
/// could: the acquirer's report is not here yet. A terminal that nobody used needs no report.
fn is_missed(number: &CompactString, coverage: &[Coverage], activity: &[Activity]) -> bool {
    let is_used = activity.iter().any(|shown| shown.source != Source::Terminal && shown.terminal == *number);
    is_used || !coverage.iter().any(|report| report.source == Source::Acquirer)
}

/// The batches that are missing beside those of the new reports.
fn batch_warnings(desk: &Desk, new: &NewFacts) -> Result<Vec<Warning>, Problem> {
    let mut spans: Vec<BatchSpan> = batches_of(new);
    let times = || spans.iter().flat_map(|span| [span.from, span.to]);
    let (Some(from), Some(to)) = (times().min(), times().max()) else { return Ok(Vec::new()) };
    spans.extend(desk.book.batches_between(from - BATCH_REACH, to + BATCH_REACH)?);
    let is_beside_new = |between: (Moment, Moment)| from <= between.1 && between.0 <= to;
    let skipped = skipped_batches(&spans);
    Ok(skipped.iter().filter(|skipped| is_beside_new(skipped.between)).map(Warning::of_batches).collect())
}

/// Adds the batches that are missing around a day to the listed reports that show the batch after.
pub(super) fn add_skipped_batches(
    desk: &Desk,
    (from, to): Stretch,
    reports: &mut [ImportedReport],
) -> Result<(), Problem> {
    let spans = desk.book.batches_between(from - BATCH_REACH, to + BATCH_REACH)?;
    let of_day = |skipped: &&SkippedBatches| from <= skipped.between.1 && skipped.between.0 <= to;
    for skipped in skipped_batches(&spans).iter().filter(of_day) {
        let at = skipped.between.1;
        let shows_next = |report: &&mut ImportedReport| {
            let summary = &report.summary;
            let is_named = report.terminals.iter().any(|terminal| *terminal == *skipped.terminal);
            summary.source == Source::Terminal && is_named && lies_in(summary, at, at)
        };
        if let Some(report) = reports.iter_mut().find(shows_next) {
            report.summary.warnings.push(Warning::of_batches(skipped));
        }
    }
    Ok(())
}

/// The batches that the rows of new terminal reports and their closing rows name.
fn batches_of(new: &NewFacts) -> Vec<BatchSpan> {
    let mut spans: FxHashMap<(&str, &str), Stretch> = FxHashMap::default();
    let rows = new.entries.iter().flatten().filter(|entry| entry.source == Source::Terminal);
    let of_rows = rows.map(|entry| (&*entry.terminal, &*entry.batch, entry.time));
    let of_shop = new.coverage.iter().filter(|report| report.source == Source::Terminal);
    let closed = of_shop.flat_map(|report| &report.batches);
    let of_batches = closed.map(|batch| (&*batch.terminal, &*batch.batch, batch.time));
    for (terminal, batch, time) in of_rows.chain(of_batches).filter(|(_, batch, _)| !batch.is_empty()) {
        let span = spans.entry((terminal, batch)).or_insert((time, time));
        *span = (span.0.min(time), span.1.max(time));
    }
    let span = |((terminal, batch), (from, to)): ((&str, &str), Stretch)| BatchSpan {
        terminal: terminal.into(),
        batch: batch.into(),
        from,
        to,
    };
    spans.into_iter().map(span).collect()
}
