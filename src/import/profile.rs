//! What only the whole column tells: which mark stands before decimals, whether the day or the month comes first, and
//! whether a time column holds a date too. Looks no further into the file than it needs to.

use super::amounts::{AmountStyle, DecimalMark, mark_proved_by};
use super::cells::trimmed;
use super::dates::{DateFault, DayOrder, order_proved_by, read_clock, read_stamp};
use super::error::ImportError;
use super::fields::{Field, Missing};
use super::guard;
use super::layout::{Columns, Layout};
use super::readers::RawRow;
use super::record::Record;
use super::records::{Next, Records};

/// Rows after which a date column that has shown no slashes is taken to have none.
const DATE_ROWS: u32 = 64;

/// What the columns of a file have shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Profile {
    pub(super) amounts: AmountStyle,
    pub(super) day_order: Option<DayOrder>,
}

/// What the cells of a date or time column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Full,
    DateOnly,
    ClockOnly,
}

/// Gathers evidence row by row.
struct Survey {
    money: Vec<usize>,
    dates: Vec<usize>,
    shapes: Vec<Option<Shape>>,
    mark: Option<DecimalMark>,
    order: Option<DayOrder>,
    /// The first date that can be read both ways, and its column.
    ambiguous: Option<(usize, String)>,
    /// Columns of settlement days, which a row can do without.
    optional_dates: Vec<usize>,
    rows: u32,
}

/// Looks through the columns of a table and settles where date and time stand.
pub(super) fn survey(records: &mut Records<'_>, layout: &mut Layout) -> Result<Profile, ImportError> {
    let mut survey = Survey::of(layout);
    let width = layout.headings.len();
    let mut record = Record::default();
    while !survey.is_settled() {
        match records.next(&mut record)? {
            Next::Record { .. } if record.len() >= width => survey.look_at(&record),
            Next::Record { .. } | Next::OpenQuote { .. } | Next::TooLong { .. } => {}
            Next::End => break,
        }
    }
    survey.settle(layout)
}

/// The same for what a reader has taken apart.
pub(super) fn survey_rows(rows: &[RawRow], layout: &mut Layout) -> Result<Profile, ImportError> {
    let mut survey = Survey::of(layout);
    for row in rows {
        if let RawRow::Cells(_, cells) = row {
            survey.look_at(&Record::from(cells));
        }
        if survey.is_settled() {
            break;
        }
    }
    survey.settle(layout)
}

/// Leaves either a time column with full stamps, or a date column with a clock column.
fn settle_time(columns: &mut Columns, survey: &Survey, takes_days: bool) -> Option<Missing> {
    let all = [Field::Time, Field::Clock, Field::Date].map(|field| columns.at(field));
    let of_shape = |shape: Shape| all.into_iter().flatten().find(|column| survey.shape_of(*column) == Some(shape));
    let full = of_shape(Shape::Full);
    let (date, clock) = (of_shape(Shape::DateOnly), of_shape(Shape::ClockOnly));
    let (time, date, clock) = match (full, date, clock) {
        (Some(_), ..) => (full, None, None),
        (None, Some(_), Some(_)) => (None, date, clock),
        (None, Some(_), None) if takes_days => {
            (None, date, columns.at(Field::Clock).filter(|clock| Some(*clock) != date))
        }
        (None, Some(_), None) => return Some(Missing::Time),
        (None, None, Some(_)) => return Some(Missing::Date),
        // No row could be read: each is reported with its own reason.
        (None, None, None) => (all.into_iter().flatten().next(), None, None),
    };
    columns.set(Field::Time, time);
    columns.set(Field::Date, date);
    columns.set(Field::Clock, clock);
    None
}

impl Survey {
    fn of(layout: &Layout) -> Self {
        let mut money: Vec<usize> = layout
            .rules
            .iter()
            .flat_map(|rule| {
                let columns = &rule.columns;
                columns.amounts.iter().chain(&columns.amounts_out).chain(&columns.fees)
            })
            .copied()
            .collect();
        let fields = [Field::Time, Field::Clock, Field::Date, Field::SettledOn];
        let mut dates: Vec<usize> =
            layout.rules.iter().flat_map(|rule| fields.iter().filter_map(|field| rule.columns.at(*field))).collect();
        money.sort_unstable();
        money.dedup();
        dates.sort_unstable();
        dates.dedup();
        let shapes = vec![None; dates.len()];
        let optional_dates = layout.rules.iter().filter_map(|rule| rule.columns.at(Field::SettledOn)).collect();
        Self { money, dates, shapes, mark: None, order: None, ambiguous: None, optional_dates, rows: 0 }
    }

    /// What the columns have shown; leaves each date and time where it stands.
    fn settle(self, layout: &mut Layout) -> Result<Profile, ImportError> {
        let needed = self.ambiguous.as_ref().filter(|(column, _)| !self.optional_dates.contains(column));
        if let (Some((column, example)), None) = (needed, self.order.or(layout.day_order)) {
            let column = layout.headings[*column].text.clone();
            return Err(ImportError::AmbiguousDates { column, example: guard::for_people(example) });
        }
        let takes_days = layout.takes_days;
        let headings: Vec<String> = layout.headings.iter().map(|heading| guard::for_people(&heading.text)).collect();
        for rule in &mut layout.rules {
            let missing = settle_time(&mut rule.columns, &self, takes_days);
            if let Some(missing) = missing {
                return Err(ImportError::NotRecognised { columns: headings, missing: vec![missing] });
            }
        }
        Ok(Profile { amounts: AmountStyle { mark: self.mark }, day_order: self.order.or(layout.day_order) })
    }

    fn is_settled(&self) -> bool {
        let has_open_order = self.ambiguous.is_some() && self.order.is_none();
        self.mark.is_some() && !has_open_order && self.rows >= DATE_ROWS
    }

    fn shape_of(&self, column: usize) -> Option<Shape> {
        self.dates.iter().position(|at| *at == column).and_then(|at| self.shapes[at])
    }

    fn look_at(&mut self, record: &Record) {
        self.rows += 1;
        if self.mark.is_none() {
            let cells = self.money.iter().filter_map(|column| record.get(*column));
            self.mark = cells.into_iter().find_map(|cell| mark_proved_by(trimmed(cell)));
        }
        for (at, column) in self.dates.iter().enumerate() {
            let cell = trimmed(record.get(*column).unwrap_or_default());
            if self.order.is_none() {
                self.order = order_proved_by(cell);
            }
            let is_open = read_stamp(cell, None) == Err(DateFault::Ambiguous);
            let replaces = match &self.ambiguous {
                None => true,
                Some((known, _)) => self.optional_dates.contains(known),
            };
            if is_open && replaces {
                self.ambiguous = Some((*column, cell.to_owned()));
            }
            if self.shapes[at].is_none() {
                self.shapes[at] = shape_of(cell);
            }
        }
    }
}

fn shape_of(cell: &str) -> Option<Shape> {
    if read_clock(cell).is_ok() {
        return Some(Shape::ClockOnly);
    }
    // Which order it is does not change whether a time follows.
    let stamp = read_stamp(cell, Some(DayOrder::DayFirst)).or_else(|_| read_stamp(cell, Some(DayOrder::MonthFirst)));
    match stamp {
        Ok(stamp) if stamp.time.is_some() => Some(Shape::Full),
        Ok(_) => Some(Shape::DateOnly),
        Err(_) => None,
    }
}
