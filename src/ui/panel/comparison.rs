//! What each source says, side by side; what disagrees is red and bold.

use crate::app::{Absence, Cell, Comparison, Said};
use crate::domain::{CaseView, Source, Status};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, text_ui};
use egui::accesskit::Role;
use egui::{Align, Layout, Ui, WidgetInfo, vec2};

/// Draws the comparison.
pub(super) fn comparison_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    let comparison = Comparison::of(case, view.state);
    let texts = view.texts;
    let first = 92.0;
    #[expect(clippy::cast_precision_loss, reason = "there are four sources at most")]
    let width = ((ui.available_width() - first) / comparison.columns.len() as f32).floor();
    let line = Line { first, width };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
        line.row(ui, |ui| {
            Line::cell(ui, line.first, |_| {});
            for source in &comparison.columns {
                Line::cell(ui, line.width, |ui| _ = bold_ui(ui, &texts.source(*source), 12.5, view.palette.text_weak));
            }
        });
        for block in &comparison.blocks {
            let name = say!(texts, "window-row-result");
            line.values(ui, view, &name, &comparison.columns, &block.result, |cell, source| {
                result_text(view, cell, source)
            });
            let name = say!(texts, "window-row-amount");
            line.values(ui, view, &name, &comparison.columns, &block.amount, |cell, _| match &cell.said {
                Said::Value(amount) if amount.currency == case.case.finding.amount.currency => texts.amount(*amount),
                Said::Value(amount) => texts.money(*amount),
                Said::Absent(_) => say!(texts, "nothing"),
            });
            let name = say!(texts, "window-row-time");
            line.values(ui, view, &name, &comparison.columns, &block.time, |cell, _| match &cell.said {
                Said::Value(time) => texts.time_with_seconds(*time),
                Said::Absent(_) => say!(texts, "nothing"),
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
    fn row(self, ui: &mut Ui, cells: impl FnOnce(&mut Ui)) {
        ui.horizontal_top(cells);
    }

    fn cell(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
        ui.allocate_ui_with_layout(vec2(width, 21.5), Layout::left_to_right(Align::Min), |ui| {
            ui.set_width(width);
            ui.add_space(6.0);
            contents(ui);
        });
    }

    /// One row: its name, and what each source says. A screen reader hears source, row and value.
    fn values<T>(
        self,
        ui: &mut Ui,
        view: &View<'_>,
        name: &str,
        columns: &[Source],
        cells: &[Cell<T>],
        text_of: impl Fn(&Cell<T>, Source) -> String,
    ) {
        self.row(ui, |ui| {
            Self::cell(ui, self.first, |ui| _ = text_ui(ui, name, 12.5, view.palette.text));
            for (cell, source) in cells.iter().zip(columns) {
                let text = text_of(cell, *source);
                Self::cell(ui, self.width, |ui| {
                    let response = if cell.differs {
                        bold_ui(ui, &text, 12.5, view.palette.bad)
                    } else {
                        text_ui(ui, &text, 12.5, view.palette.text)
                    };
                    let described = format!("{} {name} {text}", view.texts.source(*source));
                    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &described));
                });
            }
        });
    }
}
