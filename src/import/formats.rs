//! The formats that are known: those described by a file under `assets/formats/`, and the general ones that any table
//! with known headings fits.

use super::cells::lookup_form;
use super::error::FormatError;
use super::fields::{Field, Missing};
use super::readers;
use super::vocabulary::Vocabulary;
use super::words::{Words, index};
use crate::domain::{Currency, PayoutPromise, Source, Status, TransactionType, Zone};
use rust_embed::RustEmbed;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(RustEmbed)]
#[folder = "assets/formats"]
struct FormatFiles;

/// What a person should know of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatInfo {
    /// Id, as `--format` takes it.
    pub id: String,
    /// Name in English.
    pub name_en: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Whose reports have it.
    pub source: Source,
    /// How a file is told to have it.
    pub recognition: Recognition,
}

/// How a file is told to have a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// All of these headings stand in one line.
    Headings(Vec<String>),
    /// Headings known by meaning: an amount, a date and a time, and those that only this source writes.
    KnownHeadings,
}

/// Every format that files are compared with.
pub struct FormatLibrary {
    pub(super) words: Words,
    pub(super) vocabulary: Vocabulary,
    pub(super) formats: Vec<Format>,
    infos: Vec<FormatInfo>,
}

/// What a report covers beyond its first and last row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Covers {
    /// Nothing more.
    #[default]
    Rows,
    /// The whole of every local day that it has a row of.
    WholeDays,
}

/// What the merchant, shop and terminal numbers of a report say about what it leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Places {
    /// It speaks of these places only.
    #[default]
    Named,
    /// The numbers are the provider's own, which no other report uses: it speaks of every place of the shop.
    ProvidersOwn,
}

/// A format described by a file.
pub(super) struct Format {
    pub(super) id: String,
    /// What takes its files apart; none: they are tables.
    pub(super) reader: Option<String>,
    pub(super) source: Source,
    pub(super) zone: Option<Zone>,
    pub(super) currency: Option<Currency>,
    pub(super) scheme: String,
    pub(super) covers: Covers,
    pub(super) places: Places,
    /// When the money is paid out, unless the shop has agreed on something else.
    pub(super) payout: Option<PayoutPromise>,
    /// In the form for looking up.
    pub(super) required_headings: Vec<String>,
    /// In the form for looking up.
    pub(super) footer_count: Option<String>,
    pub(super) rows: Vec<FormatRow>,
}

/// How one kind of row of a format is read.
pub(super) struct FormatRow {
    pub(super) when: Option<FormatCondition>,
    pub(super) kind: Option<TransactionType>,
    pub(super) status: Option<Status>,
    pub(super) statuses: Option<FxHashMap<String, Status>>,
    /// Headings of each field, best first, in the form for looking up.
    pub(super) columns: BTreeMap<Field, Vec<String>>,
}

/// Which rows are of a kind: those with one of these words in this column.
pub(super) struct FormatCondition {
    pub(super) heading: String,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormatFile {
    id: String,
    #[serde(default)]
    reader: Option<String>,
    source: Source,
    #[serde(default)]
    zone: Option<String>,
    #[serde(default)]
    currency: Option<Currency>,
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    covers: Covers,
    #[serde(default)]
    places: Places,
    #[serde(default)]
    payout: Option<PayoutPromise>,
    name: Name,
    recognise: Recognise,
    #[serde(default)]
    footer: Footer,
    columns: BTreeMap<Field, Vec<String>>,
    #[serde(default)]
    rows: Vec<Row>,
}

/// A name for people in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub(super) en: String,
    pub(super) zh: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recognise {
    headings: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Footer {
    count: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    when: Option<When>,
    #[serde(rename = "type")]
    kind: Option<TransactionType>,
    status: Option<Status>,
    statuses: Option<BTreeMap<Status, Vec<String>>>,
    #[serde(default)]
    columns: BTreeMap<Field, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct When {
    heading: String,
    words: Vec<String>,
}

impl FormatLibrary {
    /// The formats that come with the program.
    pub fn built_in() -> Result<Self, FormatError> {
        let vocabulary = Vocabulary::built_in()?;
        let infos = vocabulary.general_names.iter().map(|(source, name)| FormatInfo {
            id: general_id(*source),
            name_en: name.en.clone(),
            name_zh: name.zh.clone(),
            source: *source,
            recognition: Recognition::KnownHeadings,
        });
        let infos = infos.collect();
        let mut library = Self { words: Words::built_in()?, vocabulary, formats: Vec::new(), infos };
        for name in FormatFiles::iter().filter(|name| name.ends_with(".toml")) {
            if let Some(file) = FormatFiles::get(&name) {
                library = library.with_file(&name, &String::from_utf8_lossy(&file.data))?;
            }
        }
        Ok(library)
    }

    /// The same formats and one more, described by the text of a file like those under `assets/formats/`. A format of
    /// the same id is replaced.
    pub fn with_file(mut self, name: &str, toml: &str) -> Result<Self, FormatError> {
        let file: FormatFile = toml::from_str(toml)
            .map_err(|source| FormatError::Syntax { file: name.to_owned(), source: Box::new(source) })?;
        let info = FormatInfo {
            id: file.id.clone(),
            name_en: file.name.en.clone(),
            name_zh: file.name.zh.clone(),
            source: file.source,
            recognition: Recognition::Headings(file.recognise.headings.clone()),
        };
        let format = Format::new(name, file)?;
        self.formats.retain(|known| known.id != format.id);
        self.infos.retain(|known| known.id != format.id);
        self.formats.push(format);
        self.infos.push(info);
        Ok(self)
    }

    /// Every format, the general ones first.
    pub fn formats(&self) -> impl Iterator<Item = &FormatInfo> {
        self.infos.iter()
    }

    /// The source of a general format, by its id.
    pub(super) fn general_source(&self, id: &str) -> Option<Source> {
        self.vocabulary.general_names.keys().copied().find(|source| general_id(*source) == id)
    }
}

/// Id of the general format of a source.
pub(super) fn general_id(source: Source) -> String {
    format!("csv-{source}")
}

impl Format {
    fn new(name: &str, file: FormatFile) -> Result<Self, FormatError> {
        let incomplete = |missing| FormatError::Incomplete { file: name.to_owned(), missing };
        let zone = match &file.zone {
            None => None,
            Some(zone) => Some(zone.parse().map_err(|_| FormatError::UnknownName {
                file: name.to_owned(),
                what: "zone",
                value: zone.clone(),
            })?),
        };
        if file.recognise.headings.is_empty() {
            return Err(incomplete(Missing::Header));
        }
        if let Some(reader) = file.reader.as_ref().filter(|reader| !readers::exists(reader)) {
            let (file, value) = (name.to_owned(), reader.clone());
            return Err(FormatError::UnknownName { file, what: "reader", value });
        }
        let shared = forms_of(&file.columns);
        let described = if file.rows.is_empty() { vec![Row::default()] } else { file.rows };
        let mut rows = Vec::with_capacity(described.len());
        for row in described {
            let mut columns = shared.clone();
            columns.extend(forms_of(&row.columns));
            let has = |field: Field| columns.contains_key(&field);
            if !has(Field::Amount) {
                return Err(incomplete(Missing::Amount));
            }
            if !has(Field::Time) && !has(Field::Date) {
                return Err(incomplete(Missing::Time));
            }
            rows.push(FormatRow {
                when: row.when.map(|when| FormatCondition {
                    heading: lookup_form(&when.heading),
                    words: when.words.iter().map(|word| lookup_form(word)).collect(),
                }),
                kind: row.kind,
                status: row.status,
                statuses: row.statuses.map(|lists| index(name, lists)).transpose()?,
                columns,
            });
        }
        Ok(Self {
            id: file.id,
            reader: file.reader,
            source: file.source,
            zone,
            currency: file.currency,
            scheme: file.scheme,
            covers: file.covers,
            places: file.places,
            payout: file.payout,
            required_headings: file.recognise.headings.iter().map(|heading| lookup_form(heading)).collect(),
            footer_count: file.footer.count.as_deref().map(lookup_form),
            rows,
        })
    }
}

fn forms_of(columns: &BTreeMap<Field, Vec<String>>) -> BTreeMap<Field, Vec<String>> {
    let forms = |headings: &Vec<String>| headings.iter().map(|heading| lookup_form(heading)).collect();
    columns.iter().map(|(field, headings)| (*field, forms(headings))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMAL: &str = r#"
        id = "shop-list"
        source = "till"
        name = { en = "Shop list", zh = "店铺清单" }
        recognise = { headings = ["when", "how much"] }
        columns = { time = ["when"], amount = ["how much"] }
    "#;

    #[test]
    fn every_built_in_format_is_sound_and_named_in_both_languages() {
        let library = FormatLibrary::built_in().unwrap();
        let ids: Vec<_> = library.formats().map(|format| format.id.as_str()).collect();
        assert_eq!(ids, ["csv-terminal", "csv-acquirer", "csv-till", "wechat-bill"]);
        assert!(library.formats().all(|format| !format.name_en.is_empty() && !format.name_zh.is_empty()));
    }

    #[test]
    fn a_format_file_adds_a_format_and_a_faulty_one_says_why() {
        let add = |toml: &str| FormatLibrary::built_in().unwrap().with_file("mine.toml", toml);
        assert!(add(MINIMAL).unwrap().formats().any(|format| format.id == "shop-list"));
        assert!(matches!(add("id = 1"), Err(FormatError::Syntax { .. })));
        let no_amount = MINIMAL.replace(", amount = [\"how much\"]", "");
        assert!(matches!(add(&no_amount), Err(FormatError::Incomplete { missing: Missing::Amount, .. })));
        let no_zone = MINIMAL.replace("source =", "zone = \"Mars\"\n source =");
        assert!(matches!(add(&no_zone), Err(FormatError::UnknownName { what: "zone", .. })));
    }
}
