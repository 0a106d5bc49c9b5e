//! Joining and rules over whole days: the labelled world, and what must hold whatever the day looks like.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics is a test that fails")]

mod world;

use loose_ends::domain::{
    Channels, CodeBook, Coverage, Currency, Entry, EntryId, Finding, FindingKind, Money, ReportId, Settings, Source,
    Status, TradeRules, TransactionType,
};
use loose_ends::reconcile::{Facts, Knowledge, find_unfinished, payments};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use world::{Anomaly, World, generate};

/// What a finding is about: the identifiers that the labels use, and its kind.
type Found = BTreeSet<((String, String, String), FindingKind)>;

fn codes() -> CodeBook {
    CodeBook::parse(
        "system,code,class,cause,en,zh\n\
         unionpay-f39,00,approved,none,,\n\
         unionpay-f39,05,declined-customer,issuer,,\n\
         unionpay-f39,51,declined-customer,balance,,\n\
         unionpay-f39,54,declined-card,card,,\n\
         unionpay-f39,65,declined-customer,issuer,,\n\
         unionpay-f39,91,technical-retryable,issuer,,\n\
         unionpay-f39,Y1,approved-check,none,,\n",
    )
    .unwrap()
}

fn findings(entries: &[Entry], coverage: &[Coverage]) -> Vec<Finding> {
    let trade: TradeRules = toml::from_str(include_str!("../assets/trade-rules.toml")).unwrap();
    let known = Knowledge { codes: &codes(), trade: &trade };
    find_unfinished(&Facts { entries: entries.iter().collect(), coverage }, known, &Settings::default())
}

fn identified(entries: &[Entry], findings: &[Finding]) -> Found {
    let by_id: BTreeMap<EntryId, &Entry> = entries.iter().map(|entry| (entry.id, entry)).collect();
    let name = |finding: &Finding| {
        let lead = by_id[&finding.lead];
        ((lead.terminal.to_string(), lead.rrn.to_string(), lead.stan.to_string()), finding.kind)
    };
    findings.iter().map(name).collect()
}

/// The kind that a labelled row is to be found as.
const fn kind_of(anomaly: Anomaly) -> FindingKind {
    match anomaly {
        Anomaly::MissingInAcquirer => FindingKind::SaleNotCharged,
        Anomaly::MissingInPos | Anomaly::TimeoutCharged => FindingKind::ChargedNoSale,
        Anomaly::AmountDiffers => FindingKind::AmountDiffers,
        Anomaly::DuplicateCharge => FindingKind::ChargedTwice,
        Anomaly::TimeoutNotCharged => FindingKind::ResultUnknown,
        Anomaly::ReversalPending => FindingKind::FailedStillOpen,
        Anomaly::RefundNotReflected => FindingKind::RefundNotSeen,
        Anomaly::SettledLate => FindingKind::SettledLate,
        Anomaly::PreauthNotCompleted => FindingKind::PreauthOpen,
        Anomaly::OfflineNotUploaded => FindingKind::OfflineNotUploaded,
    }
}

/// Whether the silence that the label is about counts: a row before the first or after the last one of a report is not
/// covered by it.
fn silence_counts(world: &World, label: &world::Label) -> bool {
    let silent = match label.anomaly {
        Anomaly::MissingInAcquirer | Anomaly::RefundNotReflected => Source::Acquirer,
        Anomaly::MissingInPos => Source::Till,
        _ => return true,
    };
    let row = world.entries.iter().find(|entry| {
        entry.source == Source::Terminal && (&*entry.terminal, &*entry.rrn) == (&*label.terminal, &*label.rrn)
    });
    world.coverage.iter().any(|coverage| coverage.source == silent && coverage.covers(row.unwrap()))
}

fn expected(world: &World) -> Found {
    let labels = world.labels.iter().filter(|label| silence_counts(world, label));
    let named = labels.map(|label| {
        let name = (label.terminal.clone(), label.rrn.clone(), label.stan.clone());
        (name, kind_of(label.anomaly))
    });
    named.collect()
}

fn assert_exact(world: &World) {
    let found = identified(&world.entries, &findings(&world.entries, &world.coverage));
    let expected = expected(world);
    let missed: Vec<_> = expected.difference(&found).collect();
    let wrong: Vec<_> = found.difference(&expected).collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:#?}\nwrong {wrong:#?}");
}

fn without(world: &World, source: Source) -> (Vec<Entry>, Vec<Coverage>) {
    let entries = world.entries.iter().filter(|entry| entry.source != source).cloned().collect();
    (entries, world.coverage.iter().filter(|coverage| coverage.source != source).cloned().collect())
}

#[test]
fn every_labelled_payment_is_found_and_nothing_else() {
    let mut labelled = 0;
    for (rows, rate) in [(40, 0.05), (200, 0.0), (200, 0.05), (1_000, 0.01), (3_000, 0.05), (10_000, 0.01)] {
        for seed in 0..12 {
            let world = generate(rows, seed, rate);
            assert_exact(&world);
            labelled += expected(&world).len();
        }
    }
    assert!(labelled > 1_000, "{labelled} labels prove nothing");
}

#[test]
fn a_world_is_as_large_as_asked_and_the_same_every_time() {
    let world = generate(2_000, 7, 0.05);
    let lines = |csv: &[u8]| csv.iter().filter(|byte| **byte == b'\n').count();
    for csv in [&world.terminal_csv, &world.acquirer_csv, &world.till_csv] {
        assert_eq!(lines(csv), 2_001);
    }
    let kinds: BTreeSet<&str> = world.labels.iter().map(|label| label.anomaly.name()).collect();
    assert_eq!((kinds.len(), world.labels.len()), (10, 100));
    assert_eq!(world.labels_csv().lines().count(), 101);
    let again = generate(2_000, 7, 0.05);
    assert!(again.acquirer_csv == world.acquirer_csv && again.entries == world.entries);
    assert!(generate(2_000, 8, 0.05).entries != world.entries);
}

#[test]
fn payments_take_every_row_exactly_once() {
    let world = generate(3_000, 1, 0.05);
    let payments = payments(&world.entries, &Settings::default());
    let mut rows: Vec<EntryId> = payments.iter().flat_map(|payment| payment.entries()).map(|entry| entry.id).collect();
    rows.sort_unstable();
    let all: Vec<EntryId> = world.entries.iter().map(|entry| entry.id).collect();
    assert_eq!(rows, all);
    // The journal has every transaction; no other source adds one.
    assert_eq!(payments.len(), 3_000);
}

#[test]
fn without_the_acquirer_nothing_is_called_unpaid() {
    let world = generate(3_000, 2, 0.05);
    let (entries, coverage) = without(&world, Source::Acquirer);
    let found = findings(&entries, &coverage);
    assert!(found.iter().all(|finding| finding.kind != FindingKind::SaleNotCharged));
    // Time-outs stay open until the bill comes.
    let unknown: Vec<_> = found.iter().filter(|finding| finding.kind == FindingKind::ResultUnknown).collect();
    assert_eq!(unknown.len(), 15);
    assert!(unknown.iter().all(|finding| finding.waiting_for.unwrap().0 == Source::Acquirer));
}

#[test]
fn without_the_till_only_what_terminal_and_acquirer_disagree_on_is_certain() {
    let world = generate(3_000, 3, 0.05);
    let (entries, coverage) = without(&world, Source::Till);
    for finding in findings(&entries, &coverage) {
        let waits = finding.waiting_for.map(|(source, _)| source);
        match finding.kind {
            FindingKind::ChargedTwice => assert_eq!(waits, Some(Source::Till)),
            FindingKind::RefundNotSeen => assert_eq!(waits, Some(Source::Acquirer)),
            FindingKind::ChargedNoSale => assert_eq!(finding.entries.len(), 2),
            _ => assert_eq!(waits, None),
        }
    }
}

#[test]
fn without_the_terminal_till_and_acquirer_still_tell() {
    let world = generate(3_000, 4, 0.05);
    let (entries, coverage) = without(&world, Source::Terminal);
    let count = |kind| findings(&entries, &coverage).iter().filter(|finding| finding.kind == kind).count();
    let labelled = |kind: FindingKind| expected(&world).iter().filter(|(_, other)| *other == kind).count();
    assert_eq!(count(FindingKind::ChargedTwice), labelled(FindingKind::ChargedTwice));
    assert_eq!(count(FindingKind::AmountDiffers), labelled(FindingKind::AmountDiffers));
    assert_eq!(count(FindingKind::ChargedNoSale), labelled(FindingKind::ChargedNoSale));
    assert_eq!(count(FindingKind::ResultUnknown), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_entries_does_not_matter(seed in 0u64..1_000_000, rows in 20usize..400, shuffle in any::<u64>()) {
        let world = generate(rows, seed, 0.05);
        let as_given = findings(&world.entries, &world.coverage);
        let mut shuffled = world.entries.clone();
        shuffled.sort_by_key(|entry| (entry.id.0 as u64 ^ shuffle).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let coverage: Vec<Coverage> = world.coverage.iter().rev().cloned().collect();
        prop_assert_eq!(&as_given, &findings(&shuffled, &coverage));
        prop_assert_eq!(
            payments(&world.entries, &Settings::default()),
            payments(&shuffled, &Settings::default())
        );
    }

    #[test]
    fn the_same_rows_again_change_nothing(seed in 0u64..1_000_000, rows in 20usize..400) {
        let world = generate(rows, seed, 0.05);
        let doubled: Vec<Entry> = world.entries.iter().chain(&world.entries).cloned().collect();
        prop_assert_eq!(findings(&world.entries, &world.coverage), findings(&doubled, &world.coverage));
    }

    #[test]
    fn silence_without_coverage_says_nothing(seed in 0u64..1_000_000, rows in 20usize..400, dropped in 0usize..3) {
        let world = generate(rows, seed, 0.05);
        let source = Source::ALL[dropped];
        let coverage: Vec<Coverage> =
            world.coverage.iter().filter(|coverage| coverage.source != source).cloned().collect();
        for finding in findings(&world.entries, &coverage) {
            prop_assert!(source != Source::Acquirer || finding.kind != FindingKind::SaleNotCharged);
            prop_assert!(source != Source::Till || finding.waiting_for.is_some() || finding.kind != FindingKind::ChargedTwice);
        }
    }
}

/// How the payments of one provider go, step by step; each step is a row of its own.
const LIVES: [&[Status]; 8] = [
    &[Status::Pending, Status::Authorised, Status::Captured, Status::Settled],
    &[Status::Pending, Status::Authorised, Status::Captured],
    &[Status::Pending, Status::Authorised],
    &[Status::Pending],
    &[Status::Pending, Status::Declined],
    &[Status::Authorised, Status::Settled, Status::Refunded],
    &[Status::Unknown, Status::Approved],
    &[Status::Approved],
];

/// A row of the acquirer's about payment `number`; `step` seconds after it began, or at the same time where times do not
/// help.
fn step(number: usize, step: usize, status: Status, has_times: bool) -> Entry {
    let start: loose_ends::domain::Moment = "2026-11-23T12:00:00+08:00".parse().unwrap();
    let seconds = if has_times { 3_600 * step as i64 } else { 0 };
    let time = start + chrono::Duration::minutes(7 * number as i64) + chrono::Duration::seconds(seconds);
    let amount = Money::new(1_000 + 25 * (number as i64 % 3), Currency::CNY);
    let mut entry = Entry::new(Source::Acquirer, TransactionType::Sale, status, amount, time);
    entry.provider_ref = format!("8815{number:012}").into();
    // Every other payment is a further try for the order of the one before.
    entry.order = format!("ORDER-{:06}", number / 2).into();
    entry.status_text = status.as_str().into();
    entry
}

/// Every step of these payments, in an order and over reports as `mix` says.
fn mixed(lives: &[usize], mix: u64, has_times: bool) -> Vec<Entry> {
    let steps = |(number, life): (usize, &usize)| {
        let rows = LIVES[*life].iter().enumerate().map(move |(at, status)| step(number, at, *status, has_times));
        rows.collect::<Vec<_>>()
    };
    let mut rows: Vec<(u64, Entry)> =
        lives.iter().enumerate().flat_map(steps).zip(0_u64..).map(|(row, n)| (n, row)).collect();
    let hash = |n: u64| (n + 1).wrapping_mul(mix | 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    rows.sort_by_key(|(n, _)| hash(*n));
    let numbered = (1_i64..).zip(rows);
    numbered
        .map(|(id, (n, row))| Entry {
            id: EntryId(id),
            report: ReportId(1 + (hash(n) >> 40) as i64 % 3),
            line: id as u32,
            ..row
        })
        .collect()
}

fn three_reports() -> Vec<Coverage> {
    let report = |number| Coverage {
        report: ReportId(number),
        source: Source::Acquirer,
        from: "2026-11-23T00:00:00+08:00".parse().unwrap(),
        to: "2026-11-24T23:59:59+08:00".parse().unwrap(),
        terminals: Default::default(),
        shops: Default::default(),
        channels: Channels::NotStated,
        payout: None,
        batches: Vec::new(),
    };
    (1..=3).map(report).collect()
}

/// Findings by what they are about, whatever the rows are numbered.
fn meanings(entries: &[Entry]) -> Vec<String> {
    let by_id: BTreeMap<EntryId, &Entry> = entries.iter().map(|entry| (entry.id, entry)).collect();
    let name = |id: &EntryId| format!("{} {}", by_id[id].provider_ref, by_id[id].status);
    let meaning = |finding: Finding| {
        let mut rows: Vec<String> = finding.entries.iter().map(name).collect();
        rows.sort();
        let related: Vec<String> = finding.related.iter().map(|related| name(&related.entry)).collect();
        let (kind, at_risk, time) = (finding.kind, finding.at_risk, finding.time);
        format!("{kind} {} {rows:?} {related:?} {at_risk:?} {time} {:?}", name(&finding.lead), finding.reasons)
    };
    let mut meanings: Vec<String> = findings(entries, &three_reports()).into_iter().map(meaning).collect();
    meanings.sort();
    meanings
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn rows_with_one_reference_are_one_payment_in_any_order_over_any_files(
        lives in proptest::collection::vec(0..LIVES.len(), 1..24),
        mix in any::<u64>(),
        has_times in any::<bool>(),
    ) {
        let entries = mixed(&lives, mix, has_times);
        let mut states: Vec<(String, Status, usize)> = payments(&entries, &Settings::default())
            .iter()
            .map(|payment| {
                let seen = payment.seen_by(Source::Acquirer).unwrap();
                (seen.provider_ref.to_string(), seen.status, payment.entries().len())
            })
            .collect();
        states.sort();
        let expected: Vec<(String, Status, usize)> = lives
            .iter()
            .enumerate()
            .map(|(number, life)| {
                let steps = LIVES[*life];
                (step(number, 0, Status::Pending, true).provider_ref.to_string(), steps[steps.len() - 1], steps.len())
            })
            .collect();
        prop_assert_eq!(states, expected);
        prop_assert_eq!(meanings(&entries), meanings(&mixed(&lives, mix.rotate_left(17) ^ 0x5bd1, has_times)));
    }
}
