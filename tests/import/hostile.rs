//! Files made to hurt: refused with a reason, or read as far as they can be, without filling the memory.

use crate::containers::{TABLE, workbook, zipped};
use crate::support::{assert_adds_up, options, read, read_all};
use loose_ends::domain::Rejection;
use loose_ends::import::{BinaryKind, FormatLibrary, ImportError, Input, Listener, read_in_batches};
use std::io::{self, Read};
use std::ops::ControlFlow;

const MEGABYTE: usize = 1024 * 1024;

/// A beginning, then one stretch again and again, without ever being held.
struct Endless {
    head: &'static [u8],
    stretch: Vec<u8>,
    times: usize,
}

impl Input for Endless {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        let body = (0..self.times).map(|_| self.stretch.as_slice());
        let body = body.map(|stretch| Box::new(stretch) as Box<dyn Read>);
        Ok(body.fold(Box::new(self.head), |all, next| Box::new(all.chain(next))))
    }
}

fn outcome(input: &dyn Input) -> Result<(u64, Vec<Rejection>), ImportError> {
    let formats = FormatLibrary::built_in().unwrap();
    let mut largest = 0;
    let mut see = |batch: Vec<_>| largest = largest.max(batch.len());
    let mut go_on = |_| ControlFlow::Continue(());
    let listener = Listener { progress: &mut go_on, entries: &mut see };
    let report = read_in_batches(input, &options("a.csv"), &formats, listener)?;
    assert!(largest < 10_000, "entries are handed on as they come");
    Ok((report.summary.accepted, report.summary.rejected.iter().map(|row| row.reason).collect()))
}

#[test]
fn a_single_line_without_end_is_no_table() {
    let line = Endless { head: b"T1,1,1.00", stretch: b"0123456789,".repeat(MEGABYTE / 11), times: 100 };
    assert!(matches!(outcome(&line), Err(ImportError::NoLines)));
    let nothing = Endless { head: b"", stretch: vec![0; MEGABYTE], times: 100 };
    assert!(matches!(outcome(&nothing), Err(ImportError::Binary(BinaryKind::Other))));
}

#[test]
fn what_follows_sound_rows_costs_one_row() {
    for (stretch, reason) in [(vec![0; MEGABYTE], Rejection::NotText), (b"0,".repeat(MEGABYTE / 2), Rejection::NotText)]
    {
        let file = Endless { head: TABLE.as_bytes(), stretch, times: 64 };
        assert_eq!(outcome(&file).unwrap(), (1, vec![Rejection::NotAnAmount, reason]));
    }
    let wide = format!("{TABLE}{}\nT1,000003,3.00,2026-11-23 10:02:00\n", "7,".repeat(1_000_000));
    let report = read(wide.as_bytes(), "a.csv").unwrap();
    assert_adds_up(&report);
    assert_eq!((report.summary.accepted, report.summary.rejected[1].reason), (2, Rejection::TooManyFields));
}

#[test]
fn a_table_of_many_rows_leaves_in_batches() {
    let rows = "T1,000001,1.00,2026-11-23 10:00:00\n".repeat(10_000);
    let file = Endless { head: b"Terminal ID,STAN,Amount,Time\n", stretch: rows.into_bytes(), times: 10 };
    assert_eq!(outcome(&file).unwrap(), (100_000, Vec::new()));
}

#[test]
fn stray_quotes_do_not_make_reading_slow() {
    let rows = "T1,\"1,1.00,2026-11-23 10:00:00\nT1,1\",1.00,2026-11-23 10:00:00\n".repeat(20_000);
    let report = read(format!("Terminal ID,STAN,Amount,Time\n{rows}").as_bytes(), "a.csv").unwrap();
    assert_adds_up(&report);
    // A quote that is closed two lines on makes a sound row of both.
    assert_eq!(report.summary.rows, 20_000);
}

#[test]
fn bombs_are_not_unpacked() {
    let zeros = vec![b'0'; 40 * MEGABYTE];
    assert!(matches!(read_all(&zipped(&[("a.csv", &zeros)]), "a.zip"), Err(ImportError::UnpacksTooFar)));
    let book = workbook(&[(
        "A",
        format!("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>{}</v></c></row>", "0".repeat(30 * MEGABYTE)),
    )]);
    assert!(matches!(read_all(&book, "a.xlsx"), Err(ImportError::UnpacksTooFar)));
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let bomb = zipped(&[("xl/workbook.xml", format!("{entities}<workbook>&b;</workbook>").as_bytes())]);
    assert!(read_all(&bomb, "a.xlsx").is_err());
    let deep = workbook(&[("A", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>".to_owned())]);
    assert!(read_all(&deep, "a.xlsx").unwrap().iter().all(|(_, read)| read.is_err()));
}

#[test]
fn rows_of_another_encoding_are_rejected_and_the_rest_stays() {
    let mut bytes = "Terminal ID,STAN,Amount,Time,Note\n".to_owned().into_bytes();
    for (number, note) in (1..).zip(["交易成功", "退款", "现金"]) {
        bytes.extend(format!("T1,{number},1.00,2026-11-23 10:00:00,{note}\n").into_bytes());
    }
    bytes.extend(b"T1,9,1.00,2026-11-23 10:00:00,");
    bytes.extend(encoding_rs::GB18030.encode("交易成功\n").0.iter());
    let report = read(&bytes, "a.csv").unwrap();
    assert_adds_up(&report);
    assert_eq!((report.summary.accepted, report.summary.encoding.as_str()), (3, "UTF-8"));
    assert_eq!(
        report.summary.rejected.iter().map(|row| (row.line, row.reason)).collect::<Vec<_>>(),
        [(5, Rejection::NotText)]
    );
}
