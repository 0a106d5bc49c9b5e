//! Cases follow their history; a transaction is all or nothing.

use crate::shop::{Shop, at, closed, finding, lin, note, sale, shop_with_case};
use loose_ends::domain::{BusinessDay, CaseId, CaseState, Decision, EntryId, Finding, FindingKind, Settings};
use loose_ends::store::{CaseFilter, StoreError, StoreErrorKind};

#[test]
fn a_case_comes_back_as_it_was_and_follows_its_history() {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![sale(1), sale(2)]);
    let entries = [&staged.entries[1], &staged.entries[0]];
    let first = finding(&entries[..1]);
    let id = shop.change(|door| door.open_case(&first, "before"));
    let case = shop.case(id);
    assert_eq!(case.finding, first);
    assert_eq!(case.work.opened_at, Some(lin().at));
    assert_eq!(case.uid.len(), 36);
    assert_eq!(&case.uid[14..15], "7");

    let second = Finding { kind: FindingKind::ResultUnknown, waiting_for: None, ..finding(&entries) };
    shop.change(|door| {
        assert_eq!(door.evidence(&[id])?[&id], "before");
        door.update_finding(id, &second, "after")?;
        let recorded = door.record(id, &Decision::FindingChanged { from: first.kind, to: second.kind })?;
        assert_eq!(door.case(id)?.unwrap().history.last(), Some(&recorded));
        Ok(())
    });
    assert_eq!(shop.case(id).finding, second);
    assert_eq!(shop.book.evidence(&[id]).unwrap()[&id], "after");
    let covered = shop.book.case_of_entries(&[entries[0].id, entries[1].id, EntryId(77)]).unwrap();
    assert_eq!(covered, [(entries[0].id, id), (entries[1].id, id)]);
    let lines = shop.book.source_lines(&shop.case(id)).unwrap();
    assert_eq!(lines.iter().map(|line| line.entry.id).collect::<Vec<_>>(), [entries[0].id, entries[1].id]);
    assert_eq!(lines[0].file, "t02.csv");

    shop.change(|door| door.record(id, &closed()));
    assert_eq!(shop.case(id).state(at("22:00:00")), CaseState::Closed);
}

#[test]
fn cases_are_found_by_what_is_asked() {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![sale(1), sale(2)]);
    let (today, before) = (finding(&[&staged.entries[0]]), finding(&[&staged.entries[1]]));
    let yesterday = BusinessDay(today.business_day.0.pred_opt().unwrap());
    let before = Finding { business_day: yesterday, ..before };
    let ids = shop.change(|door| Ok([door.open_case(&today, "")?, door.open_case(&before, "")?]));
    shop.change(|door| door.record(ids[1], &closed()));
    let found = |shop: &Shop, which| shop.book.cases(which).unwrap().iter().map(|case| case.id).collect::<Vec<_>>();
    let closed_now = CaseFilter::ClosedBetween(at("21:40:00"), at("21:40:00"));
    assert_eq!(found(&shop, CaseFilter::All), ids);
    assert_eq!(found(&shop, CaseFilter::NotClosed), ids[..1]);
    assert_eq!(found(&shop, CaseFilter::OfDay(yesterday)), ids[1..]);
    assert_eq!(found(&shop, closed_now), ids[1..]);
    assert_eq!(found(&shop, CaseFilter::ClosedBetween(at("21:40:01"), at("23:00:00"))), []);
    shop.change(|door| door.record(ids[1], &Decision::Reopened { reason: "again".to_owned() }));
    assert_eq!(found(&shop, CaseFilter::NotClosed), ids);
    assert_eq!(found(&shop, closed_now), []);
    let lines = shop.book.source_lines_of(&shop.book.cases(CaseFilter::All).unwrap()).unwrap();
    assert_eq!(lines[&ids[1]][0].entry, staged.entries[1]);
}

#[test]
fn an_entry_belongs_to_the_case_that_spoke_of_it_last() {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![sale(1), sale(2)]);
    let (one, two) = (&staged.entries[0], &staged.entries[1]);
    let ids = shop.change(|door| Ok([door.open_case(&finding(&[one]), "")?, door.open_case(&finding(&[two]), "")?]));
    shop.change(|door| door.update_finding(ids[1], &finding(&[two, one]), ""));
    assert_eq!(shop.book.case_of_entries(&[one.id]).unwrap(), [(one.id, ids[1])]);
    shop.change(|door| door.update_finding(ids[0], &finding(&[one, two]), ""));
    assert_eq!(shop.book.case_of_entries(&[two.id]).unwrap(), [(two.id, ids[0])]);
}

#[test]
fn an_error_takes_the_whole_transaction_back() {
    let (mut shop, id) = shop_with_case();
    let before = (shop.case(id), shop.book.history_head().unwrap());
    let refused: Result<(), StoreError> = shop.book.transact(&lin(), |door| {
        door.record(id, &note("half"))?;
        door.save_settings(&Settings { cutoff_hour: 5, ..Settings::default() })?;
        door.record(CaseId(99), &note("there is no such case")).map(drop)
    });
    assert!(matches!(refused.unwrap_err().kind, StoreErrorKind::Misuse { .. }));
    assert_eq!((shop.case(id), shop.book.history_head().unwrap()), before);
    assert_eq!(shop.book.settings().unwrap(), Settings::default());
}
