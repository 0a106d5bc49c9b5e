//! The table of cases: chips that filter, a search, headings that sort, one row for each case.

use super::case_text::{card_or_wallet, due, finding_tone, next_step, row_name};
use super::view::View;
use super::widgets::{
    bold_ui, chip_button_ui, chip_ui, focus_ring, hline, line_ui, paint_triangle, text_field, text_ui,
};
use super::{fonts, keys};
use crate::app::{Column, DayData, Direction, Message, Show, terminal_of};
use crate::domain::{CaseView, FindingKind, Step};
use crate::text::say;
use egui::accesskit::Role;
use egui::{Align, Frame, Layout, Margin, Popup, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};

const ROW_HEIGHT: f32 = 37.0;
const HEAD_HEIGHT: f32 = 35.0;

/// Draws filters and table.
pub(super) fn cases_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    filters_ui(ui, view, data);
    hline(ui, view.palette.line);
    let columns = columns(ui, view, data);
    if view.state.visible.is_empty() {
        return no_rows_ui(ui, view);
    }
    rows_ui(ui, view, data, &columns);
}

fn filters_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    let texts = view.texts;
    Frame::new().inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
        let search_width = if ui.available_width() > 620.0 { 190.0 } else { 130.0 };
        let search_at = Rect::from_min_size(
            pos2(ui.max_rect().right() - search_width, ui.max_rect().top()),
            vec2(search_width, 32.0),
        );
        ui.horizontal_wrapped(|ui| {
            ui.set_max_width(ui.available_width() - search_width - 8.0);
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            let shows = [
                (Show::Unfinished, say!(texts, "window-chip-unfinished", count = data.day.unfinished)),
                (Show::Waiting, say!(texts, "window-chip-waiting", count = data.day.waiting)),
                (Show::Closed, say!(texts, "window-chip-closed", count = data.day.closed)),
            ];
            for (show, name) in shows {
                let is_on = view.state.filter.show == show;
                let tone = if is_on { view.palette.blue } else { view.palette.grey };
                if chip_button_ui(ui, &name, tone, is_on, view.palette).clicked() {
                    view.send(Message::Show(show));
                }
            }
            terminal_chip_ui(ui, view);
        });
        let mut search = ui.new_child(egui::UiBuilder::new().max_rect(search_at));
        search_ui(&mut search, view, search_width);
    });
}

fn search_ui(ui: &mut Ui, view: &mut View<'_>, width: f32) {
    let mut text = view.state.filter.search.clone();
    let hint = say!(view.texts, "window-search");
    ui.push_id("search", |ui| {
        let response = text_field(ui, view.palette, &mut text, &hint, width, 1);
        keys::take_focus(ui, keys::FocusWish::Search, &response);
        if response.changed() {
            view.send(Message::Search(text));
        }
    });
}

fn terminal_chip_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let chosen = view.state.filter.terminal.as_deref();
    let all = say!(texts, "window-all-terminals");
    let name = say!(texts, "window-chip-terminal", terminal = chosen.unwrap_or(&all));
    let tone = if chosen.is_some() { view.palette.blue } else { view.palette.grey };
    let response = chip_button_ui(ui, &name, tone, chosen.is_some(), view.palette);
    Popup::menu(&response).show(|ui| {
        let choices = std::iter::once(None).chain(view.state.terminals.iter().map(|name| Some(name.as_str())));
        for choice in choices {
            let button = egui::Button::selectable(choice == chosen, choice.unwrap_or(&all)).min_size(vec2(140.0, 32.0));
            if ui.add(button).clicked() {
                view.send(Message::ShowTerminal(choice.map(str::to_owned)));
                ui.close();
            }
        }
    });
}

/// The columns that fit, with their widths in points.
fn columns(ui: &Ui, view: &View<'_>, data: &DayData) -> Vec<(Column, f32)> {
    let available = ui.available_width();
    let today = data.day.day;
    let texts = view.texts;
    let width_of = |text: String, font| ui.painter().layout_no_wrap(text, font, egui::Color32::PLACEHOLDER).size().x;
    let date = texts.date(today.0);
    // Carried-over cases come first, so the first row tells whether a date has to fit.
    let first = view.state.visible.first().map(|&place| &data.cases[place]);
    let dates_show = first.is_some_and(|case| case.case.finding.business_day < today);
    let time = if dates_show { 60.0 + width_of(date.clone(), fonts::regular(11.0)) } else { 56.0 };
    let due = 20.0 + width_of(say!(texts, "window-late", due = date), fonts::bold(13.0));
    let chips = FindingKind::ALL.iter().map(|kind| width_of(texts.finding(*kind), fonts::bold(12.0)));
    let finding = 34.0 + chips.fold(0.0, f32::max);
    let next =
        20.0 + Step::ALL.iter().map(|step| width_of(texts.step(*step), fonts::regular(13.0))).fold(0.0, f32::max);
    let terminal = 22.0 + width_of(say!(texts, "window-column-terminal"), fonts::bold(13.0));
    let mut columns = vec![
        (Column::Time, time.ceil()),
        (Column::Amount, 84.0),
        (Column::Card, 150.0),
        (Column::Terminal, terminal.ceil()),
        (Column::Finding, finding.ceil()),
        (Column::NextStep, next.ceil()),
        (Column::Due, due.ceil()),
    ];
    let wanted = |columns: &[(Column, f32)]| columns.iter().map(|(_, width)| width).sum::<f32>();
    // What a narrow window leaves out stands in the panel; the card may be cut short before that.
    for dropped in [Column::Terminal, Column::NextStep] {
        if wanted(&columns) > available + 36.0 {
            columns.retain(|(column, _)| *column != dropped);
        }
    }
    let left = available - wanted(&columns);
    let takes_rest = |column: Column| match column {
        Column::Card => true,
        Column::Finding | Column::NextStep => left > 0.0,
        _ => false,
    };
    let takers = if left > 0.0 { columns.iter().filter(|(column, _)| takes_rest(*column)).count() } else { 1 };
    #[expect(clippy::cast_precision_loss, reason = "there are seven columns")]
    let share = left / takers as f32;
    for (_, width) in columns.iter_mut().filter(|(column, _)| takes_rest(*column)) {
        *width = (*width + share).max(48.0).floor();
    }
    columns
}

fn no_rows_ui(ui: &mut Ui, view: &View<'_>) {
    let texts = view.texts;
    let searching = !view.state.filter.search.is_empty() || view.state.filter.terminal.is_some();
    let text = match view.state.filter.show {
        _ if searching => say!(texts, "window-nothing-found"),
        Show::Unfinished => say!(texts, "window-nothing-unfinished"),
        Show::Waiting => say!(texts, "window-nothing-waiting"),
        Show::Closed => say!(texts, "window-nothing-closed"),
    };
    Frame::new().inner_margin(24).show(ui, |ui| {
        ui.vertical_centered(|ui| text_ui(ui, &text, 14.0, view.palette.text_weak));
    });
}

fn rows_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData, columns: &[(Column, f32)]) {
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    ui.visuals_mut().selection.bg_fill = view.palette.row_selected;
    ui.visuals_mut().widgets.hovered.bg_fill = view.palette.row_hovered;
    let scroll_to = row_to_show(ui, view);
    let mut table = TableBuilder::new(ui)
        .id_salt("cases")
        .sense(Sense::click())
        .auto_shrink([false, false])
        .min_scrolled_height(0.0)
        .cell_layout(Layout::left_to_right(Align::Center));
    for (_, width) in columns {
        table = table.column(Width::exact(*width).clip(true));
    }
    if let Some(row) = scroll_to {
        table = table.scroll_to_row(row, None);
    }
    let visible = &view.state.visible;
    table
        .header(HEAD_HEIGHT, |mut header| {
            for (column, _) in columns {
                header.col(|ui| heading_ui(ui, view, *column));
            }
        })
        .body(|body| {
            body.rows(ROW_HEIGHT, visible.len(), |mut row| {
                let case = &data.cases[visible[row.index()]];
                row_ui(&mut row, view, data, case, columns);
            });
        });
}

/// The selected row, when the selection has moved since the last frame.
fn row_to_show(ui: &Ui, view: &View<'_>) -> Option<usize> {
    let id = egui::Id::unique("selection shown");
    let shown = ui.data(|data| data.get_temp::<Option<i64>>(id)).flatten();
    let selected = view.state.selected.map(|id| id.0);
    if shown == selected {
        return None;
    }
    ui.data_mut(|data| data.insert_temp(id, selected));
    view.state.selected_row()
}

fn heading_ui(ui: &mut Ui, view: &mut View<'_>, column: Column) {
    let texts = view.texts;
    let name = match column {
        Column::Time => say!(texts, "window-column-time"),
        Column::Amount => say!(texts, "window-column-amount"),
        Column::Card => say!(texts, "window-column-card"),
        Column::Terminal => say!(texts, "window-column-terminal"),
        Column::Finding => say!(texts, "window-column-finding"),
        Column::NextStep => say!(texts, "window-column-next"),
        Column::Due => say!(texts, "window-column-due"),
    };
    let palette = view.palette;
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.scope_id().with("heading"), Sense::click());
    let sort = view.state.sort;
    let is_sorted = sort.column == column;
    let color = if response.hovered() || is_sorted { palette.text } else { palette.text_weak };
    let galley = ui.painter().layout_no_wrap(name.clone(), fonts::bold(13.0), color);
    let top = rect.center().y - galley.size().y / 2.0;
    let left = match column {
        Column::Amount => rect.right() - 10.0 - galley.size().x,
        _ => rect.left() + 10.0,
    };
    if is_sorted {
        let beside = if column == Column::Amount { left - 8.0 } else { left + galley.size().x + 8.0 };
        paint_triangle(ui, pos2(beside, rect.center().y), sort.direction == Direction::Down, color);
    }
    ui.painter().galley(pos2(left, top), galley, color);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    focus_ring(ui, &response, rect.shrink(3.0), 4, palette);
    let described = say!(texts, "window-sort-by", column = name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_sorted, &described));
    if response.clicked() {
        view.send(Message::SortBy(column));
    }
}

fn row_ui(row: &mut TableRow<'_, '_>, view: &mut View<'_>, data: &DayData, case: &CaseView, columns: &[(Column, f32)]) {
    let selected = view.state.selected == Some(case.case.id);
    row.set_selected(selected);
    for (place, (column, _)) in columns.iter().enumerate() {
        row.col(|ui| {
            // A cell paints within itself alone, so each draws its part of the line below.
            let rect = ui.max_rect();
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, view.palette.row_line));
            if selected && place == 0 {
                let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height() - 1.0));
                ui.painter().rect_filled(bar, 0, view.palette.accent);
            }
            cell_ui(ui, view, data, case, *column);
        });
    }
    let response = row.response();
    let name = row_name(case, view.texts, view.state.now);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if response.clicked() || response.gained_focus() {
        view.send(Message::Select(case.case.id));
    }
}

fn cell_ui(ui: &mut Ui, view: &View<'_>, data: &DayData, case: &CaseView, column: Column) {
    let texts = view.texts;
    let palette = view.palette;
    let now = view.state.now;
    let finding = &case.case.finding;
    if column == Column::Amount {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(10.0);
            line_ui(ui, &texts.money(finding.amount), 13.0, palette.text);
        });
        return;
    }
    ui.add_space(10.0);
    match column {
        Column::Time => {
            line_ui(ui, &texts.time(finding.time), 13.0, palette.text);
            if finding.business_day < data.day.day {
                ui.add_space(4.0);
                line_ui(ui, &texts.date(finding.business_day.0), 11.0, palette.warn);
            }
        }
        Column::Card => _ = line_ui(ui, &card_or_wallet(case, texts), 13.0, palette.text),
        Column::Terminal => _ = line_ui(ui, terminal_of(case), 13.0, palette.text),
        Column::Finding => _ = chip_ui(ui, &texts.finding(finding.kind), finding_tone(finding.kind, palette)),
        Column::NextStep => _ = line_ui(ui, &next_step(case, texts, now), 13.0, palette.text),
        Column::Due if case.is_late(now) => _ = bold_ui(ui, &due(case, texts, now), 13.0, palette.bad),
        Column::Due => _ = line_ui(ui, &due(case, texts, now), 13.0, palette.text),
        Column::Amount => {}
    }
}
