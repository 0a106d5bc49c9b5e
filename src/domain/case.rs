//! A case: a finding being handled, and the rules of what may be decided about it.

use super::{
    Author, CaseWork, Contact, Decision, Finding, Moment, Money, MoneyEffect, Outcome, Party, Playbook, Recorded,
    Source, Step, string_enum,
};

/// Number of a case within its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub i64);

string_enum! {
    /// Where a case stands.
    CaseState {
        /// Something is to be done.
        Open = "open",
        /// Nothing can be done before an hour or a report.
        Waiting = "waiting",
        /// Ended with an outcome.
        Closed = "closed",
    }
}

/// A finding being handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Number within this book.
    pub id: CaseId,
    /// Unique everywhere.
    pub uid: String,
    /// What is wrong.
    pub finding: Finding,
    /// What people have done.
    pub work: CaseWork,
    /// Everything that happened, oldest first.
    pub history: Vec<Recorded>,
}

/// Why a decision is refused; put into words by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The case is closed; reopen it first.
    Closed,
    /// The case is not closed.
    NotClosed,
    /// The playbook has no such check.
    UnknownCheck {
        /// What was given.
        check: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The playbook has no such action.
    UnknownAction {
        /// What was given.
        action: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The playbook has no such outcome.
    UnknownOutcome {
        /// What was given.
        outcome: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Checks of the step are not ticked.
    ChecksOpen {
        /// The step.
        step: Step,
        /// Ids of the open checks.
        checks: Vec<String>,
    },
    /// A contact has to be on record before the step is done.
    NoContact,
    /// An action has to be chosen first.
    NoAction,
    /// These never-rules must be acknowledged.
    NotAcknowledged {
        /// Ids of the rules.
        rules: Vec<String>,
    },
    /// A reason must be given.
    NoReason,
    /// Steps are open and nothing was given to override that.
    StepsOpen {
        /// The open steps.
        steps: Vec<Step>,
    },
    /// The outcome needs the amount lost or gained.
    NoAmount,
    /// An amount is given where nothing was lost or gained, or it is not more than zero.
    AmountDoesNotFit,
    /// The time lies in the past.
    InThePast,
    /// The payment would lie in the future.
    InTheFuture,
    /// A case of this kind needs a report; it cannot be started by hand.
    NotToldAtTheCounter {
        /// What was given.
        finding: String,
        /// What can be started by hand.
        known: Vec<String>,
    },
    /// Nothing was said or written.
    NoText,
    /// Nobody is named as operator.
    NoOperator,
    /// The customer must agree first, on record.
    NoAgreement,
    /// The day cannot be signed off while these are unfinished and due.
    DueCasesOpen {
        /// The cases.
        cases: Vec<CaseId>,
    },
    /// The day is signed off already, and nothing changed since.
    DaySigned {
        /// Number of the signature.
        number: i64,
    },
    /// The day lies ahead.
    DayAhead,
    /// The customer must not be charged again before it is looked up.
    NotLookedUp {
        /// Until when, unless it is looked up before.
        until: Moment,
    },
    /// No report of the day was read.
    NoReports {
        /// Whose are missing.
        missing: Vec<Source>,
    },
    /// The chosen action does not lead to the outcome.
    OutcomeDoesNotFit {
        /// Id of the chosen action.
        action: String,
        /// Ids of the outcomes that it leads to.
        known: Vec<String>,
    },
    /// More is said to be lost or gained than the payment comes to.
    AmountTooLarge {
        /// What it comes to.
        most: Money,
    },
}

impl Case {
    /// Where the case stands at `now`.
    pub fn state(&self, now: Moment) -> CaseState {
        if self.work.outcome.is_some() {
            return CaseState::Closed;
        }
        let put_off = self.work.wait.as_ref().is_some_and(|(until, _)| *until > now);
        let awaiting_report = self.work.wait.is_none() && self.finding.waiting_for.is_some_and(|(_, at)| at > now);
        if put_off || awaiting_report { CaseState::Waiting } else { CaseState::Open }
    }

    /// Whether `decision` may be taken now. Every refusal says what to do instead.
    pub fn check(&self, decision: &Decision, playbook: &Playbook, author: &Author) -> Result<(), Refusal> {
        let closed = self.work.outcome.is_some();
        match decision {
            Decision::Opened { .. }
            | Decision::FoundInReport { .. }
            | Decision::JoinedTo { .. }
            | Decision::FindingChanged { .. }
            | Decision::EvidenceAdded { .. }
            | Decision::SettledByReport { .. }
            | Decision::ReopenedByReport { .. } => return Ok(()),
            _ if author.operator.trim().is_empty() => return Err(Refusal::NoOperator),
            // A case is started once, before there is a case to ask.
            Decision::StartedByHand { .. } => return Ok(()),
            // Proof may come in after the end.
            Decision::Attached(_) => return Ok(()),
            Decision::Noted(note) => return require_text(&note.text, Refusal::NoText),
            Decision::Reopened { .. } if !closed => return Err(Refusal::NotClosed),
            Decision::Reopened { reason } => return require_text(reason, Refusal::NoReason),
            _ if closed => return Err(Refusal::Closed),
            _ => {}
        }
        match decision {
            Decision::Checked { step, checks } => require_checks(playbook, *step, checks.iter()),
            Decision::Unchecked { step, check } => require_checks(playbook, *step, std::iter::once(check)),
            Decision::StepDone { step } => self.may_finish(*step, playbook),
            Decision::StepSkipped { reason, .. } => require_text(reason, Refusal::NoReason),
            Decision::Contacted(contact) if contact.promised.is_some_and(|promised| promised <= author.at) => {
                Err(Refusal::InThePast)
            }
            Decision::Contacted(contact) => require_text(&contact.said, Refusal::NoText),
            Decision::ActionChosen { action, acknowledged } => self.may_act(action, acknowledged, playbook, author.at),
            Decision::Waiting { until, .. } if *until <= author.at => Err(Refusal::InThePast),
            Decision::Waiting { reason, .. } => require_text(reason, Refusal::NoReason),
            Decision::Closed(outcome) => self.may_close(outcome, playbook),
            _ => Ok(()),
        }
    }

    fn may_finish(&self, step: Step, playbook: &Playbook) -> Result<(), Refusal> {
        let open: Vec<String> = playbook
            .checks_for(step, &self.finding)
            .filter(|check| !check.optional && !self.work.checked.contains(&check.id))
            .map(|check| check.id.clone())
            .collect();
        match step {
            _ if !open.is_empty() => Err(Refusal::ChecksOpen { step, checks: open }),
            Step::ContactAcquirer if !self.is_asked_about(playbook) => Err(Refusal::NoContact),
            Step::ChooseAction if self.work.action.is_none() => Err(Refusal::NoAction),
            // Only an outcome ends the last step.
            Step::RecordOutcome => Err(Refusal::NoReason),
            _ => Ok(()),
        }
    }

    /// Until when the customer must not be charged again, as seen at `now`; none once it is over or looked up.
    pub fn charging_held_until(&self, playbook: &Playbook, now: Moment) -> Option<Moment> {
        let is_held = self.work.outcome.is_none() && !self.is_looked_up();
        playbook.hold_until(&self.finding).filter(|until| is_held && *until > now)
    }

    /// Whether someone who can see the money was asked and answered. Leaving the step out is no look-up.
    fn is_looked_up(&self) -> bool {
        let is_done = self.work.marks.get(&Step::ContactAcquirer).is_some_and(|mark| mark.skipped.is_none());
        let sees_the_money = |party| matches!(party, Party::Acquirer | Party::Issuer);
        is_done && self.work.contacts.iter().any(|(_, contact)| contact.answered && sees_the_money(contact.party))
    }

    /// Whether somebody was asked and answered. Where the customer must not be charged again before it is looked up, the customer's own
    /// word is no look-up.
    fn is_asked_about(&self, playbook: &Playbook) -> bool {
        let needs_look_up = playbook.waits.iter().any(|wait| wait.holds_charging);
        let counts = |contact: &Contact| contact.answered && (!needs_look_up || contact.party != Party::Customer);
        self.work.contacts.iter().any(|(_, contact)| counts(contact))
    }

    fn may_act(&self, action: &str, acknowledged: &[String], playbook: &Playbook, now: Moment) -> Result<(), Refusal> {
        let Some(rule) = playbook.action(action) else {
            let known = playbook.actions.iter().map(|action| action.id.clone()).collect();
            return Err(Refusal::UnknownAction { action: action.to_owned(), known });
        };
        if let Some(until) = self.charging_held_until(playbook, now).filter(|_| rule.after_look_up) {
            return Err(Refusal::NotLookedUp { until });
        }
        let open = |id: &&String| !acknowledged.contains(id) && !self.work.acknowledged.contains(*id);
        let rules: Vec<String> = rule.acknowledge.iter().filter(open).cloned().collect();
        match () {
            () if rule.needs_agreement && !self.work.customer_spoke => Err(Refusal::NoAgreement),
            () if !rules.is_empty() => Err(Refusal::NotAcknowledged { rules }),
            () => Ok(()),
        }
    }

    fn may_close(&self, outcome: &Outcome, playbook: &Playbook) -> Result<(), Refusal> {
        if playbook.outcome(&outcome.outcome).is_none() {
            let known = playbook.outcomes.iter().map(|outcome| outcome.id.clone()).collect();
            return Err(Refusal::UnknownOutcome { outcome: outcome.outcome.clone(), known });
        }
        let overridden = outcome.override_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        if let Some(action) = self.work.action.as_ref().filter(|_| !overridden) {
            let led_to = playbook.outcomes_for(&self.finding, Some(action));
            if !led_to.iter().any(|rule| rule.id == outcome.outcome) {
                let known = led_to.into_iter().map(|rule| rule.id.clone()).collect();
                return Err(Refusal::OutcomeDoesNotFit { action: action.clone(), known });
            }
        }
        require_text(&outcome.reason, Refusal::NoReason)?;
        // A till may have booked more than was charged: then the difference is what can be lost.
        let most = Money::new(self.finding.amount.minor.max(self.finding.at_risk.minor), self.finding.amount.currency);
        match (outcome.money_effect, outcome.amount) {
            (MoneyEffect::None, None) => {}
            (MoneyEffect::Loss | MoneyEffect::Gain, None) => return Err(Refusal::NoAmount),
            (effect, Some(amount)) if effect == MoneyEffect::None || amount.minor <= 0 => {
                return Err(Refusal::AmountDoesNotFit);
            }
            (_, Some(amount)) if amount.minor > most.minor && !overridden => {
                return Err(Refusal::AmountTooLarge { most });
            }
            _ => {}
        }
        let steps: Vec<Step> = Step::ALL
            .iter()
            .copied()
            .filter(|step| *step != Step::RecordOutcome && !self.work.marks.contains_key(step))
            .collect();
        if steps.is_empty() || overridden { Ok(()) } else { Err(Refusal::StepsOpen { steps }) }
    }
}

fn require_text(text: &str, refusal: Refusal) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(refusal) } else { Ok(()) }
}

fn require_checks<'a>(
    playbook: &Playbook,
    step: Step,
    mut checks: impl Iterator<Item = &'a String>,
) -> Result<(), Refusal> {
    match checks.find(|id| !playbook.checks_of(step).any(|check| check.id == **id)) {
        None => Ok(()),
        Some(check) => {
            let known = playbook.checks_of(step).map(|check| check.id.clone()).collect();
            Err(Refusal::UnknownCheck { check: check.clone(), known })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        BusinessDay, Cause, Channel, Confidence, Currency, EntryId, FindingKind, Party, Reason, Subject,
    };

    const KIND: FindingKind = FindingKind::AmountDiffers;

    fn author() -> Author {
        Author { operator: "07".to_owned(), at: "2026-11-23T22:00:00+08:00".parse().unwrap() }
    }

    fn finding() -> Finding {
        let amount = Money::new(12_900, Currency::CNY);
        Finding {
            kind: KIND,
            subject: Subject::Payment,
            also: Vec::new(),
            confidence: Confidence::Certain,
            cause: Cause::Till,
            amount,
            at_risk: amount,
            time: author().at,
            business_day: BusinessDay::of(author().at, 0),
            lead: EntryId(1),
            entries: vec![EntryId(1)],
            related: Vec::new(),
            reasons: Vec::<Reason>::new(),
            waiting_for: None,
            expires_at: None,
            described: None,
        }
    }

    fn playbook(holds_charging: bool) -> Playbook {
        let text = format!(
            r#"
            finding = "amount-differs"
            due = "business-day-end"
            customer = ["too-much"]
            checks = []
            waits = [{{ id = "late-answer", minutes = 240, holds_charging = {holds_charging} }}]
            never = [{{ id = "cash-for-card" }}]
            outcomes = [{{ id = "refunded", money = "none" }}, {{ id = "written-off", money = "loss" }}]
            [[actions]]
            id = "refund-difference"
            acknowledge = ["cash-for-card"]
            outcomes = ["refunded"]
            needs_agreement = true
            [[actions]]
            id = "wait-for-report"
            outcomes = ["refunded"]
            [[actions]]
            id = "take-other-method"
            after_look_up = true
            outcomes = ["refunded"]
            "#
        );
        toml::from_str(&text).unwrap()
    }

    fn after(decisions: &[Decision]) -> Case {
        let mut work = CaseWork::default();
        for decision in decisions {
            work.apply(&Recorded { seq: 0, author: author(), decision: decision.clone() });
        }
        Case { id: CaseId(1), uid: "1".to_owned(), finding: finding(), work, history: Vec::new() }
    }

    fn spoke(party: Party) -> Decision {
        Decision::Contacted(Contact {
            channel: Channel::Visit,
            party,
            person: String::new(),
            reference: String::new(),
            said: "agrees".to_owned(),
            promised: None,
            answered: true,
        })
    }

    fn choose(action: &str) -> Decision {
        Decision::ActionChosen { action: action.to_owned(), acknowledged: vec!["cash-for-card".to_owned()] }
    }

    fn closed() -> Decision {
        Decision::Closed(Outcome {
            outcome: "refunded".to_owned(),
            reason: "done".to_owned(),
            money_effect: MoneyEffect::None,
            amount: None,
            override_reason: None,
        })
    }

    #[test]
    fn the_customer_agrees_on_record_before_money_moves() {
        let refund = choose("refund-difference");
        let ask =
            |decisions: &[Decision], decision: &Decision| after(decisions).check(decision, &playbook(false), &author());
        assert_eq!(ask(&[], &refund), Err(Refusal::NoAgreement));
        assert_eq!(
            ask(&[spoke(Party::Acquirer)], &refund),
            Err(Refusal::NoAgreement),
            "the acquirer is not the customer"
        );
        assert_eq!(ask(&[spoke(Party::Customer)], &refund), Ok(()));
        assert_eq!(ask(&[], &choose("wait-for-report")), Ok(()), "waiting moves no money");
        // Agreeing does not replace the rules.
        let unread = Decision::ActionChosen { action: "refund-difference".to_owned(), acknowledged: Vec::new() };
        assert!(matches!(ask(&[spoke(Party::Customer)], &unread), Err(Refusal::NotAcknowledged { .. })));
    }

    #[test]
    fn a_reopened_case_asks_the_customer_anew() {
        for reopened in [
            Decision::Reopened { reason: "new".to_owned() },
            Decision::ReopenedByReport { files: vec!["acquirer.csv".to_owned()] },
        ] {
            let case = after(&[spoke(Party::Customer), closed(), reopened]);
            let asked = case.check(&choose("refund-difference"), &playbook(false), &author());
            assert_eq!(asked, Err(Refusal::NoAgreement));
            assert_eq!(case.work.contacts.len(), 1, "what was said stays on record");
        }
    }

    #[test]
    fn only_an_answer_of_who_sees_the_money_ends_the_guard() {
        let step = Step::ContactAcquirer;
        let (done, skipped) = (Decision::StepDone { step }, Decision::StepSkipped { step, reason: "busy".to_owned() });
        let Decision::Contacted(answer) = spoke(Party::Acquirer) else { unreachable!() };
        let nobody = Decision::Contacted(Contact { answered: false, ..answer });
        let held =
            |decisions: &[Decision]| after(decisions).charging_held_until(&playbook(true), author().at).is_some();
        assert!(held(&[]));
        assert!(held(std::slice::from_ref(&skipped)), "left out is not looked up");
        assert!(held(&[spoke(Party::Acquirer), skipped]));
        assert!(held(&[nobody.clone(), done.clone()]), "nobody answered");
        assert!(held(&[spoke(Party::Customer), done.clone()]));
        assert!(held(&[spoke(Party::Technician), done.clone()]), "a technician does not see the money");
        assert!(held(&[spoke(Party::Acquirer)]), "there is more to ask");
        assert!(!held(&[spoke(Party::Acquirer), done.clone()]));
        assert!(!held(&[spoke(Party::Issuer), done.clone()]));
        for holds in [true, false] {
            let asked = after(std::slice::from_ref(&nobody)).check(&done, &playbook(holds), &author());
            assert_eq!(asked, Err(Refusal::NoContact), "nobody answered");
        }
        let over = author().at + chrono::Duration::minutes(240);
        assert_eq!(after(&[]).charging_held_until(&playbook(true), over), None);
    }

    #[test]
    fn nobody_is_charged_anew_before_it_is_looked_up() {
        let (again, playbook) = (choose("take-other-method"), playbook(true));
        let until = author().at + chrono::Duration::minutes(240);
        let ask = |decisions: &[Decision], at| after(decisions).check(&again, &playbook, &Author { at, ..author() });
        let step = Step::ContactAcquirer;
        let skipped = Decision::StepSkipped { step, reason: "busy".to_owned() };
        assert_eq!(ask(&[], author().at), Err(Refusal::NotLookedUp { until }));
        assert_eq!(ask(&[skipped], author().at), Err(Refusal::NotLookedUp { until }));
        assert_eq!(ask(&[spoke(Party::Acquirer), Decision::StepDone { step }], author().at), Ok(()));
        assert_eq!(ask(&[], until), Ok(()), "no late answer can come any more");
        assert_eq!(after(&[]).check(&choose("wait-for-report"), &playbook, &author()), Ok(()));
    }

    #[test]
    fn an_end_fits_the_action_and_the_payment_unless_a_reason_is_given() {
        let left_out = |step| Decision::StepSkipped { step, reason: "busy".to_owned() };
        let steps = [left_out(Step::VerifyDetails), left_out(Step::ContactAcquirer)];
        let chosen = after(&[&steps[..], &[choose("wait-for-report")]].concat());
        let open = after(&[&steps[..], &[left_out(Step::ChooseAction)]].concat());
        let Decision::Closed(refunded) = closed() else { unreachable!() };
        let lost = |minor, reason: Option<&str>| {
            Decision::Closed(Outcome {
                outcome: "written-off".to_owned(),
                money_effect: MoneyEffect::Loss,
                amount: Some(Money::new(minor, Currency::CNY)),
                override_reason: reason.map(str::to_owned),
                ..refunded.clone()
            })
        };
        let ask = |case: &Case, end: &Decision| case.check(end, &playbook(false), &author());
        let known = vec!["refunded".to_owned()];
        assert_eq!(ask(&chosen, &closed()), Ok(()));
        let refused = Refusal::OutcomeDoesNotFit { action: "wait-for-report".to_owned(), known };
        assert_eq!(ask(&chosen, &lost(12_900, None)), Err(refused));
        assert_eq!(ask(&chosen, &lost(12_900, Some("owner decided"))), Ok(()));
        assert_eq!(ask(&open, &lost(12_900, None)), Ok(()));
        let most = Money::new(12_900, Currency::CNY);
        assert_eq!(ask(&open, &lost(12_901, None)), Err(Refusal::AmountTooLarge { most }));
        assert_eq!(ask(&open, &lost(12_901, Some("and the bank's fee"))), Ok(()));
    }

    #[test]
    fn where_charging_is_held_the_customers_word_is_no_look_up() {
        let done = Decision::StepDone { step: Step::ContactAcquirer };
        let ask = |party, holds| after(&[spoke(party)]).check(&done, &playbook(holds), &author());
        assert_eq!(ask(Party::Customer, true), Err(Refusal::NoContact));
        assert_eq!(ask(Party::Customer, false), Ok(()));
        for party in [Party::Acquirer, Party::Issuer, Party::Network, Party::Technician] {
            assert_eq!(ask(party, true), Ok(()));
        }
    }
}
