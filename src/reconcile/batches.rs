//! A terminal's batch that was not settled. It takes in its payments as far as nothing else is wrong with them.

use super::Found;
use super::scene::Scene;
use super::standing::Standing;
use crate::domain::{
    BatchRecord, BatchState, BusinessDay, Cause, Confidence, Coverage, Currency, Direction, Entry, Finding,
    FindingKind, Moment, Money, Reason, ReasonCode, Subject,
};
use chrono::Duration;
use rustc_hash::{FxHashMap, FxHashSet};

/// Terminal and batch number.
pub(super) type BatchKey<'a> = (&'a str, &'a str);

/// Kinds that an unsettled batch explains.
const EXPLAINED: [FindingKind; 2] = [FindingKind::SaleNotCharged, FindingKind::OfflineNotUploaded];

/// What the payments of one batch come to.
struct Batch {
    from: Moment,
    to: Moment,
    /// Payments that the terminal counts.
    counted: usize,
    /// Of these known to the acquirer.
    known: usize,
    /// Of these approved online, and missing at an acquirer's report that covers them. One stored offline is missing for
    /// a reason of its own.
    missing: usize,
}

/// Finds the batches that were not settled, and takes from `found` what they explain.
pub(super) fn absorb(scenes: &[Scene<'_, '_>], coverage: &[Coverage], found: &mut Found) -> Vec<Finding> {
    let batches = batches_of(scenes);
    let records = latest_records(coverage);
    let acquirer_speaks = scenes.iter().any(|scene| scene.acquirer.entry().is_some());
    let mut unsettled: FxHashMap<BatchKey<'_>, Reason> = FxHashMap::default();
    for (key, batch) in &batches {
        let Some(scene) = scenes.first() else { break };
        let state = records.get(key).map(|record| record.state);
        if let Some(reason) = why_unsettled(*key, batch, state, acquirer_speaks, scene) {
            unsettled.insert(*key, reason);
        }
    }
    if unsettled.is_empty() {
        return Vec::new();
    }
    let mut members: FxHashMap<BatchKey<'_>, Vec<u32>> = FxHashMap::default();
    for scene in scenes {
        let Some(key) = key_of(scene).filter(|key| unsettled.contains_key(key)) else { continue };
        let explained = found.get(&scene.number).is_none_or(|finding| EXPLAINED.contains(&finding.kind));
        if counts(scene) && explained {
            members.entry(key).or_default().push(scene.number);
        }
    }
    let mut findings = Vec::new();
    for (key, numbers) in members {
        let absorbed: Vec<&Scene<'_, '_>> = numbers.iter().map(|number| &scenes[*number as usize]).collect();
        if let Some(finding) = unsettled.remove(&key).and_then(|reason| finding_of(&absorbed, reason)) {
            found.retain(|number, _| numbers.binary_search(number).is_err());
            findings.push(finding);
        }
    }
    findings
}

/// The batches that the terminals name.
fn batches_of<'a>(scenes: &[Scene<'_, 'a>]) -> FxHashMap<BatchKey<'a>, Batch> {
    let mut batches: FxHashMap<BatchKey<'a>, Batch> = FxHashMap::default();
    for scene in scenes.iter().filter(|scene| counts(scene)) {
        let Some(key) = key_of(scene) else { continue };
        let time = scene.lead().time;
        let batch = batches.entry(key).or_insert(Batch { from: time, to: time, counted: 0, known: 0, missing: 0 });
        (batch.from, batch.to) = (batch.from.min(time), batch.to.max(time));
        batch.counted += 1;
        batch.known += usize::from(scene.acquirer.entry().is_some());
        batch.missing += usize::from(scene.acquirer.is_silent() && scene.terminal.is(Standing::Good));
    }
    batches
}

fn key_of<'a>(scene: &Scene<'_, 'a>) -> Option<BatchKey<'a>> {
    let entry = scene.terminal.entry()?;
    (!entry.terminal.is_empty() && !entry.batch.is_empty()).then_some((&*entry.terminal, &*entry.batch))
}

/// Whether the terminal counts it in its batch.
fn counts(scene: &Scene<'_, '_>) -> bool {
    matches!(scene.terminal.standing(), Some(Standing::Good | Standing::Stored)) && takes_or_gives(scene)
}

fn takes_or_gives(scene: &Scene<'_, '_>) -> bool {
    !scene.is_charge() || scene.takes_money()
}

/// The last word of the terminals' reports about each batch.
fn latest_records(coverage: &[Coverage]) -> FxHashMap<BatchKey<'_>, &BatchRecord> {
    let mut latest: FxHashMap<BatchKey<'_>, &BatchRecord> = FxHashMap::default();
    for record in coverage.iter().flat_map(|report| &report.batches) {
        let known = latest.entry((&*record.terminal, &*record.batch)).or_insert(record);
        let order = |record: &BatchRecord| (record.time, record.line, record.state);
        if order(record) > order(known) {
            *known = record;
        }
    }
    latest
}

/// The batches whose last word is that they were closed.
pub(super) fn closed(coverage: &[Coverage]) -> FxHashSet<BatchKey<'_>> {
    let is_closed = |record: &BatchRecord| record.state != BatchState::Open;
    latest_records(coverage).into_iter().filter(|(_, record)| is_closed(record)).map(|(key, _)| key).collect()
}

/// Why a batch counts as not settled; none when it was.
fn why_unsettled(
    (terminal, number): BatchKey<'_>,
    batch: &Batch,
    state: Option<BatchState>,
    acquirer_speaks: bool,
    scene: &Scene<'_, '_>,
) -> Option<Reason> {
    let rules = &scene.tools.known.trade.batch;
    let reason = |code| Reason::with(code, [("terminal", terminal), ("batch", number)]);
    let with = |code, name: &str, value: String| {
        Reason::with(code, [("terminal", terminal), ("batch", number), (name, value.as_str())])
    };
    let is_all_known = batch.known == batch.counted;
    match state {
        Some(BatchState::Unbalanced) => Some(reason(ReasonCode::BatchUnbalanced)),
        Some(BatchState::Open) if !is_all_known => Some(reason(ReasonCode::BatchOpen)),
        Some(BatchState::Open | BatchState::Balanced) => None,
        None if batch.known > 0 => None,
        None if batch.to - batch.from > Duration::hours(rules.open_hours) => {
            let hours = (batch.to - batch.from).num_hours().to_string();
            Some(with(ReasonCode::BatchRunsLong, "hours", hours))
        }
        None if acquirer_speaks && batch.missing >= rules.unseen_payments => {
            Some(with(ReasonCode::BatchUnseen, "count", batch.counted.to_string()))
        }
        None => None,
    }
}

/// The finding about a batch with these payments.
fn finding_of(absorbed: &[&Scene<'_, '_>], reason: Reason) -> Option<Finding> {
    let first: &Scene<'_, '_> = absorbed.iter().min_by(|a, b| super::keys::canonical(a.lead(), b.lead()))?;
    let lead = first.lead();
    let amount = sum_of(absorbed);
    let mut entries: Vec<&Entry> = absorbed.iter().flat_map(|scene| scene.payment.entries()).copied().collect();
    entries.sort_by(|a, b| a.source.cmp(&b.source).then_with(|| super::keys::canonical(a, b)));
    let count = absorbed.len().to_string();
    Some(Finding {
        kind: FindingKind::BatchNotSettled,
        subject: Subject::Batch,
        also: Vec::new(),
        confidence: Confidence::Certain,
        cause: Cause::Terminal,
        amount,
        at_risk: amount,
        time: lead.time,
        business_day: BusinessDay::of(lead.time, first.tools.settings.cutoff_hour),
        lead: lead.id,
        entries: entries.into_iter().map(|entry| entry.id).collect(),
        related: Vec::new(),
        reasons: vec![reason, Reason::with(ReasonCode::BatchPayments, [("count", &count)])],
        waiting_for: None,
        expires_at: None,
        described: None,
    })
}

/// What is in the batch in the currency that most of its payments have: what was taken less what was given back.
fn sum_of(absorbed: &[&Scene<'_, '_>]) -> Money {
    let mut counts: FxHashMap<Currency, usize> = FxHashMap::default();
    for scene in absorbed {
        *counts.entry(scene.amount().currency).or_default() += 1;
    }
    let main = counts.into_iter().max_by(|(a, count_a), (b, count_b)| count_a.cmp(count_b).then_with(|| b.cmp(a)));
    let main = main.map_or(Currency::CNY, |(currency, _)| currency);
    let minor = absorbed.iter().filter(|scene| scene.amount().currency == main).fold(0i64, |sum, scene| {
        match scene.payment.direction() {
            Direction::Charge => sum.saturating_add(scene.amount().minor),
            Direction::Return => sum.saturating_sub(scene.amount().minor),
        }
    });
    Money::new(minor.max(0), main)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Day, Row, acquirer, terminal, till};
    use crate::domain::{BatchRecord, BatchState, EntryId, FindingKind, ReasonCode, Source, Status, Subject};

    /// The `number`-th sale of batch 000123.
    fn sale(row: Row, number: u32) -> Row {
        let stan = format!("{number:06}");
        let row = row.batch("000123").rrn(&format!("3184{number:08}")).stan(&stan).amount(1_000 + i64::from(number));
        row.at(&format!("2026-11-23T12:{number:02}:00+08:00")).card(&format!("621661******{number:04}"))
    }

    fn sold(numbers: std::ops::Range<u32>) -> impl Iterator<Item = Row> {
        numbers.flat_map(|number| [sale(terminal(), number), sale(till(), number)])
    }

    fn with_record(mut day: Day, records: &[(&str, BatchState)]) -> Day {
        day.coverage[0].batches = (1..)
            .zip(records)
            .map(|(line, (time, state))| BatchRecord {
                terminal: "T-02".into(),
                batch: "000123".into(),
                time: format!("2026-11-23T{time}:00+08:00").parse().unwrap(),
                line,
                state: *state,
            })
            .collect();
        day
    }

    #[test]
    fn a_batch_that_was_not_closed_takes_in_its_payments() {
        let day = with_record(Day::with(sold(1..4)).covered_by([Source::Terminal]), &[("21:40", BatchState::Open)]);
        let finding = day.only();
        assert_eq!((finding.kind, finding.subject), (FindingKind::BatchNotSettled, Subject::Batch));
        assert_eq!((finding.lead, finding.entries.len()), (EntryId(1), 6));
        assert_eq!(finding.at_risk.minor, 3_006);
        assert_eq!(finding.reasons[0].code, ReasonCode::BatchOpen);
        assert_eq!(finding.reasons[1].args["count"], "3");
    }

    #[test]
    fn the_last_word_about_a_batch_counts() {
        let day = || Day::with(sold(1..4)).covered_by([Source::Terminal]);
        let then = |first, second| with_record(day(), &[("21:40", first), ("21:50", second)]).kinds();
        assert_eq!(then(BatchState::Open, BatchState::Balanced), []);
        assert_eq!(then(BatchState::Balanced, BatchState::Unbalanced), [FindingKind::BatchNotSettled]);
    }

    #[test]
    fn what_the_acquirer_has_was_settled_unless_the_slip_says_otherwise() {
        let at_acquirer = (1..4).map(|number| sale(acquirer(), number));
        let day = || Day::with(sold(1..4).chain(at_acquirer.clone())).covered_by([Source::Terminal]);
        assert_eq!(with_record(day(), &[("21:40", BatchState::Open)]).kinds(), []);
        let unbalanced = with_record(day(), &[("21:40", BatchState::Unbalanced)]).only();
        assert_eq!(unbalanced.reasons[0].code, ReasonCode::BatchUnbalanced);
    }

    #[test]
    fn three_payments_of_which_the_acquirer_shows_none_are_one_case() {
        let other_terminal = |row: Row| sale(row, 50).terminal("T-01").batch("000007");
        let others = || [other_terminal(terminal()), other_terminal(acquirer()), other_terminal(till())];
        let day = |payments: u32| Day::with(sold(1..payments + 1).chain(others())).covered_by([Source::Acquirer]);
        assert_eq!(day(2).kinds(), [FindingKind::SaleNotCharged; 2]);
        let finding = day(3).only();
        assert_eq!((finding.kind, finding.reasons[0].code), (FindingKind::BatchNotSettled, ReasonCode::BatchUnseen));
        // One that was stored offline does not tell of the batch.
        let stored = sale(terminal(), 3).status(Status::OfflineStored);
        let two_and_one_stored = Day::with(sold(1..3).chain([stored]).chain(others())).covered_by([Source::Acquirer]);
        assert!(!two_and_one_stored.kinds().contains(&FindingKind::BatchNotSettled));
        // Where the acquirer shows one of them, the batch arrived.
        let one_arrived = Day::with(sold(1..5).chain([sale(acquirer(), 4)])).covered_by([Source::Acquirer]);
        assert_eq!(one_arrived.kinds(), [FindingKind::SaleNotCharged; 3]);
        // A report that shows nothing at all may be of another day.
        assert_eq!(Day::with(sold(1..4)).covered_by([Source::Acquirer]).kinds(), [FindingKind::SaleNotCharged; 3]);
    }

    #[test]
    fn a_batch_that_runs_for_days_was_forgotten() {
        let late = |at: &str| sale(terminal(), 9).at(at);
        let kinds = |at| Day::with([sale(terminal(), 0), late(at)]).kinds();
        assert_eq!(kinds("2026-11-25T00:00:00+08:00"), []);
        assert_eq!(kinds("2026-11-25T00:00:01+08:00"), [FindingKind::BatchNotSettled]);
        let settled = [sale(terminal(), 0), late("2026-11-26T00:00:00+08:00"), sale(acquirer(), 0)];
        assert_eq!(Day::with(settled).kinds(), []);
    }

    #[test]
    fn a_payment_with_a_case_of_its_own_keeps_it() {
        let lost = sale(terminal(), 4).status(Status::Unknown);
        let day = Day::with(sold(1..4).chain([lost])).covered_by([Source::Terminal]);
        let findings = with_record(day, &[("21:40", BatchState::Open)]).findings();
        let kinds: Vec<FindingKind> = findings.iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [FindingKind::BatchNotSettled, FindingKind::ResultUnknown]);
        assert!(!findings[0].entries.contains(&findings[1].lead));
    }
}
