//! Whole labelled days through the whole program: precision and recall of every kind of finding are one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use chrono::NaiveDateTime;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Shop, shared};

/// Terminal, reference and voucher number of an unfinished payment.
type Key = (String, String, String);

fn labels(text: &str) -> BTreeMap<Key, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            ((row[0].to_owned(), row[1].to_owned(), row[2].to_owned()), row[3].to_owned())
        })
        .collect()
}

/// Which findings a label allows. A payment that timed out is one or the other, by what the acquirer says.
fn allowed(label: &str) -> &'static [&'static str] {
    match label {
        "missing_in_acquirer" => &["sale-not-charged"],
        "missing_in_pos" => &["charged-no-sale"],
        "amount_differs" => &["amount-differs"],
        "duplicate_charge" => &["charged-twice"],
        "reversal_pending" => &["failed-still-open"],
        "timeout_unknown" => &["result-unknown", "charged-no-sale"],
        "refund_not_reflected" => &["refund-not-seen"],
        "settled_late" => &["settled-late"],
        "preauth_not_completed" => &["preauth-open"],
        "offline_not_uploaded" => &["offline-not-uploaded"],
        other => panic!("a label that is not known: {other}"),
    }
}

/// The generated files of one day.
struct Generated {
    folder: tempfile::TempDir,
    context: String,
}

const FILES: [&str; 3] = ["terminal_journal.csv", "acquirer_report.csv", "pos_sales.csv"];

impl Generated {
    fn new(generator: &Path, rows: u32, seed: &str, rate: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("python3")
            .arg(generator)
            .args(["--rows", &rows.to_string(), "--seed", seed, "--anomaly-rate", rate, "--out"])
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self { folder, context: format!("rows {rows}, seed {seed}, rate {rate}") }
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn files(&self) -> [String; 3] {
        FILES.map(|name| self.folder.path().join(name).display().to_string())
    }

    /// Each file in two, the heading above both: the first halves, then the second ones.
    fn halves(&self) -> Vec<String> {
        let mut halves = [Vec::new(), Vec::new()];
        for name in FILES {
            let text = self.read(name);
            let mut lines = text.lines();
            let heading = lines.next().unwrap();
            let rows: Vec<&str> = lines.collect();
            let parts = rows.split_at(rows.len() / 2);
            for (number, part) in [parts.0, parts.1].into_iter().enumerate() {
                let path = self.folder.path().join(format!("{number}_{name}"));
                std::fs::write(&path, format!("{heading}\n{}\n", part.join("\n"))).unwrap();
                halves[number].push(path.display().to_string());
            }
        }
        halves.concat()
    }

    /// The labels whose silence counts: a row after the last one of a report is not covered by it.
    fn labels(&self) -> BTreeMap<Key, String> {
        let journal = self.read(FILES[0]);
        let mut journal = csv::Reader::from_reader(journal.as_bytes());
        let times: BTreeMap<(String, String), NaiveDateTime> = journal
            .records()
            .map(|row| {
                let row = row.unwrap();
                let time = NaiveDateTime::parse_from_str(&row[14], "%Y-%m-%d %H:%M:%S").unwrap();
                ((row[0].to_owned(), row[5].to_owned()), time)
            })
            .collect();
        let acquirer = self.period(FILES[1], b';', 17, "%d.%m.%Y %H:%M:%S");
        let till = self.period(FILES[2], b',', 10, "%Y-%m-%dT%H:%M:%S");
        let counts = |key: &Key, label: &str| {
            let time = times[&(key.0.clone(), key.1.clone())];
            match label {
                "missing_in_acquirer" | "refund_not_reflected" => acquirer.contains(&time),
                "missing_in_pos" => till.contains(&time),
                _ => true,
            }
        };
        labels(&self.read("labels.csv")).into_iter().filter(|(key, label)| counts(key, label)).collect()
    }

    /// From the first to the last row of a file.
    fn period(&self, name: &str, delimiter: u8, column: usize, form: &str) -> RangeInclusive<NaiveDateTime> {
        let text = self.read(name);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let times = reader.records().map(|row| NaiveDateTime::parse_from_str(&row.unwrap()[column], form).unwrap());
        let times: Vec<NaiveDateTime> = times.collect();
        *times.iter().min().unwrap()..=*times.iter().max().unwrap()
    }
}

fn key_of(case: &Value) -> Key {
    let text = |field: &str| case[field].as_str().unwrap_or_default().to_owned();
    (text("terminal"), text("rrn"), text("stan"))
}

fn import(shop: &Shop, files: &[&String]) -> Value {
    let mut arguments = vec!["import"];
    arguments.extend(files.iter().map(|file| file.as_str()));
    arguments.extend(["--zone", "UTC"]);
    shop.json(&arguments)
}

/// Every label is found as what it is, and nothing else is found.
fn assert_exact(shop: &Shop, day: &Generated, way: &str) {
    let labels = day.labels();
    let cases = shop.json(&["cases"]);
    let found: Vec<(Key, &str)> =
        cases.as_array().unwrap().iter().map(|case| (key_of(case), case["finding"].as_str().unwrap())).collect();
    let keys: BTreeSet<&Key> = found.iter().map(|(key, _)| key).collect();
    let is_wrong = |(key, kind): &&(Key, &str)| !labels.get(key).is_some_and(|label| allowed(label).contains(kind));
    let wrong: Vec<_> = found.iter().filter(is_wrong).collect();
    let missed: Vec<_> = labels.iter().filter(|(key, _)| !keys.contains(key)).collect();
    let context = format!("{}, {way}", day.context);
    assert!(wrong.is_empty(), "{context}: found without a label: {wrong:?}");
    assert!(missed.is_empty(), "{context}: labelled and not found: {missed:?}");
    assert_eq!(found.len(), labels.len(), "{context}: a payment has one case");
}

/// What is open: kinds, states, and what the sources say of the payments covered.
fn open_findings(shop: &Shop) -> BTreeSet<String> {
    let cases = shop.json(&["cases"]);
    let said = |case: &Value| {
        let lines = case["sources"].as_array().unwrap().iter();
        let mut lines: Vec<String> = lines
            .map(|line| format!("{} {} {} {}", line["source"], line["status"], line["amount"], line["time"]))
            .collect();
        lines.sort();
        lines.join(", ")
    };
    cases
        .as_array()
        .unwrap()
        .iter()
        .map(|case| format!("{} {} {:?}: {}", case["finding"], case["state"], key_of(case), said(case)))
        .collect()
}

#[test]
fn generated_days_beside_the_project_are_read_right() {
    let Some(generator) = generator() else { return };
    for (rows, seed, rate) in [(3_000, "1", "0.05"), (20_000, "2", "0.01"), (20_000, "3", "0.05"), (3_000, "4", "0")] {
        let day = Generated::new(&generator, rows, seed, rate);
        let shop = Shop::new();
        let imported = import(&shop, &day.files().each_ref());
        let formats = ["csv-terminal", "csv-acquirer", "csv-till"];
        for (file, format) in imported["files"].as_array().unwrap().iter().zip(formats) {
            assert_eq!(file["format"], format, "{}", day.context);
            assert_eq!(file["rejected"], serde_json::json!([]), "{}", day.context);
        }
        assert_exact(&shop, &day, "all at once");
    }
}

#[test]
fn the_way_in_which_the_files_come_does_not_matter() {
    let Some(generator) = generator() else { return };
    let day = Generated::new(&generator, 2_000, "5", "0.05");
    let files = day.files();
    let at_once = Shop::new();
    import(&at_once, &files.each_ref());
    assert_exact(&at_once, &day, "all at once");
    let expected = open_findings(&at_once);
    let check = |shop: &Shop, way: &str| {
        assert_exact(shop, &day, way);
        assert_eq!(open_findings(shop), expected, "{way}");
    };
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let shop = Shop::new();
        for number in order {
            import(&shop, &[&files[number]]);
        }
        check(&shop, &format!("one by one, {order:?}"));
    }
    import(&at_once, &files.each_ref());
    check(&at_once, "twice");
    let halves = day.halves();
    for order in [[0, 1, 2, 3, 4, 5], [5, 1, 3, 0, 4, 2]] {
        let shop = Shop::new();
        for number in order {
            import(&shop, &[&halves[number]]);
        }
        check(&shop, &format!("in halves, {order:?}"));
    }
}

/// The generator beside the project, where it is there.
fn generator() -> Option<PathBuf> {
    let found = shared("bench/gen.py");
    if found.is_none() {
        eprintln!("skipped: the generator beside the project is not there");
    }
    found
}
