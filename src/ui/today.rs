//! The Today screen: head, tiles, what the last import gave, chips and table.

use super::view::View;
use super::widgets::{Weight, bold_ui, button_ui, card, hline, line_ui, text_ui};
use super::{columns, filters, import_result, table, tiles, top_bar};
use crate::app::{DayData, Message, Show};
use crate::text::say;
use egui::{Align, Frame, Layout, Ui, UiBuilder, vec2};

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
    list_card_ui(ui, view, |ui, view| {
        if view.state.is_empty_day() {
            nothing_yet_ui(ui, view);
        } else {
            list_ui(ui, view, data);
        }
    });
}

/// A card that takes the rest of the screen, and below it the keys that work there.
pub(super) fn list_card_ui(ui: &mut Ui, view: &mut View<'_>, contents: impl FnOnce(&mut Ui, &mut View<'_>)) {
    let status_height = 18.0;
    let height = (ui.available_height() - status_height - 12.0).max(120.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    card(view.palette).show(&mut inside, |ui| {
        ui.set_min_size(rect.size() - vec2(2.0, 2.0));
        ui.set_max_size(rect.size() - vec2(2.0, 2.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        contents(ui, view);
    });
    hints_ui(ui, view);
}

/// Chips, search and table of the day.
fn list_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    let texts = view.texts;
    let counts = view.state.list().counts;
    let unfinished = counts.open + counts.waiting;
    let due = match counts.late {
        0 => say!(texts, "table-chip-due", count = counts.due),
        late => say!(texts, "table-chip-due-late", count = counts.due, late = late),
    };
    let shows = [
        (Show::Unfinished, say!(texts, "window-chip-unfinished", count = unfinished)),
        (Show::Due, due),
        (Show::Waiting, say!(texts, "table-chip-waiting", count = counts.waiting)),
        (Show::Closed, say!(texts, "window-chip-closed", count = counts.closed)),
    ];
    filters::filters_ui(ui, view, &shows);
    hline(ui, view.palette.line);
    if view.state.list().rows.is_empty() {
        return no_rows_ui(ui, view);
    }
    let columns = columns::of_the_day(ui, view);
    table::table_ui(ui, view, data.day.day, &columns);
}

/// Why the list is empty, and what to do next.
fn no_rows_ui(ui: &mut Ui, view: &View<'_>) {
    let (texts, state) = (view.texts, view.state);
    let list = state.list();
    let missing = state.missing_reports();
    let (what, next) = match list.filter.show {
        _ if list.filter.is_narrowed() => (say!(texts, "table-nothing-fits"), String::new()),
        Show::Due => (say!(texts, "table-nothing-due"), String::new()),
        Show::Waiting => (say!(texts, "window-nothing-waiting"), String::new()),
        Show::Closed => (say!(texts, "window-nothing-closed"), String::new()),
        _ if missing.is_empty() => (say!(texts, "table-all-accounted"), say!(texts, "table-all-accounted-next")),
        _ => {
            let reports: Vec<String> = missing.iter().map(|source| texts.report_of(*source)).collect();
            (say!(texts, "table-nothing-so-far"), say!(texts, "table-still-missing", reports = texts.list(&reports)))
        }
    };
    nothing_listed_ui(ui, view, &what, &next);
}

/// Says why a list is empty and, where there is something, what to do next.
pub(super) fn nothing_listed_ui(ui: &mut Ui, view: &View<'_>, what: &str, next: &str) {
    Frame::new().inner_margin(24).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            if next.is_empty() {
                text_ui(ui, what, 14.0, view.palette.text_weak);
            } else {
                bold_ui(ui, what, 17.0, view.palette.text);
                text_ui(ui, next, 14.0, view.palette.text_weak);
            }
        });
    });
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
        let mut hints = vec![
            say!(texts, "window-key-select"),
            say!(texts, "window-key-open"),
            say!(texts, "window-key-steps"),
            say!(texts, "window-key-search"),
            say!(texts, "window-key-reports"),
            say!(texts, "window-key-print"),
        ];
        if !view.state.list().groups.is_empty() {
            hints.insert(1, say!(texts, "table-key-groups"));
        }
        line_ui(ui, &hints.join("     "), 12.0, view.palette.text_weak);
    });
}
