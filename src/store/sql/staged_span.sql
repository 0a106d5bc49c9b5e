SELECT first_entry, last_entry FROM reports WHERE id = ?1 AND published = 0
