//! Findings from facts: which days new reports can change, and what is unfinished in them. What that means for the cases
//! is worked out in `case_changes`.

use super::Desk;
use super::case_changes::Changes;
use crate::domain::{
    Author, Case, CaseCounts, CaseId, Coverage, Direction, Entry, EntryId, Finding, Moment, Problem, ReportId,
    Settings, Source, Subject, TransactionType,
};
use crate::reconcile::{Facts, Payment, find_unfinished, payment_described, payments};
use crate::store::{CaseFilter, StoreError};
use chrono::Duration;
use rustc_hash::{FxHashMap, FxHashSet};

/// What new reports bring, before readers see it.
#[derive(Default)]
pub(super) struct NewFacts {
    /// Entries, numbered, one list for each report.
    pub(super) entries: Vec<Vec<Entry>>,
    /// What the new reports cover.
    pub(super) coverage: Vec<Coverage>,
    /// Names of their files.
    pub(super) files: Vec<String>,
}

/// How the result of deriving is made visible.
pub(super) struct Publishing<'a> {
    /// Reports to make visible in the same transaction.
    pub(super) reports: &'a [ReportId],
    /// Work everything out, then store nothing.
    pub(super) dry_run: bool,
}

/// Findings whose payment lies this far outside a report's period can still change by it: clocks differ, and a sale of
/// one day may stand in the next day's report.
const REACH: Duration = Duration::days(1);

/// How far before the days of a report a batch may have begun that is found open by it.
const BATCH_REACH: Duration = Duration::days(2);

/// How far a refund, a reversal or a completion may be from the payment that it belongs to: the longest time in which a
/// pre-authorisation can still be completed.
const LOOK_BACK: Duration = Duration::days(62);

/// The time in which findings can have changed, and the facts that decide them.
pub(super) struct Derivation {
    pub(super) touched: (Moment, Moment),
    pub(super) entries: FxHashMap<EntryId, Entry>,
    pub(super) findings: Vec<Finding>,
    pub(super) described: Vec<FoundPayment>,
}

/// A payment that somebody had described and that the reports show now.
pub(super) struct FoundPayment {
    pub(super) case: CaseId,
    /// Its rows, the leading one first.
    pub(super) entries: Vec<EntryId>,
    /// Whether more than one source speaks of it, so that what they do not find wrong is right.
    pub(super) is_confirmed: bool,
}

/// Why the transaction is left without storing anything.
enum Stop {
    /// The case book refused.
    Store(StoreError),
    /// It was only to be tried.
    DryRun,
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Derives the days that the new facts touch and publishes them with the cases that follow.
pub(super) fn derive_and_publish(
    desk: &mut Desk,
    author: &Author,
    new: NewFacts,
    publishing: &Publishing<'_>,
) -> Result<CaseCounts, Problem> {
    let touched = touched_time(&new);
    let files = new.files.clone();
    let derivation = touched.map(|touched| derive(desk, touched, new)).transpose()?;
    let mut counts = CaseCounts::default();
    let result = desk.book.transact(author, |door| {
        if !publishing.reports.is_empty() {
            door.publish(publishing.reports)?;
        }
        if let Some(derivation) = &derivation {
            counts = Changes { derivation, files: &files }.apply(door)?;
        }
        counts.open = door.cases(CaseFilter::NotClosed)?.len() as u64;
        // Rolling back is what makes a dry run answer like a real one and store nothing.
        if publishing.dry_run { Err(Stop::DryRun) } else { Ok(()) }
    });
    match result {
        Ok(()) | Err(Stop::DryRun) => Ok(counts),
        Err(Stop::Store(error)) => Err(error.into()),
    }
}

/// Derives everything again and returns how the cases changed: nothing, unless rules or settings have.
pub(super) fn derive_all(desk: &mut Desk, author: &Author) -> Result<CaseCounts, Problem> {
    let reports = desk.book.reports()?;
    let coverage = reports.into_iter().filter_map(|report| report.coverage).collect();
    let everything = NewFacts { entries: Vec::new(), coverage, files: Vec::new() };
    derive_and_publish(desk, author, everything, &Publishing { reports: &[], dry_run: false })
}

/// Derives the time around `moment` again: the reports there may show what somebody has just described.
pub(super) fn derive_around(desk: &mut Desk, author: &Author, moment: Moment) -> Result<CaseCounts, Problem> {
    let coverage = desk.book.coverage_overlapping(moment - REACH, moment + REACH)?;
    let files = desk.book.reports_overlapping(moment - REACH, moment + REACH)?;
    let files = files.into_iter().map(|report| report.summary.file).collect();
    let around = NewFacts { entries: Vec::new(), coverage, files };
    derive_and_publish(desk, author, around, &Publishing { reports: &[], dry_run: false })
}

fn touched_time(new: &NewFacts) -> Option<(Moment, Moment)> {
    let entry_times = new.entries.iter().flatten().map(|entry| entry.time);
    let covered = new.coverage.iter().flat_map(|coverage| [coverage.from, coverage.to]);
    let mut times = entry_times.chain(covered);
    let first = times.next()?;
    let (from, to) = times.fold((first, first), |(from, to), time| (from.min(time), to.max(time)));
    Some((from - REACH, to + REACH))
}

fn derive(desk: &Desk, touched: (Moment, Moment), new: NewFacts) -> Result<Derivation, Problem> {
    let settings = desk.settings()?;
    let open = desk.book.cases(CaseFilter::NotClosed)?;
    let NewFacts { mut entries, mut coverage, .. } = new;
    let window = Window::around(desk, touched, &entries, &open)?;
    entries.push(desk.book.entries_between(window.read.0, window.read.1)?);
    let new_reports: FxHashSet<ReportId> = coverage.iter().map(|coverage| coverage.report).collect();
    let known = desk.book.coverage_overlapping(window.read.0, window.read.1)?;
    coverage.extend(known.into_iter().filter(|known| !new_reports.contains(&known.report)));
    let facts = Facts { entries: entries.iter().flatten().collect(), coverage: &coverage };
    let mut findings = find_unfinished(&facts, desk.assets.knowledge(), &settings);
    findings.retain(|finding| window.touches(finding, &facts));
    let described = find_described(&open, &facts, &settings);
    let of_findings = findings.iter().flat_map(|finding| finding.entries.iter().copied());
    let named: FxHashSet<EntryId> =
        of_findings.chain(described.iter().flat_map(|found| found.entries.iter().copied())).collect();
    let entries = entries.into_iter().flatten().filter(|entry| named.contains(&entry.id));
    let entries = entries.map(|entry| (entry.id, entry)).collect();
    Ok(Derivation { touched: window.touched, entries, findings, described })
}

/// Which time has to be looked at again, and the facts of which time decide it.
struct Window {
    /// Findings of this time can have changed.
    touched: (Moment, Moment),
    /// Facts of this time are read.
    read: (Moment, Moment),
}

impl Window {
    /// Most reports change nothing outside their own days. What belongs to older payments (a refund, a completion, the bill
    /// that an open case waits for) widens the time backwards; a report that comes after later ones widens it forwards.
    fn around(desk: &Desk, (from, to): (Moment, Moment), new: &[Vec<Entry>], open: &[Case]) -> Result<Self, Problem> {
        let oldest_open = open.iter().map(|case| case.finding.time).filter(|time| from - LOOK_BACK <= *time).min();
        let since = match oldest_open {
            Some(time) if time < from => time - REACH,
            _ => from,
        };
        let since = if has_unknown_original(desk, (from, to), new)? { since.min(from - LOOK_BACK) } else { since };
        let is_late = !desk.book.coverage_overlapping(to + Duration::seconds(1), to + LOOK_BACK)?.is_empty();
        let until = if is_late { to + LOOK_BACK } else { to };
        let read_from = if since < from { since - LOOK_BACK } else { from - REACH - BATCH_REACH };
        let read_to = if is_late { until + LOOK_BACK } else { to + REACH };
        Ok(Self { touched: (since, until), read: (read_from, read_to) })
    }

    /// Whether a finding can have changed. A batch that was not settled began days before the payments that tell it.
    fn touches(&self, finding: &Finding, facts: &Facts<'_>) -> bool {
        let holds = |time: Moment| self.touched.0 <= time && time <= self.touched.1;
        if holds(finding.time) || finding.subject != Subject::Batch {
            return holds(finding.time);
        }
        let of_batch: FxHashSet<EntryId> = finding.entries.iter().copied().collect();
        facts.entries.iter().any(|entry| of_batch.contains(&entry.id) && holds(entry.time))
    }
}

/// Whether something new undoes or completes a payment that is neither new nor of those days.
fn has_unknown_original(desk: &Desk, touched: (Moment, Moment), new: &[Vec<Entry>]) -> Result<bool, Problem> {
    let belongs_to_another =
        |entry: &&Entry| entry.kind == TransactionType::Completion || entry.kind.direction() == Direction::Return;
    let named = new.iter().flatten().filter(belongs_to_another).map(|entry| entry.original_rrn.as_str());
    let mut unknown: FxHashSet<&str> = named.filter(|name| !name.is_empty()).collect();
    find_originals(&mut unknown, new.iter().flatten());
    if unknown.is_empty() {
        return Ok(false);
    }
    find_originals(&mut unknown, &desk.book.entries_between(touched.0 - REACH, touched.1 + REACH)?);
    Ok(!unknown.is_empty())
}

/// Takes the originals that stand among `entries` out of `unknown`.
fn find_originals<'a>(unknown: &mut FxHashSet<&str>, entries: impl IntoIterator<Item = &'a Entry>) {
    let is_original =
        |entry: &&Entry| entry.kind.direction() == Direction::Charge && entry.kind != TransactionType::Completion;
    for original in entries.into_iter().filter(is_original) {
        for name in [&original.rrn, &original.order, &original.provider_ref] {
            unknown.remove(name.as_str());
        }
    }
}

/// The payments that open cases were started for by hand.
fn find_described(open: &[Case], facts: &Facts<'_>, settings: &Settings) -> Vec<FoundPayment> {
    let mut started = open.iter().filter(|case| case.finding.described.is_some()).peekable();
    if started.peek().is_none() {
        return Vec::new();
    }
    let payments = payments(facts.entries.iter().copied(), settings);
    let find = |case: &Case| {
        let finding = &case.finding;
        let described = finding.described.as_ref()?.as_entry(finding.amount, finding.time);
        payment_described(&described, &payments).map(|payment| found(case.id, payment))
    };
    started.filter_map(find).collect()
}

fn found(case: CaseId, payment: &Payment<'_>) -> FoundPayment {
    let lead = payment.lead().id;
    let others = payment.entries().iter().map(|entry| entry.id).filter(|id| *id != lead);
    let sources = Source::ALL.iter().filter(|source| payment.seen_by(**source).is_some()).count();
    FoundPayment { case, entries: std::iter::once(lead).chain(others).collect(), is_confirmed: sources > 1 }
}
