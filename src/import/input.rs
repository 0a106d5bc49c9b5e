//! Where bytes come from. A report is looked at more than once, so that it need not be held; so its bytes can be asked for
//! again and again.

use std::io::{self, Cursor, Read, Seek};

/// Bytes that can be read from their beginning, as often as needed.
pub trait Input {
    /// Begins anew.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

/// Bytes that can be read from any place.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// A whole file, which may be an archive or a workbook.
pub trait FileInput {
    /// Begins anew, at the first byte.
    fn open_file(&self) -> io::Result<Box<dyn ReadSeek + '_>>;
}

impl Input for &[u8] {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Cursor::new(self)))
    }
}

impl FileInput for &[u8] {
    fn open_file(&self) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(Cursor::new(self)))
    }
}
