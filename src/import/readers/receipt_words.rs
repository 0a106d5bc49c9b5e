//! The words of receipts, `assets/headers/receipts.toml`, in the form in which they are compared.

use super::printed;
use crate::import::cells::lookup_form;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const BUILT_IN: &str = include_str!("../../../assets/headers/receipts.toml");

static DIALECTS: LazyLock<Option<Dialects>> = LazyLock::new(|| toml::from_str(BUILT_IN).ok());

/// Longest label that counts only at the beginning of a line: `Nr`, `VU`.
const SHORT_LABEL: usize = 2;
/// What may stand beside the name of a copy in its line.
const BESIDE_COPY: usize = 10;
/// Lines without a number between two names of one slip, `HÄNDLERBELEG` and `Closure`.
const TITLE_LINES: usize = 6;

/// The words of every family of terminals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dialects {
    pub(super) zvt: Dialect,
    pub(super) spi: Dialect,
}

/// The words of one family.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dialect {
    merchant: Words,
    customer: Words,
    closing: Words,
    balanced: Words,
    unbalanced: Words,
    kinds: Words,
    usual_kind: String,
    beside_kind: Words,
    outcomes: Vec<Phrase>,
    labels: BTreeMap<String, Words>,
}

/// What a receipt says of how a payment ended.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Phrase {
    /// In the form for looking up.
    pub(super) form: String,
    /// As it is printed.
    pub(super) text: String,
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self { form: lookup_form(&text), text }
    }
}

/// A list of words in the form for looking up.
#[derive(Deserialize)]
#[serde(from = "Vec<String>")]
struct Words(Vec<String>);

impl From<Vec<String>> for Words {
    fn from(words: Vec<String>) -> Self {
        Self(words.iter().map(|word| lookup_form(word)).collect())
    }
}

impl Dialects {
    pub(super) fn built_in() -> Option<&'static Self> {
        DIALECTS.as_ref()
    }
}

impl Dialect {
    /// Whether a line names the copy that it begins.
    pub(super) fn is_copy(&self, form: &str) -> bool {
        let is_named = |word: &String| form.contains(word.as_str()) && form.len() <= word.len() + BESIDE_COPY;
        self.merchant.0.iter().chain(&self.customer.0).any(is_named)
    }

    /// Whether a line is the title of a slip about the whole day.
    pub(super) fn is_closing(&self, form: &str) -> bool {
        self.closing.0.iter().any(|word| form.starts_with(word.as_str()) && form.len() <= word.len() + BESIDE_COPY)
    }

    /// How the lines of a receipt, in the form for looking up, say that a payment ended; nothing where they do not.
    pub(super) fn outcome(&self, forms: &[String]) -> &str {
        let is_said = |outcome: &&Phrase| forms.iter().any(|form| form.contains(&outcome.form));
        self.outcomes.iter().find(is_said).map(|outcome| outcome.text.as_str()).unwrap_or_default()
    }

    /// `balanced`, `unbalanced`, or nothing where the slip does not say.
    pub(super) fn batch_state(&self, forms: &[String]) -> &'static str {
        let says = |words: &Words| words.0.iter().any(|word| forms.iter().any(|form| form.contains(word.as_str())));
        match (says(&self.unbalanced), says(&self.balanced)) {
            (true, _) => "unbalanced",
            (false, true) => "balanced",
            (false, false) => "",
        }
    }

    /// The value that a line gives under a label: the first word after it that has a digit.
    pub(super) fn value<'t>(&self, heading: &str, line: &'t str) -> Option<&'t str> {
        let rest = self.labels.get(heading)?.0.iter().find_map(|label| {
            let rest = printed::after_label(line, label, label.chars().count() <= SHORT_LABEL)?;
            let value = rest.split_whitespace().next().unwrap_or_default();
            value.bytes().any(|byte| byte.is_ascii_digit()).then_some(value)
        })?;
        Some(rest.trim_matches(|c: char| matches!(c, ':' | ',' | ';' | '#' | '=')))
    }

    /// Whether a line begins with a label.
    pub(super) fn names(&self, heading: &str, line: &str) -> bool {
        self.rank(heading, line).is_some()
    }

    /// Which of the labels of a heading a line begins with.
    pub(super) fn rank(&self, heading: &str, line: &str) -> Option<usize> {
        self.labels.get(heading)?.0.iter().position(|label| printed::after_label(line, label, true).is_some())
    }

    /// What kind of payment the lines of a receipt name.
    pub(super) fn kind(&self, lines: &[&str]) -> &str {
        let stands_alone = |rest: &str| {
            let form = lookup_form(rest);
            let is_beside = self.beside_kind.0.iter().any(|word| form.starts_with(word.as_str()));
            is_beside || !printed::scheme(rest).is_empty() || !form.chars().any(char::is_alphabetic)
        };
        let is_named =
            |word: &&String| lines.iter().any(|line| printed::after_label(line, word, true).is_some_and(stands_alone));
        self.kinds.0.iter().find(is_named).unwrap_or(&self.usual_kind)
    }

    /// Where each slip of a file begins and ends, as indices of lines.
    pub(super) fn blocks(&self, lines: &[&str]) -> Vec<(usize, usize)> {
        let has_answers = lines.iter().any(|line| printed::is_host_answer(line));
        let mut starts =
            if has_answers { starts_after_answers(lines) } else { starts_before(&self.titles(lines), lines) };
        starts.push(lines.len());
        let blocks = starts.windows(2).map(|pair| (pair[0], pair[1]));
        blocks.filter(|(start, end)| lines[*start..*end].iter().any(|line| !line.is_empty())).collect()
    }

    /// Lines that name a slip; two names close together are those of one.
    fn titles(&self, lines: &[&str]) -> Vec<usize> {
        let mut titles: Vec<usize> = Vec::new();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            let form = lookup_form(line);
            let is_title = self.is_closing(&form) || self.is_copy(&form);
            let between = titles.last().map(|last| &lines[last + 1..at]);
            let is_second = between.is_some_and(|lines| {
                lines.len() < TITLE_LINES && !lines.iter().any(|line| line.bytes().any(|byte| byte.is_ascii_digit()))
            });
            if is_title && !is_second {
                titles.push(at);
            }
        }
        titles
    }
}

/// A slip with a title begins after the last gap of two empty lines above it, for some have lines above the title.
fn starts_before(titles: &[usize], lines: &[&str]) -> Vec<usize> {
    let mut starts = vec![0];
    for pair in titles.windows(2) {
        let between = &lines[pair[0]..pair[1]];
        let gap = between.windows(2).rposition(|two| two[0].is_empty() && two[1].is_empty());
        let rule = || between.iter().rposition(|line| printed::is_cut(line));
        starts.push(gap.map(|at| pair[0] + at + 2).or_else(|| rule().map(|at| pair[0] + at + 1)).unwrap_or(pair[1]));
    }
    starts
}

/// A slip without a title ends with the host's answer, `(000) APPROVED`, and what is printed until the next gap.
fn starts_after_answers(lines: &[&str]) -> Vec<usize> {
    let mut starts = vec![0];
    let mut has_answer = false;
    for (at, line) in lines.iter().enumerate() {
        let follows_gap = at > 1 && lines[at - 1].is_empty() && lines[at - 2].is_empty();
        if has_answer && follows_gap && !line.is_empty() && !line.starts_with(['*', '(']) && !line.contains("SIGN") {
            starts.push(at);
            has_answer = false;
        }
        has_answer |= printed::is_host_answer(line);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_come_with_the_program_are_sound() {
        let dialects = Dialects::built_in().unwrap();
        for dialect in [&dialects.zvt, &dialects.spi] {
            assert!(
                ["terminal", "amount", "expiry", "other_time"].iter().all(|name| dialect.labels.contains_key(*name))
            );
        }
    }

    #[test]
    fn labels_are_found_where_they_stand() {
        let zvt = &Dialects::built_in().unwrap().zvt;
        for (heading, line, value) in [
            ("terminal", "Terminal-ID:    28004869", Some("28004869")),
            ("terminal", "28.09.2026 17:10 T-ID 65144812", Some("65144812")),
            ("terminal", "Terminalsummen sind gleich", None),
            ("receipt", "TA-Nr 027675 BNr 0155", Some("0155")),
            ("trace", "TA-Nr 027675 BNr 0155", Some("027675")),
            ("receipt", "Beleg#  : H004001", Some("H004001")),
            ("merchant", "VU:            100461763", Some("100461763")),
        ] {
            assert_eq!(zvt.value(heading, line), value, "{line}");
        }
    }

    #[test]
    fn a_shop_named_like_a_kind_is_none() {
        let zvt = &Dialects::built_in().unwrap().zvt;
        assert_eq!(zvt.kind(&["Kaufhaus Meier", "Storno nur mit Beleg", "Kartenzahlung", "girocard"]), "kartenzahlung");
        assert_eq!(zvt.kind(&["STORNO KARTENZAHLUNG"]), "stornokartenzahlung");
    }
}
