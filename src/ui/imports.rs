//! Imports: what was read from each file, what each source covers, what is missing.

use super::view::View;
use super::widgets::bold_ui;
use crate::text::say;
use egui::Ui;

/// Draws the screen.
pub(super) fn imports_ui(ui: &mut Ui, view: &mut View<'_>) {
    bold_ui(ui, &say!(view.texts, "screen-imports"), 20.0, view.palette.text);
}
