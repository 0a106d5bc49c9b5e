//! One tile for each kind of report: what of it is here. The last takes files.

use super::fonts;
use super::view::View;
use super::widgets::{
    bold_ui, card, focus_ring, from_right, line_ui, paint_attention, paint_check, small_button_ui, text_ui,
};
use crate::app::{DayData, ImportRun, Message};
use crate::domain::{CoverageGap, Source, SourceTile};
use crate::text::say;
use egui::accesskit::Role;
use egui::{Align, Color32, Frame, Layout, Margin, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// The reports that a day needs.
const NEEDED: [Source; 3] = [Source::Terminal, Source::Acquirer, Source::Till];

/// From this width on, in points, four tiles fit beside each other without cutting their titles off.
const ROOMY: f32 = 640.0;

/// Draws the tiles.
pub(super) fn tiles_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    let gap = 10.0;
    let in_a_row = if ui.available_width() >= ROOMY { 4.0 } else { 2.0 };
    let width = ((ui.available_width() - (in_a_row - 1.0) * gap) / in_a_row).floor();
    let tiles: Vec<(Source, Option<&SourceTile>)> =
        NEEDED.iter().map(|source| (*source, data.day.tiles.iter().find(|tile| tile.source == *source))).collect();
    let inner = width - 30.0;
    let height_of =
        |text: &str| ui.painter().layout(text.to_owned(), fonts::regular(12.5), Color32::PLACEHOLDER, inner).size().y;
    // Two short sentences take four lines, one more than the first with "and 1 more": the table can spare that.
    let has_room = |missing: &str| is_high(ui) || (!is_low(ui) && height_of(missing) < 4.5 * height_of("0"));
    let told: Vec<Told> = tiles.iter().map(|(source, tile)| told(*source, *tile, view, data, &has_room)).collect();
    let missing_height = |missing: &str| match missing {
        "" => 0.0,
        _ if is_low(ui) => height_of("0"),
        missing => height_of(missing),
    };
    let text_height = |told: &Told| height_of(&told.here) + missing_height(&told.missing);
    // Two lines, unless the tiles take two rows themselves.
    let usual = if in_a_row > 2.0 { 37.0 } else { 30.0 };
    let tallest = told.iter().map(text_height).fold(usual, f32::max);
    let size = vec2(width, tallest + 42.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(gap, gap);
        for ((source, _), told) in tiles.iter().zip(&told) {
            let rect = ui.allocate_exact_size(size, Sense::hover()).0;
            let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
            tile_ui(&mut inside, view, *source, told);
        }
        drop_tile_ui(ui, view, size);
    });
}

/// Whether the window is too low for sentences in tiles: the table needs the room, and hovering shows the rest.
fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < 620.0
}

/// Whether the window is so high that a tile may say two things at any length.
fn is_high(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() >= 860.0
}

/// What a tile says.
struct Told {
    /// Whether a report is here.
    is_here: bool,
    /// What is here, or that nothing is.
    here: String,
    /// What is missing of it; empty when nothing is.
    missing: String,
    /// Everything that is missing, for hovering.
    all_missing: String,
}

fn told(
    source: Source,
    tile: Option<&SourceTile>,
    view: &View<'_>,
    data: &DayData,
    has_room: &dyn Fn(&str) -> bool,
) -> Told {
    let texts = view.texts;
    let sentence = |gap: &CoverageGap| texts.gap_of_day(gap, data.day.day.0, &view.state.settings, view.state.now);
    let of_source = data.day.gaps.iter().filter(|gap| gap.source() == source);
    // The tile itself says that there is no report.
    let gaps: Vec<String> = of_source.filter(|gap| !matches!(gap, CoverageGap::NoReport(_))).map(sentence).collect();
    let missing = match gaps.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [_, _] if has_room(&gaps.join("\n")) => gaps.join("\n"),
        [first, others @ ..] => say!(texts, "window-gap-and-more", gap = first.as_str(), count = others.len()),
    };
    Told { is_here: tile.is_some(), here: what_is_here(tile, view), missing, all_missing: gaps.join("\n") }
}

fn tile_ui(ui: &mut Ui, view: &View<'_>, source: Source, told: &Told) {
    let palette = view.palette;
    let outer = ui.max_rect().size();
    card(palette).inner_margin(Margin::symmetric(14, 9)).show(ui, |ui| {
        ui.set_min_size(outer - vec2(30.0, 20.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 7.0;
            let name = egui::RichText::new(view.texts.report_of(source)).font(fonts::bold(14.0)).color(palette.text);
            let room = vec2(ui.available_width() - 21.0, 20.0);
            ui.allocate_ui(room, |ui| ui.add(egui::Label::new(name).truncate()));
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
            if told.is_here && told.missing.is_empty() {
                paint_check(ui, rect.center(), 13.0, palette.ok);
            } else {
                paint_attention(ui, rect.center(), palette.warn);
            }
        });
        let color = if told.is_here { palette.text_weak } else { palette.warn };
        text_ui(ui, &told.here, 12.5, color);
        if !told.missing.is_empty() {
            let shown = if is_low(ui) { line_ui } else { text_ui };
            shown(ui, &told.missing, 12.5, palette.warn).on_hover_text(&told.all_missing);
        }
    });
}

/// `2 terminals · 412 rows · to 21:38`, or that nothing is here.
fn what_is_here(tile: Option<&SourceTile>, view: &View<'_>) -> String {
    let texts = view.texts;
    let Some(tile) = tile else { return say!(texts, "window-not-imported") };
    let mut parts = Vec::new();
    if tile.source == Source::Terminal && tile.terminals > 0 {
        parts.push(say!(texts, "window-terminals", count = tile.terminals));
    }
    parts.push(say!(texts, "window-rows", count = tile.rows));
    if tile.rejected > 0 {
        parts.push(say!(texts, "window-rows-rejected", count = tile.rejected));
    }
    match (tile.settled_on, tile.to) {
        (Some(day), _) => parts.push(say!(texts, "window-settled-on", day = texts.date(day))),
        (None, Some(to)) => parts.push(say!(texts, "window-covered-to", time = texts.time(to))),
        (None, None) => {}
    }
    parts.join(" · ")
}

/// Takes files by drop and by press; while an import runs it shows how far it is.
fn drop_tile_ui(ui: &mut Ui, view: &mut View<'_>, size: egui::Vec2) {
    let state = view.state;
    if let Some(run) = &state.import {
        let rect = ui.allocate_exact_size(size, Sense::hover()).0;
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
        return importing_ui(&mut inside, view, run);
    }
    let palette = view.palette;
    let text = say!(view.texts, "window-drop-here");
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let hovers = ui.input(|input| !input.raw.hovered_files.is_empty());
    if hovers {
        ui.painter().rect_filled(rect, 10, palette.accent_soft);
    }
    let color = if hovers { palette.accent } else { palette.border_dashed };
    paint_dashed(ui, rect.shrink(0.75), Stroke::new(1.5, color));
    let text_color = if hovers { palette.accent_text } else { palette.text_weak };
    let mut job = egui::text::LayoutJob::simple(text.clone(), fonts::regular(14.0), text_color, rect.width() - 20.0);
    job.halign = Align::Center;
    let galley = ui.painter().layout_job(job);
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(rect.center().x, top), galley, text_color);
    focus_ring(ui, &response, rect, 10, palette);
    let name = text.replace('\n', " ");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        view.send(Message::OpenReports);
    }
}

fn importing_ui(ui: &mut Ui, view: &mut View<'_>, run: &ImportRun) {
    let texts = view.texts;
    let outer = ui.max_rect().size();
    Frame::new()
        .fill(view.palette.accent_faint)
        .stroke(Stroke::new(1.0, view.palette.accent))
        .corner_radius(10)
        .inner_margin(Margin::symmetric(12, 7))
        .show(ui, |ui| {
            ui.set_min_size(outer - vec2(26.0, 16.0));
            ui.spacing_mut().item_spacing.y = 1.0;
            let file =
                if run.file.is_empty() { say!(texts, "window-importing", count = run.files) } else { run.file.clone() };
            ui.add(
                egui::Label::new(egui::RichText::new(file).font(fonts::bold(13.0)).color(view.palette.text)).truncate(),
            );
            from_right(ui, |ui| {
                if run.cancelling {
                    bold_ui(ui, &say!(texts, "window-cancelling"), 12.5, view.palette.warn);
                } else if small_button_ui(ui, view.palette, &say!(texts, "window-cancel")).clicked() {
                    view.send(Message::CancelImport);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    text_ui(ui, &say!(texts, "window-rows", count = run.rows), 12.5, view.palette.text_weak);
                });
            });
        });
}

/// A dashed border with round corners.
fn paint_dashed(ui: &Ui, rect: Rect, stroke: Stroke) {
    let mut outline = Vec::new();
    let radius = 9.0;
    let corners = [
        (pos2(rect.right() - radius, rect.top() + radius), -90.0_f32),
        (pos2(rect.right() - radius, rect.bottom() - radius), 0.0),
        (pos2(rect.left() + radius, rect.bottom() - radius), 90.0),
        (pos2(rect.left() + radius, rect.top() + radius), 180.0),
    ];
    for (center, from) in corners {
        for part in 0..=6_u8 {
            let angle = (from + f32::from(part) * 15.0).to_radians();
            outline.push(center + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    if let Some(first) = outline.first().copied() {
        outline.push(first);
    }
    ui.painter().extend(egui::Shape::dashed_line(&outline, stroke, 3.0, 3.0));
}
