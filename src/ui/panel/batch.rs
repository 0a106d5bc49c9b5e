//! A case about many payments: how many each source has, what they come to, and the first few.

use super::comparison::{Line, difference_ui};
use crate::app::{Batch, Cell, Said};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::text_ui;
use egui::{Ui, vec2};

/// Draws the batch in place of a comparison.
pub(super) fn batch_ui(ui: &mut Ui, view: &View<'_>, batch: &Batch) {
    let texts = view.texts;
    let line = Line::of(ui, batch.columns.len());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
        line.heads(ui, view, &batch.columns);
        let name = say!(texts, "window-row-payments");
        line.values(ui, view, &name, &batch.columns, &batch.count, |cell, _| value(view, cell, ToString::to_string));
        let name = say!(texts, "window-row-sum");
        line.values(ui, view, &name, &batch.columns, &batch.sum, |cell, _| value(view, cell, |sum| texts.amount(*sum)));
        for payment in &batch.first {
            let card = payment.card.last_four();
            let card = if card.is_empty() { String::new() } else { format!("••{card}") };
            let parts = [texts.time(payment.time), texts.money(payment.amount), card, texts.status(payment.status)];
            let known: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            text_ui(ui, &known.join(" · "), 12.5, view.palette.text_weak);
        }
        if batch.more > 0 {
            let more = say!(texts, "window-more-payments", count = batch.more);
            text_ui(ui, &more, 12.5, view.palette.text_weak);
        }
    });
    difference_ui(ui, view, batch.difference);
}

fn value<T>(view: &View<'_>, cell: &Cell<T>, shown: impl Fn(&T) -> String) -> String {
    match &cell.said {
        Said::Value(value) => shown(value),
        Said::Absent(_) => say!(view.texts, "nothing"),
    }
}
