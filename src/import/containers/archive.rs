//! Zip archives.

use super::{Bytes, Content, MOST_PARTS, MOST_UNPACKED, Method, Packed, Part, limit_for, member_name};
use crate::import::error::ImportError;
use crate::import::input::ReadSeek;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// Files by which a workbook is told from any other archive.
const WORKBOOK_MEMBERS: &[&str] = &["xl/workbook.xml", "xl/workbook.bin", "content.xml"];

/// Whether an archive is a spreadsheet.
pub(super) fn is_workbook(bytes: &Bytes<'_>) -> Result<bool, ImportError> {
    let archive = open(bytes)?;
    Ok(WORKBOOK_MEMBERS.iter().any(|name| archive.index_for_name(name).is_some()))
}

/// Opens an archive and looks at its list of members, which must promise no more than may be unpacked.
pub(super) fn open<'b>(bytes: &'b Bytes<'_>) -> Result<ZipArchive<Box<dyn ReadSeek + 'b>>, ImportError> {
    ZipArchive::new(bytes.open()?).map_err(fault)
}

/// Adds the members of an archive, and what those contain.
pub(super) fn unpack<'f>(
    name: &str,
    bytes: &Bytes<'f>,
    depth: usize,
    parts: &mut Vec<Part<'f>>,
) -> Result<(), ImportError> {
    let mut archive = open(bytes)?;
    if archive.len() > MOST_PARTS {
        return Err(ImportError::TooManyParts { most: MOST_PARTS });
    }
    let mut promised = 0_u64;
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(fault)?;
        let inner = member_name(member.name_raw());
        if member.is_dir() || inner.ends_with('/') || is_furniture(&inner) {
            continue;
        }
        if member.encrypted() {
            return Err(ImportError::Locked);
        }
        let method = match member.compression() {
            CompressionMethod::Stored => Method::Stored,
            CompressionMethod::Deflated => Method::Deflate,
            _ => return Err(ImportError::Damaged),
        };
        promised = promised.saturating_add(member.size());
        let limit = limit_for(member.compressed_size());
        if promised > MOST_UNPACKED || member.size() > limit {
            return Err(ImportError::UnpacksTooFar);
        }
        let (start, length) = (member.data_start().ok_or(ImportError::Damaged)?, member.compressed_size());
        // More than the list of members promises is not unpacked either.
        let packed = Packed { within: bytes.clone(), start, length, limit: member.size(), method };
        let content = Content::Packed(packed);
        let part = Part { name: format!("{name}/{inner}"), book: None, encoding: None, content };
        super::unpack(part, depth + 1, parts)?;
    }
    Ok(())
}

/// What file systems leave in archives beside the files.
fn is_furniture(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX" || part == "Thumbs.db")
}

pub(super) fn fault(error: ZipError) -> ImportError {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => error.into(),
        _ => ImportError::Damaged,
    }
}
