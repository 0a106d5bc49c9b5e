//! Step four: how it ended, why, and what that did to the money.

use super::contact_step::{combo_ui, templates_ui};
use crate::app::{Field, Message};
use crate::domain::{CaseState, CaseView, MoneyEffect, OutcomeRule, Playbook, Step};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{OptionCard, bold_ui, field_ui, option_ui, text_ui};
use egui::Ui;

/// Draws the form, or how it ended.
pub(super) fn outcome_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, playbook: &Playbook) {
    let texts = view.texts;
    if let Some((author, outcome)) = &case.case.work.outcome {
        bold_ui(ui, &texts.outcome(outcome), 13.0, view.palette.text);
        text_ui(ui, &outcome.reason, 13.0, view.palette.text);
        if let Some(reason) = &outcome.override_reason {
            let text = say!(texts, "window-closed-early", reason = reason.as_str());
            text_ui(ui, &text, 12.5, view.palette.warn);
        }
        let who = format!("{} {}", texts.date_and_time(author.at), author.operator);
        text_ui(ui, &who, 12.5, view.palette.text_weak);
        return;
    }
    debug_assert!(case.state != CaseState::Closed, "a closed case has an outcome");
    let draft = view.state.draft(case.case.id).outcome;
    for rule in possible(case, playbook) {
        let name = texts.playbook(&format!("outcome-{}", rule.id));
        let effect = if rule.money == MoneyEffect::None { String::new() } else { texts.money_effect(rule.money) };
        let chosen = draft.outcome == rule.id;
        let card = OptionCard { name: &name, remark: "", effect: &effect, highlighted: false, chosen };
        if option_ui(ui, view.palette, &card).clicked() {
            view.send(Message::PickOutcome(rule.id.clone()));
        }
    }
    let width = ui.available_width();
    field_ui(ui, view, Field::OutcomeReason, &say!(texts, "window-outcome-reason"), width, 1);
    let usual = [
        say!(texts, "window-why-acquirer-confirmed"),
        say!(texts, "window-why-report-shows"),
        say!(texts, "window-why-customer-agreed"),
        say!(texts, "window-why-till-mistake"),
    ];
    templates_ui(ui, view, Field::OutcomeReason, &usual);
    money_ui(ui, view, case, playbook);
    override_ui(ui, view, case);
}

/// The outcomes that the chosen action can lead to; all where none was chosen.
fn possible<'a>(case: &CaseView, playbook: &'a Playbook) -> Vec<&'a OutcomeRule> {
    playbook.outcomes_for(&case.case.finding, case.case.work.action.as_deref())
}

fn money_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, playbook: &Playbook) {
    let texts = view.texts;
    let draft = view.state.draft(case.case.id).outcome;
    let usual = playbook.outcome(&draft.outcome).map_or(MoneyEffect::None, |rule| rule.money);
    let effect = draft.money_effect.unwrap_or(usual);
    let choices: Vec<_> = MoneyEffect::ALL.iter().map(|effect| (*effect, texts.money_effect(*effect))).collect();
    let width = ui.available_width();
    if let Some(effect) = combo_ui(ui, &say!(texts, "window-money"), effect, &choices, width) {
        view.send(Message::PickMoneyEffect(effect));
    }
    if effect == MoneyEffect::None {
        return;
    }
    let currency = case.case.finding.amount.currency;
    let hint = say!(texts, "window-money-amount", currency = currency.code());
    field_ui(ui, view, Field::OutcomeAmount, &hint, width, 1);
    templates_ui(ui, view, Field::OutcomeAmount, &[case.case.finding.at_risk.to_plain()]);
}

/// Closing with steps open needs a reason of its own.
fn override_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let texts = view.texts;
    let is_open = |step: &&Step| **step != Step::RecordOutcome && !case.case.work.marks.contains_key(*step);
    let open: Vec<String> = Step::ALL.iter().filter(is_open).map(|step| texts.step(*step)).collect();
    if open.is_empty() {
        return;
    }
    let text = say!(texts, "window-steps-open", steps = texts.list(&open));
    text_ui(ui, &text, 12.5, view.palette.warn);
    let width = ui.available_width();
    field_ui(ui, view, Field::OverrideReason, &say!(texts, "window-override-reason"), width, 1);
    let usual = [say!(texts, "window-why-not-needed"), say!(texts, "window-why-manager")];
    templates_ui(ui, view, Field::OverrideReason, &usual);
}
