-- Published reports with entries in a span of time.
SELECT first_entry, last_entry, source
FROM reports
WHERE published = 1 AND entries_from <= ?2 AND entries_to >= ?1
ORDER BY id
