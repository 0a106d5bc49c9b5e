//! What can go wrong, as codes with arguments. `text` puts each into one sentence: what happened, where, what to do.

use super::{CaseId, Refusal, ReportSummary, UnfitEvidence};

/// Why a file could not be read as a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// No such file any more.
    NotFound,
    /// A folder without a file in it.
    Folder,
    /// The system refused; its own words.
    Unreadable(String),
    /// Not one byte.
    Empty,
    /// No text at all: a picture, a program, ….
    Binary,
    /// An archive inside an archive inside an archive.
    PackedTooOften,
    /// An archive or a workbook that asks for a password.
    Locked,
    /// An archive or a workbook that cannot be opened.
    Damaged,
    /// An archive that unpacks to more than any report has.
    UnpacksTooFar,
    /// An archive or a folder of more files than this.
    TooManyFiles(usize),
    /// Text, but no table of rows.
    NoTable,
    /// A web page saved under a report's name.
    WebPage,
    /// A heading and nothing below it.
    HeaderWithoutRows,
    /// No format fits.
    NotRecognised {
        /// The headings found.
        columns: Vec<String>,
        /// What no heading stands for: `amount`, `time`, ….
        missing: Vec<String>,
    },
    /// Day and month cannot be told apart.
    AmbiguousDates {
        /// Heading of the column.
        column: String,
        /// A value that can be read both ways.
        example: String,
    },
    /// The provider sent an error in place of a report; its own words.
    ProviderSays(String),
    /// `--format` names a format that is not known.
    UnknownFormat {
        /// What was given.
        format: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Larger than can be read; in bytes.
    TooLarge(u64),
}

/// What reading one file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    /// It was read; some of its rows may have been rejected.
    Read(ReportSummary),
    /// It was not read; the other files of the same call are not held up by it.
    NotRead {
        /// File name, without its folder.
        file: String,
        /// Why.
        problem: FileProblem,
    },
}

/// How many cases an import opened, changed and closed, and how many are open now (waiting ones included).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CaseCounts {
    /// New cases.
    pub opened: u64,
    /// Cases whose finding or evidence changed, reopened ones included.
    pub updated: u64,
    /// Cases that the reports settled.
    pub closed: u64,
    /// Open or waiting afterwards.
    pub open: u64,
}

/// What one import call did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOutcome {
    /// One for each file, in the order given.
    pub files: Vec<FileOutcome>,
    /// What it did to the cases.
    pub cases: CaseCounts,
}

/// Why the case book cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookProblem {
    /// The file is something else.
    NotACaseBook,
    /// A newer version of the program wrote it.
    Newer,
    /// A folder stands at its place.
    Folder,
    /// Not allowed to read or write there.
    PermissionDenied,
    /// No room left.
    DiskFull,
    /// Another program holds it.
    Busy,
    /// SQLite finds it damaged.
    Damaged,
    /// Anything else, in the system's own words.
    Other(String),
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// One file could not be read.
    File {
        /// File name, without its folder.
        file: String,
        /// Why.
        problem: FileProblem,
    },
    /// The case book cannot be used.
    Book {
        /// Where it is.
        path: String,
        /// Why.
        problem: BookProblem,
    },
    /// No case has this number.
    UnknownCase(CaseId),
    /// A rule refuses it.
    Refused(Refusal),
    /// A file could not be written; the system's own words.
    NotWritten {
        /// Where.
        path: String,
        /// Why.
        detail: String,
    },
    /// A photo or a file cannot be kept as evidence.
    Unfit {
        /// Its name.
        file: String,
        /// Why.
        why: UnfitEvidence,
    },
    /// A file stands there already and is not written over.
    AlreadyThere {
        /// Where.
        path: String,
    },
    /// The person gave up waiting; nothing was stored.
    Cancelled,
    /// A file that ships with the program, or that the user put beside them, is wrong.
    BadAsset {
        /// Which.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A program of the system that shows or prints files is missing or failed; the file lies there.
    NotHandedOver {
        /// Where the file is.
        path: String,
        /// The program.
        program: String,
        /// Why.
        detail: String,
    },
    /// Case records are not written in the form that the file's ending asks for.
    UnknownExportForm {
        /// The file.
        path: String,
    },
    /// Summaries are not written in the form that the file's ending asks for.
    UnknownForm {
        /// The file.
        path: String,
    },
    /// The call was wrong: an unknown name, an unreadable value; already one sentence.
    BadCall(String),
}
