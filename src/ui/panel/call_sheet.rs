//! The call sheet: large, ready to be read out on the telephone, copied by one press.

use super::section;
use crate::app::Message;
use crate::domain::CaseView;
use crate::text::{COPY_CALL_SHEET, CallSheet, say};
use crate::ui::view::View;
use crate::ui::widgets::{Weight, bold_ui, button_ui, hline, text_ui};
use egui::accesskit::Role;
use egui::{Ui, WidgetInfo, vec2};

/// Draws the sheet.
pub(super) fn call_sheet_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let Some(sheet) = sheet_of(view, case) else { return };
    let texts = view.texts;
    section(ui, 8, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        text_ui(ui, &say!(texts, "window-call-sheet-hint"), 12.5, view.palette.text_weak);
        if button_ui(ui, view.palette, &say!(texts, "window-copy-call-sheet"), Weight::Plain).clicked() {
            copy(view, case);
        }
    });
    section(ui, 0, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        for (label, value) in sheet.facts.iter().chain(&sheet.says) {
            fact_ui(ui, view, label, value);
        }
    });
    if sheet.questions.is_empty() {
        return;
    }
    hline(ui, view.palette.row_line);
    section(ui, 8, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        bold_ui(ui, &say!(texts, "window-what-to-ask"), 14.0, view.palette.text);
        for question in &sheet.questions {
            text_ui(ui, &format!("• {question}"), 16.0, view.palette.text);
        }
    });
}

/// One fact: what it is, small; what to read out, large. A screen reader hears both together.
fn fact_ui(ui: &mut Ui, view: &View<'_>, label: &str, value: &str) {
    ui.horizontal_top(|ui| {
        let narrow = 112.0;
        ui.allocate_ui(vec2(narrow, 24.0), |ui| {
            ui.set_width(narrow);
            ui.add_space(3.0);
            text_ui(ui, label, 12.5, view.palette.text_weak);
        });
        ui.vertical(|ui| {
            let response = text_ui(ui, value, 17.0, view.palette.text);
            let described = view.texts.labelled(label, value);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &described));
        });
    });
}

fn sheet_of(view: &View<'_>, case: &CaseView) -> Option<CallSheet> {
    let playbook = view.playbook(case)?;
    Some(view.texts.call_sheet(case, &view.state.settings, playbook))
}

/// Copies the sheet of a case; where the playbook has a check for it, that is done by this.
pub(in crate::ui) fn copy(view: &mut View<'_>, case: &CaseView) {
    let Some(sheet) = sheet_of(view, case) else { return };
    let text = view.texts.call_sheet_lines(&sheet);
    view.send(Message::CopyCallSheet { text, check: COPY_CALL_SHEET.to_owned() });
}
