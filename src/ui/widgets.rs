//! The small parts that every screen is made of. Each has a name for screen readers and tests.

use super::fonts;
use super::theme::{Palette, Tone};
use super::view::View;
use crate::app::Field;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Button, Color32, FontId, Frame, Label, Layout, Margin, Rect, Response, RichText, Sense, Stroke, StrokeKind,
    TextEdit, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// The one to press next.
    Primary,
    /// Any other.
    Plain,
    /// Would be the next one, but something stands in the way; pressing it says what.
    Held,
    /// Cannot be pressed now.
    Off,
}

/// A button, 38 points high.
pub(super) fn button_ui(ui: &mut Ui, palette: &Palette, text: &str, weight: Weight) -> Response {
    let (fill, border, color) = match weight {
        Weight::Primary => (palette.accent, palette.accent, palette.on_accent),
        Weight::Plain => (palette.surface, palette.border_strong, palette.text_button),
        Weight::Held => (palette.accent_soft, palette.accent_soft, palette.accent_text),
        Weight::Off => (palette.grey.ground, palette.grey.ground, palette.text_hint),
    };
    let button = Button::new(RichText::new(text).font(fonts::bold(14.0)).color(color))
        .fill(fill)
        .stroke(Stroke::new(1.0, border))
        .corner_radius(8)
        .min_size(vec2(0.0, 38.0));
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(12.0, 8.0);
        ui.add_enabled(weight != Weight::Off, button)
    })
    .inner
}

/// Width of such a button, before it is drawn.
pub(super) fn button_width(ui: &Ui, text: &str) -> f32 {
    text_size(ui, text, 14.0).x + 26.0
}

/// A small button for the second rank, 32 points high.
pub(super) fn small_button_ui(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    let button = Button::new(RichText::new(text).font(fonts::regular(13.0)).color(palette.text_button))
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.border_strong))
        .corner_radius(7)
        .wrap()
        .min_size(vec2(32.0, 32.0));
    ui.add(button)
}

/// A text to press, without a frame, 32 points high.
pub(super) fn link_ui(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    let button = Button::new(RichText::new(text).font(fonts::bold(13.0)).color(palette.accent_text))
        .frame(false)
        .min_size(vec2(32.0, 32.0));
    ui.add(button)
}

fn text_size(ui: &Ui, text: &str, size: f32) -> Vec2 {
    ui.painter().layout_no_wrap(text.to_owned(), fonts::bold(size), Color32::PLACEHOLDER).size()
}

/// Running text that wraps.
pub(super) fn text_ui(ui: &mut Ui, text: &str, size: f32, color: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(fonts::regular(size)).color(color)).wrap())
}

/// Bold text that wraps.
pub(super) fn bold_ui(ui: &mut Ui, text: &str, size: f32, color: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(fonts::bold(size)).color(color)).wrap())
}

/// One line; where it does not fit, it is cut with an ellipsis and shown in full on hovering.
pub(super) fn line_ui(ui: &mut Ui, text: &str, size: f32, color: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).font(fonts::regular(size)).color(color)).truncate())
}

/// Running text with a bold end.
pub(super) fn text_then_bold_ui(ui: &mut Ui, text: &str, bold: &str, size: f32, palette: &Palette) {
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(ui.available_width()), ..LayoutJob::default() };
    let format = |font| TextFormat { font_id: font, color: palette.text, ..TextFormat::default() };
    job.append(text, 0.0, format(fonts::regular(size)));
    // A real space: the two are one text for a screen reader. Full-width punctuation brings its own.
    if text.ends_with(|last: char| last.is_ascii()) {
        job.append(" ", 0.0, format(fonts::regular(size)));
    }
    job.append(bold, 0.0, format(fonts::bold(size)));
    ui.add(Label::new(job).wrap());
}

/// A coloured word.
pub(super) fn chip_ui(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::bold(12.0), tone.text);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 21.0), Sense::hover());
    paint_chip(ui, rect, galley, tone);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A coloured word to press; the area that takes the press is 32 points high.
pub(super) fn chip_button_ui(ui: &mut Ui, text: &str, tone: Tone, is_on: bool, palette: &Palette) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::bold(12.0), tone.text);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 32.0), Sense::click());
    let shown = Rect::from_center_size(rect.center(), vec2(rect.width(), 21.0));
    paint_chip(ui, shown, galley, tone);
    focus_ring(ui, &response, shown, 11, palette);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, text));
    response
}

fn paint_chip(ui: &Ui, rect: Rect, galley: std::sync::Arc<egui::Galley>, tone: Tone) {
    ui.painter().rect_filled(rect, 11, tone.ground);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, tone.text);
}

/// Shows where the keyboard is.
pub(super) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8, palette: &Palette) {
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(2.0, palette.accent), StrokeKind::Outside);
    } else if response.hovered() {
        ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, palette.border_strong), StrokeKind::Outside);
    }
}

/// A check mark, painted, so that it depends on no font.
pub(super) fn paint_check(ui: &Ui, center: egui::Pos2, size: f32, color: Color32) {
    let at = |x: f32, y: f32| pos2(center.x + x * size, center.y + y * size);
    let points = vec![at(-0.32, 0.02), at(-0.08, 0.26), at(0.36, -0.28)];
    ui.painter().line(points, Stroke::new(1.6, color));
}

/// An exclamation mark in a ring, painted, so that it depends on no font.
pub(super) fn paint_attention(ui: &Ui, center: egui::Pos2, color: Color32) {
    ui.painter().circle_stroke(center, 7.0, Stroke::new(1.5, color));
    ui.painter().vline(center.x, center.y - 3.5..=center.y + 0.5, Stroke::new(1.6, color));
    ui.painter().circle_filled(pos2(center.x, center.y + 3.2), 1.0, color);
}

/// A small triangle: where it points, more or less comes.
pub(super) fn paint_triangle(ui: &Ui, center: egui::Pos2, points_down: bool, color: Color32) {
    let flip = if points_down { 1.0 } else { -1.0 };
    let at = |x: f32, y: f32| pos2(center.x + x, center.y + flip * y);
    let points = vec![at(-4.0, -2.0), at(4.0, -2.0), at(0.0, 3.0)];
    ui.painter().add(egui::Shape::convex_polygon(points, color, Stroke::NONE));
}

/// A box to tick with its sentence: the whole row takes the press.
pub(super) fn check_row_ui(ui: &mut Ui, palette: &Palette, text: &str, ticked: bool) -> Response {
    let width = ui.available_width();
    let galley = ui.painter().layout(text.to_owned(), fonts::regular(13.0), palette.text, width - 24.0);
    // A row of one line is 32 points high for a finger.
    let height = (galley.size().y + 8.0).max(32.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let top = rect.center().y - galley.size().y / 2.0;
    let tick = Rect::from_min_size(pos2(rect.left(), top + 2.0), vec2(16.0, 16.0));
    if ticked {
        ui.painter().rect_filled(tick, 4, palette.ok);
        paint_check(ui, tick.center(), 14.0, palette.on_accent);
    } else {
        ui.painter().rect(tick, 4, palette.surface, Stroke::new(1.5, palette.check_border), StrokeKind::Inside);
    }
    ui.painter().galley(pos2(rect.left() + 24.0, top), galley, palette.text);
    focus_ring(ui, &response, rect.expand2(vec2(3.0, -1.0)), 4, palette);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, text));
    response
}

/// A card to choose among others: a bold name, what follows in plain, and more below.
pub(super) struct OptionCard<'a> {
    /// Its name.
    pub name: &'a str,
    /// Follows the name; may be empty.
    pub remark: &'a str,
    /// A second paragraph; may be empty.
    pub effect: &'a str,
    /// Whether it stands out.
    pub highlighted: bool,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// Draws an [`OptionCard`].
pub(super) fn option_ui(ui: &mut Ui, palette: &Palette, card: &OptionCard<'_>) -> Response {
    let width = ui.available_width();
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(width - 46.0), ..LayoutJob::default() };
    let color = if card.chosen { palette.option_text() } else { palette.text };
    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
    let name_font = if card.chosen { fonts::bold(13.0) } else { fonts::regular(13.0) };
    job.append(card.name, 0.0, format(name_font, color));
    if !card.remark.is_empty() {
        job.append(&format!(" — {}", card.remark), 0.0, format(fonts::regular(13.0), color));
    }
    if !card.effect.is_empty() {
        job.append(&format!("\n{}", card.effect), 0.0, format(fonts::regular(12.0), palette.text_weak));
    }
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 16.0), Sense::click());
    let (fill, border) = match (card.highlighted, card.chosen) {
        (_, true) => (palette.accent_faint, Stroke::new(2.0, palette.accent)),
        // What is only suggested must not look as if somebody had chosen it.
        (true, false) => (palette.surface, Stroke::new(1.0, palette.accent)),
        (false, false) => (palette.surface, Stroke::new(1.0, palette.border_strong)),
    };
    ui.painter().rect(rect, 8, fill, border, StrokeKind::Inside);
    let mark = pos2(rect.left() + 18.0, rect.top() + 17.0);
    ui.painter().circle_stroke(mark, 7.0, Stroke::new(1.5, palette.check_border));
    if card.chosen {
        ui.painter().circle_filled(mark, 4.0, palette.accent);
    }
    ui.painter().galley(pos2(rect.left() + 34.0, rect.top() + 8.0), galley, color);
    focus_ring(ui, &response, rect, 8, palette);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, card.chosen, card.name));
    response
}

/// A text field of the selected case.
pub(super) fn field_ui(ui: &mut Ui, view: &mut View<'_>, field: Field, hint: &str, width: f32, rows: usize) {
    let Some(id) = view.state.selected() else { return };
    let mut text = view.state.drafts.get(&id).map(|draft| draft.text(field).to_owned()).unwrap_or_default();
    let response = text_field(ui, view.palette, &mut text, hint, width, rows);
    if response.changed() {
        view.edit(field, text);
    }
}

/// A text field; its hint is its name.
pub(super) fn text_field(
    ui: &mut Ui,
    palette: &Palette,
    text: &mut String,
    hint: &str,
    width: f32,
    rows: usize,
) -> Response {
    let edit = if rows > 1 { TextEdit::multiline(text).desired_rows(rows) } else { TextEdit::singleline(text) };
    let edit = edit
        .hint_text(RichText::new(hint).font(fonts::regular(13.0)).color(palette.text_hint))
        .font(fonts::regular(13.0))
        .margin(Margin::symmetric(9, 5))
        .min_size(vec2(0.0, 32.0))
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(width);
    let response = ui.add(edit);
    response.clone().accessible_name(hint.trim_end_matches('…'));
    if response.hovered() { response.on_hover_text(hint) } else { response }
}

/// A white card with a border.
pub(super) fn card(palette: &Palette) -> Frame {
    Frame::new().fill(palette.surface).stroke(Stroke::new(1.0, palette.border)).corner_radius(10)
}

/// A thin line across.
pub(super) fn hline(ui: &mut Ui, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, color));
}

/// Lays out one row from the right, as high as the tallest thing in it.
pub(super) fn from_right<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let row = vec2(ui.available_width(), 0.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), contents).inner
}

/// A line of text with its font and colour.
pub(super) type StyledLine = (String, FontId, Color32);

/// Two lines of text within `rect`, one close below the other; what is too long is cut with an ellipsis.
pub(super) fn two_lines_ui(ui: &Ui, rect: Rect, above: StyledLine, below: StyledLine) {
    let line = |(text, font, color): StyledLine| {
        let mut job = LayoutJob::simple_singleline(text, font, color);
        job.wrap = TextWrapping::truncate_at_width(rect.width());
        ui.painter().layout_job(job)
    };
    let (above, below) = (line(above), line(below));
    let top = rect.center().y - (above.size().y + below.size().y) / 2.0;
    let middle = top + above.size().y;
    for (galley, top) in [(above, top), (below, middle)] {
        ui.painter().galley(pos2(rect.left(), top), galley, Color32::PLACEHOLDER);
    }
}
