//! Reports in archives and workbooks.

use crate::support::{Parts, assert_adds_up, read_all};
use flate2::Compression;
use flate2::write::GzEncoder;
use loose_ends::domain::Rejection;
use loose_ends::import::ImportError;
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const TABLE: &str =
    "Terminal ID,STAN,Amount,Time\nT1,000001,1.00,2026-11-23 10:00:00\nT1,000002,8O.00,2026-11-23 10:01:00\n";

/// A zip archive of these members.
pub(crate) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap()
}

/// A workbook of these sheets; `xml` stands between the tags of `sheetData`.
pub(crate) fn workbook(sheets: &[(&str, String)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut links) = (String::new(), String::new());
    let mut members: Vec<(String, String)> = Vec::new();
    for (number, (name, xml)) in (1..).zip(sheets) {
        write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>").unwrap();
        let target = format!("worksheets/sheet{number}.xml");
        write!(links, "<Relationship Id=\"rId{number}\" Type=\"{office}/worksheet\" Target=\"{target}\"/>").unwrap();
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{xml}</sheetData></worksheet>");
        members.push((format!("xl/{target}"), sheet));
    }
    let root = format!("<Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    members.push(("_rels/.rels".into(), format!("<Relationships xmlns=\"{relations}\">{root}</Relationships>")));
    let book = format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>");
    members.push(("xl/workbook.xml".into(), book));
    let links = format!("<Relationships xmlns=\"{relations}\">{links}</Relationships>");
    members.push(("xl/_rels/workbook.xml.rels".into(), links));
    let members: Vec<(&str, &[u8])> =
        members.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
    zipped(&members)
}

/// Rows of text cells from a given place on; what reads as a number in `numbers` becomes one.
pub(crate) fn sheet(first_row: usize, first_column: u8, rows: &[&[&str]]) -> String {
    let mut xml = String::new();
    for (row, cells) in (first_row..).zip(rows) {
        write!(xml, "<row r=\"{row}\">").unwrap();
        for (column, cell) in (first_column..).zip(*cells) {
            let place = format!("{}{row}", char::from(b'A' + column));
            match cell.strip_prefix('=') {
                Some(number) => write!(xml, "<c r=\"{place}\"><v>{number}</v></c>").unwrap(),
                None => write!(xml, "<c r=\"{place}\" t=\"str\"><v>{cell}</v></c>").unwrap(),
            }
        }
        xml.push_str("</row>");
    }
    xml
}

fn names(parts: &Parts) -> Vec<(&str, bool)> {
    parts.iter().map(|(name, read)| (name.as_str(), read.is_ok())).collect()
}

#[test]
fn each_file_of_an_archive_is_a_report_of_its_own() {
    let (gbk, ..) = encoding_rs::GB18030.encode("明细.csv");
    let inner = gzipped(TABLE.as_bytes());
    let nested = zipped(&[("b.csv", TABLE.as_bytes())]);
    let mut archive = zipped(&[
        ("XXXXXXXX", TABLE.as_bytes()),
        ("__MACOSX/._a.csv", b"x"),
        ("sub/readme.txt", b"hello"),
        ("a.csv.gz", &inner),
        ("more.zip", &nested),
    ]);
    // Names of archives made in China are in GBK without a sign of it.
    let place = |archive: &[u8]| archive.windows(8).position(|window| window == b"XXXXXXXX");
    while let Some(at) = place(&archive) {
        archive[at..at + 8].copy_from_slice(&gbk);
    }
    let read = read_all(&archive, "bill.zip").unwrap();
    let expected = [
        ("bill.zip/明细.csv", true),
        ("bill.zip/sub/readme.txt", false),
        ("bill.zip/a.csv.gz", true),
        ("bill.zip/more.zip/b.csv", true),
    ];
    assert_eq!(names(&read), expected);
    for (_, report) in read.iter().filter(|(_, read)| read.is_ok()) {
        let report = report.as_ref().unwrap();
        assert_adds_up(report);
        assert_eq!((report.summary.accepted, report.summary.rejected.len()), (1, 1));
    }
}

#[test]
fn a_sheet_is_read_like_a_table_of_text() {
    let rows: &[&[&str]] = &[
        &["Terminal ID", "STAN", "RRN", "Amount", "Time", "Note"],
        &["T1", "000001", "=318420771902", "=12.5", "=46349.427083333336", "a"],
        &["T1", "000002", "=4200000263201902167", "=0.30000000000000004", "2026-11-23 10:01:00", "b"],
        &["T1", "000003", "318420771904", "x", "2026-11-23 10:02:00"],
        &["T1", "000004", "318420771905", "7.00", "2026-11-23 10:03:00"],
    ];
    let book = workbook(&[("Notes", sheet(1, 0, &[&["prepared by the branch"]])), ("List", sheet(4, 1, rows))]);
    let read = read_all(&book, "book.xlsx").unwrap();
    assert_eq!(names(&read), [("book.xlsx/Notes", false), ("book.xlsx/List", true)]);
    let report = read[1].1.as_ref().unwrap();
    assert_adds_up(report);
    let entries: Vec<_> = report.entries.iter().map(|e| (e.line, e.amount.minor, e.rrn.as_str())).collect();
    assert_eq!(entries, [(6, 30, ""), (8, 700, "318420771905")]);
    let rejected: Vec<_> = report.summary.rejected.iter().map(|row| (row.line, row.reason)).collect();
    // A date without the format of one is a number, which is no date.
    assert_eq!(rejected, [(5, Rejection::NotADate), (7, Rejection::NotAnAmount)]);
    assert!(report.summary.warnings.iter().any(|warning| warning.kind == "damaged-reference"));
    let alone = workbook(&[("List", sheet(1, 0, rows)), ("Empty", String::new())]);
    assert_eq!(names(&read_all(&alone, "book.xlsx").unwrap()), [("book.xlsx", true)]);
}

#[test]
fn what_cannot_be_unpacked_is_refused_with_its_reason() {
    assert!(matches!(read_all(b"PK\x03\x04rest", "a.zip"), Err(ImportError::Damaged)));
    assert!(matches!(read_all(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls"), Err(ImportError::Damaged)));
    let mut locked = zipped(&[("a.csv", TABLE.as_bytes())]);
    // The first bit of the flags, in the member itself and in the list of members.
    locked[6] |= 1;
    let list = locked.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    locked[list + 8] |= 1;
    assert!(matches!(read_all(&locked, "a.zip"), Err(ImportError::Locked)));
    let mut sealed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    sealed.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(matches!(read_all(&sealed, "a.xlsx"), Err(ImportError::Locked)));
    let members: Vec<String> = (0..1_001).map(|number| format!("{number}.csv")).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    assert!(matches!(read_all(&zipped(&members), "a.zip"), Err(ImportError::TooManyParts { most: 1_000 })));
}

#[test]
fn an_open_document_is_read_like_any_sheet() {
    let cell = |kind: &str, value: &str, shown: &str| {
        format!("<table:table-cell office:value-type=\"{kind}\" {value}><text:p>{shown}</text:p></table:table-cell>")
    };
    let text = |shown: &str| cell("string", "", shown);
    let heading: String = ["Terminal ID", "STAN", "Amount", "Date", "Time"].map(text).concat();
    let row = [
        text("T&amp;1"),
        text("000001"),
        cell("float", "office:value=\"0.30000000000000004\"", "0,30"),
        cell("date", "office:date-value=\"2026-11-23\"", "23.11."),
        cell("time", "office:time-value=\"PT10H05M00S\"", "10:05"),
    ]
    .concat();
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"A\">\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row><table:table-row><table:table-cell/>{heading}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>{row}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048572\"><table:table-cell/></table:table-row>\
         </table:table></office:document-content>"
    );
    let book = zipped(&[("content.xml", content.as_bytes())]);
    let read = read_all(&book, "till.ods").unwrap();
    let report = read[0].1.as_ref().unwrap();
    assert_adds_up(report);
    let entries: Vec<_> =
        report.entries.iter().map(|e| (e.line, e.terminal.as_str(), e.amount.minor, e.time.to_rfc3339())).collect();
    let time = "2026-11-23T10:05:00+08:00".to_owned();
    assert_eq!(entries, [(4, "T&1", 30, time.clone()), (5, "T&1", 30, time)]);
}
