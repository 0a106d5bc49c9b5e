//! Entries → payments → findings. Pure: the same facts, codes and settings give the same findings, in whatever order the
//! entries come.
//!
//! [`payments`] joins the rows that speak of one transaction: exact keys first (`keys`, `join`), then amount, card and
//! time (`near`). [`find_unfinished`] looks at each payment from all sides (`scene`) and asks the rules (`rules`), one
//! file each, in their order: the first that fits leads, the others are named beside it. What undoes or completes a payment
//! is found by `undo` and `holds`; a return and its original that are both unfinished become one finding (`ties`), and a
//! terminal's batch takes in its payments (`batches`). Silence of a source counts only where one of its reports covers the
//! payment (`covered`); otherwise the finding waits for that report (`expect`).

mod batches;
mod cause;
mod covered;
mod described;
mod expect;
mod holds;
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
mod ties;
mod twins;
mod undo;

use crate::domain::{CodeBook, Coverage, Entry, Finding, Settings, TradeRules};
pub use described::payment_described;
pub use payment::Payment;
use std::collections::BTreeMap;

/// What the reports say.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Their rows.
    pub entries: Vec<&'a Entry>,
    /// What they cover, one for each report.
    pub coverage: &'a [Coverage],
}

/// What is known of the trade, whatever the reports say.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// Response codes.
    pub codes: &'a CodeBook,
    /// Validity, expiry and the like.
    pub trade: &'a TradeRules,
}

/// Findings by the number of the payment that is unfinished.
type Found = BTreeMap<u32, Finding>;

/// The payments that the entries speak of, sorted by time. Rows of a bank statement are no payments and are left out.
pub fn payments<'a>(entries: impl IntoIterator<Item = &'a Entry>, settings: &Settings) -> Vec<Payment<'a>> {
    let mut payments = join::join(entries, settings);
    payments.sort_by(|a, b| keys::canonical(a.lead(), b.lead()));
    payments
}

/// Everything that the facts show to be unfinished, sorted by time, then by entry.
pub fn find_unfinished(facts: &Facts<'_>, known: Knowledge<'_>, settings: &Settings) -> Vec<Finding> {
    let payments = join::join(facts.entries.iter().copied(), settings);
    let tools = scene::Tools {
        known,
        settings,
        covered: covered::CoveredTimes::new(facts.coverage, &payments),
        places: places::Places::learn(&payments),
        undone: undo::Undone::new(&payments, known),
        holds: holds::Holds::new(&payments, known),
        closed_batches: batches::closed(facts.coverage),
        payouts: facts.coverage.iter().filter_map(|report| Some((report.report, report.payout?))).collect(),
    };
    let scenes: Vec<scene::Scene<'_, '_>> =
        (0u32..).zip(&payments).map(|(number, payment)| scene::Scene::new(number, payment, &tools)).collect();
    let twins = twins::find(&scenes);
    let judged = scenes.iter().map(|scene| {
        let twin = twins.get(&(scene.number as usize));
        Some((scene.number, rules::judge(&rules::Question { scene, scenes: &scenes, twin })?))
    });
    let mut found: Found = judged.flatten().collect();
    ties::tie(&scenes, &mut found);
    let batches = batches::absorb(&scenes, facts.coverage, &mut found);
    let mut findings: Vec<Finding> = found.into_values().chain(batches).collect();
    findings.sort_by(|a, b| (a.time, a.lead, &a.entries).cmp(&(b.time, b.lead, &b.entries)));
    findings
}
