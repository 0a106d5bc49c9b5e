SELECT id FROM cases WHERE id = ?1
