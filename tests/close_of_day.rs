//! One close of day through the real window, the real worker and a real case book, in both languages: reports go in, the
//! payments that one fault left unfinished come as a group, one case of each kind is worked to its end, a late report closes
//! another, the records are exported, the day is signed off, its summary printed, and everything is there the next morning.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use egui::accesskit::Toggled;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use loose_ends::app::{Message, Saving, State};
use loose_ends::domain::{CaseState, CaseView, FindingKind, Language, MoneyEffect, Playbook, Settings, Step};
use loose_ends::services::{Assets, Desk, ShopClock, save_settings};
use loose_ends::ui::Window;
use loose_ends::worker;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// How long the worker may take for anything; far more than it needs.
const PATIENCE: Duration = Duration::from_secs(30);

const NOW: &str = "2026-11-23T22:00:00+08:00";

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The texts of one language, read from their files: what a person would look for on the screen.
struct Words(String);

impl Words {
    fn in_language(language: Language) -> Self {
        let read = |file: &str| std::fs::read_to_string(project(&format!("assets/i18n/{language}/{file}"))).unwrap();
        Self(read("loose_ends.ftl") + &read("playbooks.ftl"))
    }

    fn get(&self, key: &str) -> String {
        let start = format!("{key} = ");
        let line = self.0.lines().find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_else(|| panic!("no text {key}")).to_owned()
    }
}

struct Till {
    harness: Harness<'static, Window>,
    messages: Sender<Message>,
    words: Words,
}

impl Till {
    fn open(book: &Path, language: Language) -> Self {
        let clock = ShopClock::new(Some(NOW.parse().unwrap()), Some("Asia/Shanghai".parse().unwrap()));
        let mut desk = Desk::open(book, Arc::new(Assets::built_in().unwrap()), clock).unwrap();
        let settings =
            Settings { operators: vec!["07 Chen".to_owned()], language: Some(language), ..Settings::default() };
        let settings = save_settings(&mut desk, &settings, "07 Chen").unwrap();
        let playbooks = desk.assets().playbooks.values().cloned().collect();
        let (messages, inbox) = channel();
        let outbox = messages.clone();
        let harness = Harness::builder().with_size([1366.0, 768.0]).with_max_steps(32).build_eframe(move |context| {
            let repaint = context.egui_ctx.clone();
            let effects = worker::spawn(desk, outbox, Arc::new(move || repaint.request_repaint())).unwrap();
            let state = State::new(playbooks, settings, language, clock.now());
            Window::new(context, state, effects, inbox, Box::new(move || clock.now()))
        });
        let mut till = Self { harness, messages, words: Words::in_language(language) };
        till.wait_until("the book is open", |state| state.day.is_some());
        till
    }

    /// Draws until the worker has answered.
    fn wait_until(&mut self, what: &str, is_so: impl Fn(&State) -> bool) {
        let begun = Instant::now();
        while !is_so(self.harness.state().state()) {
            assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}: {}", self.situation());
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }

    /// What the window says and where it stands, for the message of a failure.
    fn situation(&self) -> String {
        let state = self.harness.state().state();
        let case = state.selected_case().map(|view| (view.case.finding.kind, view.step, &view.case.work.checked));
        format!("{case:?} {:?} {:?}", state.notices, state.pending)
    }

    fn press(&mut self, name: &str) {
        assert!(self.harness.query_all_by_label(name).next().is_some(), "no {name:?}: {}", self.situation());
        self.harness.get_by_label(name).scroll_to_me();
        self.harness.run();
        self.harness.get_by_label(name).click();
        self.harness.run();
    }

    fn press_text(&mut self, key: &str) {
        let name = self.words.get(key);
        self.press(&name);
    }

    /// How many decisions the history of the selected case holds.
    fn history(state: &State) -> usize {
        state.selected_case().map_or(0, |view| view.case.history.len())
    }

    /// Presses something that saves, and waits until it is stored.
    fn save(&mut self, key: &str) {
        let before = Self::history(self.harness.state().state());
        self.press_text(key);
        // The ticks before it may be answered later than it is pressed.
        self.wait_until(key, |state| state.pending.is_empty() && Self::history(state) > before);
    }

    fn import(&mut self) {
        let files = ["terminal.csv", "acquirer.csv", "till.csv"].map(|name| project("assets/sample-day").join(name));
        self.messages.send(Message::FilesDropped(files.to_vec())).unwrap();
        self.wait_until("the reports are imported", |state| {
            state.import.is_none() && state.day.as_ref().is_some_and(|day| day.cases.len() == 19)
        });
    }

    /// Opens the row of the payments that one fault left unfinished.
    fn open_the_group(&mut self) {
        let rows = |state: &State| state.list().rows.len();
        let folded = rows(self.harness.state().state());
        let group =
            self.harness.get_all_by_label_contains("18:20–18:26").find_map(|node| node.accesskit_node().label());
        let name = group.expect("six payments of one cause are one row");
        self.press(&name);
        self.wait_until("the group is open", |state| rows(state) == folded + 6);
    }

    /// Walks one case through its four steps, by what its playbook asks.
    fn work_through(&mut self, kind: FindingKind) {
        let state = self.harness.state().state();
        let day = state.day.as_ref().unwrap();
        let open = |view: &&CaseView| view.case.finding.kind == kind && view.state != CaseState::Closed;
        let view = day.cases.iter().find(open).unwrap_or_else(|| panic!("no open case {kind}")).clone();
        let playbook = state.playbook(kind).unwrap().clone();
        self.messages.send(Message::Select(view.case.id)).unwrap();
        self.wait_until("it is selected", |state| state.selected() == Some(view.case.id));
        self.tick_all(&playbook, Step::VerifyDetails);
        self.save("window-step-done");
        self.tick_all(&playbook, Step::ContactAcquirer);
        self.press_text("window-said-captured");
        self.save("window-save-contact");
        self.choose(&playbook, &view);
        let outcomes = &playbook.action(&view.suggested).unwrap().outcomes;
        let costs_nothing = |id: &&String| playbook.outcome(id).unwrap().money == MoneyEffect::None;
        let outcome = outcomes.iter().find(costs_nothing).unwrap().clone();
        self.press_text(&format!("outcome-{outcome}"));
        self.press_text("window-why-acquirer-confirmed");
        self.save("window-close-case");
        let selected = self.harness.state().state().selected_case().unwrap();
        assert_eq!(selected.state, CaseState::Closed, "{kind}");
        assert_eq!(selected.case.work.outcome.as_ref().unwrap().1.outcome, outcome, "{kind}");
    }

    fn tick_all(&mut self, playbook: &Playbook, step: Step) {
        for check in playbook.checks_of(step).filter(|check| !check.optional) {
            self.press_text(&format!("check-{}", check.id));
        }
    }

    /// Chooses what the reports suggest: the customer agrees first where money moves, the never-rules are understood.
    fn choose(&mut self, playbook: &Playbook, view: &CaseView) {
        let action = playbook.action(&view.suggested).unwrap();
        let name = self.words.get(&format!("action-{}", action.id));
        self.press(&name);
        self.wait_until("the action is thought about", |state| {
            state.selected().is_some_and(|id| state.draft(id).action.as_ref() == Some(&action.id))
        });
        if action.needs_agreement {
            self.save("window-agrees-in-person");
        }
        let understand = self.words.get("window-i-understand");
        for _ in &action.acknowledge {
            self.first_open_box(&understand).scroll_to_me();
            self.harness.run();
            self.first_open_box(&understand).click();
            self.harness.run();
        }
        self.save("window-choose-action");
    }

    fn first_open_box<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        let mut boxes = self.harness.get_all_by_label(name);
        let open = boxes.find(|node| node.accesskit_node().toggled() != Some(Toggled::True));
        open.unwrap_or_else(|| panic!("no open box {name:?}: {}", self.situation()))
    }

    /// The acquirer's file of the next day comes while the shop is still open.
    fn late_report(&mut self) {
        let file = project("tests/late_report/acquirer-2026-11-24.csv");
        self.messages.send(Message::FilesDropped(vec![file])).unwrap();
        let refund = |state: &State| {
            let cases = &state.day.as_ref().unwrap().cases;
            cases.iter().find(|view| view.case.finding.kind == FindingKind::RefundNotSeen).map(|view| view.state)
        };
        self.wait_until("the refund is seen", |state| refund(state) == Some(CaseState::Closed));
        let state = self.harness.state().state();
        assert_eq!(state.last_import.as_ref().unwrap().cases.closed, 1);
    }

    /// Nothing that is left is due before tomorrow, so no reason is asked for.
    fn sign_off(&mut self) {
        self.press_text("window-sign-off");
        let now = self.words.get("window-sign-off-now").replace("{ $operator }", "07 Chen");
        self.press(&now);
        let signed = |state: &State| state.day_close.as_ref().is_some_and(|close| close.last().is_some());
        self.wait_until("the day is signed", signed);
    }
}

fn close_a_day(language: Language) {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.sqlite");
    let mut till = Till::open(&book, language);
    till.import();
    till.open_the_group();
    for kind in FindingKind::ALL.iter().filter(|kind| **kind != FindingKind::RefundNotSeen) {
        till.work_through(*kind);
    }
    assert_eq!(till.harness.state().state().last_save.as_ref().unwrap().operator, "07 Chen");
    till.late_report();

    let csv = folder.path().join("cases.csv");
    till.messages.send(Message::SaveAsChosen { what: Saving::CaseRecords, to: csv.clone() }).unwrap();
    till.wait_until("the records are written", |_| csv.exists());
    let records = std::fs::read_to_string(&csv).unwrap();
    assert!(records.starts_with('\u{feff}'));
    assert!(records.contains(&till.words.get("outcome-sale-rung-up")), "{records}");

    till.sign_off();
    let pdf = folder.path().join("summary.pdf");
    till.messages.send(Message::SaveAsChosen { what: Saving::Summary, to: pdf.clone() }).unwrap();
    till.wait_until("the summary is written", |_| pdf.exists());
    let text = Command::new("pdftotext").args(["-layout", pdf.to_str().unwrap(), "-"]).output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let signed = till.words.get("summary-signed");
    for part in [&signed, "07 Chen", &till.words.get("finding-batch-not-settled")] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    drop(till);

    // The next morning everything is as it was left.
    let till = Till::open(&book, language);
    let day = till.harness.state().state().day.as_ref().unwrap();
    let sale = day.cases.iter().find(|view| view.case.finding.kind == FindingKind::ChargedNoSale).unwrap();
    assert_eq!(sale.state, CaseState::Closed);
    assert!(!sale.case.work.contacts.is_empty());
    assert!(sale.case.history.iter().all(|recorded| recorded.author.operator == "07 Chen"));
}

#[test]
fn a_day_is_closed_in_english() {
    close_a_day(Language::English);
}

#[test]
fn a_day_is_closed_in_chinese() {
    close_a_day(Language::Chinese);
}
