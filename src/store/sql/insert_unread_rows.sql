INSERT INTO unread_rows (report, skipped, rejected) VALUES (?1, ?2, ?3)
