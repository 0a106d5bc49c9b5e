//! Finds the line of headings: it need not be the first, and the delimiter is not known before.

use super::cells::lookup_form;
use super::dates::DayOrder;
use super::error::ImportError;
use super::fields::{Field, Missing};
use super::formats::{Covers, Format, FormatLibrary, Places, Signs, general_id};
use super::guard;
use super::layout::{Columns, Layout, Rule, rules_of};
use super::record::Record;
use super::renamed::{self, Renamed};
use super::vocabulary::Heading;
use super::{ImportOptions, cells, shapes};
use crate::domain::{Currency, Source};
use rustc_hash::FxHashMap;

/// Headings stand in one of the first lines.
pub(super) const SEARCHED_LINES: usize = 60;
/// Fewer known headings than this are chance.
const FEWEST_KNOWN: usize = 3;
/// Longest line that can be one of headings, in bytes.
pub(super) const LONGEST_HEADER_BYTES: usize = 16 * 1024;
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A layout, and where in the text its rows begin.
pub(super) struct Found {
    pub(super) layout: Layout,
    pub(super) delimiter: u8,
    /// Line of the headings, counted from one.
    pub(super) line: u32,
    /// First byte of the headings.
    pub(super) start: usize,
    /// First byte after the headings.
    pub(super) body: usize,
}

/// One line split at one delimiter.
struct Candidate {
    headings: Vec<Heading>,
    delimiter: u8,
    line: u32,
    start: usize,
    body: usize,
}

/// Which format to look for.
enum Wanted<'l> {
    /// Whatever fits.
    Any,
    /// This one.
    Format(&'l Format),
    /// A general table of this source.
    General(Source),
}

/// Finds the headings of a report and binds them.
pub(super) fn find(text: &str, options: &ImportOptions<'_>, library: &FormatLibrary) -> Result<Found, ImportError> {
    let wanted = wanted(options, library)?;
    let candidates = candidates(text, library);
    // The last of equals would win, the first one is meant: a heading may be repeated further down.
    let described = candidates.iter().rev().filter_map(|candidate| {
        let above = lookup_form(&text[..candidate.start]);
        let fits = |format: &&Format| format.is_table() && wanted.takes(format, &candidate.headings, &above);
        let best = library.formats.iter().filter(fits).max_by_key(|format| format.weight())?;
        Some((candidate, best))
    });
    if let Some((candidate, format)) = described.max_by_key(|(_, format)| format.weight()) {
        return Ok(candidate.found_renamed(format, renamed::completed(format, &candidate.headings), options));
    }
    if let Some(found) = nearly_described(text, &candidates, options, library, &wanted) {
        return Ok(found);
    }
    if let Some(found) = shapes::find(text, options, library, |format| wanted.allows(format)) {
        return Ok(found);
    }
    let general = candidates
        .iter()
        .map(|candidate| (candidate, Columns::general(&candidate.headings, &library.vocabulary)))
        .rev()
        .max_by_key(|(candidate, columns)| (columns.known(), candidate.filled()));
    let Some((candidate, columns)) = general.filter(|(candidate, _)| candidate.filled() >= 2) else {
        return Err(ImportError::NotRecognised { columns: Vec::new(), missing: vec![Missing::Header] });
    };
    let source = match wanted {
        Wanted::General(source) => Some(options.source.unwrap_or(source)),
        _ => options.source.or_else(|| library.vocabulary.source_of(&candidate.headings, options.file_name)),
    };
    let missing = missing_of(&columns, source.is_some());
    let source = source.filter(|_| missing.is_empty() && !matches!(wanted, Wanted::Format(_)));
    match source {
        Some(source) => Ok(candidate.found(candidate.general_layout(columns, source, options, library))),
        None => Err(ImportError::NotRecognised {
            columns: candidate.headings.iter().map(|heading| guard::for_people(&heading.text)).collect(),
            missing: if missing.is_empty() { vec![Missing::Header] } else { missing },
        }),
    }
}

/// A format that would fit if a few headings had not been renamed.
fn nearly_described(
    text: &str,
    candidates: &[Candidate],
    options: &ImportOptions<'_>,
    library: &FormatLibrary,
    wanted: &Wanted<'_>,
) -> Option<Found> {
    let near = candidates.iter().rev().flat_map(|candidate| {
        let above = lookup_form(&text[..candidate.start]);
        let formats = library.formats.iter().filter(|format| format.is_table() && wanted.allows(format));
        formats.filter_map(move |format| Some((candidate, format, renamed::fit(format, &candidate.headings, &above)?)))
    });
    let best = near.max_by_key(|(_, format, renamed)| (format.weight(), std::cmp::Reverse(renamed.changes.len())));
    best.map(|(candidate, format, renamed)| candidate.found_renamed(format, renamed, options))
}

/// Binds the headings of a file that a reader has taken apart.
pub(super) fn of_reader(
    reader: &str,
    headings: &[String],
    preamble: &str,
    options: &ImportOptions<'_>,
    library: &FormatLibrary,
) -> Result<Layout, ImportError> {
    let wanted = wanted(options, library)?;
    let headings: Vec<Heading> = headings.iter().map(|heading| Heading::new(heading, &library.words)).collect();
    let above = lookup_form(preamble);
    let fits = |format: &&Format| format.reader.as_deref() == Some(reader) && wanted.takes(format, &headings, &above);
    let best = library.formats.iter().filter(fits).max_by_key(|format| format.weight());
    best.map(|format| format.layout(headings.clone(), options)).ok_or_else(|| ImportError::NotRecognised {
        columns: headings.iter().map(|heading| guard::for_people(&heading.text)).collect(),
        missing: vec![Missing::Header],
    })
}

impl Wanted<'_> {
    /// Whether a format is looked for.
    fn allows(&self, format: &Format) -> bool {
        match self {
            Self::Any => true,
            Self::Format(only) => only.id == format.id,
            Self::General(_) => false,
        }
    }

    fn takes(&self, format: &Format, headings: &[Heading], above: &str) -> bool {
        self.allows(format) && format.recognise.fit(headings, above)
    }
}

fn wanted<'l>(options: &ImportOptions<'_>, library: &'l FormatLibrary) -> Result<Wanted<'l>, ImportError> {
    let Some(id) = options.format else { return Ok(Wanted::Any) };
    if let Some(source) = library.general_source(id) {
        return Ok(Wanted::General(source));
    }
    let format = library.formats.iter().find(|format| format.id == id);
    format.map(Wanted::Format).ok_or_else(|| ImportError::UnknownFormat(id.to_owned()))
}

fn missing_of(columns: &Columns, has_source: bool) -> Vec<Missing> {
    let has = |field: Field| columns.at(field).is_some();
    let mut missing = Vec::new();
    if !has(Field::Amount) {
        missing.push(Missing::Amount);
    }
    if ![Field::Time, Field::Date, Field::Clock].into_iter().any(has) {
        missing.push(Missing::Date);
    }
    if columns.known() < FEWEST_KNOWN && missing.is_empty() {
        missing.push(Missing::Header);
    }
    if !has_source {
        missing.push(Missing::Source);
    }
    missing
}

/// The first lines, each split at each delimiter that it contains.
fn candidates(text: &str, library: &FormatLibrary) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').take(SEARCHED_LINES).enumerate() {
        let body = start + line.len();
        if line.len() <= LONGEST_HEADER_BYTES {
            for delimiter in DELIMITERS.into_iter().filter(|delimiter| line.as_bytes().contains(delimiter)) {
                let headings = split(line, delimiter).iter().map(|cell| Heading::new(cell, &library.words)).collect();
                candidates.push(Candidate { headings, delimiter, line: number as u32 + 1, start, body });
            }
        }
        start = body;
    }
    candidates
}

pub(super) fn split(line: &str, delimiter: u8) -> Record {
    let mut record = Record::default();
    super::records::split_quoted(line.trim_start_matches('#'), delimiter, &mut record);
    record.truncate(super::records::sound_width(&record));
    record
}

impl Signs {
    /// Whether these headings, with this text above them, have the signs.
    fn fit(&self, headings: &[Heading], above: &str) -> bool {
        let has = |form: &String| headings.iter().any(|heading| heading.form == *form);
        self.headings.iter().all(has)
            && self.any_of.iter().all(|names| names.iter().any(has))
            && !self.without.iter().any(has)
            && (self.title.is_empty() || self.title.iter().any(|word| above.contains(word.as_str())))
    }
}

impl Format {
    /// Whether its files are tables with headings.
    fn is_table(&self) -> bool {
        self.reader.is_none() && self.shaped.is_none()
    }

    /// Currency of amounts that name none, in a shop of this currency.
    fn currency_of(&self, shop: Currency) -> Currency {
        let usual = self.currencies.first().filter(|_| !self.currencies.contains(&shop));
        self.currency.or(usual.copied()).unwrap_or(shop)
    }

    /// How `03/04/2026` is meant in a file with these headings where no row tells.
    fn day_order_of(&self, headings: &[Heading]) -> Option<DayOrder> {
        let has = |words: &[String]| headings.iter().any(|heading| words.contains(&heading.form));
        let told = self.day_orders.iter().find(|(_, words)| has(words)).map(|(order, _)| *order);
        told.or(self.day_order)
    }

    /// How one file's rows are read.
    pub(super) fn layout(&self, headings: Vec<Heading>, options: &ImportOptions<'_>) -> Layout {
        Layout {
            format: self.id.clone(),
            source: options.source.unwrap_or(self.source),
            zone: self.zone.unwrap_or(options.zone),
            currency: self.currency_of(options.currency),
            scheme: self.scheme.clone(),
            covers: self.covers,
            places: self.places,
            payout: self.payout,
            takes_days: true,
            may_lack_amount: self.may_lack.contains(&Field::Amount),
            usual_time: options.written_at.filter(|_| self.may_lack.contains(&Field::Time)),
            day_order: self.day_order_of(&headings),
            directions: self.directions.clone(),
            footer_count: self.footer_count.clone(),
            rules: rules_of(self, &headings),
            headings,
            renamed: Vec::new(),
        }
    }
}

impl Candidate {
    /// How many cells say something.
    fn filled(&self) -> usize {
        self.headings.iter().filter(|heading| !cells::lookup_form(&heading.text).is_empty()).count()
    }

    fn found(&self, layout: Layout) -> Found {
        Found { layout, delimiter: self.delimiter, line: self.line, start: self.start, body: self.body }
    }

    fn found_renamed(&self, format: &Format, renamed: Renamed, options: &ImportOptions<'_>) -> Found {
        let layout = Layout { renamed: renamed.changes, ..format.layout(renamed.headings, options) };
        self.found(layout)
    }

    fn general_layout(
        &self,
        columns: Columns,
        source: Source,
        options: &ImportOptions<'_>,
        library: &FormatLibrary,
    ) -> Layout {
        Layout {
            format: general_id(source),
            source,
            zone: options.zone,
            currency: options.currency,
            scheme: String::new(),
            covers: Covers::Rows,
            places: Places::Named,
            payout: None,
            takes_days: source == Source::Bank,
            may_lack_amount: false,
            usual_time: None,
            day_order: library.vocabulary.day_order(&self.headings),
            directions: FxHashMap::default(),
            footer_count: None,
            rules: vec![Rule::general(columns)],
            headings: self.headings.clone(),
            renamed: Vec::new(),
        }
    }
}
