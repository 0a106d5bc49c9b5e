//! The reports that were read, the latest first; the selected one in full.

use crate::app::Message;
use crate::domain::{ImportedReport, Imports, Moment, Money};
use crate::text::{Texts, say};
use crate::ui::fonts;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, card, focus_ring, hline, line_ui, text_ui};
use egui::accesskit::Role;
use egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Height of a row, in points: two lines of text.
const ROW_HEIGHT: f32 = 52.0;

/// Least height of list and details.
const LEAST_HEIGHT: f32 = 280.0;

/// From this width on, the details stand beside the list.
const ROOMY: f32 = 760.0;

/// Draws list and details.
pub(super) fn reports_ui(ui: &mut Ui, view: &mut View<'_>, data: &Imports) {
    let size = ui.available_size();
    let height = size.y.max(LEAST_HEIGHT);
    if size.x < ROOMY {
        list_ui(ui, view, data, vec2(size.x, LEAST_HEIGHT * 0.7));
        return detail_ui(ui, view, vec2(size.x, height));
    }
    let gap = 12.0;
    let detail = ((size.x - gap) * 0.45).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        list_ui(ui, view, data, vec2(size.x - gap - detail, height));
        detail_ui(ui, view, vec2(detail, height));
    });
}

/// A card of exactly this size.
fn card_ui(ui: &mut Ui, view: &mut View<'_>, size: egui::Vec2, contents: impl FnOnce(&mut Ui, &mut View<'_>)) {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        card(view.palette).show(ui, |ui| {
            ui.set_min_size(size - vec2(2.0, 2.0));
            ui.set_max_size(size - vec2(2.0, 2.0));
            contents(ui, view);
        });
    });
}

fn list_ui(ui: &mut Ui, view: &mut View<'_>, data: &Imports, size: egui::Vec2) {
    card_ui(ui, view, size, |ui, view| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let rows = data.reports.len();
        ScrollArea::vertical().id_salt("reports").auto_shrink(false).show_rows(ui, ROW_HEIGHT, rows, |ui, shown| {
            for report in &data.reports[shown] {
                row_ui(ui, view, report);
            }
        });
    });
}

fn row_ui(ui: &mut Ui, view: &mut View<'_>, report: &ImportedReport) {
    let palette = view.palette;
    let texts = view.texts;
    let is_selected = view.state.imports.selected == Some(report.id);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let fill = match (is_selected, response.hovered()) {
        (true, _) => palette.row_selected,
        (false, true) => palette.row_hovered,
        (false, false) => palette.surface,
    };
    ui.painter().rect_filled(rect.shrink2(vec2(0.5, 0.5)), 0, fill);
    if is_selected {
        ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(3.0, ROW_HEIGHT - 1.0)), 0, palette.accent);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.row_line));
    let when = short_time(texts, report.imported.at);
    let galley = ui.painter().layout_no_wrap(when.clone(), fonts::regular(12.0), palette.text_weak);
    let right = rect.right() - 14.0;
    let width = right - galley.size().x - rect.left() - 28.0;
    ui.painter().galley(pos2(right - galley.size().x, rect.top() + 9.0), galley, palette.text_weak);
    let file = cut(ui, &report.summary.file, fonts::bold(13.0), palette.text, width);
    ui.painter().galley(pos2(rect.left() + 14.0, rect.top() + 8.0), file, palette.text);
    let facts = row_facts(view, report);
    let color = if report.summary.rejected.is_empty() { palette.text_weak } else { palette.bad };
    let line = cut(ui, &facts, fonts::regular(12.5), color, rect.width() - 28.0);
    ui.painter().galley(pos2(rect.left() + 14.0, rect.top() + 28.0), line, color);
    focus_ring(ui, &response, rect.shrink(3.0), 4, palette);
    let name = format!("{} · {facts} · {when}", report.summary.file);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &name));
    if response.clicked() || response.gained_focus() {
        view.send(Message::SelectReport(report.id));
    }
}

/// One line that ends with an ellipsis where there is no room.
fn cut(ui: &Ui, text: &str, font: egui::FontId, color: egui::Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}

fn short_time(texts: &Texts, moment: Moment) -> String {
    format!("{} {}", texts.date(moment.date_naive()), texts.time(moment))
}

/// `Acquirer report · UnionPay bill · 409 rows · 3 rejected`.
fn row_facts(view: &View<'_>, report: &ImportedReport) -> String {
    let texts = view.texts;
    let summary = &report.summary;
    let mut parts = vec![texts.report_of(summary.source), say!(texts, "window-rows", count = summary.rows)];
    if !summary.rejected.is_empty() {
        parts.push(say!(texts, "window-rows-rejected", count = summary.rejected.len()));
    }
    if let (Some(from), Some(to)) = (summary.from, summary.to) {
        parts.push(period(texts, from, to));
    }
    parts.join(" · ")
}

/// `23 Nov 07:07 – 21:38`; the second day only where it is another.
fn period(texts: &Texts, from: Moment, to: Moment) -> String {
    let end = if from.date_naive() == to.date_naive() { texts.time(to) } else { short_time(texts, to) };
    format!("{} – {end}", short_time(texts, from))
}

fn detail_ui(ui: &mut Ui, view: &mut View<'_>, size: egui::Vec2) {
    let Some(report) = view.state.imports.selected_report() else { return };
    card_ui(ui, view, size, |ui, view| {
        ui.spacing_mut().item_spacing.y = 0.0;
        Frame::new().inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
            bold_ui(ui, &report.summary.file, 14.0, view.palette.text);
        });
        hline(ui, view.palette.line);
        ScrollArea::vertical().id_salt(("report", report.id.0)).auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                for (name, value) in facts(view, report) {
                    fact_ui(ui, view, &name, &value);
                }
                notes_ui(ui, view, report);
            });
        });
    });
}

/// What was read, name by name.
fn facts(view: &View<'_>, report: &ImportedReport) -> Vec<(String, String)> {
    let texts = view.texts;
    let summary = &report.summary;
    let rows = say!(
        texts,
        "imports-row-sum",
        rows = summary.rows,
        accepted = summary.accepted,
        duplicates = summary.duplicates,
        skipped = summary.skipped.len(),
        rejected = summary.rejected.len()
    );
    let mut facts = vec![
        (say!(texts, "imports-source"), texts.report_of(summary.source)),
        (say!(texts, "imports-format"), report.format_name(texts.language()).to_owned()),
        (say!(texts, "imports-encoding"), summary.encoding.clone()),
        (say!(texts, "imports-rows"), rows),
    ];
    if let (Some(from), Some(to)) = (summary.from, summary.to) {
        facts.push((say!(texts, "imports-period"), period(texts, from, to)));
    }
    if let Some(day) = summary.settled_on {
        facts.push((say!(texts, "imports-settled"), texts.date(day)));
    }
    let terminals: Vec<String> =
        report.terminals.iter().map(|number| view.state.settings.terminal_name(number).to_owned()).collect();
    let named = if terminals.is_empty() { say!(texts, "imports-not-named") } else { texts.list(&terminals) };
    facts.push((say!(texts, "imports-terminals"), named));
    let at = short_time(texts, report.imported.at);
    let by = match report.imported.operator.as_str() {
        "" => at,
        operator => say!(texts, "imports-by", at = at.as_str(), operator = operator),
    };
    facts.push((say!(texts, "imports-imported"), by));
    let skipped = report.skipped.iter().map(|(reason, count)| format!("{} {count}", texts.skip_reason(reason)));
    let skipped: Vec<String> = skipped.collect();
    if !skipped.is_empty() {
        facts.push((say!(texts, "imports-no-payment"), texts.list(&skipped)));
    }
    let sums = summary.totals.iter().map(|total| {
        // A sum past what an amount holds is shown as it stands.
        let amount = Money::parse_plain(&total.amount, total.currency)
            .map_or_else(|_| format!("{} {}", total.currency, total.amount), |sum| texts.money(sum));
        say!(texts, "imports-sum", kind = texts.transaction_type(total.kind), count = total.count, amount = amount)
    });
    let sums: Vec<String> = sums.collect();
    if !sums.is_empty() {
        facts.push((say!(texts, "imports-sums"), sums.join("\n")));
    }
    facts
}

fn fact_ui(ui: &mut Ui, view: &View<'_>, name: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(96.0, 18.0), Layout::left_to_right(Align::Min), |ui| {
            ui.set_width(96.0);
            line_ui(ui, name, 13.0, view.palette.text_weak);
        });
        text_ui(ui, value, 13.0, view.palette.text);
    });
}

/// Warnings, and the rows that could not be used.
fn notes_ui(ui: &mut Ui, view: &View<'_>, report: &ImportedReport) {
    let texts = view.texts;
    let palette = view.palette;
    if !report.summary.warnings.is_empty() {
        bold_ui(ui, &say!(texts, "imports-warnings"), 13.0, palette.text);
        for warning in &report.summary.warnings {
            text_ui(ui, &texts.warning(warning), 12.5, palette.warn);
        }
    }
    let rejected = &report.summary.rejected;
    if rejected.is_empty() {
        if !report.summary.needs_a_look() {
            text_ui(ui, &say!(texts, "imports-none-rejected"), 12.5, palette.text_weak);
        }
        return;
    }
    bold_ui(ui, &say!(texts, "imports-rejected"), 13.0, palette.text);
    ScrollArea::vertical().id_salt("rejected").max_height(200.0).auto_shrink([false, true]).show_rows(
        ui,
        20.0,
        rejected.len(),
        |ui, shown| {
            for row in &rejected[shown] {
                line_ui(ui, &texts.rejected_row(row), 12.5, palette.bad);
            }
        },
    );
}
