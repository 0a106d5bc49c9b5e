//! A layout: which column of one file means what, resolved once before its rows are read. Formats from assets and the
//! general ones end in the same layout.

use super::amounts::Unit;
use super::fields::{FIELD_COUNT, Field};
use super::formats::{Covers, Format, FormatRow, Places};
use super::vocabulary::{Heading, Vocabulary};
use crate::domain::{Currency, PayoutPromise, Source, Status, TransactionType, Zone};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How the rows of one file are read.
pub(super) struct Layout {
    pub(super) format: String,
    pub(super) source: Source,
    pub(super) zone: Zone,
    pub(super) currency: Currency,
    /// Scheme of rows that name none.
    pub(super) scheme: String,
    pub(super) covers: Covers,
    pub(super) places: Places,
    /// When the money is paid out, where the format tells.
    pub(super) payout: Option<PayoutPromise>,
    pub(super) headings: Vec<Heading>,
    /// Column whose heading the footer repeats above the count of rows, in the form for looking up.
    pub(super) footer_count: Option<String>,
    /// The first rule whose condition holds reads the row.
    pub(super) rules: Vec<Rule>,
}

/// How one kind of row is read.
pub(super) struct Rule {
    pub(super) when: Option<Condition>,
    pub(super) kind: Option<TransactionType>,
    pub(super) status: Option<Status>,
    pub(super) statuses: Option<FxHashMap<String, Status>>,
    pub(super) columns: Columns,
}

/// Which rows a rule reads: those with one of these words in this column.
pub(super) struct Condition {
    pub(super) column: usize,
    pub(super) words: Vec<String>,
}

/// Where each field stands.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    single: [Option<usize>; FIELD_COUNT],
    /// Columns of the amount: one that is empty or zero leaves it to the next.
    pub(super) amounts: Vec<usize>,
    /// Columns of the fee, which add up.
    pub(super) fees: Vec<usize>,
    pub(super) unit: Unit,
    pub(super) fee_unit: Unit,
    /// The currency that the amount's heading names.
    pub(super) heading_currency: Option<Currency>,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            single: [None; FIELD_COUNT],
            amounts: Vec::new(),
            fees: Vec::new(),
            unit: Unit::Major,
            fee_unit: Unit::Major,
            heading_currency: None,
        }
    }
}

impl Columns {
    /// Where a field stands, if the file has it.
    pub(super) fn at(&self, field: Field) -> Option<usize> {
        self.single[field as usize]
    }

    /// Says where a field stands.
    pub(super) fn set(&mut self, field: Field, column: Option<usize>) {
        self.single[field as usize] = column;
    }

    /// Columns by known headings.
    pub(super) fn general(headings: &[Heading], vocabulary: &Vocabulary) -> Self {
        let mut columns = Self::default();
        let mut ranks = [usize::MAX; FIELD_COUNT];
        for (at, heading) in headings.iter().enumerate() {
            let Some((field, rank)) = vocabulary.meaning(heading) else { continue };
            if field == Field::FeePart {
                columns.fees.push(at);
            }
            if rank < ranks[field as usize] {
                ranks[field as usize] = rank;
                columns.set(field, Some(at));
            }
        }
        columns.amounts = columns.at(Field::Amount).into_iter().collect();
        if let Some(whole_fee) = columns.at(Field::Fee) {
            columns.fees = vec![whole_fee];
        }
        columns.with_units(headings)
    }

    /// Where the payout stands, if it can be checked: parts of a fee beside a whole may or may not be contained in it.
    pub(super) fn checkable_net(&self) -> Option<usize> {
        let has_part_beside_whole = self.at(Field::Fee).is_some() && self.at(Field::FeePart).is_some();
        self.at(Field::Net).filter(|_| !has_part_beside_whole)
    }

    /// Columns by the headings that a format names.
    fn described(headings: &[Heading], fields: &BTreeMap<Field, Vec<String>>) -> Self {
        let mut columns = Self::default();
        let position = |form: &String| headings.iter().position(|heading| heading.form == *form);
        for (field, forms) in fields {
            let found: Vec<usize> = forms.iter().filter_map(position).collect();
            columns.set(*field, found.first().copied());
            match field {
                Field::Amount => columns.amounts = found,
                Field::Fee => columns.fees = found,
                _ => {}
            }
        }
        columns.with_units(headings)
    }

    fn with_units(mut self, headings: &[Heading]) -> Self {
        let unit = |columns: &[usize]| {
            let is_minor = columns.first().is_some_and(|at| headings[*at].has_minor_units);
            if is_minor { Unit::Minor } else { Unit::Major }
        };
        self.unit = unit(&self.amounts);
        self.fee_unit = unit(&self.fees);
        self.heading_currency = self.amounts.first().and_then(|at| headings[*at].currency);
        self
    }

    /// Meanings found, columns that are known but not read included.
    pub(super) fn known(&self) -> usize {
        self.single.iter().flatten().count()
    }
}

impl Rule {
    /// The one rule of a general table.
    pub(super) fn general(columns: Columns) -> Self {
        Self { when: None, kind: None, status: None, statuses: None, columns }
    }

    /// A rule of a format; none where the file lacks the column that its condition or its amount needs.
    fn described(row: &FormatRow, headings: &[Heading]) -> Option<Self> {
        let when = match &row.when {
            None => None,
            Some(condition) => {
                let column = headings.iter().position(|heading| heading.form == condition.heading)?;
                Some(Condition { column, words: condition.words.clone() })
            }
        };
        let columns = Columns::described(headings, &row.columns);
        (!columns.amounts.is_empty()).then(|| Self {
            when,
            kind: row.kind,
            status: row.status,
            statuses: row.statuses.clone(),
            columns,
        })
    }
}

/// The rules of a format for one file's headings.
pub(super) fn rules_of(format: &Format, headings: &[Heading]) -> Vec<Rule> {
    format.rows.iter().filter_map(|row| Rule::described(row, headings)).collect()
}
