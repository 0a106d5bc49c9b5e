//! Headings in reports → meanings of columns, and what they say about whose report it is. The headings themselves stand
//! in `assets/headers/columns.toml`.

use super::cells::{self, lookup_form, trimmed};
use super::dates::DayOrder;
use super::error::FormatError;
use super::fields::Field;
use super::format_file::Name;
use super::words::{Words, index};
use crate::domain::{Currency, Source};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = "headers/columns.toml";
const BUILT_IN: &str = include_str!("../../assets/headers/columns.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnsFile {
    general: BTreeMap<Source, Name>,
    columns: BTreeMap<Field, Vec<String>>,
    evidence: Vec<Evidence>,
    file_names: FileNames,
    composites: BTreeMap<Field, Composite>,
    second_meanings: BTreeMap<Field, Vec<String>>,
    day_orders: BTreeMap<DayOrder, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    source: Source,
    weight: u32,
    #[serde(default)]
    columns: Vec<Field>,
    #[serde(default)]
    headings: Vec<String>,
}

#[derive(Deserialize)]
struct FileNames {
    weight: u32,
    #[serde(flatten)]
    words: BTreeMap<Source, Vec<String>>,
}

/// Two references in one cell.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Composite {
    /// What stands between the parts; where it occurs more often, the last one counts.
    pub(super) separator: char,
    /// What the two parts are.
    pub(super) parts: [Field; 2],
}

/// A heading as it is looked up, and what its bracket says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// As the file writes it, without padding.
    pub(super) text: String,
    /// For looking up.
    pub(super) form: String,
    /// `(分)`: minor units.
    pub(super) has_minor_units: bool,
    /// `(EUR)`.
    pub(super) currency: Option<Currency>,
}

/// Every known heading, ready for looking up.
pub(super) struct Vocabulary {
    /// Heading → meaning and rank among the headings of that meaning.
    headings: FxHashMap<String, (Field, usize)>,
    evidence: Vec<Evidence>,
    file_names: FileNames,
    pub(super) terminal_ref: Option<Composite>,
    /// Heading → what it means where a better heading of its first meaning stands beside it.
    second_meanings: FxHashMap<String, Field>,
    /// Heading → how `03/04/2026` is meant where people write so.
    day_orders: FxHashMap<String, DayOrder>,
    /// Names of the general formats, by whose reports they are.
    pub(super) general_names: BTreeMap<Source, Name>,
}

impl Vocabulary {
    /// The built-in headings.
    pub(super) fn built_in() -> Result<Self, FormatError> {
        let mut file: ColumnsFile = toml::from_str(BUILT_IN)
            .map_err(|source| FormatError::Syntax { file: FILE.to_owned(), source: Box::new(source) })?;
        let mut headings = FxHashMap::default();
        for (field, synonyms) in &file.columns {
            for (rank, synonym) in synonyms.iter().enumerate() {
                match headings.insert(lookup_form(synonym), (*field, rank)) {
                    Some((other, _)) if other != *field => {
                        return Err(FormatError::GivenTwice { file: FILE.to_owned(), word: synonym.clone() });
                    }
                    _ => {}
                }
            }
        }
        for heading in file.evidence.iter_mut().flat_map(|evidence| &mut evidence.headings) {
            *heading = lookup_form(heading);
        }
        let terminal_ref = file.composites.remove(&Field::TerminalRef);
        Ok(Self {
            headings,
            evidence: file.evidence,
            file_names: file.file_names,
            terminal_ref,
            second_meanings: index(FILE, file.second_meanings)?,
            day_orders: index(FILE, file.day_orders)?,
            general_names: file.general,
        })
    }

    /// What a heading means, and its rank: the lower, the better.
    pub(super) fn meaning(&self, heading: &Heading) -> Option<(Field, usize)> {
        self.headings.get(&heading.form).copied()
    }

    /// What a heading close to a known one means: the longest known heading that is contained in it, or that differs in a
    /// letter or two.
    pub(super) fn near_meaning(&self, heading: &Heading) -> Option<Field> {
        let length = |known: &str| known.chars().count();
        let contained = self.headings.iter().filter(|(known, _)| {
            let shortest = if known.is_ascii() { 4 } else { 2 };
            length(known) >= shortest && heading.form.contains(known.as_str())
        });
        let longest = contained.max_by_key(|(known, (_, rank))| (length(known), std::cmp::Reverse(*rank)));
        let similar = || self.headings.iter().find(|(known, _)| cells::are_near(known, &heading.form));
        longest.or_else(similar).map(|(_, (field, _))| *field)
    }

    /// What a heading means where a better heading of its first meaning stands beside it.
    pub(super) fn second_meaning(&self, heading: &Heading) -> Option<Field> {
        self.second_meanings.get(&heading.form).copied()
    }

    /// How the people who use these headings write dates; none where they are used in both orders.
    pub(super) fn day_order(&self, headings: &[Heading]) -> Option<DayOrder> {
        headings.iter().find_map(|heading| self.day_orders.get(&heading.form).copied())
    }

    /// Whose report the headings speak of; none where they leave it open.
    pub(super) fn source_of(&self, headings: &[Heading], file_name: &str) -> Option<Source> {
        let mut weights: BTreeMap<Source, u32> = BTreeMap::new();
        let found: Vec<Field> = headings.iter().filter_map(|heading| Some(self.meaning(heading)?.0)).collect();
        for evidence in &self.evidence {
            let fields = evidence.columns.iter().filter(|field| found.contains(field)).count();
            let words = headings.iter().filter(|heading| evidence.headings.contains(&heading.form)).count();
            *weights.entry(evidence.source).or_default() += evidence.weight * (fields + words) as u32;
        }
        let name = file_name.to_lowercase();
        for (source, words) in &self.file_names.words {
            if words.iter().any(|word| name.contains(word.as_str())) {
                *weights.entry(*source).or_default() += self.file_names.weight;
            }
        }
        let heaviest = weights.values().copied().max().filter(|weight| *weight > 0)?;
        let mut leaders = weights.iter().filter(|(_, weight)| **weight == heaviest);
        let leader = leaders.next().map(|(source, _)| *source);
        if leaders.next().is_some() { None } else { leader }
    }
}

impl Heading {
    /// Takes a heading apart: `交易金额（元）`, `Amount (EUR)`, `金额(分)`.
    pub(super) fn new(cell: &str, words: &Words) -> Self {
        let text = trimmed(cell).to_owned();
        let (bare, unit) = split_unit(&text);
        let unit_form = lookup_form(unit);
        let signed_unit = unit.trim();
        let has_minor_units = words.is_minor_unit(&unit_form);
        let currency = is_currency_code(signed_unit).then(|| signed_unit.parse().ok()).flatten();
        let names_unit = has_minor_units || currency.is_some() || words.is_major_unit(&unit_form);
        let form = lookup_form(if names_unit { bare } else { &text });
        Self { text, form, has_minor_units, currency }
    }

    /// The heading without its unit, as a format file names it.
    pub(super) fn name(&self) -> &str {
        if lookup_form(&self.text) == self.form { &self.text } else { split_unit(&self.text).0.trim() }
    }
}

/// Three capitals that are no time zone.
fn is_currency_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) && !matches!(text, "UTC" | "GMT" | "CST")
}

fn split_unit(text: &str) -> (&str, &str) {
    let inside = text.strip_suffix([')', '）', ']', '】']);
    inside.and_then(|open| open.rsplit_once(['(', '（', '[', '【'])).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::super::layout::Columns;
    use super::*;

    fn headings(line: &str) -> Vec<Heading> {
        let words = Words::built_in().unwrap();
        line.split(',').map(|cell| Heading::new(cell, &words)).collect()
    }

    #[test]
    fn a_unit_in_brackets_is_no_part_of_the_heading() {
        let all = headings("交易金额（元）,金额(分),Amount (EUR),Amount [cents],Created (UTC)");
        let forms: Vec<_> = all.iter().map(|heading| heading.form.as_str()).collect();
        assert_eq!(forms, ["交易金额", "金额", "amount", "amount", "createdutc"]);
        assert_eq!(all[2].currency.map(|currency| currency.to_string()).as_deref(), Some("EUR"));
        assert_eq!(
            all.iter().map(|heading| heading.has_minor_units).collect::<Vec<_>>(),
            [false, true, false, true, false]
        );
    }

    #[test]
    fn headings_tell_whose_report_it_is() {
        let vocabulary = Vocabulary::built_in().unwrap();
        for (line, file_name, source) in [
            ("Terminal ID,STAN,RRN,Response Code,Amount,Time", "a.csv", Some(Source::Terminal)),
            ("终端号,凭证号,参考号,应答码,交易金额,交易时间", "a.csv", Some(Source::Terminal)),
            ("商户号,终端号,交易时间,交易金额,手续费,清算日期", "a.csv", Some(Source::Acquirer)),
            (
                "商户号,终端号,交易时间,交易类型,交易批次号,凭证号,参考号,应答码,交易金额,手续费",
                "a.csv",
                Some(Source::Acquirer),
            ),
            ("Receipt No,Cashier,Tender,Amount,VAT,Sold at", "a.csv", Some(Source::Till)),
            ("小票号,收银员,支付方式,金额,时间", "a.csv", Some(Source::Till)),
            ("Date,Time,Amount,Card", "a.csv", None),
            ("Date,Time,Amount,Card", "terminal-1.csv", Some(Source::Terminal)),
        ] {
            assert_eq!(vocabulary.source_of(&headings(line), file_name), source, "{line} in {file_name}");
        }
    }

    #[test]
    fn headings_tell_in_which_order_dates_are_written() {
        let vocabulary = Vocabulary::built_in().unwrap();
        let order = |line: &str| vocabulary.day_order(&headings(line));
        assert_eq!(order("Fecha,Importe,Caja"), Some(DayOrder::DayFirst));
        assert_eq!(order("Date,Montant TTC,Caisse"), Some(DayOrder::DayFirst));
        assert_eq!(order("Date,Amount,Till"), None);
    }

    #[test]
    fn a_heading_has_its_second_meaning_only_beside_a_better_one() {
        let vocabulary = Vocabulary::built_in().unwrap();
        let at = |line: &str, field: Field| Columns::general(&headings(line), &vocabulary).at(field);
        assert_eq!(at("Date,Receipt type,Payment type,Total", Field::Tender), Some(2));
        assert_eq!(at("Date,Payment type,Total", Field::Tender), None);
        assert_eq!(at("Date,Payment type,Total", Field::Type), Some(1));
    }
}
