//! Entries and reports: what goes in comes out, each fact once.

use crate::shop::{Shop, at, full_entry, lin, report, sale};
use loose_ends::domain::{Entry, EntryId, Source, Status};
use loose_ends::store::StoreErrorKind;
use std::ops::ControlFlow;

#[test]
fn an_entry_comes_back_as_it_was() {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![full_entry(), sale(1)]);
    let expected = Entry { id: EntryId(1), report: staged.id, ..full_entry() };
    assert_eq!(staged.entries[0], expected);
    assert_eq!(shop.all_entries(), staged.entries);
    let (first, second) = (staged.entries[0].id, staged.entries[1].id);
    assert_eq!(shop.book.entries(&[second, EntryId(77), first]).unwrap(), [staged.entries[1].clone(), expected]);
    let from_second = shop.book.entries_between(staged.entries[0].time + chrono::Duration::seconds(1), at("23:59:59"));
    assert!(!from_second.unwrap().contains(&staged.entries[0]));
}

#[test]
fn a_report_comes_back_with_its_unread_rows_and_coverage() {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![sale(1), sale(60)]);
    let given = report("t02.csv", &staged.entries);
    let stored = shop.book.report_with_content(&given.sha256).unwrap().unwrap();
    assert_eq!(stored.summary, given.summary);
    assert_eq!(stored.imported, lin());
    assert_eq!(stored.coverage, staged.coverage);
    assert_eq!(stored.coverage.as_ref().unwrap().report, staged.id);
    assert_eq!(shop.book.reports().unwrap(), std::slice::from_ref(&stored));
    assert_eq!(shop.book.report_with_content(&[7; 32]).unwrap(), None);
    let coverage = |from: &str, to: &str| shop.book.coverage_overlapping(at(from), at(to)).unwrap().len();
    assert_eq!((coverage("08:00:30", "08:00:40"), coverage("08:01:00", "09:00:00")), (1, 1));
    assert_eq!((coverage("07:00:00", "08:00:00"), coverage("08:01:01", "09:00:00")), (0, 0));
    assert_eq!(shop.book.reports_overlapping(at("08:01:01"), at("09:00:00")).unwrap(), []);
}

#[test]
fn an_overlapping_export_adds_only_what_is_new() {
    let mut shop = Shop::new();
    shop.import("morning.csv", vec![sale(1), sale(1), sale(2)]);
    assert_eq!(shop.all_entries().len(), 3, "two equal rows of one file are two facts");
    let staged = shop.import("day.csv", vec![sale(1), sale(2), sale(1), sale(1), sale(3)]);
    assert_eq!((staged.summary.accepted, staged.summary.duplicates), (2, 3));
    assert_eq!(staged.summary.totals[0].amount, "536.04");
    assert_eq!(staged.summary.statuses[&Status::Approved], 2);
    assert_eq!(shop.all_entries().len(), 5);
    let again = shop.import("again.csv", vec![sale(1), sale(1), sale(1), sale(3)]);
    assert_eq!((again.summary.accepted, again.summary.duplicates), (0, 4));
    assert_eq!(shop.all_entries().len(), 5);
    assert_eq!(shop.book.reports().unwrap().len(), 3, "what it covers counts even where it adds nothing");
}

#[test]
fn files_of_one_import_are_compared_with_each_other() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    let first = shop.stage(&lease, "a.csv", vec![sale(1), sale(2)]);
    let second = shop.stage(&lease, "b.csv", vec![sale(2), sale(3)]);
    assert_eq!((second.summary.accepted, second.summary.duplicates), (1, 1));
    shop.change(|door| door.publish(&[first.id, second.id]));
    assert_eq!(shop.all_entries().len(), 3);
}

#[test]
fn an_entry_of_another_source_than_its_report_is_refused() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    let entries = vec![Entry { source: Source::Till, ..sale(1) }];
    let refused = shop.book.stage_report(&lease, report("a.csv", &entries), entries, &mut |_| ControlFlow::Break(()));
    assert!(matches!(refused.unwrap_err().kind, StoreErrorKind::Misuse { .. }));
}
