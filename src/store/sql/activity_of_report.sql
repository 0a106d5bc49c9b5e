-- How many payments one report shows in each minute, by place and way of paying. Those that never became one are left out.
SELECT terminal, scheme, card <> '', time_utc / 60 * 60, time_offset, COUNT(*)
FROM entries
WHERE id BETWEEN ?1 AND ?2 AND time_utc BETWEEN ?3 AND ?4 AND status NOT IN ('declined', 'cancelled')
GROUP BY 1, 2, 3, 4, 5
