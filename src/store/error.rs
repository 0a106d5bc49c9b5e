//! What can go wrong with a case book: kinds that `text` puts into words, and the file they are about.

use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// A case book could not be opened, read or written. Nothing was changed by the call that returned it.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct StoreError {
    /// The case book's file.
    pub path: PathBuf,
    /// What happened.
    pub kind: StoreErrorKind,
}

impl StoreError {
    pub(super) fn new(path: &Path, kind: StoreErrorKind) -> Self {
        Self { path: path.to_owned(), kind }
    }
}

/// What happened to a case book. The texts are for logs; people read those of `text`.
#[derive(Debug, thiserror::Error)]
pub enum StoreErrorKind {
    /// The file holds something else.
    #[error("the file is no case book")]
    NotACaseBook,
    /// A newer version of the program wrote it.
    #[error("the case book has version {found}; versions up to {known} are understood")]
    NewerVersion {
        /// Version of the file.
        found: i64,
        /// Newest version that is understood.
        known: i64,
    },
    /// A folder stands where the file should be.
    #[error("this is a folder, not a file")]
    Folder,
    /// The file or its folder may not be read or written.
    #[error("permission denied")]
    PermissionDenied,
    /// No room left.
    #[error("the disk is full")]
    DiskFull,
    /// Another process kept writing for longer than we wait.
    #[error("the case book is busy")]
    Busy,
    /// Another import into the same case book is running.
    #[error("another import is running")]
    ImportRunning,
    /// The import was told to stop; nothing of it remains.
    #[error("the import was cancelled")]
    Cancelled,
    /// What the file holds contradicts itself.
    #[error("the case book is damaged: {detail}")]
    Damaged {
        /// What contradicts itself, for the log.
        detail: String,
    },
    /// The program asked for something that cannot be: a case that does not exist, a report that is not staged.
    #[error("impossible request: {detail}")]
    Misuse {
        /// What was asked for.
        detail: String,
    },
    /// The system could not read or write the file.
    #[error("the file cannot be read or written: {detail}")]
    Io {
        /// The system's words.
        detail: String,
    },
    /// The database refused a statement.
    #[error("the database refused: {detail}")]
    Sql {
        /// The database's words.
        detail: String,
    },
}

impl StoreErrorKind {
    pub(super) fn damaged(detail: &(impl ToString + ?Sized)) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }
}

impl From<rusqlite::Error> for StoreErrorKind {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            // A column that is missing or of another type than the schema promises.
            return match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Damaged { detail },
                _ => Self::Sql { detail },
            };
        };
        match failure.code {
            ErrorCode::NotADatabase => Self::NotACaseBook,
            ErrorCode::DatabaseCorrupt => Self::Damaged { detail },
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::PermissionDenied | ErrorCode::ReadOnly => Self::PermissionDenied,
            ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::FileLockingProtocolFailed => {
                Self::Io { detail }
            }
            _ => Self::Sql { detail },
        }
    }
}

impl From<io::Error> for StoreErrorKind {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::PermissionDenied,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io { detail: error.to_string() },
        }
    }
}

impl From<serde_json::Error> for StoreErrorKind {
    fn from(error: serde_json::Error) -> Self {
        Self::damaged(&error)
    }
}

impl From<getrandom::Error> for StoreErrorKind {
    fn from(error: getrandom::Error) -> Self {
        Self::Io { detail: error.to_string() }
    }
}
