-- Which case leads where two turn out to be about one payment is decided by whoever calls.
INSERT INTO case_entries (entry, case_id) VALUES (?1, ?2)
ON CONFLICT (entry) DO UPDATE SET case_id = excluded.case_id
