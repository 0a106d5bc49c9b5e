//! The head of a case: how much, what is wrong, what each source says, what it means, what must not be done.

use super::{batch, comparison, section};
use crate::app::{Batch, Message, PanelView};
use crate::domain::{CaseState, CaseView};
use crate::text::say;
use crate::ui::case_text::{details, duration, finding_tone, minutes_left, outcome_name_of};
use crate::ui::fonts;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, chip_ui, link_ui, text_then_bold_ui, text_ui};
use egui::{Align, Frame, Layout, Margin, Stroke, Ui, vec2};

/// The amount and the finding; they stay in sight while the rest scrolls.
pub(super) fn amount_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    let finding = &case.case.finding;
    Frame::new().inner_margin(Margin { left: 18, right: 18, top: 14, bottom: 0 }).show(ui, |ui| {
        let row = vec2(ui.available_width(), 36.0);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            if case.state == CaseState::Closed {
                closed_ui(ui, view, case);
            } else {
                chip_ui(ui, &view.texts.finding(finding.kind), finding_tone(finding.kind, view.palette));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                bold_ui(ui, &view.texts.money(finding.amount), 24.0, view.palette.text);
            });
        });
    });
}

/// How it ended; of a long outcome the state alone, since the box below says it in full.
fn closed_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    let whole = ended_as(view, case);
    let width = ui.painter().layout_no_wrap(whole.clone(), fonts::bold(12.0), view.palette.text).size().x;
    let fits = width < ui.available_width() * 0.6;
    let text = if fits { whole } else { view.texts.state(case.state) };
    chip_ui(ui, &text, view.palette.green);
}

/// `Closed · Written off as a loss`.
fn ended_as(view: &View<'_>, case: &CaseView) -> String {
    format!("{} · {}", view.texts.state(case.state), outcome_name_of(case, view.texts))
}

/// Everything between amount and steps.
pub(super) fn details_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    Frame::new().inner_margin(Margin { left: 18, right: 18, top: 0, bottom: 3 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        text_ui(ui, &details(case, view.texts), 13.0, view.palette.text_weak);
        match Batch::of(case) {
            Some(batch) => batch::batch_ui(ui, view, &batch),
            None => comparison::comparison_ui(ui, view, case),
        }
        why_ui(ui, view, case);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            if link_ui(ui, view.palette, &say!(view.texts, "window-show-customer")).clicked() {
                view.send(Message::ShowPanel(PanelView::Customer));
            }
            if link_ui(ui, view.palette, &say!(view.texts, "window-call-sheet")).clicked() {
                view.send(Message::ShowPanel(PanelView::CallSheet));
            }
            let entries = case.case.history.len();
            if link_ui(ui, view.palette, &say!(view.texts, "window-show-history", count = entries)).clicked() {
                view.send(Message::ShowPanel(PanelView::History));
            }
        });
    });
}

/// What it means, why we say so, and what must not be done.
fn why_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    let finding = &case.case.finding;
    let texts = view.texts;
    Frame::new()
        .fill(view.palette.why)
        .stroke(Stroke::new(1.0, view.palette.why_border))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(12, 7))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            let warning = match case.state {
                CaseState::Closed => ended_as(view, case),
                _ => texts.finding_warning(finding.kind),
            };
            text_then_bold_ui(ui, &texts.finding_meaning(finding.kind), &warning, 13.0, view.palette);
            for reason in &finding.reasons {
                text_ui(ui, &format!("• {}", texts.reason(reason)), 12.5, view.palette.text_weak);
            }
            let also = texts.list(&finding.also.iter().map(|kind| texts.finding(*kind)).collect::<Vec<_>>());
            if !also.is_empty() {
                text_ui(ui, &say!(texts, "window-also", findings = also), 12.5, view.palette.text_weak);
            }
        });
}

/// Until when the customer must not be charged again, counting down. It stays in sight until it is over or looked up.
pub(super) fn hold_ui(ui: &mut Ui, view: &View<'_>, case: &CaseView) {
    let now = view.state.now;
    let Some(until) = case.hold_until.filter(|until| *until > now) else { return };
    let (texts, tone) = (view.texts, view.palette.red);
    let left = duration(minutes_left(until, now), texts);
    let when = match until.date_naive() == now.date_naive() {
        true => texts.time(until),
        false => format!("{} {}", texts.date(until.date_naive()), texts.time(until)),
    };
    section(ui, 4, |ui| {
        Frame::new().fill(tone.ground).corner_radius(8).inner_margin(Margin::symmetric(12, 6)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            bold_ui(ui, &say!(texts, "window-hold", time = when, left = left), 13.0, tone.text);
        });
    });
}

/// A sentence with the panel's margins, weak.
pub(super) fn remark_ui(ui: &mut Ui, view: &View<'_>, text: &str) {
    section(ui, 4, |ui| {
        text_ui(ui, text, 12.5, view.palette.text_weak);
    });
}
