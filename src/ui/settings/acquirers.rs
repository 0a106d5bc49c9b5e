//! Whom to call about what, and what they promised.

use super::fields::{labelled_ui, pair_ui, typed_ui};
use super::section_ui;
use super::shop::row_button_ui;
use crate::app::{AcquirerForm, Message, SettingsEdit, SettingsField};
use crate::domain::PayoutPromise;
use crate::text::{Texts, say};
use crate::ui::panel::combo_ui;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, from_right, hline, small_button_ui};
use egui::{Align, Layout, Ui};

/// Days within which an acquirer may have promised to pay out.
const DAYS: [u32; 10] = [1, 2, 3, 4, 5, 6, 7, 10, 14, 30];

/// Draws them all.
pub(super) fn acquirers_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let (title, about) = (say!(texts, "settings-acquirers"), say!(texts, "settings-acquirers-about"));
    section_ui(ui, view, &title, &about, |ui, view| {
        for (at, acquirer) in view.state.settings_form.acquirers.iter().enumerate() {
            ui.push_id(("acquirer", at), |ui| {
                hline(ui, view.palette.line);
                acquirer_ui(ui, view, at, acquirer);
            });
        }
        ui.horizontal(|ui| {
            if small_button_ui(ui, view.palette, &say!(texts, "settings-add-acquirer")).clicked() {
                view.send(Message::EditSettings(SettingsEdit::AddAcquirer));
            }
        });
    });
}

fn acquirer_ui(ui: &mut Ui, view: &mut View<'_>, at: usize, acquirer: &AcquirerForm) {
    let texts = view.texts;
    let title = match acquirer.name.trim() {
        "" => {
            let number: usize = at + 1;
            say!(texts, "settings-acquirer", number = number)
        }
        name => name.to_owned(),
    };
    from_right(ui, |ui| {
        let name = say!(texts, "settings-remove", name = title.as_str());
        if row_button_ui(ui, view, &say!(texts, "settings-remove-short"), &name).clicked() {
            view.send(Message::EditSettings(SettingsEdit::RemoveAcquirer(at)));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            bold_ui(ui, &title, 13.0, view.palette.text);
        });
    });
    pair_ui(ui, view, |ui, view, width| {
        let label = say!(texts, "settings-acquirer-name");
        typed_ui(ui, view, SettingsField::AcquirerName(at), &label, "", width);
        let (label, hint) = (say!(texts, "settings-answers-for"), say!(texts, "settings-answers-hint"));
        typed_ui(ui, view, SettingsField::AnswersFor(at), &label, &hint, width);
    });
    pair_ui(ui, view, |ui, view, width| {
        typed_ui(ui, view, SettingsField::Hotline(at), &say!(texts, "settings-hotline"), "95516", width);
        let (label, hint) = (say!(texts, "settings-hours"), say!(texts, "settings-hours-hint"));
        typed_ui(ui, view, SettingsField::Hours(at), &label, &hint, width);
    });
    let (label, hint) = (say!(texts, "settings-look-up"), say!(texts, "settings-look-up-hint"));
    let width = ui.available_width();
    typed_ui(ui, view, SettingsField::LookUp(at), &label, &hint, width);
    pair_ui(ui, view, |ui, view, width| {
        let label = say!(texts, "settings-payout");
        labelled_ui(ui, view, &label, width, |ui, view| {
            if let Some(payout) = combo_ui(ui, &label, acquirer.payout, &payouts(texts, acquirer.payout), width) {
                view.send(Message::EditSettings(SettingsEdit::Payout(at, payout)));
            }
        });
        let (label, hint) = (say!(texts, "settings-fee"), say!(texts, "settings-fee-hint"));
        typed_ui(ui, view, SettingsField::FeeRate(at), &label, &hint, width);
    });
}

/// The promises to choose from, the one chosen now among them.
fn payouts(texts: &Texts, chosen: Option<PayoutPromise>) -> Vec<(Option<PayoutPromise>, String)> {
    let within =
        |days: u32| (Some(PayoutPromise::WithinDays(days)), say!(texts, "settings-payout-within", days = days));
    let mut choices = vec![
        (None, say!(texts, "settings-payout-report")),
        (Some(PayoutPromise::SameDay), say!(texts, "settings-payout-same-day")),
        (Some(PayoutPromise::NextWorkingDay), say!(texts, "settings-payout-next")),
    ];
    choices.extend(DAYS.map(within));
    if let Some(PayoutPromise::WithinDays(days)) = chosen
        && !DAYS.contains(&days)
    {
        choices.push(within(days));
    }
    choices
}
