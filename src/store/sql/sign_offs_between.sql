SELECT s.number, s.business_day, s.seq, s.totals, h.at_utc, h.at_offset, d.operator, d.decision, h.chain
FROM sign_offs AS s
JOIN history AS h ON h.seq = s.seq
JOIN decisions AS d ON d.seq = s.seq
WHERE s.business_day BETWEEN ?1 AND ?2
ORDER BY s.number
