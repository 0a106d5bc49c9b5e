//! Joining and rules over whole days: the labelled world, and what must hold whatever the day looks like.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that panics is a test that fails")]

mod world;

use loose_ends::domain::{CodeBook, Coverage, Entry, EntryId, Finding, FindingKind, Settings, Source, TradeRules};
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
