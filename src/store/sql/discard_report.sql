DELETE FROM reports WHERE id = ?1 AND published = 0
