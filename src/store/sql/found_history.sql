INSERT INTO history_head (one, seq, chain) VALUES (1, 0, ?1)
