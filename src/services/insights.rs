//! What kept going wrong over many days. Nothing here writes.

use super::{Desk, browse};
use crate::domain::{BusinessDay, Insights, Problem};
use crate::insight::unfinished_by_cause;
use crate::reconcile::payments;
use crate::store::CaseFilter;
use chrono::Duration;
use std::collections::BTreeMap;

/// The last `days` business days, today included.
pub fn insights(desk: &Desk, days: u32) -> Result<Insights, Problem> {
    let settings = desk.settings()?;
    let to = browse::today(desk)?;
    let mut counted: BTreeMap<BusinessDay, u64> = BTreeMap::new();
    let mut cases = Vec::new();
    let mut day = BusinessDay(to.0 - Duration::days(i64::from(days.max(1)) - 1));
    let from = day;
    // Day by day, so that no more than one day's entries are in memory.
    while day <= to {
        let (first, last) = day.bounds(settings.cutoff_hour, *desk.now().offset());
        let entries = desk.book.entries_between(first, last)?;
        counted.insert(day, payments(&entries, &settings).len() as u64);
        cases.extend(desk.book.cases(CaseFilter::OfDay(day))?);
        day = BusinessDay(day.0 + Duration::days(1));
    }
    Ok(unfinished_by_cause(&cases, &counted, (from, to)))
}
