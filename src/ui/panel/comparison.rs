//! What each source says, side by side; what disagrees is marked, red and bold.

use crate::app::{Absence, Aspect, Cell, Comparison, ComparisonBlock, Said, Stated};
use crate::domain::{CaseView, FindingKind, Money, Relation, Source, Status};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, text_ui};
use egui::accesskit::Role;
use egui::{Align, Layout, Margin, Ui, WidgetInfo, vec2};

/// Draws the comparison.
pub(super) fn comparison_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    let comparison = Comparison::of(case, view.state);
    let columns = &comparison.columns;
    let line = Line::of(ui, columns.len());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
        line.heads(ui, view, columns);
        let several = comparison.blocks.iter().any(|block| block.relation.is_some());
        for block in &comparison.blocks {
            if several {
                let name = block_name(view, case.case.finding.kind, block.relation);
                bold_ui(ui, &name, 12.5, view.palette.text);
            }
            block_ui(ui, view, case, line, columns, block);
        }
    });
    difference_ui(ui, view, comparison.difference);
}

/// What is at risk, where that is a difference.
pub(super) fn difference_ui(ui: &mut Ui, view: &View<'_>, difference: Option<Money>) {
    if let Some(difference) = difference {
        let text = say!(view.texts, "window-difference", money = view.texts.money(difference));
        bold_ui(ui, &text, 13.0, view.palette.bad);
    }
}

fn block_name(view: &View<'_>, kind: FindingKind, relation: Option<Relation>) -> String {
    let texts = view.texts;
    match (kind, relation) {
        (FindingKind::ChargedTwice, None) => say!(texts, "window-block-second-charge"),
        (FindingKind::ChargedTwice, Some(Relation::Original)) => say!(texts, "window-block-first-charge"),
        (_, None) => texts.finding(kind),
        (_, Some(Relation::Original)) => say!(texts, "window-block-original"),
        (_, Some(Relation::FollowUp)) => say!(texts, "window-block-follow-up"),
    }
}

fn block_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView, line: Line, columns: &[Source], block: &ComparisonBlock) {
    let texts = view.texts;
    let name = say!(texts, "window-row-result");
    line.values(ui, view, &name, columns, &block.result, |cell, source| result_text(view, cell, source));
    let name = say!(texts, "window-row-amount");
    line.values(ui, view, &name, columns, &block.amount, |cell, _| match &cell.said {
        Said::Value(amount) if amount.currency == case.case.finding.amount.currency => texts.amount(*amount),
        Said::Value(amount) => texts.money(*amount),
        Said::Absent(_) => say!(texts, "nothing"),
    });
    let name = say!(texts, "window-row-time");
    line.values(ui, view, &name, columns, &block.time, |cell, _| match &cell.said {
        Said::Value(time) => texts.time_with_seconds(*time),
        Said::Absent(_) => say!(texts, "nothing"),
    });
    for row in &block.more {
        let name = aspect_name(view, row.aspect);
        // Where the first six digits tell two cards apart, the last four alone would look the same.
        let in_full = row.cells.iter().any(|cell| cell.differs);
        line.values(ui, view, &name, columns, &row.cells, |cell, _| match &cell.said {
            Said::Value(stated) => stated_text(view, stated, in_full),
            Said::Absent(_) => say!(texts, "nothing"),
        });
    }
}

fn aspect_name(view: &View<'_>, aspect: Aspect) -> String {
    let texts = view.texts;
    match aspect {
        Aspect::Terminal => say!(texts, "window-row-terminal"),
        Aspect::Place => say!(texts, "window-row-place"),
        Aspect::Counterparty => say!(texts, "window-row-counterparty"),
        Aspect::SettledOn => say!(texts, "window-row-settled-on"),
        Aspect::Fee => say!(texts, "window-row-fee"),
        Aspect::Net => say!(texts, "window-row-net"),
    }
}

fn stated_text(view: &View<'_>, stated: &Stated, in_full: bool) -> String {
    match stated {
        Stated::Text(text) => text.clone(),
        Stated::Card(card) if in_full => card.as_str().replace("******", "••"),
        Stated::Card(card) => format!("••{}", card.last_four()),
        Stated::Day(day) => view.texts.date(*day),
        Stated::Money(money) => view.texts.amount(*money),
    }
}

fn result_text(view: &View<'_>, cell: &Cell<(Status, String)>, source: Source) -> String {
    let texts = view.texts;
    match (&cell.said, source) {
        (Said::Value((status, code)), _) if code.is_empty() => texts.status(*status),
        (Said::Value((status, code)), _) => format!("{} ({code})", texts.status(*status)),
        (Said::Absent(Absence::NotStated), _) => say!(texts, "nothing"),
        (Said::Absent(Absence::NotCovered), _) => say!(texts, "window-not-yet"),
        (Said::Absent(Absence::NotThere), Source::Till) => say!(texts, "window-no-sale"),
        (Said::Absent(Absence::NotThere), _) => say!(texts, "window-no-entry"),
    }
}

/// Widths of one line of the comparison.
#[derive(Clone, Copy)]
pub(super) struct Line {
    first: f32,
    width: f32,
}

impl Line {
    /// A line with a name and so many columns, as wide as there is room.
    pub(super) fn of(ui: &Ui, columns: usize) -> Self {
        let first = 72.0;
        #[expect(clippy::cast_precision_loss, reason = "there are four sources at most")]
        let width = ((ui.available_width() - first) / columns.max(1) as f32).floor();
        Self { first, width }
    }

    /// The names of the sources.
    pub(super) fn heads(self, ui: &mut Ui, view: &View<'_>, columns: &[Source]) {
        ui.horizontal_top(|ui| {
            Self::cell(ui, self.first, |_| {});
            for source in columns {
                let name = view.texts.source(*source);
                Self::cell(ui, self.width, |ui| _ = bold_ui(ui, &name, 12.5, view.palette.text_weak));
            }
        });
    }

    /// A cell whose text wraps inside it.
    fn cell(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
        ui.allocate_ui_with_layout(vec2(width, 19.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.set_min_height(19.0);
            egui::Frame::new().inner_margin(Margin { left: 6, right: 4, top: 0, bottom: 0 }).show(ui, contents);
        });
    }

    /// One row: its name, and what each source says. What differs has a mark, and is red and bold. A screen reader hears
    /// source, row, value, and that it differs.
    pub(super) fn values<T>(
        self,
        ui: &mut Ui,
        view: &View<'_>,
        name: &str,
        columns: &[Source],
        cells: &[Cell<T>],
        text_of: impl Fn(&Cell<T>, Source) -> String,
    ) {
        let texts = view.texts;
        ui.horizontal_top(|ui| {
            Self::cell(ui, self.first, |ui| _ = text_ui(ui, name, 12.5, view.palette.text));
            for (cell, source) in cells.iter().zip(columns) {
                let text = text_of(cell, *source);
                Self::cell(ui, self.width, |ui| {
                    let described = format!("{} {name} {text}", texts.source(*source));
                    let (response, described) = if cell.differs {
                        let marked = say!(texts, "window-differs", value = text.as_str());
                        let described = say!(texts, "window-differs-spoken", cell = described);
                        (bold_ui(ui, &marked, 12.5, view.palette.bad), described)
                    } else {
                        (text_ui(ui, &text, 12.5, view.palette.text), described)
                    };
                    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &described));
                });
            }
        });
    }
}
