//! Reads reports, stores their entries, derives once, opens, updates and closes cases: all in one, everything or
//! nothing for each call.

use super::Desk;
use super::assets::in_one_line;
use super::derive::{NewFacts, Publishing, derive_and_publish};
use super::file_problem::{file_problem, io_problem};
use super::work_case::author;
use crate::domain::{
    CaseCounts, FileOutcome, FileProblem, ImportOutcome, Moment, Problem, ReportId, ReportSummary, Settings, Source,
    mask_card_numbers,
};
use crate::import::{FormatError, FormatLibrary, ImportError, ImportOptions, ReadReport, read_report};
use crate::store::{ImportLease, NewReport};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another import into the same case book to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// What to import, and how.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The files, in the order to report on.
    pub files: Vec<PathBuf>,
    /// Whose reports they are, where the person says so.
    pub source: Option<Source>,
    /// Which format, where the person says so: an id, or a file like those under `assets/formats`.
    pub format: Option<String>,
    /// Answer as if, and store nothing.
    pub dry_run: bool,
    /// Who imports.
    pub operator: String,
}

/// Tells how far the import is: file and rows so far; answers whether to go on.
type Progress<'a> = &'a mut dyn FnMut(&str, u64) -> ControlFlow<()>;

/// Imports reports. A file that cannot be read is named in the answer and does not hold up the others.
pub fn import_reports(
    desk: &mut Desk,
    request: &ImportRequest,
    progress: Progress<'_>,
) -> Result<ImportOutcome, Problem> {
    let settings = desk.settings()?;
    let own_format =
        request.format.as_deref().filter(|format| format.ends_with(".toml")).map(read_format).transpose()?;
    let lease = desk.book.begin_import(PATIENCE)?;
    let mut import = Import {
        desk,
        request,
        settings,
        own_format,
        lease,
        progress,
        files: Vec::new(),
        staged: Vec::new(),
        new: NewFacts::default(),
    };
    let result = import.read_and_stage().and_then(|()| import.publish());
    if result.is_err() || request.dry_run {
        // What was staged is invisible to every reader; a failure to clear it away is mended by the next import.
        let discarded = import.desk.book.discard_staged(&import.staged);
        if result.is_ok() {
            discarded?;
        }
    }
    Ok(ImportOutcome { files: import.files, cases: result? })
}

struct Import<'a> {
    desk: &'a mut Desk,
    request: &'a ImportRequest,
    settings: Settings,
    /// A format of the person's own, with its id.
    own_format: Option<(FormatLibrary, String)>,
    lease: ImportLease,
    progress: Progress<'a>,
    /// What came of each file so far.
    files: Vec<FileOutcome>,
    /// Reports stored but not published.
    staged: Vec<ReportId>,
    new: NewFacts,
}

impl Import<'_> {
    fn read_and_stage(&mut self) -> Result<(), Problem> {
        let mut contents: Vec<[u8; 32]> = Vec::new();
        for path in &self.request.files {
            let file = shown_name(path);
            let outcome = match self.read(path, &file)? {
                Ok((report, sha256)) => {
                    let is_repeated = contents.contains(&sha256);
                    contents.push(sha256);
                    FileOutcome::Read(self.stage(&file, report, sha256, is_repeated)?)
                }
                Err(problem) => FileOutcome::NotRead { file, problem },
            };
            self.files.push(outcome);
        }
        Ok(())
    }

    /// When a file was last written, no later than now, in the shop's zone.
    fn written_at(&self, file: &File) -> Moment {
        let now = self.desk.clock.now().to_utc();
        let written = file.metadata().and_then(|metadata| metadata.modified()).map_or(now, DateTime::<Utc>::from);
        self.desk.clock.report_zone(&self.settings).at(written.min(now))
    }

    /// Reads one file, with the digest of its bytes. The outer error ends the whole import (the person gave up), the
    /// inner one only this file.
    fn read(&mut self, path: &Path, file: &str) -> Result<Result<(ReadReport, [u8; 32]), FileProblem>, Problem> {
        let shared = self.desk.assets.formats();
        let (formats, format) = match &self.own_format {
            Some((library, id)) => (library, Some(id.as_str())),
            None => (&*shared, self.request.format.as_deref()),
        };
        let opened = match open_file(path) {
            Ok(opened) => opened,
            Err(problem) => return Ok(Err(problem)),
        };
        let options = ImportOptions {
            file_name: file,
            size_bytes: opened.metadata().ok().map(|metadata| metadata.len()),
            written_at: Some(self.written_at(&opened)),
            source: self.request.source,
            format,
            zone: self.desk.clock.report_zone(&self.settings),
            currency: self.settings.currency,
        };
        let mut input = Hashed { inner: opened, hasher: Sha256::new() };
        let progress = &mut self.progress;
        match read_report(&mut input, &options, formats, &mut |rows| progress(file, rows)) {
            Ok(report) => Ok(Ok((report, input.hasher.finalize().into()))),
            Err(ImportError::Cancelled) => Err(Problem::Cancelled),
            Err(error) => Ok(Err(file_problem(error, &self.desk.assets))),
        }
    }

    /// Stores the entries where no reader sees them yet. A file that the book has already adds nothing.
    fn stage(
        &mut self,
        file: &str,
        read: ReadReport,
        sha256: [u8; 32],
        is_repeated: bool,
    ) -> Result<ReportSummary, Problem> {
        let ReadReport { summary, entries, coverage } = read;
        let known = self.desk.book.report_with_content(&sha256)?;
        if is_repeated || known.is_some() {
            return Ok(summary.with_only_new(&[]));
        }
        let imported = author(self.desk, &self.request.operator);
        let report = NewReport { summary, coverage, sha256, imported };
        let progress = &mut self.progress;
        let staged = self.desk.book.stage_report(&self.lease, report, entries, &mut |rows| progress(file, rows));
        let staged = staged?;
        self.staged.push(staged.id);
        self.new.entries.push(staged.entries);
        self.new.coverage.extend(staged.coverage);
        self.new.files.push(file.to_owned());
        Ok(staged.summary)
    }

    /// Makes the staged reports visible together with the cases that follow from them.
    fn publish(&mut self) -> Result<CaseCounts, Problem> {
        let author = author(self.desk, &self.request.operator);
        let new = std::mem::take(&mut self.new);
        let publishing = Publishing { reports: &self.staged, dry_run: self.request.dry_run };
        derive_and_publish(self.desk, &author, new, &publishing)
    }
}

/// Reads a format file of the person's own; every format that ships stays known beside it.
fn read_format(path: &str) -> Result<(FormatLibrary, String), Problem> {
    let file = shown_name(Path::new(path));
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::File { file: file.clone(), problem: io_problem(&error) })?;
    let unusable =
        |error: FormatError| Problem::BadAsset { file: file.clone(), detail: in_one_line(&error.to_string()) };
    let library = FormatLibrary::built_in().and_then(|library| library.with_file(&file, &text)).map_err(unusable)?;
    let id = library.formats().last().map(|format| format.id.clone()).unwrap_or_default();
    Ok((library, id))
}

pub(super) fn shown_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    mask_card_numbers(&name)
}

pub(super) fn open_file(path: &Path) -> Result<File, FileProblem> {
    let metadata = std::fs::metadata(path).map_err(|error| io_problem(&error))?;
    if metadata.is_dir() {
        return Err(FileProblem::Folder);
    }
    File::open(path).map_err(|error| io_problem(&error))
}

/// Passes bytes on and keeps their digest, so that a file is read once.
struct Hashed {
    inner: File,
    hasher: Sha256,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..count]);
        Ok(count)
    }
}
