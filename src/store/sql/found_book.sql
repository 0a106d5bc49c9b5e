INSERT INTO book (one, uid, created_utc, created_offset) VALUES (1, ?1, ?2, ?3)
