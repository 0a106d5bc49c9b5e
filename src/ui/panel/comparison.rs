//! What each source says, side by side; what disagrees is red and bold.

use crate::app::{Absence, Cell, Comparison, Said};
use crate::domain::{CaseView, Source, Status};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, text_ui};
use egui::{Align, Layout, Ui, vec2};

/// Draws the comparison.
pub(super) fn comparison_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    let comparison = Comparison::of(case, view.state);
    let texts = view.texts;
    let first = 92.0;
    #[expect(clippy::cast_precision_loss, reason = "there are four sources at most")]
    let width = ((ui.available_width() - first) / comparison.columns.len() as f32).floor();
    let mut line = Line { first, width };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
        line.row(ui, |ui, line| {
            line.cell(ui, line.first, |_| {});
            for source in &comparison.columns {
                line.cell(ui, line.width, |ui| _ = bold_ui(ui, &texts.source(*source), 12.5, view.palette.text_weak));
            }
        });
        for block in &comparison.blocks {
            line.row(ui, |ui, line| {
                line.name(ui, view, &say!(texts, "window-row-result"));
                for (cell, source) in block.result.iter().zip(&comparison.columns) {
                    let text = result_text(view, cell, *source);
                    line.value(ui, view, &text, cell.differs);
                }
            });
            line.row(ui, |ui, line| {
                line.name(ui, view, &say!(texts, "window-row-amount"));
                for cell in &block.amount {
                    let text = match &cell.said {
                        Said::Value(amount) if amount.currency == case.case.finding.amount.currency => {
                            texts.amount(*amount)
                        }
                        Said::Value(amount) => texts.money(*amount),
                        Said::Absent(_) => say!(texts, "nothing"),
                    };
                    line.value(ui, view, &text, cell.differs);
                }
            });
            line.row(ui, |ui, line| {
                line.name(ui, view, &say!(texts, "window-row-time"));
                for cell in &block.time {
                    let text = match &cell.said {
                        Said::Value(time) => texts.time_with_seconds(*time),
                        Said::Absent(_) => say!(texts, "nothing"),
                    };
                    line.value(ui, view, &text, cell.differs);
                }
            });
        }
    });
}

fn result_text(view: &View<'_>, cell: &Cell<(Status, String)>, source: Source) -> String {
    let texts = view.texts;
    match (&cell.said, source) {
        (Said::Value((status, code)), _) if code.is_empty() => texts.status(*status),
        (Said::Value((status, code)), _) => format!("{} ({code})", texts.status(*status)),
        (Said::Absent(Absence::NotCovered), _) => say!(texts, "window-not-yet"),
        (Said::Absent(Absence::NotThere), Source::Till) => say!(texts, "window-no-sale"),
        (Said::Absent(Absence::NotThere), _) => say!(texts, "window-no-entry"),
    }
}

/// Widths of one line of the comparison.
#[derive(Clone, Copy)]
struct Line {
    first: f32,
    width: f32,
}

impl Line {
    fn row(&mut self, ui: &mut Ui, cells: impl FnOnce(&mut Ui, Self)) {
        let line = *self;
        ui.horizontal_top(|ui| cells(ui, line));
    }

    fn cell(self, ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
        ui.allocate_ui_with_layout(vec2(width, 21.5), Layout::left_to_right(Align::Min), |ui| {
            ui.set_width(width);
            ui.add_space(6.0);
            contents(ui);
        });
    }

    fn name(self, ui: &mut Ui, view: &View<'_>, text: &str) {
        self.cell(ui, self.first, |ui| _ = text_ui(ui, text, 12.5, view.palette.text));
    }

    fn value(self, ui: &mut Ui, view: &View<'_>, text: &str, differs: bool) {
        self.cell(ui, self.width, |ui| {
            if differs {
                bold_ui(ui, text, 12.5, view.palette.bad);
            } else {
                text_ui(ui, text, 12.5, view.palette.text);
            }
        });
    }
}
