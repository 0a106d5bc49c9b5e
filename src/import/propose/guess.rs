//! What the columns of a table seem to mean: by their headings as far as these are known or close to known ones, and by
//! what their values look like. A heading that its values contradict counts for nothing.

use super::super::amounts::{AmountStyle, Unit};
use super::super::dates::{DayOrder, read_clock, read_stamp};
use super::super::fields::Field;
use super::super::formats::FormatLibrary;
use super::super::record::Record;
use super::super::words::TypeWord;
use super::locate::Table;
use super::{cell_of, meaning_of};
use crate::domain::{Currency, Meaning, mask_card_numbers};
use std::collections::BTreeSet;

/// Digits of a merchant number (field 42).
const MERCHANT_DIGITS: usize = 15;
/// Digits of a retrieval reference number (field 37).
const RRN_DIGITS: usize = 12;
/// Digits of a trace number (field 11).
const TRACE_DIGITS: usize = 6;
/// Rows whose trace numbers would not all be times of day by chance.
const FEWEST_CLOCKS: usize = 3;
/// Digits of a terminal number (field 41).
const TERMINAL_DIGITS: usize = 8;

/// The values of a column: those that are not empty.
struct Values<'r> {
    all: Vec<&'r str>,
    different: BTreeSet<&'r str>,
}

/// How sure a guess is; a surer one takes a meaning that only one column can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    Values,
    NearHeading,
    Heading,
}

/// The meaning of each column.
pub(super) fn meanings(table: &Table, rows: &[Record], library: &FormatLibrary) -> Vec<Meaning> {
    let values: Vec<Values<'_>> = (0..table.headings.len()).map(|at| Values::of(rows, at)).collect();
    let mut guesses = Vec::new();
    for (at, heading) in table.headings.iter().enumerate().filter(|(at, _)| !table.is_repeated(*at)) {
        let values = &values[at];
        let known = library.vocabulary.meaning(heading).filter(|_| table.has_headings);
        let near = || library.vocabulary.near_meaning(heading).filter(|_| table.has_headings);
        let by_heading =
            |field: Field| Some(values.refined(meaning_of(field))).filter(|meaning| values.allow(*meaning));
        if let Some(meaning) = known.and_then(|(field, _)| by_heading(field)) {
            guesses.push((Sureness::Heading, known.map_or(0, |(_, rank)| rank), at, meaning));
        } else if let Some(meaning) = near().and_then(by_heading) {
            guesses.push((Sureness::NearHeading, 0, at, meaning));
        } else if let Some(meaning) = values.looks_like(library) {
            guesses.push((Sureness::Values, 0, at, meaning));
        }
    }
    // The surest first; among equals the better heading, then the one further to the left.
    guesses.sort_by_key(|(sureness, rank, at, _)| (std::cmp::Reverse(*sureness), *rank, *at));
    let mut meanings = vec![Meaning::Ignore; table.headings.len()];
    for (_, _, at, meaning) in guesses {
        let is_taken = meanings.contains(&meaning) && !matches!(meaning, Meaning::Secret | Meaning::Fee);
        let has_whole_time = matches!(meaning, Meaning::Date | Meaning::Clock) && meanings.contains(&Meaning::Time);
        if !is_taken && !has_whole_time {
            meanings[at] = meaning;
        } else if meaning == Meaning::Amount {
            meanings[at] = further_amount(&meanings, &values, at);
        }
    }
    find_clock(&mut meanings, &values);
    meanings
}

/// Beside a date without a time, six digits that read as times of day in every row are no trace numbers: of those, hardly one
/// in twelve would.
fn find_clock(meanings: &mut [Meaning], values: &[Values<'_>]) {
    let lacks_clock = meanings.contains(&Meaning::Date)
        && !meanings.iter().any(|meaning| matches!(meaning, Meaning::Time | Meaning::Clock));
    let is_clock = |(meaning, values): (&Meaning, &Values<'_>)| {
        *meaning == Meaning::Stan
            && values.all.len() >= FEWEST_CLOCKS
            && values.all.iter().all(|value| value.len() == TRACE_DIGITS && read_clock(value).is_ok())
    };
    let found = meanings.iter().zip(values).position(is_clock).filter(|_| lacks_clock);
    if let Some(at) = found {
        meanings[at] = Meaning::Clock;
    }
}

/// A second column of amounts: a fee, where its amounts are small beside those of the first.
fn further_amount(meanings: &[Meaning], values: &[Values<'_>], at: usize) -> Meaning {
    let sum = |values: &Values<'_>| -> i128 { values.amounts().map(|minor| i128::from(minor).abs()).sum() };
    let first = meanings.iter().position(|meaning| *meaning == Meaning::Amount).map(|first| sum(&values[first]));
    let here = sum(&values[at]);
    let is_small = first.is_some_and(|first| here > 0 && here * 10 < first);
    if is_small && !meanings.contains(&Meaning::Fee) { Meaning::Fee } else { Meaning::Ignore }
}

impl<'r> Values<'r> {
    fn of(rows: &'r [Record], at: usize) -> Self {
        let all: Vec<&str> = rows.iter().map(|row| cell_of(row, at)).filter(|cell| !cell.is_empty()).collect();
        let different = all.iter().copied().collect();
        Self { all, different }
    }

    /// Whether nearly all of them are such; four of five, so that a few bad rows do not hide a column.
    fn are(&self, is: impl Fn(&str) -> bool) -> bool {
        let count = self.all.iter().filter(|value| is(value)).count();
        !self.all.is_empty() && count * 5 >= self.all.len() * 4
    }

    fn are_digits(&self, count: usize) -> bool {
        self.are(|value| value.len() == count && value.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Whether nearly every row has a value of its own.
    fn are_different(&self) -> bool {
        self.different.len() * 10 >= self.all.len() * 9
    }

    fn amounts(&self) -> impl Iterator<Item = i64> {
        self.all.iter().filter_map(|value| Some(amount(value)?.0))
    }

    /// A column called time may hold the time of day alone, or a date.
    fn refined(&self, meaning: Meaning) -> Meaning {
        match meaning {
            Meaning::Time | Meaning::Date | Meaning::Clock if self.are(is_stamp_with_time) => Meaning::Time,
            Meaning::Time | Meaning::Clock if self.are(is_day) => Meaning::Date,
            Meaning::Time if self.are(|value| read_clock(value).is_ok()) => Meaning::Clock,
            other => other,
        }
    }

    /// Whether the values leave a meaning possible. A column without any may mean what its heading says.
    fn allow(&self, meaning: Meaning) -> bool {
        if self.all.is_empty() {
            return true;
        }
        match meaning {
            Meaning::Time | Meaning::Date => self.are(|value| is_stamp_with_time(value) || is_day(value)),
            Meaning::Clock => self.are(|value| read_clock(value).is_ok()),
            Meaning::Amount | Meaning::AmountOut | Meaning::Fee | Meaning::Net => {
                self.are(|value| amount(value).is_some() && mask_card_numbers(value) == value)
            }
            _ => true,
        }
    }

    /// What the values alone look like.
    fn looks_like(&self, library: &FormatLibrary) -> Option<Meaning> {
        let words = &library.words;
        // Words come again and again; numbers of a place do so more often still.
        let are_words = self.different.len() <= 20 && self.different.len() < self.all.len().max(4);
        let are_few = are_words && self.different.len() * 2 <= self.all.len().max(4);
        let is_currency = |value: &str| value.len() == 3 && words.currency(value).is_some();
        let is_type = |value: &str| words.kind(value) != TypeWord::Unknown;
        let is_mark = |value: &str| value.bytes().any(|byte| !byte.is_ascii_digit());
        let meaning = match () {
            () if self.all.is_empty() => return None,
            () if self.are(is_stamp_with_time) => Meaning::Time,
            () if self.are(is_day) => Meaning::Date,
            () if self.are(|value| value.contains([':', '：']) && read_clock(value).is_ok()) => Meaning::Clock,
            () if self.are(is_card) => Meaning::Card,
            () if self.are(is_currency) => Meaning::Currency,
            () if are_words && self.are(|value| words.status(value).is_some()) => Meaning::Status,
            () if are_words && self.are(|value| is_mark(value) && is_type(value)) => Meaning::Type,
            () if are_words && self.are(|value| words.scheme(value).is_some()) => Meaning::Scheme,
            () if self.are(|value| amount(value).is_some_and(|(_, has_decimals)| has_decimals)) => Meaning::Amount,
            () if are_few && self.are_digits(MERCHANT_DIGITS) => Meaning::Merchant,
            () if are_few && self.are_digits(TERMINAL_DIGITS) => Meaning::Terminal,
            () if self.are_different() && self.are_digits(RRN_DIGITS) => Meaning::Rrn,
            () if self.are_different() && self.are_digits(TRACE_DIGITS) => Meaning::Stan,
            () if self.are_different() && self.are(is_long_number) => Meaning::ProviderRef,
            () => return None,
        };
        Some(meaning)
    }
}

fn is_stamp_with_time(value: &str) -> bool {
    read_stamp(value, Some(DayOrder::DayFirst))
        .or_else(|_| read_stamp(value, Some(DayOrder::MonthFirst)))
        .is_ok_and(|stamp| stamp.time.is_some())
}

fn is_day(value: &str) -> bool {
    read_stamp(value, Some(DayOrder::DayFirst))
        .or_else(|_| read_stamp(value, Some(DayOrder::MonthFirst)))
        .is_ok_and(|stamp| stamp.time.is_none())
}

/// A masked card, or a whole number that passes for one.
fn is_card(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let masks = value.chars().filter(|c| matches!(c, '*' | 'x' | 'X' | '•')).count();
    let ends_with_four = value.len() >= 4 && value.bytes().rev().take(4).all(|byte| byte.is_ascii_digit());
    let is_masked =
        masks >= 4 && ends_with_four && (12..=19).contains(&(digits + masks)) || (masks >= 2 && digits == 4);
    is_masked || (digits >= 13 && mask_card_numbers(value) != value)
}

/// Minor units in a currency of two decimals, and whether it has decimals.
fn amount(value: &str) -> Option<(i64, bool)> {
    let read = AmountStyle::default().read(value, Currency::CNY, Unit::Major);
    let has_decimals = value.rfind(['.', ',']).is_some_and(|at| value[at..].len() == 3);
    Some((read.ok()?.minor, has_decimals))
}

fn is_long_number(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    value.len() >= 14 && digits * 2 >= value.len() && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
