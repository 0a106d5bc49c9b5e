//! Files that are no reports, and rows that are no use: each with its reason and its line.

use crate::support::{assert_adds_up, options, read, read_with};
use loose_ends::domain::{Rejection, Source};
use loose_ends::import::{BinaryKind, FormatLibrary, ImportError, Markup, Missing, read_report};
use std::ops::ControlFlow;

#[test]
fn what_is_no_report_is_refused_with_its_reason() {
    assert!(matches!(read(b"", "a.csv"), Err(ImportError::Empty)));
    assert!(matches!(read(b"\xef\xbb\xbf \r\n", "a.csv"), Err(ImportError::Empty)));
    assert!(matches!(read(b"%PDF-1.7", "a.csv"), Err(ImportError::Binary(BinaryKind::Pdf))));
    assert!(matches!(read(&[0x7f, b'E', b'L', b'F', 2, 1, 0, 0], "a"), Err(ImportError::Binary(BinaryKind::Other))));
    assert!(matches!(read(b"<html><body>login", "a.csv"), Err(ImportError::NotATable(Markup::Html))));
    assert!(matches!(read(b"[{\"id\":1}]", "a.csv"), Err(ImportError::NotATable(Markup::Json))));
    assert!(matches!(read(b"just a note", "a.txt"), Err(ImportError::NotRecognised { .. })));
}

#[test]
fn a_table_that_is_not_recognised_names_its_columns_and_what_is_missing() {
    let missing_of = |text: &str| match read(text.as_bytes(), "a.csv") {
        Err(ImportError::NotRecognised { columns, missing }) => (columns.join("|"), missing),
        other => panic!("{other:?}"),
    };
    let (columns, missing) = missing_of("Colour,Size,Weight\nred,1,2\n");
    assert_eq!(columns, "Colour|Size|Weight");
    assert_eq!(missing, [Missing::Amount, Missing::Date, Missing::Source]);
    let (_, missing) = missing_of("Date,Time,Amount,Card\n2026-11-23,10:00,1.00,4417\n");
    assert_eq!(missing, [Missing::Source]);
    let (_, missing) = missing_of("Receipt No,Date,Amount,Cashier\n1,2026-11-23,1.00,Li\n");
    assert_eq!(missing, [Missing::Time]);
}

#[test]
fn a_person_may_say_whose_report_and_which_format_it_is() {
    let text = b"Date,Time,Amount,Card\n2026-11-23,10:00,1.00,4417\n";
    let as_terminal = read_with(text, &loose_options(Some(Source::Terminal), None)).unwrap();
    assert_eq!((as_terminal.summary.format.as_str(), as_terminal.summary.source), ("csv-terminal", Source::Terminal));
    let as_till = read_with(text, &loose_options(None, Some("csv-till"))).unwrap();
    assert_eq!(as_till.entries[0].source, Source::Till);
    let unknown = read_with(text, &loose_options(None, Some("no-such")));
    assert!(matches!(unknown, Err(ImportError::UnknownFormat(id)) if id == "no-such"));
    let unfit = read_with(text, &loose_options(None, Some("wechat-bill")));
    assert!(matches!(unfit, Err(ImportError::NotRecognised { columns, .. }) if columns.len() == 4));
}

fn loose_options(source: Option<Source>, format: Option<&'static str>) -> loose_ends::import::ImportOptions<'static> {
    let mut options = options("a.csv");
    options.source = source;
    options.format = format;
    options
}

#[test]
fn headings_without_rows_are_not_a_report() {
    let read = read(b"# journal\nTerminal ID,STAN,RRN,Amount,Time\n\n", "a.csv");
    assert!(matches!(read, Err(ImportError::HeaderWithoutRows { line: 2, format }) if format == "csv-terminal"));
}

#[test]
fn an_order_of_day_and_month_that_nothing_settles_is_not_guessed() {
    let table = |day: &str| {
        format!("Terminal ID,STAN,RRN,Amount,Time\nT1,1,2,3.00,{day} 10:00\nT1,2,3,4.00,05/05/2026 11:00\n")
    };
    let open = read(table("03/04/2026").as_bytes(), "a.csv");
    assert!(matches!(open, Err(ImportError::AmbiguousDates { column, example })
        if column == "Time" && example == "03/04/2026 10:00"));
    let settled = read(table("23/04/2026").as_bytes(), "a.csv").unwrap();
    assert_eq!(settled.entries[0].time.date_naive().to_string(), "2026-04-23");
}

#[test]
fn each_bad_row_is_reported_by_line_column_value_and_reason() {
    let many_digits = "9".repeat(30);
    let rows = [
        ("T1,000001,1.00,2026-11-23 10:00:00", None),
        ("T1,000002,8O.00,2026-11-23 10:00:00", Some(("Amount", "8O.00", Rejection::NotAnAmount))),
        ("T1,000003,1e9,2026-11-23 10:00:00", Some(("Amount", "1e9", Rejection::NotAnAmount))),
        ("T1,000004,--5,2026-11-23 10:00:00", Some(("Amount", "--5", Rejection::NotAnAmount))),
        (
            &format!("T1,000005,{many_digits},2026-11-23 10:00:00"),
            Some(("Amount", &many_digits, Rejection::AmountTooLarge)),
        ),
        ("T1,000006,0.005,2026-11-23 10:00:00", Some(("Amount", "0.005", Rejection::TooManyDecimals))),
        ("T1,000007,,2026-11-23 10:00:00", Some(("Amount", "", Rejection::Missing))),
        ("T1,000008,1.00,2026-02-30 10:00:00", Some(("Time", "2026-02-30 10:00:00", Rejection::ImpossibleDate))),
        ("T1,000009,1.00,soon", Some(("Time", "soon", Rejection::NotADate))),
        ("T1,000010,1.", Some(("", "1.", Rejection::CutOff))),
        ("T1,000011,1.00,2026-11-23 10:00:00,more", Some(("", "more", Rejection::TooManyFields))),
        ("T1,0000\u{0}12,1.00,2026-11-23 10:00:00", Some(("", "2026-11-23 10:00:00", Rejection::NotText))),
        ("T1,000013,1.00,\"2026-11-23 10:00:00", Some(("", "", Rejection::UnclosedQuote))),
        ("T1,000014,1.00,2026-11-23 10:00:00,,", None),
    ];
    let mut text = "Terminal ID,STAN,Amount,Time\n".to_owned();
    text.extend(rows.iter().map(|(row, _)| format!("{row}\n")));
    let report = read(text.as_bytes(), "journal.csv").unwrap();
    assert_adds_up(&report);
    let got: Vec<_> = report
        .summary
        .rejected
        .iter()
        .map(|row| (row.line, row.column.as_str(), row.value.as_str(), row.reason))
        .collect();
    let expected: Vec<_> = rows
        .iter()
        .zip(2..)
        .filter_map(|((_, fault), line)| fault.map(|(column, value, reason)| (line, column, value, reason)))
        .collect();
    assert_eq!(got, expected);
    assert_eq!(report.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2, 15]);
}

#[test]
fn reading_stops_when_asked() {
    let mut text = "Terminal ID,STAN,Amount,Time\n".to_owned();
    text.extend((0..10_000).map(|row| format!("T1,{row:06},1.00,2026-11-23 10:00:00\n")));
    let formats = FormatLibrary::built_in().unwrap();
    let mut told = Vec::new();
    let mut stop_soon = |rows: u64| {
        told.push(rows);
        if told.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let stopped = read_report(&text.as_bytes(), &options("journal.csv"), &formats, &mut stop_soon);
    assert!(matches!(stopped, Err(ImportError::Cancelled)));
    assert_eq!(told, [4096, 8192]);
}
