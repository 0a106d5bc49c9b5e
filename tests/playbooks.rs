//! Every playbook in `assets/playbooks`: complete, distinct, said in both languages, and walkable to each of its outcomes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that panics is a test that fails")]

use loose_ends::domain::{
    Action, Author, BusinessDay, Case, CaseId, CaseState, CaseWork, Cause, Channel, Confidence, Contact, Currency,
    Decision, EntryId, Finding, FindingKind, Moment, Money, MoneyEffect, Outcome, Party, Playbook, Reason, ReasonCode,
    Recorded, Refusal, SETTLED_BY_REPORT, Settings, Step,
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

/// The messages of a Fluent file: name and pattern, continuation lines joined. Enough for files without attributes,
/// terms and selectors, and it refuses those.
fn messages(language: &str) -> BTreeMap<String, String> {
    let path = assets().join("i18n").join(language).join("playbooks.ftl");
    let text = fs::read_to_string(&path).unwrap();
    let mut messages = BTreeMap::new();
    let mut last: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        let place = format!("{}:{}", path.display(), index + 1);
        if line.is_empty() || line.starts_with('#') {
            last = None;
        } else if let Some(more) = line.strip_prefix("    ") {
            let name = last.clone().unwrap_or_else(|| panic!("{place}: continues nothing"));
            let pattern: &mut String = messages.get_mut(&name).unwrap();
            pattern.push(' ');
            pattern.push_str(more);
        } else {
            let (name, pattern) = line.split_once(" = ").unwrap_or_else(|| panic!("{place}: no message"));
            assert!(
                name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()),
                "{place}"
            );
            assert!(!pattern.trim().is_empty(), "{place}: says nothing");
            assert!(messages.insert(name.to_owned(), pattern.to_owned()).is_none(), "{place}: stands twice");
            last = Some(name.to_owned());
        }
    }
    messages
}

/// Names of the variables in a pattern, in no order.
fn variables(pattern: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for placeable in pattern.split('{').skip(1) {
        let inside = placeable.split('}').next().unwrap().trim();
        found.insert(inside.strip_prefix('$').unwrap_or_else(|| panic!("only variables are allowed: {pattern}")));
    }
    found
}

/// Every message that the playbooks and the response codes refer to.
fn texts_needed() -> BTreeSet<String> {
    let mut needed = BTreeSet::from([format!("outcome-{SETTLED_BY_REPORT}")]);
    for playbook in playbooks() {
        needed.extend(playbook.checks.iter().map(|check| format!("check-{}", check.id)));
        needed.extend(playbook.waits.iter().map(|wait| format!("wait-{}", wait.id)));
        needed.extend(playbook.never.iter().map(|rule| format!("never-{}", rule.id)));
        needed.extend(playbook.actions.iter().map(|action| format!("action-{}", action.id)));
        needed.extend(playbook.actions.iter().map(|action| format!("action-{}-effect", action.id)));
        needed.extend(playbook.outcomes.iter().map(|outcome| format!("outcome-{}", outcome.id)));
        needed.extend(playbook.customer.iter().map(|id| format!("customer-{id}")));
    }
    needed.extend(code_rows().into_iter().map(|row| format!("code-class-{}", row.class)));
    needed
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeRow {
    code: String,
    class: String,
    cause: String,
    en: String,
    zh: String,
}

fn code_rows() -> Vec<CodeRow> {
    let read = |path: &PathBuf| -> Vec<CodeRow> {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let rows: Result<Vec<CodeRow>, csv::Error> = reader.deserialize().collect();
        let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let codes: BTreeSet<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(codes.len(), rows.len(), "{}: a code stands twice", path.display());
        rows
    };
    files_in("codes", "csv").iter().flat_map(read).collect()
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

#[test]
fn every_id_is_said_in_both_languages_and_nothing_else_is() {
    let needed = texts_needed();
    let (english, chinese) = (messages("en"), messages("zh-CN"));
    for (language, messages) in [("en", &english), ("zh-CN", &chinese)] {
        let said: BTreeSet<String> = messages.keys().cloned().collect();
        let missing: Vec<&String> = needed.difference(&said).collect();
        let unused: Vec<&String> = said.difference(&needed).collect();
        assert!(missing.is_empty() && unused.is_empty(), "{language}: missing {missing:?}, unused {unused:?}");
    }
    for (name, pattern) in &english {
        assert_eq!(variables(pattern), variables(&chinese[name]), "{name}");
        let allowed: &[&str] = if name.starts_with("customer-") { &["amount", "time"] } else { &[] };
        assert!(variables(pattern).iter().all(|variable| allowed.contains(variable)), "{name}: {pattern}");
    }
}

#[test]
fn texts_fit_a_narrow_panel() {
    let (english, chinese) = (messages("en"), messages("zh-CN"));
    for (name, english_most, chinese_most) in [("check-", 72, 30), ("wait-", 90, 40), ("outcome-", 60, 24)] {
        for (messages, most) in [(&english, english_most), (&chinese, chinese_most)] {
            for (name, text) in messages.iter().filter(|(key, _)| key.starts_with(name)) {
                let length = text.chars().count();
                assert!(length <= most, "{name} has {length} characters, {most} fit: {text}");
            }
        }
    }
}

#[test]
fn response_codes_name_known_causes_and_both_meanings() {
    for row in code_rows() {
        let known = row.cause == "none" || row.cause.parse::<Cause>().is_ok();
        assert!(known, "{}: cause {}", row.code, row.cause);
        for cell in [&row.code, &row.en, &row.zh] {
            assert!(!cell.is_empty() && cell.trim() == cell, "{}: '{cell}'", row.code);
        }
    }
}

/// A finding of `kind` on the evening of the sample day.
fn finding(kind: FindingKind) -> Finding {
    let time: Moment = "2026-11-23T20:14:09+08:00".parse().unwrap();
    let amount = Money::new(26_800, Currency::CNY);
    Finding {
        kind,
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
    }
}

/// A cashier at work: every decision goes through `Case::check` before it is applied, as it does in the program.
struct Desk {
    case: Case,
    playbook: Playbook,
    now: Moment,
}

impl Desk {
    fn open(playbook: Playbook) -> Self {
        let kind = playbook.finding;
        let case = Case {
            id: CaseId(1),
            uid: "walk".to_owned(),
            finding: finding(kind),
            work: CaseWork::default(),
            history: Vec::new(),
        };
        let mut desk = Self { case, playbook, now: "2026-11-23T22:00:00+08:00".parse().unwrap() };
        desk.take(Decision::Opened { finding: kind });
        desk
    }

    fn author(&self) -> Author {
        Author { operator: "07".to_owned(), at: self.now }
    }

    fn ask(&self, decision: &Decision) -> Result<(), Refusal> {
        self.case.check(decision, &self.playbook, &self.author())
    }

    fn take(&mut self, decision: Decision) {
        let author = self.author();
        let asked = self.ask(&decision);
        assert_eq!(asked, Ok(()), "{}: {decision:?}", self.playbook.finding);
        let seq = i64::try_from(self.case.history.len()).unwrap() + 1;
        let recorded = Recorded { seq, author, decision };
        self.case.work.apply(&recorded);
        self.case.history.push(recorded);
        self.now += chrono::Duration::minutes(1);
    }

    fn refused(&self, decision: &Decision, refusal: &Refusal) {
        assert_eq!(self.ask(decision), Err(refusal.clone()), "{}: {decision:?}", self.playbook.finding);
    }

    fn required(&self, step: Step) -> Vec<String> {
        self.playbook.checks_of(step).filter(|check| !check.optional).map(|check| check.id.clone()).collect()
    }

    fn verify(&mut self) {
        let step = Step::VerifyDetails;
        assert_eq!(self.case.work.current_step(), step);
        let checks = self.required(step);
        self.refused(&Decision::StepDone { step }, &Refusal::ChecksOpen { step, checks: checks.clone() });
        // One check short is not enough.
        let (last, others) = checks.split_last().unwrap();
        self.take(Decision::Checked { step, checks: others.to_vec() });
        self.refused(&Decision::StepDone { step }, &Refusal::ChecksOpen { step, checks: vec![last.clone()] });
        self.take(Decision::Checked { step, checks: vec![last.clone()] });
        self.take(Decision::StepDone { step });
    }

    fn contact(&mut self) {
        let step = Step::ContactAcquirer;
        assert_eq!(self.case.work.current_step(), step);
        let checks = self.required(step);
        self.take(Decision::Checked { step, checks });
        self.refused(&Decision::StepDone { step }, &Refusal::NoContact);
        self.refused(&Decision::Contacted(contact("")), &Refusal::NoText);
        self.take(Decision::Contacted(contact("looked up, answer noted")));
        self.take(Decision::StepDone { step });
    }

    fn act(&mut self, action: &Action) {
        let step = Step::ChooseAction;
        assert_eq!(self.case.work.current_step(), step);
        self.refused(&Decision::StepDone { step }, &Refusal::NoAction);
        let chosen = |acknowledged| Decision::ActionChosen { action: action.id.clone(), acknowledged };
        if !action.acknowledge.is_empty() {
            self.refused(&chosen(Vec::new()), &Refusal::NotAcknowledged { rules: action.acknowledge.clone() });
        }
        self.take(chosen(action.acknowledge.clone()));
    }

    fn end(&mut self, outcome: &Outcome) {
        assert_eq!(self.case.work.current_step(), Step::RecordOutcome);
        let closed = |change: fn(&mut Outcome)| {
            let mut changed = outcome.clone();
            change(&mut changed);
            Decision::Closed(changed)
        };
        self.refused(&Decision::StepDone { step: Step::RecordOutcome }, &Refusal::NoReason);
        self.refused(&closed(|outcome| outcome.reason = "  ".to_owned()), &Refusal::NoReason);
        let unknown = Refusal::UnknownOutcome {
            outcome: String::new(),
            known: self.playbook.outcomes.iter().map(|rule| rule.id.clone()).collect(),
        };
        self.refused(&closed(|outcome| outcome.outcome = String::new()), &unknown);
        if outcome.money_effect != MoneyEffect::None {
            self.refused(&closed(|outcome| outcome.amount = None), &Refusal::NoAmount);
        }
        self.take(Decision::Closed(outcome.clone()));
        assert_eq!(self.case.state(self.now), CaseState::Closed);
        self.refused(&Decision::Closed(outcome.clone()), &Refusal::Closed);
    }
}

fn contact(said: &str) -> Contact {
    Contact {
        channel: Channel::Phone,
        party: Party::Acquirer,
        person: "8021".to_owned(),
        reference: String::new(),
        said: said.to_owned(),
        promised: None,
    }
}

fn outcome(playbook: &Playbook, id: &str) -> Outcome {
    let money_effect = playbook.outcome(id).unwrap().money;
    Outcome {
        outcome: id.to_owned(),
        reason: "the acquirer said so".to_owned(),
        money_effect,
        amount: (money_effect != MoneyEffect::None).then(|| Money::new(26_800, Currency::CNY)),
        override_reason: None,
    }
}

#[test]
fn every_playbook_walks_to_each_of_its_outcomes() {
    for playbook in playbooks() {
        for action in &playbook.actions {
            for id in &action.outcomes {
                let mut desk = Desk::open(playbook.clone());
                desk.verify();
                desk.contact();
                desk.act(action);
                desk.end(&outcome(&playbook, id));
                let history = CaseWork::from_history(&desk.case.history);
                assert_eq!(history, desk.case.work, "the history alone gives the same case");
                assert_eq!(history.outcome.unwrap().1.outcome, *id);
            }
        }
    }
}

#[test]
fn no_step_is_passed_over_in_silence() {
    for playbook in playbooks() {
        let first = playbook.actions[0].clone();
        let end = outcome(&playbook, &first.outcomes[0]);
        let closed = Decision::Closed(end.clone());
        let open = |steps: &[Step]| Refusal::StepsOpen { steps: steps.to_vec() };
        let mut desk = Desk::open(playbook);
        desk.refused(&closed, &open(&[Step::VerifyDetails, Step::ContactAcquirer, Step::ChooseAction]));
        desk.verify();
        desk.refused(&closed, &open(&[Step::ContactAcquirer, Step::ChooseAction]));
        desk.refused(
            &Decision::StepSkipped { step: Step::ContactAcquirer, reason: " ".to_owned() },
            &Refusal::NoReason,
        );
        desk.take(Decision::StepSkipped { step: Step::ContactAcquirer, reason: "hotline closed".to_owned() });
        desk.refused(&closed, &open(&[Step::ChooseAction]));
        let blank = Outcome { override_reason: Some(String::new()), ..end.clone() };
        desk.refused(&Decision::Closed(blank), &open(&[Step::ChooseAction]));
        // With a reason it is possible, and the reason stays on record.
        desk.take(Decision::Closed(Outcome { override_reason: Some("owner decided".to_owned()), ..end }));
        let (_, kept) = desk.case.work.outcome.clone().unwrap();
        assert_eq!(kept.override_reason.as_deref(), Some("owner decided"));
        assert_eq!(desk.case.work.marks[&Step::ContactAcquirer].skipped.as_deref(), Some("hotline closed"));
    }
}

#[test]
fn a_check_action_or_outcome_of_another_kind_is_refused() {
    let desk = Desk::open(playbook(FindingKind::ChargedNoSale));
    let step = Step::VerifyDetails;
    let foreign = Decision::Checked { step, checks: vec!["count-purchases".to_owned()] };
    assert!(matches!(desk.ask(&foreign), Err(Refusal::UnknownCheck { .. })));
    let foreign = Decision::ActionChosen { action: "keep-both".to_owned(), acknowledged: Vec::new() };
    assert!(matches!(desk.ask(&foreign), Err(Refusal::UnknownAction { .. })));
    let mut end = outcome(&desk.playbook, "refunded");
    end.outcome = "two-purchases".to_owned();
    assert!(matches!(desk.ask(&Decision::Closed(end)), Err(Refusal::UnknownOutcome { .. })));
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
        (FindingKind::ChargedNoSale, "2026-11-23T23:59:00+08:00", Some("2026-11-24T20:14:09+08:00")),
        (FindingKind::SaleNotCharged, "2026-11-24T23:59:00+08:00", None),
        (FindingKind::ResultUnknown, "2026-11-24T00:00:00+08:00", Some("2026-11-23T22:14:09+08:00")),
        (FindingKind::AmountDiffers, "2026-11-23T23:59:00+08:00", None),
        (FindingKind::ChargedTwice, "2026-11-23T23:59:00+08:00", None),
    ] {
        let playbook = playbook(kind);
        assert_eq!(playbook.due(opened, &settings).to_rfc3339(), due, "{kind}");
        assert_eq!(playbook.hold_until(&finding(kind)).map(|until| until.to_rfc3339()).as_deref(), hold, "{kind}");
    }
}
