SELECT h.case_id, h.seq, h.at_utc, h.at_offset, d.operator, d.decision
FROM json_each(?1) AS wanted
JOIN history AS h ON h.case_id = wanted.value
JOIN decisions AS d ON d.seq = h.seq
ORDER BY h.seq
