//! Two families out of the files that come with the program.

use crate::text::fonts::{BOLD, REGULAR};
use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// Name of the family for headings, chips and buttons.
const BOLD_FAMILY: &str = "bold";

/// Gives egui the fonts.
pub(super) fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    fonts.font_data.insert("regular".to_owned(), Arc::new(FontData::from_static(REGULAR)));
    fonts.font_data.insert(BOLD_FAMILY.to_owned(), Arc::new(FontData::from_static(BOLD)));
    let only = |name: &str| vec![name.to_owned()];
    fonts.families.insert(FontFamily::Proportional, only("regular"));
    fonts.families.insert(FontFamily::Monospace, only("regular"));
    // The bold file leaves rare characters out; better a thin one than none.
    fonts.families.insert(bold_family(), vec![BOLD_FAMILY.to_owned(), "regular".to_owned()]);
    ctx.set_fonts(fonts);
}

fn bold_family() -> FontFamily {
    FontFamily::Name(BOLD_FAMILY.into())
}

/// Running text; `size` in points.
pub(super) const fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Headings, chips, buttons; `size` in points.
pub(super) fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}
