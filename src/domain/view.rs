//! What is shown of cases and days, in the window and on the command line alike: plain, short-lived data.

use super::{Case, CaseState, CoverageGap, Entry, Moment, Money, Playbook, Settings, Source, Step, Subject};

/// What one source says about a payment, and where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// The entry.
    pub entry: Entry,
    /// File it stands in.
    pub file: String,
}

/// A case with everything that is shown of it, worked out at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Where it stands at that instant.
    pub state: CaseState,
    /// The step to work on.
    pub step: Step,
    /// When it is due: the end of a wait, else by the playbook's rule.
    pub due: Moment,
    /// Until when the customer must not be charged again; none once it is looked up.
    pub hold_until: Option<Moment>,
    /// Id of the action that fits best.
    pub suggested: String,
    /// What each source says, in the order of `Source`, the leading entry's first within its source.
    pub sources: Vec<SourceLine>,
    /// What is said about the transactions that the finding relates to: the first of two charges, the sale that a refund
    /// gives back. Empty until [`CaseView::with_related`].
    pub related_sources: Vec<SourceLine>,
    /// What somebody at the counter said of it, as a row; none once a report shows it.
    pub described: Option<Entry>,
}

impl CaseView {
    /// Works out at `now` what is shown of `case`. `sources` are the entries that the finding names.
    pub fn new(case: Case, sources: Vec<SourceLine>, playbook: &Playbook, settings: &Settings, now: Moment) -> Self {
        let opened_at = case.work.opened_at.unwrap_or(case.finding.time);
        let asked = case.work.marks.contains_key(&Step::ContactAcquirer) || case.work.outcome.is_some();
        let paused_until = playbook.paused_until(&case.finding).filter(|until| !asked && *until > now);
        let state = match case.state(now) {
            CaseState::Open if paused_until.is_some() => CaseState::Waiting,
            state => state,
        };
        let hold_until = case.charging_held_until(playbook, now);
        let put_off_until = case.work.wait.as_ref().map(|(until, _)| *until);
        let report_due = case.finding.waiting_for.map(|(_, at)| at);
        // A report that should be here already does not shorten a wait that still runs.
        let still_due = report_due.filter(|at| paused_until.is_none() || *at > now);
        let set = put_off_until.or(still_due).or(paused_until);
        let due = set.unwrap_or_else(|| playbook.due(opened_at, &case.finding, settings));
        let suggested = playbook.suggest(&case.finding).to_owned();
        let step = case.work.current_step();
        let finding = &case.finding;
        let described = finding.described.as_ref().map(|payment| payment.as_entry(finding.amount, finding.time));
        Self { described, case, state, step, due, hold_until, suggested, sources, related_sources: Vec::new() }
    }

    /// Adds what is said about the related transactions.
    #[must_use]
    pub fn with_related(mut self, lines: Vec<SourceLine>) -> Self {
        self.related_sources = lines;
        self
    }

    /// The entry that is unfinished; its identifiers are the case's. While no report shows it, what somebody said of it.
    pub fn lead(&self) -> Option<&Entry> {
        let reported = self.sources.iter().map(|line| &line.entry).find(|entry| entry.id == self.case.finding.lead);
        reported.or(self.described.as_ref())
    }

    /// The entry whose card and reference numbers are the case's own; none for a batch or a payout: those are many payments,
    /// and what names one of them does not name the case.
    pub fn one_payment(&self) -> Option<&Entry> {
        self.lead().filter(|_| self.case.finding.subject == Subject::Payment)
    }

    /// What `source` says, if anything.
    pub fn source(&self, source: Source) -> Option<&SourceLine> {
        self.sources.iter().find(|line| line.entry.source == source)
    }

    /// Whether it can no longer be dealt with as usual at `now`: a hold that has lapsed, a sale that was not sent in time.
    pub fn is_expired(&self, now: Moment) -> bool {
        self.state != CaseState::Closed && self.case.finding.expires_at.is_some_and(|at| at < now)
    }

    /// Whether it stands in the way of closing the day that ends at `end`: unfinished, and due or waiting no longer than
    /// until then.
    pub fn is_due_by(&self, end: Moment) -> bool {
        self.state != CaseState::Closed && self.due <= end
    }

    /// Whether it should have been done by `now`.
    pub fn is_late(&self, now: Moment) -> bool {
        self.state == CaseState::Open && self.due < now
    }
}

/// What was imported from one kind of source for one business day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceTile {
    /// The kind of source.
    pub source: Source,
    /// Rows that became entries.
    pub rows: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Terminals named.
    pub terminals: u64,
    /// Last instant covered.
    pub to: Option<Moment>,
    /// Last day it was settled on.
    pub settled_on: Option<chrono::NaiveDate>,
}

/// The head of the Today screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayView {
    /// The day.
    pub day: super::BusinessDay,
    /// One tile for each source that a report of the day came from.
    pub tiles: Vec<SourceTile>,
    /// What is missing of the day's reports.
    pub gaps: Vec<CoverageGap>,
    /// Cases open or waiting, those carried over included.
    pub unfinished: u64,
    /// Of these waiting.
    pub waiting: u64,
    /// Closed today.
    pub closed: u64,
    /// At risk in the unfinished, one sum for each currency, largest first.
    pub at_risk: Vec<Money>,
}
