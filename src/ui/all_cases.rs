//! All cases: every case there ever was, whatever its state.

use super::view::View;
use super::widgets::{bold_ui, from_right, hline, small_button_ui, text_ui};
use super::{columns, filters, table, today};
use crate::app::{Message, Show};
use crate::domain::BusinessDay;
use crate::text::say;
use egui::{Align, Layout, Ui};

/// Draws the screen.
pub(super) fn all_cases_ui(ui: &mut Ui, view: &mut View<'_>) {
    let (state, texts) = (view.state, view.texts);
    ui.spacing_mut().item_spacing.y = 12.0;
    from_right(ui, |ui| {
        // With the panel away, every column has its place.
        if state.selected_case().is_some()
            && small_button_ui(ui, view.palette, &say!(texts, "table-hide-case")).clicked()
        {
            view.send(Message::Deselect);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_height(38.0);
            bold_ui(ui, &say!(texts, "screen-all-cases"), 20.0, view.palette.text);
        });
    });
    let (Some(day), Some(_)) = (state.day.as_ref().map(|data| data.day.day), &state.all_cases.cases) else {
        text_ui(ui, &say!(texts, "table-reading-all"), 14.0, view.palette.text_weak);
        return;
    };
    today::list_card_ui(ui, view, |ui, view| list_ui(ui, view, day));
}

fn list_ui(ui: &mut Ui, view: &mut View<'_>, day: BusinessDay) {
    let texts = view.texts;
    let counts = view.state.list().counts;
    let shows = [
        (Show::All, say!(texts, "table-chip-all", count = counts.all)),
        (Show::Open, say!(texts, "table-chip-open", count = counts.open)),
        (Show::Waiting, say!(texts, "table-chip-waiting", count = counts.waiting)),
        (Show::Closed, say!(texts, "window-chip-closed", count = counts.closed)),
    ];
    filters::filters_ui(ui, view, &shows);
    hline(ui, view.palette.line);
    if !view.state.list().rows.is_empty() {
        let columns = columns::of_all_cases(ui, view);
        return table::table_ui(ui, view, day, &columns);
    }
    let list = view.state.list();
    let text = if counts.all == 0 {
        say!(texts, "table-no-case-ever")
    } else if list.filter.is_narrowed() {
        say!(texts, "table-nothing-fits")
    } else {
        say!(texts, "table-none-in-this-state")
    };
    today::nothing_listed_ui(ui, view, &text, "");
}
