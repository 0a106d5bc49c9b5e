//! The case panel: people besides the acquirer, the customer's agreement, what is found while verifying, the call sheet, the
//! guard, and cases about a batch, each drawn in both languages.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod window_day;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use loose_ends::app::{DayData, Effect, Field, Form, Message, PanelView};
use loose_ends::domain::{
    Acquirer, CaseId, CaseView, Channel, Decision, EntryId, FindingKind, Language, Moment, Party, Related, Relation,
    Settings, Source, SourceLine, Status, Step, Subject, Theme,
};
use loose_ends::ui::Window;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, channel};
use window_day::{after, at, case, day, now, state};

struct Desk {
    harness: Harness<'static, Window>,
    effects: Receiver<Effect>,
    messages: Sender<Message>,
    clock: Rc<Cell<Moment>>,
}

const WHOLE: [f32; 2] = [1366.0, 768.0];

fn open(language: Language, size: [f32; 2], data: DayData) -> Desk {
    let (effects, sent) = channel();
    let (messages, inbox) = channel();
    let clock = Rc::new(Cell::new(now()));
    let shown = Rc::clone(&clock);
    let harness = Harness::builder()
        .with_size(size)
        .build_eframe(move |cc| Window::new(cc, state(language), effects, inbox, Box::new(move || shown.get())));
    let mut desk = Desk { harness, effects: sent, messages, clock };
    desk.say([Message::DayLoaded(Ok(Box::new(data))), Message::Select(CaseId(1))]);
    desk.sent();
    desk
}

impl Desk {
    fn say(&mut self, messages: impl IntoIterator<Item = Message>) {
        for message in messages {
            self.messages.send(message).unwrap();
        }
        self.harness.run();
    }

    fn sent(&self) -> Vec<Effect> {
        self.effects.try_iter().collect()
    }

    fn decided(&self) -> Vec<Decision> {
        let decisions = |effect| match effect {
            Effect::Decide { decisions, .. } => decisions,
            _ => Vec::new(),
        };
        self.sent().into_iter().flat_map(decisions).collect()
    }

    fn press(&mut self, name: &str) {
        self.harness.get_by_label(name).scroll_to_me();
        self.harness.run();
        self.harness.get_by_label(name).click();
        self.harness.run();
    }

    fn key(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    fn selected(&self) -> CaseView {
        self.harness.state().state().selected_case().unwrap().clone()
    }

    /// Answers as the worker does once the decisions are on the disk.
    fn store(&mut self, decisions: &[Decision]) {
        let stored = after(&self.selected(), "cashier 07", decisions);
        self.say([Message::Decided(Ok(Box::new(stored)))]);
    }
}

/// A terminal's batch of seven payments that the acquirer has one short.
fn batch() -> CaseView {
    let said: Vec<(Source, Status, &str, i64, &str)> = (0..7)
        .map(|_| (Source::Terminal, Status::Approved, "00", 1_000, "21:30:00"))
        .chain((0..6).map(|_| (Source::Acquirer, Status::Approved, "00", 1_000, "21:30:00")))
        .collect();
    let mut view = case(8, FindingKind::BatchNotSettled, "unionpay", "621661******4417", "T-02", &said);
    view.case.finding.subject = Subject::Batch;
    view.case.finding.amount.minor = 7_000;
    for line in &mut view.sources {
        line.entry.batch = "000123".into();
    }
    view
}

/// One charge too many, with the first one beside it.
fn charged_twice() -> CaseView {
    let said = [
        (Source::Terminal, Status::Approved, "00", 41_550, "19:31:47"),
        (Source::Acquirer, Status::Settled, "00", 41_550, "19:31:48"),
    ];
    let mut view = case(9, FindingKind::ChargedTwice, "visa", "453212******1881", "T-02", &said);
    let mut first = view.sources[0].entry.clone();
    (first.id, first.time) = (EntryId(5), at("19:31:00"));
    view.case.finding.related =
        vec![Related { what: Relation::Original, rrn: "1".to_owned(), stan: "2".to_owned(), entry: first.id }];
    view.with_related(vec![SourceLine { entry: first, file: "t.csv".to_owned() }])
}

fn panel_day() -> DayData {
    let mut data = day();
    data.cases.extend([batch(), charged_twice()]);
    data
}

#[test]
fn every_new_part_is_drawn_in_both_languages_themes_and_sizes() {
    let parties = Party::ALL.iter().map(|party| vec![Message::PickParty(*party)]);
    for language in [Language::English, Language::Chinese] {
        for size in [WHOLE, [911.0, 512.0]] {
            let mut desk = open(language, size, panel_day());
            let mut walk: Vec<Vec<Message>> = vec![
                vec![Message::ShowPanel(PanelView::CallSheet)],
                vec![Message::SwitchTheme(Theme::Dark)],
                vec![Message::Select(CaseId(8))],
                vec![Message::ShowPanel(PanelView::CallSheet)],
                vec![Message::Select(CaseId(9)), Message::ShowPanel(PanelView::Steps)],
                vec![Message::OpenStep(Step::ChooseAction), Message::PickAction("refund-second".to_owned())],
                vec![Message::OpenStep(Step::ContactAcquirer)],
            ];
            walk.extend(parties.clone());
            for messages in walk {
                desk.say(messages);
                desk.harness.check_accessibility();
            }
        }
    }
}

#[test]
fn each_party_has_answers_of_its_own_and_is_kept_with_the_contact() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    for (party, answer) in [
        (Party::Customer, "Has a hold, no debit"),
        (Party::Issuer, "Only the cardholder can ask"),
        (Party::Network, "Fault reported, ticket number noted"),
        (Party::Technician, "Wait, do not reset it"),
    ] {
        desk.say([Message::PickParty(party)]);
        assert!(!desk.shows("Captured, it will settle"), "an answer of the acquirer");
        desk.press(answer);
        desk.press("Save contact");
        let decided = desk.decided();
        let [Decision::Contacted(contact)] = &decided[..] else { panic!("{decided:?}") };
        assert_eq!((contact.party, contact.said.as_str()), (party, answer));
        desk.store(&decided);
    }
    assert!(desk.shows("Technician, Phone: Wait, do not reset it"), "the log names the party");
}

#[test]
fn the_head_of_the_step_shows_whom_to_call() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    assert!(desk.shows("Contact acquirer 95516 · 24 h"), "a book from before there were several acquirers");
    let acquirer = Acquirer {
        name: "Bank of the East".to_owned(),
        hotline: "400 100".to_owned(),
        hours: "8–20".to_owned(),
        look_up: "portal, menu Transactions".to_owned(),
        ..Acquirer::default()
    };
    let settings = Settings { acquirers: vec![acquirer], ..window_day::settings() };
    desk.say([Message::SettingsSaved(Ok(Box::new(settings)))]);
    assert!(desk.shows("Contact acquirer Bank of the East · 400 100 · 8–20"));
    assert!(desk.shows("Where to look it up: portal, menu Transactions"));
    desk.say([Message::PickParty(Party::Issuer)]);
    assert!(desk.shows("Contact acquirer number on the back of the card"));
    desk.say([Message::PickParty(Party::Customer)]);
    assert!(!desk.shows("400 100"), "the acquirer's number is not the customer's");
}

#[test]
fn the_customer_agrees_in_one_press_before_the_money_moves() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    desk.say([Message::Select(CaseId(9)), Message::OpenStep(Step::ChooseAction)]);
    let rules = ["return-delivered-sale", "refund-before-settled"].map(str::to_owned);
    desk.say([Message::PickAction("refund-second".to_owned())]);
    desk.say(rules.map(Message::AcknowledgeRule));
    desk.press("Choose this action");
    assert!(desk.decided().is_empty(), "refused");
    assert!(desk.shows("record what they said, then choose this"), "and said how to go on");
    desk.say([Message::Edit(loose_ends::app::Field::Agreement, "signed the slip".to_owned())]);
    desk.press("In person: agrees");
    let decided = desk.decided();
    let [Decision::Contacted(contact)] = &decided[..] else { panic!("{decided:?}") };
    assert_eq!((contact.channel, contact.party), (Channel::Visit, Party::Customer));
    assert_eq!(contact.said, "Agrees: Refund the second charge (signed the slip)");
    desk.store(&decided);
    assert!(desk.shows("On record: "));
    assert!(!desk.shows("The customer must agree first"));
    desk.press("Choose this action");
    assert!(matches!(&desk.decided()[..], [Decision::ActionChosen { action, .. }] if action == "refund-second"));
}

#[test]
fn what_the_customers_app_shows_is_one_press_and_stays_on_record() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    desk.say([Message::Select(CaseId(2))]);
    for amount in ["alance?", "how much"] {
        assert!(!desk.shows(amount), "nobody asks what is on the account");
    }
    desk.press("Hold");
    let decided = desk.decided();
    let [Decision::Noted(note), Decision::Checked { checks, .. }] = &decided[..] else { panic!("{decided:?}") };
    assert_eq!(
        (note.text.as_str(), &checks[..]),
        ("Customer’s app: a hold, no debit", &["customer-app-debit".to_owned()][..])
    );
    assert!(!desk.shows("Neither"), "it is answered");
}

#[test]
fn the_call_sheet_is_copied_by_its_keys_and_ticks_its_check() {
    let mut desk = open(Language::Chinese, WHOLE, panel_day());
    desk.say([Message::Select(CaseId(2))]);
    desk.key(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::C);
    assert!(
        matches!(&desk.decided()[..], [Decision::Checked { checks, .. }] if checks[..] == ["copy-call-sheet".to_owned()])
    );
    assert!(desk.shows("已复制"));
    // Once more copies again and ticks nothing twice.
    desk.key(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::C);
    assert!(desk.decided().is_empty());
    desk.say([Message::ShowPanel(PanelView::CallSheet)]);
    assert!(desk.shows("商户编号：831290058120012"), "read aloud with its label");
    desk.key(egui::Modifiers::NONE, egui::Key::Escape);
    assert_eq!(desk.harness.state().state().panel, PanelView::Steps);
}

#[test]
fn the_guard_runs_down_and_goes() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    desk.say([Message::Select(CaseId(2))]);
    assert!(desk.shows("Do not charge again before 23:52 · 2 h 11 min left"));
    desk.clock.set(at("23:50:29"));
    desk.harness.run();
    assert!(desk.shows("Do not charge again before 23:52 · 3 min left"));
    desk.clock.set(at("23:52:31"));
    desk.harness.run();
    assert!(!desk.shows("before 23:52"));
    desk.clock.set(now());
    desk.say([Message::NobodyAnswered("No answer".to_owned()), Message::SaveContact]);
    let nobody = desk.decided();
    assert!(matches!(&nobody[..], [Decision::Contacted(contact)] if !contact.answered), "{nobody:?}");
    desk.store(&nobody);
    assert!(desk.shows("before 23:52"), "nobody told anything");
    desk.say([Message::Edit(Field::Said, "Not captured".to_owned()), Message::SaveContact]);
    let mut answered = desk.decided();
    assert!(matches!(&answered[0], Decision::Contacted(contact) if contact.answered), "{answered:?}");
    answered.push(Decision::StepDone { step: Step::ContactAcquirer });
    desk.store(&answered);
    assert!(!desk.shows("before 23:52"), "it is looked up");
}

#[test]
fn a_batch_shows_its_payments_and_no_card_in_its_head() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    desk.say([Message::Select(CaseId(8))]);
    assert!(desk.shows("Batch 000123"));
    assert!(!desk.shows("621661"), "a batch has no card");
    assert!(desk.shows("Terminal Payments 7, differs") && desk.shows("Acquirer Payments 6, differs"));
    assert!(desk.shows("Terminal Sum 70.00, differs"));
    assert!(desk.shows("and 2 more"));
}

#[test]
fn both_charges_stand_below_each_other() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    desk.say([Message::Select(CaseId(9))]);
    assert!(desk.shows("This charge") && desk.shows("The first charge"));
    assert!(desk.shows("Terminal Time 19:31:47") && desk.shows("Terminal Time 19:31:00"));
    assert_eq!(desk.harness.query_all_by_label("Terminal Paid by ••1881").count(), 1, "said once");
}

#[test]
fn escape_puts_the_form_away_even_while_typing() {
    let mut desk = open(Language::English, WHOLE, panel_day());
    desk.say([Message::OpenForm(Some(Form::Note))]);
    desk.harness.get_by_label_contains("Write what the next person").focus();
    desk.harness.run();
    desk.key(egui::Modifiers::NONE, egui::Key::Escape);
    assert_eq!(desk.harness.state().state().draft(CaseId(1)).form, None);
}

#[test]
fn the_buttons_of_every_form_stay_inside_the_window() {
    for language in [Language::English, Language::Chinese] {
        for step in Step::ALL {
            let mut desk = open(language, WHOLE, panel_day());
            desk.say([Message::OpenStep(*step), Message::OpenForm(Some(Form::Wait))]);
            let cancel = if language == Language::English { "Cancel" } else { "取消" };
            let button = desk.harness.get_by_label(cancel);
            assert!(button.rect().bottom() <= WHOLE[1], "{language}, {step}: {:?}", button.rect());
            assert!(!button.accesskit_node().is_disabled());
        }
    }
}

#[test]
fn silence_is_marked_only_where_the_finding_names_it() {
    let mut data = panel_day();
    let said = [(Source::Terminal, Status::ReversalPending, "98", 3_600, "18:47:00")];
    data.cases.push(case(10, FindingKind::FailedStillOpen, "unionpay", "621661******3318", "T-01", &said));
    let mut of_last_week = case(11, FindingKind::SettledLate, "unionpay", "", "T-01", &said);
    of_last_week.case.finding.business_day = "2026-11-16".parse().unwrap();
    data.cases.push(of_last_week);
    let mut desk = open(Language::English, WHOLE, data);
    assert!(desk.shows("Till Result no sale, differs"), "the first case is about just that");
    for id in [10, 11] {
        desk.say([Message::Select(CaseId(id))]);
        assert!(desk.shows("Till Result —") && desk.shows("Acquirer Result —"), "{id}");
    }
}
