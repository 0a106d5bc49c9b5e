-- The case book, version 2: what is paid out for an entry, and days that were signed off.

ALTER TABLE entries ADD COLUMN net_minor INTEGER;

-- A day as it was when somebody signed it. A later change of that day is an amendment: it is found by comparing.
CREATE TABLE sign_offs (
    number       INTEGER NOT NULL PRIMARY KEY,
    business_day TEXT    NOT NULL,
    seq          INTEGER NOT NULL UNIQUE REFERENCES history (seq),   -- who, when, and why in spite of open cases
    totals       TEXT    NOT NULL CHECK (json_valid(totals))
) STRICT;

CREATE INDEX sign_offs_by_day ON sign_offs (business_day);

CREATE TRIGGER sign_offs_never_change BEFORE UPDATE ON sign_offs
BEGIN SELECT RAISE(ABORT, 'sign-offs never change'); END;

CREATE TRIGGER sign_offs_stay BEFORE DELETE ON sign_offs
BEGIN SELECT RAISE(ABORT, 'sign-offs stay'); END;
