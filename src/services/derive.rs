//! Findings from facts, and what the difference to the cases of before means: cases opened, updated, closed, opened
//! again. Deriving is local: only the days that new reports touch are derived again.

use super::Desk;
use crate::domain::{
    Author, CaseCounts, CaseId, Coverage, Decision, Entry, EntryId, Finding, Moment, Problem, ReportId, Settings,
};
use crate::reconcile::{Facts, find_unfinished};
use crate::store::{CaseFilter, Door, StoreError};
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
const REACH_DAYS: i64 = 1;

/// The time in which findings can have changed, and the facts that decide them.
struct Derivation {
    touched: (Moment, Moment),
    entries: FxHashMap<EntryId, Entry>,
    findings: Vec<Finding>,
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
    let settings = desk.settings()?;
    let NewFacts { entries, coverage, files } = new;
    let derivation = match touched_time(entries.iter().flatten(), &coverage) {
        Some(touched) => Some(derive(desk, touched, entries, coverage, &settings)?),
        None => None,
    };
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

/// Derives everything again and returns how the cases changed: nothing, unless the rules have.
pub(super) fn derive_all(desk: &mut Desk, author: &Author) -> Result<CaseCounts, Problem> {
    let reports = desk.book.reports()?;
    let coverage = reports.into_iter().filter_map(|report| report.coverage).collect();
    derive_and_publish(
        desk,
        author,
        NewFacts { entries: Vec::new(), coverage, files: Vec::new() },
        &Publishing { reports: &[], dry_run: false },
    )
}

fn touched_time<'a>(entries: impl Iterator<Item = &'a Entry>, coverage: &[Coverage]) -> Option<(Moment, Moment)> {
    let entry_times = entries.map(|entry| entry.time);
    let covered = coverage.iter().flat_map(|coverage| [coverage.from, coverage.to]);
    let mut times = entry_times.chain(covered);
    let first = times.next()?;
    let (from, to) = times.fold((first, first), |(from, to), time| (from.min(time), to.max(time)));
    Some((from - Duration::days(REACH_DAYS), to + Duration::days(REACH_DAYS)))
}

fn derive(
    desk: &Desk,
    touched: (Moment, Moment),
    mut entries: Vec<Vec<Entry>>,
    mut coverage: Vec<Coverage>,
    settings: &Settings,
) -> Result<Derivation, Problem> {
    // The partners of a payment at the edge lie beyond it.
    let (from, to) = (touched.0 - Duration::days(REACH_DAYS), touched.1 + Duration::days(REACH_DAYS));
    entries.push(desk.book.entries_between(from, to)?);
    let new_reports: FxHashSet<ReportId> = coverage.iter().map(|coverage| coverage.report).collect();
    let known = desk.book.coverage_overlapping(from, to)?;
    coverage.extend(known.into_iter().filter(|known| !new_reports.contains(&known.report)));
    let mut findings = find_unfinished(
        &Facts { entries: entries.iter().flatten().collect(), coverage: &coverage },
        desk.assets.knowledge(),
        settings,
    );
    findings.retain(|finding| touched.0 <= finding.time && finding.time <= touched.1);
    let named: FxHashSet<EntryId> = findings.iter().flat_map(|finding| finding.entries.iter().copied()).collect();
    let entries = entries
        .into_iter()
        .flatten()
        .filter(|entry| named.contains(&entry.id))
        .map(|entry| (entry.id, entry))
        .collect();
    Ok(Derivation { touched, entries, findings })
}

/// The difference between the findings and the cases of before, applied through the one door.
struct Changes<'a> {
    derivation: &'a Derivation,
    files: &'a [String],
}

impl Changes<'_> {
    fn apply(&self, door: &mut Door<'_>) -> Result<CaseCounts, StoreError> {
        let mut counts = CaseCounts::default();
        let mut still_unfinished: FxHashSet<CaseId> = FxHashSet::default();
        let known = self.known_cases(door)?;
        for finding in &self.derivation.findings {
            // The oldest case leads when a payment turns out to have more than one.
            match finding.entries.iter().filter_map(|entry| known.get(entry)).min() {
                None => {
                    still_unfinished.insert(door.open_case(finding, &self.evidence(finding))?);
                    counts.opened += 1;
                }
                Some(&case) => {
                    still_unfinished.insert(case);
                    counts.updated += u64::from(self.update(door, case, finding)?);
                }
            }
        }
        let (from, to) = self.derivation.touched;
        for case in door.cases(CaseFilter::NotClosed)? {
            let is_touched = from <= case.finding.time && case.finding.time <= to;
            if is_touched && !still_unfinished.contains(&case.id) {
                door.record(case.id, &Decision::SettledByReport { files: self.files.to_vec() })?;
                counts.closed += 1;
            }
        }
        Ok(counts)
    }

    fn evidence(&self, finding: &Finding) -> String {
        finding.evidence(finding.entries.iter().filter_map(|id| self.derivation.entries.get(id)))
    }

    fn known_cases(&self, door: &mut Door<'_>) -> Result<FxHashMap<EntryId, CaseId>, StoreError> {
        let entries: Vec<EntryId> =
            self.derivation.findings.iter().flat_map(|finding| finding.entries.iter().copied()).collect();
        Ok(door.case_of_entries(&entries)?.into_iter().collect())
    }

    /// Brings one case up to date; whether anything a person would notice has changed.
    fn update(&self, door: &mut Door<'_>, id: CaseId, finding: &Finding) -> Result<bool, StoreError> {
        let Some(case) = door.case(id)? else { return Ok(false) };
        if case.finding == *finding {
            return Ok(false);
        }
        let evidence = self.evidence(finding);
        let is_same_evidence = door.evidence(&[id])?.get(&id) == Some(&evidence);
        let changes_the_money = case.finding.kind != finding.kind || case.finding.at_risk != finding.at_risk;
        door.update_finding(id, finding, &evidence)?;
        let files = self.files.to_vec();
        if case.work.outcome.is_some() {
            // What a person closed stays closed until the money itself looks different.
            if !changes_the_money {
                return Ok(false);
            }
            door.record(id, &Decision::ReopenedByReport { files: files.clone() })?;
        }
        if case.finding.kind != finding.kind {
            door.record(id, &Decision::FindingChanged { from: case.finding.kind, to: finding.kind })?;
        } else if !is_same_evidence {
            door.record(id, &Decision::EvidenceAdded { files })?;
        }
        Ok(!is_same_evidence)
    }
}
