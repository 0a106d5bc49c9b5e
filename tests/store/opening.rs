//! Opening, creating and copying a book; what is refused.

use crate::shop::{Shop, at, lin, note, open_error, shop_with_case};
use loose_ends::domain::Settings;
use loose_ends::store::{CaseBook, CaseFilter, StoreErrorKind};
use rusqlite::Connection;
use std::path::Path;

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
fn many_may_create_the_same_book_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop/book.db");
    let open = || CaseBook::open(&path, at("21:40:00")).unwrap().history_head().unwrap();
    let heads: Vec<_> = std::thread::scope(|scope| {
        let openers: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        openers.into_iter().map(|opener| opener.join().unwrap()).collect()
    });
    assert!(heads.iter().all(|head| *head == heads[0]), "one book, not one each");
}

/// A book as version 1 of the schema left it: two entries, one case, a note, the settings.
#[test]
fn a_book_of_version_1_opens_with_everything_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../golden/case_book_v1.sql")).unwrap();
    drop(old);
    let book = CaseBook::open(&path, at("21:40:00")).unwrap();
    let cases = book.cases(CaseFilter::NotClosed).unwrap();
    assert_eq!(cases[0].work.notes[0].1.text, "called the acquirer");
    assert_eq!(book.source_lines(&cases[0]).unwrap()[0].file, "t02.csv");
    assert_eq!(book.entries_between(at("00:00:00"), at("23:59:59")).unwrap().len(), 2);
    assert_eq!(book.reports().unwrap()[0].summary.rejected[0].value, "8O.00");
    assert_eq!(book.settings().unwrap().cutoff_hour, 4);
    let check = book.verify_history().unwrap();
    assert_eq!((check.entries, check.first_broken), (4, None));
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
    assert!(matches!(open_error(&shop.path), StoreErrorKind::NewerVersion { found: 99, known: 2 }));
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
