//! Forms above the foot: note, wait, skip a step, reopen.

use super::contact_step::{combo_ui, templates_ui};
use crate::app::{Field, Form, Message, Why, wait_choices};
use crate::domain::CaseView;
use crate::text::say;
use crate::ui::case_text;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, field_ui};
use egui::Ui;

/// Draws the open form.
pub(super) fn form_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, form: Form) {
    let texts = view.texts;
    let title = match form {
        Form::Note => say!(texts, "window-note"),
        Form::Wait => say!(texts, "window-wait"),
        Form::Skip(step) => say!(texts, "window-skip-title", step = texts.step(step)),
        Form::Reopen => say!(texts, "window-reopen"),
    };
    bold_ui(ui, &title, 13.0, view.palette.text);
    let width = ui.available_width();
    match form {
        Form::Note => {
            field_ui(ui, view, Field::Note, &say!(texts, "window-note-hint"), width, 3);
            let usual = [
                say!(texts, "window-note-slip"),
                say!(texts, "window-note-customer-left"),
                say!(texts, "window-note-customer-told"),
            ];
            templates_ui(ui, view, Field::Note, &usual);
        }
        Form::Wait => wait_ui(ui, view, case, width),
        Form::Skip(_) => {
            field_ui(ui, view, Field::SkipReason, &say!(texts, "window-reason-hint"), width, 1);
            let usual = [
                say!(texts, "window-why-not-needed"),
                say!(texts, "window-why-done-elsewhere"),
                say!(texts, "window-why-nobody"),
            ];
            templates_ui(ui, view, Field::SkipReason, &usual);
        }
        Form::Reopen => {
            field_ui(ui, view, Field::ReopenReason, &say!(texts, "window-reason-hint"), width, 1);
            let usual = [say!(texts, "window-why-mistake"), say!(texts, "window-why-new-information")];
            templates_ui(ui, view, Field::ReopenReason, &usual);
        }
    }
}

fn wait_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, width: f32) {
    let texts = view.texts;
    let now = view.state.now;
    let Some(playbook) = view.playbook(case) else { return };
    let draft = view.state.draft(case.case.id);
    let mut named = Vec::new();
    for choice in wait_choices(case, playbook, &view.state.settings, now) {
        let when = match choice.until.date_naive() == now.date_naive() {
            true => texts.time(choice.until),
            false => format!("{} {}", texts.date(choice.until.date_naive()), texts.time(choice.until)),
        };
        let why = match &choice.why {
            Why::In(minutes) => say!(texts, "window-in", time = case_text::duration(*minutes, texts)),
            Why::PlaybookWait(id) => texts.playbook(&format!("wait-{id}")),
            Why::NextReport => say!(texts, "window-next-report"),
        };
        named.push((Some(choice.until), format!("{when} · {why}")));
    }
    if let Some(until) = draft.wait_until
        && !named.iter().any(|(other, _)| *other == Some(until))
    {
        named.insert(0, (Some(until), texts.date_and_time(until)));
    }
    if draft.wait_until.is_none() {
        named.insert(0, (None, say!(texts, "window-choose-time")));
    }
    ui.horizontal(|ui| {
        let typed = 84.0;
        if let Some(Some(until)) =
            combo_ui(ui, &say!(texts, "window-wait-until-when"), draft.wait_until, &named, width - typed - 8.0)
        {
            view.send(Message::PickWait(until));
        }
        field_ui(ui, view, Field::WaitTime, &say!(texts, "window-clock-hint"), typed, 1);
    });
    field_ui(ui, view, Field::WaitReason, &say!(texts, "window-reason-hint"), width, 1);
    let usual = [
        say!(texts, "window-why-acquirer-answers"),
        say!(texts, "window-why-next-report"),
        say!(texts, "window-why-customer-returns"),
    ];
    templates_ui(ui, view, Field::WaitReason, &usual);
}
