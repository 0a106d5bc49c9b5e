//! `NAME.golden.json` beside each input says what reading it gives. `UPDATE_GOLDEN=1` writes them anew.

use crate::support::{assert_adds_up, read};
use loose_ends::domain::{Coverage, Entry};
use loose_ends::import::ReadReport;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_input_is_read_as_its_golden_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut inputs = Vec::new();
    collect_inputs(&folder, &mut inputs);
    inputs.sort();
    assert!(inputs.len() >= 15, "the inputs beside this file are gone");
    let differing: Vec<String> = inputs.iter().filter_map(|input| difference(input)).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n\n"));
}

/// Everything below a folder that is neither code nor a golden file.
fn collect_inputs(folder: &Path, inputs: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match path.is_dir() {
            true => collect_inputs(&path, inputs),
            false if name.ends_with(".rs") || name.ends_with(".golden.json") || name.ends_with(".md") => {}
            false => inputs.push(path),
        }
    }
}

fn difference(input: &Path) -> Option<String> {
    let name = input.file_name().unwrap().to_str().unwrap();
    let got = match read(&fs::read(input).unwrap(), name) {
        Ok(report) => {
            assert_adds_up(&report);
            readable(&report)
        }
        Err(refusal) => json!({ "refused": format!("{refusal:?}") }),
    };
    let got = serde_json::to_string_pretty(&got).unwrap() + "\n";
    let golden = input.with_file_name(format!("{name}.golden.json"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &got).unwrap();
        return None;
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    (expected != got).then(|| format!("{name} differs; got:\n{got}"))
}

fn readable(report: &ReadReport) -> Value {
    json!({
        "summary": report.summary,
        "coverage": report.coverage.as_ref().map(readable_coverage),
        "entries": report.entries.iter().map(readable_entry).collect::<Vec<_>>(),
    })
}

fn readable_coverage(coverage: &Coverage) -> Value {
    json!({
        "from": coverage.from.to_rfc3339(),
        "to": coverage.to.to_rfc3339(),
        "terminals": coverage.terminals,
        "shops": coverage.shops,
        "channels": format!("{:?}", coverage.channels),
    })
}

/// An entry without what it does not say.
fn readable_entry(entry: &Entry) -> Value {
    let mut said = Map::new();
    said.insert("line".into(), entry.line.into());
    for (name, text) in [
        ("source", entry.source.as_str()),
        ("type", entry.kind.as_str()),
        ("status", entry.status.as_str()),
        ("status_text", &entry.status_text),
        ("response_code", &entry.response_code),
        ("amount", &format!("{} {}", entry.amount.to_plain(), entry.amount.currency)),
        ("time", &entry.time.to_rfc3339()),
        ("settled_on", &entry.settled_on.map(|day| day.to_string()).unwrap_or_default()),
        ("fee_minor", &entry.fee_minor.map(|fee| fee.to_string()).unwrap_or_default()),
        ("terminal", &entry.terminal),
        ("merchant", &entry.merchant),
        ("store", &entry.store),
        ("till", &entry.till),
        ("payer", &entry.payer),
        ("card", entry.card.as_str()),
        ("scheme", &entry.scheme),
        ("rrn", &entry.rrn),
        ("stan", &entry.stan),
        ("auth", &entry.auth),
        ("batch", &entry.batch),
        ("order", &entry.order),
        ("provider_ref", &entry.provider_ref),
        ("original_rrn", &entry.original_rrn),
        ("cashier", &entry.cashier),
    ] {
        if !text.is_empty() {
            said.insert(name.into(), text.into());
        }
    }
    Value::Object(said)
}
