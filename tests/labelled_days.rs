//! Whole labelled days through the whole program: precision and recall of every kind of finding are one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
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
        "timeout_unknown" => &["result-unknown", "charged-no-sale"],
        // Kinds that are not told apart yet must not be taken for one of the others.
        _ => &[],
    }
}

fn found(cases: &Value) -> BTreeMap<Key, String> {
    let text = |case: &Value, field: &str| case[field].as_str().unwrap_or_default().to_owned();
    cases
        .as_array()
        .unwrap()
        .iter()
        .map(|case| ((text(case, "terminal"), text(case, "rrn"), text(case, "stan")), text(case, "finding")))
        .collect()
}

fn check(folder: &std::path::Path, context: &str) {
    let shop = Shop::new();
    let files = ["terminal_journal.csv", "acquirer_report.csv", "pos_sales.csv"]
        .map(|name| folder.join(name).display().to_string());
    let imported = shop.json(&["import", &files[0], &files[1], &files[2], "--zone", "UTC"]);
    for (file, format) in imported["files"].as_array().unwrap().iter().zip(["csv-terminal", "csv-acquirer", "csv-till"])
    {
        assert_eq!(file["format"], format, "{context}");
        assert_eq!(file["rejected"], serde_json::json!([]), "{context}");
    }
    let labels = labels(&std::fs::read_to_string(folder.join("labels.csv")).unwrap());
    let found = found(&shop.json(&["cases"]));
    let wrong: BTreeSet<_> = found
        .iter()
        .filter(|(key, kind)| !labels.get(*key).is_some_and(|label| allowed(label).contains(&kind.as_str())))
        .collect();
    let missed: BTreeSet<_> =
        labels.iter().filter(|(key, label)| !allowed(label).is_empty() && !found.contains_key(*key)).collect();
    assert!(wrong.is_empty(), "{context}: found without a label: {wrong:?}");
    assert!(missed.is_empty(), "{context}: labelled and not found: {missed:?}");
}

#[test]
fn generated_days_beside_the_project_are_read_right() {
    let Some(generator) = shared("bench/gen.py") else {
        eprintln!("skipped: the generator beside the project is not there");
        return;
    };
    for (rows, seed, rate) in [(3_000, "1", "0.05"), (20_000, "2", "0.01"), (20_000, "3", "0.05"), (3_000, "4", "0")] {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("python3")
            .arg(&generator)
            .args(["--rows", &format!("{rows}"), "--seed", seed, "--anomaly-rate", rate, "--out"])
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        check(folder.path(), &format!("rows {rows}, seed {seed}, rate {rate}"));
    }
}
