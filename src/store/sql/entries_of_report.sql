SELECT
    id, report, line, kind, status, status_text, response_code, currency, amount_minor, time_utc, time_offset,
    settled_on, fee_minor, net_minor, terminal, merchant, store, till, payer, card, scheme, rrn, stan, auth, batch, order_number,
    provider_ref, original_rrn, cashier
FROM entries
WHERE id BETWEEN ?1 AND ?2 AND time_utc BETWEEN ?3 AND ?4
ORDER BY id
