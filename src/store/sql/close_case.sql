UPDATE cases SET closed_utc = ?2 WHERE id = ?1
