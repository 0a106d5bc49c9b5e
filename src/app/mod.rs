//! The window as a pure state machine: state, message, update → effects.
