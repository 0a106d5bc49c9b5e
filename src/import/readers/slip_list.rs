//! Lists of payments on paper: one line or two for each, under a heading line that names what stands where, or blocks of
//! labels. Paper has no columns to rely on: what a word is shows in its form, and the heading line tells the order of
//! numbers that look alike.

use super::draft::{Draft, Gathered};
use super::printed::Moment;
use super::slip_words::{self, SlipWords};
use super::slip_zh;
use rustc_hash::FxHashMap;

/// What letters mean where a legend says it.
pub(super) type Meanings = FxHashMap<String, String>;

/// Labels that speak of one payment of the list.
const OF_A_ROW: &[&str] =
    &["trace", "auth", "reference", "card", "kind", "amount", "original", "order", "original_other"];
/// What the paper says once for all its payments.
const OF_ALL: &[&str] = &["terminal", "merchant", "shop", "cashier", "batch", "time"];
/// Numbers that look alike, in the order in which they stand where the paper does not say.
const USUAL_SLOTS: &[&str] = &["trace", "auth"];

/// A list while it is read.
pub(super) struct List {
    words: &'static SlipWords,
    /// Headings of numbers that look alike, in the order of the heading line.
    slots: Vec<&'static str>,
    starts_with_card: bool,
    /// Whether the line before was a heading line: the next may go on with it.
    was_heading: bool,
    /// A label whose value stands in the next line.
    waiting: Option<&'static str>,
    row: Option<Row>,
    done: Vec<Row>,
    /// What the paper before this list says of all its payments.
    inherited: Draft,
}

struct Row {
    draft: Draft,
    moment: Moment,
}

enum Token {
    Card(String),
    Amount(String, String),
    Reference(String),
    Number(String),
    Kind(String),
    Time(Moment),
}

impl List {
    pub(super) fn new(words: &'static SlipWords) -> Self {
        Self {
            words,
            slots: USUAL_SLOTS.to_vec(),
            starts_with_card: false,
            was_heading: false,
            waiting: None,
            row: None,
            done: Vec::new(),
            inherited: Draft::default(),
        }
    }

    /// Reads a line with its labels; false where it does not belong to the payments of the list.
    pub(super) fn takes(
        &mut self,
        line: &str,
        labelled: &[(&'static str, &str)],
        number: u32,
        rows: &mut Gathered,
    ) -> bool {
        if self.words.is_total(line) {
            rows.skip(number, "summary");
            return true;
        }
        if labelled.len() > 1 && labelled.iter().all(|(_, value)| value.is_empty()) {
            self.heading(labelled);
            return true;
        }
        self.was_heading = false;
        if labelled.is_empty() {
            return match self.waiting.take() {
                Some(heading) => {
                    self.value(heading, line, number, rows);
                    true
                }
                None => self.plain(line, number, rows),
            };
        }
        if self.row.is_none() && !labelled.iter().any(|(heading, _)| OF_A_ROW.contains(heading)) {
            return false;
        }
        for (heading, value) in labelled {
            self.value(heading, value, number, rows);
        }
        self.waiting = labelled.last().filter(|(_, value)| value.is_empty()).map(|(heading, _)| *heading);
        true
    }

    fn heading(&mut self, labelled: &[(&'static str, &str)]) {
        if !self.was_heading {
            self.slots.clear();
            self.starts_with_card = labelled.first().is_some_and(|(heading, _)| *heading == "card");
        }
        let alike = |heading: &&str| matches!(*heading, "trace" | "auth" | "batch");
        self.slots.extend(labelled.iter().map(|(heading, _)| *heading).filter(alike));
        self.was_heading = true;
    }

    /// A value under its label; one that the payment has already begins the next.
    fn value(&mut self, heading: &'static str, value: &str, number: u32, rows: &mut Gathered) {
        if value.is_empty() {
            return;
        }
        if matches!(heading, "expiry" | "name") {
            return rows.dropped(heading);
        }
        let is_next = matches!(heading, "trace" | "card" | "amount") && self.has(heading);
        if is_next || self.row.is_none() {
            self.begin(number);
        }
        let Some(row) = &mut self.row else { return };
        if heading == "time" {
            row.moment.see(slip_words::moment(value));
        } else {
            slip_zh::set(&mut row.draft, heading, value, self.words, rows);
        }
    }

    /// A line without labels.
    fn plain(&mut self, line: &str, number: u32, rows: &mut Gathered) -> bool {
        let tokens: Vec<Token> = line.split_whitespace().filter_map(|word| token(word, rows)).collect();
        let has_card = tokens.iter().any(|token| matches!(token, Token::Card(_)));
        let has_amount = tokens.iter().any(|token| matches!(token, Token::Amount(..)));
        let repeats = has_card && self.has("card") || has_amount && self.has("amount");
        let is_first = match tokens.first() {
            Some(Token::Card(_)) => self.starts_with_card,
            Some(Token::Number(_)) => !self.starts_with_card,
            _ => false,
        };
        let is_free = self.row.is_none() || self.starts_with_card || self.has("amount") || repeats;
        let is_whole = has_card && has_amount && (self.row.is_none() || repeats);
        if is_first && is_free || is_whole {
            self.begin(number);
        } else if repeats {
            rows.skip(number, "summary");
            return true;
        } else if self.row.is_none() {
            if has_card || has_amount {
                rows.reject_cut_off(number);
            }
            return has_card || has_amount;
        }
        for token in tokens {
            self.put(token);
        }
        true
    }

    fn put(&mut self, token: Token) {
        let Some(Row { draft, moment }) = &mut self.row else { return };
        match token {
            Token::Card(card) => draft.set_if_empty("card", &card),
            Token::Amount(number, currency) => {
                draft.set_if_empty("amount", &number);
                draft.set_if_empty("currency", &currency);
            }
            Token::Reference(number) => draft.set_if_empty("reference", &number),
            Token::Number(number) => {
                if let Some(slot) = self.slots.iter().find(|slot| draft.get(slot).is_empty()) {
                    draft.set(slot, &number);
                }
            }
            Token::Kind(kind) => draft.set_if_empty("kind", &kind),
            Token::Time(seen) => moment.see(seen),
        }
    }

    fn has(&self, heading: &str) -> bool {
        self.row.as_ref().is_some_and(|row| !row.draft.get(heading).is_empty())
    }

    fn begin(&mut self, line: u32) {
        let next = Row { draft: Draft::at(line), moment: Moment::default() };
        self.done.extend(self.row.replace(next));
    }

    /// Adds the payments: with what the paper says of them all, how they all stand, and what their letters mean. One without
    /// a time of its own has that of the paper.
    pub(super) fn finish(&mut self, paper: &Draft, outcome: &str, meanings: &Meanings, rows: &mut Gathered) {
        self.done.extend(self.row.take());
        for Row { mut draft, moment } in std::mem::take(&mut self.done) {
            if draft.get("amount").is_empty() {
                rows.reject_cut_off(draft.line);
                continue;
            }
            draft.set("time", &moment.to_iso());
            for heading in OF_ALL {
                draft.set_if_empty(heading, paper.get(heading));
                draft.set_if_empty(heading, self.inherited.get(heading));
            }
            let kind = draft.get("kind").to_owned();
            let meaning = meanings.get(&kind).map(String::as_str).or_else(|| self.words.letter(&kind));
            draft.set("kind", meaning.unwrap_or_default());
            draft.set("outcome", outcome);
            rows.add(draft);
        }
        (self.was_heading, self.waiting) = (false, None);
    }

    /// Keeps what a document says of terminal and batch for the list that follows it.
    pub(super) fn inherit(&mut self, paper: &Draft) {
        for heading in OF_ALL {
            self.inherited.set(heading, paper.get(heading));
        }
    }
}

/// What a word of a list is, by its form.
fn token(word: &str, rows: &mut Gathered) -> Option<Token> {
    if let Some(card) = slip_zh::card(word, rows) {
        return Some(Token::Card(card));
    }
    if word.contains([':', '：']) || word.matches(['-', '/']).count() == 2 {
        return Some(Token::Time(slip_words::moment(word)));
    }
    if let Some((number, currency)) = slip_words::amount(word) {
        return Some(Token::Amount(number, currency.to_owned()));
    }
    let is_digits = word.bytes().all(|byte| byte.is_ascii_digit());
    let is_code = word.len() == 6
        && word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && word.bytes().any(|byte| byte.is_ascii_digit());
    match word.len() {
        12 if is_digits => Some(Token::Reference(word.to_owned())),
        4..=8 if is_digits || is_code => Some(Token::Number(word.to_owned())),
        1 if word.bytes().all(|byte| byte.is_ascii_uppercase()) => Some(Token::Kind(word.to_owned())),
        _ if word.starts_with(slip_words::is_han) => Some(Token::Kind(slip_zh::kind_of(word).into_owned())),
        _ => None,
    }
}
