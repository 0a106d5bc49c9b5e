//! Step two: whom to ask, what to read out, what they said.

use super::call_sheet;
use crate::app::{Field, Message, PanelView, Promised, promise_choices};
use crate::domain::{Acquirer, CaseState, CaseView, Channel, Party};
use crate::text::say;
use crate::ui::view::View;
use crate::ui::widgets::{field_ui, small_button_ui, text_ui};
use egui::{ComboBox, Ui, vec2};

/// Draws what is below the checks.
pub(super) fn contact_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    for (author, contact) in &case.case.work.contacts {
        let what = view.texts.decision(&crate::domain::Decision::Contacted(contact.clone()));
        let line = format!("{} {} · {what}", view.texts.time(author.at), author.operator);
        text_ui(ui, &line, 12.5, view.palette.text_weak);
    }
    if case.state == CaseState::Closed {
        return;
    }
    sheet_buttons_ui(ui, view, case);
    who_ui(ui, view, case);
    said_ui(ui, view, case);
    promise_ui(ui, view, case);
}

/// The call sheet, and where else the answer may stand.
fn sheet_buttons_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let texts = view.texts;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        let copy = small_button_ui(ui, view.palette, &say!(texts, "window-copy-call-sheet"));
        if copy.on_hover_text("Ctrl+Shift+C").clicked() {
            call_sheet::copy(view, case);
        }
        if small_button_ui(ui, view.palette, &say!(texts, "window-show-call-sheet")).clicked() {
            view.send(Message::ShowPanel(PanelView::CallSheet));
        }
    });
    let look_up = acquirer_of(view, case).map_or("", |acquirer| acquirer.look_up.as_str());
    if !look_up.is_empty() {
        text_ui(ui, &say!(texts, "window-look-up", place = look_up), 12.5, view.palette.text_weak);
    }
}

fn acquirer_of<'a>(view: &View<'a>, case: &CaseView) -> Option<&'a Acquirer> {
    case.lead().and_then(|lead| view.state.settings.acquirer_of(lead))
}

/// How the party chosen in the form is reached, as far as the settings have it: `UnionPay Merchant Services · 95516 · 24 h`.
pub(super) fn hotline(view: &View<'_>, case: &CaseView) -> String {
    match view.state.draft(case.case.id).contact.party {
        Party::Acquirer => {
            let acquirer = acquirer_of(view, case).filter(|acquirer| !acquirer.hotline.is_empty());
            acquirer.map(named_hotline).unwrap_or_default()
        }
        Party::Issuer => say!(view.texts, "window-number-on-card"),
        Party::Customer | Party::Network | Party::Technician => String::new(),
    }
}

/// `Bank of China · 95516 · 24 h`.
fn named_hotline(acquirer: &Acquirer) -> String {
    let numbers = acquirer.hotline_and_hours();
    if acquirer.name.is_empty() { numbers } else { format!("{} · {numbers}", acquirer.name) }
}

/// How, who, which person, under which number.
fn who_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let texts = view.texts;
    let draft = view.state.draft(case.case.id).contact;
    let half = (ui.available_width() - 8.0) / 2.0;
    ui.horizontal(|ui| {
        let name = say!(texts, "window-channel");
        let choices: Vec<_> = Channel::ALL.iter().map(|channel| (*channel, texts.channel(*channel))).collect();
        if let Some(channel) = combo_ui(ui, &name, draft.channel, &choices, half) {
            view.send(Message::PickChannel(channel));
        }
        let name = say!(texts, "window-party");
        let choices: Vec<_> = Party::ALL.iter().map(|party| (*party, texts.party(*party))).collect();
        if let Some(party) = combo_ui(ui, &name, draft.party, &choices, half) {
            view.send(Message::PickParty(party));
        }
    });
    ui.horizontal(|ui| {
        field_ui(ui, view, Field::Person, &say!(texts, "window-person"), half, 1);
        field_ui(ui, view, Field::Reference, &say!(texts, "window-their-number"), half, 1);
    });
}

/// What they said: typed, or one of the usual answers by one press.
fn said_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let width = ui.available_width();
    field_ui(ui, view, Field::Said, &say!(view.texts, "window-said"), width, 1);
    let party = view.state.draft(case.case.id).contact.party;
    ui.horizontal_wrapped(|ui| {
        template_buttons_ui(ui, view, Field::Said, &usual_answers(view, party));
        let no_answer = say!(view.texts, "window-said-no-answer");
        if small_button_ui(ui, view.palette, &no_answer).clicked() {
            view.send(Message::NobodyAnswered(no_answer));
        }
    });
}

/// What each party usually answers.
fn usual_answers(view: &View<'_>, party: Party) -> Vec<String> {
    let texts = view.texts;
    match party {
        Party::Acquirer => vec![
            say!(texts, "window-said-captured"),
            say!(texts, "window-said-not-captured"),
            say!(texts, "window-said-reversing"),
            say!(texts, "window-said-looking"),
        ],
        Party::Issuer => vec![
            say!(texts, "window-said-issuer-debit"),
            say!(texts, "window-said-issuer-hold"),
            say!(texts, "window-said-issuer-nothing"),
            say!(texts, "window-said-issuer-cardholder"),
        ],
        Party::Customer => vec![
            say!(texts, "window-said-customer-again"),
            say!(texts, "window-said-customer-refund"),
            say!(texts, "window-said-customer-debit"),
            say!(texts, "window-said-customer-hold"),
            say!(texts, "window-said-customer-left"),
        ],
        Party::Network => vec![
            say!(texts, "window-said-network-fault"),
            say!(texts, "window-said-network-fine"),
            say!(texts, "window-said-network-repaired"),
            say!(texts, "window-said-visit"),
        ],
        Party::Technician => vec![
            say!(texts, "window-said-visit"),
            say!(texts, "window-said-technician-phone"),
            say!(texts, "window-said-technician-replace"),
            say!(texts, "window-said-technician-wait"),
        ],
    }
}

fn promise_ui(ui: &mut Ui, view: &mut View<'_>, case: &CaseView) {
    let texts = view.texts;
    let promised = view.state.draft(case.case.id).contact.promised;
    let choices = promise_choices(&view.state.settings, view.state.now);
    let mut named = vec![(None, say!(texts, "window-promised-nothing"))];
    for (promise, until) in choices {
        let date = texts.date(until.date_naive());
        let name = match promise {
            Promised::Today => say!(texts, "window-promised-today"),
            Promised::NextWorkingDay => say!(texts, "window-promised-next-working-day", date = date),
            Promised::InDays(days) => say!(texts, "window-promised-in-days", days = days, date = date),
        };
        named.push((Some(until), name));
    }
    let width = ui.available_width();
    if let Some(until) = combo_ui(ui, &say!(texts, "window-promised"), promised, &named, width) {
        view.send(Message::PickPromise(until));
    }
}

/// A list to choose from; answers what was chosen just now.
pub(in crate::ui) fn combo_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    chosen: T,
    choices: &[(T, String)],
    width: f32,
) -> Option<T> {
    let shown = choices.iter().find(|(choice, _)| *choice == chosen).map_or("", |(_, name)| name.as_str());
    let mut picked = None;
    let combo = ComboBox::from_id_salt(name).width(width).truncate().selected_text(shown);
    let response = combo.show_ui(ui, |ui| {
        for (choice, name) in choices {
            let button = egui::Button::selectable(*choice == chosen, name.as_str()).min_size(vec2(width - 20.0, 32.0));
            if ui.add(button).clicked() {
                picked = Some(*choice);
                // A choice made by keyboard or screen reader closes the list like one made by a pointer.
                ui.close();
            }
        }
    });
    response.response.accessible_name(format!("{name}: {shown}"));
    picked
}

/// The usual sentences of a field, each one press.
pub(super) fn templates_ui(ui: &mut Ui, view: &mut View<'_>, field: Field, templates: &[String]) {
    ui.horizontal_wrapped(|ui| template_buttons_ui(ui, view, field, templates));
}

fn template_buttons_ui(ui: &mut Ui, view: &mut View<'_>, field: Field, templates: &[String]) {
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    for template in templates {
        if small_button_ui(ui, view.palette, template).clicked() {
            view.edit(field, template.clone());
        }
    }
}
