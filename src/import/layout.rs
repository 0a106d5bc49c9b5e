//! A layout: which column of one file means what, resolved once before its rows are read. Formats from assets and the
//! general ones end in the same layout.

use super::amounts::Unit;
use super::condition::{self, CellTest};
use super::dates::DayOrder;
use super::fields::{FIELD_COUNT, Field};
use super::formats::{Covers, Format, FormatRow, Places, TypeOrSkip};
use super::vocabulary::{Heading, Vocabulary};
use crate::domain::{Currency, Moment, PayoutPromise, Source, Status, TransactionType, Zone};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

impl Layout {
    /// Whether rows of this file may be parts of one payment.
    pub(super) fn has_parts(&self) -> bool {
        self.rules.iter().any(|rule| rule.part_of.is_some())
    }

    /// The columns of what proves a card: by the format's word, or by a heading that says so everywhere.
    pub(super) fn secrets(&self, vocabulary: &Vocabulary) -> Vec<usize> {
        let is_named = |at: usize| self.rules.iter().any(|rule| rule.columns.secrets.contains(&at));
        let is_known = |heading: &Heading| vocabulary.meaning(heading).is_some_and(|(field, _)| field == Field::Secret);
        (0..self.headings.len()).filter(|at| is_named(*at) || is_known(&self.headings[*at])).collect()
    }
}

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
    /// Headings that were taken for others: what the format calls them, and what the file calls them.
    pub(super) renamed: Vec<(String, String)>,
    /// Whether a day without a time of day will do.
    pub(super) takes_days: bool,
    /// Whether a row that names no amount is kept, with an amount of zero.
    pub(super) may_lack_amount: bool,
    /// Stands for the time of rows that name none.
    pub(super) usual_time: Option<Moment>,
    /// How `03/04/2026` is meant where no row tells.
    pub(super) day_order: Option<DayOrder>,
    /// Words of the direction column: whether money comes in.
    pub(super) directions: FxHashMap<String, bool>,
    /// Column whose heading the footer repeats above the count of rows, in the form for looking up.
    pub(super) footer_count: Option<String>,
    /// The first rule whose condition holds reads the row.
    pub(super) rules: Vec<Rule>,
}

/// How one kind of row is read.
pub(super) struct Rule {
    /// All of these hold for such a row.
    pub(super) when: Vec<CellTest>,
    /// Such a row is no payment: why.
    pub(super) skip: Option<String>,
    pub(super) kind: Option<TransactionType>,
    pub(super) status: Option<Status>,
    /// The format's own words of the type column.
    pub(super) types: FxHashMap<String, TypeOrSkip>,
    pub(super) statuses: Option<FxHashMap<String, Status>>,
    /// Words of the status column before the general ones.
    pub(super) more_statuses: FxHashMap<String, Status>,
    /// Rows with the same number here are parts of one payment.
    pub(super) part_of: Option<Field>,
    pub(super) columns: Columns,
}

/// Where each field stands.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    single: [Option<usize>; FIELD_COUNT],
    /// Columns of the amount: one that is empty or zero leaves it to the next.
    pub(super) amounts: Vec<usize>,
    /// Columns of money that goes back or out; the first that is neither empty nor zero counts.
    pub(super) amounts_out: Vec<usize>,
    /// Columns of what comes on top of the amount.
    pub(super) additions: Vec<usize>,
    /// Columns of what proves a card.
    secrets: Vec<usize>,
    /// Columns of the fee, which add up.
    pub(super) fees: Vec<usize>,
    pub(super) unit: Unit,
    pub(super) fee_unit: Unit,
    pub(super) net_unit: Unit,
    /// The currency that the amount's heading names.
    pub(super) heading_currency: Option<Currency>,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            single: [None; FIELD_COUNT],
            amounts: Vec::new(),
            amounts_out: Vec::new(),
            additions: Vec::new(),
            secrets: Vec::new(),
            fees: Vec::new(),
            unit: Unit::Major,
            fee_unit: Unit::Major,
            net_unit: Unit::Major,
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
        for (at, heading) in headings.iter().enumerate() {
            let is_used = columns.single.contains(&Some(at));
            let second = vocabulary.second_meaning(heading).filter(|field| !is_used && columns.at(*field).is_none());
            second.into_iter().for_each(|field| columns.set(field, Some(at)));
        }
        columns.amounts = columns.at(Field::Amount).into_iter().collect();
        if let Some(whole_fee) = columns.at(Field::Fee) {
            columns.fees = vec![whole_fee];
        }
        columns.with_units(headings, Unit::Major)
    }

    /// Where the payout stands, if it can be checked: parts of a fee beside a whole may or may not be contained in it.
    pub(super) fn checkable_net(&self) -> Option<usize> {
        let has_part_beside_whole = self.at(Field::Fee).is_some() && self.at(Field::FeePart).is_some();
        self.at(Field::Net).filter(|_| !has_part_beside_whole)
    }

    /// Columns by the headings that a format names.
    fn described(headings: &[Heading], fields: &BTreeMap<Field, Vec<String>>, unit: Unit) -> Self {
        let mut columns = Self::default();
        let position = |form: &String| headings.iter().position(|heading| heading.form == *form);
        for (field, forms) in fields {
            let found: Vec<usize> = forms.iter().filter_map(position).collect();
            columns.set(*field, found.first().copied());
            match field {
                Field::Amount => columns.amounts = found,
                Field::AmountOut => columns.amounts_out = found,
                Field::AmountAdd => columns.additions = found,
                Field::Secret => columns.secrets = found,
                Field::Fee => columns.fees = found,
                _ => {}
            }
        }
        columns.with_units(headings, unit)
    }

    fn with_units(mut self, headings: &[Heading], usual: Unit) -> Self {
        let unit = |column: Option<&usize>| {
            let is_minor = column.is_some_and(|at| headings[*at].has_minor_units);
            if is_minor { Unit::Minor } else { usual }
        };
        let amount = self.amounts.first().or(self.amounts_out.first());
        self.unit = unit(amount);
        self.fee_unit = unit(self.fees.first());
        self.net_unit = unit(self.at(Field::Net).as_ref());
        self.heading_currency = amount.and_then(|at| headings[*at].currency);
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
        Self {
            when: Vec::new(),
            skip: None,
            kind: None,
            status: None,
            types: FxHashMap::default(),
            statuses: None,
            more_statuses: FxHashMap::default(),
            part_of: None,
            columns,
        }
    }

    /// A rule of a format; none where the file lacks the column that its condition or its amount needs.
    fn described(row: &FormatRow, headings: &[Heading], unit: Unit) -> Option<Self> {
        let when = row.when.as_ref().map_or(Some(Vec::new()), |when| condition::bind(when, headings, &row.columns))?;
        let columns = Columns::described(headings, &row.columns, unit);
        let has_amount = !columns.amounts.is_empty() || !columns.amounts_out.is_empty();
        (has_amount || row.skip.is_some()).then(|| Self {
            when,
            skip: row.skip.clone(),
            kind: row.kind,
            status: row.status,
            types: row.types.clone(),
            statuses: row.statuses.clone(),
            more_statuses: row.more_statuses.clone(),
            part_of: row.part_of,
            columns,
        })
    }
}

/// The rules of a format for one file's headings.
pub(super) fn rules_of(format: &Format, headings: &[Heading]) -> Vec<Rule> {
    format.rows.iter().filter_map(|row| Rule::described(row, headings, format.unit)).collect()
}
