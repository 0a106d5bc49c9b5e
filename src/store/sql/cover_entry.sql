-- The older case leads where two turn out to be about one payment.
INSERT INTO case_entries (entry, case_id) VALUES (?1, ?2)
ON CONFLICT (entry) DO UPDATE SET case_id = min(case_id, excluded.case_id)
