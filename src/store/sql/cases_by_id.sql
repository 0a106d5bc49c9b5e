SELECT c.id, c.uid, c.finding
FROM json_each(?1) AS wanted JOIN cases AS c ON c.id = wanted.value
ORDER BY c.id
