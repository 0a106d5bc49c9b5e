UPDATE history_head SET seq = ?1, chain = ?2
