//! Files that wait for their layout, and the layouts that were remembered.

use crate::app::Message;
use crate::domain::{Profile, mask_card_numbers};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{bold_ui, card, from_right, line_ui, small_button_ui, text_ui};
use egui::{Align, Layout, Margin, Ui};
use std::path::Path;

/// Files that nobody has said the layout of yet.
pub(super) fn waiting_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let state = view.state;
    if state.layouts.waiting.is_empty() {
        return;
    }
    card(view.palette).inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        bold_ui(ui, &say!(texts, "layout-waiting"), 13.0, view.palette.warn);
        for file in &state.layouts.waiting {
            waiting_file_ui(ui, view, file);
        }
    });
}

fn waiting_file_ui(ui: &mut Ui, view: &mut View<'_>, file: &Path) {
    let texts = view.texts;
    let name = mask_card_numbers(&file.file_name().unwrap_or_default().to_string_lossy());
    from_right(ui, |ui| {
        let forget = small_button_ui(ui, view.palette, &say!(texts, "layout-forget"));
        if forget.accessible_name(say!(texts, "layout-forget-of", file = name.as_str())).clicked() {
            view.send(Message::ForgetLayout(file.to_owned()));
        }
        let set_up = small_button_ui(ui, view.palette, &say!(texts, "layout-set-up"));
        if set_up.accessible_name(say!(texts, "layout-set-up-of", file = name.as_str())).clicked() {
            view.send(Message::OpenLayout(file.to_owned()));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            line_ui(ui, &name, 13.0, view.palette.text);
        });
    });
}

/// The layouts that a person has made, and what can be done with each.
pub(super) fn profiles_ui(ui: &mut Ui, view: &mut View<'_>) {
    let texts = view.texts;
    let state = view.state;
    if state.layouts.profiles.is_empty() {
        return;
    }
    card(view.palette).inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        bold_ui(ui, &say!(texts, "profiles-title"), 14.0, view.palette.text);
        text_ui(ui, &say!(texts, "profiles-about"), 12.5, view.palette.text_weak);
        for profile in &state.layouts.profiles {
            profile_ui(ui, view, profile);
        }
    });
}

fn profile_ui(ui: &mut Ui, view: &mut View<'_>, profile: &Profile) {
    let (texts, palette) = (view.texts, view.palette);
    let name = profile.name.as_str();
    let is_asked = view.state.layouts.removing.as_ref() == Some(&profile.id);
    from_right(ui, |ui| {
        let mut button = |ui: &mut Ui, shown: String, full: String, message: Message| {
            if small_button_ui(ui, palette, &shown).accessible_name(full).clicked() {
                view.send(message);
            }
        };
        if is_asked {
            let keep = say!(texts, "profiles-remove-no");
            button(ui, keep.clone(), keep, Message::AskToRemoveProfile(None));
            let yes = say!(texts, "profiles-remove-yes");
            button(ui, yes.clone(), yes, Message::RemoveProfile(profile.id.clone()));
        } else {
            let remove = say!(texts, "profiles-remove-of", name = name);
            let ask = Message::AskToRemoveProfile(Some(profile.id.clone()));
            button(ui, say!(texts, "profiles-remove"), remove, ask);
            let export = say!(texts, "profiles-export-of", name = name);
            button(ui, say!(texts, "profiles-export"), export, Message::ExportProfile(profile.id.clone()));
            if profile.fault.is_none() {
                let change = say!(texts, "profiles-change-of", name = name);
                let choose = Message::NewLayout { profile: Some(profile.id.clone()) };
                button(ui, say!(texts, "profiles-change"), change, choose);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (line, color) = match (&profile.fault, profile.source) {
                _ if is_asked => (say!(texts, "profiles-remove-sure"), palette.bad),
                (Some(fault), _) => (say!(texts, "profiles-broken", fault = fault.as_str()), palette.bad),
                (None, Some(source)) => (texts.report_of(source), palette.text_weak),
                (None, None) => (String::new(), palette.text_weak),
            };
            bold_ui(ui, name, 13.0, palette.text);
            line_ui(ui, &line, 13.0, color);
        });
    });
}
