//! Settings: what the shop sets once.

use super::view::View;
use super::widgets::bold_ui;
use crate::text::say;
use egui::Ui;

/// Draws the screen.
pub(super) fn settings_ui(ui: &mut Ui, view: &mut View<'_>) {
    bold_ui(ui, &say!(view.texts, "screen-settings"), 20.0, view.palette.text);
}
