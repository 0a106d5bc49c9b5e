INSERT INTO history (seq, uid, case_id, at_utc, at_offset, digest, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
