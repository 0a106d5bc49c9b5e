SELECT id FROM cases WHERE closed_utc IS NULL ORDER BY id
