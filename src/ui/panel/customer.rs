//! What to tell the customer: large, ready to be turned round and shown.

use super::section;
use crate::app::Message;
use crate::domain::CaseView;
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{card, link_ui, text_ui};
use egui::{Margin, Ui};

/// Draws the texts of the playbook, each with its own button to copy it.
pub(super) fn customer_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let Some(playbook) = view.playbook(case) else { return };
    let texts = view.texts;
    section(ui, 8, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        text_ui(ui, &say!(texts, "window-customer-pick"), 12.5, view.palette.text_weak);
        for (place, id) in playbook.customer_texts(&case.case.finding, &case.case.work).into_iter().enumerate() {
            let text = texts.customer_text(id, case);
            // What fits best stands first, and larger.
            let size = if place == 0 { 20.0 } else { 16.0 };
            card(view.palette).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                text_ui(ui, &text, size, view.palette.text);
                if link_ui(ui, view.palette, &say!(texts, "window-copy")).clicked() {
                    view.send(Message::Copy(text.clone()));
                }
            });
        }
    });
}
