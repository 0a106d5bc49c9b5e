//! The head of a screen: its name, what there is to know about it, and what can be done.

use super::theme::Palette;
use super::widgets::{bold_ui, focus_ring, line_ui};
use egui::accesskit::Role;
use egui::{Align, Layout, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Draws it; `buttons` are laid out from the right.
pub(super) fn head_ui(ui: &mut Ui, palette: &Palette, title: &str, facts: &str, buttons: impl FnOnce(&mut Ui)) {
    let row = vec2(ui.available_width(), 44.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        buttons(ui);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            bold_ui(ui, title, 20.0, palette.text);
            line_ui(ui, facts, 14.0, palette.text_weak);
        });
    });
}

/// A button with an arrow to the left or to the right, 32 points high.
pub(super) fn arrow_button_ui(ui: &mut Ui, palette: &Palette, points_right: bool, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(32.0, 32.0), Sense::click());
    let fill = if response.hovered() { palette.row_hovered } else { palette.surface };
    ui.painter().rect(rect, 7, fill, Stroke::new(1.0, palette.border_strong), egui::StrokeKind::Inside);
    let (center, flip) = (rect.center(), if points_right { 1.0 } else { -1.0 });
    let at = |x: f32, y: f32| pos2(center.x + flip * x, center.y + y);
    let arrow = vec![at(-3.0, -5.0), at(4.0, 0.0), at(-3.0, 5.0)];
    ui.painter().add(egui::Shape::convex_polygon(arrow, palette.text_button, Stroke::NONE));
    focus_ring(ui, &response, rect, 7, palette);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name)
}
