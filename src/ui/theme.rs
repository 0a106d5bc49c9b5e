//! Every colour of the window, light and dark, by what it is for; and the style that egui's own widgets take from them.

use super::fonts;
use crate::domain;
use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{Color32, Context, CornerRadius, Shadow, Stroke, TextStyle, Visuals, vec2};

/// The colours of one theme.
#[derive(Debug)]
pub(super) struct Palette {
    pub ground: Color32,
    pub surface: Color32,
    pub text: Color32,
    pub text_weak: Color32,
    pub text_hint: Color32,
    pub text_button: Color32,
    pub border: Color32,
    pub border_strong: Color32,
    pub border_dashed: Color32,
    pub line: Color32,
    pub row_line: Color32,
    pub accent: Color32,
    pub accent_text: Color32,
    pub accent_soft: Color32,
    pub accent_faint: Color32,
    pub on_accent: Color32,
    pub row_selected: Color32,
    pub row_hovered: Color32,
    pub badge: Color32,
    pub ok: Color32,
    pub warn: Color32,
    pub bad: Color32,
    pub track: Color32,
    pub dot: Color32,
    pub dot_text: Color32,
    pub check_border: Color32,
    pub why: Color32,
    pub why_border: Color32,
    pub red: Tone,
    pub amber: Tone,
    pub blue: Tone,
    pub green: Tone,
    pub grey: Tone,
    /// One for each cause, in the order of `Cause::ALL`.
    pub causes: [Color32; 10],
    is_dark: bool,
}

/// Ground and text of a chip.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tone {
    pub ground: Color32,
    pub text: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

const fn tone(ground: u32, text: u32) -> Tone {
    Tone { ground: rgb(ground), text: rgb(text) }
}

static LIGHT: Palette = Palette {
    ground: rgb(0xf5f6f8),
    surface: rgb(0xffffff),
    text: rgb(0x1d2433),
    text_weak: rgb(0x6b7385),
    text_hint: rgb(0x8b93a3),
    text_button: rgb(0x2b3345),
    border: rgb(0xe3e6eb),
    border_strong: rgb(0xd3d8e0),
    border_dashed: rgb(0xb9c2d0),
    line: rgb(0xeef0f3),
    row_line: rgb(0xf1f3f6),
    accent: rgb(0x1f57d6),
    accent_text: rgb(0x1f57d6),
    accent_soft: rgb(0xe8effe),
    accent_faint: rgb(0xf3f7ff),
    on_accent: rgb(0xffffff),
    row_selected: rgb(0xeef4ff),
    row_hovered: rgb(0xf7f9fc),
    badge: rgb(0xe5484d),
    ok: rgb(0x1a8754),
    warn: rgb(0xb25e00),
    bad: rgb(0xb4232a),
    track: rgb(0xe5e9f0),
    dot: rgb(0xe5e9f0),
    dot_text: rgb(0x6b7385),
    check_border: rgb(0x9aa3b2),
    why: rgb(0xfff8ea),
    why_border: rgb(0xf3dfb4),
    red: tone(0xfdebec, 0xb4232a),
    amber: tone(0xfff3dc, 0x8a5200),
    blue: tone(0xe8effe, 0x1f57d6),
    green: tone(0xe3f5ea, 0x146c43),
    grey: tone(0xeef0f3, 0x545d6f),
    causes: [
        rgb(0x1f57d6),
        rgb(0x9aa3b2),
        rgb(0xe5a03c),
        rgb(0x7a4fc4),
        rgb(0x0f8b8d),
        rgb(0xd8728c),
        rgb(0x8a5a2b),
        rgb(0x2fa36b),
        rgb(0xb4232a),
        rgb(0x545d6f),
    ],
    is_dark: false,
};

static DARK: Palette = Palette {
    ground: rgb(0x15181d),
    surface: rgb(0x1c2027),
    text: rgb(0xe4e7ec),
    text_weak: rgb(0x98a1b0),
    text_hint: rgb(0x98a1b0),
    text_button: rgb(0xe4e7ec),
    border: rgb(0x2e343e),
    border_strong: rgb(0x3a424f),
    border_dashed: rgb(0x3a424f),
    line: rgb(0x2a303a),
    row_line: rgb(0x2a303a),
    accent: rgb(0x3f78f0),
    accent_text: rgb(0x9dbcff),
    accent_soft: rgb(0x1d3157),
    accent_faint: rgb(0x1d3157),
    on_accent: rgb(0xffffff),
    row_selected: rgb(0x1d2a42),
    row_hovered: rgb(0x20252d),
    badge: rgb(0xe5484d),
    ok: rgb(0x2fa36b),
    warn: rgb(0xffd489),
    bad: rgb(0xff8d94),
    track: rgb(0x2e343e),
    dot: rgb(0xe5e9f0),
    dot_text: rgb(0x6b7385),
    check_border: rgb(0x9aa3b2),
    why: rgb(0x33290f),
    why_border: rgb(0x5c4a1a),
    red: tone(0x4a1f24, 0xffb3b8),
    amber: tone(0x46350f, 0xffd489),
    blue: tone(0x1d3157, 0xa9c6ff),
    green: tone(0x173a28, 0x9be0b9),
    grey: tone(0x2a303a, 0xc3cad5),
    causes: [
        rgb(0x5b8dff),
        rgb(0x98a1b0),
        rgb(0xf0b45c),
        rgb(0xa98be8),
        rgb(0x3fbfc1),
        rgb(0xf09bb0),
        rgb(0xc08f5c),
        rgb(0x5fcb93),
        rgb(0xff8d94),
        rgb(0xc3cad5),
    ],
    is_dark: true,
};

/// The colours of a theme.
pub(super) fn palette(theme: domain::Theme) -> &'static Palette {
    match theme {
        domain::Theme::Light => &LIGHT,
        domain::Theme::Dark => &DARK,
    }
}

/// Makes egui's own widgets look like ours.
pub(super) fn apply(ctx: &Context, palette: &Palette) {
    let theme = if palette.is_dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(theme);
    ctx.all_styles_mut(|style| {
        style.visuals = visuals(palette);
        style.text_styles = [
            (TextStyle::Small, fonts::regular(12.0)),
            (TextStyle::Body, fonts::regular(14.0)),
            (TextStyle::Button, fonts::regular(13.0)),
            (TextStyle::Heading, fonts::bold(20.0)),
            (TextStyle::Monospace, fonts::regular(13.0)),
        ]
        .into();
        style.spacing.item_spacing = vec2(8.0, 6.0);
        style.spacing.button_padding = vec2(10.0, 5.0);
        style.spacing.interact_size = vec2(32.0, 32.0);
        style.spacing.menu_margin = 6.into();
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.3;
        // Nothing moves by itself: an idle window is not drawn.
        style.animation_time = 0.0;
        style.visuals.text_cursor.blink = false;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    });
}

fn visuals(palette: &Palette) -> Visuals {
    let base = if palette.is_dark { Visuals::dark() } else { Visuals::light() };
    let widget = |fill: Color32, border: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, border),
        corner_radius: CornerRadius::same(7),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    Visuals {
        override_text_color: None,
        weak_text_color: Some(palette.text_hint),
        widgets: Widgets {
            noninteractive: widget(palette.surface, palette.border, palette.text),
            inactive: widget(palette.surface, palette.border_strong, palette.text_button),
            hovered: widget(palette.row_hovered, palette.text_hint, palette.text),
            active: widget(palette.accent_soft, palette.accent, palette.text),
            open: widget(palette.surface, palette.accent, palette.text),
        },
        selection: Selection { bg_fill: palette.accent_soft, stroke: Stroke::new(1.0, palette.accent) },
        hyperlink_color: palette.accent_text,
        faint_bg_color: palette.row_hovered,
        extreme_bg_color: palette.surface,
        text_edit_bg_color: Some(palette.surface),
        warn_fg_color: palette.warn,
        error_fg_color: palette.bad,
        window_fill: palette.surface,
        window_stroke: Stroke::new(1.0, palette.border_strong),
        window_shadow: Shadow::NONE,
        panel_fill: palette.ground,
        popup_shadow: Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(40) },
        ..base
    }
}

impl Palette {
    /// Text on the ground of a suggestion.
    pub(super) const fn option_text(&self) -> Color32 {
        if self.is_dark { self.accent_text } else { self.text }
    }

    /// The colour of a cause.
    pub(super) fn cause(&self, cause: domain::Cause) -> Color32 {
        let place = domain::Cause::ALL.iter().position(|other| *other == cause);
        place.and_then(|place| self.causes.get(place)).copied().unwrap_or(self.text_weak)
    }

    /// Text on the badge that counts.
    pub(super) const fn on_badge(&self) -> Color32 {
        Color32::WHITE
    }
}
