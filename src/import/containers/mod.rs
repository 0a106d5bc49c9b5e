//! Archives and workbooks → the reports in them. A file that is neither is its own only part.

mod archive;
mod ods;
mod workbook;

use super::decode;
use super::error::ImportError;
use super::input::{FileInput, Input, ReadSeek};
use flate2::read::{DeflateDecoder, GzDecoder};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// Archives in an archive that are opened.
const DEEPEST: usize = 2;
/// Parts of one file.
const MOST_PARTS: usize = 1_000;
/// What all parts of a file may unpack to.
const MOST_UNPACKED: u64 = 1 << 30;
/// Below this, it does not matter how well a part was packed.
const HARMLESS_UNPACKED: u64 = 10_000_000;
/// No report packs better than this.
const HIGHEST_RATIO: u64 = 200;
/// Largest archive or workbook that is held in memory.
const MOST_HELD: u64 = 64 * 1024 * 1024;

/// One report of a file.
pub struct Part<'f> {
    /// The file's name, with that of the member or sheet behind it: `bill.zip/明细.csv`, `book.xlsx/Sheet2`.
    pub name: String,
    /// Name of the workbook that it is a sheet of.
    pub book: Option<String>,
    /// Name of the encoding, where it is not for the bytes to tell.
    pub encoding: Option<&'static str>,
    content: Content<'f>,
}

/// Where a part's bytes stand.
enum Content<'f> {
    All(Bytes<'f>),
    Packed(Packed<'f>),
}

/// A file's bytes, on disk or unpacked.
#[derive(Clone)]
enum Bytes<'f> {
    Outside(&'f dyn FileInput),
    Held(Rc<Vec<u8>>),
}

/// A stretch of a file that is packed.
struct Packed<'f> {
    within: Bytes<'f>,
    start: u64,
    length: u64,
    /// What it may unpack to.
    limit: u64,
    method: Method,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    Stored,
    Deflate,
    Gzip,
}

/// The reports in a file, not looked at yet: members of an archive, sheets of a workbook, or the file itself.
///
/// # Errors
/// When the file cannot be unpacked or must not be: locked, damaged, too large.
pub fn parts<'f>(file: &'f dyn FileInput, name: &str) -> Result<Vec<Part<'f>>, ImportError> {
    let mut parts = Vec::new();
    let whole = Part { name: name.to_owned(), book: None, encoding: None, content: Content::All(Bytes::Outside(file)) };
    unpack(whole, 0, &mut parts)?;
    Ok(parts)
}

/// Adds a part, or what it contains.
fn unpack<'f>(part: Part<'f>, depth: usize, parts: &mut Vec<Part<'f>>) -> Result<(), ImportError> {
    let mut head = Vec::new();
    part.open()?.take(4).read_to_end(&mut head)?;
    match head.as_slice() {
        _ if depth > DEEPEST => parts.push(part),
        [b'P', b'K', 3, 4] | [b'P', b'K', 5, 6] => {
            let bytes = part.held()?;
            if archive::is_workbook(&bytes)? {
                workbook::unpack(&part.name, &bytes, parts)?;
            } else {
                archive::unpack(&part.name, &bytes, depth, parts)?;
            }
        }
        [0xd0, 0xcf, 0x11, 0xe0] => workbook::unpack(&part.name, &part.held()?, parts)?,
        [0x1f, 0x8b, ..] => {
            let within = part.held()?;
            let length = within.length()?;
            let limit = limit_for(length);
            let content = Content::Packed(Packed { within, start: 0, length, limit, method: Method::Gzip });
            unpack(Part { content, ..part }, depth + 1, parts)?;
        }
        _ => parts.push(part),
    }
    if parts.len() > MOST_PARTS { Err(ImportError::TooManyParts { most: MOST_PARTS }) } else { Ok(()) }
}

/// What so many packed bytes may unpack to.
fn limit_for(packed: u64) -> u64 {
    packed.saturating_mul(HIGHEST_RATIO).clamp(HARMLESS_UNPACKED, MOST_UNPACKED)
}

impl<'f> Part<'f> {
    /// The part's bytes where any place can be read: those on disk, or unpacked ones.
    fn held(&self) -> Result<Bytes<'f>, ImportError> {
        match &self.content {
            Content::All(bytes) => Ok(bytes.clone()),
            Content::Packed(packed) => {
                let mut bytes = Vec::new();
                packed.open()?.take(MOST_HELD + 1).read_to_end(&mut bytes)?;
                if bytes.len() as u64 > MOST_HELD {
                    return Err(ImportError::TooLarge { limit_bytes: MOST_HELD });
                }
                Ok(Bytes::Held(Rc::new(bytes)))
            }
        }
    }

    fn sheet(name: String, book: &str, encoding: &'static str, text: Vec<u8>) -> Self {
        let content = Content::All(Bytes::Held(Rc::new(text)));
        Self { name, book: Some(book.to_owned()), encoding: Some(encoding), content }
    }
}

impl Input for Part<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        match &self.content {
            Content::All(bytes) => Ok(Box::new(bytes.open()?)),
            Content::Packed(packed) => packed.open(),
        }
    }
}

impl Bytes<'_> {
    fn open(&self) -> io::Result<Box<dyn ReadSeek + '_>> {
        match self {
            Self::Outside(file) => file.open_file(),
            Self::Held(bytes) => Ok(Box::new(io::Cursor::new(bytes.as_slice()))),
        }
    }

    fn length(&self) -> io::Result<u64> {
        self.open()?.seek(SeekFrom::End(0))
    }
}

impl Packed<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let mut within = self.within.open()?;
        within.seek(SeekFrom::Start(self.start))?;
        let packed = io::BufReader::new(within.take(self.length));
        let unpacked: Box<dyn Read + '_> = match self.method {
            Method::Stored => Box::new(packed),
            Method::Deflate => Box::new(DeflateDecoder::new(packed)),
            Method::Gzip => Box::new(GzDecoder::new(packed)),
        };
        Ok(Box::new(Limited { inner: unpacked, left: self.limit }))
    }
}

/// Fails where more is unpacked than may be.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(ImportError::UnpacksTooFar)),
        }
        Ok(count)
    }
}

/// A member's name: UTF-8, else in the encoding that its bytes look like.
fn member_name(raw: &[u8]) -> String {
    let name = decode::decode(raw).text.replace('\\', "/");
    name.chars().filter(|c| !c.is_control()).collect()
}
