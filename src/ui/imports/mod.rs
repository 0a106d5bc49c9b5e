//! Imports: what each source covers of a day and what is missing, and what was read from each file.

mod coverage;
mod layout;
mod layout_doubts;
mod profiles;
mod reports;

use super::import_result::import_result_ui;
use super::screen_head::head_ui;
use super::view::View;
use super::widgets::{Weight, button_ui, card, from_right, small_button_ui, text_ui};
use crate::app::{ImportRun, Message};
use crate::text::say;
use egui::{Align, Layout, Margin, ScrollArea, Ui};

/// Draws the screen.
pub(super) fn imports_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    ui.spacing_mut().item_spacing.y = 12.0;
    if let Some(open) = &view.state.layouts.open {
        layout::layout_ui(ui, view, open);
        return;
    }
    let count = view.state.imports.data.as_ref().map_or(0, |data| data.reports.len());
    let facts = if count == 0 { String::new() } else { say!(texts, "imports-count", count = count) };
    head_ui(ui, view.palette, &say!(texts, "screen-imports"), &facts, |ui| {
        let name = say!(texts, "window-choose-reports");
        if button_ui(ui, view.palette, &name, Weight::Primary).clicked() {
            view.send(Message::OpenReports);
        }
        if button_ui(ui, view.palette, &say!(texts, "layout-new"), Weight::Plain).clicked() {
            view.send(Message::NewLayout { profile: None });
        }
    });
    let state = view.state;
    if let Some(run) = &state.import {
        reading_ui(ui, view, run);
    } else if let Some(outcome) = &state.last_import {
        import_result_ui(ui, view, outcome);
    }
    profiles::waiting_ui(ui, view);
    let Some(data) = &state.imports.data else {
        text_ui(ui, &say!(texts, "window-opening"), 14.0, view.palette.text_weak);
        return;
    };
    ScrollArea::vertical().id_salt("imports").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        coverage::coverage_ui(ui, view, &data.coverage);
        if data.reports.is_empty() {
            text_ui(ui, &say!(texts, "imports-empty"), 14.0, view.palette.text_weak);
        } else {
            reports::reports_ui(ui, view, data);
        }
        profiles::profiles_ui(ui, view);
    });
}

/// How far a running import is.
fn reading_ui(ui: &mut Ui, view: &mut View<'_>, run: &ImportRun) {
    let texts = view.texts;
    card(view.palette).inner_margin(Margin::symmetric(14, 6)).show(ui, |ui| {
        from_right(ui, |ui| {
            if !run.cancelling && small_button_ui(ui, view.palette, &say!(texts, "window-cancel")).clicked() {
                view.send(Message::CancelImport);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = match (run.cancelling, run.file.as_str()) {
                    (true, _) => say!(texts, "window-cancelling"),
                    (false, "") => say!(texts, "window-importing", count = run.files),
                    (false, file) => say!(texts, "imports-reading", file = file, count = run.rows),
                };
                text_ui(ui, &text, 13.0, view.palette.text);
            });
        });
    });
}
