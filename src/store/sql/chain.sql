SELECT h.seq, h.uid, h.case_id, h.at_utc, h.at_offset, h.digest, h.chain, d.salt, d.operator, d.decision
FROM history AS h LEFT JOIN decisions AS d ON d.seq = h.seq
ORDER BY h.seq
