//! Words of the trade in reports → members of our enumerations. The words themselves stand in
//! `assets/headers/words.toml`.

use super::cells::lookup_form;
use super::error::FormatError;
use super::format_file::Directions;
use crate::domain::{BatchState, Currency, Status, TransactionType};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "headers/words.toml";
const BUILT_IN: &str = include_str!("../../assets/headers/words.toml");

type WordLists<K> = BTreeMap<K, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    status: WordLists<Status>,
    #[serde(rename = "type")]
    kind: WordLists<TransactionType>,
    type_skipped: WordLists<String>,
    batch: BatchWords,
    tender_skipped: WordLists<String>,
    scheme: WordLists<String>,
    response_code: ResponseCodes,
    totals: Vec<String>,
    period: Period,
    unit: Units,
    currency: WordLists<Currency>,
    direction: Directions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResponseCodes {
    codes: WordLists<Status>,
    empty: Status,
    other: Status,
}

/// Words of rows that speak of a batch as a whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BatchWords {
    types: Vec<String>,
    states: WordLists<BatchState>,
}

/// Words before the first and the last day that a report states.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Period {
    pub(super) from: Vec<String>,
    pub(super) to: Vec<String>,
    pub(super) both: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    major: Vec<String>,
    minor: Vec<String>,
}

/// What a word in a type column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypeWord<'w> {
    /// A transaction of this type.
    Kind(TransactionType),
    /// No payment; why.
    Skipped(&'w str),
    /// Not known.
    Unknown,
}

/// Every word list, ready for looking up.
pub(super) struct Words {
    status: FxHashMap<String, Status>,
    kind: FxHashMap<String, TransactionType>,
    type_skipped: FxHashMap<String, String>,
    batch_types: Vec<String>,
    batch_states: FxHashMap<String, BatchState>,
    tender_skipped: FxHashMap<String, String>,
    scheme: FxHashMap<String, String>,
    codes: FxHashMap<String, Status>,
    empty_code: Status,
    other_code: Status,
    totals: Vec<String>,
    pub(super) period: Period,
    unit_major: Vec<String>,
    unit_minor: Vec<String>,
    currency: FxHashMap<String, Currency>,
    /// Whether money comes in.
    direction: FxHashMap<String, bool>,
}

impl Words {
    /// The built-in lists.
    pub(super) fn built_in() -> Result<Self, FormatError> {
        let file: WordsFile = toml::from_str(BUILT_IN)
            .map_err(|source| FormatError::Syntax { file: FILE.to_owned(), source: Box::new(source) })?;
        let forms = |words: &[String]| -> Vec<String> { words.iter().map(|word| lookup_form(word)).collect() };
        Ok(Self {
            status: index(FILE, file.status)?,
            kind: index(FILE, file.kind)?,
            type_skipped: index(FILE, file.type_skipped)?,
            batch_types: forms(&file.batch.types),
            batch_states: index(FILE, file.batch.states)?,
            tender_skipped: index(FILE, file.tender_skipped)?,
            scheme: index(FILE, file.scheme)?,
            codes: index(FILE, file.response_code.codes)?,
            empty_code: file.response_code.empty,
            other_code: file.response_code.other,
            totals: forms(&file.totals),
            period: file.period,
            unit_major: forms(&file.unit.major),
            unit_minor: forms(&file.unit.minor),
            currency: index(FILE, file.currency)?,
            direction: index(FILE, [(true, file.direction.incoming), (false, file.direction.outgoing)])?,
        })
    }

    pub(super) fn status(&self, word: &str) -> Option<Status> {
        self.status.get(&lookup_form(word)).copied()
    }

    pub(super) fn kind(&self, word: &str) -> TypeWord<'_> {
        let form = lookup_form(word);
        match (self.kind.get(&form), self.type_skipped.get(&form)) {
            (Some(kind), _) => TypeWord::Kind(*kind),
            (None, Some(reason)) => TypeWord::Skipped(reason),
            (None, None) => TypeWord::Unknown,
        }
    }

    /// Whether a row of this type speaks of a terminal's batch as a whole.
    pub(super) fn is_batch_type(&self, word: &str) -> bool {
        let form = lookup_form(word);
        self.batch_types.contains(&form)
    }

    /// How a batch stands: by a word of its own, else by what the word says of a payment, else by the response code; none
    /// where nothing of it is known.
    pub(super) fn batch_state(&self, word: &str, code: &str) -> Option<BatchState> {
        if let Some(state) = self.batch_states.get(&lookup_form(word)) {
            return Some(*state);
        }
        let status = match (word, code) {
            ("", "") => return None,
            ("", code) => self.status_of_code(code),
            (word, _) => self.status(word)?,
        };
        Some(match status {
            Status::Approved | Status::Settled | Status::Captured => BatchState::Balanced,
            _ => BatchState::Open,
        })
    }

    /// Why a till's row paid this way is no card or wallet payment.
    pub(super) fn skipped_tender(&self, word: &str) -> Option<&str> {
        self.tender_skipped.get(&lookup_form(word)).map(String::as_str)
    }

    /// The scheme's own name, where the word is known.
    pub(super) fn scheme(&self, word: &str) -> Option<&str> {
        self.scheme.get(&lookup_form(word)).map(String::as_str)
    }

    /// What a response code says where no status word stands beside it.
    pub(super) fn status_of_code(&self, code: &str) -> Status {
        if code.is_empty() {
            return self.empty_code;
        }
        self.codes.get(&lookup_form(code)).copied().unwrap_or(self.other_code)
    }

    /// Whether a line that begins so may be a total. Chinese runs on without a blank, so its words may be followed by
    /// others; `Total 45` is one, `Total Energies` is a shop.
    pub(super) fn begins_total(&self, first_cell: &str) -> bool {
        let form = lookup_form(first_cell);
        let word_alone = form.trim_end_matches(|c: char| c.is_ascii_digit());
        let fits = |word: &String| if word.is_ascii() { word_alone == word } else { form.starts_with(word.as_str()) };
        self.totals.iter().any(fits)
    }

    /// The currency that a cell names, by code, number or word.
    pub(super) fn currency(&self, word: &str) -> Option<Currency> {
        self.currency.get(&lookup_form(word)).copied().or_else(|| word.parse().ok())
    }

    /// Whether a word of a direction column says that money comes in.
    pub(super) fn comes_in(&self, word: &str) -> Option<bool> {
        self.direction.get(&lookup_form(word)).copied()
    }

    pub(super) fn is_major_unit(&self, form: &str) -> bool {
        self.unit_major.iter().any(|unit| unit == form)
    }

    pub(super) fn is_minor_unit(&self, form: &str) -> bool {
        self.unit_minor.iter().any(|unit| unit == form)
    }
}

/// Turns lists of words into an index from word to meaning.
pub(super) fn index<K: Clone + PartialEq>(
    file: &str,
    lists: impl IntoIterator<Item = (K, Vec<String>)>,
) -> Result<FxHashMap<String, K>, FormatError> {
    let mut index = FxHashMap::default();
    for (meaning, words) in lists {
        for word in words {
            let form = lookup_form(&word);
            if index.insert(form, meaning.clone()).is_some_and(|other| other != meaning) {
                return Err(FormatError::GivenTwice { file: file.to_owned(), word });
            }
        }
    }
    Ok(index)
}

/// Remembers what a cell's text was found to mean: a column has a handful of different words and a million rows.
pub(super) struct Memo<T> {
    /// The first few words: comparing is faster than hashing.
    first: Vec<(CompactString, T)>,
    others: FxHashMap<CompactString, T>,
}

impl<T: Clone> Memo<T> {
    const COMPARED_WORDS: usize = 8;
    /// A column of free text must not fill the memory.
    const MOST_WORDS: usize = 4096;

    pub(super) fn new() -> Self {
        Self { first: Vec::new(), others: FxHashMap::default() }
    }

    pub(super) fn get(&mut self, word: &str, look_up: impl FnOnce(&str) -> T) -> T {
        if let Some((_, known)) = self.first.iter().find(|(first, _)| first == word) {
            return known.clone();
        }
        if let Some(known) = self.others.get(word) {
            return known.clone();
        }
        let found = look_up(word);
        let remembered = (CompactString::from(word), found.clone());
        if self.first.len() < Self::COMPARED_WORDS {
            self.first.push(remembered);
        } else if self.others.len() < Self::MOST_WORDS {
            self.others.extend([remembered]);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_both_languages_and_every_spelling() {
        let words = Words::built_in().unwrap();
        for (word, status) in [
            ("APPROVED", Status::Approved),
            ("Offline approved", Status::OfflineStored),
            ("TIMEOUT", Status::Unknown),
            ("REVERSAL PENDING", Status::ReversalPending),
            ("SETTLED", Status::Settled),
            ("AUTHORISED", Status::Authorised),
            ("REVERSED", Status::Reversed),
            ("交易成功", Status::Approved),
            ("待冲正", Status::ReversalPending),
            ("已撤销", Status::Voided),
        ] {
            assert_eq!(words.status(word), Some(status), "{word}");
        }
        assert_eq!(words.status("BOOKED"), None);
        assert_eq!(words.kind("Pre-authorisation"), TypeWord::Kind(TransactionType::Preauth));
        assert_eq!(words.kind("消费撤销"), TypeWord::Kind(TransactionType::Void));
        assert_eq!(words.kind("Service fee"), TypeWord::Skipped("fee"));
        assert_eq!(words.kind("余额查询"), TypeWord::Skipped("balance-inquiry"));
        assert_eq!(words.kind("abracadabra"), TypeWord::Unknown);
        for (word, code, state) in [
            ("平", "", BatchState::Balanced),
            ("SUCCESS", "", BatchState::Balanced),
            ("", "00", BatchState::Balanced),
            ("对账不平", "00", BatchState::Unbalanced),
            ("Unbalanced", "", BatchState::Unbalanced),
            ("超时", "", BatchState::Open),
            ("中断", "", BatchState::Open),
            ("", "98", BatchState::Open),
        ] {
            assert_eq!(words.batch_state(word, code), Some(state), "{word} {code}");
        }
        assert_eq!((words.batch_state("", ""), words.batch_state("abracadabra", "")), (None, None));
        assert!(words.is_batch_type("批结算") && words.is_batch_type("Settlement") && !words.is_batch_type("SALE"));
        assert_eq!(words.skipped_tender("现金"), Some("cash"));
        assert_eq!(words.scheme("UnionPay"), words.scheme("银联"));
    }

    #[test]
    fn a_response_code_speaks_by_its_class() {
        let words = Words::built_in().unwrap();
        for (code, status) in [
            ("00", Status::Approved),
            ("Y1", Status::OfflineStored),
            ("y3", Status::OfflineStored),
            ("", Status::Unknown),
            ("68", Status::Unknown),
            ("98", Status::Unknown),
            ("51", Status::Declined),
        ] {
            assert_eq!(words.status_of_code(code), status, "{code}");
        }
    }
}
