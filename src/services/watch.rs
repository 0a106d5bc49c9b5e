//! A folder whose new files are imported by themselves. The system tells of changes; a file is taken when it has not changed
//! for a while, so that one still being copied is not read in half.

use super::Desk;
use super::import_reports::digest;
use super::report_files::{ReportFile, shown_name};
use crate::domain::Problem;
use crate::import::parts;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// How long a file must stay as it is.
const QUIET: Duration = Duration::from_secs(2);
/// How often files that are not quiet yet are looked at.
const IMPATIENT: Duration = Duration::from_millis(500);
/// How often the folder is looked at without being told of a change: some network drives tell nothing.
const PATIENT: Duration = Duration::from_secs(20);
/// More files than a folder of reports ever has.
const MOST_FILES: usize = 10_000;

/// What was seen in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Files that have appeared, or changed, and are quiet.
    Files(Vec<PathBuf>),
    /// The folder is not there any more.
    Gone(PathBuf),
}

/// Watches one folder on a thread of its own until it is dropped.
#[derive(Debug)]
pub struct Watch {
    /// Dropping it ends the thread.
    _wake: Sender<()>,
    /// What tells of changes; none where the system cannot.
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Watches `folder` and tells `seen` what appears in it; `seen` says whether to go on.
    pub fn start(folder: PathBuf, seen: impl Fn(Seen) -> bool + Send + 'static) -> Self {
        let (wake, woken) = channel();
        let told = wake.clone();
        let watcher = notify::recommended_watcher(move |_| {
            // The thread may have ended; then nobody is left to tell.
            let _ = told.send(());
        });
        let watcher = watcher
            .ok()
            .and_then(|mut watcher| watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok().then_some(watcher));
        thread::spawn(move || run(&folder, &woken, &seen));
        Self { _wake: wake, _watcher: watcher }
    }
}

/// A file as it looked when it was seen last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    size_bytes: u64,
    changed: Option<SystemTime>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    look: Look,
    since: Instant,
    is_taken: bool,
}

fn run(folder: &Path, woken: &Receiver<()>, seen: &dyn Fn(Seen) -> bool) {
    let mut known: BTreeMap<PathBuf, Known> = BTreeMap::new();
    let mut was_there = true;
    loop {
        let files = files_in(folder);
        let is_there = files.is_some();
        if was_there && !is_there && !seen(Seen::Gone(folder.to_owned())) {
            return;
        }
        was_there = is_there;
        let quiet = quiet_ones(&mut known, files.unwrap_or_default(), Instant::now());
        if !quiet.is_empty() && !seen(Seen::Files(quiet)) {
            return;
        }
        let is_waiting = known.values().any(|known| !known.is_taken);
        match woken.recv_timeout(if is_waiting { IMPATIENT } else { PATIENT }) {
            Ok(()) => while woken.try_recv().is_ok() {},
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Takes in what the folder holds now, and gives those files that have been quiet for long enough, each once.
fn quiet_ones(known: &mut BTreeMap<PathBuf, Known>, files: BTreeMap<PathBuf, Look>, now: Instant) -> Vec<PathBuf> {
    known.retain(|path, _| files.contains_key(path));
    let mut quiet = Vec::new();
    for (path, look) in files {
        let entry = known.entry(path.clone()).or_insert(Known { look, since: now, is_taken: false });
        if entry.look != look {
            *entry = Known { look, since: now, is_taken: false };
        } else if !entry.is_taken && now.duration_since(entry.since) >= QUIET {
            entry.is_taken = true;
            quiet.push(path);
        }
    }
    quiet
}

/// The files of a folder that may be reports; none where there is no such folder.
fn files_in(folder: &Path) -> Option<BTreeMap<PathBuf, Look>> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut files = BTreeMap::new();
    for entry in entries.filter_map(Result::ok).take(MOST_FILES) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_file() && metadata.len() > 0 && !is_unfinished(&name) {
            let look = Look { size_bytes: metadata.len(), changed: metadata.modified().ok() };
            files.insert(entry.path(), look);
        }
    }
    Some(files)
}

/// Hidden files, locks of office programs, downloads under way.
fn is_unfinished(name: &str) -> bool {
    let lower = name.to_lowercase();
    let endings = [".tmp", ".part", ".partial", ".crdownload", ".download", ".lock", ".swp"];
    name.starts_with(['.', '~']) || endings.iter().any(|ending| lower.ends_with(ending))
}

/// Those files whose content no report of the book has.
pub fn not_yet_read(desk: &Desk, files: Vec<PathBuf>) -> Result<Vec<PathBuf>, Problem> {
    let mut new = Vec::new();
    for path in files {
        let file = ReportFile { name: shown_name(&path), path: path.clone() };
        // What cannot be opened is for the import to tell.
        let parts = parts(&file, &file.name).unwrap_or_default();
        let mut is_known = !parts.is_empty();
        for part in &parts {
            let Ok(sha256) = digest(part) else { continue };
            is_known &= desk.book.report_with_content(&sha256)?.is_some();
        }
        if !is_known {
            new.push(path);
        }
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(known: &mut BTreeMap<PathBuf, Known>, sizes: &[(&str, u64)], now: Instant) -> Vec<PathBuf> {
        let look = |size_bytes| Look { size_bytes, changed: None };
        quiet_ones(known, sizes.iter().map(|(name, size)| (PathBuf::from(name), look(*size))).collect(), now)
    }

    #[test]
    fn a_file_is_taken_once_when_it_has_been_quiet() {
        let (mut known, start) = (BTreeMap::new(), Instant::now());
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        assert!(seen(&mut known, &[("a.csv", 10)], start).is_empty());
        assert!(seen(&mut known, &[("a.csv", 20)], after(1_900)).is_empty(), "it still grows");
        assert!(seen(&mut known, &[("a.csv", 20)], after(3_800)).is_empty());
        assert_eq!(seen(&mut known, &[("a.csv", 20)], after(3_900)), [PathBuf::from("a.csv")]);
        assert!(seen(&mut known, &[("a.csv", 20)], after(9_000)).is_empty(), "once only");
        assert!(seen(&mut known, &[("a.csv", 21)], after(9_500)).is_empty());
        assert_eq!(seen(&mut known, &[("a.csv", 21)], after(11_500)).len(), 1, "it has changed");
    }

    #[test]
    fn what_is_being_written_is_no_report_yet() {
        for name in [".a.csv.swp", "~$bill.xlsx", "bill.csv.part", "bill.CRDOWNLOAD"] {
            assert!(is_unfinished(name), "{name}");
        }
        assert!(!is_unfinished("账单 2026-11-23.csv"));
    }

    #[test]
    fn a_folder_that_vanishes_is_told_once_and_a_new_file_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports");
        std::fs::create_dir(&path).unwrap();
        let (told, heard) = channel();
        let watch = Watch::start(path.clone(), move |seen| told.send(seen).is_ok());
        std::fs::write(path.join("till.csv"), "a,b\n").unwrap();
        let first = heard.recv_timeout(Duration::from_secs(15)).unwrap();
        assert_eq!(first, Seen::Files(vec![path.join("till.csv")]));
        std::fs::remove_dir_all(&path).unwrap();
        let next = heard.recv_timeout(Duration::from_secs(30)).unwrap();
        assert_eq!(next, Seen::Gone(path));
        drop(watch);
    }
}
