//! The words on the paper of card terminals in China, `assets/headers/slips_zh.toml`, and where they stand in a line.

use super::printed::Moment;
use crate::import::cells::lookup_form;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const BUILT_IN: &str = include_str!("../../../assets/headers/slips_zh.toml");

static WORDS: LazyLock<Option<SlipWords>> = LazyLock::new(|| toml::from_str(BUILT_IN).ok());

/// Chinese characters that may stand beside a title in its line.
const BESIDE_TITLE: usize = 8;

/// What a stretch of paper is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Document {
    /// How the batch ended.
    Settlement,
    /// Payments one below the other.
    List,
    /// Sums alone.
    Totals,
    /// One payment.
    Slip,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlipWords {
    totals: Vec<String>,
    kinds: Vec<String>,
    outcomes: Vec<String>,
    settled: Vec<String>,
    titles: Vec<Title>,
    letters: BTreeMap<String, String>,
    labels: BTreeMap<String, Vec<String>>,
}

/// A name of what is printed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Title {
    words: Vec<String>,
    pub(super) document: Document,
    /// How every payment under it stands; empty where it does not say.
    #[serde(default)]
    pub(super) outcome: String,
}

impl SlipWords {
    pub(super) fn built_in() -> Option<&'static Self> {
        WORDS.as_ref()
    }

    /// The title that a line is.
    pub(super) fn title(&'static self, line: &str) -> Option<&'static Title> {
        if line.contains([':', '：']) {
            return None;
        }
        let form: String = lookup_form(line).chars().filter(|c| is_han(*c)).collect();
        let is_named =
            |word: &String| form.contains(word.as_str()) && form.chars().count() <= word.chars().count() + BESIDE_TITLE;
        self.titles.iter().find(|title| title.words.iter().any(is_named))
    }

    /// Headings with the values that a line gives under their labels, in the order of the line; a value may be empty.
    pub(super) fn labelled<'t>(&'static self, line: &'t str) -> Vec<(&'static str, &'t str)> {
        let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
        let (mut next, mut previous) = (0, ' ');
        for (at, c) in line.char_indices() {
            if at >= next
                && !is_han(previous)
                && let Some((heading, end)) = self.label_at(line, at)
            {
                found.push((at, end, heading));
                next = end;
            }
            previous = c;
        }
        let ends: Vec<usize> = found.iter().skip(1).map(|(start, ..)| *start).chain([line.len()]).collect();
        let values = found.iter().zip(ends);
        values.map(|((_, start, heading), end)| (*heading, line[*start..end.max(*start)].trim())).collect()
    }

    /// The longest label at a place, and where its value begins.
    fn label_at(&'static self, line: &str, at: usize) -> Option<(&'static str, usize)> {
        let text = &line[at..];
        if !text.starts_with(|c: char| c.is_alphabetic()) {
            return None;
        }
        let labels = self.labels.iter().flat_map(|(heading, words)| words.iter().map(move |word| (heading, word)));
        let matches = labels.filter_map(|(heading, word)| Some((heading.as_str(), spaced_prefix(text, word)?)));
        let (heading, length) = matches.max_by_key(|(_, length)| *length)?;
        let rest = &text[length..];
        if rest.starts_with(is_han) {
            return None;
        }
        let value = without_translation(rest).trim_start_matches([' ', '\t', '\u{3000}', ':', '：']);
        Some((heading, line.len() - value.len()))
    }

    /// What a letter of the list means.
    pub(super) fn letter(&'static self, letter: &str) -> Option<&'static str> {
        self.letters.get(letter).map(String::as_str)
    }

    /// The kind of payment that a text is or begins with.
    pub(super) fn kind(&'static self, text: &str) -> Option<&'static str> {
        let form = lookup_form(text);
        self.kinds.iter().find(|kind| form.starts_with(kind.as_str())).map(String::as_str)
    }

    /// How a line says that a payment ended: its place in the list and the word.
    pub(super) fn outcome(&'static self, line: &str) -> Option<(usize, &'static str)> {
        first_said(&self.outcomes, line)
    }

    /// How a line says that a settlement ended: its place in the list and the word.
    pub(super) fn settled(&'static self, line: &str) -> Option<(usize, &'static str)> {
        first_said(&self.settled, line)
    }

    pub(super) fn is_total(&self, line: &str) -> bool {
        let form = lookup_form(line);
        self.totals.iter().any(|word| form.starts_with(word.as_str()))
    }
}

fn first_said(words: &'static [String], line: &str) -> Option<(usize, &'static str)> {
    let form = lookup_form(line).replace('帐', "账");
    let place = words.iter().position(|word| form.contains(word.as_str()))?;
    Some((place, words[place].as_str()))
}

pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The length of a word at the beginning of a text, `卡  号` for `卡号`.
fn spaced_prefix(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut next = wanted.next();
    for (at, c) in text.char_indices() {
        let Some(letter) = next else { return Some(at) };
        if c == letter {
            next = wanted.next();
        } else if !matches!(c, ' ' | '\u{3000}') {
            return None;
        }
    }
    next.is_none().then_some(text.len())
}

/// What follows the English of a label, `(BATCH NO):000012` or `/BATCH NO:000012`.
fn without_translation(rest: &str) -> &str {
    let text = rest.trim_start();
    if text.starts_with(['(', '（']) {
        return text.find([')', '）']).map_or(rest, |at| text[at..].trim_start_matches([')', '）']));
    }
    match text.strip_prefix('/') {
        Some(english) => {
            english.trim_start_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '/' | '#'))
        }
        None => rest,
    }
}

/// What the letters of a legend mean, `S-消费 R-退货`; nothing for other lines.
pub(super) fn legend(line: &str) -> Vec<(&str, &str)> {
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | ';' | '；'));
    let meaning = |part| -> Option<(&str, &str)> {
        let (letter, word) = str::split_once(part, ['-', '－', '='])?;
        let is_letter = letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_uppercase());
        (is_letter && word.starts_with(is_han)).then_some((letter, word))
    };
    let found: Vec<(&str, &str)> = parts.filter_map(meaning).collect();
    if found.len() < 2 { Vec::new() } else { found }
}

/// Date and time in a text: `2026/11/23 20:14:05`, `2026年11月23日`, `20261123201405`.
pub(super) fn moment(text: &str) -> Moment {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | ':' | '.');
    let plain: String = text
        .chars()
        .map(|c| match c {
            '年' | '月' => '-',
            '：' => ':',
            c if is_part(c) => c,
            _ => ' ',
        })
        .collect();
    let mut seen = Moment::default();
    for word in plain.split(' ').filter(|word| !word.is_empty()) {
        seen.see(Moment::in_line(&spread(word.trim_matches(|c: char| !c.is_ascii_digit()))));
    }
    seen
}

/// A date or time of digits alone with its marks: `20261123` is `2026-11-23`.
fn spread(word: &str) -> String {
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let day = |at: &str| format!("{}-{}-{}", &at[..4], &at[4..6], &at[6..8]);
    let clock = |at: &str| format!("{}:{}:{}", &at[..2], &at[2..4], &at[4..6]);
    match word.len() {
        8 => day(word),
        14 => format!("{} {}", day(word), clock(&word[8..])),
        6 => clock(word),
        _ => word.to_owned(),
    }
}

/// An amount with its currency, empty where that is the usual one: `RMB 1,234.50`, `￥12.50`, `-12.50元`. The number has no
/// grouping.
pub(super) fn amount(text: &str) -> Option<(String, &str)> {
    let text = text.trim().trim_end_matches('元').trim_end();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, digits) = text.split_at(start);
    let is_negative = before.contains('-');
    let unit = before.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '+' | ':' | '：' | '￥' | '¥'));
    let currency = match unit {
        "" | "RMB" | "CNY" | "人民币" => "",
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => code,
        _ => return None,
    };
    let (whole, decimals) = digits.split_once('.')?;
    let is_grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    let whole = whole.replace(',', "");
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_grouped || decimals.len() != 2 || !is_number(&whole) || !is_number(decimals) {
        return None;
    }
    let sign = if is_negative { "-" } else { "" };
    Some((format!("{sign}{whole}.{decimals}"), currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_with_their_english_and_side_by_side() {
        let words = SlipWords::built_in().unwrap();
        for (line, found) in [
            ("商户编号(MERCHANT NO):898440153110017", vec![("merchant", "898440153110017")]),
            ("批次号:000012  凭证号(VOUCHER NO):000345", vec![("batch", "000012"), ("trace", "000345")]),
            ("卡    号：622202******1234", vec![("card", "622202******1234")]),
            ("凭证号/VOUCHER 授权号/AUTH ID   金额/AMOUNT", vec![("trace", ""), ("auth", ""), ("amount", "")]),
            ("原凭证号:000344", vec![("original", "000344")]),
            ("日期/时间(DATE/TIME):2026/11/23 20:14:05", vec![("time", "2026/11/23 20:14:05")]),
            ("我的卡号码", vec![]),
        ] {
            assert_eq!(words.labelled(line), found, "{line}");
        }
    }

    #[test]
    fn titles_are_told_from_what_speaks_of_them() {
        let words = SlipWords::built_in().unwrap();
        let document = |line| words.title(line).map(|title| title.document);
        assert_eq!(document("    结 算 总 计 单"), Some(Document::Settlement));
        assert_eq!(document("结算交易明细/SETTLEMENT TXN LIST"), Some(Document::List));
        assert_eq!(document("银联POS签购单"), Some(Document::Slip));
        assert_eq!(document("商户名称:签购单打印店"), None);
        assert_eq!(words.title("脱机未成功上送/UNSUCCESSFUL LIST").unwrap().outcome, "未上送");
    }

    #[test]
    fn times_and_amounts_are_read_as_printed() {
        for (text, iso) in [
            ("2026/11/23 20:14:05", "2026-11-23T20:14:05"),
            ("2026年11月23日 20:14", "2026-11-23T20:14:00"),
            ("20261123 201405", "2026-11-23T20:14:05"),
            ("20261123201405", "2026-11-23T20:14:05"),
            ("11/23 20:14:05", ""),
        ] {
            assert_eq!(moment(text).to_iso(), iso, "{text}");
        }
        for (text, number) in [
            ("RMB 1,234.50", Some(("1234.50", ""))),
            ("RMB:12.50", Some(("12.50", ""))),
            ("-12.50元", Some(("-12.50", ""))),
            ("HKD 88.00", Some(("88.00", "HKD"))),
            ("12", None),
            ("12.5.0", None),
        ] {
            let read = amount(text);
            assert_eq!(read.as_ref().map(|(number, unit)| (number.as_str(), *unit)), number, "{text}");
        }
    }

    #[test]
    fn a_legend_says_what_letters_mean() {
        assert_eq!(legend("交易类型:S-消费 R-退货 T-扫码退货"), [("S", "消费"), ("R", "退货"), ("T", "扫码退货")]);
        assert!(legend("交易类型:消费").is_empty());
    }
}
