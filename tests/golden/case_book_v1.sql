-- A case book as version 1 of the schema left it.
PRAGMA application_id = 1279618660;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE book (
    one            INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    uid            BLOB    NOT NULL CHECK (length(uid) = 16),   -- start of the history's chain
    created_utc    INTEGER NOT NULL,
    created_offset INTEGER NOT NULL
) STRICT;
INSERT INTO book VALUES(1,X'01a208a28b8070048b3ae8ea28b8fab7',1795441200,28800);
CREATE TABLE settings (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    value TEXT    NOT NULL CHECK (json_valid(value))
) STRICT;
INSERT INTO settings VALUES(1,'{"zone":"","cutoff_hour":4,"currency":"CNY","language":null,"theme":"light","till_name":"","operators":[],"hotline":"","bill_hour":9,"clock_tolerance_secs":300,"double_charge_secs":300}');
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
INSERT INTO reports VALUES(1,X'01a208a28b8075f4a07bbad6a64908d7',X'7430322e63737600000000000000000000000000000000000000000000000000','terminal','t02.csv',1795441200,28800,'Lin',1,2,1795392001,1795392002,1795392001,1795392002,'{"report":1,"source":"terminal","from":"2026-11-23T08:00:01+08:00","to":"2026-11-23T08:00:02+08:00","terminals":["T-02"],"shops":[],"channels":"not-stated"}','{"file":"t02.csv","format":"generic","source":"terminal","encoding":"UTF-8","rows":4,"accepted":2,"duplicates":0,"skipped":[],"rejected":[],"from":"2026-11-23T08:00:01+08:00","to":"2026-11-23T08:00:02+08:00","settled_on":null,"terminals":1,"statuses":{},"totals":[],"warnings":[]}',1);
CREATE TABLE unread_rows (
    report   INTEGER NOT NULL PRIMARY KEY REFERENCES reports (id),
    skipped  TEXT    NOT NULL CHECK (json_valid(skipped)),
    rejected TEXT    NOT NULL CHECK (json_valid(rejected))
) STRICT;
INSERT INTO unread_rows VALUES(1,'[{"line":3,"reason":"fee"}]','[{"line":118,"column":"amount","value":"8O.00","reason":"not an amount"}]');
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
) STRICT;
INSERT INTO entries VALUES(1,1,3,'sale','approved','','','CNY',26801,1795392001,28800,NULL,NULL,'T-02','','','','','','','000000000001','','','','','','','');
INSERT INTO entries VALUES(2,1,4,'sale','approved','','','CNY',26802,1795392002,28800,NULL,NULL,'T-02','','','','','','','000000000002','','','','','','','');
CREATE TABLE cases (
    id           INTEGER NOT NULL PRIMARY KEY,
    uid          TEXT    NOT NULL UNIQUE,
    business_day TEXT    NOT NULL,
    closed_utc   INTEGER,                         -- follows from the history
    finding      TEXT    NOT NULL CHECK (json_valid(finding)),
    evidence     TEXT    NOT NULL
) STRICT;
INSERT INTO cases VALUES(1,'01a208a2-8b80-73c4-b619-47566de39d33','2026-11-23',NULL,'{"kind":"charged-no-sale","also":["amount-differs"],"confidence":"certain","cause":"network","amount":{"minor":26800,"currency":"CNY"},"at_risk":{"minor":26800,"currency":"CNY"},"time":"2026-11-23T20:14:09+08:00","business_day":"2026-11-23","lead":1,"entries":[1],"related":[],"reasons":[{"code":"terminal-unknown","args":{"code":"68"}}],"waiting_for":["acquirer","2026-11-23T23:00:00+08:00"]}','evidence');
CREATE TABLE case_entries (
    entry   INTEGER NOT NULL PRIMARY KEY REFERENCES entries (id),
    case_id INTEGER NOT NULL REFERENCES cases (id)
) STRICT;
INSERT INTO case_entries VALUES(1,1);
CREATE TABLE history (
    seq       INTEGER NOT NULL PRIMARY KEY,
    uid       BLOB    NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id   INTEGER REFERENCES cases (id),      -- none: something that happened to the whole book
    at_utc    INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    digest    BLOB    NOT NULL CHECK (length(digest) = 32),
    chain     BLOB    NOT NULL CHECK (length(chain) = 32)
) STRICT;
INSERT INTO history VALUES(1,X'01a208a28b8072b79b7178203082a9ba',NULL,1795441200,28800,X'615b60d83bb1acf8133adc368b5648541b261dd918948b0b29236c972b2cd283',X'be5ec0f28adba3d8f49276393cffda6b45ba70c3929b1837e9e2b4fc47aa8002');
INSERT INTO history VALUES(2,X'01a208a28b8076fcb13e623012f649bf',1,1795441200,28800,X'507b92bf12c5fb40165a6a71dec842b11504618c04d0428a9d96242eb4f7ecd5',X'b82367d860677c2e3192f32c3f2fd95a37279bc7fd284acb816d656eb49e8d3e');
INSERT INTO history VALUES(3,X'01a208a28b8072b3b152d3eaec6d1e88',1,1795441200,28800,X'181eeaf8952bc98461e5c023811fca27bdd4293bafed16b828251085e7db14b3',X'ab96c5116d6c5f9c7c3bd298897e3525bb54a4292c94de136065f62af2e8adbc');
INSERT INTO history VALUES(4,X'01a208a28b8073289932c9f74b7160e0',NULL,1795441200,28800,X'09d428ef7347933bd3fd6d516dabf077cfc5805f7454a7721dee81399d62ace6',X'bd34e747fd14eda4f1ed759b416b16b94171317e6a37d0b384999069e3d0a5a5');
CREATE TABLE decisions (
    seq      INTEGER NOT NULL PRIMARY KEY REFERENCES history (seq),
    salt     BLOB    NOT NULL CHECK (length(salt) = 16),
    operator TEXT    NOT NULL,
    decision TEXT    NOT NULL CHECK (json_valid(decision))
) STRICT;
INSERT INTO decisions VALUES(1,X'2bbad0a344b2c0527263226728b3cb85','Lin','{"what":"reports-published","reports":[{"report":1,"file":"t02.csv","sha256":"7430322e63737600000000000000000000000000000000000000000000000000"}]}');
INSERT INTO decisions VALUES(2,X'03ae6d93196a9ed18ed28d176d5c3fb8','Lin','{"what":"opened","finding":"charged-no-sale"}');
INSERT INTO decisions VALUES(3,X'b47e144e8ddb5c4ba91782e2312a3ab7','Lin','{"what":"noted","text":"called the acquirer"}');
INSERT INTO decisions VALUES(4,X'b9bfeae9a9ec586e58cd9437b68fab39','Lin','{"what":"settings-saved","settings":{"zone":"","cutoff_hour":4,"currency":"CNY","language":null,"theme":"light","till_name":"","operators":[],"hotline":"","bill_hour":9,"clock_tolerance_secs":300,"double_charge_secs":300}}');
CREATE TABLE history_head (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seq   INTEGER NOT NULL,
    chain BLOB    NOT NULL CHECK (length(chain) = 32)
) STRICT;
INSERT INTO history_head VALUES(1,4,X'bd34e747fd14eda4f1ed759b416b16b94171317e6a37d0b384999069e3d0a5a5');
CREATE INDEX reports_by_content ON reports (sha256);
CREATE INDEX cases_not_closed ON cases (id) WHERE closed_utc IS NULL;
CREATE INDEX cases_by_day ON cases (business_day);
CREATE INDEX cases_by_closing ON cases (closed_utc) WHERE closed_utc IS NOT NULL;
CREATE INDEX history_by_case ON history (case_id);
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries never change'); END;
CREATE TRIGGER published_entries_stay BEFORE DELETE ON entries
WHEN (SELECT published FROM reports WHERE id = OLD.report) = 1
BEGIN SELECT RAISE(ABORT, 'published entries stay'); END;
CREATE TRIGGER published_reports_never_change BEFORE UPDATE ON reports WHEN OLD.published = 1
BEGIN SELECT RAISE(ABORT, 'published reports never change'); END;
CREATE TRIGGER published_reports_stay BEFORE DELETE ON reports WHEN OLD.published = 1
BEGIN SELECT RAISE(ABORT, 'published reports stay'); END;
CREATE TRIGGER unread_rows_never_change BEFORE UPDATE ON unread_rows
BEGIN SELECT RAISE(ABORT, 'unread rows never change'); END;
CREATE TRIGGER published_unread_rows_stay BEFORE DELETE ON unread_rows
WHEN (SELECT published FROM reports WHERE id = OLD.report) = 1
BEGIN SELECT RAISE(ABORT, 'published unread rows stay'); END;
CREATE TRIGGER cases_keep_their_number BEFORE UPDATE OF id, uid ON cases
BEGIN SELECT RAISE(ABORT, 'cases keep their number'); END;
CREATE TRIGGER cases_stay BEFORE DELETE ON cases
BEGIN SELECT RAISE(ABORT, 'cases stay'); END;
CREATE TRIGGER case_entries_stay BEFORE DELETE ON case_entries
BEGIN SELECT RAISE(ABORT, 'case entries stay'); END;
CREATE TRIGGER history_only_grows BEFORE INSERT ON history
WHEN NEW.seq IS NOT (SELECT seq + 1 FROM history_head)
BEGIN SELECT RAISE(ABORT, 'history only grows at its end'); END;
CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history never changes'); END;
CREATE TRIGGER history_stays BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history stays'); END;
CREATE TRIGGER decisions_are_made_once BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM decisions WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'decisions are made once'); END;
CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions never change'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions stay'); END;
CREATE TRIGGER history_head_moves_forward BEFORE UPDATE ON history_head
WHEN NEW.seq IS NOT OLD.seq + 1
BEGIN SELECT RAISE(ABORT, 'the head of the history moves forward'); END;
CREATE TRIGGER history_head_stays BEFORE DELETE ON history_head
BEGIN SELECT RAISE(ABORT, 'the head of the history stays'); END;
COMMIT;
