//! The letters that texts are set in, on screen and on paper: they come with the program, so that it looks the same
//! everywhere and Chinese never depends on what a till happens to have installed.

/// Running text, as an OpenType file.
pub static REGULAR: &[u8] = include_bytes!("../../assets/fonts/LooseEndsSC-Regular.otf");

/// Headings, chips and buttons, as an OpenType file; it leaves rare characters out.
pub static BOLD: &[u8] = include_bytes!("../../assets/fonts/LooseEndsSC-Bold.otf");
