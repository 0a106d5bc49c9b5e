//! The head of the screen: the day, how far it is, and what can be taken along.

use super::day_close::{day_form_ui, due_sentence, signed_ui};
use super::fonts;
use super::view::View;
use super::widgets::{Weight, bold_ui, button_ui, button_width, text_ui};
use crate::app::{DayData, DayForm, Message, Saving};
use crate::text::say;
use egui::accesskit::Role;
use egui::{Align, Layout, Rect, Sense, Ui, WidgetInfo, vec2};

/// Draws the head.
pub(super) fn top_bar_ui(ui: &mut Ui, view: &mut View<'_>, data: &DayData) {
    let texts = view.texts;
    let export = say!(texts, "window-export-csv");
    let summary = say!(texts, "window-print-summary");
    let (sign_off, sign_off_weight) = sign_off_button(view);
    let names = [&export, &summary, &sign_off];
    let buttons_width = names.iter().map(|name| button_width(ui, name) + 8.0).sum::<f32>() - 8.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let left_width = (ui.available_width() - buttons_width - 12.0).max(160.0);
        let title = texts.long_day(data.day.day);
        let facts = facts(view, data);
        let wanted = wanted_width(ui, &title, &facts).min(left_width);
        ui.vertical(|ui| {
            ui.set_width(wanted);
            ui.spacing_mut().item_spacing.y = 0.0;
            bold_ui(ui, &title, 20.0, view.palette.text);
            text_ui(ui, &facts, 14.0, view.palette.text_weak);
        });
        let room = vec2(ui.available_width(), 44.0);
        ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let day = data.day.day;
            let response = button_ui(ui, view.palette, &sign_off, sign_off_weight);
            if response.clicked() {
                view.send(Message::ToggleDayForm(DayForm::SignOff));
            }
            if sign_off_weight == Weight::Held {
                response.on_hover_text(due_sentence(view));
            }
            if button_ui(ui, view.palette, &summary, Weight::Plain).clicked() {
                view.send(Message::ToggleDayForm(DayForm::Summary));
            }
            if button_ui(ui, view.palette, &export, Weight::Plain).clicked() {
                let suggested = format!("{}-{day}.csv", say!(texts, "window-cases-file"));
                view.send(Message::SaveAs { what: Saving::CaseRecords, suggested });
            }
            progress_ui(ui, view, data);
        });
    });
    signed_ui(ui, view);
    day_form_ui(ui, view, data);
}

/// What the third button says, and how much it stands out.
fn sign_off_button(view: &View<'_>) -> (String, Weight) {
    let texts = view.texts;
    match &view.state.day_close {
        Some(close) if !close.can_be_signed() => (say!(texts, "window-is-signed"), Weight::Off),
        Some(close) if !close.needs_reason() => (say!(texts, "window-sign-off"), Weight::Primary),
        Some(_) => (say!(texts, "window-sign-off"), Weight::Held),
        None => (say!(texts, "window-sign-off"), Weight::Off),
    }
}

fn facts(view: &View<'_>, data: &DayData) -> String {
    let texts = view.texts;
    let day = &data.day;
    let at_risk = day.at_risk.iter().map(|sum| texts.money(*sum)).collect::<Vec<_>>().join(" + ");
    let mut parts = vec![say!(texts, "window-unfinished-count", count = day.unfinished)];
    if !at_risk.is_empty() {
        parts.push(say!(texts, "window-at-risk", money = at_risk));
    }
    let all = day.unfinished + day.closed;
    if all > 0 {
        parts.push(say!(texts, "window-closed-of", closed = day.closed, all = all));
    }
    parts.join(" · ")
}

fn wanted_width(ui: &Ui, title: &str, facts: &str) -> f32 {
    let width =
        |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER).size().x;
    width(title, fonts::bold(20.0)).max(width(facts, fonts::regular(14.0))) + 1.0
}

/// How many of the day's cases are closed.
fn progress_ui(ui: &mut Ui, view: &View<'_>, data: &DayData) {
    let all = data.day.unfinished + data.day.closed;
    let width = ui.available_width() - 8.0;
    if all == 0 || width < 24.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(width, 44.0), Sense::hover());
    let bar =
        Rect::from_min_size(egui::pos2(rect.left() + 4.0, rect.center().y - 4.0), vec2((width - 4.0).min(180.0), 8.0));
    #[expect(clippy::cast_precision_loss, reason = "a bar of 180 points needs no 64-bit precision")]
    let share = data.day.closed as f32 / all as f32;
    ui.painter().rect_filled(bar, 4, view.palette.track);
    let done = Rect::from_min_size(bar.min, vec2(bar.width() * share, bar.height()));
    ui.painter().with_clip_rect(done).rect_filled(bar, 4, view.palette.ok);
    let name = say!(view.texts, "window-closed-of", closed = data.day.closed, all = all);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &name));
}
