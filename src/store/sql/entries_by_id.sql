SELECT
    e.id, e.report, e.line, e.kind, e.status, e.status_text, e.response_code, e.currency, e.amount_minor, e.time_utc,
    e.time_offset, e.settled_on, e.fee_minor, e.net_minor, e.terminal, e.merchant, e.store, e.till, e.payer, e.card, e.scheme, e.rrn,
    e.stan, e.auth, e.batch, e.order_number, e.provider_ref, e.original_rrn, e.cashier,
    r.source, r.file
FROM json_each(?1) AS wanted
JOIN entries AS e ON e.id = wanted.value
JOIN reports AS r ON r.id = e.report AND r.published = 1
