INSERT INTO decisions (seq, salt, operator, decision) VALUES (?1, ?2, ?3, ?4)
