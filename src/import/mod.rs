//! Reports: bytes → entries.
