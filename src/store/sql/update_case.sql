UPDATE cases SET business_day = ?2, finding = ?3, evidence = ?4 WHERE id = ?1
