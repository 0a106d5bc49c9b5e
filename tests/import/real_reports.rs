//! Providers' own files and generated days, where they are at hand; they are not part of this repository.

use crate::support::{assert_adds_up, options, read, read_with};
use loose_ends::domain::{Source, Status, TransactionType};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder beside the checkout or beside the folder that holds it.
fn beside_checkout(path: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().skip(1).map(|above| above.join("shared").join(path)).find(|folder| folder.exists());
    if found.is_none() {
        println!("not at hand, nothing checked: {path}");
    }
    found
}

#[test]
fn wechat_bills_come_to_what_others_read_in_them() {
    let Some(samples) = beside_checkout("samples") else { return };
    let truth = fs::read_to_string(samples.join("check/truth.json")).unwrap();
    let truth: BTreeMap<String, Value> = serde_json::from_str(&truth).unwrap();
    let bills = truth.iter().filter(|(name, _)| name.starts_with("wechat_merchant/"));
    let mut checked = 0;
    for (name, expected) in bills {
        let mut bytes = fs::read(samples.join(name.split('#').next().unwrap())).unwrap();
        for change in expected["derive"].as_array().unwrap() {
            let text = String::from_utf8(bytes).unwrap();
            bytes = text.replacen(change["old"].as_str().unwrap(), change["new"].as_str().unwrap(), 1).into_bytes();
        }
        let report = read(&bytes, name).unwrap();
        assert_adds_up(&report);
        assert_eq!((report.summary.format.as_str(), report.summary.source), ("wechat-bill", Source::Acquirer));
        let reading = &expected["readings"][0];
        assert_eq!(report.summary.rows, reading["rows"][0].as_u64().unwrap(), "{name}");
        for group in reading["groups"].as_array().unwrap() {
            let kind: TransactionType = group["as"][0]["type"].as_str().unwrap().parse().unwrap();
            let total = report.summary.totals.iter().find(|total| total.kind == kind).unwrap();
            let is_whole_kind = total.count == group["rows"].as_u64().unwrap();
            assert!(!is_whole_kind || total.amount == group["amount"]["CNY"].as_str().unwrap(), "{name}: {total:?}");
        }
        let stands: u64 = report.summary.statuses.values().sum();
        assert_eq!(stands, report.summary.accepted);
        let allowed: Vec<&str> = reading["groups"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|group| group["as"][0]["status"].as_array().unwrap())
            .map(|status| status.as_str().unwrap())
            .collect();
        assert!(report.summary.statuses.keys().all(|status| allowed.contains(&status.as_str())), "{name}");
        let first = report.summary.from.unwrap().to_rfc3339();
        assert!(expected["times"]["from"].as_array().unwrap().iter().any(|from| *from == first), "{name}: {first}");
        checked += 1;
    }
    assert_eq!(checked, 5, "bills with known answers");
}

#[test]
fn every_sample_comes_to_what_others_read_in_it() {
    let Some(samples) = beside_checkout("samples") else { return };
    let scored = Command::new("python3")
        .arg(samples.join("check/score.py"))
        .args(["--bin", env!("CARGO_BIN_EXE_loose-ends"), "--min", "1.0", "--verbose", "--samples"])
        .arg(&samples)
        .arg("--truth")
        .arg(samples.join("check/truth.json"))
        .output();
    let Ok(scored) = scored else { return println!("no Python: nothing checked") };
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stdout));
}

#[test]
fn a_generated_day_is_read_without_loss() {
    let Some(generator) = beside_checkout("bench/gen.py") else { return };
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg(generator).args(["--rows", "3000", "--out"]).arg(folder.path()).output();
    let Ok(made) = made else { return println!("no Python: nothing checked") };
    assert!(made.status.success());
    for (file, format, skipped_for) in [
        ("terminal_journal.csv", "csv-terminal", ""),
        ("acquirer_report.csv", "csv-acquirer", "fee"),
        ("pos_sales.csv", "csv-till", "cash"),
    ] {
        let report = read_with(&fs::read(folder.path().join(file)).unwrap(), &options(file)).unwrap();
        assert_adds_up(&report);
        let summary = &report.summary;
        assert_eq!((summary.format.as_str(), summary.rows), (format, 3000));
        assert!(
            summary.rejected.is_empty() && summary.warnings.is_empty(),
            "{:?} {:?}",
            summary.rejected,
            summary.warnings
        );
        assert!(summary.skipped.iter().all(|row| row.reason == skipped_for), "{file}");
        assert!(report.entries.iter().all(|entry| entry.amount.minor > 0 && !entry.card.is_empty()));
        check_words(&report.entries, format);
    }
}

fn check_words(entries: &[loose_ends::domain::Entry], format: &str) {
    let status_of = |word: &str| entries.iter().find(|entry| entry.status_text == word).map(|entry| entry.status);
    let kinds: std::collections::BTreeSet<_> = entries.iter().map(|entry| entry.kind).collect();
    match format {
        "csv-terminal" => {
            assert_eq!(status_of("OFFLINE APPROVED"), Some(Status::OfflineStored));
            assert_eq!(status_of("TIMEOUT"), Some(Status::Unknown));
            assert_eq!(status_of("REVERSAL PENDING"), Some(Status::ReversalPending));
            assert_eq!(kinds.len(), 6);
        }
        "csv-acquirer" => {
            assert_eq!(status_of("AUTHORISED"), Some(Status::Authorised));
            assert_eq!(status_of("REVERSED"), Some(Status::Reversed));
            assert!(entries.iter().all(|entry| entry.settled_on.is_some() && entry.fee_minor.is_some()));
            assert_eq!(kinds.len(), 6);
        }
        _ => {
            assert!(kinds.iter().eq([TransactionType::Sale, TransactionType::Refund].iter()));
            let with_trace = entries.iter().filter(|entry| !entry.stan.is_empty()).count();
            assert!(with_trace * 10 > entries.len() * 9);
            assert!(entries.iter().all(|entry| entry.terminal.is_empty() || entry.terminal.len() == 8));
        }
    }
}
