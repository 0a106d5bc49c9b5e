//! The commands, over the services.
