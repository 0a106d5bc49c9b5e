//! Files kept beside the case book, each under its digest. A file is whole on the disk before the history names it.

use super::CaseBook;
use super::connection::{create_private, create_private_folders};
use super::error::{StoreError, StoreErrorKind};
use super::history::hex;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

impl CaseBook {
    /// Keeps these bytes and returns their digest in hexadecimal. Bytes that are kept already are not written again.
    pub fn keep_file(&self, bytes: &[u8], ending: &str) -> Result<String, StoreError> {
        let sha256 = hex(&Sha256::digest(bytes));
        let keep = || {
            let folder = evidence_folder(self.path());
            let place = folder.join(format!("{sha256}.{ending}"));
            if fs::read(&place).is_ok_and(|there| there == bytes) {
                return Ok(());
            }
            create_private_folders(&folder)?;
            write_whole(&place, bytes)?;
            // The name must survive a power cut as the bytes do.
            File::open(&folder)?.sync_all()
        };
        keep().map(|()| sha256).map_err(|error: io::Error| StoreError::new(self.path(), StoreErrorKind::from(error)))
    }
}

/// Where files are kept: a folder beside the case book.
fn evidence_folder(book: &Path) -> PathBuf {
    let mut name = book.as_os_str().to_owned();
    name.push(".evidence");
    name.into()
}

/// Into a neighbour first, then moved to its place: a full disk leaves nothing half.
fn write_whole(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let neighbour = place.with_extension("part");
    let written = create_private(&neighbour).and_then(|mut file| {
        file.set_len(0)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&neighbour, place)
    });
    if written.is_err() {
        // It is of no use to anybody; that it may not be there at all is fine.
        let _ = fs::remove_file(&neighbour);
    }
    written
}
