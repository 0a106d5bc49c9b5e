SELECT c.entry, c.case_id
FROM json_each(?1) AS wanted JOIN case_entries AS c ON c.entry = wanted.value
