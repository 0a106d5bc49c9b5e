SELECT coalesce(max(id), 0) + 1, coalesce(max(last_entry), 0) + 1 FROM reports
