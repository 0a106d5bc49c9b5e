//! Entries → payments → findings. Pure.
