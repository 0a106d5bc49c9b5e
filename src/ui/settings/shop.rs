//! The shop itself, the times and rules of its day, and how the window looks.

use super::fields::{input_ui, labelled_ui, pair_ui, typed_ui};
use super::section_ui;
use crate::app::{Message, SettingsEdit, SettingsField};
use crate::domain::{Language, Theme};
use crate::text::{Texts, say};
use crate::ui::panel::combo_ui;
use crate::ui::view::View;
use crate::ui::widgets::{paint_triangle, small_button_ui, text_ui};
use egui::{Popup, Ui, pos2, vec2};

/// Names, currency, zone.
pub(super) fn shop_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    section_ui(ui, view, &say!(texts, "settings-shop"), "", |ui, view| {
        pair_ui(ui, view, |ui, view, width| {
            let hint = say!(texts, "settings-shop-hint");
            typed_ui(ui, view, SettingsField::ShopName, &say!(texts, "settings-shop-name"), &hint, width);
            let hint = say!(texts, "settings-till-hint");
            typed_ui(ui, view, SettingsField::TillName, &say!(texts, "settings-till-name"), &hint, width);
        });
        pair_ui(ui, view, |ui, view, width| {
            labelled_ui(ui, view, &say!(texts, "settings-zone"), width, zone_ui);
            let hint = say!(texts, "settings-currency-hint");
            typed_ui(ui, view, SettingsField::Currency, &say!(texts, "settings-currency"), &hint, width);
        });
    });
}

/// The zone, and a list to search in.
fn zone_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let form = &view.state.settings_form;
    let width = ui.available_width();
    let name = texts.zone(&form.zone);
    let button = egui::Button::new(name.as_str()).min_size(vec2(width, 32.0)).truncate();
    let response = ui.add(button).accessible_name(texts.labelled(&say!(texts, "settings-zone"), &name));
    paint_triangle(ui, pos2(response.rect.right() - 15.0, response.rect.center().y), true, view.palette.text_button);
    let stays_open = egui::PopupCloseBehavior::CloseOnClickOutside;
    Popup::menu(&response).close_behavior(stays_open).show(|ui| {
        let width = width.max(260.0);
        ui.set_width(width);
        let label = say!(texts, "settings-zone-search");
        input_ui(ui, view, SettingsField::ZoneSearch, &label, &label, width);
        // While nothing is looked for, what the computer says is a choice as well.
        let system = form.zone_search.is_empty().then_some("");
        for zone in system.into_iter().chain(form.zone_choices.iter().copied()) {
            let own_words = texts.zone(zone);
            let words = if own_words == zone || zone.is_empty() { own_words } else { format!("{own_words} · {zone}") };
            let choice = egui::Button::selectable(form.zone == zone, words).min_size(vec2(width, 32.0));
            if ui.add(choice).clicked() {
                view.send(Message::EditSettings(SettingsEdit::Zone(zone.to_owned())));
                ui.close();
            }
        }
        if form.zone_choices.is_empty() {
            text_ui(ui, &say!(texts, "settings-no-zone"), 12.5, view.palette.text_weak);
        }
    });
}

/// When the day ends, when bills appear, how far clocks may differ.
pub(super) fn rules_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let (title, about) = (say!(texts, "settings-rules"), say!(texts, "settings-rules-about"));
    section_ui(ui, view, &title, &about, |ui, view| {
        let (cutoff, bill) = (view.state.settings_form.cutoff_hour, view.state.settings_form.bill_hour);
        pair_ui(ui, view, |ui, view, width| {
            hour_ui(ui, view, &say!(texts, "settings-cutoff"), cutoff, width, SettingsEdit::CutoffHour);
            hour_ui(ui, view, &say!(texts, "settings-bill-hour"), bill, width, SettingsEdit::BillHour);
        });
        pair_ui(ui, view, |ui, view, width| {
            let label = say!(texts, "settings-tolerance");
            typed_ui(ui, view, SettingsField::ClockTolerance, &label, "300", width);
            let label = say!(texts, "settings-double");
            typed_ui(ui, view, SettingsField::DoubleCharge, &label, "300", width);
        });
    });
}

fn hour_ui(
    ui: &mut Ui,
    view: &mut View<'_>,
    label: &str,
    chosen: u32,
    width: f32,
    edit: impl FnOnce(u32) -> SettingsEdit,
) {
    let hours: Vec<(u32, String)> = (0..24).map(|hour| (hour, format!("{hour:02}:00"))).collect();
    labelled_ui(ui, view, label, width, |ui, view| {
        if let Some(hour) = combo_ui(ui, label, chosen, &hours, width) {
            view.send(Message::EditSettings(edit(hour)));
        }
    });
}

/// The folder whose new files are imported by themselves.
pub(super) fn watch_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let (title, about) = (say!(texts, "settings-watch"), say!(texts, "settings-watch-about"));
    section_ui(ui, view, &title, &about, |ui, view| {
        let (label, hint) = (say!(texts, "settings-watch-label"), say!(texts, "settings-watch-hint"));
        let width = ui.available_width();
        typed_ui(ui, view, SettingsField::WatchedFolder, &label, &hint, width);
    });
}

/// Language and colours; they change at once and are no part of the form.
pub(super) fn look_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let (title, about) = (say!(texts, "settings-look"), say!(texts, "settings-look-about"));
    section_ui(ui, view, &title, &about, |ui, view| {
        pair_ui(ui, view, |ui, view, width| {
            let languages: Vec<(Language, String)> =
                Language::ALL.iter().map(|language| (*language, Texts::language_name(*language).to_owned())).collect();
            let label = say!(texts, "settings-language");
            labelled_ui(ui, view, &label, width, |ui, view| {
                if let Some(language) = combo_ui(ui, &label, view.state.language, &languages, width) {
                    view.send(Message::SwitchLanguage(language));
                }
            });
            let themes: Vec<(Theme, String)> = Theme::ALL.iter().map(|theme| (*theme, texts.theme(*theme))).collect();
            let label = say!(texts, "settings-theme");
            labelled_ui(ui, view, &label, width, |ui, view| {
                if let Some(theme) = combo_ui(ui, &label, view.state.settings.theme, &themes, width) {
                    view.send(Message::SwitchTheme(theme));
                }
            });
        });
    });
}

/// A small button named in full for screen readers, where the eye sees whose row it stands in.
pub(super) fn row_button_ui(ui: &mut Ui, view: &View<'_>, shown: &str, name: &str) -> egui::Response {
    small_button_ui(ui, view.palette, shown).accessible_name(name)
}
