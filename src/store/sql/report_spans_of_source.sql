-- Reports of one source with entries in a span of time, those of the running import included.
SELECT first_entry, last_entry, source
FROM reports
WHERE source = ?3 AND entries_from <= ?2 AND entries_to >= ?1
ORDER BY id
