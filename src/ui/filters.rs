//! What narrows a list of cases: chips for state, finding and terminal, and the search.

use super::keys;
use super::view::View;
use super::widgets::{chip_button_ui, text_field};
use crate::app::{Message, Show};
use crate::text::say;
use egui::{Frame, Margin, Popup, Rect, Ui, pos2, vec2};

/// Draws the chips and the search. `shows` are the states to choose from, with their names.
pub(super) fn filters_ui(ui: &mut Ui, view: &mut View<'_>, shows: &[(Show, String)]) {
    Frame::new().inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
        let search_width = if ui.available_width() > 860.0 { 220.0 } else { 150.0 };
        let search_at = Rect::from_min_size(
            pos2(ui.max_rect().right() - search_width, ui.max_rect().top()),
            vec2(search_width, 32.0),
        );
        ui.horizontal_wrapped(|ui| {
            ui.set_max_width(ui.available_width() - search_width - 8.0);
            ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
            for (show, name) in shows {
                let is_on = view.state.list().filter.show == *show;
                let tone = if is_on { view.palette.blue } else { view.palette.grey };
                if chip_button_ui(ui, name, tone, is_on, view.palette).clicked() {
                    view.send(Message::Show(*show));
                }
            }
            finding_chip_ui(ui, view);
            terminal_chip_ui(ui, view);
        });
        let mut search = ui.new_child(egui::UiBuilder::new().max_rect(search_at));
        search_ui(&mut search, view, search_width);
    });
}

fn search_ui(ui: &mut Ui, view: &mut View<'_>, width: f32) {
    let mut text = view.state.list().filter.search.clone();
    let hint = say!(view.texts, "table-search");
    ui.push_id("search", |ui| {
        let response = text_field(ui, view.palette, &mut text, &hint, width, 1);
        keys::take_focus(ui, keys::FocusWish::Search, &response);
        if response.on_hover_text(say!(view.texts, "table-search-where")).changed() {
            view.send(Message::Search(text));
        }
    });
}

fn finding_chip_ui(ui: &mut Ui, view: &mut View<'_>) {
    let (texts, list) = (view.texts, view.state.list());
    let chosen = list.filter.finding;
    let all = say!(texts, "table-all-findings");
    let shown = chosen.map_or_else(|| all.clone(), |kind| texts.finding(kind));
    let name = say!(texts, "table-chip-finding", finding = shown);
    let choices = std::iter::once((None, all)).chain(list.kinds.iter().map(|kind| (Some(*kind), texts.finding(*kind))));
    if let Some(choice) = menu_chip_ui(ui, view, &name, chosen, choices) {
        view.send(Message::ShowFinding(choice));
    }
}

fn terminal_chip_ui(ui: &mut Ui, view: &mut View<'_>) {
    let (texts, list, settings) = (view.texts, view.state.list(), &view.state.settings);
    let chosen = list.filter.terminal.as_deref();
    let all = say!(texts, "window-all-terminals");
    let shown = chosen.map_or(all.as_str(), |number| settings.terminal_name(number));
    let name = say!(texts, "window-chip-terminal", terminal = shown);
    let named = |number: &String| settings.terminal_name(number).to_owned();
    let terminals = list.terminals.iter().map(|number| (Some(number.as_str()), named(number)));
    let choices = std::iter::once((None, all)).chain(terminals);
    if let Some(choice) = menu_chip_ui(ui, view, &name, chosen, choices) {
        view.send(Message::ShowTerminal(choice.map(str::to_owned)));
    }
}

/// A chip that opens a menu; gives back what was picked. No choice means that the chip narrows nothing.
fn menu_chip_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    view: &View<'_>,
    name: &str,
    chosen: Option<T>,
    choices: impl Iterator<Item = (Option<T>, String)>,
) -> Option<Option<T>> {
    let tone = if chosen.is_some() { view.palette.blue } else { view.palette.grey };
    let response = chip_button_ui(ui, name, tone, chosen.is_some(), view.palette);
    let mut picked = None;
    Popup::menu(&response).show(|ui| {
        for (choice, name) in choices {
            let button = egui::Button::selectable(choice == chosen, name).min_size(vec2(160.0, 32.0));
            if ui.add(button).clicked() {
                picked = Some(choice);
                ui.close();
            }
        }
    });
    picked
}
