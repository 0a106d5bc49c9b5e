INSERT INTO reports (
    id, uid, sha256, source, file, imported_utc, imported_offset, operator, first_entry, last_entry, entries_from,
    entries_to, covers_from, covers_to, coverage, summary
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
