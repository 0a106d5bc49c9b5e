SELECT id FROM reports WHERE published = 0 ORDER BY id
