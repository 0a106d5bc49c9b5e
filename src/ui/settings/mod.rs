//! Settings: everything a shop sets once, as a form that is saved as a whole.

mod acquirers;
mod fields;
mod lists;
mod shop;

use super::screen_head::head_ui;
use super::view::View;
use super::widgets::{Weight, bold_ui, button_ui, card, text_ui};
use crate::app::Message;
use crate::text::say;
use egui::{Margin, ScrollArea, Ui};

/// From this width on, two columns stand side by side.
const ROOMY: f32 = 780.0;

/// Draws the screen.
pub(super) fn settings_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let form = &view.state.settings_form;
    let is_changed = form.differs_from(&view.state.settings);
    let facts = match (is_changed, form.mistakes.is_empty()) {
        (false, true) => say!(texts, "settings-saved"),
        (true, true) => say!(texts, "settings-not-saved"),
        (_, false) => say!(texts, "settings-mistakes"),
    };
    ui.spacing_mut().item_spacing.y = 12.0;
    head_ui(ui, view.palette, &say!(texts, "screen-settings"), &facts, |ui| {
        let may_save = is_changed && form.mistakes.is_empty();
        let save = if may_save { Weight::Primary } else { Weight::Off };
        if button_ui(ui, view.palette, &say!(texts, "settings-save"), save).clicked() {
            view.send(Message::SaveSettings);
        }
        let undo = if is_changed { Weight::Plain } else { Weight::Off };
        if button_ui(ui, view.palette, &say!(texts, "settings-undo"), undo).clicked() {
            view.send(Message::UndoSettings);
        }
    });
    ScrollArea::vertical().id_salt("settings").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        if ui.available_width() < ROOMY {
            left_ui(ui, view);
            right_ui(ui, view);
            return;
        }
        ui.columns(2, |columns| {
            columns[0].spacing_mut().item_spacing.y = 12.0;
            left_ui(&mut columns[0], view);
            columns[1].spacing_mut().item_spacing.y = 12.0;
            right_ui(&mut columns[1], view);
        });
    });
}

fn left_ui(ui: &mut Ui, view: &mut View<'_>) {
    shop::shop_ui(ui, view);
    lists::operators_ui(ui, view);
    lists::terminals_ui(ui, view);
    shop::rules_ui(ui, view);
    shop::look_ui(ui, view);
}

fn right_ui(ui: &mut Ui, view: &mut View<'_>) {
    acquirers::acquirers_ui(ui, view);
    shop::watch_ui(ui, view);
}

/// A card with a title, a remark where there is one, and fields.
fn section_ui(ui: &mut Ui, view: &mut View<'_>, title: &str, about: &str, fields: impl FnOnce(&mut Ui, &mut View<'_>)) {
    card(view.palette).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        bold_ui(ui, title, 14.0, view.palette.text);
        if !about.is_empty() {
            text_ui(ui, about, 12.5, view.palette.text_weak);
        }
        fields(ui, view);
    });
}
