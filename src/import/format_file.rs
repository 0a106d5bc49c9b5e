//! The shape of a format file, `assets/formats/*.toml`, as it is written; [`super::formats`] makes of it what files are
//! compared with.

use super::amounts::Unit;
use super::dates::DayOrder;
use super::fields::Field;
use super::formats::{Covers, Places};
use crate::domain::{Currency, PayoutPromise, Source, Status, TransactionType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) struct FormatFile {
    pub(super) id: String,
    /// What takes files of this format apart; none: they are tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reader: Option<String>,
    pub(super) source: Source,
    /// IANA name or offset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) zone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) currency: Option<Currency>,
    /// Currencies of amounts that name none: the shop's own if it is one of these, else the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) currencies: Vec<Currency>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) scheme: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) covers: Covers,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) places: Places,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) payout: Option<PayoutPromise>,
    /// How `03/04/2026` is meant where no row of a file tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) day_order: Option<DayOrder>,
    /// The same where the language of the headings tells: an order, and headings that only such files have.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) day_orders: BTreeMap<DayOrder, Vec<String>>,
    /// What the numbers count where no heading tells.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) unit: Unit,
    /// Fields that a row of this format may leave out and is kept all the same: `amount` (it counts as zero), `time` (the
    /// file's own stands for it).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) may_lack: Vec<Field>,
    pub(super) name: Name,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) recognise: Recognise,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) no_header: Option<NoHeader>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fixed_width: Option<FixedWidth>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) footer: Footer,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) directions: Directions,
    /// Words of the status column, for rows that have none of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) statuses: BTreeMap<Status, Vec<String>>,
    pub(super) columns: BTreeMap<Field, Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) rows: Vec<Row>,
}

/// A name for people in both languages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub(super) en: String,
    pub(super) zh: String,
}

/// By which headings a file is told to have the format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Recognise {
    /// All of these are there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) headings: Vec<String>,
    /// One of each list is there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) any_of: Vec<Vec<String>>,
    /// None of these is there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) without: Vec<String>,
    /// One of these stands above the headings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) title: Vec<String>,
}

/// A table without a line of headings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoHeader {
    /// Names for its columns, from the left.
    pub(super) columns: Vec<String>,
    /// What the first rows show in a column: `digits`, `digits:10`, `digits:8-12`, `stamp`, `amount`, `text`, `words:a,b`.
    pub(super) shapes: BTreeMap<String, String>,
}

/// Lines in which each field has its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FixedWidth {
    /// Names and widths in bytes, from the left.
    pub(super) columns: Vec<(String, usize)>,
    /// Blanks between two fields.
    #[serde(default)]
    pub(super) gap: usize,
    /// Columns more: a name, the column that they are the beginning of, and how many characters of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) prefixes: Vec<(String, String, usize)>,
    /// As in [`NoHeader`].
    pub(super) shapes: BTreeMap<String, String>,
}

/// What stands below the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Footer {
    /// Heading of the count of rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) count: Option<String>,
}

/// Words of a column that says which way the money goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Directions {
    /// To the shop.
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub(super) incoming: Vec<String>,
    /// Away from it.
    #[serde(rename = "out", skip_serializing_if = "Vec::is_empty")]
    pub(super) outgoing: Vec<String>,
}

/// How one kind of row is read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Row {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<When>,
    /// Such a row is no payment: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) skip: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<TransactionType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<Status>,
    /// Words of the type column, before the general ones.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) types: BTreeMap<TransactionType, Vec<String>>,
    /// Words of the type column that make a row no payment, by the reason.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) skip_types: BTreeMap<String, Vec<String>>,
    /// Words of the status column, in place of the general ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) statuses: Option<BTreeMap<Status, Vec<String>>>,
    /// Words of the status column, before the general ones.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) more_statuses: BTreeMap<Status, Vec<String>>,
    /// Rows with the same number in this field are parts of one payment, and their amounts add up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<Field>,
    /// Columns of this kind of row, in place of the shared ones.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) columns: BTreeMap<Field, Vec<String>>,
}

/// One test or several, all of which must hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum When {
    /// One.
    One(Test),
    /// All of these.
    All(Vec<Test>),
}

impl When {
    pub(super) fn tests(&self) -> &[Test] {
        match self {
            Self::One(test) => std::slice::from_ref(test),
            Self::All(tests) => tests,
        }
    }
}

/// What a cell must show. A column that the file lacks counts as empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Test {
    pub(super) heading: Headings,
    /// It is one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) words: Vec<String>,
    /// It is none of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) not_words: Vec<String>,
    /// It begins with one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) starts_with: Vec<String>,
    /// One of these stands in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) contains: Vec<String>,
    /// Whether it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) empty: Option<bool>,
    /// Whether it is a number below zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) negative: Option<bool>,
}

/// A heading, its names in several languages, or the column of a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Headings {
    /// Always this.
    One(String),
    /// The first of these that the file has.
    Any(Vec<String>),
    /// The column from which such rows take this field.
    Of {
        /// The field.
        field: Field,
    },
}

impl Headings {
    /// The names; those of a field stand in `columns`.
    pub(super) fn names<'n>(&'n self, columns: &'n BTreeMap<Field, Vec<String>>) -> &'n [String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Any(names) => names,
            Self::Of { field } => columns.get(field).map(Vec::as_slice).unwrap_or_default(),
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
