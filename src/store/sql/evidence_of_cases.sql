SELECT c.id, c.evidence FROM json_each(?1) AS wanted JOIN cases AS c ON c.id = wanted.value
