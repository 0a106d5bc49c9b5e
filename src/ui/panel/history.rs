//! Everything that happened to a case, newest first.

use super::section;
use crate::domain::CaseView;
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, hline, text_ui};
use egui::Ui;

/// Draws the history.
pub(super) fn history_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    section(ui, 8, |ui| {
        bold_ui(ui, &say!(view.texts, "window-history"), 14.0, view.palette.text);
    });
    for recorded in case.case.history.iter().rev() {
        hline(ui, view.palette.row_line);
        section(ui, 6, |ui| {
            let when = view.texts.date_and_time(recorded.author.at);
            text_ui(ui, &format!("{when} · {}", recorded.author.operator), 12.0, view.palette.text_weak);
            text_ui(ui, &view.texts.decision(&recorded.decision), 13.0, view.palette.text);
        });
    }
    hline(ui, view.palette.row_line);
    section(ui, 6, |ui| {
        for line in &case.sources {
            let source = view.texts.report_of(line.entry.source);
            let text = say!(
                view.texts,
                "window-stands-in",
                report = source,
                file = line.file.as_str(),
                line = line.entry.line
            );
            text_ui(ui, &text, 12.0, view.palette.text_weak);
        }
    });
}
