//! Printed pages: A4, fonts cut down to the letters used, tagged for screen readers (PDF/UA), every page numbered.

mod layout;
mod typeface;

use super::document::Block;
use crate::domain::{Language, Moment};
use chrono::{Datelike, Timelike};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node as TagNode, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};
use layout::{FOOT, Ink, Layout, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Placed, Role, Rule, Sheet, Style, lay_out};
use std::io::{self, Write};
use std::num::NonZeroU16;
use typeface::{Typeface, Weight};

/// What a document says about itself.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    pub(super) language: Language,
    pub(super) at: Moment,
    /// The page's number and how many there are → what stands in the foot.
    pub(super) page_label: &'a dyn Fn(usize, usize) -> String,
}

const FOOT_STYLE: Style = Style { size: 8.0, weight: Weight::Regular, ink: Ink::Grey };

/// Writes the blocks as a PDF.
pub(super) fn write_pdf(mut out: impl Write, blocks: &[Block], about: &About<'_>) -> io::Result<()> {
    let face = Typeface::load()?;
    let mut layout = lay_out(blocks, &face);
    add_feet(&mut layout, about, &face);
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = accessible.map_err(|error| io::Error::other(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); layout.nodes.len()];
    for sheet in &layout.sheets {
        draw_sheet(&mut document, sheet, &face, &mut leaves)?;
    }
    let tree: Vec<TagNode> = layout.roots.iter().map(|root| group(&layout, &leaves, *root).into()).collect();
    document.set_tag_tree(TagTree::from(tree).with_lang(Some(about.language.as_str().to_owned())));
    document.set_outline(outline(&layout));
    document.set_metadata(metadata(about));
    let bytes = document.finish().map_err(|error| io::Error::other(format!("{error:?}")))?;
    out.write_all(&bytes)
}

fn add_feet(layout: &mut Layout, about: &About<'_>, face: &Typeface) {
    let pages = layout.sheets.len();
    for (at, sheet) in layout.sheets.iter_mut().enumerate() {
        let number = (about.page_label)(at + 1, pages);
        let width = face.width(&number, FOOT_STYLE.weight, FOOT_STYLE.size);
        let place = |x, text| Placed { x, y: FOOT, text, style: FOOT_STYLE, node: None };
        sheet.texts.push(place(MARGIN, about.title.to_owned()));
        sheet.texts.push(place(PAGE_WIDTH - MARGIN - width, number));
    }
}

fn draw_sheet(
    document: &mut Document,
    sheet: &Sheet,
    face: &Typeface,
    leaves: &mut [Vec<Identifier>],
) -> io::Result<()> {
    let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or_else(|| io::Error::other("no such page size"))?;
    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    for rule in &sheet.rules {
        draw_rule(&mut surface, rule);
    }
    for text in &sheet.texts {
        let tag = match text.node {
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        };
        let identifier = surface.start_tagged(tag);
        draw_text(&mut surface, text, face);
        surface.end_tagged();
        if let Some(node) = text.node {
            leaves[node].push(identifier);
        }
    }
    surface.finish();
    page.finish();
    Ok(())
}

fn draw_text(surface: &mut Surface<'_>, placed: &Placed, face: &Typeface) {
    surface.set_fill(Some(fill(placed.style.ink)));
    let mut x = placed.x;
    for piece in face.pieces(&placed.text, placed.style.weight) {
        let size = placed.style.size;
        surface.draw_glyphs(Point::from_xy(x, placed.y), &piece.glyphs, piece.font, &piece.text, size, false);
        x += piece.width * size;
    }
}

fn draw_rule(surface: &mut Surface<'_>, rule: &Rule) {
    let mut builder = PathBuilder::new();
    let Some(area) = Rect::from_xywh(rule.x, rule.y, rule.width, 0.6) else { return };
    builder.push_rect(area);
    let Some(path) = builder.finish() else { return };
    surface.set_fill(Some(fill(rule.ink)));
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.draw_path(&path);
    surface.end_tagged();
}

fn fill(ink: Ink) -> Fill {
    let grey = match ink {
        Ink::Black => 20,
        Ink::Grey => 95,
        Ink::Pale => 215,
    };
    Fill { paint: rgb::Color::new(grey, grey, grey).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// A node of the tree with everything below it.
fn group(layout: &Layout, leaves: &[Vec<Identifier>], node: usize) -> TagGroup {
    let first_level = NonZeroU16::MIN;
    let below = &layout.nodes[node];
    let title = below.title.clone();
    let mut group = match below.role {
        Role::Title => TagGroup::new(Tag::Hn(first_level, title)),
        Role::Heading => TagGroup::new(Tag::Hn(first_level.saturating_add(1), title)),
        Role::Paragraph => TagGroup::new(Tag::P),
        Role::Table => TagGroup::new(Tag::Table),
        Role::Row => TagGroup::new(Tag::TR),
        Role::HeadingCell => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Role::Cell => TagGroup::new(Tag::TD),
    };
    for identifier in &leaves[node] {
        group.push(*identifier);
    }
    for child in &below.children {
        group.push(self::group(layout, leaves, *child));
    }
    group
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for mark in &layout.marks {
        let place = XyzDestination::new(mark.page, Point::from_xy(MARGIN, mark.y));
        outline.push_child(OutlineNode::new(mark.text.clone(), place));
    }
    outline
}

fn metadata(about: &About<'_>) -> Metadata {
    let at = about.at;
    let number = |value: u32| u8::try_from(value).unwrap_or(0);
    let offset_minutes = at.offset().local_minus_utc() / 60;
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(number(at.month()))
        .day(number(at.day()))
        .hour(number(at.hour()))
        .minute(number(at.minute()))
        .second(number(at.second()))
        .utc_offset_hour(i8::try_from(offset_minutes / 60).unwrap_or(0))
        .utc_offset_minute(u8::try_from((offset_minutes % 60).abs()).unwrap_or(0));
    Metadata::new()
        .title(about.title.to_owned())
        .language(about.language.as_str().to_owned())
        .creator("Loose Ends".to_owned())
        .creation_date(made)
}
