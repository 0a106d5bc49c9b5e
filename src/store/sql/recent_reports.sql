SELECT r.id, r.sha256, r.imported_utc, r.imported_offset, r.operator, r.coverage, r.summary, u.skipped, u.rejected
FROM reports AS r JOIN unread_rows AS u ON u.report = r.id
WHERE r.published = 1
ORDER BY r.id DESC
LIMIT ?1
