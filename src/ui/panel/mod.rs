//! The case panel: what the sources say, what it means, the four steps, and the foot with what to press next.

mod action_step;
mod batch;
pub(super) mod call_sheet;
mod comparison;
mod contact_step;
mod customer;
mod foot;
mod forms;
mod head;
mod history;
mod outcome_step;
mod steps;

pub(super) use contact_step::combo_ui;

use super::view::View;
use super::widgets::{hline, link_ui};
use crate::app::{Message, Pane, PanelView};
use crate::text::say;
use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

/// Where the panel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside the table.
    Beside,
    /// In its place, in a narrow window.
    Alone,
}

/// Draws the panel of the selected case.
pub(super) fn panel_ui(ui: &mut Ui, view: &mut View<'_>, place: Place) {
    let Some(case) = view.state.selected_case() else { return };
    if place == Place::Beside {
        let line = ui.max_rect();
        ui.painter().vline(line.left() + 0.5, line.y_range(), egui::Stroke::new(1.0, view.palette.border));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    Panel::bottom("case foot").resizable(false).show_separator_line(false).frame(Frame::new()).show(ui, |ui| {
        foot::foot_ui(ui, view, case);
    });
    if view.state.panel == PanelView::Steps {
        Panel::bottom("steps to come").resizable(false).show_separator_line(false).frame(Frame::new()).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.push_id(case.case.id.0, |ui| steps::steps_to_come_ui(ui, view, case));
        });
    }
    CentralPanel::no_frame().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if place == Place::Alone {
            Frame::new().inner_margin(Margin::symmetric(18, 0)).show(ui, |ui| {
                if link_ui(ui, view.palette, &say!(view.texts, "window-back-to-table")).clicked() {
                    view.send(Message::ShowPane(Pane::Table));
                }
            });
        }
        head::amount_ui(ui, view, case);
        if view.state.panel != PanelView::Customer {
            head::hold_ui(ui, view, case);
        }
        // Each side of a case keeps its own place.
        let place = ("case", case.case.id.0, view.state.panel as u8);
        ScrollArea::vertical().id_salt(place).auto_shrink([false, false]).show(ui, |ui| {
            ui.push_id(case.case.id.0, |ui| match view.state.panel {
                PanelView::Steps => {
                    head::details_ui(ui, view, case);
                    hline(ui, view.palette.line);
                    steps::steps_so_far_ui(ui, view, case);
                }
                PanelView::History => history::history_ui(ui, view, case),
                PanelView::Customer => customer::customer_ui(ui, view, case),
                PanelView::CallSheet => call_sheet::call_sheet_ui(ui, view, case),
            });
        });
    });
}

/// A part of the panel with the panel's margins.
fn section(ui: &mut Ui, vertical: i8, contents: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin::symmetric(18, vertical)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui);
    });
}
