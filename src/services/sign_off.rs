//! Signing a day off: what it comes to, what still stands in the way, and what changed after it was signed.

use super::work_case::{author, safe_text};
use super::{Desk, browse, coverage};
use crate::domain::{
    BusinessDay, CaseView, ChangedPart, CoverageGap, DayChange, DayClose, DayTotals, Days, Entry, Moment, Money,
    Problem, Refusal, ReportId, SignOff, SignedDay, Source, SourceTotal, TypeTotal,
};
use crate::store::StoredReport;
use std::collections::BTreeMap;

/// How often signing starts again because somebody else changed the book in between.
const ATTEMPTS: usize = 5;

/// How far the close of these days is, with their cases.
pub fn day_close(desk: &Desk, days: Days) -> Result<(DayClose, Vec<CaseView>), Problem> {
    let (reports, cases) = browse::period(desk, days)?;
    Ok((close_of(desk, days, &reports, &cases)?, cases))
}

/// How far the close of these days is, seen from their reports and cases.
pub(super) fn close_of(
    desk: &Desk,
    days: Days,
    reports: &[StoredReport],
    cases: &[CaseView],
) -> Result<DayClose, Problem> {
    let (from, to) = bounds(desk, days)?;
    let totals = DayTotals::new(
        source_totals(desk, reports, (from, to))?,
        reports.iter().map(|report| report.id).collect(),
        cases,
    );
    let due = cases.iter().filter(|view| view.is_due_by(to)).map(|view| view.case.id).collect();
    let missing = if reports.is_empty() { missing_reports(desk, days.last)? } else { Vec::new() };
    let mut signed = Vec::new();
    for day in days.iter() {
        let (_, end) = bounds(desk, day.into())?;
        let of_day = desk.book.sign_offs(day, day)?;
        signed.extend(with_changes(of_day, reports, cases, end));
    }
    signed.sort_by_key(|signed: &SignedDay| signed.sign_off.number);
    Ok(DayClose { totals, signed, due, missing })
}

/// The sources that no report of the day came from, those whose bill is still to come left out.
fn missing_reports(desk: &Desk, day: BusinessDay) -> Result<Vec<Source>, Problem> {
    let gaps = coverage::coverage_of_reports(desk, day, &[])?.gaps;
    let missing = |gap: &CoverageGap| matches!(gap, CoverageGap::NoReport(_)).then(|| gap.source());
    Ok(gaps.iter().filter_map(missing).collect())
}

/// Signs a day off and returns the signature. What this returns is durable.
pub fn sign_off(
    desk: &mut Desk,
    day: BusinessDay,
    override_reason: Option<&str>,
    operator: &str,
) -> Result<SignOff, Problem> {
    let author = author(desk, operator);
    let reason = override_reason.map(safe_text).filter(|reason| !reason.is_empty());
    if author.operator.is_empty() {
        return Err(Problem::Refused(Refusal::NoOperator));
    }
    if day > browse::today(desk)? {
        return Err(Problem::Refused(Refusal::DayAhead));
    }
    for _ in 0..ATTEMPTS {
        let (seen, _) = desk.book.history_head()?;
        let (close, _) = day_close(desk, day.into())?;
        check(&close, reason.is_some()).map_err(Problem::Refused)?;
        let number = desk.book.transact(&author, |door| -> Result<Option<i64>, Problem> {
            // Only what was looked at is signed.
            if door.history_head()?.0 != seen {
                return Ok(None);
            }
            Ok(Some(door.sign_off(day, &close.totals, reason.as_deref())?))
        })?;
        let signed = desk.book.sign_offs(day, day)?.into_iter().find(|signed| Some(signed.number) == number);
        if let Some(signed) = signed {
            return Ok(signed);
        }
    }
    Err(Problem::Book { path: desk.path().display().to_string(), problem: crate::domain::BookProblem::Busy })
}

fn check(close: &DayClose, has_reason: bool) -> Result<(), Refusal> {
    match close.last() {
        Some(last) if !close.can_be_signed() => Err(Refusal::DaySigned { number: last.sign_off.number }),
        _ if has_reason => Ok(()),
        _ => close.refusal().map_or(Ok(()), Err),
    }
}

fn bounds(desk: &Desk, days: Days) -> Result<(Moment, Moment), Problem> {
    Ok(days.bounds(desk.settings()?.cutoff_hour, *desk.now().offset()))
}

/// What each source shows between two instants. A report that lies within them is taken as it was counted when it was
/// read; of one that reaches beyond, the entries are counted.
fn source_totals(
    desk: &Desk,
    reports: &[StoredReport],
    (from, to): (Moment, Moment),
) -> Result<Vec<SourceTotal>, Problem> {
    let is_within = |report: &StoredReport| {
        let (first, last) = (report.summary.from, report.summary.to);
        first.is_some_and(|first| from <= first) && last.is_some_and(|last| last <= to)
    };
    let entries = if reports.iter().all(is_within) { Vec::new() } else { desk.book.entries_between(from, to)? };
    let mut totals = Vec::new();
    for &source in Source::ALL {
        let of_source: Vec<&StoredReport> = reports.iter().filter(|report| report.summary.source == source).collect();
        if of_source.is_empty() {
            continue;
        }
        let mut sums = Sums::default();
        for report in &of_source {
            if is_within(report) {
                sums.add_report(report);
            } else {
                sums.add_entries(&entries, report.id);
            }
        }
        totals.push(SourceTotal {
            source,
            rows: sums.rows,
            rejected: of_source.iter().map(|report| report.summary.rejected.len() as u64).sum(),
            to: of_source.iter().filter_map(|report| report.summary.to).max(),
            totals: sums.into_totals(),
        });
    }
    Ok(totals)
}

/// Rows by type and currency, being counted.
#[derive(Default)]
struct Sums {
    rows: u64,
    by_type: BTreeMap<(crate::domain::TransactionType, String), TypeTotal>,
}

impl Sums {
    fn add_report(&mut self, report: &StoredReport) {
        self.rows += report.summary.accepted;
        for total in &report.summary.totals {
            // A sum past 64 bits is shown as the largest amount there is rather than left out.
            let amount = Money::parse_plain(&total.amount, total.currency);
            let amount = amount.unwrap_or(Money::new(i64::MAX, total.currency));
            self.add(&TypeTotal { kind: total.kind, count: total.count, amount });
        }
    }

    fn add_entries(&mut self, entries: &[Entry], report: ReportId) {
        for entry in entries.iter().filter(|entry| entry.report == report) {
            self.rows += 1;
            self.add(&TypeTotal { kind: entry.kind, count: 1, amount: entry.amount });
        }
    }

    fn add(&mut self, more: &TypeTotal) {
        let key = (more.kind, more.amount.currency.to_string());
        let zero = TypeTotal { kind: more.kind, count: 0, amount: Money::new(0, more.amount.currency) };
        let total = self.by_type.entry(key).or_insert(zero);
        total.count += more.count;
        total.amount.minor = total.amount.minor.saturating_add(more.amount.minor);
    }

    fn into_totals(self) -> Vec<TypeTotal> {
        self.by_type.into_values().collect()
    }
}

/// Each signature of one day with what came after it and before the next one.
fn with_changes(sign_offs: Vec<SignOff>, reports: &[StoredReport], cases: &[CaseView], end: Moment) -> Vec<SignedDay> {
    let next: Vec<Option<SignOff>> = sign_offs.iter().skip(1).cloned().map(Some).chain([None]).collect();
    let signed = |(sign_off, next): (SignOff, Option<SignOff>)| {
        let mut changes = late_reports(&sign_off, next.as_ref(), reports);
        changes.extend(case_changes(&sign_off, next.as_ref(), cases, end));
        changes.sort_by_key(|change| change.author.at);
        SignedDay { sign_off, changes }
    };
    sign_offs.into_iter().zip(next).map(signed).collect()
}

fn late_reports(sign_off: &SignOff, next: Option<&SignOff>, reports: &[StoredReport]) -> Vec<DayChange> {
    let is_late = |report: &&StoredReport| {
        let was_there = |sign_off: &SignOff| sign_off.totals.reports.contains(&report.id);
        report.summary.accepted > 0 && !was_there(sign_off) && next.is_none_or(was_there)
    };
    let change = |report: &StoredReport| DayChange {
        author: report.imported.clone(),
        what: ChangedPart::Report { file: report.summary.file.clone(), source: report.summary.source },
    };
    reports.iter().filter(is_late).map(change).collect()
}

/// What happened to the day's own cases, whenever it was, and to those carried over, until the day's end.
fn case_changes(sign_off: &SignOff, next: Option<&SignOff>, cases: &[CaseView], end: Moment) -> Vec<DayChange> {
    let mut changes = Vec::new();
    for view in cases.iter().filter(|view| view.case.finding.business_day <= sign_off.day) {
        let is_own = view.case.finding.business_day == sign_off.day;
        let later = view.case.history.iter().filter(|recorded| {
            let is_after = recorded.seq > sign_off.seq && next.is_none_or(|next| recorded.seq < next.seq);
            is_after && (is_own || recorded.author.at <= end)
        });
        changes.extend(later.map(|recorded| DayChange {
            author: recorded.author.clone(),
            what: ChangedPart::Case { case: view.case.id, decision: Box::new(recorded.decision.clone()) },
        }));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CaseId;

    #[test]
    fn an_open_due_case_stands_in_the_way_unless_a_reason_is_given() {
        let close = DayClose { due: vec![CaseId(3)], ..DayClose::default() };
        assert_eq!(check(&close, false), Err(Refusal::DueCasesOpen { cases: vec![CaseId(3)] }));
        assert_eq!(check(&close, true), Ok(()));
        assert_eq!(check(&DayClose::default(), false), Ok(()));
        let missing = vec![Source::Terminal, Source::Till];
        let close = DayClose { missing: missing.clone(), ..close };
        assert_eq!(check(&close, false), Err(Refusal::NoReports { missing }), "without reports nobody knows the cases");
        assert_eq!(check(&close, true), Ok(()));
    }
}
