-- The batches that one report's rows name, with their first and last row.
SELECT terminal, batch, MIN(time_utc), MAX(time_utc), MIN(time_offset)
FROM entries
WHERE id BETWEEN ?1 AND ?2 AND time_utc BETWEEN ?3 AND ?4 AND batch <> ''
GROUP BY 1, 2
