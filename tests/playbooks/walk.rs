//! Each playbook walked from the first check to each of its outcomes, with every wrong order refused on the way.

use super::{finding, playbook, playbooks};
use loose_ends::domain::{
    Action, Author, Case, CaseId, CaseState, CaseWork, Channel, Contact, Currency, Decision, FindingKind, Moment,
    Money, MoneyEffect, Outcome, Party, Playbook, Recorded, Refusal, Step,
};

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
        if action.needs_agreement {
            self.refused(&chosen(action.acknowledge.clone()), &Refusal::NoAgreement);
            self.take(Decision::Contacted(Contact { party: Party::Customer, ..contact("agrees") }));
        }
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
        answered: true,
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
