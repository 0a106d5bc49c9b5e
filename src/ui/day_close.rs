//! Below the head of the day: who signed it, and the forms to print its summary and to sign it off.

use super::view::View;
use super::widgets::{Weight, bold_ui, button_ui, card, line_ui, text_field, text_ui};
use crate::app::{DayData, DayForm, Handing, Message, Saving};
use crate::domain::{DayClose, DayTotals, SignedDay};
use crate::text::{Texts, say};
use egui::{Margin, ScrollArea, Ui};

/// How many changes since the last signature the form lists; the summary lists all.
const CHANGES_SHOWN: usize = 4;

/// Says that the day is signed off, and how much changed since.
pub(super) fn signed_ui(ui: &mut Ui, view: &View<'_>) {
    let Some(signed) = view.state.day_close.as_ref().and_then(DayClose::last) else { return };
    let tone = if signed.changes.is_empty() { view.palette.green } else { view.palette.amber };
    line_ui(ui, &signed_sentence(signed, view.texts), 13.0, tone.text);
}

/// `Signed off 22:05 by 07 陈晓, No. 3 · 2 changes since`.
fn signed_sentence(signed: &SignedDay, texts: &Texts) -> String {
    let author = &signed.sign_off.author;
    let (at, operator, number) = (texts.time(author.at), author.operator.as_str(), signed.sign_off.number.to_string());
    let sentence = say!(texts, "window-signed-by", at = at, operator = operator, number = number);
    if signed.changes.is_empty() {
        return sentence;
    }
    format!("{sentence} · {}", say!(texts, "window-changes-since", count = signed.changes.len()))
}

/// Why the day cannot be signed off just so.
pub(super) fn due_sentence(view: &View<'_>) -> String {
    let Some(close) = &view.state.day_close else { return String::new() };
    if !close.missing.is_empty() {
        let missing: Vec<String> = close.missing.iter().map(|source| view.texts.report_of(*source)).collect();
        return say!(view.texts, "window-no-reports", missing = view.texts.list(&missing));
    }
    let numbers: Vec<String> = close.due.iter().map(|case| format!("#{}", case.0)).collect();
    say!(view.texts, "window-due-open", count = close.due.len(), cases = view.texts.list(&numbers))
}

/// Draws the form that is open, if one is.
pub(super) fn day_form_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    let Some(form) = view.state.day_form else { return };
    card(view.palette).inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 6.0;
        match form {
            DayForm::Summary => summary_form_ui(ui, view, data),
            DayForm::SignOff => sign_off_form_ui(ui, view, data),
        }
    });
}

/// What becomes of the summary.
fn summary_form_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    let texts = view.texts;
    bold_ui(ui, &say!(texts, "window-summary-title", day = texts.long_day(data.day.day)), 14.0, view.palette.text);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if button_ui(ui, view.palette, &say!(texts, "window-open-pdf"), Weight::Primary).clicked() {
            view.send(Message::HandOverSummary(Handing::Open));
        }
        if button_ui(ui, view.palette, &say!(texts, "window-print"), Weight::Plain).clicked() {
            view.send(Message::HandOverSummary(Handing::Print));
        }
        if button_ui(ui, view.palette, &say!(texts, "window-save-as"), Weight::Plain).clicked() {
            let suggested = format!("{}-{}.pdf", say!(texts, "window-summary-file"), data.day.day);
            view.send(Message::SaveAs { what: Saving::Summary, suggested });
        }
        if button_ui(ui, view.palette, &say!(texts, "window-cancel"), Weight::Plain).clicked() {
            view.send(Message::ToggleDayForm(DayForm::Summary));
        }
    });
}

/// What is signed: the numbers of the summary, what changed since the last signature, what still stands in the way.
fn sign_off_form_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    let (state, texts, palette) = (view.state, view.texts, view.palette);
    let Some(close) = &state.day_close else { return };
    bold_ui(ui, &say!(texts, "window-sign-off-title", day = texts.long_day(data.day.day)), 14.0, palette.text);
    // The numbers scroll where they are many: reason and buttons stay in sight, and the table below keeps its room.
    let room = (ui.ctx().content_rect().height() * 0.15).clamp(48.0, 110.0);
    ScrollArea::vertical().id_salt("numbers").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        numbers_ui(ui, view, close);
    });
    let needs_reason = close.needs_reason();
    if needs_reason {
        bold_ui(ui, &due_sentence(view), 13.0, palette.amber.text);
        let mut reason = state.sign_off_reason.clone();
        let width = ui.available_width() - 22.0;
        if text_field(ui, palette, &mut reason, &say!(texts, "window-sign-off-reason"), width, 1).changed() {
            view.send(Message::TypeSignOffReason(reason));
        }
    }
    let has_operator = !state.operator.trim().is_empty();
    let has_reason = !needs_reason || !state.sign_off_reason.trim().is_empty();
    let is_ready = close.can_be_signed() && !state.is_signing && has_operator && has_reason;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let sign = say!(texts, "window-sign-off-now", operator = state.operator.as_str());
        if button_ui(ui, palette, &sign, if is_ready { Weight::Primary } else { Weight::Off }).clicked() {
            view.send(Message::SignOffDay);
        }
        if button_ui(ui, palette, &say!(texts, "window-cancel"), Weight::Plain).clicked() {
            view.send(Message::ToggleDayForm(DayForm::SignOff));
        }
    });
}

fn numbers_ui(ui: &mut Ui, view: &View<'_>, close: &DayClose) {
    let (texts, palette) = (view.texts, view.palette);
    ui.spacing_mut().item_spacing.y = 3.0;
    for line in numbers(&close.totals, texts) {
        text_ui(ui, &line, 13.0, palette.text);
    }
    let Some(signed) = close.last() else { return };
    for change in signed.changes.iter().take(CHANGES_SHOWN) {
        line_ui(ui, &texts.day_change(change), 12.0, palette.text_weak);
    }
    if signed.changes.len() > CHANGES_SHOWN {
        let more = signed.changes.len() - CHANGES_SHOWN;
        text_ui(ui, &say!(texts, "window-more-changes", count = more), 12.0, palette.text_weak);
    }
}

/// The numbers of the summary, in as few lines as they need: one for each source, one for the findings.
fn numbers(totals: &DayTotals, texts: &Texts) -> Vec<String> {
    let (unfinished, waiting, closed) = (totals.unfinished, totals.waiting, totals.closed);
    let counts = say!(texts, "summary-counts", unfinished = unfinished, waiting = waiting, closed = closed);
    let mut lines = vec![format!("{counts} · {}", say!(texts, "summary-at-risk", sum = texts.sums(&totals.at_risk)))];
    for source in &totals.sources {
        let by_type: Vec<String> = source
            .totals
            .iter()
            .map(|total| {
                let (kind, money) = (texts.transaction_type(total.kind), texts.money(total.amount));
                say!(texts, "window-type-total", kind = kind, count = total.count, amount = money)
            })
            .collect();
        lines.push(texts.labelled(&texts.report_of(source.source), &texts.list(&by_type)));
    }
    let findings: Vec<String> = totals
        .findings
        .iter()
        .map(|total| {
            let (unfinished, closed, sum) = (total.unfinished, total.closed, texts.sums(&total.at_risk));
            let counts = say!(texts, "window-finding-total", unfinished = unfinished, sum = sum, closed = closed);
            texts.labelled(&texts.finding(total.finding), &counts)
        })
        .collect();
    if !findings.is_empty() {
        lines.push(findings.join(" · "));
    }
    lines
}
