//! Record → entry: the layout says where each field stands, the profile how it is written.

use super::cells::{is_spreadsheet_damage, lookup_form, trimmed};
use super::condition::CellTest;
use super::dates::{LocalTime, read_clock, read_stamp};
use super::fields::Field;
use super::findings::{Notice, Notices};
use super::formats::{FormatLibrary, TypeOrSkip};
use super::guard;
use super::layout::{Columns, Layout, Rule};
use super::profile::Profile;
use super::record::Record;
use super::vocabulary::Composite;
use super::words::{Memo, TypeWord, Words};
use super::zones;
use crate::domain::{
    BatchRecord, Currency, Entry, MaskedCard, Moment, RejectedRow, Rejection, Source, Status, TransactionType, Zone,
};
use chrono::NaiveTime;
use compact_str::CompactString;

/// Width of trace and batch numbers (fields 11 and 60.2); spreadsheets drop the leading zeroes.
const TRACE_DIGITS: usize = 6;

/// A record that is no entry.
pub(super) enum NotAnEntry {
    /// No payment.
    Skipped { reason: String, time: Option<Moment> },
    /// No payment, but what a terminal says of its batch as a whole.
    Batch(BatchRecord),
    /// Not usable.
    Rejected(RejectedRow),
}

/// What a type column says: a type of transaction, or why such a row is no payment.
enum TypeOrReason<'l> {
    Type(TransactionType),
    Reason(&'l str),
}

/// A cell that makes its row unusable.
pub(super) struct Fault {
    pub(super) column: usize,
    pub(super) reason: Rejection,
}

/// Reads the rows of one file.
pub(super) struct RowReader<'l> {
    pub(super) layout: &'l Layout,
    pub(super) words: &'l Words,
    terminal_ref: Option<&'l Composite>,
    /// Columns of what proves a card, which are never kept.
    secrets: Vec<usize>,
    pub(super) profile: Profile,
    local: LocalTime,
    kinds: Memo<TypeWord<'l>>,
    batch_types: Memo<bool>,
    statuses: Memo<Option<Status>>,
    tenders: Memo<Option<&'l str>>,
    schemes: Memo<CompactString>,
    pub(super) directions: Memo<Option<bool>>,
    zones: Memo<Option<Zone>>,
    pub(super) currencies: Memo<Option<Currency>>,
    pub(super) notices: Notices,
}

impl<'l> RowReader<'l> {
    pub(super) fn new(layout: &'l Layout, library: &'l FormatLibrary, profile: Profile) -> Self {
        Self {
            layout,
            words: &library.words,
            terminal_ref: library.vocabulary.terminal_ref.as_ref(),
            secrets: layout.secrets(&library.vocabulary),
            profile,
            local: LocalTime::new(layout.zone),
            kinds: Memo::new(),
            batch_types: Memo::new(),
            statuses: Memo::new(),
            tenders: Memo::new(),
            schemes: Memo::new(),
            directions: Memo::new(),
            zones: Memo::new(),
            currencies: Memo::new(),
            notices: Notices::default(),
        }
    }

    /// The number that makes a record a part of a payment; none for a row that is a payment of its own.
    pub(super) fn part_of(&mut self, record: &Record) -> Option<CompactString> {
        let rule = rule_for(self.layout, record).ok()?;
        let number = cell(&rule.columns, rule.part_of?, record);
        (!number.is_empty()).then(|| CompactString::from(number))
    }

    /// Reads one record of sound width.
    pub(super) fn read(&mut self, record: &Record, line: u32) -> Result<Entry, NotAnEntry> {
        let layout = self.layout;
        self.count_secrets(record, line);
        let reject = |fault: Fault| NotAnEntry::Rejected(layout.rejected(record, line, &fault));
        let rule = rule_for(layout, record).map_err(reject)?;
        let columns = &rule.columns;
        if let Some(batch) = self.batch(columns, record, line) {
            return Err(NotAnEntry::Batch(batch));
        }
        if let Some(reason) = &rule.skip {
            return Err(self.skipped(reason, columns, record));
        }
        let kind = match self.kind(rule, record).map_err(reject)? {
            TypeOrReason::Type(kind) => kind,
            TypeOrReason::Reason(reason) => return Err(self.skipped(reason, columns, record)),
        };
        if let Some(reason) = self.skipped_tender(columns, record) {
            return Err(self.skipped(reason, columns, record));
        }
        let time = self.time(columns, record).or_else(|fault| self.usual_time(fault, line)).map_err(reject)?;
        let signed =
            self.amount(columns, record).or_else(|fault| self.no_amount(fault, columns, record)).map_err(reject)?;
        if signed.minor == 0 && !layout.may_lack_amount {
            return Err(NotAnEntry::Skipped { reason: "zero-amount".to_owned(), time: Some(time) });
        }
        let kind = if signed.minor < 0 { kind_of_negative(kind) } else { kind };
        let (status, status_text) = self.status(rule, record, line);
        let mut entry = Entry::new(self.layout.source, kind, status, signed.abs(), time);
        entry.line = line;
        entry.status_text = status_text;
        self.fill_references(&mut entry, columns, record, line);
        self.fill_places(&mut entry, columns, record, line);
        self.fill_settlement(&mut entry, columns, record, line);
        entry.card = self.card(columns, record, line);
        entry.scheme = self.scheme(columns, record);
        Ok(entry)
    }

    /// Card numbers are cut and what proves a card is left out; the report says how often.
    fn card(&mut self, columns: &Columns, record: &Record, line: u32) -> MaskedCard {
        let text = cell(columns, Field::Card, record);
        if guard::is_whole_number(text) {
            self.notices.count(Notice::CardDataDropped, guard::PAN, line);
        }
        card(text)
    }

    fn count_secrets(&mut self, record: &Record, line: u32) {
        for &column in &self.secrets {
            if !trimmed(&record[column]).is_empty() {
                self.notices.count(Notice::CardDataDropped, &self.layout.headings[column].text, line);
            }
        }
    }

    /// A cell's text as it may be kept.
    fn text(&mut self, columns: &Columns, field: Field, record: &Record, line: u32) -> CompactString {
        self.keep(field, cell(columns, field, record), line)
    }

    fn keep(&mut self, field: Field, value: &str, line: u32) -> CompactString {
        if value.len() < guard::CARD_DIGITS {
            return CompactString::from(value);
        }
        // Asked of every cell: nearly all are too short to hold a card number.
        if value.len() < guard::CARD_DIGITS {
            return CompactString::from(value);
        }
        let kept = guard::for_keeping(field, value);
        if kept != value {
            self.notices.count(Notice::CardDataDropped, guard::PAN, line);
        }
        kept
    }

    fn skipped(&mut self, reason: &str, columns: &Columns, record: &Record) -> NotAnEntry {
        NotAnEntry::Skipped { reason: reason.to_owned(), time: self.time(columns, record).ok() }
    }

    /// What the row says of a batch, where it is a terminal's and of such a type.
    fn batch(&mut self, columns: &Columns, record: &Record, line: u32) -> Option<BatchRecord> {
        let word = cell(columns, Field::Type, record);
        let words = self.words;
        if self.layout.source != Source::Terminal || !self.batch_types.get(word, |word| words.is_batch_type(word)) {
            return None;
        }
        let state =
            words.batch_state(cell(columns, Field::Status, record), cell(columns, Field::ResponseCode, record))?;
        let batch = padded(self.reference(columns, Field::Batch, record, line));
        if batch.is_empty() {
            return None;
        }
        let (terminal, time) = (self.text(columns, Field::Terminal, record, line), self.time(columns, record).ok()?);
        Some(BatchRecord { terminal, batch, time, line, state })
    }

    /// The type, or why such a row is skipped; a word that says neither is a fault.
    fn kind(&mut self, rule: &'l Rule, record: &Record) -> Result<TypeOrReason<'l>, Fault> {
        if let Some(kind) = rule.kind {
            return Ok(TypeOrReason::Type(kind));
        }
        let Some(column) = rule.columns.at(Field::Type) else {
            return Ok(TypeOrReason::Type(TransactionType::Sale));
        };
        let word = trimmed(&record[column]);
        if word.is_empty() {
            return Err(Fault { column, reason: Rejection::Missing });
        }
        let own = if rule.types.is_empty() { None } else { rule.types.get(&lookup_form(word)) };
        match own {
            Some(TypeOrSkip::Type(kind)) => return Ok(TypeOrReason::Type(*kind)),
            Some(TypeOrSkip::Skip(reason)) => return Ok(TypeOrReason::Reason(reason)),
            None => {}
        }
        let words = self.words;
        match self.kinds.get(word, |word| words.kind(word)) {
            TypeWord::Kind(kind) => Ok(TypeOrReason::Type(kind)),
            TypeWord::Skipped(reason) => Ok(TypeOrReason::Reason(reason)),
            TypeWord::Unknown => Err(Fault { column, reason: Rejection::UnknownType }),
        }
    }

    fn skipped_tender(&mut self, columns: &Columns, record: &Record) -> Option<&'l str> {
        let words = self.words;
        [Field::Tender, Field::Scheme].into_iter().find_map(|field| {
            let word = cell(columns, field, record);
            if word.is_empty() { None } else { self.tenders.get(word, |word| words.skipped_tender(word)) }
        })
    }

    fn time(&mut self, columns: &Columns, record: &Record) -> Result<Moment, Fault> {
        let order = self.profile.day_order;
        let (column, date, time, offset) = match (columns.at(Field::Time), columns.at(Field::Date)) {
            (None, Some(column)) => {
                let stamp = read_at(column, record, |text| read_stamp(text, order).map_err(Rejection::from))?;
                let clock = columns.at(Field::Clock);
                let time = match clock.filter(|clock| !self.may_be_day_only(*clock, record)) {
                    Some(clock) => read_at(clock, record, |text| read_clock(text).map_err(Rejection::from))?,
                    None => NaiveTime::MIN,
                };
                (column, stamp.date, time, None)
            }
            (time, date) => {
                let column = time.or(date).unwrap_or_default();
                let stamp = read_at(column, record, |text| read_stamp(text, order).map_err(Rejection::from))?;
                let day_only = self.layout.takes_days.then_some(NaiveTime::MIN);
                let time = stamp.time.or(day_only).ok_or(Fault { column, reason: Rejection::NotADate })?;
                (column, stamp.date, time, stamp.offset)
            }
        };
        let local = date.and_time(time);
        let named = if offset.is_none() { self.zone(columns, record) } else { None };
        let moment = match (offset, named) {
            (Some(offset), _) => local.and_local_timezone(offset).single(),
            (None, Some(zone)) => zone.moment(local),
            (None, None) => self.local.moment(local),
        };
        moment.ok_or(Fault { column, reason: Rejection::ImpossibleDate })
    }

    /// The file's own time for a message that names none.
    fn usual_time(&mut self, fault: Fault, line: u32) -> Result<Moment, Fault> {
        let is_missing = matches!(fault.reason, Rejection::Missing);
        let time = self.layout.usual_time.filter(|_| is_missing).ok_or(fault)?;
        self.notices.count(Notice::TimeOfFile, "", line);
        Ok(time)
    }

    /// Whether a row of a format that knows days without a time says no time.
    fn may_be_day_only(&self, clock: usize, record: &Record) -> bool {
        self.layout.takes_days && trimmed(&record[clock]).is_empty()
    }

    /// The zone that the row itself names. A word that is not known is told once and the file's zone counts.
    fn zone(&mut self, columns: &Columns, record: &Record) -> Option<Zone> {
        let word = cell(columns, Field::Zone, record);
        if word.is_empty() {
            return None;
        }
        let zone = self.zones.get(word, zones::named);
        if zone.is_none() {
            self.notices.count(Notice::UnknownZone, word, 0);
        }
        zone
    }

    /// How the row stands: by its word, else by its response code, else not stated. A word that is not known is kept as
    /// it stands and never taken for a known one.
    fn status(&mut self, rule: &Rule, record: &Record, line: u32) -> (Status, CompactString) {
        let word = cell(&rule.columns, Field::Status, record);
        let text = self.keep(Field::Status, word, line);
        if let Some(status) = rule.status {
            return (status, text);
        }
        if word.is_empty() {
            let has_codes = rule.columns.at(Field::ResponseCode).is_some();
            let code = cell(&rule.columns, Field::ResponseCode, record);
            let status = if has_codes { self.words.status_of_code(code) } else { Status::NotStated };
            return (status, text);
        }
        let words = self.words;
        let more =
            if rule.more_statuses.is_empty() { None } else { rule.more_statuses.get(&lookup_form(word)).copied() };
        let status = match &rule.statuses {
            _ if more.is_some() => more,
            Some(own) => own.get(&lookup_form(word)).copied(),
            None => self.statuses.get(word, |word| words.status(word)),
        };
        if status.is_none() {
            self.notices.count(Notice::UnknownStatus, word, line);
        }
        (status.unwrap_or(Status::NotStated), text)
    }

    fn fill_references(&mut self, entry: &mut Entry, columns: &Columns, record: &Record, line: u32) {
        let mut reference = |field: Field| self.reference(columns, field, record, line);
        entry.rrn = reference(Field::Rrn);
        entry.stan = padded(reference(Field::Stan));
        entry.auth = reference(Field::Auth);
        entry.batch = padded(reference(Field::Batch));
        entry.order = reference(Field::Order);
        entry.provider_ref = reference(Field::ProviderRef);
        entry.original_rrn = reference(Field::OriginalRrn);
        entry.response_code = self.text(columns, Field::ResponseCode, record, line);
    }

    fn fill_places(&mut self, entry: &mut Entry, columns: &Columns, record: &Record, line: u32) {
        entry.terminal = self.text(columns, Field::Terminal, record, line);
        entry.merchant = self.reference(columns, Field::Merchant, record, line);
        entry.store = self.text(columns, Field::Store, record, line);
        entry.till = self.text(columns, Field::Till, record, line);
        entry.payer = self.text(columns, Field::Payer, record, line);
        entry.cashier = self.text(columns, Field::Cashier, record, line);
        let both = cell(columns, Field::TerminalRef, record);
        let is_cut = guard::holds_card_number(both);
        if is_cut {
            self.notices.count(Notice::CardDataDropped, guard::PAN, line);
        }
        if let (false, Some(composite)) = (both.is_empty() || is_cut, self.terminal_ref) {
            fill_composite(entry, composite, both);
        }
    }

    /// A number that joins rows of different reports. One that a spreadsheet has destroyed joins nothing.
    fn reference(&mut self, columns: &Columns, field: Field, record: &Record, line: u32) -> CompactString {
        let value = cell(columns, field, record);
        // `/` and `-` stand where there is no number.
        if !value.contains(char::is_alphanumeric) {
            return CompactString::const_new("");
        }
        if is_spreadsheet_damage(value) {
            let column = columns.at(field).unwrap_or_default();
            self.notices.count(Notice::DamagedReference, &self.layout.headings[column].text, line);
            return CompactString::default();
        }
        self.keep(field, value, line)
    }

    /// The scheme that the row names, by its column or by the way it was tendered, else the format's own.
    fn scheme(&mut self, columns: &Columns, record: &Record) -> CompactString {
        let words = self.words;
        let named = cell(columns, Field::Scheme, record);
        if !named.is_empty() {
            return self.schemes.get(named, |word| match words.scheme(word) {
                Some(scheme) => CompactString::from(scheme),
                None => guard::for_keeping(Field::Scheme, word).to_lowercase(),
            });
        }
        let tender = cell(columns, Field::Tender, record);
        let by_tender = if tender.is_empty() { None } else { words.scheme(tender) };
        CompactString::from(by_tender.unwrap_or(&self.layout.scheme))
    }
}

impl Layout {
    fn rejected(&self, record: &Record, line: u32, fault: &Fault) -> RejectedRow {
        RejectedRow {
            line,
            column: guard::for_people(&self.headings[fault.column].text),
            value: guard::for_people(trimmed(&record[fault.column])),
            reason: fault.reason,
        }
    }
}

/// The rule that reads a record. A record that none reads is of a type that the format does not know.
fn rule_for<'l>(layout: &'l Layout, record: &Record) -> Result<&'l Rule, Fault> {
    let fits = |rule: &&Rule| rule.when.iter().all(|test| test.holds(record));
    layout.rules.iter().find(fits).ok_or_else(|| {
        let tests = layout.rules.iter().rev().flat_map(|rule| rule.when.iter());
        let column = tests.map(CellTest::column).next().unwrap_or_default();
        Fault { column, reason: Rejection::UnknownType }
    })
}

/// What a negative amount makes of a type: money that goes back. The types that say so already stay as they are.
const fn kind_of_negative(kind: TransactionType) -> TransactionType {
    match kind {
        TransactionType::Sale => TransactionType::Refund,
        TransactionType::Preauth | TransactionType::Completion => TransactionType::Void,
        other => other,
    }
}

/// What a row says in a field; nothing where the file lacks it.
#[inline]
pub(super) fn cell<'r>(columns: &Columns, field: Field, record: &'r Record) -> &'r str {
    columns.at(field).and_then(|column| record.get(column)).map(trimmed).unwrap_or_default()
}

/// A card number, blanks and dashes between its digits or not.
fn card(text: &str) -> MaskedCard {
    if text.contains([' ', '-']) {
        let joined: CompactString = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        return MaskedCard::from_report(&joined);
    }
    MaskedCard::from_report(text)
}

fn read_at<T>(column: usize, record: &Record, read: impl FnOnce(&str) -> Result<T, Rejection>) -> Result<T, Fault> {
    let text = trimmed(&record[column]);
    if text.is_empty() {
        return Err(Fault { column, reason: Rejection::Missing });
    }
    read(text).map_err(|reason| Fault { column, reason })
}

fn padded(number: CompactString) -> CompactString {
    let is_short = !number.is_empty() && number.len() < TRACE_DIGITS;
    if is_short && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact_str::format_compact!("{number:0>TRACE_DIGITS$}");
    }
    number
}

/// Splits a cell with two references. A column of its own outweighs a part; a cell without the separator is its first.
fn fill_composite(entry: &mut Entry, composite: &Composite, both: &str) {
    let (first, second) = both.rsplit_once(composite.separator).unwrap_or((both, ""));
    for (field, part) in composite.parts.into_iter().zip([first, second]) {
        let place = match field {
            Field::Terminal => &mut entry.terminal,
            Field::Stan => &mut entry.stan,
            Field::Batch => &mut entry.batch,
            Field::Rrn => &mut entry.rrn,
            _ => continue,
        };
        if place.is_empty() {
            *place = guard::for_keeping(field, trimmed(part));
        }
    }
}
