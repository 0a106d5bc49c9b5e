//! Runs services off the window thread.
