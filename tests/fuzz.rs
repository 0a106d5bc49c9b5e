//! Bytes that no report has. Whatever they are, reading them ends: with a report whose rows add up, or with a refusal.
//!
//! The corpus is every file that the importer's tests keep (`tests/import/`), whatever found a fault before included. Each
//! target runs for a bounded time; the fuzzing engines of `cargo bolero` run the same ones for as long as one likes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use bolero::check;
use loose_ends::domain::Currency;
use loose_ends::import::{FormatLibrary, ImportOptions, parts, read_report};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

/// How long each target runs under `cargo test`.
const TEST_TIME: Duration = Duration::from_secs(20);
/// Longer files than this teach no more and take longer.
const LONGEST_SEED: usize = 64 * 1024;

static FORMATS: LazyLock<FormatLibrary> = LazyLock::new(|| FormatLibrary::built_in().unwrap());
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import"), &mut paths);
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    seeds.into_iter().filter(|seed| seed.len() <= LONGEST_SEED).collect()
});

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, paths);
        } else if !name.ends_with(".rs") && !name.ends_with(".golden.json") {
            paths.push(path);
        }
    }
}

/// Reads a file as an import does, all its parts.
fn read(bytes: &[u8]) {
    let Ok(parts) = parts(&bytes, "report") else { return };
    for part in &parts {
        let options = ImportOptions {
            file_name: &part.name,
            written_at: Some("2026-11-23T21:00:00+08:00".parse().unwrap()),
            encoding: None,
            source: None,
            format: None,
            zone: "Asia/Shanghai".parse().unwrap(),
            currency: Currency::CNY,
        };
        if let Ok(report) = read_report(part, &options, &FORMATS, &mut |_| ControlFlow::Continue(())) {
            let summary = &report.summary;
            let sorted =
                summary.accepted + summary.duplicates + (summary.skipped.len() + summary.rejected.len()) as u64;
            assert_eq!(summary.rows, sorted, "no row may disappear");
            assert!(report.entries.iter().all(|entry| entry.amount.minor >= 0), "the type tells the direction");
        }
    }
}

/// One change of a file: what, where, how much.
type Change = (u8, u32, u8);

fn damaged(seed: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for &(what, at, how) in changes {
        let at = at as usize % (bytes.len() + 1);
        let end = (at + usize::from(how)).min(bytes.len());
        match what % 6 {
            0 if at < bytes.len() => bytes[at] = how,
            1 => drop(bytes.drain(at..end)),
            2 => bytes.insert(at, how),
            3 => {
                let again: Vec<u8> = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            4 => bytes.truncate(at),
            // What is special somewhere: quotes, brackets, separators, digits without end.
            _ => {
                let special: &[&[u8]] = &[
                    b"\"",
                    b"<",
                    b"{",
                    b"[",
                    b"\n",
                    b"\r",
                    b",",
                    b";",
                    b"999999999999999999",
                    b"-",
                    b"\0",
                    b"\xff",
                    b"&",
                    b":61:",
                ];
                bytes.splice(at..at, special[usize::from(how) % special.len()].iter().copied());
            }
        }
    }
    bytes
}

#[test]
fn any_bytes_come_to_an_end() {
    check!().with_test_time(TEST_TIME).for_each(|bytes: &[u8]| read(bytes));
}

#[test]
fn damaged_reports_come_to_an_end() {
    check!().with_test_time(TEST_TIME * 3).with_type::<(u16, Vec<Change>)>().for_each(|(seed, changes)| {
        let seeds = &*SEEDS;
        read(&damaged(&seeds[usize::from(*seed) % seeds.len()], changes));
    });
}

#[test]
fn two_reports_in_one_file_come_to_an_end() {
    check!().with_test_time(TEST_TIME).with_type::<(u16, u16, u32, u32)>().for_each(|(first, second, cut, from)| {
        let seeds = &*SEEDS;
        let first = &seeds[usize::from(*first) % seeds.len()];
        let second = &seeds[usize::from(*second) % seeds.len()];
        let head = &first[..*cut as usize % (first.len() + 1)];
        let tail = &second[*from as usize % (second.len() + 1)..];
        read(&[head, tail].concat());
    });
}
