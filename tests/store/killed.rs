//! A process that is killed in the middle of its work: what it confirmed is there, nothing half-done is seen.

use crate::shop::{at, finding, lin, note, report, sale};
use loose_ends::domain::Entry;
use loose_ends::store::{CaseBook, CaseFilter};
use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Names the book to the process that is going to be killed.
const BOOK: &str = "LOOSE_ENDS_TEST_BOOK";

/// More than one batch, so that the kill can fall between two.
const ROWS_OF_REPORT: u32 = 25_000;

const ROUNDS: u64 = 25;

#[test]
fn what_was_confirmed_is_there_and_nothing_half_done_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut moment = 0x2545_F491_4F6C_DD1D_u64;
    let (mut notes, mut reports) = (0, 0);
    for round in 0..ROUNDS {
        // Moments that differ from round to round and are the same in every run.
        moment ^= moment << 13;
        moment ^= moment >> 7;
        moment ^= moment << 17;
        // On a disk that is busy with other things nothing may have been confirmed so far: then the last one takes its time.
        let is_last_chance = round + 1 == ROUNDS && (notes == 0 || reports == 0);
        let lifetime = if is_last_chance { Duration::from_secs(10) } else { Duration::from_millis(moment % 400) };
        let confirmed = kill_after(lifetime, &path);
        notes += confirmed.iter().filter(|line| line.contains("confirmed note")).count();
        reports += confirmed.iter().filter(|line| line.contains("confirmed report")).count();

        let mut book = CaseBook::open(&path, at("21:41:00")).unwrap();
        let found_notes: usize = book.cases(CaseFilter::All).unwrap().iter().map(|case| case.work.notes.len()).sum();
        let found_reports = book.reports().unwrap();
        let entries = book.entries_between(at("00:00:00"), at("23:59:59")).unwrap();
        // The last one may have been saved without being confirmed any more.
        assert!((notes..=notes + 1).contains(&found_notes), "round {round}: {notes} confirmed, {found_notes} found");
        assert!((reports..=reports + 1).contains(&found_reports.len()), "round {round}");
        assert_eq!(entries.len(), found_reports.len() * ROWS_OF_REPORT as usize, "round {round}");
        assert_eq!(book.verify_history().unwrap().first_broken, None, "round {round}");
        assert_eq!(book.quick_check().unwrap(), Vec::<String>::new(), "round {round}");
        book.begin_import(Duration::from_secs(1)).unwrap();
        (notes, reports) = (found_notes, found_reports.len());
    }
    assert!(notes > 0 && reports > 0, "the rounds were too short to confirm anything");
}

/// Runs [`works_until_killed`] in a process of its own, kills it so long after it has opened the book, and says what it
/// confirmed.
fn kill_after(lifetime: Duration, path: &Path) -> Vec<String> {
    let mut worker = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "killed::works_until_killed"])
        .env(BOOK, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(worker.stdout.take().unwrap()).lines().map_while(Result::ok);
    // How long a process takes to start depends on what else the machine does; its work is what is to be cut.
    output.find(|line| line.contains("confirmed opening"));
    let lines = std::thread::spawn(move || output.collect());
    std::thread::sleep(lifetime);
    worker.kill().unwrap();
    worker.wait().unwrap();
    lines.join().unwrap()
}

#[test]
#[ignore = "runs until it is killed, as a process of the test above"]
fn works_until_killed() {
    let Some(path) = std::env::var_os(BOOK) else { return };
    let mut book = CaseBook::open(Path::new(&path), at("21:40:00")).unwrap();
    let confirm = |what: &str| {
        // One write for the line, so that a line is there whole or not at all.
        std::io::stdout().write_all(format!("confirmed {what}\n").as_bytes()).unwrap();
    };
    confirm("opening");
    loop {
        let lease = book.begin_import(Duration::from_secs(1)).unwrap();
        let number = book.reports().unwrap().len() as u32;
        let entries: Vec<Entry> = (0..ROWS_OF_REPORT).map(|row| sale(number * ROWS_OF_REPORT + row)).collect();
        let report = report(&format!("{number}.csv"), &entries);
        let staged = book.stage_report(&lease, report, entries, &mut |_| ControlFlow::Continue(())).unwrap();
        let case = book.transact(&lin(), |door| {
            door.publish(&[staged.id])?;
            door.open_case(&finding(&[&staged.entries[0]]), "")
        });
        let case = case.unwrap();
        confirm("report");
        for _ in 0..10 {
            book.transact(&lin(), |door| door.record(case, &note("told the customer"))).unwrap();
            confirm("note");
        }
    }
}
