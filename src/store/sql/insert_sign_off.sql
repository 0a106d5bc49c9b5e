INSERT INTO sign_offs (number, business_day, seq, totals) VALUES (?1, ?2, ?3, ?4)
