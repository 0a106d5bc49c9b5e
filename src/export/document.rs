//! A printed page before it has a form: headings, lines and tables, the same for text and PDF.

use std::io::{self, Write};

/// On which side the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) side: Side,
    /// Share of the page's width, relative to the other columns.
    pub(super) share: f32,
}

impl Column {
    /// A column of words.
    pub(super) const fn words(heading: String, share: f32) -> Self {
        Self { heading, side: Side::Left, share }
    }

    /// A column of numbers or amounts.
    pub(super) const fn numbers(heading: String, share: f32) -> Self {
        Self { heading, side: Side::Right, share }
    }
}

/// Rows under headings; each row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A part of the page, from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// The one title.
    Title(String),
    /// The head of a section.
    Heading(String),
    /// A paragraph.
    Line(String),
    /// A paragraph that is to be seen.
    Strong(String),
    /// A paragraph of small print.
    Small(String),
    /// A table.
    Table(Table),
    /// Lines to sign on, side by side, each with what it is for.
    Signatures(Vec<String>),
}

/// Writes the blocks as plain text, tables with aligned columns.
pub(super) fn write_text(out: &mut dyn Write, blocks: &[Block]) -> io::Result<()> {
    for block in blocks {
        match block {
            Block::Title(text) | Block::Line(text) | Block::Strong(text) | Block::Small(text) => {
                writeln!(out, "{text}")?;
            }
            Block::Heading(text) => writeln!(out, "\n{text}")?,
            Block::Table(table) => write_table(out, table)?,
            Block::Signatures(names) => {
                writeln!(out)?;
                for name in names {
                    writeln!(out, "{name} ______________________________")?;
                }
            }
        }
    }
    Ok(())
}

fn write_table(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let headings: Vec<String> = table.columns.iter().map(|column| column.heading.clone()).collect();
    let rows = || std::iter::once(&headings).chain(&table.rows);
    let width_of = |at: usize| rows().map(|row| columns_of(&row[at])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..table.columns.len()).map(width_of).collect();
    for row in rows() {
        let mut line = String::from(" ");
        for ((cell, column), width) in row.iter().zip(&table.columns).zip(&widths) {
            let blanks = " ".repeat(width - columns_of(cell));
            let (before, after) = match column.side {
                Side::Left => ("", blanks.as_str()),
                Side::Right => (blanks.as_str(), ""),
            };
            line.push(' ');
            line.push_str(before);
            line.push_str(cell);
            line.push_str(after);
            line.push(' ');
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// How many columns of a terminal a text takes: Chinese characters and full-width forms take two.
fn columns_of(text: &str) -> usize {
    text.chars().map(|character| if is_wide(character) { 2 } else { 1 }).sum()
}

/// Whether a character is as wide as it is high.
pub(super) const fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_in_both_scripts() {
        let columns = vec![Column::words("问题".to_owned(), 1.0), Column::numbers("n".to_owned(), 1.0)];
        let rows = vec![vec!["ab".to_owned(), "10".to_owned()], vec!["重复扣款".to_owned(), "7".to_owned()]];
        let mut out = Vec::new();
        write_text(&mut out, &[Block::Table(Table { columns, rows })]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "  问题       n\n  ab        10\n  重复扣款   7\n");
    }
}
