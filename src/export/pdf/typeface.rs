//! Letters on paper: which glyph a character has, how wide a text is, and where a line of it ends.

use crate::export::document::is_wide;
use crate::text::fonts;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use std::io;

/// Shown for a character that no font has, as it stands in a rare name.
const UNKNOWN: char = '□';

/// Punctuation that no line begins with.
const NEVER_FIRST: &str = ",.;:!?)]}%，。；：！？、）】》」』”’…·";

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The two fonts. The bold one leaves rare characters out; the regular one stands in for it.
pub(super) struct Typeface {
    regular: Face,
    bold: Face,
}

struct Face {
    font: Font,
    characters: Charmap<'static>,
    /// In units of one em.
    metrics: GlyphMetrics<'static>,
}

/// Glyphs of one font that follow each other.
pub(super) struct Piece {
    pub(super) font: Font,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) text: String,
    /// In units of one em.
    pub(super) width: f32,
}

impl Face {
    fn load(bytes: &'static [u8]) -> io::Result<Self> {
        let unreadable = || io::Error::other("a bundled font cannot be read");
        let parsed = FontRef::new(bytes).map_err(|_| unreadable())?;
        Ok(Self {
            font: Font::new(bytes.into(), 0).ok_or_else(unreadable)?,
            characters: parsed.charmap(),
            metrics: parsed.glyph_metrics(Size::new(1.0), LocationRef::default()),
        })
    }

    fn glyph(&self, character: char) -> Option<(skrifa::GlyphId, f32)> {
        let glyph = self.characters.map(character).filter(|glyph| glyph.to_u32() != 0)?;
        Some((glyph, self.metrics.advance_width(glyph).unwrap_or(0.0)))
    }
}

impl Typeface {
    /// Reads the fonts that come with the program.
    pub(super) fn load() -> io::Result<Self> {
        Ok(Self { regular: Face::load(fonts::REGULAR)?, bold: Face::load(fonts::BOLD)? })
    }

    /// The character to print, the font that has it, its glyph and the glyph's width in ems.
    fn set(&self, character: char, weight: Weight) -> (char, Weight, skrifa::GlyphId, f32) {
        let wanted = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let character = if character.is_control() { ' ' } else { character };
        if let Some((glyph, width)) = wanted.glyph(character) {
            return (character, weight, glyph, width);
        }
        let shown = if self.regular.glyph(character).is_some() { character } else { UNKNOWN };
        let (glyph, width) = self.regular.glyph(shown).unwrap_or_default();
        (shown, Weight::Regular, glyph, width)
    }

    /// How wide a text is at this size, in points.
    pub(super) fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        text.chars().map(|character| self.set(character, weight).3).sum::<f32>() * size
    }

    /// The text as glyphs, a new piece wherever the font changes.
    pub(super) fn pieces(&self, text: &str, weight: Weight) -> Vec<Piece> {
        let mut pieces: Vec<(Weight, Piece)> = Vec::new();
        for character in text.chars() {
            let (shown, used, glyph, width) = self.set(character, weight);
            if pieces.last().is_none_or(|(last, _)| *last != used) {
                let face = if used == Weight::Bold { &self.bold } else { &self.regular };
                let piece = Piece { font: face.font.clone(), glyphs: Vec::new(), text: String::new(), width: 0.0 };
                pieces.push((used, piece));
            }
            let Some((_, piece)) = pieces.last_mut() else { continue };
            let start = piece.text.len();
            piece.text.push(shown);
            let range = start..piece.text.len();
            piece.glyphs.push(KrillaGlyph::new(GlyphId::new(glyph.to_u32()), width, 0.0, 0.0, 0.0, range, None));
            piece.width += width;
        }
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }

    /// The text in lines that are no wider than `room` points. Lines end at blanks and between Chinese characters; a word
    /// that is too long for a line of its own is cut.
    pub(super) fn wrap(&self, text: &str, weight: Weight, size: f32, room: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            self.wrap_paragraph(&mut lines, paragraph, weight, size, room);
        }
        lines
    }

    fn wrap_paragraph(&self, lines: &mut Vec<String>, text: &str, weight: Weight, size: f32, room: f32) {
        let (mut line, mut width) = (String::new(), 0.0);
        // Up to where the line may be kept when it has to end.
        let mut break_at = 0;
        let mut previous: Option<char> = None;
        for character in text.chars() {
            if previous.is_some_and(|previous| may_break(previous, character)) {
                break_at = line.len();
            }
            let advance = self.set(character, weight).3 * size;
            if width + advance > room && !line.is_empty() && character != ' ' {
                let kept = if break_at == 0 { line.len() } else { break_at };
                let rest = line.split_off(kept);
                lines.push(line.trim_end().to_owned());
                line = rest.trim_start().to_owned();
                width = self.width(&line, weight, size);
                break_at = 0;
            }
            line.push(character);
            width += advance;
            previous = Some(character);
        }
        lines.push(line.trim_end().to_owned());
    }
}

/// Whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    if NEVER_FIRST.contains(after) || after == ' ' {
        return false;
    }
    before == ' ' || is_wide(before) || is_wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let face = Typeface::load().unwrap();
        for text in
            ["The acquirer has the money, but the terminal got no answer.", "收单机构已入账，但终端没有收到应答。"]
        {
            let lines = face.wrap(text, Weight::Regular, 9.0, 80.0);
            assert!(lines.len() > 1, "{lines:?}");
            assert!(lines.iter().all(|line| face.width(line, Weight::Regular, 9.0) <= 80.0), "{lines:?}");
            let without_blanks = |text: &str| text.replace(' ', "");
            assert_eq!(without_blanks(&lines.concat()), without_blanks(text));
            assert!(lines.iter().all(|line| !line.starts_with(['，', '。', '.', ','])), "{lines:?}");
        }
        assert!(face.wrap(&"8".repeat(90), Weight::Bold, 9.0, 80.0).len() > 4);
    }

    #[test]
    fn a_character_that_no_font_has_is_a_box() {
        let face = Typeface::load().unwrap();
        let text: String =
            face.pieces("陈\u{e000}\u{30edd}", Weight::Bold).into_iter().map(|piece| piece.text).collect();
        assert_eq!(text, "陈□□");
    }
}
