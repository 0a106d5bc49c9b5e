//! A layout that no format fits: where its table stands, what its columns seem to mean, and how the file reads under that
//! or under what a person makes of it. Nothing is kept.

mod guess;
mod locate;
mod profile_text;
mod trial;

use super::cells::trimmed;
use super::decode::{Charset, TextStream};
use super::error::{FormatError, ImportError};
use super::fields::{Field, Missing};
use super::formats::FormatLibrary;
use super::header::Found;
use super::layout::Layout;
use super::profile::{Profile, survey};
use super::record::Record;
use super::records::{Next, Records};
use super::{ImportOptions, LIMIT_BYTES, decode, guard, sniff};
use crate::domain::{DayOrder, Mapping, Meaning, Proposal, ProposedColumn, Source};
use locate::Table;
pub use profile_text::ProfileText;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Rows by which the meaning of a column is guessed.
const ROWS_TO_GUESS: usize = 200;
/// More columns than any report has.
const MOST_COLUMNS: usize = 250;

/// A file whose layout is to be settled.
#[derive(Clone, Copy, Debug)]
pub struct Unknown<'a> {
    /// Its bytes, or the first ones of a large file, whole lines only.
    pub bytes: &'a [u8],
    /// Whether the file has more.
    pub is_sample: bool,
    /// How the file is to be taken; a format that is named here is the one to be changed.
    pub options: ImportOptions<'a>,
}

/// What is proposed for a file; with `mapping`, how it reads under that.
///
/// # Errors
/// When there is no table in the file at all.
pub fn propose(
    unknown: &Unknown<'_>,
    mapping: Option<&Mapping>,
    library: &FormatLibrary,
) -> Result<Proposal, ImportError> {
    let Opened { text, encoding, table } = open(unknown, library)?;
    let text = text.as_ref();
    let mapping = match mapping {
        Some(mapping) => fitted(mapping, &table),
        None => first_mapping(unknown, text, &table, library)?,
    };
    let mut proposal = Proposal {
        file: guard::file_name(unknown.options.file_name),
        encoding: encoding.to_owned(),
        delimiter: char::from(table.delimiter),
        lines_above: table.line.saturating_sub(1),
        has_headings: table.has_headings,
        rows: 0,
        is_sample: unknown.is_sample,
        readable: 0,
        skipped: 0,
        rejected: 0,
        faults: Vec::new(),
        columns: columns_of(&table),
        types: Vec::new(),
        statuses: Vec::new(),
        open_date: None,
        missing: Vec::new(),
        mapping,
    };
    let trial = bind(unknown, text, &table, &mut proposal)?;
    trial::read(&trial, text, &table, &unknown.options, library, &mut proposal)?;
    Ok(proposal)
}

/// The profile that a mapping of this file makes.
///
/// # Errors
/// When there is no table in the file, or the mapping could never read a row.
pub fn profile_text(
    unknown: &Unknown<'_>,
    mapping: &Mapping,
    library: &FormatLibrary,
) -> Result<ProfileText, ImportError> {
    let Opened { text, table, .. } = open(unknown, library)?;
    let mapping = fitted(mapping, &table);
    let profile = ProfileText::new(&mapping, &table, &first_rows(&text, &table)?);
    match profile.format(unknown.options.file_name) {
        Ok(_) => Ok(profile),
        Err(error) => Err(ImportError::NotRecognised { columns: Vec::new(), missing: vec![missing_of(&error)] }),
    }
}

/// A file as text, the name of its encoding, and where its table stands.
struct Opened<'b> {
    text: Cow<'b, str>,
    encoding: &'static str,
    table: Table,
}

fn open<'b>(unknown: &Unknown<'b>, library: &FormatLibrary) -> Result<Opened<'b>, ImportError> {
    if !decode::is_utf16(unknown.bytes) {
        sniff::refuse_binary(unknown.bytes)?;
    }
    let named = unknown.options.encoding.and_then(Charset::named);
    let look = decode::look_through(&unknown.bytes, LIMIT_BYTES, named, &|text| library.known_headings(text))?;
    let text = look.charset.decode(unknown.bytes);
    sniff::refuse_non_table(&text)?;
    let table = locate::find(&text, library).filter(|table| table.headings.len() <= MOST_COLUMNS);
    let nothing = || ImportError::NotRecognised { columns: Vec::new(), missing: vec![Missing::Header] };
    let encoding = look.charset.name();
    table.map(|table| Opened { text, encoding, table }).ok_or_else(nothing)
}

/// The same mapping with exactly as many columns as the table.
fn fitted(mapping: &Mapping, table: &Table) -> Mapping {
    let mut mapping = mapping.clone();
    mapping.meanings.resize(table.headings.len(), Meaning::Ignore);
    mapping
}

/// What the format that is to be changed says, else what headings and values suggest.
fn first_mapping(
    unknown: &Unknown<'_>,
    text: &str,
    table: &Table,
    library: &FormatLibrary,
) -> Result<Mapping, ImportError> {
    let options = &unknown.options;
    if let Some(known) = options.format.and_then(|id| profile_text::mapping_of(id, table, library)) {
        return Ok(known);
    }
    let source = library.vocabulary.source_of(&table.headings, options.file_name);
    Ok(Mapping {
        id: None,
        name: profile_text::name_for(options.file_name),
        source: options.source.or(source).unwrap_or(Source::Acquirer),
        meanings: guess::meanings(table, &first_rows(text, table)?, library),
        day_order: None,
        minor_units: false,
        types: BTreeMap::new(),
        statuses: BTreeMap::new(),
    })
}

fn records<'t>(text: &'t &'t [u8], table: &Table) -> Result<Records<'t>, ImportError> {
    let stream = TextStream::open(text, Charset::Utf8)?;
    Records::new(stream, table.body, table.line + 1, table.delimiter, table.headings.len())
}

fn first_rows(text: &str, table: &Table) -> Result<Vec<Record>, ImportError> {
    let bytes = text.as_bytes();
    let mut records = records(&bytes, table)?;
    let mut rows = Vec::new();
    let mut record = Record::default();
    while rows.len() < ROWS_TO_GUESS {
        match records.next(&mut record)? {
            Next::Record { .. } => rows.push(record.clone()),
            Next::OpenQuote { .. } | Next::TooLong { .. } => {}
            Next::End => break,
        }
    }
    Ok(rows)
}

fn columns_of(table: &Table) -> Vec<ProposedColumn> {
    let column = |at: usize| ProposedColumn {
        heading: if table.has_headings { guard::for_people(&table.headings[at].text) } else { String::new() },
        values: Vec::new(),
        reads_as: Vec::new(),
        readable: 0,
        is_repeated: table.is_repeated(at),
    };
    (0..table.headings.len()).map(column).collect()
}

/// How the rows are to be read, as far as the mapping can read any.
struct Trial {
    found: Option<Found>,
    profile: Profile,
}

/// Makes a layout of the mapping, and asks the columns what no single cell tells.
fn bind(unknown: &Unknown<'_>, text: &str, table: &Table, proposal: &mut Proposal) -> Result<Trial, ImportError> {
    let nothing = || Trial { found: None, profile: Profile::default() };
    let has = |meanings: &[Meaning]| proposal.mapping.meanings.iter().any(|meaning| meanings.contains(meaning));
    let needed = [(Missing::Amount, &[Meaning::Amount][..]), (Missing::Date, &[Meaning::Time, Meaning::Date])];
    let missing = needed.iter().filter(|(_, meanings)| !has(meanings)).map(|(what, _)| what.as_str().to_owned());
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        proposal.missing = missing;
        return Ok(nothing());
    }
    let profile = ProfileText::new(&proposal.mapping, table, &first_rows(text, table)?);
    let bytes = text.as_bytes();
    let survey = |found: &mut Found| survey(&mut records(&bytes, table)?, &mut found.layout);
    let format = match profile.format(unknown.options.file_name) {
        Ok(format) => format,
        Err(error) => {
            proposal.missing = vec![missing_of(&error).as_str().to_owned()];
            return Ok(nothing());
        }
    };
    // The source is chosen on the screen; what the caller thought before does not count any more.
    let options = ImportOptions { source: None, format: None, ..unknown.options };
    let layout = |day_order: Option<DayOrder>| Layout { day_order, ..format.layout(table.headings.clone(), &options) };
    let mut found = table.found(layout(None));
    let surveyed = survey(&mut found).or_else(|error| {
        let ImportError::AmbiguousDates { example, .. } = error else { return Err(error) };
        proposal.open_date = Some(example);
        // Without an answer the dates are shown one way, and nothing can be imported yet.
        found = table.found(layout(proposal.mapping.day_order.or(Some(DayOrder::DayFirst))));
        survey(&mut found)
    });
    Ok(match surveyed {
        Ok(profile) => Trial { found: Some(found), profile },
        Err(error) => {
            let missing = match error {
                ImportError::NotRecognised { missing, .. } => missing,
                _ => vec![Missing::Date],
            };
            proposal.missing = missing.into_iter().map(|what| what.as_str().to_owned()).collect();
            nothing()
        }
    })
}

fn missing_of(error: &FormatError) -> Missing {
    match error {
        FormatError::Incomplete { missing, .. } => *missing,
        _ => Missing::Header,
    }
}

/// The field that a meaning stands for; none for a column that is not read.
fn field_of(meaning: Meaning) -> Option<Field> {
    meaning.as_str().parse().ok()
}

/// The meaning that a person can choose for a field.
fn meaning_of(field: Field) -> Meaning {
    match field {
        Field::FeePart => Meaning::Fee,
        other => other.as_str().parse().unwrap_or(Meaning::Ignore),
    }
}

/// A cell of a row that may be too short.
fn cell_of(record: &Record, at: usize) -> &str {
    record.get(at).map(trimmed).unwrap_or_default()
}
