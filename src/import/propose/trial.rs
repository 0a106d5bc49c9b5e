//! Reads the rows under a mapping and counts what comes of them; what is imported later is read by the same rules.

use super::super::amounts::Unit;
use super::super::dates::{read_clock, read_stamp};
use super::super::error::ImportError;
use super::super::fields::Field;
use super::super::formats::FormatLibrary;
use super::super::furniture::Furniture;
use super::super::guard;
use super::super::record::Record;
use super::super::records::{Next, sound_width};
use super::super::rows::{NotAnEntry, RowReader};
use super::super::words::TypeWord;
use super::super::{ImportOptions, cells};
use super::locate::Table;
use super::{Trial, cell_of, field_of, records};
use crate::domain::{
    Currency, FaultyRow, MaskedCard, Meaning, Proposal, ReadAs, RejectedRow, Rejection, Status, TypeUse,
};
use std::collections::BTreeMap;

/// Values shown of each column, and how they read.
const SHOWN_VALUES: usize = 3;
/// Rows shown that cannot be read.
const SHOWN_FAULTS: usize = 20;
/// Different words listed of a type or status column.
const MOST_WORDS: usize = 60;

/// The words of one column with their counts.
type WordCounts = BTreeMap<String, u64>;

/// Goes through the rows once.
struct Reading<'p, 'l> {
    proposal: &'p mut Proposal,
    library: &'l FormatLibrary,
    table: &'l Table,
    trial: &'l Trial,
    currency: Currency,
    /// Columns whose values are never shown.
    secrets: Vec<bool>,
    types: WordCounts,
    statuses: WordCounts,
}

/// Reads all rows of `text` and fills in what comes of them.
pub(super) fn read(
    trial: &Trial,
    text: &str,
    table: &Table,
    options: &ImportOptions<'_>,
    library: &FormatLibrary,
    proposal: &mut Proposal,
) -> Result<(), ImportError> {
    let is_secret = |(heading, meaning): (&_, &Meaning)| {
        let known = library.vocabulary.meaning(heading).is_some_and(|(field, _)| field == Field::Secret);
        known || *meaning == Meaning::Secret
    };
    let secrets = table.headings.iter().zip(&proposal.mapping.meanings).map(is_secret).collect();
    let currency = options.currency;
    let mut reading = Reading {
        proposal,
        library,
        table,
        trial,
        currency,
        secrets,
        types: WordCounts::new(),
        statuses: WordCounts::new(),
    };
    reading.rows(text)?;
    let Reading { types, statuses, .. } = reading;
    let uses: Vec<_> =
        types.into_iter().map(|(word, count)| (type_of(&word, proposal, library), word, count)).collect();
    proposal.types = uses.into_iter().map(|(meaning, word, count)| (word, count, meaning)).collect();
    let uses: Vec<_> = statuses
        .into_iter()
        .map(|(word, count)| (status_of(&word, proposal, library).unwrap_or(Status::NotStated), word, count))
        .collect();
    proposal.statuses = uses.into_iter().map(|(status, word, count)| (word, count, status)).collect();
    Ok(())
}

impl Reading<'_, '_> {
    fn rows(&mut self, text: &str) -> Result<(), ImportError> {
        let table = self.table;
        let width = table.headings.len();
        let bytes = text.as_bytes();
        let mut records = records(&bytes, table)?;
        let mut record = Record::default();
        let found = self.trial.found.as_ref();
        let mut reader = found.map(|found| RowReader::new(&found.layout, self.library, self.trial.profile));
        let mut furniture = found.map(|found| Furniture::new(&found.layout, &self.library.words));
        loop {
            let line = match records.next(&mut record)? {
                Next::Record { line } => line,
                Next::OpenQuote { line } => {
                    self.reject(whole_row(line, Rejection::UnclosedQuote), &Record::default());
                    self.proposal.rows += 1;
                    continue;
                }
                Next::TooLong { line } => {
                    self.reject(whole_row(line, Rejection::NotText), &Record::default());
                    self.proposal.rows += 1;
                    continue;
                }
                Next::End => return Ok(()),
            };
            let is_furniture = |furniture: &mut Option<Furniture<'_>>| match furniture {
                Some(furniture) => furniture.takes(&record),
                None => record.iter().all(|cell| cells::trimmed(cell).is_empty()),
            };
            let fault = width_fault(&record, width);
            let read = match (&mut reader, fault) {
                (_, Some(reason)) => Err(NotAnEntry::Rejected(whole_row(line, reason))),
                (Some(reader), None) => reader.read(&record, line).map(|_| ()),
                (None, None) => Err(NotAnEntry::Skipped { reason: String::new(), time: None }),
            };
            match read {
                Ok(()) => self.proposal.readable += 1,
                Err(NotAnEntry::Rejected(_)) if is_furniture(&mut furniture) => continue,
                Err(NotAnEntry::Rejected(row)) => self.reject(row, &record),
                Err(_) if reader.is_none() && is_furniture(&mut furniture) => continue,
                Err(_) if reader.is_none() => {}
                Err(_) => self.proposal.skipped += 1,
            }
            self.proposal.rows += 1;
            if fault.is_none() {
                self.look_at(&record);
            }
        }
    }

    fn reject(&mut self, fault: RejectedRow, record: &Record) {
        self.proposal.rejected += 1;
        if self.proposal.faults.len() < SHOWN_FAULTS {
            let shown =
                |(at, cell): (usize, &str)| if self.hides(at) { String::new() } else { guard::for_people(cell) };
            let cells = record.iter().map(cells::trimmed).enumerate().take(self.table.headings.len()).map(shown);
            let cells = cells.collect();
            self.proposal.faults.push(FaultyRow { fault, cells });
        }
    }

    fn hides(&self, at: usize) -> bool {
        self.secrets.get(at).copied().unwrap_or(true)
    }

    /// Counts how many cells can be read, and keeps the first different ones.
    fn look_at(&mut self, record: &Record) {
        let currency = self.row_currency(record);
        for at in 0..self.table.headings.len() {
            let meaning = self.proposal.mapping.meanings[at];
            let cell = cell_of(record, at);
            if self.hides(at) {
                let column = &mut self.proposal.columns[at];
                column.readable += 1;
                column.reads_as = vec![ReadAs::LeftOut];
                continue;
            }
            let words = match meaning {
                Meaning::Type => Some(&mut self.types),
                Meaning::Status => Some(&mut self.statuses),
                _ => None,
            };
            if let Some(words) =
                words.filter(|words| !cell.is_empty() && (words.len() < MOST_WORDS || words.contains_key(cell)))
            {
                *words.entry(guard::for_people(cell)).or_default() += 1;
            }
            let read = self.read_cell(at, meaning, cell, currency);
            let column = &mut self.proposal.columns[at];
            column.readable += u64::from(read.is_some());
            if column.values.len() < SHOWN_VALUES && !cell.is_empty() {
                let value = guard::for_people(cell);
                if !column.values.contains(&value) {
                    column.values.push(value);
                }
            }
            if let Some(read) = read.filter(|_| column.reads_as.len() < SHOWN_VALUES && !cell.is_empty())
                && meaning != Meaning::Ignore
                && !column.reads_as.contains(&read)
            {
                column.reads_as.push(read);
            }
        }
    }

    fn row_currency(&self, record: &Record) -> Currency {
        let column = self.proposal.mapping.meanings.iter().position(|meaning| *meaning == Meaning::Currency);
        let named = column.and_then(|at| self.library.words.currency(cell_of(record, at)));
        named.unwrap_or(self.currency)
    }

    /// How a cell reads; none where it cannot be read under this meaning. An empty one reads as nothing where rows can do
    /// without.
    fn read_cell(&self, at: usize, meaning: Meaning, cell: &str, currency: Currency) -> Option<ReadAs> {
        let order = self.trial.profile.day_order;
        let nothing = || Some(ReadAs::Text(String::new()));
        let is_needed =
            matches!(meaning, Meaning::Time | Meaning::Date | Meaning::Type) || self.is_only_amount(meaning);
        if cell.is_empty() && !is_needed {
            return nothing();
        }
        match meaning {
            Meaning::Ignore => nothing(),
            Meaning::Time | Meaning::Date | Meaning::SettledOn => {
                if meaning == Meaning::Time
                    && let Ok(clock) = read_clock(cell)
                {
                    return Some(ReadAs::Clock(clock));
                }
                let stamp = read_stamp(cell, order).ok()?;
                let with_time = stamp.time.map(|time| ReadAs::Time(stamp.date.and_time(time)));
                Some(with_time.unwrap_or(ReadAs::Date(stamp.date)))
            }
            Meaning::Clock => read_clock(cell).ok().map(ReadAs::Clock),
            Meaning::Amount | Meaning::AmountOut | Meaning::Fee | Meaning::Net => {
                let heading = &self.table.headings[at];
                let is_minor = heading.has_minor_units || self.proposal.mapping.minor_units;
                let unit = if is_minor { Unit::Minor } else { Unit::Major };
                let currency = heading.currency.unwrap_or(currency);
                if guard::holds_card_number(cell) {
                    return None;
                }
                self.trial.profile.amounts.read(cell, currency, unit).ok().map(ReadAs::Money)
            }
            Meaning::Currency => self.library.words.currency(cell).map(|code| ReadAs::Text(code.to_string())),
            Meaning::Direction => self.library.words.comes_in(cell).map(|_| ReadAs::Text(guard::for_people(cell))),
            Meaning::Type => {
                let meaning = type_of(cell, self.proposal, self.library);
                (meaning != TypeUse::NotKnown).then_some(ReadAs::Type(meaning))
            }
            Meaning::Status => status_of(cell, self.proposal, self.library).map(ReadAs::Status),
            Meaning::Card => {
                let card = MaskedCard::from_report(cell);
                (!card.is_empty()).then(|| ReadAs::Text(card.as_str().to_owned()))
            }
            Meaning::Secret => Some(ReadAs::LeftOut),
            other => {
                let field = field_of(other)?;
                let is_sound = !cells::is_spreadsheet_damage(cell);
                is_sound.then(|| ReadAs::Text(guard::for_people(&guard::for_keeping(field, cell))))
            }
        }
    }

    /// Whether every row must fill the column of amounts.
    fn is_only_amount(&self, meaning: Meaning) -> bool {
        let is_amount = |meaning: &&Meaning| matches!(meaning, Meaning::Amount | Meaning::AmountOut);
        is_amount(&&meaning) && self.proposal.mapping.meanings.iter().filter(is_amount).count() == 1
    }
}

fn width_fault(record: &Record, width: usize) -> Option<Rejection> {
    if record.len() < width {
        Some(Rejection::CutOff)
    } else if record.len() > width && sound_width(record) > width {
        Some(Rejection::TooManyFields)
    } else {
        None
    }
}

fn whole_row(line: u32, reason: Rejection) -> RejectedRow {
    RejectedRow { line, column: String::new(), value: String::new(), reason }
}

/// What a word of the type column is taken for: what a person says, else what is generally known.
fn type_of(word: &str, proposal: &Proposal, library: &FormatLibrary) -> TypeUse {
    let decided = proposal.mapping.types.get(word).copied();
    decided.unwrap_or_else(|| match library.words.kind(word) {
        TypeWord::Kind(kind) => TypeUse::Type(kind),
        TypeWord::Skipped(_) => TypeUse::NoPayment,
        TypeWord::Unknown => TypeUse::NotKnown,
    })
}

/// The same for a word of the status column; none: it is not known.
fn status_of(word: &str, proposal: &Proposal, library: &FormatLibrary) -> Option<Status> {
    proposal.mapping.statuses.get(word).copied().or_else(|| library.words.status(word))
}
