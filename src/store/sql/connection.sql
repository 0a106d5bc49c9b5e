-- What was confirmed survives a power cut; on macOS this takes a full flush.
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
-- The schema's promises hold for every statement; REPLACE is a deletion and fires its triggers.
PRAGMA foreign_keys = ON;
PRAGMA recursive_triggers = ON;
-- A file that somebody prepared cannot make its triggers call functions that reach outside.
PRAGMA trusted_schema = OFF;
PRAGMA cache_size = -16384;
PRAGMA temp_store = MEMORY;
-- In pages of 8 KiB. The log is cut back when it is empty.
PRAGMA wal_autocheckpoint = 1000;
PRAGMA journal_size_limit = 33554432;
