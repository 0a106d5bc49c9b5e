//! Step three: what can be done, what follows from it, and what must not be done.

use crate::app::{Field, Message};
use crate::domain::{Author, CaseState, CaseView, Channel, Contact, Decision, Party, Playbook};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{OptionCard, bold_ui, check_row_ui, field_ui, option_ui, small_button_ui, text_ui};
use egui::{Frame, Margin, Stroke, Ui, vec2};

/// The actions with their consequences, the suggested one first, and the never-rules of the one thought about.
pub(super) fn actions_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, playbook: &Playbook) {
    let texts = view.texts;
    let work = &case.case.work;
    let draft = view.state.draft(case.case.id);
    let closed = case.state == CaseState::Closed;
    let thought = draft.action.as_deref().or(work.action.as_deref());
    for id in in_order(case, playbook) {
        let suggested = *id == case.suggested;
        let remark = match (work.action.as_deref() == Some(id), suggested) {
            (true, _) => say!(texts, "window-chosen"),
            (false, true) => say!(texts, "window-suggested"),
            (false, false) => String::new(),
        };
        let card = OptionCard {
            name: &texts.playbook(&format!("action-{id}")),
            remark: &remark,
            effect: &effect(view, case, id),
            highlighted: suggested,
            chosen: thought == Some(id),
        };
        if option_ui(ui, view.palette, &card).clicked() && !closed {
            view.send(Message::PickAction(id.to_owned()));
        }
    }
    if let Some(action) = draft.action.as_deref().and_then(|id| playbook.action(id)) {
        if action.needs_agreement && !closed {
            agreement_ui(ui, view, case, &action.id);
        }
        for rule in &action.acknowledge {
            let understood = draft.acknowledged.contains(rule) || work.acknowledged.contains(rule);
            never_ui(ui, view, rule, Some(understood));
        }
    }
    let asked: &[String] =
        draft.action.as_deref().and_then(|id| playbook.action(id)).map_or(&[], |action| &action.acknowledge);
    for rule in playbook.never.iter().filter(|rule| !asked.contains(&rule.id)) {
        never_ui(ui, view, &rule.id, None);
    }
}

/// What the customer said on record, or buttons that put it there.
fn agreement_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, action: &str) {
    let texts = view.texts;
    let work = &case.case.work;
    let by_customer = |(_, contact): &&(Author, Contact)| contact.party == Party::Customer;
    let on_record = work.contacts.iter().rev().find(by_customer).filter(|_| work.customer_spoke);
    if let Some((author, contact)) = on_record {
        let said = format!("{} {}", texts.time(author.at), texts.decision(&Decision::Contacted(contact.clone())));
        let text = say!(texts, "window-agreement-on-record", contact = said);
        text_ui(ui, &text, 12.5, view.palette.text_weak);
        return;
    }
    bold_ui(ui, &say!(texts, "window-agreement-first"), 13.0, view.palette.text);
    let width = ui.available_width();
    field_ui(ui, view, Field::Agreement, &say!(texts, "window-agreement-how"), width, 1);
    let agrees = say!(texts, "window-agrees-to", action = texts.playbook(&format!("action-{action}")));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (name, channel) in [
            (say!(texts, "window-agrees-in-person"), Channel::Visit),
            (say!(texts, "window-agrees-by-phone"), Channel::Phone),
        ] {
            if small_button_ui(ui, view.palette, &name).clicked() {
                view.send(Message::RecordAgreement { channel, said: agrees.clone() });
            }
        }
    });
}

/// The suggested action first, the others as the playbook has them.
fn in_order<'a>(case: &'a CaseView, playbook: &'a Playbook) -> impl Iterator<Item = &'a str> {
    let suggested = playbook.action(&case.suggested);
    let others = playbook.actions_for(&case.case.finding).filter(|action| action.id != case.suggested);
    suggested.into_iter().chain(others).map(|action| action.id.as_str())
}

/// What follows from an action; for the suggested one also why it fits.
fn effect(view: &View<'_>, case: &CaseView, id: &str) -> String {
    let effect = view.texts.playbook(&format!("action-{id}-effect"));
    if id != case.suggested {
        return effect;
    }
    let finding = &case.case.finding;
    let by_reason = view
        .playbook(case)
        .and_then(|playbook| playbook.action(id))
        .and_then(|action| finding.reasons.iter().find(|reason| action.suggested_for_reasons.contains(&reason.code)));
    let why = by_reason.or(finding.reasons.first()).map(|reason| view.texts.reason(reason));
    match why {
        Some(why) => format!("{effect}\n{}", say!(view.texts, "window-because", reason = why)),
        None => effect,
    }
}

/// A never-rule; where the action asks for it, with a box to tick.
fn never_ui(ui: &mut Ui, view: &mut View<'_>, rule: &str, understood: Option<bool>) {
    let text = view.texts.playbook(&format!("never-{rule}"));
    let Some(understood) = understood else {
        text_ui(ui, &text, 12.5, view.palette.bad);
        return;
    };
    let tone = view.palette.red;
    Frame::new()
        .fill(tone.ground)
        .stroke(Stroke::new(1.0, tone.text))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(12, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            bold_ui(ui, &text, 13.0, tone.text);
            ui.push_id(rule, |ui| {
                if check_row_ui(ui, view.palette, &say!(view.texts, "window-i-understand"), understood).clicked() {
                    view.send(Message::AcknowledgeRule(rule.to_owned()));
                }
            });
        });
}
