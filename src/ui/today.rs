//! The Today screen: head, tiles, what the last import gave, table.

use super::view::View;
use super::widgets::{Weight, bold_ui, button_ui, card, line_ui, text_ui};
use super::{import_result, table, tiles, top_bar};
use crate::app::Message;
use crate::text::say;
use egui::{Align, Layout, Ui, UiBuilder, vec2};

/// Draws the screen.
pub(super) fn today_ui(ui: &mut Ui, view: &mut View<'_>) {
    let state = view.state;
    ui.spacing_mut().item_spacing.y = 12.0;
    let Some(data) = &state.day else {
        text_ui(ui, &say!(view.texts, "window-opening"), 14.0, view.palette.text_weak);
        return;
    };
    top_bar::top_bar_ui(ui, view, data);
    tiles::tiles_ui(ui, view, data);
    if let Some(outcome) = &state.last_import {
        import_result::import_result_ui(ui, view, outcome);
    }
    let status_height = 18.0;
    let height = (ui.available_height() - status_height - 12.0).max(120.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    card(view.palette).show(&mut inside, |ui| {
        ui.set_min_size(rect.size() - vec2(2.0, 2.0));
        ui.set_max_size(rect.size() - vec2(2.0, 2.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        if state.is_empty_day() {
            nothing_yet_ui(ui, view);
        } else {
            table::cases_ui(ui, view, data);
        }
    });
    hints_ui(ui, view);
}

/// What to do first.
fn nothing_yet_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        ui.add_space((ui.available_height() / 2.0 - 80.0).max(12.0));
        bold_ui(ui, &say!(texts, "window-empty-title"), 17.0, view.palette.text);
        ui.scope(|ui| {
            ui.set_max_width(440.0_f32.min(ui.available_width() - 24.0));
            text_ui(ui, &say!(texts, "window-empty-how"), 14.0, view.palette.text_weak);
        });
        if button_ui(ui, view.palette, &say!(texts, "window-choose-reports"), Weight::Primary).clicked() {
            view.send(Message::OpenReports);
        }
    });
}

/// The keys that work here.
fn hints_ui(ui: &mut Ui, view: &View<'_>) {
    ui.scope(|ui| {
        let texts = view.texts;
        let hints = [
            say!(texts, "window-key-select"),
            say!(texts, "window-key-open"),
            say!(texts, "window-key-steps"),
            say!(texts, "window-key-search"),
            say!(texts, "window-key-reports"),
            say!(texts, "window-key-print"),
        ];
        line_ui(ui, &hints.join("     "), 12.0, view.palette.text_weak);
    });
}
