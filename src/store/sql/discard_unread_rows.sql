DELETE FROM unread_rows WHERE report = ?1
