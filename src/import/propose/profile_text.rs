//! A mapping as the text of a format file, and back.

use super::super::cells::lookup_form;
use super::super::error::FormatError;
use super::super::fields::Field;
use super::super::format_file::{Name, NoHeader, Recognise};
use super::super::formats::{Format, FormatLibrary, TypeOrSkip};
use super::super::guard;
use super::super::record::Record;
use super::locate::Table;
use super::{cell_of, field_of, meaning_of};
use crate::domain::{DayOrder, Mapping, Meaning, Source, Status, TransactionType, TypeUse};
use serde::Serialize;
use std::collections::BTreeMap;

/// Begins the id of every format that a person has made, so that it replaces none that ships.
const OWN: &str = "my-";
/// Why a row is skipped whose type a person takes for no payment.
const NO_PAYMENT: &str = "other";
/// Longest name of a profile, in characters.
const LONGEST_NAME: usize = 60;

/// The text of a format file, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileText {
    /// Id of the format.
    pub id: String,
    /// The file.
    pub toml: String,
}

/// What a profile says; the other things that a format file can say are left to those who edit it.
#[derive(Serialize)]
struct ProfileFile {
    id: String,
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    day_order: Option<DayOrder>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    name: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    recognise: Option<Recognise>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_header: Option<NoHeader>,
    columns: BTreeMap<Field, Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<Row>,
}

/// Words that a person has decided about.
#[derive(Default, PartialEq, Serialize)]
struct Row {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    types: BTreeMap<TransactionType, Vec<String>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    skip_types: BTreeMap<&'static str, Vec<String>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    more_statuses: BTreeMap<Status, Vec<String>>,
}

impl ProfileText {
    /// The profile that a mapping of a table makes; `rows` are the first ones.
    pub(super) fn new(mapping: &Mapping, table: &Table, rows: &[Record]) -> Self {
        let id = mapping.id.clone().unwrap_or_else(|| id_for(&mapping.name));
        let used: Vec<usize> = (0..table.headings.len()).filter(|at| is_used(mapping, table, *at)).collect();
        let name_of = |at: usize| table.headings[at].name().to_owned();
        let mut columns: BTreeMap<Field, Vec<String>> = BTreeMap::new();
        for &at in &used {
            if let Some(field) = field_of(mapping.meanings[at]) {
                columns.entry(field).or_default().push(name_of(at));
            }
        }
        // All of them, the columns that are not read included: a file that has only some is another one.
        let named = (0..table.headings.len()).filter(|at| !table.is_repeated(*at)).map(name_of);
        let headings =
            || Recognise { headings: named.filter(|name| !name.is_empty()).collect(), ..Recognise::default() };
        let without = || NoHeader {
            columns: (0..table.headings.len()).map(name_of).collect(),
            shapes: used.iter().map(|at| (name_of(*at), shape_of(mapping.meanings[*at], rows, *at))).collect(),
        };
        let row = words_of(mapping);
        let file = ProfileFile {
            id: id.clone(),
            source: mapping.source,
            day_order: mapping.day_order,
            unit: mapping.minor_units.then_some("minor"),
            name: Name { en: mapping.name.clone(), zh: mapping.name.clone() },
            recognise: table.has_headings.then(headings),
            no_header: (!table.has_headings).then(without),
            columns,
            rows: if row == Row::default() { Vec::new() } else { vec![row] },
        };
        // Nothing in the file is of a kind that the TOML writer refuses; an empty text is refused where it is read.
        Self { id, toml: toml::to_string(&file).unwrap_or_default() }
    }

    /// The format that the text describes.
    pub(super) fn format(&self, file_name: &str) -> Result<Format, FormatError> {
        Format::from_toml(file_name, &self.toml)
    }
}

/// Whether a column is named in the profile.
fn is_used(mapping: &Mapping, table: &Table, at: usize) -> bool {
    let heading = &table.headings[at];
    let can_be_named = !heading.form.is_empty() && !guard::holds_card_number(&heading.text);
    mapping.meanings[at] != Meaning::Ignore && !table.is_repeated(at) && can_be_named
}

/// The words that differ from what is generally known or are not known generally, each in one list only.
fn words_of(mapping: &Mapping) -> Row {
    let mut row = Row::default();
    let mut seen = Vec::new();
    for (word, meaning) in &mapping.types {
        let form = lookup_form(word);
        if form.is_empty() || seen.contains(&form) {
            continue;
        }
        seen.push(form);
        match meaning {
            TypeUse::Type(kind) => row.types.entry(*kind).or_default().push(word.clone()),
            TypeUse::NoPayment => row.skip_types.entry(NO_PAYMENT).or_default().push(word.clone()),
            TypeUse::NotKnown => {}
        }
    }
    let mut seen = Vec::new();
    for (word, status) in &mapping.statuses {
        let form = lookup_form(word);
        if !form.is_empty() && !seen.contains(&form) {
            seen.push(form);
            row.more_statuses.entry(*status).or_default().push(word.clone());
        }
    }
    row
}

/// What the cells of a column without a heading look like, as a format file says it.
fn shape_of(meaning: Meaning, rows: &[Record], at: usize) -> String {
    let values: Vec<&str> = rows.iter().map(|row| cell_of(row, at)).filter(|cell| !cell.is_empty()).collect();
    let are_digits = !values.is_empty() && values.iter().all(|value| value.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths = || values.iter().map(|value| value.len());
    match meaning {
        Meaning::Time | Meaning::Date | Meaning::Clock => "stamp".to_owned(),
        Meaning::Amount => "amount".to_owned(),
        _ if are_digits => match (lengths().min(), lengths().max()) {
            (Some(least), Some(most)) => format!("digits:{least}-{most}"),
            _ => "text".to_owned(),
        },
        _ => "text".to_owned(),
    }
}

/// A mapping of this table as a format describes it; none where there is no such format.
pub(super) fn mapping_of(id: &str, table: &Table, library: &FormatLibrary) -> Option<Mapping> {
    let format = library.formats.iter().find(|format| format.id == id)?;
    let info = library.formats().find(|info| info.id == id)?;
    let row = format.rows.first()?;
    let field_at = |form: &String| row.columns.iter().find(|(_, forms)| forms.contains(form)).map(|(field, _)| *field);
    let meanings = table.headings.iter().map(|heading| field_at(&heading.form).map_or(Meaning::Ignore, meaning_of));
    let types = row.types.iter().map(|(word, meaning)| match meaning {
        TypeOrSkip::Type(kind) => (word.clone(), TypeUse::Type(*kind)),
        TypeOrSkip::Skip(_) => (word.clone(), TypeUse::NoPayment),
    });
    Some(Mapping {
        id: Some(id.to_owned()),
        name: info.name_en.clone(),
        source: format.source,
        meanings: meanings.collect(),
        day_order: format.day_order,
        minor_units: format.unit == super::super::amounts::Unit::Minor,
        types: types.collect(),
        statuses: row.more_statuses.iter().map(|(word, status)| (word.clone(), *status)).collect(),
    })
}

/// A name for the layout of a file: what its name says beside dates and numbers.
pub(super) fn name_for(file_name: &str) -> String {
    let name = guard::file_name(file_name);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let words = stem.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    if words.is_empty() { "Report".to_owned() } else { words.join(" ").chars().take(LONGEST_NAME).collect() }
}

/// The id of a new profile with this name; it is the name of its file as well.
fn id_for(name: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let plain: String = name.chars().take(LONGEST_NAME).flat_map(char::to_lowercase).map(letter).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    format!("{OWN}{}", if parts.is_empty() { "report".to_owned() } else { parts.join("-") })
}
