//! A report whose layout no format knows, through the real window, the real worker and a real case book, in both languages:
//! dropped, looked at, changed, imported; the next one of its kind is read without a question.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use loose_ends::app::{Message, State};
use loose_ends::domain::{FileOutcome, ImportOutcome, Language, Meaning, ReadAs, ReportSummary, Settings, Source};
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

/// Headings that nobody has told the program of, four lines above them, a bad amount, a word that is not known.
const REPORT: &str = "\
梧桐里便利店\n\
打印人 王\n\
\n\
明细\n\
入账日,发生时刻,机具,检索号,发生额(元),目前情况,服务费,说明栏\n\
20261123,201411,31842077,318420771902,268.00,成功,1.61,一店\n\
20261123,195203,31842077,318420771903,88.00,成功,0.53,一店\n\
20261123,184500,31842078,318420771904,8O.00,成功,0.48,一店\n\
20261123,173011,31842077,318420771905,15.50,处理中,0.09,一店\n\
20261123,162045,31842078,318420771906,42.00,已冲正,0.25,二店\n\
20261123,151230,31842077,318420771907,9.90,挂起,0.06,二店\n";

struct Till {
    harness: Harness<'static, Window>,
    messages: Sender<Message>,
    folder: tempfile::TempDir,
}

impl Till {
    fn open(language: Language) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = ShopClock::new(Some(NOW.parse().unwrap()), Some("Asia/Shanghai".parse().unwrap()));
        let assets = Assets::built_in().unwrap().with_own_formats(folder.path().join("formats")).unwrap();
        let mut desk = Desk::open(&folder.path().join("book.sqlite"), Arc::new(assets), clock).unwrap();
        let settings = Settings { operators: vec!["07 Chen".to_owned()], ..Settings::default() };
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
        let mut till = Self { harness, messages, folder };
        till.wait_until("the book is open", |state| state.day.is_some());
        till
    }

    fn state(&self) -> &State {
        self.harness.state().state()
    }

    fn wait_until(&mut self, what: &str, is_so: impl Fn(&State) -> bool) {
        let begun = Instant::now();
        while !is_so(self.state()) {
            let state = self.state();
            let situation = format!("{:?} {:?} {:?}", state.notices, state.last_import, state.layouts);
            assert!(begun.elapsed() < PATIENCE, "waited in vain until {what}: {situation}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.harness.run();
    }

    fn press(&mut self, name: &str) {
        assert!(self.harness.query_all_by_label(name).next().is_some(), "no {name:?}");
        self.harness.get_by_label(name).scroll_to_me();
        self.harness.run();
        self.harness.get_by_label(name).click();
        self.harness.run();
    }

    fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        let (bytes, ..) = encoding_rs::GB18030.encode(text);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn drop_files(&mut self, files: Vec<PathBuf>) {
        self.messages.send(Message::FilesDropped(files)).unwrap();
        self.harness.step();
        self.wait_until("the import is over", |state| state.import.is_none());
    }

    fn say(&mut self, message: Message) {
        self.messages.send(message).unwrap();
        self.harness.step();
    }

    fn proposal_is_here(&mut self) {
        self.wait_until("the layout is on screen", |state| {
            state.layouts.open.as_ref().is_some_and(|open| !open.is_reading())
        });
    }
}

fn summary_of(outcome: &ImportOutcome, at: usize) -> &ReportSummary {
    match &outcome.files[at] {
        FileOutcome::Read(summary) => summary,
        FileOutcome::NotRead { problem, .. } => panic!("not read: {problem:?}"),
    }
}

fn sample_till() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample-day/till.csv")
}

/// What is read and pressed on the way.
struct Words {
    language: Language,
    facts: [&'static str; 4],
    ignored: &'static str,
    shop: &'static str,
    show_row: &'static str,
    import: &'static str,
}

const WORDS: [Words; 2] = [
    Words {
        language: Language::English,
        facts: ["New kind of report: outlet_20261123.csv", "GB18030", "4 lines above the headings skipped", "6 rows"],
        ignored: "Meaning of “说明栏”: Ignore",
        shop: "Shop",
        show_row: "Show row",
        import: "Import 5 rows",
    },
    Words {
        language: Language::Chinese,
        facts: ["新的报表格式：outlet_20261123.csv", "GB18030", "已略过表头上方 4 行", "6 行"],
        ignored: "“说明栏”的含义: 忽略",
        shop: "门店",
        show_row: "显示该行",
        import: "导入 5 行",
    },
];

#[test]
fn a_new_layout_is_looked_at_changed_imported_and_known_the_next_time() {
    for words in &WORDS {
        let mut till = Till::open(words.language);
        let file = till.write("outlet_20261123.csv", REPORT);
        till.drop_files(vec![file, sample_till()]);
        till.proposal_is_here();
        for fact in words.facts {
            assert!(till.shows(fact), "{fact}");
        }
        let open = till.state().layouts.open.as_ref().unwrap();
        let proposal = open.proposal.as_ref().unwrap();
        let proposed = [
            Meaning::Date,
            Meaning::Clock,
            Meaning::Terminal,
            Meaning::Rrn,
            Meaning::Amount,
            Meaning::Status,
            Meaning::Fee,
            Meaning::Ignore,
        ];
        assert_eq!(proposal.mapping.meanings, proposed);
        assert_eq!((proposal.readable, proposal.rejected, proposal.columns[4].readable), (5, 1, 5));
        assert_eq!(proposal.faults[0].fault.line, 8);
        // The report that was dropped beside it is imported, and nothing of this one.
        let outcome = till.state().last_import.as_ref().unwrap();
        assert_eq!(summary_of(outcome, 1).source, Source::Till);

        till.press(words.show_row);
        assert!(till.shows("318420771904"));
        till.press(words.ignored);
        till.press(words.shop);
        till.proposal_is_here();
        let proposal = till.state().layouts.open.as_ref().unwrap().proposal.as_ref().unwrap();
        assert_eq!(proposal.columns[7].reads_as[0], ReadAs::Text("一店".to_owned()));

        till.press(words.import);
        till.wait_until("it is imported", |state| state.import.is_none() && state.layouts.open.is_none());
        let outcome = till.state().last_import.as_ref().unwrap();
        let summary = summary_of(outcome, 0);
        assert_eq!((summary.accepted, summary.rejected.len()), (5, 1));
        assert_eq!(summary.statuses.values().sum::<u64>(), 5);
        let first = summary.format.clone();
        assert_eq!(first, "my-outlet");
        till.wait_until("the layout is listed", |state| state.layouts.profiles.len() == 1);

        let next =
            till.write("outlet_20261124.csv", &REPORT.replace("8O.00", "80.00").replace("31842077190", "31842077200"));
        till.drop_files(vec![next]);
        let state = till.state();
        let summary = summary_of(state.last_import.as_ref().unwrap(), 0);
        assert_eq!((summary.format.as_str(), summary.accepted), (first.as_str(), 6));
        assert!(state.layouts.open.is_none() && state.layouts.waiting.is_empty());
    }
}

#[test]
fn several_new_layouts_come_one_after_the_other_and_may_be_put_away() {
    let mut till = Till::open(Language::English);
    let first = till.write("a.csv", REPORT);
    let second = till.write("b.csv", &REPORT.replace("入账日", "入账日子"));
    let picture = till.folder.path().join("c.png");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n").unwrap();
    till.drop_files(vec![first, second, picture]);
    till.proposal_is_here();
    assert!(till.shows("New kind of report: a.csv"));
    till.press("Cancel");
    till.proposal_is_here();
    assert!(till.shows("New kind of report: b.csv"));
    till.press("Cancel");
    assert!(till.state().layouts.open.is_none());
    assert!(till.state().layouts.profiles.is_empty());
    assert!(till.state().imports.data.as_ref().is_none_or(|data| data.reports.is_empty()));
}

#[test]
fn a_layout_is_exported_removed_and_taken_in_again() {
    let mut till = Till::open(Language::English);
    let file = till.write("outlet.csv", REPORT);
    till.drop_files(vec![file.clone()]);
    till.proposal_is_here();
    till.press("Import 5 rows");
    till.wait_until("it is listed", |state| state.layouts.profiles.len() == 1);
    let copy = till.folder.path().join("copy.toml");
    till.say(Message::ExportProfile("my-outlet".to_owned()));
    till.say(Message::SaveAsChosen { what: loose_ends::app::Saving::Profile, to: copy.clone() });
    till.wait_until("it is written", |state| !state.notices.is_empty());
    assert!(std::fs::read_to_string(&copy).unwrap().contains("发生额"));
    till.press("Remove outlet");
    till.press("Remove for good");
    till.wait_until("it is gone", |state| state.layouts.profiles.is_empty());
    till.say(Message::FilesDropped(vec![copy]));
    till.wait_until("it is back", |state| state.layouts.profiles.len() == 1);
    // What an own layout cannot use stays listed with what is wrong.
    let broken = till.folder.path().join("formats/broken.toml");
    std::fs::write(broken, "id = ").unwrap();
    let again = till.folder.path().join("copy.toml");
    till.say(Message::FilesDropped(vec![again]));
    till.wait_until("both are listed", |state| state.layouts.profiles.len() == 2);
    assert!(till.shows("Its file can’t be used"));
    // A layout is changed by one of its files.
    till.say(Message::NewLayout { profile: Some("my-outlet".to_owned()) });
    till.say(Message::FilesChosen(vec![file]));
    till.proposal_is_here();
    let open = till.state().layouts.open.as_ref().unwrap();
    let mapping = open.mapping().unwrap();
    assert_eq!((mapping.id.as_deref(), mapping.name.as_str()), (Some("my-outlet"), "outlet"));
    assert_eq!(mapping.meanings[4], Meaning::Amount);
}

#[test]
fn what_appears_in_the_watched_folder_is_imported_once_and_what_is_unknown_is_offered() {
    let mut till = Till::open(Language::English);
    let inbox = till.folder.path().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    let settings = Settings { watched_folder: inbox.display().to_string(), ..till.state().settings.clone() };
    till.say(Message::EditSettings(loose_ends::app::SettingsEdit::Text(
        loose_ends::app::SettingsField::WatchedFolder,
        settings.watched_folder,
    )));
    till.say(Message::SaveSettings);
    std::fs::copy(sample_till(), inbox.join("till.csv")).unwrap();
    till.wait_until("it is imported", |state| state.last_import.is_some());
    assert_eq!(summary_of(till.state().last_import.as_ref().unwrap(), 0).source, Source::Till);
    till.say(Message::DismissImport);
    let unknown = till.write("inbox/outlet.csv", REPORT);
    std::fs::copy(sample_till(), inbox.join("the same again.csv")).unwrap();
    till.wait_until("it is offered", |state| !state.layouts.waiting.is_empty());
    assert_eq!(till.state().layouts.waiting, [unknown]);
    assert!(till.state().layouts.open.is_none(), "nobody is disturbed at work");
    let read = till.state().last_import.as_ref().unwrap();
    assert!(!read.files.iter().any(|file| matches!(file, FileOutcome::Read(_))), "never twice: {read:?}");
    till.press("Imports");
    till.press("Say what the columns of outlet.csv mean");
    till.proposal_is_here();
    assert!(till.shows("New kind of report: outlet.csv"));
}
