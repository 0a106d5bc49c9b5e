//! Entries → payments → findings. Pure: the same facts, codes and settings give the same findings, in whatever order the
//! entries come.
//!
//! [`payments`] joins the rows that speak of one transaction: exact keys first (`keys`, `join`), then amount, card and
//! time (`near`). [`find_unfinished`] looks at each payment from all sides (`scene`) and asks the rules (`rules`), one
//! file each, in their order: the first that fits leads, the others are named beside it. Silence of a source counts only
//! where one of its reports covers the payment (`covered`); otherwise the finding waits for that report (`expect`).

mod cause;
mod covered;
mod described;
mod expect;
mod join;
mod keys;
mod near;
mod payment;
mod places;
mod rules;
mod scene;
mod standing;
#[cfg(test)]
mod testing;
mod twins;
mod undo;

use crate::domain::{CodeBook, Coverage, Entry, Finding, Settings};
pub use described::payment_described;
pub use payment::Payment;

/// What the reports say.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Their rows.
    pub entries: Vec<&'a Entry>,
    /// What they cover, one for each report.
    pub coverage: &'a [Coverage],
}

/// The payments that the entries speak of, sorted by time. Rows of a bank statement are no payments and are left out.
pub fn payments<'a>(entries: impl IntoIterator<Item = &'a Entry>, settings: &Settings) -> Vec<Payment<'a>> {
    let mut payments = join::join(entries, settings);
    payments.sort_by(|a, b| keys::canonical(a.lead(), b.lead()));
    payments
}

/// Everything that the facts show to be unfinished, sorted by time, then by entry.
pub fn find_unfinished(facts: &Facts<'_>, codes: &CodeBook, settings: &Settings) -> Vec<Finding> {
    let payments = join::join(facts.entries.iter().copied(), settings);
    let tools = scene::Tools {
        codes,
        settings,
        covered: covered::CoveredTimes::new(facts.coverage, &payments),
        places: places::Places::learn(&payments),
        undone: undo::Undone::new(&payments, codes),
    };
    let scenes: Vec<scene::Scene<'_, '_>> = payments.iter().map(|payment| scene::Scene::new(payment, &tools)).collect();
    let twins = twins::find(&scenes);
    let mut findings: Vec<Finding> =
        scenes.iter().enumerate().filter_map(|(number, scene)| rules::judge(scene, twins.get(&number))).collect();
    findings.sort_by(|a, b| (a.time, a.lead, &a.entries).cmp(&(b.time, b.lead, &b.entries)));
    findings
}
