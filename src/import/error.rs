//! Why a file is not read at all. Codes with arguments; the sentences are `text`'s.

use super::fields::Missing;
use crate::domain::string_enum;
use std::io::ErrorKind;

string_enum! {
    /// What a file that is no text looks like.
    BinaryKind {
        /// A zip archive or a modern spreadsheet.
        ZipOrSpreadsheet = "zip-or-spreadsheet",
        /// A spreadsheet of the old binary kind.
        OldSpreadsheet = "old-spreadsheet",
        /// A gzip archive.
        Gzip = "gzip",
        /// A PDF document.
        Pdf = "pdf",
        /// A picture.
        Image = "image",
        /// Something else.
        Other = "other",
    }
}

string_enum! {
    /// A text that is no table of rows.
    Markup {
        /// A web page, often an error page saved under the report's name.
        Html = "html",
        /// JSON.
        Json = "json",
        /// XML.
        Xml = "xml",
    }
}

/// Why nothing could be read from a file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// No bytes, or nothing but blanks.
    #[error("empty")]
    Empty,
    /// No text.
    #[error("binary: {0}")]
    Binary(BinaryKind),
    /// Text, but no table.
    #[error("{0} instead of a table")]
    NotATable(Markup),
    /// A provider's error message was saved in place of the report.
    #[error("provider error {code}: {text}")]
    ProviderError {
        /// The provider's code, `20002`.
        code: String,
        /// The provider's words, `No Bill Exist`.
        text: String,
    },
    /// No format fits.
    #[error("not recognised, missing {}", missing.iter().map(|what| what.as_str()).collect::<Vec<_>>().join(", "))]
    NotRecognised {
        /// The headings that were found, card numbers cut.
        columns: Vec<String>,
        /// What a report would need beside them.
        missing: Vec<Missing>,
    },
    /// A heading is there, and no row below it.
    #[error("{format}: heading in line {line}, no rows")]
    HeaderWithoutRows {
        /// Format that fits the heading.
        format: String,
        /// Line of the heading.
        line: u32,
    },
    /// Day and month cannot be told apart anywhere in the file.
    #[error("column {column}: {example} is day/month or month/day")]
    AmbiguousDates {
        /// The column's heading.
        column: String,
        /// A value that can be read both ways.
        example: String,
    },
    /// No format has this id.
    #[error("no format {0}")]
    UnknownFormat(String),
    /// The caller asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// More bytes than a report ever has.
    #[error("more than {limit_bytes} bytes")]
    TooLarge {
        /// The limit.
        limit_bytes: u64,
    },
    /// Text without an end of line.
    #[error("no lines")]
    NoLines,
    /// An archive or a workbook that asks for a password.
    #[error("locked by a password")]
    Locked,
    /// An archive or a workbook that cannot be opened.
    #[error("damaged")]
    Damaged,
    /// An archive that unpacks to more than any report has.
    #[error("unpacks to too much")]
    UnpacksTooFar,
    /// An archive of too many files.
    #[error("more than {most} files")]
    TooManyParts {
        /// The limit.
        most: usize,
    },
    /// Reading the bytes failed.
    #[error("reading failed: {0}")]
    Read(std::io::Error),
}

/// Some of the errors that reading gives are our own, passed through the reader of an archive.
impl From<std::io::Error> for ImportError {
    fn from(error: std::io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => match error.kind() {
                ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof => Self::Damaged,
                _ => Self::Read(error),
            },
        }
    }
}

/// Why a file under `assets/` (or a user's own format) cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Not TOML of the expected shape.
    #[error("{file}: {source}")]
    Syntax {
        /// File name.
        file: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// A name that nothing has: a field, a zone, a status.
    #[error("{file}: {what} '{value}' is not known")]
    UnknownName {
        /// File name.
        file: String,
        /// `zone`, `field`, ….
        what: &'static str,
        /// What stands there.
        value: String,
    },
    /// One word stands for two things.
    #[error("{file}: '{word}' is given twice")]
    GivenTwice {
        /// File name.
        file: String,
        /// The word.
        word: String,
    },
    /// A format that could never read a row.
    #[error("{file}: no {missing}")]
    Incomplete {
        /// File name.
        file: String,
        /// What is missing.
        missing: Missing,
    },
}
