//! Draws the state of the window with egui, emits messages.
