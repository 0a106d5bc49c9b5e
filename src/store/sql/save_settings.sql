INSERT INTO settings (one, value) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET value = excluded.value
