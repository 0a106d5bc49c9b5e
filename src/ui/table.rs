//! A table of cases: headings that sort, one row for each case or group. Laid out only as far as it is seen.

use super::case_text::{
    card_or_wallet, closed_by, day_of, due, finding_tone, guard, next_step, number_of, outcome_name_of, row_name,
};
use super::fonts;
use super::group_row::{GroupText, group_ui, section_text, section_ui};
use super::view::View;
use super::widgets::{bold_ui, chip_ui, focus_ring, line_ui, paint_triangle, two_lines_ui};
use crate::app::{CaseList, Column, Direction, Message, Row, Screen, terminal_of};
use crate::domain::{BusinessDay, CaseState, CaseView, Moment};
use crate::text::say;
use egui::accesskit::Role;
use egui::{Align, Id, Layout, Rect, Response, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};

/// Heights in points, even so that rows fall on whole pixels at 150 %.
const ROW_HEIGHT: f32 = 38.0;
const SECTION_HEIGHT: f32 = 28.0;
const HEAD_HEIGHT: f32 = 35.0;

/// How far the rows of a group are set in, in points.
const INDENT: f32 = 12.0;

/// What a table is drawn from.
struct Table<'a> {
    ctx: egui::Context,
    cases: &'a [CaseView],
    list: &'a CaseList,
    columns: &'a [(Column, f32)],
    today: BusinessDay,
}

impl Table<'_> {
    /// Whether a column is wide enough to be there.
    fn has(&self, wanted: Column) -> bool {
        self.columns.iter().any(|(column, _)| *column == wanted)
    }
}

/// Draws the list of the screen shown, which has at least one row. `columns` have their widths in points.
pub(super) fn table_ui(ui: &mut Ui, view: &mut View<'_>, today: BusinessDay, columns: &[(Column, f32)]) {
    let state = view.state;
    let table = Table { ctx: ui.ctx().clone(), cases: state.cases(), list: state.list(), columns, today };
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    ui.visuals_mut().selection.bg_fill = view.palette.row_selected;
    ui.visuals_mut().widgets.hovered.bg_fill = view.palette.row_hovered;
    let selected = table.list.selected_row();
    let scroll_to = selected.filter(|_| selection_moved(&table.ctx, view));
    let mut builder = TableBuilder::new(ui)
        .id_salt(("cases", state.screen))
        // A row takes presses as a whole: one stop for the keyboard, not one for each cell.
        .sense(Sense::hover())
        .auto_shrink([false, false])
        .min_scrolled_height(0.0)
        .cell_layout(Layout::left_to_right(Align::Center));
    for (_, width) in columns {
        builder = builder.column(Width::exact(*width).clip(true));
    }
    if let Some(row) = scroll_to {
        builder = builder.scroll_to_row(row, None);
    }
    builder
        .header(HEAD_HEIGHT, |mut header| {
            for (column, _) in columns {
                header.col(|ui| heading_ui(ui, view, *column));
            }
        })
        .body(|body| {
            let draw = |mut row: TableRow<'_, '_>| {
                let is_selected = selected == Some(row.index());
                row_ui(&mut row, view, &table, is_selected);
            };
            if table.list.rows.iter().take(1).any(|row| matches!(row, Row::Heading(..))) {
                body.heterogeneous_rows(table.list.rows.iter().map(height), draw);
            } else {
                body.rows(ROW_HEIGHT, table.list.rows.len(), draw);
            }
        });
}

const fn height(row: &Row) -> f32 {
    match row {
        Row::Heading(..) => SECTION_HEIGHT,
        Row::Group(_) | Row::Case { .. } => ROW_HEIGHT,
    }
}

/// Whether the selection has moved since the last frame, so that it has to be scrolled to.
fn selection_moved(ctx: &egui::Context, view: &View<'_>) -> bool {
    let id = Id::unique("selection shown");
    let list = view.state.list();
    let selected = (view.state.screen, list.selected.map(|id| id.0), list.on_group);
    let shown = ctx.data(|data| data.get_temp::<(Screen, Option<i64>, bool)>(id));
    ctx.data_mut(|data| data.insert_temp(id, selected));
    shown != Some(selected)
}

fn heading_ui(ui: &mut Ui, view: &mut View<'_>, column: Column) {
    let texts = view.texts;
    let name = match column {
        Column::Day => say!(texts, "table-column-day"),
        Column::Time => say!(texts, "window-column-time"),
        Column::Amount => say!(texts, "window-column-amount"),
        Column::Card => say!(texts, "window-column-card"),
        Column::Terminal => say!(texts, "window-column-terminal"),
        Column::Finding => say!(texts, "window-column-finding"),
        Column::NextStep => say!(texts, "window-column-next"),
        Column::Due => say!(texts, "window-column-due"),
        Column::State => say!(texts, "table-column-state"),
        Column::Outcome => say!(texts, "table-column-outcome"),
        Column::ClosedBy => say!(texts, "table-column-closed-by"),
        Column::Number => say!(texts, "table-column-number"),
    };
    let palette = view.palette;
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.scope_id().with("heading"), Sense::click());
    let sort = view.state.list().sort;
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
    let described = match (is_sorted, sort.direction) {
        (false, _) => say!(texts, "window-sort-by", column = name),
        (true, Direction::Up) => say!(texts, "table-sorted-up", column = name),
        (true, Direction::Down) => say!(texts, "table-sorted-down", column = name),
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_sorted, &described));
    if response.clicked() {
        view.send(Message::SortBy(column));
    }
}

fn row_ui(row: &mut TableRow<'_, '_>, view: &mut View<'_>, table: &Table<'_>, selected: bool) {
    let Some(what) = table.list.rows.get(row.index()) else { return };
    row.set_selected(selected);
    let press = press_id(*what, table);
    row.set_hovered(press.and_then(|id| table.ctx.read_response(id)).is_some_and(|response| response.hovered()));
    for (place, (column, _)) in table.columns.iter().enumerate() {
        row.col(|ui| {
            // A cell paints within itself alone, so each draws its part of the line below.
            let rect = ui.max_rect();
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, view.palette.row_line));
            if selected && place == 0 {
                let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height() - 1.0));
                ui.painter().rect_filled(bar, 0, view.palette.accent);
            }
            if let Row::Case { place: case, in_group } = what
                && let Some(case) = table.cases.get(*case)
            {
                if *in_group && place == 0 {
                    ui.add_space(INDENT);
                }
                cell_ui(ui, view, table, case, *column);
            }
            // The last cell is drawn over all others, so what takes the whole row belongs here.
            if place + 1 == table.columns.len() {
                whole_row_ui(ui, view, table, *what, selected);
            }
        });
    }
}

/// What takes the presses of a row; nothing for a heading. The case names it, so that the focus stays with the case
/// when the rows move.
fn press_id(row: Row, table: &Table<'_>) -> Option<Id> {
    let (salt, place) = match row {
        Row::Heading(..) => return None,
        Row::Group(index) => ("group", table.list.groups.get(index)?.most_urgent),
        Row::Case { place, .. } => ("case", place),
    };
    Some(Id::unique((salt, table.cases.get(place)?.case.id.0)))
}

/// What a row is as a whole: what it takes presses for, and what is written across its columns.
fn whole_row_ui(ui: &mut Ui, view: &mut View<'_>, table: &Table<'_>, row: Row, selected: bool) {
    let cell = ui.max_rect();
    let width: f32 = table.columns.iter().map(|(_, width)| width).sum();
    let rect = Rect::from_min_max(pos2(cell.right() - width, cell.top()), cell.right_bottom());
    let seen = ui.clip_rect();
    let mut across = ui.new_child(UiBuilder::new().max_rect(rect));
    across.set_clip_rect(Rect::from_x_y_ranges(rect.x_range(), seen.y_range()));
    match row {
        Row::Heading(section, count) => {
            let text = section_text(section, count, view.texts);
            section_ui(&across, rect, view, &text);
            let response = across.interact(rect, Id::unique(("section", section as u8)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
        }
        Row::Group(index) => {
            let Some(group) = table.list.groups.get(index) else { return };
            let text = GroupText::of(group, view, table.today);
            let before_next = table.columns.iter().take_while(|(column, _)| *column != Column::NextStep);
            let next_left = rect.left() + before_next.map(|(_, width)| width).sum::<f32>();
            group_ui(&across, rect, [next_left.min(cell.left()), cell.left()], view, group, &text);
            let Some((id, first)) = press_id(row, table).zip(table.cases.get(group.most_urgent)) else { return };
            let response = press_ui(&across, view, rect, id, &text.name(), selected);
            table.ctx.accesskit_node_builder(response.id, |node| node.set_expanded(group.is_unfolded));
            if response.clicked() {
                view.send(Message::ToggleGroup(first.case.id));
            }
        }
        Row::Case { place, .. } => {
            let Some((id, case)) = press_id(row, table).zip(table.cases.get(place)) else { return };
            let name = row_name(case, view.texts, view.state);
            let response = press_ui(&across, view, rect, id, &name, selected);
            if response.clicked() || response.gained_focus() {
                view.send(Message::Select(case.case.id));
            }
        }
    }
}

/// Takes presses for a row.
fn press_ui(ui: &Ui, view: &View<'_>, rect: Rect, id: Id, name: &str, selected: bool) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    // Under the mouse the ground of the row changes; a ring is for the keyboard alone.
    if response.has_focus() {
        focus_ring(ui, &response, rect.shrink(2.0), 4, view.palette);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name));
    response
}

fn cell_ui(ui: &mut Ui, view: &View<'_>, table: &Table<'_>, case: &CaseView, column: Column) {
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
    // Where there is no room for the next step, the guard takes the place of the due date.
    let guards = column == Column::NextStep || (column == Column::Due && !table.has(Column::NextStep));
    if let Some(until) = case.hold_until.filter(|until| guards && *until > now) {
        return guard_ui(ui, view, until);
    }
    let text = match column {
        Column::Time if finding.business_day < table.today && view.state.screen == Screen::Today => {
            let time = (texts.time(finding.time), fonts::regular(13.0), palette.text);
            let date = (texts.date(finding.business_day.0), fonts::regular(11.0), palette.warn);
            let rect = cell_rect(ui);
            return two_lines_ui(ui, rect, time, date);
        }
        Column::Time => texts.time(finding.time),
        Column::Finding => {
            chip_ui(ui, &texts.finding(finding.kind), finding_tone(finding.kind, palette));
            return;
        }
        Column::Due if case.is_late(now) => {
            bold_ui(ui, &due(case, texts, now), 13.0, palette.bad);
            return;
        }
        Column::NextStep if case.state == CaseState::Closed => outcome_name_of(case, texts),
        Column::NextStep => next_step(case, texts, now),
        Column::Day => day_of(case, texts, now),
        Column::Card => card_that_fits(ui, case, view),
        Column::Terminal => view.state.settings.terminal_name(terminal_of(case)).to_owned(),
        Column::Due => due(case, texts, now),
        Column::State => texts.state(case.state),
        Column::Outcome => outcome_name_of(case, texts),
        Column::ClosedBy => closed_by(case).to_owned(),
        Column::Number => number_of(case),
        Column::Amount => return,
    };
    line_ui(ui, &text, 13.0, palette.text);
}

/// The card as it is written everywhere; where that is too wide its last digits alone, by which people know it.
fn card_that_fits(ui: &Ui, case: &CaseView, view: &View<'_>) -> String {
    let whole = card_or_wallet(case, view.texts);
    let Some((_, digits)) = whole.split_once("••") else { return whole };
    let width = ui.painter().layout_no_wrap(whole.clone(), fonts::regular(13.0), view.palette.text).size().x;
    if width <= cell_rect(ui).width() { whole } else { format!("••{digits}") }
}

/// "Do not charge again" with its running clock: on one line where that fits, else on two.
fn guard_ui(ui: &Ui, view: &View<'_>, until: Moment) {
    let palette = view.palette;
    let guard = guard(until, view.texts, view.state);
    let rect = cell_rect(ui);
    let whole = ui.painter().layout_no_wrap(guard.whole, fonts::bold(13.0), palette.warn);
    if whole.size().x <= rect.width() {
        let top = rect.center().y - whole.size().y / 2.0;
        ui.painter().galley(pos2(rect.left(), top), whole, palette.warn);
        return;
    }
    let above = (guard.above, fonts::bold(12.0), palette.warn);
    two_lines_ui(ui, rect, above, (guard.below, fonts::regular(11.0), palette.text_weak));
}

/// Where a cell has room for text.
fn cell_rect(ui: &Ui) -> Rect {
    let rect = ui.max_rect();
    Rect::from_min_max(pos2(ui.cursor().left().max(rect.left()), rect.top()), pos2(rect.right() - 2.0, rect.bottom()))
}
