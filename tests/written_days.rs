//! Small days written down by hand under `days/`: what happened, the reports of the shop, and what is to be found.
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
        let mut rest = rest.iter();
        let mut next = || rest.next().copied();
        while let Some(word) = next() {
            let value = next().unwrap_or_else(|| panic!("nothing after {word} in: {line}"));
            match word {
                "also:" => drop(noted.also.insert(value.parse().unwrap())),
                "cause:" => noted.cause = Some(value.parse().unwrap()),
                "due:" => noted.due = Some(format!("{value} {}", next().unwrap())),
                _ => panic!("'{word}' in: {line}"),
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
    let lines = |cases: Vec<String>| if cases.is_empty() { "no case".to_owned() } else { cases.join("\n    ") };
    let expected = lines(delivery.expected.iter().map(Noted::to_string).collect());
    let found = lines(found.iter().map(ToString::to_string).collect());
    Some(format!("{}\n{}\n  expected\n    {expected}\n  found\n    {found}", day.name, delivery.story))
}

fn assert_none(differences: &[String]) {
    assert!(differences.is_empty(), "{} of the days:\n\n{}", differences.len(), differences.join("\n\n"));
}

#[test]
fn every_written_day_comes_out_as_it_is_told() {
    let mut differences = Vec::new();
    for day in days() {
        let shop = Shop::open(&day);
        for delivery in day.deliveries() {
            shop.import(delivery.clock, &delivery.files);
            differences.extend(difference(&day, delivery, &shop.cases(delivery.clock, StateQuery::All)));
        }
    }
    assert_none(&differences);
}

/// A file is named after whose report it is: `acquirer-2.csv`; the acquirer's may also be `wechat.csv`.
#[test]
fn every_report_is_taken_for_what_it_is_and_no_row_is_lost() {
    for day in days() {
        let shop = Shop::open(&day);
        for delivery in day.deliveries() {
            let read = shop.import(delivery.clock, &delivery.files);
            for summary in &read {
                let name = summary.file.split(['-', '.']).next().unwrap();
                let source = if name == "wechat" { Source::Acquirer } else { name.parse().unwrap() };
                assert_eq!(summary.source, source, "{}: {}", day.name, summary.file);
                assert!(summary.accepted > 0 || !summary.skipped.is_empty(), "{}: {}", day.name, summary.file);
            }
            let rejected: Vec<_> = read.iter().flat_map(|summary| &summary.rejected).collect();
            assert_eq!(rejected.len(), delivery.rejected, "{}: {rejected:?}", day.name);
        }
    }
}

#[test]
fn files_one_by_one_in_any_order_come_to_the_same() {
    let mut differences = Vec::new();
    for day in days() {
        for order in orders(&day.first.files) {
            let shop = Shop::open(&day);
            let names = order.iter().map(|path| path.file_name().unwrap().to_string_lossy()).collect::<Vec<_>>();
            let mut check = |delivery: &Delivery| {
                let found = shop.unfinished(delivery.clock);
                let expected: Vec<Noted> = delivery.expected.iter().map(Noted::without_cause_and_due).collect();
                let expected: Vec<Noted> =
                    expected.into_iter().filter(|case| case.state != CaseState::Closed).collect();
                if found != expected {
                    let difference = difference(&day, delivery, &found).unwrap_or_default();
                    differences.push(format!("one by one, {}: {difference}", names.join(", ")));
                }
            };
            for file in &order {
                shop.import(day.first.clock, std::slice::from_ref(file));
            }
            check(&day.first);
            if let Some(later) = &day.later {
                for file in later.files.iter().rev() {
                    shop.import(later.clock, std::slice::from_ref(file));
                }
                check(later);
            }
        }
    }
    assert_none(&differences);
}

/// Reports that came late leave the same work as if they had come in time.
#[test]
fn late_reports_come_to_the_same_as_reports_in_time() {
    let mut differences = Vec::new();
    for day in days() {
        let Some(later) = &day.later else { continue };
        let shop = Shop::open(&day);
        shop.import(later.clock, &[later.files.as_slice(), &day.first.files].concat());
        let expected: Vec<&Noted> = later.expected.iter().filter(|case| case.state != CaseState::Closed).collect();
        let expected: Vec<Noted> = expected.into_iter().map(Noted::without_cause_and_due).collect();
        let found = shop.unfinished(later.clock);
        if found != expected {
            differences.push(format!("{}: in time {found:?}, late {expected:?}", day.name));
        }
    }
    assert_none(&differences);
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

/// What a day with a case is about: the kinds found, why, and whose reports there are.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct About {
    kinds: BTreeSet<FindingKind>,
    causes: BTreeSet<Option<Cause>>,
    sources: Vec<BTreeSet<Source>>,
}

#[test]
fn the_days_are_many_and_no_two_alike() {
    let days = days();
    let mut kinds = BTreeSet::new();
    let mut known: BTreeMap<About, String> = BTreeMap::new();
    let mut quiet = 0;
    for day in &days {
        if day.deliveries().all(|delivery| delivery.expected.is_empty()) {
            quiet += 1;
            continue;
        }
        let shop = Shop::open(day);
        let mut about = About { kinds: BTreeSet::new(), causes: BTreeSet::new(), sources: Vec::new() };
        for delivery in day.deliveries() {
            let read = shop.import(delivery.clock, &delivery.files);
            about.sources.push(read.iter().map(|summary| summary.source).collect());
            for case in shop.cases(delivery.clock, StateQuery::All) {
                about.kinds.insert(case.kind);
                about.kinds.extend(&case.also);
                about.causes.insert(case.cause);
            }
        }
        kinds.extend(about.kinds.iter().copied());
        if let Some(other) = known.insert(about, day.name.clone()) {
            panic!("{other} and {} are alike", day.name);
        }
    }
    assert!(days.len() >= 60, "{} days", days.len());
    assert!(quiet >= 20, "{quiet} days without a case");
    assert_eq!(kinds, FindingKind::ALL.iter().copied().collect(), "every kind has a day");
}
