//! Insights: unfinished payments per day by cause, and what each cause came to.

mod chart;

use super::panel::combo_ui;
use super::screen_head::head_ui;
use super::view::View;
use super::widgets::{bold_ui, card, hline, line_ui, text_ui};
use crate::app::{INSIGHT_SPANS, Message};
use crate::domain::{CauseTotal, Insights};
use crate::text::say;
use egui::{Align, Layout, Margin, ScrollArea, Sense, Ui, vec2};

/// Height of a row of the table, in points.
const ROW_HEIGHT: f32 = 36.0;

/// Draws the screen.
pub(super) fn insights_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    ui.spacing_mut().item_spacing.y = 12.0;
    let data = view.state.insights.data.as_ref();
    let facts = data.map_or_else(|| say!(texts, "insights-counting"), |data| facts(view, data));
    head_ui(ui, view.palette, &say!(texts, "insights-title"), &facts, |ui| {
        let spans = INSIGHT_SPANS.map(|days| (days, say!(texts, "insights-span", days = days)));
        let name = say!(texts, "insights-span-name");
        if let Some(days) = combo_ui(ui, &name, view.state.insights.days, &spans, 150.0) {
            view.send(Message::ShowInsights(days));
        }
    });
    let Some(data) = data else { return };
    if data.unfinished == 0 {
        return nothing_ui(ui, view, data);
    }
    ScrollArea::vertical().id_salt("insights").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 12.0;
        card(view.palette).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            chart::chart_ui(ui, view, data);
        });
        card(view.palette).inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            table_ui(ui, view, data);
        });
    });
}

/// `30 days · 9,412 payments · 61 unfinished (0.65 %)`, as far as it is known.
fn facts(view: &View<'_>, data: &Insights) -> String {
    let texts = view.texts;
    let (days, unfinished) = (data.days.len(), texts.count(data.unfinished));
    match data.unfinished_bp() {
        Some(bp) => {
            let share = format!("{}.{:02}", bp / 100, bp % 100);
            let payments = texts.count(data.payments);
            say!(texts, "insights-facts", days = days, payments = payments, unfinished = unfinished, share = share)
        }
        None => say!(texts, "insights-facts-without-payments", days = days, unfinished = unfinished),
    }
}

fn nothing_ui(ui: &mut Ui, view: &View<'_>, data: &Insights) {
    let texts = view.texts;
    let (title, how) = if data.days_with_reports == 0 {
        (say!(texts, "insights-empty-title"), say!(texts, "insights-empty"))
    } else {
        (say!(texts, "insights-none-title"), say!(texts, "insights-none"))
    };
    card(view.palette).inner_margin(24).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ui.vertical_centered(|ui| {
            ui.add_space((ui.available_height() / 3.0).max(12.0));
            bold_ui(ui, &title, 17.0, view.palette.text);
            text_ui(ui, &how, 14.0, view.palette.text_weak);
        });
    });
}

/// What each cause came to.
fn table_ui(ui: &mut Ui, view: &View<'_>, data: &Insights) {
    let texts = view.texts;
    ui.spacing_mut().item_spacing.y = 0.0;
    bold_ui(ui, &say!(texts, "insights-table"), 14.0, view.palette.text);
    let headings = [
        say!(texts, "insights-unfinished"),
        say!(texts, "insights-share"),
        say!(texts, "insights-open"),
        say!(texts, "insights-amount"),
    ];
    row_ui(ui, view, None, &say!(texts, "insights-cause"), &headings);
    for total in &data.causes {
        hline(ui, view.palette.row_line);
        row_ui(ui, view, Some(total), &texts.cause_name(total.cause), &values(view, data, total));
    }
}

/// How many, which share, how many are open, how much.
fn values(view: &View<'_>, data: &Insights, total: &CauseTotal) -> [String; 4] {
    let share = (total.unfinished * 100 + data.unfinished / 2) / data.unfinished.max(1);
    [
        view.texts.count(total.unfinished),
        format!("{share} %"),
        view.texts.count(total.open),
        view.texts.sums(&total.amounts),
    ]
}

/// One row: a colour and a name at the left, numbers at the right; without a total it is the heading.
fn row_ui(ui: &mut Ui, view: &View<'_>, total: Option<&CauseTotal>, name: &str, values: &[String; 4]) {
    let palette = view.palette;
    let width = ui.available_width();
    let value_width = (width * 0.17).floor();
    let color = if total.is_some() { palette.text } else { palette.text_weak };
    ui.allocate_ui_with_layout(vec2(width, ROW_HEIGHT), Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for value in values.iter().rev() {
            ui.allocate_ui_with_layout(vec2(value_width, ROW_HEIGHT), Layout::right_to_left(Align::Center), |ui| {
                ui.set_width(value_width);
                line_ui(ui, value, 13.0, color);
            });
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(total) = total {
                swatch_ui(ui, palette.cause(total.cause));
            }
            line_ui(ui, name, 13.0, color);
        });
    });
}

/// A little square of a colour, with a gap behind it.
fn swatch_ui(ui: &mut Ui, color: egui::Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(20.0, 12.0), Sense::hover());
    let square = egui::Rect::from_min_size(rect.min, vec2(12.0, 12.0));
    ui.painter().rect_filled(square, 3, color);
}
