SELECT id FROM cases WHERE business_day = ?1 ORDER BY id
