//! Messages of ISO 8583, whatever text they were written down in: requests and answers are paired, and each exchange becomes
//! one row.

use super::RawTable;
use super::draft::{Draft, Gathered};
use crate::domain::MaskedCard;
use std::collections::{BTreeMap, HashMap};

/// Columns of the rows.
const HEADINGS: [&str; 15] = [
    "time",
    "mti",
    "processing code",
    "amount",
    "currency",
    "state",
    "response code",
    "stan",
    "rrn",
    "auth",
    "batch",
    "terminal",
    "merchant",
    "card",
    "original",
];
/// Processing code of a purchase, which some leave out.
const PURCHASE: &str = "00";

/// Fields of a message that are of use, by number. What proves a card is left out at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    /// Line it begins at.
    pub(super) line: u32,
    /// When it was written down, in a form that a date column knows; empty where the log does not say.
    pub(super) time: String,
    /// Channel that it went over.
    pub(super) realm: String,
    fields: BTreeMap<u16, String>,
}

impl Message {
    pub(super) fn new(line: u32, time: &str, realm: &str) -> Self {
        Self { line, time: time.to_owned(), realm: realm.to_owned(), fields: BTreeMap::new() }
    }

    /// Takes a field. Card data are cut or left out, and counted.
    pub(super) fn set(&mut self, field: u16, value: &str, gathered: &mut Gathered) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let what = match field {
            2 => {
                let cut = MaskedCard::from_report(value);
                if value.bytes().filter(u8::is_ascii_digit).count() > 10 {
                    gathered.dropped("pan");
                }
                self.fields.insert(2, cut.as_str().to_owned());
                return;
            }
            14 => "expiry",
            34..=36 | 45 => "track",
            52 => "pin",
            48 | 55 | 57 | 120..=127 => return,
            _ => {
                self.fields.entry(field).or_insert_with(|| value.to_owned());
                return;
            }
        };
        gathered.dropped(what);
    }

    fn get(&self, field: u16) -> &str {
        self.fields.get(&field).map(String::as_str).unwrap_or_default()
    }

    /// `0200`; some write the version's digit away.
    fn mti(&self) -> &str {
        self.get(0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Class of message: second digit.
    fn class(&self) -> u8 {
        self.mti().as_bytes().get(1).copied().unwrap_or_default()
    }

    /// Whether it answers: the third digit is odd.
    fn is_answer(&self) -> bool {
        self.mti().as_bytes().get(2).is_some_and(|digit| digit.is_ascii_digit() && (digit - b'0') % 2 == 1)
    }
}

/// A request, and its answer once it came.
struct Exchange {
    request: Message,
    answer: Option<Message>,
    /// The channel told that none would come.
    is_broken: bool,
}

/// Pairs the messages of one file.
#[derive(Default)]
pub(super) struct Pairing {
    exchanges: Vec<Exchange>,
    /// Exchanges without an answer, by what their answer repeats.
    open: HashMap<String, Vec<usize>>,
    /// Answers whose request is not in the file.
    strays: Vec<Message>,
    /// The last request of each channel, for a time-out that names none.
    last_of_realm: HashMap<String, usize>,
    pub(super) gathered: Gathered,
}

impl Pairing {
    /// A message, in the order of the file.
    pub(super) fn take(&mut self, message: Message) {
        if message.mti().len() != 4 || !message.mti().bytes().all(|digit| digit.is_ascii_digit()) {
            if !message.is_empty() {
                self.gathered.reject_cut_off(message.line);
            }
            return;
        }
        if message.class() == b'8' || message.class() == b'6' {
            if !message.is_answer() {
                self.gathered.skip(message.line, "network-message");
            }
            return;
        }
        if message.is_answer() { self.take_answer(message) } else { self.take_request(message) }
    }

    fn take_request(&mut self, message: Message) {
        let key = key(&message);
        // A repeat asks again for the same.
        let is_repeat = message.mti().ends_with('1');
        let known = self.open.get(&key).and_then(|open| open.last()).copied();
        if let (true, Some(_)) = (is_repeat, known) {
            self.gathered.skip(message.line, "repeated");
            return;
        }
        let at = self.exchanges.len();
        self.last_of_realm.insert(message.realm.clone(), at);
        self.open.entry(key).or_default().push(at);
        self.exchanges.push(Exchange { request: message, answer: None, is_broken: false });
    }

    fn take_answer(&mut self, message: Message) {
        let open = self.open.get_mut(&key(&message));
        let fitting = open.and_then(|open| {
            let fits = |at: &usize| may_answer(&self.exchanges[*at].request, &message);
            let place = open.iter().position(fits)?;
            Some(open.remove(place))
        });
        match fitting {
            Some(at) => self.exchanges[at].answer = Some(message),
            None => self.strays.push(message),
        }
    }

    /// The channel gave up waiting, or was cut.
    pub(super) fn broken(&mut self, realm: &str, line: u32) {
        let waiting = self.last_of_realm.get(realm).copied().filter(|at| self.exchanges[*at].answer.is_none());
        match waiting {
            Some(at) => self.exchanges[at].is_broken = true,
            None => self.gathered.skip(line, "connection"),
        }
    }

    /// One row for each exchange.
    pub(super) fn into_table(self, encoding: &'static str) -> RawTable {
        let Self { exchanges, strays, mut gathered, .. } = self;
        let references: HashMap<String, String> = exchanges
            .iter()
            .filter_map(|exchange| {
                let rrn = answered(exchange, 37);
                (!rrn.is_empty()).then(|| (number(exchange.request.get(11)).to_owned(), rrn.to_owned()))
            })
            .collect();
        for exchange in &exchanges {
            gathered.add(row(exchange, &references));
        }
        for answer in strays {
            let line = answer.line;
            let exchange = Exchange { request: answer.clone(), answer: Some(answer), is_broken: false };
            let mut draft = row(&exchange, &references);
            draft.line = line;
            gathered.add(draft);
        }
        gathered.into_table(&HEADINGS, encoding)
    }
}

/// What a request and its answer have in common.
fn key(message: &Message) -> String {
    let class = char::from(message.class());
    let stan = number(message.get(11));
    let reference = if stan.is_empty() { message.get(37) } else { stan };
    format!("{class} {reference}")
}

/// Fields that both have say the same.
fn may_answer(request: &Message, answer: &Message) -> bool {
    let agree = |field: u16| {
        let (asked, told) = (request.get(field), answer.get(field));
        asked.is_empty() || told.is_empty() || asked == told
    };
    // The amount may come back smaller: approved in part.
    agree(7) && agree(41) && agree(42)
}

/// A field as the answer gives it, else as the request does.
fn answered(exchange: &Exchange, field: u16) -> &str {
    let told = exchange.answer.as_ref().map(|answer| answer.get(field)).unwrap_or_default();
    if told.is_empty() { exchange.request.get(field) } else { told }
}

fn row(exchange: &Exchange, references: &HashMap<String, String>) -> Draft {
    let request = &exchange.request;
    let mut draft = Draft::at(request.line);
    draft.set("time", &time_of(request));
    // The class and whether it is an advice; the last digit only tells who repeats.
    let mti: String = request.mti().chars().take(3).chain(std::iter::once('0')).collect();
    draft.set("mti", &mti);
    draft.set("processing code", request.get(3).get(..2).unwrap_or(PURCHASE));
    draft.set("amount", request.get(4));
    draft.set("currency", answered(exchange, 49));
    draft.set("state", state_of(exchange));
    for (heading, field) in [("response code", 39), ("rrn", 37), ("auth", 38), ("stan", 11)] {
        draft.set(heading, answered(exchange, field));
    }
    for (heading, field) in [("terminal", 41), ("merchant", 42), ("card", 2)] {
        draft.set(heading, request.get(field));
    }
    // The batch stands in the second part of the terminal's own field.
    draft.set("batch", request.get(60).get(2..8).filter(|batch| is_number(batch)).unwrap_or_default());
    let original = request.get(90).get(4..10).filter(|stan| is_number(stan)).unwrap_or_default();
    let reference = references.get(number(original)).map(String::as_str).unwrap_or(original);
    draft.set("original", reference);
    draft
}

/// The time that the log gives, else the terminal's own date and time, if it names its year.
fn time_of(message: &Message) -> String {
    if !message.time.is_empty() {
        return message.time.clone();
    }
    let (clock, date) = (message.get(12), message.get(13));
    match (clock.len(), date.len()) {
        // Version 1993 writes the whole time: yyMMddHHmmss.
        (12, _) => format!("20{clock}"),
        (6, 8) => format!("{date}{clock}"),
        _ => String::new(),
    }
}

/// How the exchange ended. Where an answer came, its code says the rest.
fn state_of(exchange: &Exchange) -> &'static str {
    match (&exchange.answer, exchange.is_broken) {
        (Some(_), _) => "answered",
        (None, true) => "no answer",
        (None, false) => "unanswered",
    }
}

fn number(text: &str) -> &str {
    text.trim().trim_start_matches('0')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit()) && !number(text).is_empty()
}
