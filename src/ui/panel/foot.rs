//! The foot of the panel: note, wait, and the one thing to press next.

use super::forms;
use crate::app::{Form, Message, PanelView};
use crate::domain::{CaseState, CaseView, Step};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{Weight, button_ui, from_right};
use egui::{Frame, Margin, ScrollArea, Stroke, Ui};

/// Draws the foot, and the form that is open above it.
pub(super) fn foot_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let top = ui.max_rect();
    ui.painter().hline(top.x_range(), top.top() + 0.5, Stroke::new(1.0, view.palette.line));
    let form = view.state.drafts.get(&case.case.id).and_then(|draft| draft.form);
    Frame::new().inner_margin(Margin::symmetric(18, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        if let Some(form) = form {
            let tallest = (ui.ctx().content_rect().height() * 0.45).max(120.0);
            // The foot grows with the form: as high as it was a frame ago would push its buttons below the edge.
            let area = ScrollArea::vertical().id_salt("form").max_height(tallest).min_scrolled_height(tallest);
            area.auto_shrink([false, true]).show(ui, |ui| {
                ui.push_id(case.case.id.0, |ui| {
                    ui.spacing_mut().item_spacing.y = 6.0;
                    forms::form_ui(ui, view, case, form);
                });
            });
        }
        from_right(ui, |ui| match form {
            Some(form) => form_buttons_ui(ui, view, case, form),
            None if view.state.panel != PanelView::Steps => {
                if button_ui(ui, view.palette, &say!(view.texts, "window-back"), Weight::Primary).clicked() {
                    view.send(Message::ShowPanel(PanelView::Steps));
                }
            }
            None => buttons_ui(ui, view, case),
        });
    });
}

/// From the right: the one to press next, then the others.
fn buttons_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let texts = view.texts;
    let (name, message) = next(view, case);
    let saving = view.state.is_saving(case.case.id);
    let weight = if saving { Weight::Off } else { Weight::Primary };
    if button_ui(ui, view.palette, &name, weight).clicked() {
        view.send(message);
    }
    if case.state != CaseState::Closed
        && button_ui(ui, view.palette, &say!(texts, "window-wait-button"), Weight::Plain).clicked()
    {
        view.send(Message::OpenForm(Some(Form::Wait)));
    }
    if button_ui(ui, view.palette, &say!(texts, "window-note"), Weight::Plain).clicked() {
        view.send(Message::OpenForm(Some(Form::Note)));
    }
}

/// What the step that stands open asks for.
fn next(view: &View<'_>, case: &CaseView) -> (String, Message) {
    let texts = view.texts;
    if case.state == CaseState::Closed {
        return (say!(texts, "window-reopen-button"), Message::OpenForm(Some(Form::Reopen)));
    }
    let step = view.state.open_step(case);
    let marked = case.case.work.marks.contains_key(&step);
    match step {
        Step::ContactAcquirer => {
            let draft = view.state.draft(case.case.id).contact;
            let nothing_new = draft.is_empty() && !case.case.work.contacts.is_empty();
            if nothing_new && !marked {
                (say!(texts, "window-step-done"), Message::FinishStep(step))
            } else {
                (say!(texts, "window-save-contact"), Message::SaveContact)
            }
        }
        Step::ChooseAction => (say!(texts, "window-choose-action"), Message::ChooseAction),
        Step::RecordOutcome => (say!(texts, "window-close-case"), Message::Close),
        // A step looked into again has nothing left to finish: the way leads back to the one to work on.
        Step::VerifyDetails if marked => (say!(texts, "window-to-current-step"), Message::OpenStep(case.step)),
        Step::VerifyDetails => (say!(texts, "window-step-done"), Message::FinishStep(step)),
    }
}

fn form_buttons_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView, form: Form) {
    let texts = view.texts;
    let (name, message) = match form {
        Form::Note => (say!(texts, "window-save-note"), Message::SaveNote),
        Form::Wait => (say!(texts, "window-save-wait"), Message::Wait),
        Form::Skip(step) => (say!(texts, "window-save-skip"), Message::SkipStep(step)),
        Form::Reopen => (say!(texts, "window-save-reopen"), Message::Reopen),
    };
    let weight = if view.state.is_saving(case.case.id) { Weight::Off } else { Weight::Primary };
    if button_ui(ui, view.palette, &name, weight).clicked() {
        view.send(message);
    }
    if button_ui(ui, view.palette, &say!(texts, "window-cancel"), Weight::Plain).clicked() {
        view.send(Message::OpenForm(None));
    }
}
