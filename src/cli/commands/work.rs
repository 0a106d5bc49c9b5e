//! Commands that change a case.

use super::Shift;
use crate::cli::arguments::{CloseArguments, Command, ContactArguments, StartArguments, StepArguments};
use crate::cli::times::{parse_past_time, parse_time};
use crate::cli::{Exit, json};
use crate::domain::{
    CaseId, CaseView, Contact, Currency, Decision, DescribedPayment, MaskedCard, Moment, Money, MoneyEffect, NewCase,
    Note, Outcome, Problem,
};
use crate::services::{attach_file, case_view, decide, start_case};
use crate::text::say;
use std::path::Path;

impl Shift {
    /// Takes the decisions that the command stands for, all or none.
    pub(super) fn work(&mut self, command: Command) -> Result<Exit, Problem> {
        let (case, decisions) = match command {
            Command::Step(arguments) => (arguments.case, self.step(arguments)?),
            Command::Contact(arguments) => (arguments.case, vec![self.contact(arguments)?]),
            Command::Action { case, action, acknowledge } => {
                (case, vec![Decision::ActionChosen { action, acknowledged: acknowledge }])
            }
            Command::Wait { case, until, reason } => {
                (case, vec![Decision::Waiting { until: self.time(&until)?, reason }])
            }
            Command::Note { case, text } => (case, vec![Decision::Noted(Note { text })]),
            Command::Close(arguments) => (arguments.case, vec![self.outcome(arguments)?]),
            Command::Reopen { case, reason } => (case, vec![Decision::Reopened { reason }]),
            other => return Err(Problem::BadCall(format!("{other:?} does not change a case."))),
        };
        let view = decide(&mut self.desk, CaseId(case), &decisions, &self.operator)?;
        self.saved(&view, decisions.len())
    }

    /// Adds a photo or a file.
    pub(super) fn attach(&mut self, id: CaseId, file: &Path) -> Result<Exit, Problem> {
        let view = attach_file(&mut self.desk, id, file, &self.operator)?;
        self.saved(&view, 1)
    }

    /// Says what the last decisions of a case are.
    fn saved(&self, view: &CaseView, decisions: usize) -> Result<Exit, Problem> {
        let playbook = self.desk.assets().playbook(view.case.finding.kind)?;
        let texts = &self.console.texts;
        self.console.answer(
            || json::case_in_full(view, playbook, texts),
            || {
                // What stands in the history now, not what was typed: card numbers are cut on the way there.
                let history = &view.case.history;
                let stored = &history[history.len().saturating_sub(decisions)..];
                let done: Vec<String> =
                    stored.iter().map(|recorded| texts.decision(&recorded.decision).replace('\n', " ")).collect();
                let state = texts.state(view.state);
                let operator = stored.last().map_or("", |recorded| recorded.author.operator.as_str());
                say!(
                    texts,
                    "cli-saved",
                    case = view.case.id.0,
                    what = done.join("; "),
                    operator = operator,
                    state = state
                )
            },
        );
        Ok(Exit::Done)
    }

    /// Starts a case by hand.
    pub(super) fn start(&mut self, arguments: &StartArguments) -> Result<Exit, Problem> {
        let time = arguments.time.as_deref().map(|text| self.past_time(text)).transpose()?;
        let new = NewCase {
            finding: arguments.finding,
            amount: self.amount(&arguments.amount, self.settings.currency)?,
            time: time.unwrap_or_else(|| self.desk.now()),
            described: DescribedPayment {
                terminal: arguments.terminal.as_str().into(),
                scheme: arguments.scheme.as_str().into(),
                card: MaskedCard::from_report(&arguments.card),
                rrn: arguments.rrn.as_str().into(),
                order: arguments.order.as_str().into(),
            },
        };
        let view = start_case(&mut self.desk, &new, &self.operator)?;
        let playbook = self.desk.assets().playbook(view.case.finding.kind)?;
        let texts = &self.console.texts;
        self.console.answer(
            || json::case_in_full(&view, playbook, texts),
            || {
                let finding = &view.case.finding;
                let (kind, amount) = (texts.finding(finding.kind), texts.money(finding.amount));
                say!(
                    texts,
                    "cli-started",
                    case = view.case.id.0,
                    finding = kind,
                    amount = amount,
                    state = texts.state(view.state)
                )
            },
        );
        Ok(Exit::Done)
    }

    fn step(&self, arguments: StepArguments) -> Result<Vec<Decision>, Problem> {
        let StepArguments { step, check, done, skip, .. } = arguments;
        let mut decisions = Vec::new();
        if !check.is_empty() {
            decisions.push(Decision::Checked { step, checks: check });
        }
        if let Some(reason) = skip {
            decisions.push(Decision::StepSkipped { step, reason });
        }
        if done {
            decisions.push(Decision::StepDone { step });
        }
        if decisions.is_empty() {
            return Err(Problem::BadCall(say!(self.console.texts, "cli-nothing-to-do")));
        }
        Ok(decisions)
    }

    fn contact(&self, arguments: ContactArguments) -> Result<Decision, Problem> {
        let ContactArguments { channel, said, party, person, reference, promised, no_answer, .. } = arguments;
        let promised = promised.map(|text| self.time(&text)).transpose()?;
        Ok(Decision::Contacted(Contact { channel, party, person, reference, said, promised, answered: !no_answer }))
    }

    fn outcome(&self, arguments: CloseArguments) -> Result<Decision, Problem> {
        let CloseArguments { case, outcome, reason, money_effect, amount, override_reason } = arguments;
        let view = case_view(&self.desk, CaseId(case))?;
        let playbook = self.desk.assets().playbook(view.case.finding.kind)?;
        let usual = playbook.outcome(&outcome).map_or(MoneyEffect::None, |rule| rule.money);
        let money_effect = money_effect.unwrap_or(usual);
        let currency = view.case.finding.amount.currency;
        let amount = match amount {
            Some(text) => Some(self.amount(&text, currency)?),
            // The usual effect costs what is at risk; a person may say otherwise.
            None if money_effect == usual && usual != MoneyEffect::None => Some(view.case.finding.at_risk),
            None => None,
        };
        Ok(Decision::Closed(Outcome { outcome, reason, money_effect, amount, override_reason }))
    }

    fn amount(&self, text: &str, currency: Currency) -> Result<Money, Problem> {
        let not_an_amount = |_| Problem::BadCall(say!(self.console.texts, "cli-not-an-amount", value = text));
        Money::parse_plain(text, currency).map_err(not_an_amount)
    }

    fn time(&self, text: &str) -> Result<Moment, Problem> {
        parse_time(text, self.desk.now(), &self.settings).ok_or_else(|| self.not_a_time(text))
    }

    fn past_time(&self, text: &str) -> Result<Moment, Problem> {
        parse_past_time(text, self.desk.now(), &self.settings).ok_or_else(|| self.not_a_time(text))
    }

    fn not_a_time(&self, text: &str) -> Problem {
        Problem::BadCall(say!(self.console.texts, "cli-not-a-time", value = text))
    }
}
