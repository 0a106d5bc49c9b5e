//! One row of cells, in a single piece of text.

use csv::StringRecord;
use std::ops::Index;

/// The cells of a row. It is filled anew for each row, so that no cell costs an allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    text: String,
    /// Where each cell begins and ends in the text.
    cells: Vec<(u32, u32)>,
}

impl Record {
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn get(&self, cell: usize) -> Option<&str> {
        let (start, end) = *self.cells.get(cell)?;
        self.text.get(start as usize..end as usize)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.cells.iter().map(|(start, end)| &self.text[*start as usize..*end as usize])
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }

    pub(super) fn truncate(&mut self, cells: usize) {
        self.cells.truncate(cells);
    }

    /// Adds a cell.
    pub(super) fn push(&mut self, cell: &str) {
        self.extend_last_cell(cell);
        self.end_cell();
    }

    /// Adds text to the cell that [`Self::end_cell`] will end.
    pub(super) fn extend_last_cell(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// What was added since the last cell is a cell.
    pub(super) fn end_cell(&mut self) {
        let start = self.cells.last().map_or(0, |(_, end)| *end);
        self.cells.push((start, self.text.len() as u32));
    }

    /// The same without what tore a cell apart: where every cell begins with a backtick, one that does not is the rest of the
    /// cell before, which had a comma in it. None if that does not make `width` cells.
    pub(super) fn joined_at_backticks(&self, width: usize) -> Option<Self> {
        let marked = || self.iter().filter(|cell| cell.starts_with('`')).count();
        if self.len() <= width || !self.iter().next()?.starts_with('`') || marked() != width {
            return None;
        }
        let mut joined = Self::default();
        for (number, cell) in self.iter().enumerate() {
            match (cell.starts_with('`'), number) {
                (true, 0) => {}
                (true, _) => joined.end_cell(),
                (false, _) => joined.extend_last_cell(","),
            }
            joined.extend_last_cell(cell);
        }
        joined.end_cell();
        Some(joined)
    }

    /// Takes the cells of a line without quotes.
    pub(super) fn fill(&mut self, line: &str, delimiter: u8) {
        self.clear();
        self.text.push_str(line);
        let mut start = 0;
        for end in memchr::memchr_iter(delimiter, line.as_bytes()) {
            self.cells.push((start, end as u32));
            start = end as u32 + 1;
        }
        self.cells.push((start, line.len() as u32));
    }
}

impl Index<usize> for Record {
    type Output = str;

    fn index(&self, cell: usize) -> &str {
        let (start, end) = self.cells[cell];
        &self.text[start as usize..end as usize]
    }
}

impl From<&StringRecord> for Record {
    fn from(cells: &StringRecord) -> Self {
        let mut record = Self::default();
        cells.iter().for_each(|cell| record.push(cell));
        record
    }
}
