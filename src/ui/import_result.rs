//! What the last import gave: each file in a line, and the rows that could not be used.

use super::view::View;
use super::widgets::{bold_ui, card, from_right, link_ui, text_ui};
use crate::app::Message;
use crate::domain::{CaseCounts, FileOutcome, ImportOutcome, ReportSummary};
use crate::text::say;
use egui::{Margin, ScrollArea, Ui};

/// How many rejected rows of a file are named; the others are counted.
const NAMED_ROWS: usize = 3;

/// Draws the strip.
pub(super) fn import_result_ui(ui: &mut Ui, view: &mut View<'_>, outcome: &ImportOutcome) {
    let texts = view.texts;
    card(view.palette).inner_margin(Margin::symmetric(14, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = title(view, outcome);
        from_right(ui, |ui| {
            if link_ui(ui, view.palette, &say!(texts, "window-hide")).clicked() {
                view.send(Message::DismissImport);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                bold_ui(ui, &title, 13.0, view.palette.text);
            });
        });
        // The table keeps the larger part of the screen.
        let tallest = (ui.ctx().content_rect().height() * 0.15).clamp(40.0, 116.0);
        ScrollArea::vertical().id_salt("import result").max_height(tallest).auto_shrink([false, true]).show(ui, |ui| {
            for file in &outcome.files {
                match file {
                    FileOutcome::Read(summary) => read_ui(ui, view, summary),
                    FileOutcome::NotRead { file, problem } => {
                        text_ui(ui, &texts.file_problem(file, problem), 12.5, view.palette.bad);
                    }
                }
            }
        });
    });
}

/// What became of the files as a whole.
fn title(view: &View<'_>, outcome: &ImportOutcome) -> String {
    let texts = view.texts;
    let CaseCounts { opened, updated, closed, .. } = outcome.cases;
    let read = outcome.files.iter().filter(|file| matches!(file, FileOutcome::Read(_))).count();
    if read == 0 {
        say!(texts, "imports-nothing-recognised")
    } else if read < outcome.files.len() {
        say!(texts, "imports-read-in-part", opened = opened, updated = updated, closed = closed)
    } else {
        say!(texts, "window-import-done", opened = opened, updated = updated, closed = closed)
    }
}

fn read_ui(ui: &mut Ui, view: &View<'_>, summary: &ReportSummary) {
    let texts = view.texts;
    let mut parts = vec![
        summary.file.clone(),
        texts.report_of(summary.source),
        say!(texts, "window-rows-new", count = summary.accepted),
    ];
    if summary.duplicates > 0 {
        parts.push(say!(texts, "window-rows-known", count = summary.duplicates));
    }
    if !summary.skipped.is_empty() {
        parts.push(say!(texts, "window-rows-skipped", count = summary.skipped.len()));
    }
    if !summary.rejected.is_empty() {
        parts.push(say!(texts, "window-rows-rejected", count = summary.rejected.len()));
    }
    text_ui(ui, &parts.join(" · "), 12.5, view.palette.text);
    for row in summary.rejected.iter().take(NAMED_ROWS) {
        text_ui(ui, &texts.rejected_row(row), 12.5, view.palette.bad);
    }
    let unnamed = summary.rejected.len().saturating_sub(NAMED_ROWS);
    if unnamed > 0 {
        text_ui(ui, &say!(texts, "window-more-rows", count = unnamed), 12.5, view.palette.bad);
    }
    for warning in &summary.warnings {
        text_ui(ui, &texts.warning(warning), 12.5, view.palette.warn);
    }
}
