SELECT seq, chain FROM history_head
