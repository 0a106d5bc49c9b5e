//! The form for a case started by hand: what the customer says and the slip shows, before any report is there.

use super::panel::combo_ui;
use super::view::View;
use super::widgets::{Weight, bold_ui, button_ui, from_right, hline, text_field, text_ui};
use crate::app::{Message, NewCaseField};
use crate::domain::FindingKind;
use crate::text::say;
use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

/// Schemes and wallets offered, the most common ones first.
const SCHEMES: [&str; 7] = ["unionpay", "wechat", "alipay", "visa", "mastercard", "amex", "jcb"];

/// Draws the form in the place of a case.
pub(super) fn new_case_ui(ui: &mut Ui, view: &mut View<'_>) {
    let Some(draft) = &view.state.new_case else { return };
    let is_saving = draft.is_saving;
    let line = ui.max_rect();
    ui.painter().vline(line.left() + 0.5, line.y_range(), egui::Stroke::new(1.0, view.palette.border));
    let frame = Frame::new().inner_margin(Margin::symmetric(18, 12));
    Panel::bottom("new case foot").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        from_right(ui, |ui| {
            ui.add_enabled_ui(!is_saving, |ui| {
                if button_ui(ui, view.palette, &say!(view.texts, "new-case-start"), Weight::Primary).clicked() {
                    view.send(Message::StartCase);
                }
            });
            if button_ui(ui, view.palette, &say!(view.texts, "new-case-give-up"), Weight::Plain).clicked() {
                view.send(Message::CloseNewCase);
            }
        });
    });
    CentralPanel::no_frame().show(ui, |ui| {
        ScrollArea::vertical().id_salt("new case").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(18, 16)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 8.0;
                fields_ui(ui, view);
            });
        });
    });
}

fn fields_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    bold_ui(ui, &say!(texts, "new-case-title"), 20.0, view.palette.text);
    text_ui(ui, &say!(texts, "new-case-how"), 13.0, view.palette.text_weak);
    hline(ui, view.palette.line);
    finding_ui(ui, view);
    let half = (ui.available_width() - 8.0) / 2.0;
    let currency = view.state.settings.currency;
    labelled_row_ui(
        ui,
        view,
        [
            (NewCaseField::Amount, say!(texts, "new-case-amount", currency = currency.code())),
            (NewCaseField::Time, say!(texts, "new-case-time", now = texts.time(view.state.now))),
        ],
    );
    ui.horizontal(|ui| {
        let terminals = terminals_of(view);
        choice_ui(ui, view, NewCaseField::Terminal, &say!(texts, "new-case-terminal"), &terminals, half);
        let schemes = SCHEMES.map(|scheme| (scheme.to_owned(), texts.scheme(scheme)));
        choice_ui(ui, view, NewCaseField::Scheme, &say!(texts, "new-case-scheme"), &schemes, half);
    });
    labelled_row_ui(
        ui,
        view,
        [
            (NewCaseField::Card, say!(texts, "new-case-card")),
            (NewCaseField::Reference, say!(texts, "new-case-reference")),
        ],
    );
    text_ui(ui, &say!(texts, "new-case-never"), 13.0, view.palette.amber.text);
}

/// What seems to be wrong, and what that means.
fn finding_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let Some(finding) = view.state.new_case.as_ref().map(|draft| draft.finding) else { return };
    let choices: Vec<_> = FindingKind::TOLD_AT_THE_COUNTER.iter().map(|kind| (*kind, texts.finding(*kind))).collect();
    let width = ui.available_width();
    if let Some(kind) = combo_ui(ui, &say!(texts, "new-case-finding"), finding, &choices, width) {
        view.send(Message::PickNewCase(kind));
    }
    text_ui(ui, &texts.finding_meaning(finding), 13.0, view.palette.text);
    text_ui(ui, &texts.finding_warning(finding), 13.0, view.palette.red.text);
}

fn labelled_row_ui<const N: usize>(ui: &mut Ui, view: &mut View<'_>, fields: [(NewCaseField, String); N]) {
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal(|ui| {
        for (field, hint) in fields {
            let Some(draft) = &view.state.new_case else { return };
            let mut text = draft.text(field).to_owned();
            if text_field(ui, view.palette, &mut text, &hint, half, 1).changed() {
                view.send(Message::EditNewCase(field, text));
            }
        }
    });
}

/// A list to choose from, with *not known* first.
fn choice_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    field: NewCaseField,
    name: &str,
    choices: &[(String, String)],
    width: f32,
) {
    let Some(draft) = &view.state.new_case else { return };
    let chosen = choices.iter().position(|(value, _)| value == draft.text(field));
    let not_known = (None, say!(view.texts, "new-case-not-known", what = name));
    let numbered = choices.iter().enumerate().map(|(at, (_, shown))| (Some(at), shown.clone()));
    let listed: Vec<_> = std::iter::once(not_known).chain(numbered).collect();
    if let Some(picked) = combo_ui(ui, name, chosen, &listed, width) {
        let value = picked.map_or_else(String::new, |at| choices[at].0.clone());
        view.send(Message::EditNewCase(field, value));
    }
}

/// The terminals of the settings and of the day's cases, with the names that the shop gave them.
fn terminals_of(view: &View<'_>) -> Vec<(String, String)> {
    let settings = &view.state.settings;
    let mut numbers: Vec<&str> = settings.terminals.iter().map(|terminal| terminal.number.as_str()).collect();
    numbers.extend(
        view.state
            .terminals
            .iter()
            .map(String::as_str)
            .filter(|number| !settings.terminals.iter().any(|terminal| terminal.number == **number)),
    );
    numbers.into_iter().map(|number| (number.to_owned(), settings.terminal_name(number).to_owned())).collect()
}
