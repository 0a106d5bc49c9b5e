//! Sentences for the cashier along the bottom, and the box for a path where the system has no file dialog.

use super::view::View;
use super::widgets::{Weight, button_ui, from_right, link_ui, text_field, text_ui};
use crate::app::{Handing, Message, NewCaseFault, Notice, PathBox};
use crate::domain::Refusal;
use crate::text::say;
use egui::accesskit::{Live, Role};
use egui::{Frame, Margin, Ui};

/// Draws both.
pub(super) fn notices_ui(ui: &mut Ui, view: &mut View<'_>) {
    let state = view.state;
    ui.spacing_mut().item_spacing.y = 6.0;
    for (place, notice) in state.notices.iter().enumerate() {
        notice_ui(ui, view, place, notice);
    }
    if let Some(path_box) = &state.path_box {
        path_box_ui(ui, view, path_box);
    }
}

fn sentence(notice: &Notice, view: &View<'_>) -> String {
    let texts = view.texts;
    match notice {
        Notice::Refused(refusal) => texts.refusal(refusal),
        Notice::Failed(problem) => texts.problem(problem),
        Notice::Written(path) => say!(texts, "window-written", path = path.as_str()),
        Notice::Copied => say!(texts, "window-copied"),
        Notice::ImportRunning => say!(texts, "window-import-running"),
        Notice::BadAmount(amount) if amount.is_empty() => texts.refusal(&Refusal::NoAmount),
        Notice::BadAmount(amount) => say!(texts, "window-bad-amount", amount = amount.as_str()),
        Notice::NewCase(NewCaseFault::Amount(amount)) if amount.is_empty() => say!(texts, "new-case-no-amount"),
        Notice::NewCase(NewCaseFault::Amount(amount)) => say!(texts, "window-bad-amount", amount = amount.as_str()),
        Notice::NewCase(NewCaseFault::Time(time)) => say!(texts, "new-case-bad-time", time = time.as_str()),
        Notice::SignedOff(number) => say!(texts, "window-notice-signed-off", number = number.to_string()),
        Notice::HandedOver(Handing::Open, path) => say!(texts, "window-opened", path = path.as_str()),
        Notice::HandedOver(Handing::Print, path) => say!(texts, "window-printed", path = path.as_str()),
        Notice::WatchedFolderGone(folder) => say!(texts, "watched-folder-gone", folder = folder.as_str()),
        Notice::NoPlaybook(kind) => say!(texts, "window-no-playbook", finding = texts.finding(*kind)),
    }
}

fn notice_ui(ui: &mut Ui, view: &mut View<'_>, place: usize, notice: &Notice) {
    let tone = if notice.is_good_news() { view.palette.green } else { view.palette.red };
    Frame::new().fill(tone.ground).corner_radius(8).inner_margin(Margin::symmetric(12, 2)).show(ui, |ui| {
        from_right(ui, |ui| {
            let hide = link_ui(ui, view.palette, &say!(view.texts, "window-hide"));
            if hide.clicked() {
                view.send(Message::DismissNotice(place));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_height(32.0);
                let sentence = sentence(notice, view);
                let label = text_ui(ui, &sentence, 13.0, tone.text);
                ui.ctx().accesskit_node_builder(label.id, |node| {
                    node.set_role(Role::Status);
                    // A status is read out by its name; what it shows is only its value.
                    node.set_label(sentence);
                    node.set_live(Live::Polite);
                });
            });
        });
    });
}

fn path_box_ui(ui: &mut Ui, view: &mut View<'_>, path_box: &PathBox) {
    let texts = view.texts;
    let (hint, confirm) = match path_box.saving {
        None => (say!(texts, "window-path-reports"), say!(texts, "window-import")),
        Some(_) => (say!(texts, "window-path-save"), say!(texts, "window-save")),
    };
    text_ui(ui, &say!(texts, "window-no-dialog"), 13.0, view.palette.text_weak);
    ui.horizontal(|ui| {
        let mut text = path_box.text.clone();
        let width = (ui.available_width() - 260.0).max(200.0);
        if text_field(ui, view.palette, &mut text, &hint, width, 1).changed() {
            view.send(Message::PathTyped(text));
        }
        if button_ui(ui, view.palette, &confirm, Weight::Primary).clicked() {
            view.send(Message::PathConfirmed);
        }
        if button_ui(ui, view.palette, &say!(texts, "window-cancel"), Weight::Plain).clicked() {
            view.send(Message::PathDismissed);
        }
    });
}
