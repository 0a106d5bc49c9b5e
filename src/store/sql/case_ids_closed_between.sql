SELECT id FROM cases WHERE closed_utc BETWEEN ?1 AND ?2 ORDER BY id
