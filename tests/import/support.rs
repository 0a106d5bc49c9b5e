//! What the tests of the importer share.

use loose_ends::domain::Currency;
use loose_ends::import::{FormatLibrary, ImportError, ImportOptions, ReadReport, parts, read_report};
use std::ops::ControlFlow;

pub(crate) fn options(file_name: &str) -> ImportOptions<'_> {
    ImportOptions {
        file_name,
        written_at: Some("2026-11-23T21:00:00+08:00".parse().unwrap()),
        source: None,
        format: None,
        zone: "Asia/Shanghai".parse().unwrap(),
        currency: Currency::CNY,
        encoding: None,
    }
}

pub(crate) fn read_with(bytes: &[u8], options: &ImportOptions<'_>) -> Result<ReadReport, ImportError> {
    let formats = FormatLibrary::built_in().unwrap();
    read_report(&bytes, options, &formats, &mut |_| ControlFlow::Continue(()))
}

/// Reads a file; of an archive or a workbook, the first report in it.
pub(crate) fn read(bytes: &[u8], file_name: &str) -> Result<ReadReport, ImportError> {
    let mut all = read_all(bytes, file_name)?.into_iter().map(|(_, read)| read);
    let first = all.next().unwrap_or(Err(ImportError::Empty));
    if first.is_ok() { first } else { all.find(Result::is_ok).unwrap_or(first) }
}

/// What a file came to: its only report, or those in it by name.
pub(crate) type Parts = Vec<(String, Result<ReadReport, ImportError>)>;

/// Reads every report in a file.
pub(crate) fn read_all(bytes: &[u8], file_name: &str) -> Result<Parts, ImportError> {
    let formats = FormatLibrary::built_in().unwrap();
    let mut read = Parts::new();
    for part in parts(&bytes, file_name)? {
        let report = read_report(&part, &options(&part.name), &formats, &mut |_| ControlFlow::Continue(()));
        read.push((part.name.clone(), report));
    }
    Ok(read)
}

/// No row may disappear.
pub(crate) fn assert_adds_up(report: &ReadReport) {
    let summary = &report.summary;
    let sorted = summary.accepted + summary.duplicates + (summary.skipped.len() + summary.rejected.len()) as u64;
    assert_eq!(summary.rows, sorted, "{summary:?}");
    assert_eq!(summary.accepted, report.entries.len() as u64);
}
