//! ISO 8583 messages, however they were logged: requests and answers are paired, and each exchange is one row. What proves a
//! card never gets past [`Message::set`].

use super::RawTable;
use super::draft::{Draft, Gathered};
use crate::domain::truncate_card_number;
use rustc_hash::FxHashMap;

/// Headings of the rows.
pub(super) const HEADINGS: &[&str] = &[
    "time", "zone", "kind", "amount", "currency", "outcome", "code", "terminal", "merchant", "card", "rrn", "stan",
    "auth", "batch", "original",
];
/// How many exchanges of one trace number are compared with an answer.
const COMPARED: usize = 32;

/// One message, as far as it is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    /// Line it begins at.
    pub(super) line: u32,
    /// Where it was logged; messages without a trace number are paired within one place.
    pub(super) place: String,
    /// A form that the row reader knows; empty where nothing tells the year.
    pub(super) time: String,
    /// Name of the zone of `time`, where that stands apart.
    pub(super) zone: String,
    /// Whether the file breaks off inside it.
    pub(super) is_cut: bool,
    /// Whole digits of the message type.
    pub(super) mti: String,
    pub(super) fields: FxHashMap<u16, String>,
}

impl Message {
    /// Puts in a field; `dropped` is told of card data that are left out.
    pub(super) fn set(&mut self, field: u16, value: &str, mut dropped: impl FnMut(&'static str)) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match field {
            0 => self.mti = value.to_owned(),
            2 => {
                let digits = value.bytes().filter(u8::is_ascii_digit).count();
                let is_whole = digits == value.len() && digits > 10;
                if is_whole {
                    dropped("pan");
                }
                self.fields.insert(2, if is_whole { truncate_card_number(value) } else { value.to_owned() });
            }
            14 => dropped("expiry"),
            35 | 36 | 45 => dropped("track"),
            52 => dropped("pin"),
            55 => chip_secrets(value).into_iter().for_each(dropped),
            3 | 4 | 7 | 11..=13 | 25 | 37..=39 | 41 | 42 | 49 | 60 | 90 => {
                self.fields.insert(field, value.to_owned());
            }
            _ => {}
        }
    }

    fn get(&self, field: u16) -> &str {
        self.fields.get(&field).map(String::as_str).unwrap_or_default()
    }

    fn digit(&self, at: usize) -> u8 {
        self.mti.as_bytes().get(at).copied().unwrap_or_default()
    }

    /// Whether the message type can be one.
    fn is_sound(&self) -> bool {
        self.mti.len() == 4 && self.mti.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_answer(&self) -> bool {
        matches!(self.digit(2), b'1' | b'3' | b'5')
    }

    /// Message class, trace number and, where there is none, the place.
    fn key(&self) -> (u8, String) {
        let stan = self.get(11).trim_start_matches('0');
        (self.digit(1), if stan.is_empty() { format!("@{}", self.place) } else { stan.to_owned() })
    }

    /// Whether nothing that both name differs.
    fn agrees(&self, other: &Self, fields: &[u16]) -> bool {
        fields.iter().all(|field| {
            let (one, two) = (self.get(*field), other.get(*field));
            one.is_empty() || two.is_empty() || one == two
        })
    }

    /// UnionPay's field 60: kind of message (two digits) and batch (six).
    fn union_pay(&self) -> Option<(&str, &str)> {
        let value = self.get(60);
        let is_such = value.len() >= 8 && value.bytes().take(8).all(|byte| byte.is_ascii_digit());
        (is_such && matches!(self.get(49), "156" | "CNY" | "")).then(|| (&value[..2], &value[2..8]))
    }

    /// The type in the words of the trade; an error is the reason why it is no payment.
    fn kind(&self) -> Result<&'static str, &'static str> {
        let special = self.union_pay().map(|(kind, _)| kind).unwrap_or_default();
        match self.digit(1) {
            b'1' | b'2' => {}
            b'4' => return Ok("reversal"),
            b'5' if self.union_pay().is_some() => return Ok("settlement"),
            b'3' => return Err("batch-upload"),
            b'5' => return Err("reconciliation"),
            b'6' => return Err("administration"),
            _ => return Err("network-message"),
        }
        let is_authorisation = self.digit(1) == b'1';
        match self.get(3).get(..2).unwrap_or_default() {
            "20" if matches!(special, "11" | "21" | "23") => Ok("void"),
            "20" => Ok("refund"),
            "02" => Ok("void"),
            "01" => Err("cash"),
            "22" => Err("adjustment"),
            "30" | "31" => Err("balance-inquiry"),
            "40" => Err("transfer"),
            _ if is_authorisation => Ok("preauth"),
            _ if matches!(special, "20" | "24") || self.get(25) == "06" => Ok("completion"),
            _ => Ok("sale"),
        }
    }
}

/// What a chip's data elements (BER-TLV in hexadecimal) hold of a card.
fn chip_secrets(hex: &str) -> Vec<&'static str> {
    let digits: Vec<u8> =
        hex.bytes().filter_map(|byte| char::from(byte).to_digit(16).map(|digit| digit as u8)).collect();
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < bytes.len() {
        let first = bytes[at];
        let second = if first & 0x1f == 0x1f { bytes.get(at + 1).copied() } else { None };
        at += 1 + usize::from(second.is_some());
        let length = match bytes.get(at) {
            Some(length) if *length < 0x80 => usize::from(*length),
            _ => break,
        };
        at += 1 + length;
        match (first, second) {
            (0x57, None) => found.push("track"),
            (0x5a, None) => found.push("pan"),
            (0x5f, Some(0x24)) => found.push("expiry"),
            _ => {}
        }
    }
    found
}

/// A request with its answer, or one of them alone.
struct Exchange {
    asked: Message,
    answer: Option<Message>,
}

/// Pairs messages in the order in which they are logged.
#[derive(Default)]
pub(super) struct Pairing {
    exchanges: Vec<Exchange>,
    by_key: FxHashMap<(u8, String), Vec<usize>>,
    /// Rows that are no exchange, and what was left out.
    pub(super) gathered: Gathered,
}

impl Pairing {
    /// Takes the next message.
    pub(super) fn take(&mut self, message: Message) {
        let breaks_off = message.is_cut && (message.is_answer() && message.get(39).is_empty());
        if !message.is_sound() || breaks_off {
            self.gathered.reject_cut_off(message.line);
            return;
        }
        let (class, trace) = message.key();
        let known = self.by_key.get(&(class, trace.clone())).map(Vec::as_slice).unwrap_or_default();
        let recent = &known[known.len().saturating_sub(COMPARED)..];
        let place = if message.is_answer() { self.asked(recent, &message) } else { self.repeated(recent, &message) };
        match (place, message.is_answer()) {
            (Some(at), true) => {
                self.exchanges[at].answer.get_or_insert(message);
            }
            (Some(_), false) => {}
            (None, is_answer) => {
                let (asked, answer) = if is_answer { (message.clone(), Some(message)) } else { (message, None) };
                self.by_key.entry((class, trace)).or_default().push(self.exchanges.len());
                self.exchanges.push(Exchange { asked, answer });
            }
        }
    }

    /// The exchange that an answer belongs to: the first that waits, else one with the very same answer, logged twice.
    fn asked(&self, recent: &[usize], answer: &Message) -> Option<usize> {
        let fits = |at: &&usize| {
            let exchange = &self.exchanges[**at];
            exchange.answer.is_none() && exchange.asked.agrees(answer, &[7, 41, 37, 4])
        };
        // A host may answer with a time of its own.
        let loosely = |at: &&usize| {
            let exchange = &self.exchanges[**at];
            exchange.answer.is_none() && exchange.asked.agrees(answer, &[41, 37])
        };
        let is_named = !answer.get(11).is_empty();
        let same = |at: &&usize| {
            let first = self.exchanges[**at].answer.as_ref();
            is_named && first.is_some_and(|first| first.agrees(answer, &[7, 37, 38, 39, 41]))
        };
        recent.iter().find(fits).or_else(|| recent.iter().find(loosely)).or_else(|| recent.iter().find(same)).copied()
    }

    /// The exchange of which a request is a repeat: sent again, or logged in two places. A trace number alone does not
    /// tell; the next day has the same.
    fn repeated(&self, recent: &[usize], request: &Message) -> Option<usize> {
        let names_itself = !request.get(11).is_empty() && !request.get(7).is_empty();
        let is_repeat = |at: &&usize| {
            let asked = &self.exchanges[**at].asked;
            !asked.get(7).is_empty() && asked.agrees(request, &[3, 4, 7, 41, 42])
        };
        recent.iter().find(|at| names_itself && is_repeat(at)).copied()
    }

    /// The rows.
    pub(super) fn into_table(mut self, encoding: &'static str) -> RawTable {
        let drafts: Vec<Result<Draft, (u32, &'static str)>> =
            (0..self.exchanges.len()).map(|at| self.row(at)).collect();
        for draft in drafts {
            match draft {
                Ok(draft) => {
                    self.gathered.add(draft);
                }
                Err((line, reason)) => self.gathered.skip(line, reason),
            }
        }
        self.gathered.into_table(HEADINGS, encoding)
    }

    fn row(&self, at: usize) -> Result<Draft, (u32, &'static str)> {
        let Exchange { asked, answer } = &self.exchanges[at];
        let kind = asked.kind().map_err(|reason| (asked.line, reason))?;
        let original = if kind == "reversal" { self.original(asked) } else { None };
        // What the host adds stands in its answer; a reversal may leave the rest to its original.
        let named = |field: u16| {
            let messages = [Some(asked), answer.as_ref(), original.map(|exchange| &exchange.asked)];
            messages.into_iter().flatten().map(|message| message.get(field)).find(|value| !value.is_empty())
        };
        let mut draft = Draft::at(asked.line);
        draft.set("time", &asked.time);
        draft.set("zone", &asked.zone);
        draft.set("kind", kind);
        for (heading, field) in
            [("amount", 4), ("currency", 49), ("terminal", 41), ("merchant", 42), ("card", 2), ("stan", 11)]
        {
            draft.set(heading, named(field).unwrap_or_default());
        }
        for (heading, field) in [("rrn", 37), ("auth", 38), ("code", 39)] {
            let value = answer.as_ref().map(|answer| answer.get(field)).filter(|value| !value.is_empty());
            draft.set(heading, value.unwrap_or(if field == 39 { "" } else { asked.get(field) }));
        }
        draft.set("batch", asked.union_pay().map(|(_, batch)| batch).unwrap_or_default());
        draft.set("outcome", outcome(kind, answer.as_ref()));
        if kind == "reversal" {
            draft.set(
                "original",
                original.map(rrn_of).filter(|rrn| !rrn.is_empty()).unwrap_or(trace_of_original(asked)),
            );
        }
        Ok(draft)
    }

    /// What a reversal undoes: by field 90, else by its own trace number.
    fn original(&self, reversal: &Message) -> Option<&Exchange> {
        let named = trace_of_original(reversal);
        let trace = if named.is_empty() { reversal.get(11) } else { named }.trim_start_matches('0').to_owned();
        if trace.is_empty() {
            return None;
        }
        let fits = |at: &usize| self.exchanges[*at].asked.agrees(reversal, &[41, 4]);
        let in_class = |class: u8| {
            let known = self.by_key.get(&(class, trace.clone())).map(Vec::as_slice).unwrap_or_default();
            known
                .iter()
                .rev()
                .take(COMPARED)
                .copied()
                .find(|at| fits(at) && self.exchanges[*at].asked.line <= reversal.line)
        };
        in_class(b'2').or_else(|| in_class(b'1')).map(|at| &self.exchanges[at])
    }
}

fn rrn_of(exchange: &Exchange) -> &str {
    let answered = exchange.answer.as_ref().map(|answer| answer.get(37)).unwrap_or_default();
    if answered.is_empty() { exchange.asked.get(37) } else { answered }
}

/// Digits 5 to 10 of field 90.
fn trace_of_original(message: &Message) -> &str {
    message.get(90).get(4..10).filter(|trace| trace.bytes().any(|byte| byte != b'0')).unwrap_or_default()
}

/// How it stands, where field 39 alone does not say.
fn outcome(kind: &str, answer: Option<&Message>) -> &'static str {
    let code = answer.map(|answer| answer.get(39)).unwrap_or_default();
    let is_done = matches!(code, "00" | "000" | "400");
    match (kind, answer) {
        ("reversal", None) => "reversal pending",
        ("reversal", Some(_)) if is_done => "reversed",
        ("reversal", Some(_)) => "reversal failed",
        (_, None) => "no answer",
        ("preauth", Some(_)) if is_done => "authorised",
        _ => "",
    }
}
