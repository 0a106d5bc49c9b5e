//! One bar a day, one colour for each cause.

use super::swatch_ui;
use crate::domain::{CauseTotal, Insights};
use crate::text::{Texts, say};
use crate::ui::fonts;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, line_ui, text_ui};
use egui::accesskit::Role;
use egui::{Align, Layout, Ui, Vec2b, WidgetInfo, vec2};
use egui_plot::{AxisHints, Bar, BarChart, GridMark, Plot};

/// Height of the bars, in points.
const HEIGHT: f32 = 260.0;

/// At most so many days are named below the bars.
const MOST_NAMES: usize = 10;

/// Draws title, legend and bars.
pub(super) fn chart_ui(ui: &mut Ui, view: &View<'_>, data: &Insights) {
    let texts = view.texts;
    ui.spacing_mut().item_spacing.y = 4.0;
    bold_ui(ui, &say!(texts, "insights-chart"), 14.0, view.palette.text);
    if data.days_with_reports < data.days.len() as u64 {
        let known = say!(texts, "insights-known-days", count = data.days_with_reports);
        text_ui(ui, &known, 12.5, view.palette.text_weak);
    }
    legend_ui(ui, view, data);
    plot_ui(ui, view, data);
}

/// A word for each colour.
fn legend_ui(ui: &mut Ui, view: &View<'_>, data: &Insights) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(16.0, 4.0);
        for total in &data.causes {
            let name = view.texts.cause_name(total.cause);
            let width = 22.0
                + ui.painter().layout_no_wrap(name.clone(), fonts::regular(12.5), view.palette.text).size().x.ceil();
            ui.allocate_ui_with_layout(vec2(width, 20.0), Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                swatch_ui(ui, view.palette.cause(total.cause));
                line_ui(ui, &name, 12.5, view.palette.text);
            });
        }
    });
}

fn plot_ui(ui: &mut Ui, view: &View<'_>, data: &Insights) {
    let palette = view.palette;
    let days = data.days.len();
    let tallest = data.days.iter().map(|day| day.counts.iter().map(|(_, count)| count).sum::<u64>()).max().unwrap_or(0);
    let step = step_of(tallest);
    // Some room above the tallest bar.
    let top = (tallest / step + 1) * step;
    let every = days.div_ceil(MOST_NAMES).max(1);
    let font = fonts::regular(12.0);
    let day_names = AxisHints::new_x()
        .formatter(move |mark: GridMark, _: &_| day_name(view.texts, data, mark.value))
        .tick_label_font(font.clone())
        .label_spacing(16.0..=32.0)
        .tick_label_color(palette.text_weak);
    let counts = AxisHints::new_y()
        .formatter(|mark: GridMark, _: &_| format!("{:.0}", mark.value))
        .tick_label_font(font)
        .tick_label_color(palette.text_weak)
        .min_thickness(24.0);
    let plot = Plot::new("unfinished per day")
        .height(HEIGHT)
        .default_x_bounds(-0.6, number(days as u64) - 0.4)
        .default_y_bounds(0.0, number(top))
        .auto_bounds(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_grid(Vec2b::new(false, true))
        .grid_color(palette.border)
        .grid_fade(0.0)
        .grid_spacing(8.0..=24.0)
        // The newest day always has its name.
        .x_grid_spacer(move |_| {
            let named = (0..days).rev().step_by(every);
            named.map(|place| GridMark { value: number(place as u64), step_size: number(every as u64) }).collect()
        })
        .y_grid_spacer(move |_| {
            let lines = (0..=top).step_by(usize::try_from(step).unwrap_or(1));
            lines.map(|value| GridMark { value: number(value), step_size: number(step) }).collect()
        })
        .custom_x_axes(vec![day_names])
        .custom_y_axes(vec![counts]);
    let response = plot.show(ui, |plot| {
        let mut below: Vec<BarChart> = Vec::new();
        for total in &data.causes {
            let chart = bars(view, data, total);
            let under: Vec<&BarChart> = below.iter().collect();
            below.push(chart.stack_on(&under));
        }
        for chart in below {
            plot.bar_chart(chart);
        }
    });
    let told = told(view.texts, data);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
}

/// One cause's part of every day's bar.
fn bars(view: &View<'_>, data: &Insights, total: &CauseTotal) -> BarChart {
    let color = view.palette.cause(total.cause);
    let bar = |(place, day): (usize, &crate::domain::DayCauses)| {
        let count = day.counts.iter().find(|(cause, _)| *cause == total.cause).map_or(0, |(_, count)| *count);
        let cause = view.texts.cause_name(total.cause);
        let said = say!(view.texts, "insights-cause-count", cause = cause, count = count);
        let name = say!(view.texts, "insights-day", day = view.texts.date(day.day.0), causes = said);
        Bar::new(number(place as u64), number(count)).width(0.66).fill(color).name(name)
    };
    BarChart::new(view.texts.cause_name(total.cause), data.days.iter().enumerate().map(bar).collect())
        .color(color)
        .element_formatter(Box::new(|bar, _| bar.name.clone()))
}

/// Lines at 1, 2, 5, 10, 20, …: never more than six, always at whole numbers.
fn step_of(tallest: u64) -> u64 {
    let mut step = 1;
    for factor in [2, 5, 10].into_iter().cycle() {
        if tallest / step <= 5 {
            break;
        }
        let decade = 10_u64.pow(step.ilog10());
        step = decade * factor;
    }
    step
}

fn day_name(texts: &Texts, data: &Insights, place: f64) -> String {
    let of_place = data.days.iter().enumerate().find(|(day, _)| (number(*day as u64) - place).abs() < 0.01);
    of_place.map_or_else(String::new, |(_, day)| texts.date(day.day.0))
}

/// Everything that the bars say, for who cannot see them.
fn told(texts: &Texts, data: &Insights) -> String {
    let mut parts = vec![say!(texts, "insights-chart")];
    for day in data.days.iter().filter(|day| !day.counts.is_empty()) {
        let causes = day
            .counts
            .iter()
            .map(|&(cause, count)| say!(texts, "insights-cause-count", cause = texts.cause_name(cause), count = count));
        let causes = texts.list(&causes.collect::<Vec<_>>());
        parts.push(say!(texts, "insights-day", day = texts.date(day.day.0), causes = causes));
    }
    parts.join("; ")
}

/// Counts of a day are far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "a day has fewer payments than 2^52")]
const fn number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_the_grid_stand_at_round_whole_numbers() {
        let steps = [0, 1, 5, 6, 11, 12, 30, 31, 59, 60, 120, 1_000].map(step_of);
        assert_eq!(steps, [1, 1, 1, 2, 2, 5, 10, 10, 10, 20, 50, 200]);
    }
}
