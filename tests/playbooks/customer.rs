//! What the customer is told: true at the moment at which it is shown, and never two things that exclude each other.

use super::{charged, finding, playbook, playbooks};
use loose_ends::domain::{
    Author, CaseWork, CustomerText, Decision, Finding, FindingKind, MoneyEffect, Outcome, Playbook, Reason, ReasonCode,
    Recorded, Step,
};

/// A case in which this was chosen, and which ended so.
fn work(action: Option<&str>, outcome: Option<&str>) -> CaseWork {
    let author = Author { operator: "07".to_owned(), at: "2026-11-23T22:00:00+08:00".parse().unwrap() };
    let chosen = action.map(|id| Decision::ActionChosen { action: id.to_owned(), acknowledged: Vec::new() });
    let closed = outcome.map(|id| {
        Decision::Closed(Outcome {
            outcome: id.to_owned(),
            reason: "said so".to_owned(),
            money_effect: MoneyEffect::None,
            amount: None,
            override_reason: None,
        })
    });
    let decisions = chosen.into_iter().chain(closed).enumerate();
    let history: Vec<Recorded> = decisions
        .map(|(seq, decision)| Recorded { seq: i64::try_from(seq).unwrap(), author: author.clone(), decision })
        .collect();
    CaseWork::from_history(&history)
}

/// Every point that the work on a case of this kind can reach.
fn points(playbook: &Playbook) -> Vec<CaseWork> {
    let mut points = vec![work(None, None)];
    for action in &playbook.actions {
        points.push(work(Some(&action.id), None));
        points.extend(action.outcomes.iter().map(|outcome| work(Some(&action.id), Some(outcome))));
    }
    points
}

/// Findings of this kind that differ in what the customer may be told.
fn situations(kind: FindingKind) -> Vec<Finding> {
    match kind {
        FindingKind::AmountDiffers => vec![finding(kind), charged("278.00"), charged("258.00")],
        FindingKind::FailedStillOpen => vec![finding(kind), to_stand()],
        _ => vec![finding(kind)],
    }
}

/// A reversal is pending, and the till has the sale that it would undo.
fn to_stand() -> Finding {
    let codes = [ReasonCode::ReversalPending, ReasonCode::AcquirerHasOriginal, ReasonCode::TillHasSale];
    let reasons = codes.into_iter().map(Reason::plain).collect();
    Finding { reasons, ..finding(FindingKind::FailedStillOpen) }
}

#[test]
fn nobody_pushes_the_reversal_of_a_payment_that_is_to_stand() {
    let playbook = playbook(FindingKind::FailedStillOpen);
    let asks = |finding: &Finding, id: &str| {
        Step::ALL.iter().any(|step| playbook.checks_for(*step, finding).any(|check| check.id == id))
    };
    for (finding, is_to_stand) in [(to_stand(), true), (finding(FindingKind::FailedStillOpen), false)] {
        assert_eq!(asks(&finding, "tell-before-it-undoes"), is_to_stand);
        assert_eq!(asks(&finding, "tell-pending-reversal"), !is_to_stand);
        assert_eq!(asks(&finding, "push-reversal-once"), !is_to_stand);
        let told = playbook.customer_texts(&finding, &work(None, None));
        assert_eq!(told, [if is_to_stand { "failed-still-open-to-stand" } else { "failed-still-open-please-wait" }]);
    }
}

#[test]
fn there_is_always_something_to_tell_and_nothing_beside_it_that_excludes_it() {
    // The only two that are shown together: where the money is, and what the customer may do about it.
    let companions = ["charged-no-sale-received", "charged-no-sale-bank-inquiry"];
    for playbook in playbooks() {
        for finding in situations(playbook.finding) {
            for work in points(&playbook) {
                let told = playbook.customer_texts(&finding, &work);
                let fits = told.len() == 1 || told == companions;
                let (action, outcome) = (&work.action, work.outcome.as_ref().map(|(_, outcome)| &outcome.outcome));
                assert!(fits, "{}, {action:?}, {outcome:?}: {told:?}", playbook.finding);
            }
        }
    }
}

#[test]
fn every_text_is_told_at_some_point() {
    for playbook in playbooks() {
        let situations = situations(playbook.finding);
        let points = points(&playbook);
        for text in &playbook.customer {
            let is_told = |finding: &Finding| {
                points.iter().any(|work| playbook.customer_texts(finding, work).contains(&text.id.as_str()))
            };
            assert!(situations.iter().any(is_told), "{}: {} is never shown", playbook.finding, text.id);
        }
    }
}

#[test]
fn the_amounts_decide_what_the_customer_is_told_once_it_is_looked_into() {
    let playbook = playbook(FindingKind::AmountDiffers);
    let told = |finding: &Finding, action| playbook.customer_texts(finding, &work(action, None))[0].to_owned();
    let agree = Some("contact-customer");
    assert_eq!(told(&charged("278.00"), agree), "amount-differs-too-much");
    assert_eq!(told(&charged("258.00"), agree), "amount-differs-too-little");
    assert_eq!(told(&finding(FindingKind::AmountDiffers), agree), "amount-differs-checking");
    for amount in ["278.00", "258.00"] {
        assert_eq!(told(&charged(amount), None), "amount-differs-checking", "nothing is promised before it is decided");
    }
}

#[test]
fn one_of_two_is_called_a_hold_only_once_that_is_known() {
    let playbook = playbook(FindingKind::ChargedTwice);
    for work in points(&playbook) {
        let told = playbook.customer_texts(&finding(FindingKind::ChargedTwice), &work);
        let undone = work.outcome.as_ref().is_some_and(|(_, outcome)| outcome.outcome == "reversed-by-issuer");
        assert_eq!(told.contains(&"charged-twice-one-is-a-hold"), undone, "{told:?}");
    }
}

#[test]
fn a_text_of_only_an_id_is_told_at_any_time_and_last() {
    let mut playbook = playbook(FindingKind::SaleNotCharged);
    let always: CustomerText = {
        #[derive(serde::Deserialize)]
        struct File {
            text: CustomerText,
        }
        toml::from_str::<File>("text = 'always'").unwrap().text
    };
    playbook.customer.insert(0, always);
    for work in points(&playbook) {
        let told = playbook.customer_texts(&finding(FindingKind::SaleNotCharged), &work);
        assert_eq!((told.len(), told.last()), (2, Some(&"always")));
    }
}

#[test]
fn a_text_for_what_the_playbook_does_not_have_is_refused() {
    for spoil in
        [(|text: &mut CustomerText| text.for_actions.push("keep-both".to_owned())) as fn(&mut CustomerText), |text| {
            text.for_outcomes.push("two-purchases".to_owned())
        }]
    {
        let mut playbook = playbook(FindingKind::SaleNotCharged);
        assert_eq!(playbook.validate(), Ok(()));
        spoil(&mut playbook.customer[0]);
        assert!(playbook.validate().is_err());
    }
}
