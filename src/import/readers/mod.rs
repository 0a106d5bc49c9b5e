//! Files that are no table: logs, messages, slips, bank statements. A reader turns one into rows under headings of its
//! own; a format under `assets/formats/` with `reader = "<id>"` then says what the headings mean, as for any table. So
//! amounts, dates, words, card numbers and rejected rows are treated alike wherever they come from.

mod bank;
mod camt;
mod codepage;
mod draft;
mod iso8583;
mod iso_dump;
mod jpos;
mod json;
mod json_table;
mod mt940;
mod nexo;
mod nexo_extra;
mod ofx;
mod paypal_records;
mod printed;
mod qif;
mod receipt_words;
mod receipts;
mod slip_list;
mod slip_words;
mod slip_zh;
mod spi;
mod trustly;

use super::error::ImportError;
use crate::domain::{RejectedRow, SkippedRow, Warning};
use csv::StringRecord;

/// What a reader looks at to tell whether a file is its own.
pub(super) struct Head<'f> {
    /// The first bytes of the file, at most [`HEAD_BYTES`].
    pub(super) bytes: &'f [u8],
    /// The same as text; bytes that are no text stand as U+FFFD.
    pub(super) text: &'f str,
}

/// How much of a file is looked at to tell whose it is.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// Reads one family of files.
pub(super) trait Reader: Sync {
    /// Name, as `reader` in a format file gives it.
    fn id(&self) -> &'static str;

    /// Whether a file that begins so is of this family. Must be sure: a file that is claimed is not tried as a table.
    fn claims(&self, head: &Head<'_>) -> bool;

    /// Takes a whole file apart.
    ///
    /// # Errors
    /// When nothing of it can be used. A part that cannot be used is a rejected row.
    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError>;
}

/// A file taken apart: rows under headings.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    /// Headings of the cells of every row.
    pub(super) headings: Vec<String>,
    /// In the order of the file.
    pub(super) rows: Vec<RawRow>,
    /// Text in which the file may state its period.
    pub(super) preamble: String,
    /// Encoding it was read in.
    pub(super) encoding: &'static str,
    /// What a person should know beside the rows.
    pub(super) warnings: Vec<Warning>,
}

/// One thing that a file speaks of.
#[derive(Debug)]
pub(super) enum RawRow {
    /// Cells, as many as there are headings, with the line it begins at.
    Cells(u32, StringRecord),
    /// No payment.
    Skipped(SkippedRow),
    /// Not usable.
    Rejected(RejectedRow),
}

/// Every reader, in the order in which they are asked.
const READERS: &[&dyn Reader] = &[
    &jpos::Jpos,
    &iso_dump::IsoDump,
    &paypal_records::PaypalRecords,
    &nexo::Nexo,
    &spi::Spi,
    &camt::Camt,
    &mt940::Mt940,
    &ofx::Ofx,
    &qif::Qif,
    &slip_zh::SlipZh,
    &receipts::Receipts { id: "spi-receipt", dialect: |dialects| &dialects.spi },
    &trustly::Trustly,
    &json_table::JsonTable,
    &receipts::Receipts { id: "zvt", dialect: |dialects| &dialects.zvt },
];

/// The reader whose family a file belongs to.
pub(super) fn claiming(head: &Head<'_>) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|reader| reader.claims(head))
}

/// Whether a reader has this name.
pub(super) fn exists(id: &str) -> bool {
    READERS.iter().any(|reader| reader.id() == id)
}
