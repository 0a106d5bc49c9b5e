//! Every playbook in `assets/playbooks`: complete, distinct, said in both languages, and walkable to each of its outcomes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics is a test that fails")]

mod customer;
mod suggestion;
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
        // Where nobody knows which way an amount is wrong, both ways stand in the list.
        let most = if playbook.finding == FindingKind::AmountDiffers { 6 } else { 5 };
        assert!((2..=most).contains(&playbook.actions.len()), "{}", playbook.finding);
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

/// 268.00 by the till; the acquirer says `charged`.
fn charged(charged: &str) -> Finding {
    let pair = Reason::with(
        ReasonCode::AmountsDiffer,
        [("left", "acquirer"), ("right", "till"), ("left_amount", charged), ("right_amount", "268.00")],
    );
    Finding { reasons: vec![pair], ..finding(FindingKind::AmountDiffers) }
}

#[test]
fn due_and_hold_follow_the_kind() {
    let settings = Settings::default();
    let opened: Moment = "2026-11-23T22:00:00+08:00".parse().unwrap();
    let today = "2026-11-23T23:59:00+08:00";
    let tomorrow = "2026-11-24T23:59:00+08:00";
    let late_answer = Some("2026-11-24T00:14:09+08:00");
    for (kind, due, hold, pause) in [
        (FindingKind::ChargedNoSale, today, None, None),
        (FindingKind::SaleNotCharged, tomorrow, None, None),
        (FindingKind::ResultUnknown, "2026-11-24T00:00:00+08:00", late_answer, None),
        (FindingKind::FailedStillOpen, today, late_answer, None),
        (FindingKind::AmountDiffers, today, None, None),
        (FindingKind::ChargedTwice, today, None, None),
        (FindingKind::RefundNotSeen, tomorrow, None, None),
        (FindingKind::ReversedAfterSale, today, None, None),
        (FindingKind::PreauthOpen, tomorrow, None, None),
        (FindingKind::OfflineNotUploaded, today, None, None),
        (FindingKind::BatchNotSettled, today, None, None),
        (FindingKind::SettledLate, tomorrow, None, None),
        (FindingKind::SettlementDiffers, tomorrow, None, None),
    ] {
        let playbook = playbook(kind);
        let said = |moment: Option<Moment>| moment.map(|moment| moment.to_rfc3339());
        assert_eq!(playbook.due(opened, &finding(kind), &settings).to_rfc3339(), due, "{kind}");
        assert_eq!(said(playbook.hold_until(&finding(kind))).as_deref(), hold, "{kind}");
        assert_eq!(said(playbook.paused_until(&finding(kind))).as_deref(), pause, "{kind}");
    }
}

#[test]
fn only_a_reversal_that_is_still_tried_is_waited_for() {
    let until = |code| {
        let failed = Finding { reasons: vec![Reason::plain(code)], ..finding(FindingKind::FailedStillOpen) };
        playbook(FindingKind::FailedStillOpen).paused_until(&failed).map(|moment| moment.to_rfc3339())
    };
    assert_eq!(until(ReasonCode::ReversalPending).as_deref(), Some("2026-11-24T00:14:09+08:00"));
    assert_eq!(until(ReasonCode::ReversalFailed), None);
    assert_eq!(until(ReasonCode::FailedShownInProgress), None);
}

#[test]
fn a_hold_on_a_card_is_due_when_it_lapses() {
    let opened: Moment = "2026-11-23T22:00:00+08:00".parse().unwrap();
    let expires_at: Option<Moment> = "2026-12-23T15:03:00+08:00".parse().ok();
    let held = Finding { expires_at, ..finding(FindingKind::PreauthOpen) };
    assert_eq!(Some(playbook(FindingKind::PreauthOpen).due(opened, &held, &Settings::default())), expires_at);
}

#[test]
fn nobody_is_charged_anew_or_given_money_without_having_agreed() {
    let needing: BTreeSet<(FindingKind, String)> = playbooks()
        .into_iter()
        .flat_map(|playbook| {
            let needing = playbook.actions.into_iter().filter(|action| action.needs_agreement);
            needing.map(move |action| (playbook.finding, action.id)).collect::<Vec<_>>()
        })
        .collect();
    use FindingKind as Kind;
    let expected = [
        (Kind::ChargedNoSale, "refund-by-original-route"),
        (Kind::ChargedNoSale, "take-other-method"),
        (Kind::SaleNotCharged, "ask-customer-to-pay"),
        (Kind::ResultUnknown, "take-other-method"),
        (Kind::ResultUnknown, "cancel-unpaid-order"),
        (Kind::FailedStillOpen, "take-other-method"),
        (Kind::AmountDiffers, "refund-difference"),
        (Kind::AmountDiffers, "collect-difference"),
        (Kind::AmountDiffers, "void-and-resell"),
        (Kind::ChargedTwice, "refund-second"),
        (Kind::ChargedTwice, "void-second-same-batch"),
        (Kind::RefundNotSeen, "repeat-same-number"),
        (Kind::RefundNotSeen, "ask-manual-refund"),
        (Kind::RefundNotSeen, "return-another-way"),
        (Kind::ReversedAfterSale, "collect-again"),
        (Kind::PreauthOpen, "complete-preauth"),
        (Kind::PreauthOpen, "pay-and-void"),
        (Kind::PreauthOpen, "ask-late-completion"),
        (Kind::OfflineNotUploaded, "ask-customer-to-pay"),
    ];
    assert_eq!(needing, expected.map(|(kind, id)| (kind, id.to_owned())).into());
}

#[test]
fn where_charging_is_held_a_new_payment_waits_for_the_look_up() {
    for playbook in playbooks().into_iter().filter(|playbook| playbook.waits.iter().any(|wait| wait.holds_charging)) {
        let again = playbook.action("take-other-method").unwrap();
        assert!(again.after_look_up, "{}", playbook.finding);
    }
}

#[test]
fn where_the_amounts_tell_only_what_fits_them_is_offered() {
    let playbook = playbook(FindingKind::AmountDiffers);
    let offered = |finding: &Finding| -> Vec<String> {
        let actions = playbook.actions_for(finding).map(|action| action.id.clone());
        actions.chain(playbook.outcomes_for(finding, None).iter().map(|outcome| outcome.id.clone())).collect()
    };
    let has = |finding: &Finding, ids: [&str; 4]| ids.map(|id| offered(finding).iter().any(|offered| offered == id));
    let ids = ["refund-difference", "difference-refunded", "collect-difference", "difference-collected"];
    assert_eq!(has(&charged("278.00"), ids), [true, true, false, false]);
    assert_eq!(has(&charged("258.00"), ids), [false, false, true, true]);
    assert_eq!(has(&finding(FindingKind::AmountDiffers), ids), [true; 4]);
}

#[test]
fn the_outcomes_of_an_action_stand_in_its_own_order() {
    for playbook in playbooks() {
        let finding = finding(playbook.finding);
        for action in &playbook.actions {
            let offered = playbook.outcomes_for(&finding, Some(&action.id));
            let ids: Vec<&String> = offered.iter().map(|outcome| &outcome.id).collect();
            assert_eq!(ids, action.outcomes.iter().collect::<Vec<_>>(), "{}: {}", playbook.finding, action.id);
        }
    }
}
