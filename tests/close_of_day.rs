//! One close of day through the real window, the real worker and a real case book, in both languages: reports go in, an
//! unfinished payment comes out, it is worked to its end, exported, and shown again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use loose_ends::app::{Message, Saving, State};
use loose_ends::domain::{CaseState, FindingKind, Language, Settings};
use loose_ends::services::{Assets, Desk, ShopClock, save_settings};
use loose_ends::ui::Window;
use loose_ends::worker;
use std::path::{Path, PathBuf};
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
            assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }

    fn press(&mut self, name: &str) {
        self.harness.get_by_label(name).scroll_to_me();
        self.harness.run();
        self.harness.get_by_label(name).click();
        self.harness.run();
    }

    fn press_text(&mut self, key: &str) {
        let name = self.words.get(key);
        self.press(&name);
    }

    fn tick(&mut self, checks: &[&str]) {
        for check in checks {
            self.press_text(&format!("check-{check}"));
        }
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
            state.import.is_none() && state.day.as_ref().is_some_and(|day| day.cases.len() == 13)
        });
    }

    fn work_the_charged_sale(&mut self) {
        self.press(&self.row("¥268.00"));
        let kind = |state: &State| state.selected_case().map(|view| view.case.finding.kind);
        assert_eq!(kind(self.harness.state().state()), Some(FindingKind::ChargedNoSale));
        self.tick(&["compare-sources", "reprint-slip", "find-till-sale"]);
        self.save("window-step-done");
        self.tick(&["copy-call-sheet", "ask-captured"]);
        self.press_text("window-said-captured");
        self.save("window-save-contact");
        self.press_text("action-ring-up-without-charging");
        self.press_text("window-i-understand");
        self.save("window-choose-action");
        self.press_text("outcome-sale-rung-up");
        self.press_text("window-why-acquirer-confirmed");
        self.save("window-close-case");
    }

    /// The full name of the row that shows this amount.
    fn row(&self, amount: &str) -> String {
        let found = self.harness.get_all_by_label_contains(amount).find_map(|node| {
            let name = node.accesskit_node().label()?;
            name.contains(':').then_some(name)
        });
        found.unwrap_or_else(|| panic!("no row with {amount}"))
    }
}

fn close_a_day(language: Language) {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book.sqlite");
    let mut till = Till::open(&book, language);
    till.import();
    till.work_the_charged_sale();
    let closed = |state: &State| state.selected_case().is_some_and(|view| view.state == CaseState::Closed);
    assert!(closed(till.harness.state().state()));
    assert_eq!(till.harness.state().state().last_save.as_ref().unwrap().operator, "07 Chen");

    let csv = folder.path().join("cases.csv");
    till.messages.send(Message::SaveAsChosen { what: Saving::CaseRecords, to: csv.clone() }).unwrap();
    till.wait_until("the records are written", |_| csv.exists());
    let records = std::fs::read_to_string(&csv).unwrap();
    assert!(records.starts_with('\u{feff}'));
    assert!(records.contains(&till.words.get("outcome-sale-rung-up")), "{records}");
    drop(till);

    // The next morning everything is as it was left.
    let till = Till::open(&book, language);
    let day = till.harness.state().state().day.as_ref().unwrap();
    let sale = day.cases.iter().find(|view| view.case.finding.kind == FindingKind::ChargedNoSale).unwrap();
    assert_eq!(sale.state, CaseState::Closed);
    assert_eq!(sale.case.work.contacts.len(), 1);
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
