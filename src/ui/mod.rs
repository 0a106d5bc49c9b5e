//! Draws the state of the window with egui and emits messages. Nothing here reads a file, asks the case book, sorts or
//! filters.

mod all_cases;
mod case_text;
mod columns;
mod day_close;
mod filters;
mod fonts;
mod group_row;
mod import_result;
mod imports;
mod insights;
mod keys;
mod new_case;
mod notices;
mod panel;
mod rail;
mod screen_head;
mod settings;
mod table;
mod theme;
mod tiles;
mod today;
mod top_bar;
mod view;
mod widgets;
mod window;

pub use window::{APP_ID, Window, native_options};
