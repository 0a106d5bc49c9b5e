//! The case book.
