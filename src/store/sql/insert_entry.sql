INSERT INTO entries (
    id, report, line, kind, status, status_text, response_code, currency, amount_minor, time_utc, time_offset,
    settled_on, fee_minor, net_minor, terminal, merchant, store, till, payer, card, scheme, rrn, stan, auth, batch, order_number,
    provider_ref, original_rrn, cashier
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
