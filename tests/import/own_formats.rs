//! What a format file can say beyond which heading means what.

use crate::support::{assert_adds_up, options};
use loose_ends::domain::{Entry, Status, TransactionType};
use loose_ends::import::{FormatLibrary, ImportOptions, ReadReport, read_report};
use std::ops::ControlFlow;

const NAMES: &str = "id = 'mine'\nsource = 'acquirer'\nname = { en = 'Mine', zh = '自有' }\n";

fn read(toml: &str, text: &str) -> ReadReport {
    let library = FormatLibrary::built_in().unwrap().with_file("mine.toml", &format!("{NAMES}{toml}")).unwrap();
    let options = ImportOptions { format: None, ..options("a.csv") };
    let report = read_report(&text.as_bytes(), &options, &library, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(report.summary.format, "mine");
    assert_adds_up(&report);
    report
}

fn short(entry: &Entry) -> String {
    format!("{} {} {} {}", entry.kind, entry.status, entry.amount.to_plain(), entry.time.to_rfc3339())
}

fn shorts(report: &ReadReport) -> Vec<String> {
    report.entries.iter().map(short).collect()
}

#[test]
fn a_table_without_headings_is_told_by_what_its_columns_look_like() {
    let toml = "unit = 'minor'\n[no_header]\ncolumns = ['order', 'when', 'sum', 'state']\n\
                shapes = { order = 'digits:6', when = 'digits:14', sum = 'digits', state = 'words:1,2' }\n\
                [columns]\ntime = ['when']\namount = ['sum']\norder = ['order']\nstatus = ['state']\n\
                [[rows]]\nstatuses = { approved = ['1'], unknown = ['2'] }\n";
    let report = read(toml, "100001,20261123101500,1250,1\n100002,20261123101600,99,2\n合计,2,1349\n");
    assert_eq!(
        shorts(&report),
        ["sale approved 12.50 2026-11-23T10:15:00+08:00", "sale unknown 0.99 2026-11-23T10:16:00+08:00"]
    );
}

#[test]
fn fields_of_fixed_width_are_counted_in_bytes() {
    let toml = "unit = 'minor'\n[fixed_width]\ncolumns = [['id', 4], ['shop', 6], ['when', 14], ['sum', 8]]\ngap = 1\n\
                shapes = { when = 'digits:14', sum = 'digits:8' }\n\
                [columns]\ntime = ['when']\namount = ['sum']\norder = ['id']\nstore = ['shop']\n";
    let line = |id: &str| format!("{id} 门店   20261123101500 00001250\r\n");
    let library = FormatLibrary::built_in().unwrap().with_file("mine.toml", &format!("{NAMES}{toml}")).unwrap();
    let text = format!("{}{}7\r\n", line("A001"), line("A002"));
    let (bytes, ..) = encoding_rs::GB18030.encode(&text);
    let report = read_report(&bytes.as_ref(), &options("a.txt"), &library, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_adds_up(&report);
    assert_eq!(shorts(&report)[1], "sale not-stated 12.50 2026-11-23T10:15:00+08:00");
    assert_eq!((report.entries[1].store.as_str(), report.entries[1].order.as_str()), ("门店", "A002"));
    assert_eq!(report.summary.rejected.len(), 1);
}

#[test]
fn localised_headings_conditions_and_skipped_rows() {
    let toml = "day_order = 'day-first'\n[recognise]\nany_of = [['Datum', 'Date'], ['Betrag', 'Amount']]\n\
                title = ['Kartenumsatz']\nwithout = ['Saldo']\n\
                [columns]\ntime = ['Datum', 'Date']\namount = ['Betrag', 'Amount']\nstatus = ['Status']\ntype = ['Art']\n\
                [[rows]]\nwhen = [{ heading = ['Art', 'Kind'], starts_with = ['Geb'] }]\nskip = 'fee'\n\
                [[rows]]\nwhen = [{ heading = 'Art', words = ['Kauf'] }, { heading = 'Grund', empty = true }]\n\
                types = { sale = ['Kauf'] }\nstatus = 'settled'\n\
                [[rows]]\nskip_types = { payout = ['Kauf'] }\n";
    let text = "Kartenumsatz November\nDatum;Betrag;Status;Art;Grund\n03/04/2026 10:00;12,50;x;Kauf;\n\
                03/04/2026 10:01;-0,20;x;Gebühr;\n03/04/2026 10:02;5,00;x;Kauf;Umbuchung\n";
    let report = read(toml, text);
    assert_eq!(shorts(&report), ["sale settled 12.50 2026-04-03T10:00:00+08:00"]);
    let reasons: Vec<&str> = report.summary.skipped.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(reasons, ["fee", "payout"]);
}

#[test]
fn money_that_goes_out_stands_in_a_column_or_a_word_of_its_own() {
    let pair = "[recognise]\nheadings = ['when', 'credit', 'debit']\n\
                [columns]\ntime = ['when']\namount = ['credit']\namount_out = ['debit']\nzone = ['tz']\n";
    let text = "when,credit,debit,tz\n2026-01-06 00:00:30,5.00,,PST\n2026-07-06 00:00:30,,-2.00,Europe/Berlin\n\
                Jan 7 2026 01:00 PM,0.00,3.00,\n05-Jan-2024 03:04 PM EST,1.00,,\n";
    assert_eq!(
        shorts(&read(pair, text)),
        [
            "sale not-stated 5.00 2026-01-06T00:00:30-08:00",
            "refund not-stated 2.00 2026-07-06T00:00:30+02:00",
            "refund not-stated 3.00 2026-01-07T13:00:00+08:00",
            "sale not-stated 1.00 2024-01-05T15:04:00-05:00",
        ]
    );
    let words = "unit = 'minor'\n[recognise]\nheadings = ['when', 'sum', 'dc']\n[directions]\nin = ['CR']\nout = ['DR']\n\
                 [columns]\ndate = ['when']\namount = ['sum']\ndirection = ['dc']\n";
    let report = read(words, "when,sum,dc\n2026-01-06,500,CR\n2026-01-06,200,DR\n2026-01-06,200,XX\n");
    assert_eq!(
        shorts(&report),
        ["sale not-stated 5.00 2026-01-06T00:00:00+08:00", "refund not-stated 2.00 2026-01-06T00:00:00+08:00"]
    );
    assert_eq!(report.summary.rejected.len(), 1);
}

#[test]
fn rows_of_one_payment_add_up() {
    let toml = "[recognise]\nheadings = ['when', 'sum', 'payment']\n\
                [columns]\ntime = ['when']\namount = ['sum']\nprovider_ref = ['payment']\n\
                [[rows]]\npart_of = 'provider_ref'\n";
    let text = "when,sum,payment\n2026-01-06 10:00:00,5.00,P1\n2026-01-06 10:00:00,2.50,P1\n2026-01-06 10:01:00,1.00,P2\n\
                2026-01-06 11:00:00,-2.50,P1\n";
    let report = read(toml, text);
    let sums: Vec<_> = report.entries.iter().map(|entry| (entry.kind, entry.amount.minor)).collect();
    assert_eq!(sums, [(TransactionType::Sale, 750), (TransactionType::Sale, 100), (TransactionType::Refund, 250)]);
    assert!(report.entries.iter().all(|entry| entry.status == Status::NotStated));
    assert_eq!(report.summary.skipped[0].reason, "part-of-payment");
}
