//! The formats that are known: those described by a file under `assets/formats/`, and the general ones that any table
//! with known headings fits.

use super::amounts::Unit;
use super::cells::lookup_form;
use super::dates::DayOrder;
use super::error::FormatError;
use super::fields::{Field, Missing};
use super::format_file::{Directions, FormatFile, Recognise, Row, When};
use super::readers;
use super::shapes::Shaped;
use super::vocabulary::{Heading, Vocabulary};
use super::words::{Words, index};
use crate::domain::{Currency, PayoutPromise, Recognition, Source, Status, TransactionType, Zone};
use rust_embed::RustEmbed;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Lines and cells in which headings prove an encoding.
const PROVING_LINES: usize = 60;
const PROVING_CELLS: usize = 600;

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

/// Every format that files are compared with.
pub struct FormatLibrary {
    pub(super) words: Words,
    pub(super) vocabulary: Vocabulary,
    pub(super) formats: Vec<Format>,
    infos: Vec<FormatInfo>,
}

/// What a report covers beyond its first and last row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Covers {
    /// Nothing more.
    #[default]
    Rows,
    /// The whole of every local day that it has a row of.
    WholeDays,
    /// Not even that: a payment that it leaves out means nothing.
    Nothing,
}

/// What the merchant, shop and terminal numbers of a report say about what it leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether a person has made it.
    pub(super) is_own: bool,
    /// What takes its files apart; none: they are tables.
    pub(super) reader: Option<String>,
    pub(super) source: Source,
    pub(super) zone: Option<Zone>,
    pub(super) currency: Option<Currency>,
    /// Currencies of amounts that name none, the usual one first.
    pub(super) currencies: Vec<Currency>,
    pub(super) scheme: String,
    pub(super) covers: Covers,
    pub(super) places: Places,
    /// When the money is paid out, unless the shop has agreed on something else.
    pub(super) payout: Option<PayoutPromise>,
    pub(super) day_order: Option<DayOrder>,
    /// Orders by headings, in the form for looking up, that only files with this order have.
    pub(super) day_orders: BTreeMap<DayOrder, Vec<String>>,
    pub(super) unit: Unit,
    /// Fields that a row may leave out and is kept all the same.
    pub(super) may_lack: Vec<Field>,
    pub(super) recognise: Signs,
    /// How a table without headings looks.
    pub(super) shaped: Option<Shaped>,
    /// In the form for looking up.
    pub(super) footer_count: Option<String>,
    /// Words of a direction column: whether money comes in.
    pub(super) directions: FxHashMap<String, bool>,
    pub(super) rows: Vec<FormatRow>,
}

/// By what a file is told to have a format; all words in the form for looking up.
pub(super) struct Signs {
    pub(super) headings: Vec<String>,
    pub(super) any_of: Vec<Vec<String>>,
    pub(super) without: Vec<String>,
    pub(super) title: Vec<String>,
}

/// How one kind of row of a format is read.
pub(super) struct FormatRow {
    pub(super) when: Option<When>,
    pub(super) skip: Option<String>,
    pub(super) kind: Option<TransactionType>,
    pub(super) status: Option<Status>,
    pub(super) types: FxHashMap<String, TypeOrSkip>,
    pub(super) statuses: Option<FxHashMap<String, Status>>,
    /// Words of the status column before the general ones.
    pub(super) more_statuses: FxHashMap<String, Status>,
    pub(super) part_of: Option<Field>,
    /// Headings of each field, best first, in the form for looking up.
    pub(super) columns: BTreeMap<Field, Vec<String>>,
}

/// What every kind of row of a format has, unless it says otherwise.
struct Shared {
    columns: BTreeMap<Field, Vec<String>>,
    statuses: Option<FxHashMap<String, Status>>,
}

/// What a word of a format's own says in a type column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TypeOrSkip {
    /// A transaction of this type.
    Type(TransactionType),
    /// No payment; why.
    Skip(String),
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
        self.add_file(name, toml, false)?;
        Ok(self)
    }

    /// Adds a format that a person has made. Where it fits, those that ship are not asked. A faulty one changes nothing.
    pub fn add_own(&mut self, name: &str, toml: &str) -> Result<FormatInfo, FormatError> {
        self.add_file(name, toml, true)
    }

    fn add_file(&mut self, name: &str, toml: &str, is_own: bool) -> Result<FormatInfo, FormatError> {
        let file = parse(name, toml)?;
        let recognition = recognition(&file);
        let info = FormatInfo {
            id: file.id.clone(),
            name_en: file.name.en.clone(),
            name_zh: file.name.zh.clone(),
            source: file.source,
            recognition,
        };
        let format = Format { is_own, ..Format::new(name, file)? };
        self.formats.retain(|known| known.id != format.id);
        self.infos.retain(|known| known.id != format.id);
        self.formats.push(format);
        self.infos.push(info.clone());
        Ok(info)
    }

    /// Every format, the general ones first.
    pub fn formats(&self) -> impl Iterator<Item = &FormatInfo> {
        self.infos.iter()
    }

    /// How many headings beyond ASCII stand in the first lines of a text: in a text decoded wrongly, none does.
    pub(super) fn known_headings(&self, text: &str) -> usize {
        let lines = text.lines().take(PROVING_LINES);
        let cells = lines.flat_map(|line| line.split([',', ';', '\t', '|'])).take(PROVING_CELLS);
        let is_known = |cell: &str| {
            let heading = Heading::new(cell, &self.words);
            let is_of_format = |format: &Format| {
                let signs = &format.recognise;
                signs.headings.iter().chain(signs.any_of.iter().flatten()).any(|form| *form == heading.form)
            };
            self.vocabulary.meaning(&heading).is_some() || self.formats.iter().any(is_of_format)
        };
        cells.filter(|cell| !cell.is_ascii() && is_known(cell.trim_matches('"'))).count()
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

fn parse(name: &str, toml: &str) -> Result<FormatFile, FormatError> {
    toml::from_str(toml).map_err(|source| FormatError::Syntax { file: name.to_owned(), source: Box::new(source) })
}

fn recognition(file: &FormatFile) -> Recognition {
    match (&file.reader, file.no_header.is_some() || file.fixed_width.is_some()) {
        (Some(reader), _) => Recognition::Reader(reader.clone()),
        (None, true) => Recognition::Shapes,
        (None, false) => {
            let lists = file.recognise.any_of.iter().map(|names| names.join(" / "));
            Recognition::Headings(file.recognise.headings.iter().cloned().chain(lists).collect())
        }
    }
}

impl Format {
    /// The format that the text of a file describes.
    pub(super) fn from_toml(name: &str, toml: &str) -> Result<Self, FormatError> {
        Self::new(name, parse(name, toml)?)
    }

    /// How much it asks for; one that a person has made comes before those that ship.
    pub(super) fn weight(&self) -> (bool, (usize, usize)) {
        (self.is_own, self.recognise.weight())
    }

    fn new(name: &str, file: FormatFile) -> Result<Self, FormatError> {
        let zone = match &file.zone {
            None => None,
            Some(zone) => Some(zone.parse().map_err(|_| FormatError::UnknownName {
                file: name.to_owned(),
                what: "zone",
                value: zone.clone(),
            })?),
        };
        let shaped = Shaped::of(name, &file)?;
        let is_unmistakable = shaped.is_some() || file.reader.is_some() || !file.recognise.headings.is_empty();
        if !is_unmistakable && file.recognise.any_of.is_empty() {
            return Err(FormatError::Incomplete { file: name.to_owned(), missing: Missing::Header });
        }
        if let Some(reader) = file.reader.as_ref().filter(|reader| !readers::exists(reader)) {
            let (file, value) = (name.to_owned(), reader.clone());
            return Err(FormatError::UnknownName { file, what: "reader", value });
        }
        let shared = Shared {
            columns: forms_of(&file.columns),
            statuses: if file.statuses.is_empty() { None } else { Some(index(name, file.statuses)?) },
        };
        let described = if file.rows.is_empty() { vec![Row::default()] } else { file.rows };
        let rows: Result<Vec<_>, _> = described.into_iter().map(|row| FormatRow::new(name, row, &shared)).collect();
        Ok(Self {
            id: file.id,
            is_own: false,
            reader: file.reader,
            source: file.source,
            zone,
            currency: file.currency,
            currencies: file.currencies,
            scheme: file.scheme,
            covers: file.covers,
            places: file.places,
            payout: file.payout,
            day_order: file.day_order,
            day_orders: file.day_orders.iter().map(|(order, words)| (*order, forms(words))).collect(),
            unit: file.unit,
            may_lack: file.may_lack,
            recognise: Signs::new(&file.recognise),
            shaped,
            footer_count: file.footer.count.as_deref().map(lookup_form),
            directions: directions(name, &file.directions)?,
            rows: rows?,
        })
    }
}

impl FormatRow {
    fn new(name: &str, row: Row, shared: &Shared) -> Result<Self, FormatError> {
        let mut columns = shared.columns.clone();
        columns.extend(forms_of(&row.columns));
        let has = |field: Field| columns.contains_key(&field);
        let incomplete = |missing| FormatError::Incomplete { file: name.to_owned(), missing };
        if row.skip.is_none() && !has(Field::Amount) {
            return Err(incomplete(Missing::Amount));
        }
        if row.skip.is_none() && !has(Field::Time) && !has(Field::Date) {
            return Err(incomplete(Missing::Time));
        }
        let types = row.types.into_iter().map(|(kind, words)| (TypeOrSkip::Type(kind), words));
        let skipped = row.skip_types.into_iter().map(|(reason, words)| (TypeOrSkip::Skip(reason), words));
        Ok(Self {
            when: row.when,
            skip: row.skip,
            kind: row.kind,
            status: row.status,
            types: index(name, types.chain(skipped))?,
            statuses: row.statuses.map(|lists| index(name, lists)).transpose()?.or_else(|| shared.statuses.clone()),
            more_statuses: index(name, row.more_statuses)?,
            part_of: row.part_of,
            columns,
        })
    }
}

impl Signs {
    fn new(recognise: &Recognise) -> Self {
        Self {
            headings: forms(&recognise.headings),
            any_of: recognise.any_of.iter().map(|names| forms(names)).collect(),
            without: forms(&recognise.without),
            title: forms(&recognise.title),
        }
    }

    /// How much they ask for: of two formats that fit, the one that asks for more is meant. What must not be there counts
    /// only between equals: a format for any table may rule out much and yet ask for little.
    pub(super) fn weight(&self) -> (usize, usize) {
        let asked = self.headings.len() + self.any_of.len() + usize::from(!self.title.is_empty());
        (asked, self.without.len())
    }
}

fn directions(file: &str, words: &Directions) -> Result<FxHashMap<String, bool>, FormatError> {
    index(file, [(true, words.incoming.clone()), (false, words.outgoing.clone())])
}

fn forms(words: &[String]) -> Vec<String> {
    words.iter().map(|word| lookup_form(word)).collect()
}

fn forms_of(columns: &BTreeMap<Field, Vec<String>>) -> BTreeMap<Field, Vec<String>> {
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
        assert!(ids.starts_with(&["csv-terminal", "csv-acquirer", "csv-till"]) && ids.contains(&"wechat-bill"));
        assert!(library.formats().all(|format| !format.name_en.is_empty() && !format.name_zh.is_empty()));
    }

    const TOLD_BY_THE_SHOP: &str = r#"
        id = "shop-list"
        source = "acquirer"
        currencies = ["USD", "AUD"]
        name = { en = "Shop list", zh = "店铺清单" }
        recognise = { any_of = [["when", "wann"], ["how much"]] }
        day_orders = { day-first = ["wann"], month-first = ["when"] }
        statuses = { approved = ["fine"], declined = ["bad"] }
        [columns]
        time = ["when", "wann"]
        amount = ["how much"]
        amount_add = ["tip", "tax"]
        status = ["state"]
        type = ["kind"]
        fee = ["fee"]
        fee_currency = ["fee in"]
        net = ["net"]
        [[rows]]
        when = { heading = { field = "type" }, words = ["back"] }
        type = "refund"
        statuses = { refunded = ["fine"] }
        [[rows]]
        type = "sale"
    "#;

    fn read(csv: &str, currency: Currency) -> Vec<crate::domain::Entry> {
        let library = FormatLibrary::built_in().unwrap().with_file("mine.toml", TOLD_BY_THE_SHOP).unwrap();
        let options = crate::import::ImportOptions {
            file_name: "list.csv",
            written_at: None,
            encoding: None,
            source: None,
            format: None,
            zone: "Asia/Shanghai".parse().unwrap(),
            currency,
        };
        let mut progress = |_| std::ops::ControlFlow::Continue(());
        crate::import::read_report(&csv.as_bytes(), &options, &library, &mut progress).unwrap().entries
    }

    #[test]
    fn the_shops_currency_counts_where_the_provider_works_in_it() {
        let paid = |currency| read("when,how much,state\n2026-11-23 10:00,$5.00,fine\n", currency)[0].amount;
        let [usd, aud] = ["USD", "AUD"].map(|code| code.parse::<Currency>().unwrap());
        assert_eq!((paid(Currency::CNY).currency, paid(aud).currency), (usd, aud));
    }

    #[test]
    fn the_language_of_the_headings_tells_the_order_of_dates() {
        let day = |heading: &str| {
            let csv = format!("{heading},how much\n03/04/2026 10:00,5.00\n");
            read(&csv, Currency::CNY)[0].time.date_naive().to_string()
        };
        assert_eq!((day("wann"), day("when")), ("2026-04-03".to_owned(), "2026-03-04".to_owned()));
    }

    #[test]
    fn state_words_are_shared_by_the_kinds_of_rows_that_have_none_of_their_own() {
        let csv = "when,how much,kind,state\n2026-11-23 10:00,5.00,sold,fine\n2026-11-23 10:01,5.00,back,fine\n\
            2026-11-23 10:02,5.00,sold,bad\n";
        let statuses: Vec<Status> = read(csv, Currency::CNY).iter().map(|entry| entry.status).collect();
        assert_eq!(statuses, [Status::Approved, Status::Refunded, Status::Declined]);
    }

    #[test]
    fn what_comes_on_top_is_added_and_a_fee_in_other_money_says_nothing() {
        let csv = "when,how much,tip,tax,fee,fee in,net\n2026-11-23 10:00,10.00,2.00,-0.50,0.30,usd,11.20\n\
            2026-11-23 10:01,10.00,,,9.99,thb,99.00\n";
        let entries = read(csv, Currency::CNY);
        let facts: Vec<_> =
            entries.iter().map(|entry| (entry.amount.minor, entry.fee_minor, entry.net_minor)).collect();
        assert_eq!(facts, [(1150, Some(30), Some(1120)), (1000, None, None)]);
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
