//! What the tests of the importer share.

use loose_ends::domain::Currency;
use loose_ends::import::{FormatLibrary, ImportError, ImportOptions, ReadReport, read_report};
use std::ops::ControlFlow;

pub(crate) fn options(file_name: &str) -> ImportOptions<'_> {
    ImportOptions {
        file_name,
        size_bytes: None,
        written_at: Some("2026-11-23T21:00:00+08:00".parse().unwrap()),
        source: None,
        format: None,
        zone: "Asia/Shanghai".parse().unwrap(),
        currency: Currency::CNY,
    }
}

pub(crate) fn read_with(bytes: &[u8], options: &ImportOptions<'_>) -> Result<ReadReport, ImportError> {
    let formats = FormatLibrary::built_in().unwrap();
    read_report(&mut &bytes[..], options, &formats, &mut |_| ControlFlow::Continue(()))
}

pub(crate) fn read(bytes: &[u8], file_name: &str) -> Result<ReadReport, ImportError> {
    read_with(bytes, &options(file_name))
}

/// No row may disappear.
pub(crate) fn assert_adds_up(report: &ReadReport) {
    let summary = &report.summary;
    let sorted = summary.accepted + summary.duplicates + (summary.skipped.len() + summary.rejected.len()) as u64;
    assert_eq!(summary.rows, sorted, "{summary:?}");
    assert_eq!(summary.accepted, report.entries.len() as u64);
}
