//! Work on one case: what is typed goes into its draft, what is decided is checked and handed on.

use crate::app::drafts::DraftPart;
use crate::app::moments::typed_time;
use crate::app::{CaseDraft, Effect, Field, Form, Message, Notice, Pending, State};
use crate::domain::{
    Author, CaseView, Channel, Contact, Decision, Money, MoneyEffect, Note, Outcome, Party, Playbook, Recorded,
    Refusal, Step, mask_card_numbers, mask_secrets,
};

/// Messages about the selected case. Without one they mean nothing.
pub(super) fn update_case(state: &mut State, message: Message) -> Vec<Effect> {
    let Some(view) = state.selected_case().cloned() else { return Vec::new() };
    let Some(playbook) = state.playbook(view.case.finding.kind).cloned() else {
        state.notify(Notice::NoPlaybook(view.case.finding.kind));
        return Vec::new();
    };
    let case = Worked { view, playbook };
    match message {
        Message::ToggleCheck { step, check } => case.toggle(state, step, check),
        Message::AnswerCheck { step, check, note } => {
            let noted = Decision::Noted(Note { text: masked(&note) });
            case.decide_and_show(state, &[noted, Decision::Checked { step, checks: vec![check] }])
        }
        Message::CopyCallSheet { text, check } => case.copy_call_sheet(state, text, check),
        Message::RecordAgreement { channel, said } => case.record_agreement(state, channel, &said),
        Message::SaveContact => case.save_contact(state),
        Message::FinishStep(step) => case.decide(state, vec![Decision::StepDone { step }], DraftPart::Nothing),
        Message::SkipStep(step) => {
            let reason = case.draft(state).skip_reason;
            case.decide(state, vec![Decision::StepSkipped { step, reason: masked(&reason) }], DraftPart::Skip)
        }
        Message::ChooseAction => case.choose_action(state),
        Message::Wait => case.wait(state),
        Message::SaveNote => {
            let text = masked(&case.draft(state).note);
            case.decide(state, vec![Decision::Noted(Note { text })], DraftPart::Note)
        }
        Message::Close => case.close(state),
        Message::Reopen => {
            let reason = masked(&case.draft(state).reopen_reason);
            case.decide(state, vec![Decision::Reopened { reason }], DraftPart::Reopen)
        }
        other => {
            let now = state.now;
            let draft = state.drafts.entry(case.view.case.id).or_default();
            case.edit(draft, other, now);
            Vec::new()
        }
    }
}

/// Card numbers are cut before anything leaves the window.
fn masked(text: &str) -> String {
    mask_secrets(text.trim())
}

/// The case being worked on, with its playbook.
struct Worked {
    view: CaseView,
    playbook: Playbook,
}

impl Worked {
    fn draft(&self, state: &State) -> CaseDraft {
        state.draft(self.view.case.id)
    }

    /// Changes of the draft alone.
    fn edit(&self, draft: &mut CaseDraft, message: Message, now: crate::domain::Moment) {
        match message {
            Message::Edit(field, text) => {
                *draft.text_mut(field) = text;
                if field == Field::WaitTime {
                    draft.wait_until = typed_time(&draft.wait_time, now);
                }
            }
            Message::OpenStep(step) => {
                let open = draft.looked_into.unwrap_or(self.view.step);
                draft.looked_into = (open != step && step != self.view.step).then_some(step);
            }
            Message::OpenForm(form) => draft.form = form,
            Message::PickChannel(channel) => draft.contact.channel = channel,
            Message::PickParty(party) => draft.contact.party = party,
            Message::NobodyAnswered(words) => {
                draft.contact.said.clone_from(&words);
                draft.contact.no_answer = words;
            }
            Message::PickPromise(promised) => draft.contact.promised = promised,
            Message::PickAction(action) => draft.action = Some(action),
            Message::AcknowledgeRule(rule) if draft.acknowledged.contains(&rule) => {
                draft.acknowledged.remove(&rule);
            }
            Message::AcknowledgeRule(rule) => {
                draft.acknowledged.insert(rule);
            }
            Message::PickOutcome(outcome) => {
                draft.outcome.money_effect = None;
                draft.outcome.outcome = outcome;
            }
            Message::PickMoneyEffect(effect) => draft.outcome.money_effect = Some(effect),
            Message::PickWait(until) => {
                draft.wait_until = Some(until);
                draft.wait_time.clear();
            }
            // Everything else was taken before.
            _ => {}
        }
    }

    /// Ticks, or takes the tick back.
    fn toggle(&self, state: &mut State, step: Step, check: String) -> Vec<Effect> {
        let ticked = self.view.case.work.checked.contains(&check);
        let decision =
            if ticked { Decision::Unchecked { step, check } } else { Decision::Checked { step, checks: vec![check] } };
        self.decide_and_show(state, &[decision])
    }

    /// What is decided shows at once; should it not be stored, the day is read again.
    fn decide_and_show(&self, state: &mut State, decisions: &[Decision]) -> Vec<Effect> {
        let effects = self.decide(state, decisions.to_vec(), DraftPart::Nothing);
        if !effects.is_empty() {
            let author = author(state);
            for view in state.copies_of(self.view.case.id) {
                for decision in decisions {
                    view.case.work.apply(&Recorded { seq: 0, author: author.clone(), decision: decision.clone() });
                }
            }
        }
        effects
    }

    /// Copying ticks the check that asks for it, once; a closed case is left as it is.
    fn copy_call_sheet(&self, state: &mut State, text: String, check: String) -> Vec<Effect> {
        state.notify(Notice::Copied);
        let mut effects = vec![Effect::CopyText(text)];
        let step = Step::ContactAcquirer;
        let work = &self.view.case.work;
        let asked_for = self.playbook.checks_of(step).any(|other| other.id == check) && !work.checked.contains(&check);
        if asked_for && work.outcome.is_none() && !state.operator.trim().is_empty() {
            effects.extend(self.decide_and_show(state, &[Decision::Checked { step, checks: vec![check] }]));
        }
        effects
    }

    fn record_agreement(&self, state: &mut State, channel: Channel, said: &str) -> Vec<Effect> {
        let how = masked(&self.draft(state).agreement);
        let said = if how.is_empty() { said.to_owned() } else { format!("{said} ({how})") };
        let contact = Contact {
            channel,
            party: Party::Customer,
            person: String::new(),
            reference: String::new(),
            said: masked(&said),
            promised: None,
            answered: true,
        };
        self.decide(state, vec![Decision::Contacted(contact)], DraftPart::Agreement)
    }

    fn save_contact(&self, state: &mut State) -> Vec<Effect> {
        let draft = self.draft(state).contact;
        let promised = draft.promised;
        let mut decisions = vec![Decision::Contacted(Contact {
            channel: draft.channel,
            party: draft.party,
            person: masked(&draft.person),
            reference: masked(&draft.reference),
            said: masked(&draft.said),
            promised,
            answered: draft.is_answered(),
        })];
        let step = Step::ContactAcquirer;
        let work = &self.view.case.work;
        let done = Decision::StepDone { step };
        let mut asked = self.view.case.clone();
        asked.work.apply(&Recorded { seq: 0, author: author(state), decision: decisions[0].clone() });
        let may_be_done = asked.check(&done, &self.playbook, &author(state)).is_ok();
        if promised.is_none() && may_be_done && work.marks.get(&step).is_none_or(|mark| mark.skipped.is_some()) {
            decisions.push(done);
        }
        self.decide(state, decisions, DraftPart::Contact)
    }

    fn choose_action(&self, state: &mut State) -> Vec<Effect> {
        let draft = self.draft(state);
        let Some(action) = draft.action else {
            state.notify(Notice::Refused(Refusal::NoAction));
            return Vec::new();
        };
        let rules = self.playbook.action(&action).map(|action| action.acknowledge.clone()).unwrap_or_default();
        let acknowledged = rules.into_iter().filter(|rule| draft.acknowledged.contains(rule)).collect();
        self.decide(state, vec![Decision::ActionChosen { action, acknowledged }], DraftPart::Action)
    }

    fn wait(&self, state: &mut State) -> Vec<Effect> {
        let draft = self.draft(state);
        // No hour chosen is an hour that is no use.
        let until = draft.wait_until.unwrap_or(state.now);
        let reason = masked(&draft.wait_reason);
        self.decide(state, vec![Decision::Waiting { until, reason }], DraftPart::Wait)
    }

    fn close(&self, state: &mut State) -> Vec<Effect> {
        let draft = self.draft(state).outcome;
        let usual = self.playbook.outcome(&draft.outcome).map_or(MoneyEffect::None, |rule| rule.money);
        let money_effect = draft.money_effect.unwrap_or(usual);
        let typed = draft.amount.trim().replace([',', '¥', '€', '£', '$'], "");
        let amount = match money_effect {
            MoneyEffect::None => None,
            _ if typed.is_empty() => None,
            _ => match Money::parse_plain(&typed, self.view.case.finding.amount.currency) {
                Ok(amount) if amount.minor > 0 => Some(amount),
                _ => {
                    state.notify(Notice::BadAmount(mask_card_numbers(&draft.amount)));
                    return Vec::new();
                }
            },
        };
        let override_reason = masked(&draft.override_reason);
        let outcome = Outcome {
            outcome: draft.outcome,
            reason: masked(&draft.reason),
            money_effect,
            amount,
            override_reason: (!override_reason.is_empty()).then_some(override_reason),
        };
        self.decide(state, vec![Decision::Closed(outcome)], DraftPart::Outcome)
    }

    /// Hands decisions on, when every one is allowed after those before it. What is being stored already is not sent
    /// twice.
    fn decide(&self, state: &mut State, decisions: Vec<Decision>, saves: DraftPart) -> Vec<Effect> {
        let case = self.view.case.id;
        if saves != DraftPart::Nothing && state.pending.iter().any(|other| other.case == case && other.saves == saves) {
            return Vec::new();
        }
        let author = author(state);
        let mut worked = self.view.case.clone();
        for decision in &decisions {
            if let Err(refusal) = worked.check(decision, &self.playbook, &author) {
                self.point_at(state, &refusal);
                state.notify(Notice::Refused(refusal));
                return Vec::new();
            }
            worked.work.apply(&Recorded { seq: 0, author: author.clone(), decision: decision.clone() });
        }
        state.notices.retain(|notice| !matches!(notice, Notice::Refused(_) | Notice::BadAmount(_)));
        state.pending.push_back(Pending { case, saves });
        vec![Effect::Decide { case, decisions, operator: author.operator }]
    }

    /// Opens the place where the refusal can be mended.
    fn point_at(&self, state: &mut State, refusal: &Refusal) {
        let draft = state.drafts.entry(self.view.case.id).or_default();
        match refusal {
            Refusal::ChecksOpen { step, .. } => draft.looked_into = Some(*step),
            Refusal::NoContact | Refusal::NotLookedUp { .. } => draft.looked_into = Some(Step::ContactAcquirer),
            Refusal::NoAction | Refusal::NotAcknowledged { .. } | Refusal::NoAgreement => {
                draft.looked_into = Some(Step::ChooseAction)
            }
            Refusal::StepsOpen { .. } => draft.looked_into = Some(Step::RecordOutcome),
            Refusal::Closed => draft.form = Some(Form::Reopen),
            _ => {}
        }
        // The step to work on is open anyway; it must not stay open once it is done.
        if draft.looked_into == Some(self.view.step) {
            draft.looked_into = None;
        }
    }
}

fn author(state: &State) -> Author {
    Author { operator: state.operator.clone(), at: state.now }
}
