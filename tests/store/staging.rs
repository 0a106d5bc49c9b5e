//! Staging: what is not published is not seen, and holds nobody up.

use crate::shop::{Shop, at, lin, note, report, sale, shop_with_case};
use loose_ends::domain::Entry;
use loose_ends::store::{CaseBook, StoreError, StoreErrorKind};
use std::ops::ControlFlow;
use std::time::Duration;

#[test]
fn nothing_staged_is_seen_before_it_is_published() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    let staged = shop.stage(&lease, "t02.csv", vec![sale(1)]);
    assert_eq!(shop.all_entries(), []);
    assert_eq!(shop.book.entries(&[staged.entries[0].id]).unwrap(), []);
    assert_eq!(shop.book.reports().unwrap(), []);
    assert_eq!(shop.book.report_with_content(&report("t02.csv", &[]).sha256).unwrap(), None);
    assert_eq!(shop.book.coverage_overlapping(at("00:00:00"), at("23:59:59")).unwrap(), []);
    shop.change(|door| door.publish(&[staged.id]));
    assert_eq!(shop.all_entries(), staged.entries);
    let again = shop.book.transact(&lin(), |door| door.publish(&[staged.id]));
    assert!(matches!(again.unwrap_err().kind, StoreErrorKind::Misuse { .. }));
}

#[test]
fn what_is_discarded_can_be_imported_again() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    let kept = shop.stage(&lease, "a.csv", vec![sale(1)]);
    shop.change(|door| door.publish(&[kept.id]));
    let dropped = shop.stage(&lease, "b.csv", vec![sale(2), sale(3)]);
    shop.book.discard_staged(&[dropped.id, kept.id]).unwrap();
    assert_eq!(shop.all_entries(), kept.entries, "published ones are left alone");
    let again = shop.stage(&lease, "b.csv", vec![sale(2), sale(3)]);
    assert_eq!(again.summary.accepted, 2);
}

#[test]
fn a_cancelled_staging_leaves_nothing() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    let entries: Vec<Entry> = (0..50_000).map(sale).collect();
    let mut told = Vec::new();
    let mut stop_soon = |written| {
        told.push(written);
        if told.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let cancelled = shop.book.stage_report(&lease, report("t02.csv", &entries), entries, &mut stop_soon);
    assert!(matches!(cancelled.unwrap_err().kind, StoreErrorKind::Cancelled));
    assert_eq!(told, [20_000, 40_000]);
    for table in ["entries", "reports", "unread_rows"] {
        let left: i64 = shop.raw().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[test]
fn one_import_at_a_time_and_the_next_removes_what_a_killed_one_left() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    shop.stage(&lease, "t02.csv", vec![sale(1), sale(2)]);
    let mut other = CaseBook::open(&shop.path, at("21:41:00")).unwrap();
    let refused = other.begin_import(Duration::from_millis(60));
    assert!(matches!(refused.unwrap_err().kind, StoreErrorKind::ImportRunning));
    // The system releases the lease of a killed process just as dropping it does.
    drop(lease);
    let _lease = other.begin_import(Duration::ZERO).unwrap();
    let left: i64 = shop.raw().query_row("SELECT count(*) FROM entries", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_note_is_saved_while_an_import_writes() {
    let (mut shop, id) = shop_with_case();
    let lease = shop.lease();
    let path = shop.path.clone();
    let (send, receive) = std::sync::mpsc::channel();
    let writer = std::thread::spawn(move || {
        let mut book = CaseBook::open(&path, at("21:41:00")).unwrap();
        let mut slowest = Duration::ZERO;
        let mut saved = 0;
        while receive.try_recv().is_err() {
            let begun = std::time::Instant::now();
            book.transact(&lin(), |door| door.record(id, &note("meanwhile"))).unwrap();
            slowest = slowest.max(begun.elapsed());
            saved += 1;
            assert_eq!(book.entries_between(at("00:00:00"), at("23:59:59")).unwrap().len(), 2);
            std::thread::sleep(Duration::from_millis(5));
        }
        (saved, slowest)
    });
    let staged = shop.stage(&lease, "day.csv", (10..100_000).map(sale).collect());
    send.send(()).unwrap();
    let (saved, slowest) = writer.join().unwrap();
    println!("{saved} notes while 100,000 rows were staged, the slowest in {slowest:?}");
    assert!(saved > 0);
    assert_eq!(shop.case(id).work.notes.len(), saved + 1);
    shop.change(|door| door.publish(&[staged.id]));
    assert_eq!(shop.book.verify_history().unwrap().first_broken, None);
}

#[test]
fn a_reader_sees_one_state_while_others_write() {
    let (mut shop, id) = shop_with_case();
    let reader = CaseBook::open_read_only(&shop.path, at("21:41:00")).unwrap();
    let notes = || reader.case(id).unwrap().unwrap().work.notes.len();
    reader
        .snapshot(|| {
            assert_eq!(notes(), 1);
            shop.change(|door| door.record(id, &note("second")));
            assert_eq!(notes(), 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(notes(), 2);
}
