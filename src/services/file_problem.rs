//! Why a file was not read, in the words that every layer understands.

use super::Assets;
use crate::domain::FileProblem;
use crate::import::{BinaryKind, ImportError, Markup};
use std::io;

/// The problem that an importer's error is. Cancelling is no problem of a file.
pub(super) fn file_problem(error: ImportError, assets: &Assets) -> FileProblem {
    match error {
        ImportError::Empty => FileProblem::Empty,
        ImportError::Binary(BinaryKind::ZipOrSpreadsheet | BinaryKind::OldSpreadsheet | BinaryKind::Gzip) => {
            FileProblem::PackedTooOften
        }
        ImportError::Binary(_) => FileProblem::Binary,
        ImportError::NotATable(Markup::Html) => FileProblem::WebPage,
        ImportError::NotATable(Markup::Json | Markup::Xml) | ImportError::NoLines => FileProblem::NoTable,
        ImportError::ProviderError { code, text } => {
            FileProblem::ProviderSays(format!("{code} {text}").trim().to_owned())
        }
        ImportError::NotRecognised { columns, missing } => {
            let missing = missing.into_iter().map(|what| what.as_str().to_owned()).collect();
            FileProblem::NotRecognised { columns, missing }
        }
        ImportError::HeaderWithoutRows { .. } => FileProblem::HeaderWithoutRows,
        ImportError::AmbiguousDates { column, example } => FileProblem::AmbiguousDates { column, example },
        ImportError::UnknownFormat(format) => {
            let known = assets.formats().formats().map(|format| format.id.clone()).collect();
            FileProblem::UnknownFormat { format, known }
        }
        ImportError::TooLarge { limit_bytes } => FileProblem::TooLarge(limit_bytes),
        ImportError::Locked => FileProblem::Locked,
        ImportError::Damaged => FileProblem::Damaged,
        ImportError::UnpacksTooFar => FileProblem::UnpacksTooFar,
        ImportError::TooManyParts { most } => FileProblem::TooManyFiles(most),
        ImportError::Read(error) => io_problem(&error),
        ImportError::Cancelled => FileProblem::Unreadable(ImportError::Cancelled.to_string()),
    }
}

/// The problem that the system's error is.
pub(super) fn io_problem(error: &io::Error) -> FileProblem {
    match error.kind() {
        io::ErrorKind::NotFound => FileProblem::NotFound,
        io::ErrorKind::IsADirectory => FileProblem::Folder,
        _ => FileProblem::Unreadable(error.to_string()),
    }
}
