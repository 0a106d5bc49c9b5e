//! Fields of the form: a label above, what is typed, and what is wrong with it below.

use crate::app::{Message, Mistake, SettingsEdit, SettingsField};
use crate::text::{Texts, say};
use crate::ui::view::View;
use crate::ui::widgets::{line_ui, text_field, text_ui};
use egui::{Align, Layout, Response, Ui, vec2};

/// Draws a text field; `hint` is an example of what may stand there.
pub(super) fn typed_ui(ui: &mut Ui, view: &mut View<'_>, field: SettingsField, label: &str, hint: &str, width: f32) {
    labelled_ui(ui, view, label, width, |ui, view| _ = input_ui(ui, view, field, label, hint, width));
}

/// The same without the label above it; the label is its name all the same.
pub(super) fn input_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    field: SettingsField,
    label: &str,
    hint: &str,
    width: f32,
) -> Response {
    let mut text = view.state.settings_form.text(field).to_owned();
    // The field is named by itself, so that it keeps the cursor when a list above it grows.
    let response = ui.push_id(field, |ui| text_field(ui, view.palette, &mut text, hint, width, 1)).inner;
    let response = response.accessible_name(label);
    if response.changed() {
        view.send(Message::EditSettings(SettingsEdit::Text(field, text)));
    }
    if let Some(mistake) = view.state.settings_form.mistakes.get(&field) {
        text_ui(ui, &mistake_words(view.texts, *mistake), 12.5, view.palette.bad);
    }
    response
}

/// A label above something of this width.
pub(super) fn labelled_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    label: &str,
    width: f32,
    input: impl FnOnce(&mut Ui, &mut View<'_>),
) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 2.0;
        line_ui(ui, label, 12.5, view.palette.text_weak);
        input(ui, view);
    });
}

/// Two fields beside each other; each gets its width.
pub(super) fn pair_ui(ui: &mut Ui, view: &mut View<'_>, fields: impl FnOnce(&mut Ui, &mut View<'_>, f32)) {
    let gap = 10.0;
    // The frame of a text field is drawn outside of its width.
    let width = ((ui.available_width() - gap) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        fields(ui, view, width);
    });
}

fn mistake_words(texts: &Texts, mistake: Mistake) -> String {
    match mistake {
        Mistake::NotACurrency => say!(texts, "settings-not-a-currency"),
        Mistake::NotAZone => say!(texts, "settings-not-a-zone"),
        Mistake::NotSeconds(most) => say!(texts, "settings-not-seconds", most = most),
        Mistake::NotARate => say!(texts, "settings-not-a-rate"),
        Mistake::IsInTheList => say!(texts, "settings-in-the-list"),
        Mistake::TwoForAllOthers => say!(texts, "settings-two-for-all"),
    }
}
