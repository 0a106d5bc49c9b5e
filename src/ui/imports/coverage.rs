//! The hours of one day that each source covers, and what is missing.

use crate::app::Message;
use crate::domain::{CoverageLine, DayCoverage, Moment};
use crate::text::say;
use crate::ui::fonts;
use crate::ui::screen_head::arrow_button_ui;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, card, from_right, line_ui, paint_attention, paint_check, small_button_ui, text_ui};
use egui::accesskit::Role;
use egui::{Align, Color32, Layout, Margin, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Height of one line, in points.
const LINE_HEIGHT: f32 = 24.0;

/// So many lines are seen at once.
const MOST_LINES: u8 = 8;

/// Width of the name at the left of a bar, and of the hours at its right.
const NAME_WIDTH: f32 = 150.0;
const HOURS_WIDTH: f32 = 92.0;

/// From this width on, what is missing stands beside the bars.
const ROOMY: f32 = 820.0;

/// Draws the card.
pub(super) fn coverage_ui(ui: &mut Ui, view: &mut View<'_>, coverage: &DayCoverage) {
    card(view.palette).inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        head_ui(ui, view, coverage);
        let width = ui.available_width();
        if width >= ROOMY {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                let bars = (width * 0.6).floor();
                ui.allocate_ui_with_layout(vec2(bars, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(bars);
                    bars_ui(ui, view, coverage);
                });
                ui.vertical(|ui| gaps_ui(ui, view, coverage));
            });
        } else {
            bars_ui(ui, view, coverage);
            gaps_ui(ui, view, coverage);
        }
    });
}

/// Which day, and the way to others.
fn head_ui(ui: &mut Ui, view: &mut View<'_>, coverage: &DayCoverage) {
    let texts = view.texts;
    let palette = view.palette;
    from_right(ui, |ui| {
        if arrow_button_ui(ui, palette, true, &say!(texts, "imports-day-after")).clicked() {
            view.send(Message::MoveImportsDay(1));
        }
        bold_ui(ui, &texts.long_day(coverage.day), 13.0, palette.text);
        if arrow_button_ui(ui, palette, false, &say!(texts, "imports-day-before")).clicked() {
            view.send(Message::MoveImportsDay(-1));
        }
        let is_today = view.state.imports.day.is_none();
        if !is_today && small_button_ui(ui, palette, &say!(texts, "imports-to-today")).clicked() {
            view.send(Message::ShowImportsToday);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            bold_ui(ui, &say!(texts, "imports-coverage"), 14.0, palette.text);
        });
    });
}

fn bars_ui(ui: &mut Ui, view: &View<'_>, coverage: &DayCoverage) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    scale_ui(ui, view, coverage, width);
    // A shop with many terminals scrolls; the others see every line.
    let lines = coverage.lines.len();
    let height = LINE_HEIGHT * f32::from(u8::try_from(lines).unwrap_or(u8::MAX).min(MOST_LINES));
    let scroll = ScrollArea::vertical().id_salt("coverage").max_height(height).min_scrolled_height(height);
    scroll.auto_shrink([false, true]).show_rows(ui, LINE_HEIGHT, lines, |ui, shown| {
        for line in &coverage.lines[shown] {
            bar_ui(ui, view, coverage, line, width);
        }
    });
}

/// Where the bar of a row stands.
fn bar_of(row: Rect) -> Rect {
    let left = row.left() + NAME_WIDTH;
    Rect::from_min_max(pos2(left, row.center().y - 5.0), pos2(row.right() - HOURS_WIDTH, row.center().y + 5.0))
}

/// Where an instant of the day stands on a bar.
fn place_of(moment: Moment, coverage: &DayCoverage, bar: Rect) -> f32 {
    let (from, to) = coverage.bounds;
    let whole = (to - from).num_seconds().max(1);
    let part = (moment - from).num_seconds().clamp(0, whole);
    #[expect(clippy::cast_precision_loss, reason = "a bar has fewer points than a day has seconds")]
    let share = part as f32 / whole as f32;
    bar.left() + bar.width() * share
}

/// Every third hour, and what the clock shows now.
fn scale_ui(ui: &mut Ui, view: &View<'_>, coverage: &DayCoverage, width: f32) {
    let palette = view.palette;
    let (row, _) = ui.allocate_exact_size(vec2(width, 18.0), Sense::hover());
    let bar = bar_of(row);
    for hours in (0..=24).step_by(3) {
        let moment = coverage.bounds.0 + chrono::Duration::hours(hours);
        let text = if hours == 24 { "24:00".to_owned() } else { view.texts.time(moment) };
        let galley = ui.painter().layout_no_wrap(text, fonts::regular(11.0), palette.text_weak);
        let left = place_of(moment, coverage, bar) - galley.size().x / 2.0;
        ui.painter().galley(pos2(left, row.top()), galley, palette.text_weak);
    }
}

fn bar_ui(ui: &mut Ui, view: &View<'_>, coverage: &DayCoverage, line: &CoverageLine, width: f32) {
    let palette = view.palette;
    let (row, response) = ui.allocate_exact_size(vec2(width, LINE_HEIGHT), Sense::hover());
    let bar = bar_of(row);
    let name = view.texts.covering(&line.whose, &view.state.settings);
    let name_at = Rect::from_min_size(row.min, vec2(NAME_WIDTH - 12.0, LINE_HEIGHT));
    let mut left = ui.new_child(UiBuilder::new().max_rect(name_at).layout(Layout::left_to_right(Align::Center)));
    line_ui(&mut left, &name, 13.0, palette.text);
    ui.painter().rect_filled(bar, 4, palette.track);
    for (from, to) in &line.stretches {
        let (from, to) = (place_of(*from, coverage, bar), place_of(*to, coverage, bar));
        let covered = Rect::from_min_max(pos2(from, bar.top()), pos2(to.max(from + 3.0), bar.bottom()));
        ui.painter().rect_filled(covered, 4, palette.accent);
    }
    let now = view.state.now;
    if coverage.bounds.0 < now && now < coverage.bounds.1 {
        let at = place_of(now, coverage, bar);
        ui.painter().vline(at, row.y_range(), Stroke::new(1.0, palette.warn));
    }
    let hours = view.texts.stretches(line);
    let hours_at = Rect::from_min_max(pos2(bar.right() + 10.0, row.top()), row.max);
    let mut right = ui.new_child(UiBuilder::new().max_rect(hours_at).layout(Layout::left_to_right(Align::Center)));
    line_ui(&mut right, &hours, 12.0, palette.text_weak);
    let told = say!(view.texts, "imports-covers", line = name, time = hours);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    response.on_hover_text(told);
}

/// What is missing, or that nothing is.
fn gaps_ui(ui: &mut Ui, view: &View<'_>, coverage: &DayCoverage) {
    let palette = view.palette;
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().id_salt("gaps").max_height(LINE_HEIGHT * 7.0 + 18.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            if coverage.gaps.is_empty() {
                marked_ui(ui, &say!(view.texts, "imports-all-here"), palette.text, |ui, center| {
                    paint_check(ui, center, 13.0, palette.ok);
                });
            }
            for gap in &coverage.gaps {
                let sentence = view.texts.coverage_gap(gap, coverage, &view.state.settings, view.state.now);
                marked_ui(ui, &sentence, palette.text, |ui, center| paint_attention(ui, center, palette.warn));
            }
        },
    );
}

/// A sentence with a mark before it.
fn marked_ui(ui: &mut Ui, sentence: &str, color: Color32, mark: impl FnOnce(&Ui, egui::Pos2)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
        mark(ui, rect.center());
        text_ui(ui, sentence, 13.0, color);
    });
}
