INSERT INTO cases (uid, business_day, finding, evidence) VALUES (?1, ?2, ?3, ?4) RETURNING id
