//! Small days written by hand, each a folder of reports that a cashier could read and what is to be found in them.
//!
//! `expected.txt` tells the story in plain words, then, where they matter, the clock and the zone, then one line for each
//! case, its parts set apart by two blanks: kind, amount, terminal (`-` for none), time of day, state; where it matters
//! also `also: kind`, `cause: network`, `due: 2026-11-24 09:00`. A day with nothing unfinished says `no case`. What is in
//! `later/` is imported afterwards, and `expected-later.txt` tells what is left then.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use loose_ends::domain::{CaseView, Cause, FileOutcome, FindingKind, Moment};
use loose_ends::services::{Assets, CaseQuery, Desk, ImportRequest, ShopClock, case_views, import_reports};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const CLOCK: &str = "2026-11-23 22:00";
const ZONE: &str = "Asia/Shanghai";
const NO_CASE: &str = "no case";

/// One import of a day, and what is found after it.
struct Part {
    files: Vec<PathBuf>,
    story: String,
    clock: String,
    zone: String,
    cases: BTreeSet<String>,
}

struct WrittenDay {
    name: String,
    at_close: Part,
    later: Option<Part>,
}

impl Part {
    fn read(folder: &Path, expected: &str) -> Self {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|file| is_report(file))
            .collect();
        files.sort();
        let mut part = Self {
            files,
            story: String::new(),
            clock: CLOCK.to_owned(),
            zone: ZONE.to_owned(),
            cases: BTreeSet::new(),
        };
        let path = folder.join(expected);
        let text = std::fs::read_to_string(&path).unwrap();
        let mut says_no_case = false;
        for line in text.lines() {
            if let Some(clock) = line.strip_prefix("clock: ") {
                part.clock = clock.to_owned();
            } else if let Some(zone) = line.strip_prefix("zone: ") {
                part.zone = zone.to_owned();
            } else if line == NO_CASE {
                says_no_case = true;
            } else if is_case(line) {
                assert!(part.cases.insert(line.to_owned()), "{} names a case twice: {line}", path.display());
            } else {
                part.story.push_str(line);
                part.story.push('\n');
            }
        }
        assert_eq!(says_no_case, part.cases.is_empty(), "{} lists cases or says `{NO_CASE}`", path.display());
        assert!(!part.story.trim().is_empty(), "{} tells a story", path.display());
        part
    }

    fn now(&self) -> Moment {
        let local = chrono::NaiveDateTime::parse_from_str(&self.clock, "%Y-%m-%d %H:%M").unwrap();
        self.zone.parse::<loose_ends::domain::Zone>().unwrap().moment(local).unwrap()
    }
}

fn is_report(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "csv")
}

fn is_case(line: &str) -> bool {
    line.split_once("  ").is_some_and(|(kind, _)| kind.parse::<FindingKind>().is_ok())
}

fn written_days() -> Vec<WrittenDay> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/days");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|folder| folder.unwrap().path()).collect();
    folders.sort();
    let day = |folder: &PathBuf| {
        let later = folder.join("later");
        WrittenDay {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            at_close: Part::read(folder, "expected.txt"),
            later: later.exists().then(|| Part::read(&later, "expected-later.txt")),
        }
    };
    folders.iter().map(day).collect()
}

/// A case book that lasts for one day.
struct Book {
    folder: tempfile::TempDir,
    assets: Arc<Assets>,
}

impl Book {
    fn new(assets: &Arc<Assets>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), assets: Arc::clone(assets) }
    }

    fn desk(&self, part: &Part) -> Desk {
        let clock = ShopClock::new(Some(part.now()), Some(part.zone.parse().unwrap()));
        Desk::open(&self.folder.path().join("book.sqlite"), Arc::clone(&self.assets), clock).unwrap()
    }

    /// Imports in one call and answers what is unfinished then.
    fn import(&self, day: &str, part: &Part, files: &[PathBuf]) -> Vec<CaseView> {
        let mut desk = self.desk(part);
        if !files.is_empty() {
            let request = ImportRequest {
                files: files.to_vec(),
                source: None,
                format: None,
                dry_run: false,
                operator: "cashier 07".to_owned(),
            };
            let outcome = import_reports(&mut desk, &request, &mut |_, _| ControlFlow::Continue(())).unwrap();
            for file in outcome.files {
                let FileOutcome::Read(report) = file else { panic!("{day}: not read: {file:?}") };
                assert!(report.rejected.is_empty(), "{day}: {}: {:?}", report.file, report.rejected);
                let expected = source_by_name(&report.file);
                assert_eq!(report.source.as_str(), expected, "{day}: {} is taken for another report", report.file);
            }
        }
        case_views(&desk, &CaseQuery::default()).unwrap()
    }
}

/// Whose report a file is, by its name.
fn source_by_name(file: &str) -> &'static str {
    match file.split(['.', '-']).next() {
        Some("terminal") => "terminal",
        Some("till") => "till",
        _ => "acquirer",
    }
}

/// A case in the words of `expected.txt`, with everything that may stand there.
fn in_words(view: &CaseView) -> [String; 4] {
    let finding = &view.case.finding;
    let lead = view.sources.iter().find(|line| line.entry.id == finding.lead).map(|line| &line.entry);
    let terminal = lead.map_or("", |entry| entry.terminal.as_str());
    let fixed = format!(
        "{}  {} {}  {}  {}  {}",
        finding.kind,
        finding.amount.to_plain(),
        finding.amount.currency,
        if terminal.is_empty() { "-" } else { terminal },
        finding.time.format("%H:%M"),
        view.state
    );
    let also: Vec<&str> = finding.also.iter().map(|kind| kind.as_str()).collect();
    let also = if also.is_empty() { String::new() } else { format!("  also: {}", also.join(" ")) };
    [fixed, also, format!("  cause: {}", finding.cause), format!("  due: {}", view.due.format("%Y-%m-%d %H:%M"))]
}

/// What was found, each case with as much as the written line of its kind says. Causes and due times that no line asks
/// for are left out.
fn found(views: &[CaseView], expected: &BTreeSet<String>) -> BTreeSet<String> {
    let line = |view: &CaseView| {
        let [fixed, also, cause, due] = in_words(view);
        let asks = |part: &str| expected.iter().any(|line| line.starts_with(&fixed) && line.contains(part));
        let mut words = fixed.clone() + &also;
        if asks("  cause: ") {
            words.push_str(&cause);
        }
        if asks("  due: ") {
            words.push_str(&due);
        }
        words
    };
    views.iter().map(line).collect()
}

/// Does the same with every day, on all processors.
fn for_each(days: &[WrittenDay], check: impl Fn(&WrittenDay, &Arc<Assets>) -> Option<String> + Sync) {
    let assets = Arc::new(Assets::built_in().unwrap());
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let problems: Vec<String> = std::thread::scope(|scope| {
        let share = days.len().div_ceil(workers).max(1);
        let (check, assets) = (&check, &assets);
        let threads: Vec<_> = days
            .chunks(share)
            .map(|days| scope.spawn(move || days.iter().filter_map(|day| check(day, assets)).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(problems.is_empty(), "{} days:\n{}", problems.len(), problems.join("\n"));
}

fn difference(day: &str, part: &Part, views: &[CaseView]) -> Option<String> {
    let found = found(views, &part.cases);
    (found != part.cases || views.len() != part.cases.len())
        .then(|| format!("{day}\n{}  expected {:#?}\n  found {:#?}", part.story, part.cases, found))
}

#[test]
fn every_day_is_found_as_it_is_written() {
    for_each(&written_days(), |day, assets| {
        let book = Book::new(assets);
        let views = book.import(&day.name, &day.at_close, &day.at_close.files);
        let at_close = difference(&day.name, &day.at_close, &views);
        let later = day.later.as_ref().and_then(|later| {
            let views = book.import(&day.name, later, &later.files);
            difference(&format!("{} (later)", day.name), later, &views)
        });
        at_close.or(later)
    });
}

/// Every order of `files`.
fn orders(files: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    if files.len() < 2 {
        return vec![files.to_vec()];
    }
    let mut all = Vec::new();
    for (at, first) in files.iter().enumerate() {
        let mut rest = files.to_vec();
        rest.remove(at);
        all.extend(orders(&rest).into_iter().map(|rest| [vec![first.clone()], rest].concat()));
    }
    all
}

#[test]
fn files_one_by_one_in_any_order_come_to_the_same() {
    for_each(&written_days(), |day, assets| {
        let orders = orders(&day.at_close.files);
        orders.iter().filter(|files| files.len() > 1).find_map(|files| {
            let book = Book::new(assets);
            let views =
                files.iter().map(|file| book.import(&day.name, &day.at_close, std::slice::from_ref(file))).last();
            let names: Vec<_> = files.iter().map(|file| file.file_name().unwrap().to_string_lossy()).collect();
            difference(&format!("{} ({})", day.name, names.join(", ")), &day.at_close, &views.unwrap())
        })
    });
}

/// What makes a day unlike others: kinds with their states, causes and what speaks of them, at the close and later.
fn likeness(day: &WrittenDay, assets: &Arc<Assets>) -> String {
    let book = Book::new(assets);
    let parts = [Some(&day.at_close), day.later.as_ref()];
    let of_part = |part: &Part| {
        let views = book.import(&day.name, part, &part.files);
        let kinds: BTreeSet<(FindingKind, Vec<FindingKind>, Cause, String)> = views
            .iter()
            .map(|view| {
                let finding = &view.case.finding;
                (finding.kind, finding.also.clone(), finding.cause, view.state.to_string())
            })
            .collect();
        let sources: BTreeSet<String> =
            part.files.iter().map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        // Where nothing is wrong, what might look wrong is what the story tells.
        let story = if kinds.is_empty() { part.story.as_str() } else { "" };
        format!("{kinds:?} {sources:?} {story}")
    };
    parts.into_iter().flatten().map(of_part).collect()
}

#[test]
fn the_days_are_many_and_no_two_alike() {
    let days = written_days();
    assert!(days.len() >= 64, "{} days", days.len());
    let calm = days.iter().filter(|day| day.at_close.cases.is_empty() && day.later.is_none()).count();
    assert!(calm >= 22, "{calm} days without a case");
    let kinds: BTreeSet<FindingKind> = days
        .iter()
        .flat_map(|day| [Some(&day.at_close), day.later.as_ref()])
        .flatten()
        .flat_map(|part| &part.cases)
        .filter_map(|line| line.split_once("  ")?.0.parse().ok())
        .collect();
    assert_eq!(kinds.len(), FindingKind::ALL.len(), "kinds that a day expects: {kinds:?}");
    let assets = Arc::new(Assets::built_in().unwrap());
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for day in &days {
        alike.entry(likeness(day, &assets)).or_default().push(&day.name);
    }
    alike.retain(|_, names| names.len() > 1);
    assert!(alike.is_empty(), "days that are alike: {alike:#?}");
}
