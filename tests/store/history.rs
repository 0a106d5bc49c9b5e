//! What was written stays, and shows when it does not.

use crate::shop::{note, shop_with_case};

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
