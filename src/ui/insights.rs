//! Insights: what keeps going wrong.

use super::view::View;
use super::widgets::bold_ui;
use crate::text::say;
use egui::Ui;

/// Draws the screen.
pub(super) fn insights_ui(ui: &mut Ui, view: &mut View<'_>) {
    bold_ui(ui, &say!(view.texts, "screen-insights"), 20.0, view.palette.text);
}
