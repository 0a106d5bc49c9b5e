//! All cases: every case there ever was, whatever its state.

use super::view::View;
use super::widgets::bold_ui;
use crate::text::say;
use egui::Ui;

/// Draws the screen.
pub(super) fn all_cases_ui(ui: &mut Ui, view: &mut View<'_>) {
    bold_ui(ui, &say!(view.texts, "screen-all-cases"), 20.0, view.palette.text);
}
