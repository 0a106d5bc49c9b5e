//! Where everything stands: blocks → pages with placed texts and thin lines, and the tree that a screen reader follows.

use super::typeface::{Typeface, Weight};
use crate::export::document::{Block, Column, Side, Table};

/// A4, in points.
pub(super) const PAGE_WIDTH: f32 = 595.28;
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// Left, right and above.
pub(super) const MARGIN: f32 = 48.0;
/// Where the last line ends, and where the foot stands.
const BOTTOM: f32 = PAGE_HEIGHT - 62.0;
pub(super) const FOOT: f32 = PAGE_HEIGHT - 36.0;
const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Between the cells of a table, and above and below their text.
const CELL_GAP: f32 = 8.0;
const CELL_PAD: f32 = 3.0;
/// Height of a line, relative to the size of its letters.
const LEADING: f32 = 1.35;
/// Size of the letters in a table.
const CELL: Style = Style { size: 8.5, weight: Weight::Regular, ink: Ink::Black };
const CELL_HEADING: Style = Style { size: 8.0, weight: Weight::Bold, ink: Ink::Grey };

/// How dark something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Grey,
    Pale,
}

/// How a text looks; the size in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
}

/// One line of text at its place: left end of its base line, in points from the upper left corner.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) text: String,
    pub(super) style: Style,
    /// Its place in the tree; none: furniture of the page.
    pub(super) node: Option<usize>,
}

/// A thin line across.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) ink: Ink,
}

/// What stands on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) texts: Vec<Placed>,
    pub(super) rules: Vec<Rule>,
}

/// What a part of the tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading,
    Paragraph,
    Table,
    Row,
    HeadingCell,
    Cell,
}

/// A part of the tree.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) role: Role,
    pub(super) children: Vec<usize>,
    /// What a heading says.
    pub(super) title: Option<String>,
}

/// A place to jump to: title or heading, its page (from zero) and its height on it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// The pages, and what connects them.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) sheets: Vec<Sheet>,
    pub(super) nodes: Vec<Node>,
    /// Nodes that stand below no other.
    pub(super) roots: Vec<usize>,
    pub(super) marks: Vec<Mark>,
}

/// Lays the blocks out on as many pages as they take.
pub(super) fn lay_out(blocks: &[Block], face: &Typeface) -> Layout {
    let mut writer = Writer { face, layout: Layout::default(), y: MARGIN };
    writer.layout.sheets.push(Sheet::default());
    for block in blocks {
        writer.block(block);
    }
    writer.layout
}

struct Writer<'a> {
    face: &'a Typeface,
    layout: Layout,
    /// Upper end of what comes next.
    y: f32,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        let style = |size, weight, ink| Style { size, weight, ink };
        match block {
            Block::Title(text) => self.paragraph(text, Role::Title, style(17.0, Weight::Bold, Ink::Black), 0.0),
            Block::Heading(text) => {
                // A heading stays with the rows or lines below it.
                self.make_room(96.0);
                self.paragraph(text, Role::Heading, style(11.5, Weight::Bold, Ink::Black), 14.0);
            }
            Block::Line(text) => self.paragraph(text, Role::Paragraph, style(9.0, Weight::Regular, Ink::Black), 2.0),
            Block::Strong(text) => self.paragraph(text, Role::Paragraph, style(10.0, Weight::Bold, Ink::Black), 4.0),
            Block::Small(text) => self.paragraph(text, Role::Paragraph, style(7.5, Weight::Regular, Ink::Grey), 2.0),
            Block::Table(table) => self.table(table),
            Block::Signatures(names) => self.signatures(names),
        }
    }

    fn sheet(&mut self) -> &mut Sheet {
        if self.layout.sheets.is_empty() {
            self.layout.sheets.push(Sheet::default());
        }
        let last = self.layout.sheets.len() - 1;
        &mut self.layout.sheets[last]
    }

    /// Goes on to a new page where less than `height` is left on this one; says whether it did.
    fn make_room(&mut self, height: f32) -> bool {
        let is_full = self.y + height > BOTTOM && self.y > MARGIN;
        if is_full {
            self.layout.sheets.push(Sheet::default());
            self.y = MARGIN;
        }
        is_full
    }

    fn node(&mut self, role: Role, parent: Option<usize>, title: Option<String>) -> usize {
        let id = self.layout.nodes.len();
        self.layout.nodes.push(Node { role, children: Vec::new(), title });
        match parent {
            Some(parent) => self.layout.nodes[parent].children.push(id),
            None => self.layout.roots.push(id),
        }
        id
    }

    fn paragraph(&mut self, text: &str, role: Role, style: Style, space_above: f32) {
        let is_title = role != Role::Paragraph;
        let node = self.node(role, None, is_title.then(|| text.to_owned()));
        if self.y > MARGIN {
            self.y += space_above;
        }
        for (at, line) in self.face.wrap(text, style.weight, style.size, WIDTH).into_iter().enumerate() {
            self.make_room(style.size * LEADING);
            if is_title && at == 0 {
                let page = self.layout.sheets.len() - 1;
                self.layout.marks.push(Mark { text: text.to_owned(), page, y: self.y });
            }
            self.place_line(MARGIN, self.y, line, style, Some(node));
            self.y += style.size * LEADING;
        }
        if is_title {
            self.y += 3.0;
        }
    }

    /// Places one line whose upper end is `top`.
    fn place_line(&mut self, x: f32, top: f32, text: String, style: Style, node: Option<usize>) {
        let y = top + style.size;
        self.sheet().texts.push(Placed { x, y, text, style, node });
    }

    fn table(&mut self, table: &Table) {
        let node = self.node(Role::Table, None, None);
        let widths = widths(&table.columns);
        let headings: Vec<String> = table.columns.iter().map(|column| column.heading.clone()).collect();
        let heading_lines = self.wrap_cells(&headings, &widths, CELL_HEADING);
        let first_row = table.rows.first().map(|row| self.wrap_cells(row, &widths, CELL)).unwrap_or_default();
        self.make_room(row_height(&heading_lines, CELL_HEADING) + row_height(&first_row, CELL));
        let row_node = self.node(Role::Row, Some(node), None);
        let sides: Vec<Side> = table.columns.iter().map(|column| column.side).collect();
        self.row(&heading_lines, &widths, &sides, CELL_HEADING, Some((row_node, Role::HeadingCell)));
        for row in &table.rows {
            let lines = self.wrap_cells(row, &widths, CELL);
            if self.make_room(row_height(&lines, CELL)) {
                // The screen reader has heard the headings already.
                self.row(&heading_lines, &widths, &sides, CELL_HEADING, None);
            }
            let row_node = self.node(Role::Row, Some(node), None);
            self.row(&lines, &widths, &sides, CELL, Some((row_node, Role::Cell)));
        }
    }

    fn wrap_cells(&self, cells: &[String], widths: &[f32], style: Style) -> Vec<Vec<String>> {
        let wrap = |(cell, width): (&String, &f32)| self.face.wrap(cell, style.weight, style.size, width - CELL_GAP);
        cells.iter().zip(widths).map(wrap).collect()
    }

    /// Places a row; `parent` is its node and what its cells are.
    fn row(
        &mut self,
        cells: &[Vec<String>],
        widths: &[f32],
        sides: &[Side],
        style: Style,
        parent: Option<(usize, Role)>,
    ) {
        let mut left = MARGIN;
        for ((lines, width), side) in cells.iter().zip(widths).zip(sides) {
            let node = parent.map(|(row, role)| self.node(role, Some(row), None));
            let mut top = self.y + CELL_PAD;
            for line in lines {
                // An empty cell is still a cell.
                let line = if line.is_empty() { " ".to_owned() } else { line.clone() };
                let x = match side {
                    Side::Left => left,
                    Side::Right => left + width - CELL_GAP - self.face.width(&line, style.weight, style.size),
                };
                self.place_line(x, top, line, style, node);
                top += style.size * LEADING;
            }
            left += width;
        }
        self.y += row_height(cells, style);
        let ink = if style == CELL_HEADING { Ink::Grey } else { Ink::Pale };
        let y = self.y;
        self.sheet().rules.push(Rule { x: MARGIN, y, width: WIDTH, ink });
    }

    fn signatures(&mut self, names: &[String]) {
        const LINE: f32 = 40.0;
        self.make_room(LINE + 20.0);
        self.y += LINE;
        let style = Style { size: 9.0, weight: Weight::Regular, ink: Ink::Black };
        let (gap, count) = (18.0, names.len().max(1));
        #[expect(clippy::cast_precision_loss, reason = "a handful of names")]
        let width = (WIDTH + gap) / count as f32 - gap;
        let mut x = MARGIN;
        for name in names {
            let node = self.node(Role::Paragraph, None, None);
            let y = self.y;
            self.sheet().rules.push(Rule { x, y, width, ink: Ink::Black });
            self.place_line(x, y + 3.0, name.clone(), style, Some(node));
            x += width + gap;
        }
        self.y += 20.0;
    }
}

fn row_height(cells: &[Vec<String>], style: Style) -> f32 {
    let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
    #[expect(clippy::cast_precision_loss, reason = "a cell has a handful of lines")]
    let text = lines as f32 * style.size * LEADING;
    text + 2.0 * CELL_PAD
}

/// The page's width, shared out among the columns. The last one needs no gap behind it.
fn widths(columns: &[Column]) -> Vec<f32> {
    let all: f32 = columns.iter().map(|column| column.share).sum();
    columns.iter().map(|column| (WIDTH + CELL_GAP) * column.share / all).collect()
}
