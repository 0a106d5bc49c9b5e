//! Every playbook in `assets/playbooks`: complete, distinct, said in both languages, and walkable to each of its outcomes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics is a test that fails")]

mod texts;
mod walk;

use loose_ends::domain::{
    BusinessDay, Cause, Confidence, Currency, EntryId, Finding, FindingKind, Moment, Money, Playbook, Reason,
    ReasonCode, Settings, Step,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

fn files_in(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(assets().join(folder))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no .{extension} file in assets/{folder}");
    files
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

fn playbooks() -> Vec<Playbook> {
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let playbook: Playbook = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(stem(path), playbook.finding.as_str(), "a playbook's file is named after its finding");
        playbook
    };
    files_in("playbooks", "toml").iter().map(read).collect()
}

fn playbook(kind: FindingKind) -> Playbook {
    playbooks().into_iter().find(|playbook| playbook.finding == kind).unwrap()
}

#[test]
fn every_kind_has_a_playbook_and_each_is_sound() {
    let playbooks = playbooks();
    let covered: BTreeSet<FindingKind> = playbooks.iter().map(|playbook| playbook.finding).collect();
    assert_eq!(covered, FindingKind::ALL.iter().copied().collect());
    for playbook in &playbooks {
        playbook.validate().unwrap_or_else(|error| panic!("{}: {error}", playbook.finding));
        for step in [Step::VerifyDetails, Step::ContactAcquirer] {
            let required = playbook.checks_of(step).filter(|check| !check.optional).count();
            assert!((2..=3).contains(&required), "{}: {required} required checks in {step}", playbook.finding);
        }
        for check in &playbook.checks {
            // Choosing and closing have conditions of their own; a required check there would never be asked for.
            let enforced = matches!(check.step, Step::VerifyDetails | Step::ContactAcquirer);
            assert!(enforced || check.optional, "{}: {}", playbook.finding, check.id);
        }
        assert!((2..=5).contains(&playbook.actions.len()), "{}", playbook.finding);
        assert!(playbook.waits.iter().all(|wait| wait.minutes > 0), "{}", playbook.finding);
    }
}

#[test]
fn every_kind_has_checks_a_wait_and_a_never_rule_of_its_own() {
    type Ids = fn(&Playbook) -> Vec<String>;
    let lists: [(&str, usize, Ids); 3] = [
        ("checks", 3, |playbook| playbook.checks.iter().map(|check| check.id.clone()).collect()),
        ("waits", 1, |playbook| playbook.waits.iter().map(|wait| wait.id.clone()).collect()),
        ("never-rules", 1, |playbook| playbook.never.iter().map(|rule| rule.id.clone()).collect()),
    ];
    let playbooks = playbooks();
    for playbook in &playbooks {
        for (what, least, ids) in lists {
            let others: BTreeSet<String> =
                playbooks.iter().filter(|other| other.finding != playbook.finding).flat_map(ids).collect();
            let own: Vec<String> = ids(playbook).into_iter().filter(|id| !others.contains(id)).collect();
            assert!(own.len() >= least, "{}: only {own:?} of its {what} are its own", playbook.finding);
        }
    }
}

#[test]
fn a_shared_check_stands_in_the_same_step_everywhere() {
    let mut steps: BTreeMap<String, Step> = BTreeMap::new();
    for playbook in playbooks() {
        for check in playbook.checks {
            let step = *steps.entry(check.id.clone()).or_insert(check.step);
            assert_eq!(step, check.step, "a tick on {} carries over when the kind changes", check.id);
        }
    }
}

#[test]
fn every_outcome_can_be_reached_by_an_action() {
    for playbook in playbooks() {
        let reached: BTreeSet<&String> = playbook.actions.iter().flat_map(|action| &action.outcomes).collect();
        for outcome in &playbook.outcomes {
            assert!(reached.contains(&outcome.id), "{}: nothing leads to {}", playbook.finding, outcome.id);
        }
        for action in &playbook.actions {
            assert!(!action.outcomes.is_empty(), "{}: {} leads nowhere", playbook.finding, action.id);
        }
    }
}

/// A finding of `kind` on the evening of the sample day.
fn finding(kind: FindingKind) -> Finding {
    let time: Moment = "2026-11-23T20:14:09+08:00".parse().unwrap();
    let amount = Money::new(26_800, Currency::CNY);
    Finding {
        kind,
        subject: loose_ends::domain::Subject::Payment,
        also: Vec::new(),
        confidence: Confidence::Certain,
        cause: Cause::NotKnown,
        amount,
        at_risk: amount,
        time,
        business_day: BusinessDay::of(time, 0),
        lead: EntryId(1),
        entries: vec![EntryId(1)],
        related: Vec::new(),
        reasons: Vec::new(),
        waiting_for: None,
        expires_at: None,
        described: None,
    }
}

#[test]
fn the_suggestion_fits_the_situation() {
    use FindingKind as Kind;
    use ReasonCode as Code;
    let situations: &[(Kind, Cause, &[Code], &str)] = &[
        (
            Kind::ChargedNoSale,
            Cause::Network,
            &[Code::AcquirerHasItTerminalUnknown, Code::TillHasNoSale],
            "ring-up-without-charging",
        ),
        (Kind::ChargedNoSale, Cause::Till, &[Code::TerminalApproved, Code::TillHasNoSale], "ring-up-without-charging"),
        (Kind::ChargedNoSale, Cause::Network, &[Code::AcquirerHasItTerminalUnknown, Code::TillHasSale], "mark-as-paid"),
        (
            Kind::ChargedNoSale,
            Cause::Network,
            &[Code::AcquirerHasItTerminalFailed, Code::TillHasNoSale],
            "refund-by-original-route",
        ),
        (
            Kind::ChargedNoSale,
            Cause::Network,
            &[Code::AcquirerHasItTerminalUnknown, Code::NotCoveredYet],
            "wait-for-report",
        ),
        (
            Kind::SaleNotCharged,
            Cause::Acquirer,
            &[Code::TerminalApproved, Code::TillHasSale, Code::AcquirerHasNothing],
            "send-slip-for-claim",
        ),
        (
            Kind::SaleNotCharged,
            Cause::Issuer,
            &[Code::TerminalApproved, Code::TillHasSale, Code::AcquirerDeclined],
            "ask-customer-to-pay",
        ),
        (Kind::SaleNotCharged, Cause::Till, &[Code::TillHasSale, Code::AcquirerHasNothing], "correct-till-entry"),
        (Kind::SaleNotCharged, Cause::Network, &[Code::AcquirerHasNothing], "upload-stored-sales"),
        (Kind::ResultUnknown, Cause::Network, &[Code::TerminalUnknown, Code::NotCoveredYet], "wait-for-report"),
        (Kind::ResultUnknown, Cause::Network, &[Code::TerminalUnknown, Code::AcquirerHasNothing], "let-reversal-run"),
        (Kind::ResultUnknown, Cause::Issuer, &[Code::TerminalUnknown, Code::AcquirerDeclined], "take-other-method"),
        (Kind::ResultUnknown, Cause::NotKnown, &[Code::TerminalUnknown], "wait-for-report"),
        (Kind::AmountDiffers, Cause::Till, &[Code::AmountsDiffer], "contact-customer"),
        (Kind::AmountDiffers, Cause::Acquirer, &[Code::AmountsDiffer], "ask-acquirer-to-adjust"),
        (Kind::AmountDiffers, Cause::NotKnown, &[Code::CurrenciesDiffer], "ask-acquirer-to-adjust"),
        (Kind::ChargedTwice, Cause::Customer, &[Code::SameCardSameAmount], "refund-second"),
        (Kind::ChargedTwice, Cause::Network, &[Code::SameOrder], "refund-second"),
        (Kind::ChargedTwice, Cause::Network, &[Code::SameCardSameAmount, Code::NotCoveredYet], "wait-for-report"),
    ];
    for (kind, cause, codes, suggested) in situations {
        let reasons: Vec<Reason> = codes.iter().copied().map(Reason::plain).collect();
        assert_eq!(playbook(*kind).suggest(*cause, &reasons), *suggested, "{kind}, {cause}, {codes:?}");
    }
}

#[test]
fn due_and_hold_follow_the_kind() {
    let settings = Settings::default();
    let opened: Moment = "2026-11-23T22:00:00+08:00".parse().unwrap();
    for (kind, due, hold) in [
        (FindingKind::ChargedNoSale, "2026-11-23T23:59:00+08:00", None),
        (FindingKind::SaleNotCharged, "2026-11-24T23:59:00+08:00", None),
        (FindingKind::ResultUnknown, "2026-11-24T00:00:00+08:00", Some("2026-11-24T00:14:09+08:00")),
        (FindingKind::AmountDiffers, "2026-11-23T23:59:00+08:00", None),
        (FindingKind::ChargedTwice, "2026-11-23T23:59:00+08:00", None),
    ] {
        let playbook = playbook(kind);
        assert_eq!(playbook.due(opened, &finding(kind), &settings).to_rfc3339(), due, "{kind}");
        assert_eq!(playbook.hold_until(&finding(kind)).map(|until| until.to_rfc3339()).as_deref(), hold, "{kind}");
    }
}
