application_id = 1279618660
user_version = 2
page_size = 8192

CREATE TABLE book (
    one            INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    uid            BLOB    NOT NULL CHECK (length(uid) = 16),   -- start of the history's chain
    created_utc    INTEGER NOT NULL,
    created_offset INTEGER NOT NULL
) STRICT;

CREATE TABLE case_entries (
    entry   INTEGER NOT NULL PRIMARY KEY REFERENCES entries (id),
    case_id INTEGER NOT NULL REFERENCES cases (id)
) STRICT;

CREATE TRIGGER case_entries_stay BEFORE DELETE ON case_entries
BEGIN SELECT RAISE(ABORT, 'case entries stay'); END;

CREATE TABLE cases (
    id           INTEGER NOT NULL PRIMARY KEY,
    uid          TEXT    NOT NULL UNIQUE,
    business_day TEXT    NOT NULL,
    closed_utc   INTEGER,                         -- follows from the history
    finding      TEXT    NOT NULL CHECK (json_valid(finding)),
    evidence     TEXT    NOT NULL
) STRICT;

CREATE INDEX cases_by_closing ON cases (closed_utc) WHERE closed_utc IS NOT NULL;

CREATE INDEX cases_by_day ON cases (business_day);

CREATE TRIGGER cases_keep_their_number BEFORE UPDATE OF id, uid ON cases
BEGIN SELECT RAISE(ABORT, 'cases keep their number'); END;

CREATE INDEX cases_not_closed ON cases (id) WHERE closed_utc IS NULL;

CREATE TRIGGER cases_stay BEFORE DELETE ON cases
BEGIN SELECT RAISE(ABORT, 'cases stay'); END;

CREATE TABLE decisions (
    seq      INTEGER NOT NULL PRIMARY KEY REFERENCES history (seq),
    salt     BLOB    NOT NULL CHECK (length(salt) = 16),
    operator TEXT    NOT NULL,
    decision TEXT    NOT NULL CHECK (json_valid(decision))
) STRICT;

CREATE TRIGGER decisions_are_made_once BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'decisions are made once'); END;

CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions never change'); END;

CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions stay'); END;

CREATE TABLE entries (
    id            INTEGER NOT NULL PRIMARY KEY,
    report        INTEGER NOT NULL,
    line          INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    status_text   TEXT    NOT NULL,
    response_code TEXT    NOT NULL,
    currency      TEXT    NOT NULL,
    amount_minor  INTEGER NOT NULL,
    time_utc      INTEGER NOT NULL,               -- seconds since 1970
    time_offset   INTEGER NOT NULL,               -- seconds east of UTC
    settled_on    INTEGER,                        -- 20261123
    fee_minor     INTEGER,
    terminal      TEXT    NOT NULL,
    merchant      TEXT    NOT NULL,
    store         TEXT    NOT NULL,
    till          TEXT    NOT NULL,
    payer         TEXT    NOT NULL,
    card          TEXT    NOT NULL,
    scheme        TEXT    NOT NULL,
    rrn           TEXT    NOT NULL,
    stan          TEXT    NOT NULL,
    auth          TEXT    NOT NULL,
    batch         TEXT    NOT NULL,
    order_number  TEXT    NOT NULL,
    provider_ref  TEXT    NOT NULL,
    original_rrn  TEXT    NOT NULL,
    cashier       TEXT    NOT NULL
, net_minor INTEGER) STRICT;

CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries never change'); END;

CREATE TABLE history (
    seq       INTEGER NOT NULL PRIMARY KEY,
    uid       BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id   INTEGER REFERENCES cases (id),      -- none: something that happened to the whole book
    at_utc    INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    chain     BLOB    NOT NULL CHECK (length(chain) = 32)
) STRICT;

CREATE INDEX history_by_case ON history (case_id);

CREATE TABLE history_head (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seq   INTEGER NOT NULL,
    chain BLOB    NOT NULL CHECK (length(chain) = 32)
) STRICT;

CREATE TRIGGER history_head_moves_forward BEFORE UPDATE ON history_head
WHEN NEW.seq IS NOT OLD.seq + 1
BEGIN SELECT RAISE(ABORT, 'the head of the history moves forward'); END;

CREATE TRIGGER history_head_stays BEFORE DELETE ON history_head
BEGIN SELECT RAISE(ABORT, 'the head of the history stays'); END;

CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history never changes'); END;

CREATE TRIGGER history_only_grows BEFORE INSERT ON history
WHEN NEW.seq IS NOT (SELECT seq + 1 FROM history_head)
BEGIN SELECT RAISE(ABORT, 'history only grows at its end'); END;

CREATE TRIGGER history_stays BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history stays'); END;

CREATE TRIGGER published_entries_stay BEFORE DELETE ON entries
WHEN (SELECT published FROM reports WHERE id = OLD.report) = 1
BEGIN SELECT RAISE(ABORT, 'published entries stay'); END;

CREATE TRIGGER published_reports_never_change BEFORE UPDATE ON reports WHEN OLD.published = 1
BEGIN SELECT RAISE(ABORT, 'published reports never change'); END;

CREATE TRIGGER published_reports_stay BEFORE DELETE ON reports WHEN OLD.published = 1
BEGIN SELECT RAISE(ABORT, 'published reports stay'); END;

CREATE TRIGGER published_unread_rows_stay BEFORE DELETE ON unread_rows
WHEN (SELECT published FROM reports WHERE id = OLD.report) = 1
BEGIN SELECT RAISE(ABORT, 'published unread rows stay'); END;

CREATE TABLE reports (
    id              INTEGER NOT NULL PRIMARY KEY,
    uid             BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
    sha256          BLOB    NOT NULL CHECK (length(sha256) = 32),
    source          TEXT    NOT NULL,
    file            TEXT    NOT NULL,
    imported_utc    INTEGER NOT NULL,
    imported_offset INTEGER NOT NULL,
    operator        TEXT    NOT NULL,
    first_entry     INTEGER NOT NULL,
    last_entry      INTEGER NOT NULL,             -- first_entry - 1 when it brought nothing new
    entries_from    INTEGER,                      -- time of its earliest entry, seconds since 1970 UTC
    entries_to      INTEGER,
    covers_from     INTEGER,
    covers_to       INTEGER,
    coverage        TEXT    CHECK (coverage IS NULL OR json_valid(coverage)),
    summary         TEXT    NOT NULL CHECK (json_valid(summary)),
    published       INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
    CHECK ((entries_from IS NULL) = (last_entry < first_entry)),
    CHECK ((covers_from IS NULL) = (coverage IS NULL))
) STRICT;

CREATE INDEX reports_by_content ON reports (sha256);

CREATE TABLE settings (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    value TEXT    NOT NULL CHECK (json_valid(value))
) STRICT;

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

CREATE TABLE unread_rows (
    report   INTEGER NOT NULL PRIMARY KEY REFERENCES reports (id),
    skipped  TEXT    NOT NULL CHECK (json_valid(skipped)),
    rejected TEXT    NOT NULL CHECK (json_valid(rejected))
) STRICT;

CREATE TRIGGER unread_rows_never_change BEFORE UPDATE ON unread_rows
BEGIN SELECT RAISE(ABORT, 'unread rows never change'); END;
