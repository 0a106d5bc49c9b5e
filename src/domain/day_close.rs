//! The close of a business day: what it came to, who signed it, and what changed since.

use super::{
    Author, BusinessDay, CaseId, CaseState, CaseView, Decision, FindingKind, Moment, Money, Refusal, ReportId,
};
use super::{Source, TransactionType, add_to_sums};

/// How many rows of one type and currency a source shows, and how much.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TypeTotal {
    /// Type of transaction.
    #[serde(rename = "type")]
    pub kind: TransactionType,
    /// Rows.
    pub count: u64,
    /// Sum of their amounts, positive; the type tells the direction.
    pub amount: Money,
}

/// What the reports of one source show for the day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceTotal {
    /// The source.
    pub source: Source,
    /// Rows that became entries of this day.
    pub rows: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Last instant covered.
    pub to: Option<Moment>,
    /// By type and currency.
    pub totals: Vec<TypeTotal>,
}

/// How many cases of one kind, and the money at risk in them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FindingTotal {
    /// The kind.
    pub finding: FindingKind,
    /// Open or waiting.
    pub unfinished: u64,
    /// Closed.
    pub closed: u64,
    /// At risk in the unfinished, one sum for each currency.
    pub at_risk: Vec<Money>,
}

/// What a day came to at one instant. Each signature keeps a copy, so that a later change of the day shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DayTotals {
    /// What the sources show, in the order of `Source`; those without a report are left out.
    pub sources: Vec<SourceTotal>,
    /// By kind, in the order of `FindingKind`; kinds without a case are left out.
    pub findings: Vec<FindingTotal>,
    /// Cases open or waiting, those carried over included.
    pub unfinished: u64,
    /// Of these waiting.
    pub waiting: u64,
    /// Closed.
    pub closed: u64,
    /// At risk in the unfinished, one sum for each currency, largest first.
    pub at_risk: Vec<Money>,
    /// The day's reports.
    pub reports: Vec<ReportId>,
}

impl DayTotals {
    /// Counts the cases of a day beside what its reports show.
    pub fn new(sources: Vec<SourceTotal>, reports: Vec<ReportId>, cases: &[CaseView]) -> Self {
        let mut totals = Self { sources, reports, ..Self::default() };
        for view in cases {
            match view.state {
                CaseState::Closed => totals.closed += 1,
                CaseState::Waiting => totals.waiting += 1,
                CaseState::Open => {}
            }
            if view.state != CaseState::Closed {
                totals.unfinished += 1;
                add_to_sums(&mut totals.at_risk, view.case.finding.at_risk);
            }
        }
        totals.at_risk.sort_by_key(|sum| std::cmp::Reverse(sum.minor));
        totals.findings = FindingKind::ALL.iter().filter_map(|&kind| of_kind(kind, cases)).collect();
        totals
    }
}

fn of_kind(finding: FindingKind, cases: &[CaseView]) -> Option<FindingTotal> {
    let mut total = FindingTotal { finding, unfinished: 0, closed: 0, at_risk: Vec::new() };
    for view in cases.iter().filter(|view| view.case.finding.kind == finding) {
        if view.state == CaseState::Closed {
            total.closed += 1;
        } else {
            total.unfinished += 1;
            add_to_sums(&mut total.at_risk, view.case.finding.at_risk);
        }
    }
    (total.unfinished + total.closed > 0).then_some(total)
}

/// One signature under a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// Consecutive in the book, from one on.
    pub number: i64,
    /// The day.
    pub day: BusinessDay,
    /// Who signed, and when.
    pub author: Author,
    /// Why it was signed although something stood in the way.
    pub override_reason: Option<String>,
    /// What the day came to then.
    pub totals: DayTotals,
    /// Its place in the book's history.
    pub seq: i64,
    /// Digest of the history up to and with it, as hexadecimal digits.
    pub history: String,
}

/// Something about a signed day that came after its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayChange {
    /// Who, and when.
    pub author: Author,
    /// What.
    pub what: ChangedPart,
}

/// What changed about a signed day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedPart {
    /// A report that speaks of the day came late.
    Report {
        /// Its file.
        file: String,
        /// Whose it is.
        source: Source,
    },
    /// Something happened to a case of the day.
    Case {
        /// The case.
        case: CaseId,
        /// What.
        decision: Box<Decision>,
    },
}

/// A signature and what came after it, up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedDay {
    /// The signature.
    pub sign_off: SignOff,
    /// The changes, oldest first.
    pub changes: Vec<DayChange>,
}

/// How far the close of a day is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayClose {
    /// What it comes to now.
    pub totals: DayTotals,
    /// Its signatures, the oldest first.
    pub signed: Vec<SignedDay>,
    /// Cases that are unfinished and due by the end of the day.
    pub due: Vec<CaseId>,
    /// Whose reports are missing, where there is no report of the day at all; a bill that comes later is not among them.
    pub missing: Vec<Source>,
}

impl DayClose {
    /// The signature that stands now, if the day was signed.
    pub fn last(&self) -> Option<&SignedDay> {
        self.signed.last()
    }

    /// Whether it is signed only for a reason.
    pub fn needs_reason(&self) -> bool {
        self.refusal().is_some()
    }

    /// Why it is not signed without a reason.
    pub fn refusal(&self) -> Option<Refusal> {
        match () {
            () if !self.missing.is_empty() => Some(Refusal::NoReports { missing: self.missing.clone() }),
            () if !self.due.is_empty() => Some(Refusal::DueCasesOpen { cases: self.due.clone() }),
            () => None,
        }
    }

    /// Whether the day can be signed: not yet signed, or changed since.
    pub fn can_be_signed(&self) -> bool {
        self.last().is_none_or(|signed| !signed.changes.is_empty())
    }
}
