-- How many payments one report shows in each minute, by place and way of paying. Those that never became one are left out;
-- rows with one number of the provider's are one payment, which began with the first of them.
SELECT terminal, scheme, card <> '', time_utc / 60 * 60, time_offset, COUNT(*)
FROM entries
WHERE id BETWEEN ?1 AND ?2 AND time_utc BETWEEN ?3 AND ?4 AND status NOT IN ('declined', 'cancelled') AND provider_ref = ''
GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT terminal, scheme, has_card, minute, time_offset, COUNT(*)
FROM (
    SELECT terminal, scheme, card <> '' AS has_card, MIN(time_utc) / 60 * 60 AS minute, time_offset
    FROM entries
    WHERE id BETWEEN ?1 AND ?2 AND time_utc BETWEEN ?3 AND ?4 AND status NOT IN ('declined', 'cancelled') AND provider_ref <> ''
    GROUP BY provider_ref, kind IN ('refund', 'void', 'reversal', 'chargeback')
)
GROUP BY 1, 2, 3, 4, 5
