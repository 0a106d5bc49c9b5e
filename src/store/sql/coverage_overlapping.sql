SELECT coverage FROM reports
WHERE published = 1 AND covers_from <= ?2 AND covers_to >= ?1
ORDER BY id
