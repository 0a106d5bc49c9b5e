//! Operators and terminals.

use super::fields::input_ui;
use super::section_ui;
use super::shop::row_button_ui;
use crate::app::{Message, SettingsEdit, SettingsField};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{from_right, line_ui, small_button_ui};
use egui::{Align, Layout, Ui, vec2};

/// Room for the number of a terminal, in points.
const NUMBER_WIDTH: f32 = 110.0;

/// Who may stand at the till, in order.
pub(super) fn operators_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let (title, about) = (say!(texts, "settings-operators"), say!(texts, "settings-operators-about"));
    section_ui(ui, view, &title, &about, |ui, view| {
        let form = &view.state.settings_form;
        for (at, operator) in form.operators.iter().enumerate() {
            from_right(ui, |ui| {
                let name = operator.as_str();
                let remove = say!(texts, "settings-remove", name = name);
                if row_button_ui(ui, view, &say!(texts, "settings-remove-short"), &remove).clicked() {
                    view.send(Message::EditSettings(SettingsEdit::RemoveOperator(at)));
                }
                let raise = say!(texts, "settings-raise", name = name);
                if at > 0 && row_button_ui(ui, view, &say!(texts, "settings-raise-short"), &raise).clicked() {
                    view.send(Message::EditSettings(SettingsEdit::RaiseOperator(at)));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    line_ui(ui, name, 13.0, view.palette.text);
                });
            });
        }
        add_ui(ui, view, SettingsField::NewOperator, &say!(texts, "settings-new-operator"), SettingsEdit::AddOperator);
    });
}

/// Terminals and what they are called; those seen in reports are one press away.
pub(super) fn terminals_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let (title, about) = (say!(texts, "settings-terminals"), say!(texts, "settings-terminals-about"));
    section_ui(ui, view, &title, &about, |ui, view| {
        let form = &view.state.settings_form;
        for (at, terminal) in form.terminals.iter().enumerate() {
            from_right(ui, |ui| {
                let number = terminal.number.as_str();
                let name = say!(texts, "settings-remove", name = number);
                if row_button_ui(ui, view, &say!(texts, "settings-remove-short"), &name).clicked() {
                    view.send(Message::EditSettings(SettingsEdit::RemoveTerminal(at)));
                }
                let label = say!(texts, "settings-terminal-name", terminal = number);
                let hint = say!(texts, "settings-terminal-hint");
                let width = (ui.available_width() - NUMBER_WIDTH).max(80.0);
                input_ui(ui, view, SettingsField::TerminalName(at), &label, &hint, width);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    line_ui(ui, number, 13.0, view.palette.text);
                });
            });
        }
        seen_ui(ui, view);
        let label = say!(texts, "settings-new-terminal");
        add_ui(ui, view, SettingsField::NewTerminal, &label, SettingsEdit::AddTerminal(None));
    });
}

/// Terminals that reports name and the list does not.
fn seen_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let Some(data) = &view.state.imports.data else { return };
    let form = &view.state.settings_form;
    let is_listed = |number: &str| form.terminals.iter().any(|terminal| terminal.number == number);
    if data.terminals.iter().all(|number| is_listed(number)) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        line_ui(ui, &say!(texts, "settings-seen"), 12.5, view.palette.text_weak);
        for number in &data.terminals {
            let name = say!(texts, "settings-add-terminal", terminal = number.as_str());
            if !is_listed(number) && small_button_ui(ui, view.palette, &name).clicked() {
                view.send(Message::EditSettings(SettingsEdit::AddTerminal(Some(number.clone()))));
            }
        }
    });
}

/// A field for one more, and the button that adds it; Enter adds as well.
fn add_ui(ui: &mut Ui, view: &mut View<'_>, field: SettingsField, label: &str, edit: SettingsEdit) {
    let add = say!(view.texts, "settings-add");
    let row = vec2(ui.available_width(), 0.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Min), |ui| {
        let pressed = row_button_ui(ui, view, &add, &format!("{add}: {label}")).clicked();
        let width = ui.available_width();
        let typed = ui.vertical(|ui| input_ui(ui, view, field, label, label, width)).inner;
        if pressed || (typed.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))) {
            view.send(Message::EditSettings(edit));
        }
    });
}
