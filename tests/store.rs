//! The case book from outside: what goes in comes out, what is not published is not seen, what was written stays.

use loose_ends::domain::{
    Author, BusinessDay, Case, CaseId, CaseState, Cause, Channels, Confidence, Coverage, Currency, Decision, Entry,
    EntryId, Finding, FindingKind, MaskedCard, Moment, Money, MoneyEffect, Note, Outcome, Reason, ReasonCode,
    RejectedRow, Rejection, ReportId, ReportSummary, Settings, SkippedRow, Source, Status, TransactionType,
};
use loose_ends::store::{CaseBook, CaseFilter, ImportLease, NewReport, StagedReport, StoreError, StoreErrorKind};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A book in a folder that goes away with it.
struct Shop {
    _folder: tempfile::TempDir,
    path: PathBuf,
    book: CaseBook,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let book = CaseBook::open(&path, at("21:40:00")).unwrap();
        Self { _folder: folder, path, book }
    }

    /// The file without any of the program's rules in the way.
    fn raw(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }

    /// The file as somebody has it who does not want the rules in the way.
    fn tamper(&self, sql: &str) {
        let raw = self.raw();
        let triggers: Vec<String> = raw
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;").unwrap();
        for trigger in triggers {
            raw.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        raw.execute_batch(sql).unwrap();
    }

    fn lease(&mut self) -> ImportLease {
        self.book.begin_import(Duration::ZERO).unwrap()
    }

    fn stage(&mut self, lease: &ImportLease, file: &str, entries: Vec<Entry>) -> StagedReport {
        let report = report(file, &entries);
        self.book.stage_report(lease, report, entries, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    fn import(&mut self, file: &str, entries: Vec<Entry>) -> StagedReport {
        let lease = self.lease();
        let staged = self.stage(&lease, file, entries);
        self.change(|door| door.publish(&[staged.id]));
        staged
    }

    fn change<R>(&mut self, work: impl FnOnce(&mut loose_ends::store::Door<'_>) -> Result<R, StoreError>) -> R {
        self.book.transact(&lin(), work).unwrap()
    }

    fn all_entries(&self) -> Vec<Entry> {
        self.book.entries_between(at("00:00:00"), at("23:59:59")).unwrap()
    }

    fn case(&self, id: CaseId) -> Case {
        self.book.case(id).unwrap().unwrap()
    }
}

fn at(time: &str) -> Moment {
    format!("2026-11-23T{time}+08:00").parse().unwrap()
}

fn lin() -> Author {
    Author { operator: "Lin".to_owned(), at: at("21:40:00") }
}

fn sale(number: u32) -> Entry {
    let amount = Money::new(26_800 + i64::from(number), Currency::CNY);
    let time = at("08:00:00") + chrono::Duration::seconds(i64::from(number % 40_000));
    let mut entry = Entry::new(Source::Terminal, TransactionType::Sale, Status::Approved, amount, time);
    entry.line = number + 2;
    entry.terminal = "T-02".into();
    entry.rrn = format!("{number:012}").into();
    entry
}

fn full_entry() -> Entry {
    let amount = Money::new(-7, "KWD".parse().unwrap());
    let time = "2026-11-23T10:00:01-05:30".parse().unwrap();
    let mut entry = Entry::new(Source::Terminal, TransactionType::Refund, Status::ReversalPending, amount, time);
    entry.line = 87;
    entry.status_text = "冲正中".into();
    entry.response_code = "68".into();
    entry.settled_on = Some("2026-02-28".parse().unwrap());
    entry.fee_minor = Some(-3);
    entry.terminal = "T-02".into();
    entry.merchant = "831".into();
    entry.store = "南京西路".into();
    entry.till = "K1".into();
    entry.payer = "oX-1".into();
    entry.card = MaskedCard::from_report("621661******4417");
    entry.scheme = "unionpay".into();
    entry.rrn = "318420771902".into();
    entry.stan = "004417".into();
    entry.auth = "A1".into();
    entry.batch = "000123".into();
    entry.order = "O-1".into();
    entry.provider_ref = "42000000".into();
    entry.original_rrn = "318420771901".into();
    entry.cashier = "Wang".into();
    entry
}

fn report(file: &str, entries: &[Entry]) -> NewReport {
    let times = || entries.iter().map(|entry| entry.time);
    let coverage = times().min().zip(times().max()).map(|(from, to)| Coverage {
        report: ReportId(0),
        source: Source::Terminal,
        from,
        to,
        terminals: ["T-02".into()].into(),
        shops: std::collections::BTreeSet::default(),
        channels: Channels::NotStated,
    });
    let summary = ReportSummary {
        file: file.to_owned(),
        format: "generic".to_owned(),
        source: Source::Terminal,
        encoding: "UTF-8".to_owned(),
        rows: entries.len() as u64 + 2,
        accepted: entries.len() as u64,
        duplicates: 0,
        skipped: vec![SkippedRow { line: 3, reason: "fee".to_owned() }],
        rejected: vec![RejectedRow {
            line: 118,
            column: "amount".to_owned(),
            value: "8O.00".to_owned(),
            reason: Rejection::NotAnAmount,
        }],
        from: times().min(),
        to: times().max(),
        settled_on: None,
        terminals: 1,
        statuses: BTreeMap::default(),
        totals: Vec::new(),
        warnings: Vec::new(),
    };
    let mut sha256 = [0; 32];
    sha256[..file.len()].copy_from_slice(file.as_bytes());
    NewReport { summary, coverage, sha256, imported: lin() }
}

fn finding(entries: &[&Entry]) -> Finding {
    Finding {
        kind: FindingKind::ChargedNoSale,
        also: vec![FindingKind::AmountDiffers],
        confidence: Confidence::Certain,
        cause: Cause::Network,
        amount: Money::new(26_800, Currency::CNY),
        at_risk: Money::new(26_800, Currency::CNY),
        time: at("20:14:09"),
        business_day: BusinessDay::of(at("20:14:09"), 0),
        lead: entries[0].id,
        entries: entries.iter().map(|entry| entry.id).collect(),
        related: Vec::new(),
        reasons: vec![Reason::with(ReasonCode::TerminalUnknown, [("code", "68")])],
        waiting_for: Some((Source::Acquirer, at("23:00:00"))),
    }
}

fn note(text: &str) -> Decision {
    Decision::Noted(Note { text: text.to_owned() })
}

fn closed() -> Decision {
    Decision::Closed(Outcome {
        outcome: "rung-up".to_owned(),
        reason: "sold".to_owned(),
        money_effect: MoneyEffect::None,
        amount: None,
        override_reason: None,
    })
}

/// A shop with one case about one entry, and a note.
fn shop_with_case() -> (Shop, CaseId) {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![sale(1), sale(2)]);
    let id = shop.change(|door| door.open_case(&finding(&[&staged.entries[0]]), "evidence"));
    shop.change(|door| door.record(id, &note("called the acquirer")));
    (shop, id)
}

#[track_caller]
fn open_error(path: &Path) -> StoreErrorKind {
    match CaseBook::open(path, at("21:40:00")) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => {
            assert_eq!(error.path, path);
            error.kind
        }
    }
}

// Opening ---------------------------------------------------------------------------------------------------------

#[test]
fn a_missing_book_is_created_for_its_owner_alone_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/shop/book.db");
    let mut book = CaseBook::open(&path, at("21:40:00")).unwrap();
    let settings = Settings { cutoff_hour: 4, operators: vec!["Lin".to_owned()], ..Settings::default() };
    assert_eq!(book.settings().unwrap(), Settings::default());
    book.transact(&lin(), |door| door.save_settings(&settings)).unwrap();
    drop(book);
    assert_eq!(CaseBook::open(&path, at("21:41:00")).unwrap().settings().unwrap(), settings);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }
}

#[test]
fn what_is_no_case_book_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open_error(folder.path()), StoreErrorKind::Folder));

    let text = folder.path().join("report.csv");
    std::fs::write(&text, "amount,time\n1.00,10:00\n").unwrap();
    assert!(matches!(open_error(&text), StoreErrorKind::NotACaseBook));
    assert_eq!(std::fs::read_to_string(&text).unwrap(), "amount,time\n1.00,10:00\n");

    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE other (x); PRAGMA user_version = 1").unwrap();
    assert!(matches!(open_error(&foreign), StoreErrorKind::NotACaseBook));

    let below_a_file = text.join("book.db");
    assert!(matches!(open_error(&below_a_file), StoreErrorKind::Io { .. }));

    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert!(CaseBook::open(&empty, at("21:40:00")).is_ok());
}

#[test]
fn a_newer_book_is_refused_with_both_versions() {
    let shop = Shop::new();
    shop.raw().execute_batch("PRAGMA user_version = 99").unwrap();
    assert!(matches!(open_error(&shop.path), StoreErrorKind::NewerVersion { found: 99, known: 1 }));
}

#[test]
fn a_damaged_book_says_so() {
    let (shop, _) = shop_with_case();
    assert_eq!(shop.book.quick_check().unwrap(), Vec::<String>::new());
    let Shop { _folder, path, book } = shop;
    drop(book);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 4;
    bytes[middle..].fill(0xAB);
    std::fs::write(&path, bytes).unwrap();
    let found = CaseBook::open(&path, at("21:41:00")).and_then(|book| book.quick_check());
    match found {
        Ok(findings) => assert!(!findings.is_empty()),
        Err(error) => assert!(matches!(error.kind, StoreErrorKind::Damaged { .. }), "{error}"),
    }
}

#[test]
fn a_reading_command_cannot_write() {
    let (shop, id) = shop_with_case();
    let mut book = CaseBook::open_read_only(&shop.path, at("21:40:00")).unwrap();
    assert!(book.case(id).unwrap().is_some());
    let refused = book.transact(&lin(), |door| door.record(id, &note("no")));
    assert!(matches!(refused.unwrap_err().kind, StoreErrorKind::PermissionDenied));
}

#[test]
fn the_schema_is_the_released_one() {
    let shop = Shop::new();
    let raw = shop.raw();
    let mut dump = String::new();
    for pragma in ["application_id", "user_version", "page_size"] {
        let value: i64 = raw.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap();
        dump += &format!("{pragma} = {value}\n");
    }
    let mut statement = raw.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
    for sql in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        dump += &format!("\n{};\n", sql.unwrap());
    }
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/case_book_schema.sql");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(golden.parent().unwrap()).unwrap();
        std::fs::write(&golden, &dump).unwrap();
    }
    assert_eq!(dump, std::fs::read_to_string(&golden).unwrap(), "a released schema changes by a new step only");
}

#[test]
fn a_copy_is_a_whole_book() {
    let (shop, id) = shop_with_case();
    let target = shop.path.with_file_name("copy.db");
    shop.book.copy_to(&target).unwrap();
    let copy = CaseBook::open(&target, at("21:41:00")).unwrap();
    assert_eq!(copy.case(id).unwrap().unwrap(), shop.case(id));
    assert_eq!(copy.verify_history().unwrap(), shop.book.verify_history().unwrap());
    assert!(shop.book.copy_to(&target).is_err(), "a copy never writes over a book");
}

// Entries and reports ---------------------------------------------------------------------------------------------

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
    assert_eq!(shop.book.reports().unwrap(), [stored.clone()]);
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

// Staging ---------------------------------------------------------------------------------------------------------

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

// Cases -----------------------------------------------------------------------------------------------------------

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
fn the_older_case_leads_where_two_cover_one_entry() {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![sale(1), sale(2)]);
    let (one, two) = (&staged.entries[0], &staged.entries[1]);
    let ids = shop.change(|door| Ok([door.open_case(&finding(&[one]), "")?, door.open_case(&finding(&[two]), "")?]));
    shop.change(|door| door.update_finding(ids[1], &finding(&[two, one]), ""));
    assert_eq!(shop.book.case_of_entries(&[one.id]).unwrap(), [(one.id, ids[0])]);
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

// What was written stays --------------------------------------------------------------------------------------------

#[test]
fn facts_and_history_refuse_to_be_changed() {
    let (shop, _) = shop_with_case();
    let raw = shop.raw();
    raw.execute_batch("PRAGMA recursive_triggers = ON").unwrap();
    for sql in [
        "UPDATE entries SET amount_minor = 1",
        "DELETE FROM entries",
        "REPLACE INTO entries SELECT * FROM entries",
        "UPDATE reports SET file = 'other'",
        "DELETE FROM reports",
        "UPDATE unread_rows SET skipped = '[]'",
        "DELETE FROM unread_rows",
        "UPDATE history SET at_utc = 0",
        "DELETE FROM history",
        "REPLACE INTO history SELECT * FROM history",
        "UPDATE decisions SET operator = 'Wang'",
        "DELETE FROM decisions",
        "REPLACE INTO decisions SELECT * FROM decisions",
        "UPDATE history_head SET seq = seq - 1",
        "DELETE FROM history_head",
        "DELETE FROM cases",
        "UPDATE cases SET uid = 'x'",
        "DELETE FROM case_entries",
    ] {
        let refused = raw.execute_batch(sql).unwrap_err();
        let code = refused.sqlite_error().unwrap().extended_code;
        assert_eq!(code, rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER, "{sql}: {refused}");
    }
}

#[test]
fn a_history_that_was_tampered_with_names_the_first_broken_entry() {
    // The history: 1 published, 2 opened, 3 noted, 4 noted, 5 noted.
    for (sql, first_broken) in [
        ("UPDATE decisions SET decision = replace(decision, 'acquirer', 'issuer') WHERE seq = 3", 3),
        ("UPDATE decisions SET operator = 'Wang' WHERE seq = 4", 4),
        ("UPDATE decisions SET salt = zeroblob(16) WHERE seq = 4", 4),
        ("DELETE FROM decisions WHERE seq = 2", 2),
        ("UPDATE history SET at_utc = at_utc + 60 WHERE seq = 4", 4),
        ("UPDATE history SET at_offset = 0 WHERE seq = 4", 4),
        ("UPDATE history SET case_id = NULL WHERE seq = 2", 2),
        ("UPDATE history SET uid = zeroblob(16) WHERE seq = 1", 1),
        ("UPDATE history SET chain = zeroblob(31) WHERE seq = 5", 5),
        ("DELETE FROM history WHERE seq = 3", 3),
        ("DELETE FROM history WHERE seq = 5; DELETE FROM decisions WHERE seq = 5", 5),
        ("DELETE FROM history; DELETE FROM decisions", 1),
        // Two entries change places, payloads and all.
        (
            "UPDATE history SET seq = -4 WHERE seq = 4; UPDATE history SET seq = 4 WHERE seq = 3;
             UPDATE history SET seq = 3 WHERE seq = -4;
             UPDATE decisions SET seq = -4 WHERE seq = 4; UPDATE decisions SET seq = 4 WHERE seq = 3;
             UPDATE decisions SET seq = 3 WHERE seq = -4",
            3,
        ),
        // One more than there was, behind the head.
        (
            "INSERT INTO history SELECT 6, randomblob(16), case_id, at_utc, at_offset, digest, chain FROM history
             WHERE seq = 5; INSERT INTO decisions SELECT 6, salt, operator, decision FROM decisions WHERE seq = 5",
            6,
        ),
        ("UPDATE book SET uid = zeroblob(16)", 1),
        ("UPDATE history_head SET seq = 4", 6),
    ] {
        let (mut shop, id) = shop_with_case();
        for text in ["second", "third"] {
            shop.change(|door| door.record(id, &note(text)));
        }
        let whole = shop.book.verify_history().unwrap();
        assert_eq!((whole.entries, whole.first_broken), (5, None));
        assert_eq!(shop.book.history_head().unwrap(), (5, whole.head));
        shop.tamper(sql);
        assert_eq!(shop.book.verify_history().unwrap().first_broken, Some(first_broken), "{sql}");
    }
}

/// Prints how long 300,000 rows take; run it alone, in release: `--ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn three_hundred_thousand_rows() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    let ids: Vec<ReportId> = [Source::Terminal, Source::Acquirer, Source::Till]
        .into_iter()
        .map(|source| {
            let entries: Vec<Entry> = (0..100_000)
                .map(|number| {
                    let mut entry = Entry { source, report: ReportId(0), ..full_entry() };
                    entry.time = sale(number).time;
                    entry.rrn = format!("{number:012}").into();
                    entry
                })
                .collect();
            let mut report = report(source.as_str(), &entries);
            report.summary.source = source;
            let cpu = cpu_seconds();
            let staged = shop.book.stage_report(&lease, report, entries, &mut |_| ControlFlow::Continue(())).unwrap();
            println!("stage {source}: {:.3} s CPU", cpu_seconds() - cpu);
            staged.id
        })
        .collect();
    let cpu = cpu_seconds();
    shop.change(|door| door.publish(&ids));
    println!("publish: {:.3} s CPU", cpu_seconds() - cpu);
    let cpu = cpu_seconds();
    assert_eq!(shop.all_entries().len(), 300_000);
    println!("read 300,000: {:.3} s CPU", cpu_seconds() - cpu);
    let entries: Vec<Entry> = shop.all_entries().into_iter().filter(|entry| entry.source == Source::Till).collect();
    let mut again = report("again", &entries);
    again.summary.source = Source::Till;
    let cpu = cpu_seconds();
    let staged = shop.book.stage_report(&lease, again, entries, &mut |_| ControlFlow::Continue(())).unwrap();
    println!("100,000 duplicates: {:.3} s CPU", cpu_seconds() - cpu);
    assert_eq!(staged.summary.duplicates, 100_000);
    println!("file: {} bytes", std::fs::metadata(&shop.path).unwrap().len());
}

/// CPU time of this process, user and system, on Linux.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}
