//! What happens at the terminals: sales, and everything that can go wrong with them.

use super::Anomaly;
use super::random::Random;

/// First second of the month (2024-05-01, UTC) and how long it is drawn from; refunds and late settlements follow.
pub(super) const START: i64 = 1_714_521_600;
pub(super) const SPAN_SECS: i64 = 24 * DAY_SECS;
pub(super) const DAY_SECS: i64 = 86_400;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Sale,
    Refund,
    Void,
    Reversal,
    Preauth,
    Completion,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Approved,
    Declined,
    Offline,
    TimedOut,
    ReversalPending,
}

/// One row of a terminal's journal, and where else it shows.
#[derive(Clone)]
pub(super) struct Event {
    pub(super) second: i64,
    pub(super) terminal: i64,
    pub(super) kind: Type,
    pub(super) word: Word,
    pub(super) code: &'static str,
    pub(super) minor: i64,
    pub(super) currency: &'static str,
    pub(super) scheme: &'static str,
    pub(super) card: String,
    pub(super) entry_mode: &'static str,
    /// The event that this one undoes or completes, by its place in the list of events.
    pub(super) original: Option<usize>,
    pub(super) anomaly: Option<Anomaly>,
    pub(super) at_acquirer: bool,
    pub(super) at_till: bool,
    /// Added to the amount by the acquirer and by the till.
    pub(super) acquirer_adds: i64,
    pub(super) till_adds: i64,
    /// Days until it is settled; drawn when zero.
    pub(super) settled_after_days: i64,
    /// Part of an unfinished story: its references are never left out.
    pub(super) keeps_references: bool,
}

const SCHEMES: [(&str, &str, i64); 4] =
    [("VISA", "4", 48), ("MASTERCARD", "5", 40), ("MAESTRO", "6", 7), ("AMEX", "37", 5)];

/// A plain approved sale, from which every other event is made.
fn sale(random: &mut Random, terminals: i64) -> Event {
    let mut share = random.between(0, 100);
    let (scheme, first_digits, _) = SCHEMES
        .into_iter()
        .find(|(_, _, percent)| {
            share -= percent;
            share < 0
        })
        .unwrap_or(SCHEMES[0]);
    let digits = random.between(1_000_000_000_000_000, 10_000_000_000_000_000).to_string();
    let currency = match random.between(0, 100) {
        0..92 => "EUR",
        92..96 => "USD",
        _ => "GBP",
    };
    Event {
        second: START + random.between(0, SPAN_SECS),
        terminal: random.between(0, terminals),
        kind: Type::Sale,
        word: Word::Approved,
        code: "00",
        minor: random.amount(),
        currency,
        scheme,
        card: format!("{first_digits}{}", &digits[first_digits.len()..]),
        entry_mode: random.pick(&["CHIP", "CTLS", "CTLS", "CTLS", "MAG", "ECOM"]),
        original: None,
        anomaly: None,
        at_acquirer: true,
        at_till: true,
        acquirer_adds: 0,
        till_adds: 0,
        settled_after_days: 0,
        keeps_references: false,
    }
}

/// The event that follows `first` after so many seconds.
fn follow_up(first: &Event, place: usize, kind: Type, seconds: i64) -> Event {
    Event { second: first.second + seconds, kind, original: Some(place), anomaly: None, ..first.clone() }
}

/// Adds the story of one unfinished payment.
pub(super) fn add_anomaly(events: &mut Vec<Event>, random: &mut Random, terminals: i64, anomaly: Anomaly) {
    let place = events.len();
    let mut first = Event { keeps_references: true, ..sale(random, terminals) };
    match anomaly {
        Anomaly::MissingInAcquirer => first.at_acquirer = false,
        Anomaly::MissingInPos => first.at_till = false,
        Anomaly::AmountDiffers => {
            let by = [-1, 1, 10, 100, -random.between(1, 49)];
            let difference = random.pick(&by);
            let at_acquirer = random.happens(50.0);
            *(if at_acquirer { &mut first.acquirer_adds } else { &mut first.till_adds }) = difference;
        }
        Anomaly::DuplicateCharge => {
            events.push(first.clone());
            first = follow_up(&first, place, Type::Sale, random.between(20, 90));
            first.original = None;
            first.at_till = false;
        }
        Anomaly::ReversalPending => {
            events.push(first.clone());
            first = follow_up(&first, place, Type::Reversal, random.between(20, 60));
            (first.word, first.code) = (Word::ReversalPending, "");
            (first.at_acquirer, first.at_till) = (false, false);
        }
        Anomaly::TimeoutCharged | Anomaly::TimeoutNotCharged => {
            (first.word, first.code) = (Word::TimedOut, "91");
            (first.at_acquirer, first.at_till) = (anomaly == Anomaly::TimeoutCharged, false);
        }
        Anomaly::RefundNotReflected => {
            events.push(first.clone());
            first = follow_up(&first, place, Type::Refund, random.between(3_600, 5 * DAY_SECS));
            first.at_acquirer = false;
        }
        Anomaly::SettledLate => first.settled_after_days = random.between(6, 16),
        Anomaly::PreauthNotCompleted => (first.kind, first.at_till) = (Type::Preauth, false),
        Anomaly::OfflineNotUploaded => {
            (first.word, first.code, first.at_acquirer) = (Word::Offline, "Y1", false);
        }
    }
    first.anomaly = Some(anomaly);
    events.push(first);
}

/// Adds an everyday story; one of a single event where there is `room` for no more.
pub(super) fn add_everyday(events: &mut Vec<Event>, random: &mut Random, terminals: i64, room: usize) {
    let place = events.len();
    let mut first = sale(random, terminals);
    let percent = if room < 2 { 0.0 } else { random.unit() * 100.0 };
    let second = match percent {
        percent if percent < 88.0 => None,
        percent if percent < 93.0 => {
            (first.word, first.code) = (Word::Declined, random.pick(&["05", "51", "54", "65"]));
            (first.at_acquirer, first.at_till) = (false, false);
            None
        }
        percent if percent < 94.5 => Some(follow_up(&first, place, Type::Void, random.between(60, 600))),
        percent if percent < 95.2 => Some(follow_up(&first, place, Type::Reversal, random.between(20, 60))),
        percent if percent < 97.5 => Some(follow_up(&first, place, Type::Refund, random.between(3_600, 5 * DAY_SECS))),
        percent if percent < 99.0 => {
            let completion = follow_up(&first, place, Type::Completion, random.between(3_600, 3 * DAY_SECS));
            (first.kind, first.at_till) = (Type::Preauth, false);
            Some(completion)
        }
        _ => {
            (first.word, first.code) = (Word::Offline, "Y1");
            None
        }
    };
    events.push(first);
    events.extend(second);
}
