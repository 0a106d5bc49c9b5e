//! Reads reports, stores their entries, derives once, opens, updates and closes cases: all in one, everything or
//! nothing for each call.

use super::Desk;
use super::assets::in_one_line;
use super::derive::{NewFacts, Publishing, derive_and_publish};
use super::file_problem::{file_problem, io_problem};
use super::import_warnings;
use super::report_files::{ReportFile, report_files, shown_name};
use super::report_parts::{Content, ReadPart, settle};
use super::work_case::author;
use crate::domain::{
    CaseCounts, FileOutcome, FileProblem, ImportOutcome, Moment, Problem, ReportId, ReportSummary, Settings, Source,
    mask_card_numbers,
};
use crate::import::{
    FormatError, FormatLibrary, ImportError, ImportOptions, Input, Part, ReadReport, parts, read_report,
};
use crate::store::{ImportLease, NewReport};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another import into the same case book to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of a file is read at once.
const BLOCK_BYTES: usize = 128 * 1024;

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
        contents: BTreeSet::new(),
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
    /// Digests of what was staged.
    contents: BTreeSet<[u8; 32]>,
    /// Reports stored but not published.
    staged: Vec<ReportId>,
    new: NewFacts,
}

impl Import<'_> {
    fn read_and_stage(&mut self) -> Result<(), Problem> {
        for path in &self.request.files {
            match report_files(path) {
                Ok(files) => files.iter().try_for_each(|file| self.take(file))?,
                Err(problem) => self.files.push(FileOutcome::NotRead { file: shown_name(path), problem }),
            }
        }
        Ok(())
    }

    /// Reads every report of one file and stages them.
    fn take(&mut self, file: &ReportFile) -> Result<(), Problem> {
        let parts = match parts(file, &file.name) {
            Ok(parts) => parts,
            Err(error) => {
                let problem = file_problem(error, &self.desk.assets);
                self.files.push(FileOutcome::NotRead { file: file.name.clone(), problem });
                return Ok(());
            }
        };
        let written_at = self.written_at(file);
        let read: Result<Vec<ReadPart>, Problem> = parts.iter().map(|part| self.read(part, written_at)).collect();
        for part in settle(read?) {
            let outcome = match part.content {
                Ok(Content::New(report)) => FileOutcome::Read(self.stage(&part.name, report, part.sha256)?),
                Ok(Content::Known(summary)) => FileOutcome::Read(summary),
                Err(problem) => FileOutcome::NotRead { file: part.name, problem },
            };
            self.files.push(outcome);
        }
        Ok(())
    }

    /// When a file was last written, no later than now, in the shop's zone.
    fn written_at(&self, file: &ReportFile) -> Moment {
        let now = self.desk.clock.now().to_utc();
        let written = std::fs::metadata(&file.path).and_then(|metadata| metadata.modified());
        let written = written.map_or(now, DateTime::<Utc>::from);
        self.desk.clock.report_zone(&self.settings).at(written.min(now))
    }

    /// Reads one part of a file. An error ends the whole import (the person gave up); what is wrong with this part alone
    /// stands in the answer.
    fn read(&mut self, part: &Part<'_>, written_at: Moment) -> Result<ReadPart, Problem> {
        let name = mask_card_numbers(&part.name);
        let book = part.book.as_deref().map(mask_card_numbers);
        let sha256 = match digest(part) {
            Ok(sha256) => sha256,
            Err(error) => {
                let content = Err(file_problem(error.into(), &self.desk.assets));
                return Ok(ReadPart { name, book, sha256: [0; 32], content });
            }
        };
        let content = match self.desk.book.report_with_content(&sha256)? {
            Some(known) => Ok(Content::Known(known.summary.with_only_new(&[]))),
            None => self.read_new(part, &name, written_at)?,
        };
        Ok(ReadPart { name, book, sha256, content })
    }

    fn read_new(
        &mut self,
        part: &Part<'_>,
        name: &str,
        written_at: Moment,
    ) -> Result<Result<Content, FileProblem>, Problem> {
        let shared = self.desk.assets.formats();
        let (formats, format) = match &self.own_format {
            Some((library, id)) => (library, Some(id.as_str())),
            None => (&*shared, self.request.format.as_deref()),
        };
        let options = ImportOptions {
            file_name: name,
            written_at: Some(written_at),
            source: self.request.source,
            format,
            zone: self.desk.clock.report_zone(&self.settings),
            currency: self.settings.currency,
            encoding: None,
        };
        let progress = &mut self.progress;
        match read_report(part, &options, formats, &mut |rows| progress(name, rows)) {
            Ok(mut report) => {
                if let Some(encoding) = part.encoding {
                    encoding.clone_into(&mut report.summary.encoding);
                }
                Ok(Ok(Content::New(report)))
            }
            Err(ImportError::Cancelled) => Err(Problem::Cancelled),
            Err(error) => Ok(Err(file_problem(error, &self.desk.assets))),
        }
    }

    /// Stores the entries where no reader sees them yet. A second file of the same bytes adds nothing.
    fn stage(&mut self, file: &str, read: ReadReport, sha256: [u8; 32]) -> Result<ReportSummary, Problem> {
        let ReadReport { summary, entries, coverage } = read;
        if !self.contents.insert(sha256) {
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
        import_warnings::warn(self.desk, &new, &mut self.files)?;
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

/// SHA-256 of a part's bytes.
pub(super) fn digest(part: &Part<'_>) -> io::Result<[u8; 32]> {
    let mut hasher = Sha256::new();
    let mut input = part.open()?;
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        let count = input.read(&mut block)?;
        if count == 0 {
            return Ok(hasher.finalize().into());
        }
        hasher.update(&block[..count]);
    }
}
