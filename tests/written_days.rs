//! Small days written by hand under `days/`, each a folder of reports that a cashier could read and what is to be found.
//!
//! `expected.txt` tells the story in plain words, then, where they matter, `clock:`, `zone:` and the number of rows
//! `rejected:`, then one line for each case: kind, amount, currency, terminal (`-` for none), time of day, state; where it
//! matters also `also: kind`, `cause: network`, `due: 2026-11-24 09:00`. A day with nothing unfinished says `no case`. What
//! is in `later/` is imported afterwards, and `expected-later.txt` tells what is left then. Settings that a day needs
//! stand in its `settings.toml`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use chrono::NaiveDateTime;
use loose_ends::domain::{
    CaseState, CaseView, Cause, FileOutcome, FindingKind, Moment, ReportSummary, Settings, Source, Zone,
};
use loose_ends::services::{
    Assets, CaseQuery, Desk, ImportRequest, ShopClock, StateQuery, case_views, import_reports, save_settings,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// One line of `expected.txt`: a case as a cashier would note it down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Noted {
    kind: FindingKind,
    /// Decimal, as the reports write it.
    amount: String,
    currency: String,
    /// `-` where no report names it.
    terminal: String,
    /// `HH:MM` of the payment.
    time: String,
    state: CaseState,
    also: BTreeSet<FindingKind>,
    /// Compared where the day says it.
    cause: Option<Cause>,
    /// `YYYY-MM-DD HH:MM`; compared where the day says it.
    due: Option<String>,
}

impl Noted {
    fn read(line: &str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [kind, amount, currency, terminal, time, state, rest @ ..] = words.as_slice() else {
            panic!("not a case: {line}")
        };
        let mut noted = Self {
            kind: kind.parse().unwrap(),
            amount: (*amount).to_owned(),
            currency: (*currency).to_owned(),
            terminal: (*terminal).to_owned(),
            time: (*time).to_owned(),
            state: state.parse().unwrap(),
            also: BTreeSet::new(),
            cause: None,
            due: None,
        };
        let starts = (0..rest.len()).filter(|&at| rest[at].ends_with(':') && at + 1 < rest.len());
        let starts: Vec<usize> = starts.collect();
        assert_eq!(rest.is_empty(), starts.is_empty(), "what is that? {line}");
        for (number, &start) in starts.iter().enumerate() {
            let values = &rest[start + 1..starts.get(number + 1).copied().unwrap_or(rest.len())];
            match rest[start] {
                "also:" => noted.also.extend(values.iter().map(|kind| kind.parse::<FindingKind>().unwrap())),
                "cause:" => noted.cause = Some(values.concat().parse().unwrap()),
                "due:" => noted.due = Some(values.join(" ")),
                word => panic!("'{word}' in: {line}"),
            }
        }
        noted
    }

    fn of(view: &CaseView) -> Self {
        let finding = &view.case.finding;
        let terminal = view.lead().map(|lead| lead.terminal.to_string()).unwrap_or_default();
        Self {
            kind: finding.kind,
            amount: finding.amount.to_plain(),
            currency: finding.amount.currency.code().to_owned(),
            terminal: if terminal.is_empty() { "-".to_owned() } else { terminal },
            time: finding.time.format("%H:%M").to_string(),
            state: view.state,
            also: finding.also.iter().copied().collect(),
            cause: Some(finding.cause),
            due: Some(view.due.format("%Y-%m-%d %H:%M").to_string()),
        }
    }

    /// What is the same in whatever order the reports came.
    fn without_cause_and_due(&self) -> Self {
        Self { cause: None, due: None, ..self.clone() }
    }
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, amount, currency, terminal, time, state, .. } = self;
        write!(f, "{kind}  {amount} {currency}  {terminal}  {time}  {state}")?;
        self.also.iter().try_for_each(|kind| write!(f, "  also: {kind}"))?;
        self.cause.iter().try_for_each(|cause| write!(f, "  cause: {cause}"))?;
        self.due.iter().try_for_each(|due| write!(f, "  due: {due}"))
    }
}

/// Reports that came together, and what is to be found when they are in.
struct Delivery {
    story: String,
    clock: Moment,
    /// By name.
    files: Vec<PathBuf>,
    expected: Vec<Noted>,
    /// Rows that cannot be used: none unless the day is about that.
    rejected: usize,
}

impl Delivery {
    fn read(folder: &Path, list: &str, zone: &mut Zone) -> Self {
        let text = std::fs::read_to_string(folder.join(list))
            .unwrap_or_else(|error| panic!("{}: {error}", folder.join(list).display()));
        let (mut story, mut expected) = (Vec::new(), Vec::new());
        let (mut clock, mut rejected, mut says_no_case) = ("2026-11-23 22:00".to_owned(), 0, false);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let is_case = line.split_whitespace().next().is_some_and(|word| word.parse::<FindingKind>().is_ok());
            match line.split_once(": ") {
                _ if is_case => expected.push(Noted::read(line)),
                _ if line == "no case" => says_no_case = true,
                Some(("clock", value)) => value.trim().clone_into(&mut clock),
                Some(("zone", value)) => *zone = value.trim().parse().unwrap(),
                Some(("rejected", value)) => rejected = value.trim().parse().unwrap(),
                _ => story.push(line),
            }
        }
        assert!(!story.is_empty(), "{} tells no story", folder.display());
        assert_eq!(says_no_case, expected.is_empty(), "{} says which cases, or that there is none", folder.display());
        expected.sort();
        let clock = NaiveDateTime::parse_from_str(&clock, "%Y-%m-%d %H:%M").unwrap();
        Self { story: story.join("\n"), clock: zone.moment(clock).unwrap(), files: reports(folder), expected, rejected }
    }

    /// What is to be found unfinished, whatever the reports' order may change left out.
    fn unfinished(&self) -> Vec<Noted> {
        let unfinished = self.expected.iter().filter(|case| case.state != CaseState::Closed);
        unfinished.map(Noted::without_cause_and_due).collect()
    }
}

/// One folder under `days/`.
struct Day {
    name: String,
    zone: Zone,
    settings: Option<Settings>,
    first: Delivery,
    /// Reports that came later, where there are any.
    later: Option<Delivery>,
}

impl Day {
    fn read(folder: &Path) -> Self {
        let mut zone: Zone = "Asia/Shanghai".parse().unwrap();
        let first = Delivery::read(folder, "expected.txt", &mut zone);
        let later = folder.join("later");
        let settings = std::fs::read_to_string(folder.join("settings.toml")).ok();
        Self {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            settings: settings.map(|text| toml::from_str(&text).unwrap()),
            later: later.is_dir().then(|| Delivery::read(&later, "expected-later.txt", &mut zone)),
            first,
            zone,
        }
    }

    fn deliveries(&self) -> impl Iterator<Item = &Delivery> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// Whether nothing is ever to be found.
    fn is_quiet(&self) -> bool {
        self.deliveries().all(|delivery| delivery.expected.is_empty())
    }
}

/// The report files of a folder, by name.
fn reports(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    files.sort();
    assert!(!files.is_empty(), "{} has no report", folder.display());
    files
}

fn days() -> Vec<Day> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/days");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.iter().map(|folder| Day::read(folder)).collect()
}

fn assets() -> Arc<Assets> {
    static ASSETS: OnceLock<Arc<Assets>> = OnceLock::new();
    Arc::clone(ASSETS.get_or_init(|| Arc::new(Assets::built_in().unwrap())))
}

/// A shop with a case book of its own.
struct Shop<'a> {
    folder: tempfile::TempDir,
    day: &'a Day,
}

impl<'a> Shop<'a> {
    fn open(day: &'a Day) -> Self {
        let shop = Self { folder: tempfile::tempdir().unwrap(), day };
        if let Some(settings) = &day.settings {
            save_settings(&mut shop.desk(day.first.clock), settings, "07").unwrap();
        }
        shop
    }

    /// The case book, by a clock that shows `now`.
    fn desk(&self, now: Moment) -> Desk {
        let clock = ShopClock::new(Some(now), Some(self.day.zone));
        Desk::open(&self.folder.path().join("book.sqlite"), assets(), clock).unwrap()
    }

    /// Imports files in one go.
    fn import(&self, now: Moment, files: &[PathBuf]) -> Vec<ReportSummary> {
        let request =
            ImportRequest { files: files.to_vec(), source: None, format: None, dry_run: false, operator: "07".into() };
        let outcome = import_reports(&mut self.desk(now), &request, &mut |_, _| ControlFlow::Continue(())).unwrap();
        let read = |file| match file {
            FileOutcome::Read(summary) => summary,
            FileOutcome::NotRead { file, problem } => panic!("{}: {file} is not read: {problem:?}", self.day.name),
        };
        outcome.files.into_iter().map(read).collect()
    }

    /// Cases at `now`, in the order of [`Noted`].
    fn cases(&self, now: Moment, state: StateQuery) -> Vec<Noted> {
        let views = case_views(&self.desk(now), &CaseQuery { state, ..CaseQuery::default() }).unwrap();
        let mut cases: Vec<Noted> = views.iter().map(Noted::of).collect();
        cases.sort();
        cases
    }

    /// Unfinished cases at `now`, whatever the reports' order may change left out.
    fn unfinished(&self, now: Moment) -> Vec<Noted> {
        self.cases(now, StateQuery::Unfinished).iter().map(Noted::without_cause_and_due).collect()
    }
}

/// What was found against what was expected; none where they agree.
fn difference(day: &Day, delivery: &Delivery, found: &[Noted]) -> Option<String> {
    let speaks_of_closed = delivery.expected.iter().any(|case| case.state == CaseState::Closed);
    let is_asked = |case: &&Noted| speaks_of_closed || case.state != CaseState::Closed;
    let found: Vec<&Noted> = found.iter().filter(is_asked).collect();
    let agrees = |(expected, found): (&Noted, &&Noted)| {
        expected.without_cause_and_due() == found.without_cause_and_due()
            && (expected.cause.is_none() || expected.cause == found.cause)
            && (expected.due.is_none() || expected.due == found.due)
    };
    if found.len() == delivery.expected.len() && delivery.expected.iter().zip(&found).all(agrees) {
        return None;
    }
    let (expected, found) = (in_lines(&delivery.expected), in_lines(found));
    Some(format!("{}\n{}\n  expected\n    {expected}\n  found\n    {found}", day.name, delivery.story))
}

fn in_lines<'a>(cases: impl IntoIterator<Item = &'a Noted>) -> String {
    let cases: Vec<String> = cases.into_iter().map(Noted::to_string).collect();
    if cases.is_empty() { "no case".to_owned() } else { cases.join("\n    ") }
}

/// Asks the same of every day, on all processors, and fails with everything that was answered.
fn ask_each(days: &[Day], ask: impl Fn(&Day) -> Vec<String> + Sync) {
    let differences = of_each(days, ask).concat();
    assert!(differences.is_empty(), "{} differences:\n\n{}", differences.len(), differences.join("\n\n"));
}

fn of_each<T: Send>(days: &[Day], work: impl Fn(&Day) -> T + Sync) -> Vec<T> {
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = days.len().div_ceil(workers).max(1);
    let work = &work;
    std::thread::scope(|scope| {
        let of_share = move |days: &[Day]| days.iter().map(work).collect::<Vec<T>>();
        let threads: Vec<_> = days.chunks(share).map(|days| scope.spawn(move || of_share(days))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn every_written_day_comes_out_as_it_is_told() {
    ask_each(&days(), |day| {
        let shop = Shop::open(day);
        let deliveries = day.deliveries().filter_map(|delivery| {
            shop.import(delivery.clock, &delivery.files);
            difference(day, delivery, &shop.cases(delivery.clock, StateQuery::All))
        });
        deliveries.collect()
    });
}

/// A file is named after whose report it is: `acquirer-2.csv`; the acquirer's may also be `wechat.csv`.
#[test]
fn every_report_is_taken_for_what_it_is_and_no_row_is_lost() {
    ask_each(&days(), |day| {
        let shop = Shop::open(day);
        let mut differences = Vec::new();
        for delivery in day.deliveries() {
            let read = shop.import(delivery.clock, &delivery.files);
            for summary in &read {
                let name = summary.file.split(['-', '.']).next().unwrap();
                let source = if name == "wechat" { Source::Acquirer } else { name.parse().unwrap() };
                if summary.source != source || summary.accepted + summary.duplicates == 0 && summary.skipped.is_empty()
                {
                    differences.push(format!("{}: {} is read as {summary:?}", day.name, summary.file));
                }
            }
            let rejected: Vec<_> = read.iter().flat_map(|summary| &summary.rejected).collect();
            if rejected.len() != delivery.rejected {
                differences.push(format!("{}: {rejected:?}", day.name));
            }
        }
        differences
    });
}

#[test]
fn files_one_by_one_in_any_order_come_to_the_same() {
    ask_each(&days(), |day| orders(&day.first.files).iter().flat_map(|order| one_by_one(day, order)).collect());
}

/// What differs when the files come one by one, those that come later from the last to the first.
fn one_by_one(day: &Day, order: &[PathBuf]) -> Vec<String> {
    let shop = Shop::open(day);
    let mut differences = Vec::new();
    for (delivery, files) in day.deliveries().zip([order.to_vec(), later_from_the_last(day)]) {
        for file in &files {
            shop.import(delivery.clock, std::slice::from_ref(file));
        }
        let found = shop.unfinished(delivery.clock);
        if found != delivery.unfinished() {
            let names: Vec<_> = files.iter().map(|path| path.file_name().unwrap().to_string_lossy()).collect();
            differences.push(format!("{}, {}\n  found\n    {}", day.name, names.join(", "), in_lines(&found)));
        }
    }
    differences
}

fn later_from_the_last(day: &Day) -> Vec<PathBuf> {
    day.later.iter().flat_map(|later| later.files.iter().rev().cloned()).collect()
}

/// Reports that came late leave the same work as if they had come in time.
#[test]
fn late_reports_come_to_the_same_as_reports_in_time() {
    ask_each(&days(), |day| {
        let Some(later) = &day.later else { return Vec::new() };
        let shop = Shop::open(day);
        shop.import(later.clock, &[later.files.as_slice(), &day.first.files].concat());
        let found = shop.unfinished(later.clock);
        let differs = found != later.unfinished();
        differs.then(|| format!("{}, all at once\n  found\n    {}", day.name, in_lines(&found))).into_iter().collect()
    });
}

/// Every order of `files`.
fn orders(files: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    if files.len() <= 1 {
        return vec![files.to_vec()];
    }
    let mut all = Vec::new();
    for (at, first) in files.iter().enumerate() {
        let rest = [&files[..at], &files[at + 1..]].concat();
        all.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, first.clone());
            order
        }));
    }
    all
}

/// A kind with what stands beside it, its cause and its state.
type Found = (FindingKind, BTreeSet<FindingKind>, Option<Cause>, CaseState);

/// What a day with a case is about: for each delivery what is found then, and which reports it has.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct About(Vec<(BTreeSet<Found>, BTreeSet<String>)>);

impl About {
    /// None where nothing is found: what might have been found there, only the story tells.
    fn of(day: &Day) -> Option<Self> {
        if day.is_quiet() {
            return None;
        }
        let shop = Shop::open(day);
        let of_delivery = |delivery: &Delivery| {
            let read = shop.import(delivery.clock, &delivery.files);
            let found = shop.cases(delivery.clock, StateQuery::Unfinished).into_iter();
            let found = found.map(|case| (case.kind, case.also, case.cause, case.state)).collect();
            (found, read.into_iter().map(|summary| summary.file).collect())
        };
        Some(Self(day.deliveries().map(of_delivery).collect()))
    }

    fn kinds(&self) -> impl Iterator<Item = FindingKind> {
        self.0
            .iter()
            .flat_map(|(found, _)| found)
            .flat_map(|(kind, also, ..)| std::iter::once(kind).chain(also))
            .copied()
    }
}

#[test]
fn the_days_are_many_and_no_two_alike() {
    let days = days();
    let mut alike: BTreeMap<About, Vec<&str>> = BTreeMap::new();
    for (day, about) in days.iter().zip(of_each(&days, About::of)) {
        if let Some(about) = about {
            alike.entry(about).or_default().push(&day.name);
        }
    }
    let kinds: BTreeSet<FindingKind> = alike.keys().flat_map(About::kinds).collect();
    alike.retain(|_, names| names.len() > 1);
    assert!(alike.is_empty(), "days that are alike: {alike:#?}");
    assert!(days.len() >= 60, "{} days", days.len());
    let quiet = days.iter().filter(|day| day.is_quiet()).count();
    assert!(quiet >= 20, "{quiet} days without a case");
    assert_eq!(kinds, FindingKind::ALL.iter().copied().collect(), "every kind has a day");
}
