//! What the difference between the findings of now and the cases of before means: cases opened, updated, closed, opened
//! again. Nothing that a person wrote moves or disappears.

use super::derive::{Derivation, FoundPayment};
use crate::domain::{
    Case, CaseCounts, CaseId, Decision, EntryId, Finding, JOINED_TO_OLDER, ReasonCode, SETTLED_BY_REPORT,
};
use crate::store::{CaseFilter, Door, StoreError};
use rustc_hash::{FxHashMap, FxHashSet};

/// The cases that speak of an entry; two when two cases turn out to be about one payment.
type KnownCases = FxHashMap<EntryId, Vec<CaseId>>;

/// The difference, applied through the one door.
pub(super) struct Changes<'a> {
    pub(super) derivation: &'a Derivation,
    /// Names of the files that brought it.
    pub(super) files: &'a [String],
}

impl Changes<'_> {
    pub(super) fn apply(&self, door: &mut Door<'_>) -> Result<CaseCounts, StoreError> {
        let mut counts = CaseCounts::default();
        let known = self.known_cases(door)?;
        let mut taken: FxHashSet<CaseId> = FxHashSet::default();
        for finding in &self.derivation.findings {
            let cases = cases_of(door, finding, &known, &taken)?;
            let Some((&leading, joined)) = cases.split_first() else {
                taken.insert(door.open_case(finding, &self.evidence(finding))?);
                counts.opened += 1;
                continue;
            };
            taken.insert(leading);
            counts.updated += u64::from(self.update(door, leading, finding)?);
            for &other in joined {
                counts.closed += u64::from(join(door, other, leading)?);
            }
        }
        let (from, to) = self.derivation.touched;
        for case in door.cases(CaseFilter::NotClosed)? {
            let is_touched = from <= case.finding.time && case.finding.time <= to;
            if is_touched && !taken.contains(&case.id) {
                self.no_longer_found(door, &case, &mut counts)?;
            }
        }
        Ok(counts)
    }

    fn evidence(&self, finding: &Finding) -> String {
        finding.evidence(finding.entries.iter().filter_map(|id| self.derivation.entries.get(id)))
    }

    fn known_cases(&self, door: &mut Door<'_>) -> Result<KnownCases, StoreError> {
        let entries: Vec<EntryId> =
            self.derivation.findings.iter().flat_map(|finding| finding.entries.iter().copied()).collect();
        let mut known = KnownCases::default();
        for (entry, case) in door.case_of_entries(&entries)? {
            known.entry(entry).or_default().push(case);
        }
        for found in &self.derivation.described {
            for entry in &found.entries {
                known.entry(*entry).or_default().push(found.case);
            }
        }
        Ok(known)
    }

    /// Brings one case up to date; whether anything a person would notice has changed.
    fn update(&self, door: &mut Door<'_>, id: CaseId, finding: &Finding) -> Result<bool, StoreError> {
        let Some(case) = door.case(id)? else { return Ok(false) };
        let nobody_closed_it = ended_by_itself(&case);
        if case.finding == *finding && !nobody_closed_it {
            return Ok(false);
        }
        let evidence = self.evidence(finding);
        let is_same_evidence = door.evidence(&[id])?.get(&id) == Some(&evidence);
        let changes_the_money = case.finding.kind != finding.kind || case.finding.at_risk != finding.at_risk;
        let says_more = case.finding.reasons != finding.reasons || case.finding.waiting_for != finding.waiting_for;
        door.update_finding(id, finding, &evidence)?;
        let files = self.files.to_vec();
        if case.finding.described.is_some() {
            door.record(id, &Decision::FoundInReport { files: files.clone() })?;
        } else if case.work.outcome.is_some() {
            // What a person closed stays closed until the money itself looks different; what reports had settled is open
            // again as soon as they no longer do.
            if !changes_the_money && !nobody_closed_it {
                return Ok(false);
            }
            door.record(id, &Decision::ReopenedByReport { files: files.clone() })?;
        }
        if case.finding.kind != finding.kind {
            door.record(id, &Decision::FindingChanged { from: case.finding.kind, to: finding.kind })?;
            return Ok(true);
        }
        let is_news = !is_same_evidence || says_more;
        if is_news && case.finding.described.is_none() && !files.is_empty() {
            door.record(id, &Decision::EvidenceAdded { files })?;
        }
        Ok(is_news)
    }

    /// A case whose finding is gone: the reports agree now. One that was started by hand stays until a report shows its
    /// payment and another one agrees.
    fn no_longer_found(&self, door: &mut Door<'_>, case: &Case, counts: &mut CaseCounts) -> Result<(), StoreError> {
        if case.finding.described.is_some() {
            let found = self.derivation.described.iter().find(|found| found.case == case.id);
            match found {
                None => return Ok(()),
                Some(found) if !found.is_confirmed => {
                    counts.updated += u64::from(self.attach(door, case, found)?);
                    return Ok(());
                }
                Some(_) => {}
            }
        }
        door.record(case.id, &Decision::SettledByReport { files: self.files.to_vec() })?;
        counts.closed += 1;
        Ok(())
    }

    /// Shows the rows of a payment on the case that somebody had started for it; whether that is news.
    fn attach(&self, door: &mut Door<'_>, case: &Case, found: &FoundPayment) -> Result<bool, StoreError> {
        let Some(&lead) = found.entries.first().filter(|_| case.finding.entries != found.entries) else {
            return Ok(false);
        };
        let mut finding = Finding { lead, entries: found.entries.clone(), ..case.finding.clone() };
        finding.reasons.retain(|reason| reason.code != ReasonCode::ToldAtTheCounter);
        door.update_finding(case.id, &finding, &self.evidence(&finding))?;
        door.record(case.id, &Decision::FoundInReport { files: self.files.to_vec() })?;
        Ok(true)
    }
}

/// The cases that the finding belongs to and that no other finding of now has taken: the one that leads, which is the
/// oldest that is still open, then the others; those that a person closed go before those that ended by themselves.
fn cases_of(
    door: &Door<'_>,
    finding: &Finding,
    known: &KnownCases,
    taken: &FxHashSet<CaseId>,
) -> Result<Vec<CaseId>, StoreError> {
    let mut cases: Vec<CaseId> =
        finding.entries.iter().filter_map(|entry| known.get(entry)).flatten().copied().collect();
    cases.retain(|case| !taken.contains(case));
    cases.sort();
    cases.dedup();
    if cases.len() < 2 {
        return Ok(cases);
    }
    let mut by_state = Vec::with_capacity(cases.len());
    for case in cases {
        let known = door.case(case)?;
        let is_closed = known.as_ref().is_some_and(|case| case.work.outcome.is_some());
        by_state.push((is_closed, known.as_ref().is_some_and(ended_by_itself), case));
    }
    by_state.sort();
    Ok(by_state.into_iter().map(|(.., case)| case).collect())
}

/// Whether a case is closed without a person having closed it.
fn ended_by_itself(case: &Case) -> bool {
    let outcome = case.work.outcome.as_ref().map(|(_, outcome)| outcome.outcome.as_str());
    outcome.is_some_and(|outcome| [SETTLED_BY_REPORT, JOINED_TO_OLDER].contains(&outcome))
}

/// Ends a case whose payment is that of an older one; whether it was open.
fn join(door: &mut Door<'_>, case: CaseId, leading: CaseId) -> Result<bool, StoreError> {
    let is_open = door.case(case)?.is_some_and(|case| case.work.outcome.is_none());
    if is_open {
        door.record(case, &Decision::JoinedTo { case: leading })?;
    }
    Ok(is_open)
}
