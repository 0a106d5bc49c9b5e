UPDATE reports SET published = 1 WHERE id = ?1 AND published = 0 RETURNING file, sha256
