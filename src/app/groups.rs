//! Cases with one root cause, so that fifty rows of one broken line are one row of the table.

use super::terminal_of;
use crate::domain::{BusinessDay, CaseState, CaseView, Cause, FindingKind, Moment, Money, Subject, add_to_sums};
use chrono::Duration;
use std::collections::BTreeMap;

/// How far apart two payments may be, in minutes, for one fault to lie behind both.
const LONGEST_GAP_MINUTES: i64 = 15;

/// Fewer cases than this are read faster as rows of their own.
const FEWEST: usize = 3;

/// From so many cases on, a group is shown as one row until somebody opens it.
const FOLDED_FROM: usize = 4;

/// What lies behind several cases of one terminal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Root {
    /// The line was down.
    Network,
    /// The terminal itself.
    Terminal,
    /// A batch whose offline sales were not sent; its number.
    Batch(String),
}

impl Root {
    fn of(view: &CaseView) -> Option<Self> {
        let finding = &view.case.finding;
        if finding.subject != Subject::Payment || view.state == CaseState::Closed {
            return None;
        }
        let batch = view.lead().map_or("", |entry| entry.batch.as_str());
        match finding.cause {
            _ if finding.kind == FindingKind::OfflineNotUploaded && !batch.is_empty() => {
                Some(Self::Batch(batch.to_owned()))
            }
            Cause::Network => Some(Self::Network),
            Cause::Terminal => Some(Self::Terminal),
            _ => None,
        }
    }

    /// Whether two payments so far apart can have it in common. A batch is one however long it stays open.
    fn spans(&self, gap: Duration) -> bool {
        matches!(self, Self::Batch(_)) || gap <= Duration::minutes(LONGEST_GAP_MINUTES)
    }
}

/// Cases of one terminal, one after the other, with one root cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseGroup {
    /// Number of the terminal.
    pub terminal: String,
    /// What lies behind them.
    pub root: Root,
    /// The business day of all of them.
    pub day: BusinessDay,
    /// Time of the first payment.
    pub from: Moment,
    /// Time of the last payment.
    pub to: Moment,
    /// Places of the cases, in the order of the list.
    pub members: Vec<usize>,
    /// Place of the case that is due first; of several, the one that was paid first.
    pub most_urgent: usize,
    /// When that one is due.
    pub due: Moment,
    /// At risk in all of them, one sum for each currency.
    pub at_risk: Vec<Money>,
    /// The last hour before which one of them forbids another charge.
    pub guarded_until: Option<Moment>,
    /// Whether the cases are listed below it.
    pub is_unfolded: bool,
}

impl CaseGroup {
    /// `members` are places in `cases`, in the order of the list; none of them makes no group.
    fn new(cases: &[CaseView], terminal: &str, root: &Root, members: Vec<usize>) -> Option<Self> {
        let times = || members.iter().map(|&place| cases[place].case.finding.time);
        let urgency = |place: usize| (cases[place].due, cases[place].case.finding.time);
        let most_urgent = *members.iter().min_by_key(|&&place| urgency(place))?;
        let mut at_risk = Vec::new();
        for &place in &members {
            add_to_sums(&mut at_risk, cases[place].case.finding.at_risk);
        }
        Some(Self {
            terminal: terminal.to_owned(),
            root: root.clone(),
            day: cases[most_urgent].case.finding.business_day,
            from: times().min()?,
            to: times().max()?,
            most_urgent,
            due: cases[most_urgent].due,
            at_risk,
            guarded_until: members.iter().filter_map(|&place| cases[place].hold_until).max(),
            is_unfolded: members.len() < FOLDED_FROM,
            members,
        })
    }
}

/// The groups among the cases listed. `listed` are places in `cases`, in the order of the list; a case that shares its
/// root cause with fewer than two others belongs to no group.
pub(super) fn groups_of(cases: &[CaseView], listed: &[usize]) -> Vec<CaseGroup> {
    let mut alike: BTreeMap<(BusinessDay, &str, Root), Vec<usize>> = BTreeMap::new();
    for (order, &place) in listed.iter().enumerate() {
        let view = &cases[place];
        let terminal = terminal_of(view);
        if let Some(root) = Root::of(view).filter(|_| !terminal.is_empty()) {
            alike.entry((view.case.finding.business_day, terminal, root)).or_default().push(order);
        }
    }
    let time = |order: usize| cases[listed[order]].case.finding.time;
    let mut groups = Vec::new();
    for ((_, terminal, root), mut orders) in alike {
        orders.sort_by_key(|&order| time(order));
        for run in orders.chunk_by(|&left, &right| root.spans(time(right) - time(left))) {
            let mut run = run.to_vec();
            run.sort_unstable();
            if run.len() >= FEWEST {
                let members = run.into_iter().map(|order| listed[order]).collect();
                groups.extend(CaseGroup::new(cases, terminal, &root, members));
            }
        }
    }
    groups
}
