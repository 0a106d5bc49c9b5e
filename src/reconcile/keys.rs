//! What says that rows of two sources speak of one transaction, strongest first.

use crate::domain::{Entry, Source, TransactionType};
use rustc_hash::FxHasher;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A retrieval reference with its hour stays unique far longer than a report is late.
const REFERENCE_SECS: i64 = 7 * DAY_SECS;
/// Clocks that write no seconds differ by less than this.
const MINUTE_SECS: i64 = 60;
/// Trace numbers and order numbers come round again; within a day they do not.
const DAY_SECS: i64 = 86_400;
/// An order number shorter than this may be the till's daily counter: it joins equal amounts only.
const DISTINCTIVE_ORDER_LEN: usize = 8;

/// Whether rows of one source may be joined by a key too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Only rows of different sources.
    OtherSources,
    /// Rows of one source as well: the key names one transaction for good.
    AnySource,
}

/// One way to join: rows with the same `key` that `fits` agrees to.
pub(super) struct ExactKey {
    pub(super) within: Within,
    /// A digest of the fields compared; none where the row lacks one of them.
    pub(super) key: fn(&Entry) -> Option<u64>,
    /// Compares the fields themselves and everything that could contradict them.
    pub(super) fits: fn(&Entry, &Entry) -> bool,
}

/// In the order in which they are tried.
pub(super) const EXACT_KEYS: &[ExactKey] = &[
    ExactKey {
        within: Within::AnySource,
        key: |entry| digest(entry, 1, [&entry.terminal, number(&entry.rrn), number(&entry.stan)]),
        fits: |a, b| a.terminal == b.terminal && agree(&a.rrn, &b.rrn) && agree(&a.stan, &b.stan),
    },
    // Only for charges: the refunds of one sale often carry the number of the sale.
    ExactKey {
        within: Within::AnySource,
        key: |entry| match entry.kind.direction() {
            crate::domain::Direction::Charge => digest(entry, 2, [entry.provider_ref.as_str()]),
            crate::domain::Direction::Return => None,
        },
        fits: |a, b| {
            // One number over two cards is one bill that was split.
            let may_be_one_card = a.source != b.source || compatible(a.card.last_four(), b.card.last_four());
            a.provider_ref == b.provider_ref && may_be_one_card && same_place_or_unsaid(a, b)
        },
    },
    // A return that names its original apart has a number of its own.
    ExactKey {
        within: Within::AnySource,
        key: |entry| match entry.kind.direction() {
            crate::domain::Direction::Return if has_own_number(entry) => digest(entry, 10, [&*entry.provider_ref]),
            _ => None,
        },
        fits: |a, b| {
            a.provider_ref == b.provider_ref
                && (a.kind, a.amount) == (b.kind, b.amount)
                && compatible(number(&a.original_rrn), number(&b.original_rrn))
                && same_place_or_unsaid(a, b)
        },
    },
    // A terminal gives a trace number once in a minute: its list and its log speak of one transaction.
    ExactKey {
        within: Within::AnySource,
        key: |entry| match entry.source {
            Source::Terminal => digest(entry, 11, [&entry.terminal, number(&entry.stan)]),
            _ => None,
        },
        fits: |a, b| {
            a.terminal == b.terminal
                && agree(&a.stan, &b.stan)
                && (a.kind, a.amount) == (b.kind, b.amount)
                && no_reference_contradicts(a, b)
                && compatible(a.card.last_four(), b.card.last_four())
                && seconds_apart(a, b) < MINUTE_SECS
        },
    },
    // The bill of a wallet and that of the acquirer between: each has a number of its own for one order.
    ExactKey {
        within: Within::AnySource,
        key: |entry| match (entry.source, entry.kind.direction()) {
            (Source::Acquirer, crate::domain::Direction::Charge) if entry.order.len() >= DISTINCTIVE_ORDER_LEN => {
                digest(entry, 12, [entry.order.as_str()])
            }
            _ => None,
        },
        fits: |a, b| {
            a.source == b.source
                && a.order == b.order
                && a.report != b.report
                && are_of_two_providers(&a.provider_ref, &b.provider_ref)
                && (a.kind, a.amount) == (b.kind, b.amount)
                && no_reference_contradicts(a, b)
                && compatible(a.card.last_four(), b.card.last_four())
                && same_place_or_unsaid(a, b)
                && seconds_apart(a, b) < MINUTE_SECS
        },
    },
    // A source that shows a transaction again in another report, with or without its trace number.
    ExactKey {
        within: Within::AnySource,
        key: |entry| digest(entry, 9, [&entry.terminal, number(&entry.rrn)]),
        fits: |a, b| {
            let lacks_trace = number(&a.stan).is_empty() || number(&b.stan).is_empty();
            a.source == b.source
                && lacks_trace
                && same_reference(a, b)
                && (a.kind, a.amount) == (b.kind, b.amount)
                && no_reference_contradicts(a, b)
                && compatible(a.card.last_four(), b.card.last_four())
                && seconds_apart(a, b) < MINUTE_SECS
        },
    },
    ExactKey {
        within: Within::OtherSources,
        key: |entry| digest(entry, 3, [&entry.terminal, number(&entry.rrn)]),
        fits: |a, b| {
            a.terminal == b.terminal
                && agree(&a.rrn, &b.rrn)
                && (compatible(number(&a.stan), number(&b.stan)) || a.amount == b.amount)
        },
    },
    ExactKey {
        within: Within::OtherSources,
        key: |entry| digest(entry, 4, [number(&entry.rrn)]),
        fits: |a, b| {
            agree(&a.rrn, &b.rrn)
                && compatible(number(&a.stan), number(&b.stan))
                && same_place_or_unsaid(a, b)
                && (a.amount == b.amount || same_last_four(a, b))
                && seconds_apart(a, b) <= REFERENCE_SECS
        },
    },
    ExactKey {
        within: Within::OtherSources,
        key: |entry| digest(entry, 5, [&entry.terminal, number(&entry.batch), number(&entry.stan)]),
        fits: |a, b| {
            a.terminal == b.terminal
                && agree(&a.batch, &b.batch)
                && agree(&a.stan, &b.stan)
                && compatible(number(&a.rrn), number(&b.rrn))
                && seconds_apart(a, b) < DAY_SECS
        },
    },
    ExactKey {
        within: Within::OtherSources,
        key: |entry| digest(entry, 6, [&entry.terminal, number(&entry.stan)]),
        fits: |a, b| {
            a.terminal == b.terminal
                && agree(&a.stan, &b.stan)
                && a.amount == b.amount
                && compatible(number(&a.batch), number(&b.batch))
                && compatible(number(&a.rrn), number(&b.rrn))
                && seconds_apart(a, b) < DAY_SECS
        },
    },
    ExactKey {
        within: Within::OtherSources,
        key: |entry| digest(entry, 7, [entry.order.as_str()]),
        fits: |a, b| {
            a.order == b.order
                && hold_alike(a, b)
                && (a.amount == b.amount || a.order.len() >= DISTINCTIVE_ORDER_LEN)
                && compatible(number(&a.rrn), number(&b.rrn))
                && same_place_or_unsaid(a, b)
                && seconds_apart(a, b) < DAY_SECS
        },
    },
    ExactKey {
        within: Within::OtherSources,
        key: |entry| digest(entry, 8, [&entry.terminal, number(&entry.auth)]),
        fits: |a, b| {
            a.terminal == b.terminal
                && agree(&a.auth, &b.auth)
                && hold_alike(a, b)
                && a.amount == b.amount
                && no_reference_contradicts(a, b)
                && seconds_apart(a, b) < DAY_SECS
        },
    },
];

/// Reference numbers lose their leading zeroes in spreadsheets; nothing but zeroes means that there is none.
pub(super) fn number(text: &str) -> &str {
    text.trim_start_matches('0')
}

/// Whether the provider's number of a return is its own and not that of the charge.
fn has_own_number(entry: &Entry) -> bool {
    let original = number(&entry.original_rrn);
    !original.is_empty() && original != number(&entry.provider_ref) && entry.provider_ref != entry.order
}

/// Numbers of one provider are of one length.
fn are_of_two_providers(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && a.len() != b.len()
}

/// Both say the same number.
fn agree(a: &str, b: &str) -> bool {
    !number(a).is_empty() && number(a) == number(b)
}

/// Equal, or one says nothing.
pub(super) fn compatible(a: &str, b: &str) -> bool {
    a.is_empty() || b.is_empty() || a == b
}

/// Whether both or neither only hold the amount: a completion often repeats the numbers of its pre-authorisation. A till
/// knows of sales only.
pub(super) fn hold_alike(a: &Entry, b: &Entry) -> bool {
    let holds = |entry: &Entry| entry.kind == TransactionType::Preauth;
    let is_till = |entry: &Entry| entry.source == Source::Till;
    holds(a) == holds(b) || is_till(a) || is_till(b)
}

pub(super) fn no_reference_contradicts(a: &Entry, b: &Entry) -> bool {
    compatible(number(&a.rrn), number(&b.rrn))
        && compatible(number(&a.stan), number(&b.stan))
        && compatible(number(&a.auth), number(&b.auth))
}

/// Whether one terminal gave both the same reference number.
pub(super) fn same_reference(a: &Entry, b: &Entry) -> bool {
    a.terminal == b.terminal && agree(&a.rrn, &b.rrn)
}

/// Whether no place that both name is a different one. A shop's name and a shop's number cannot be compared, so only
/// texts of one form can contradict each other.
pub(super) fn same_place_or_unsaid(a: &Entry, b: &Entry) -> bool {
    compatible(&a.terminal, &b.terminal)
        && !of_one_form_but_different(&a.merchant, &b.merchant)
        && !of_one_form_but_different(&a.store, &b.store)
}

fn of_one_form_but_different(a: &str, b: &str) -> bool {
    let form = |byte: u8| if byte.is_ascii_digit() { b'0' } else { u8::from(byte.is_ascii_alphabetic()) };
    a != b && a.len() == b.len() && a.bytes().map(form).eq(b.bytes().map(form))
}

pub(super) fn same_last_four(a: &Entry, b: &Entry) -> bool {
    !a.card.is_empty() && a.card.last_four() == b.card.last_four()
}

/// Whether two masked numbers can be one card: the last four agree, and so do the first six where both are given.
pub(super) fn same_card(a: &Entry, b: &Entry) -> bool {
    let (full_a, full_b) = (a.card.as_str(), b.card.as_str());
    same_last_four(a, b) && (full_a.len() != full_b.len() || full_a == full_b)
}

pub(super) fn seconds_apart(a: &Entry, b: &Entry) -> i64 {
    (a.time - b.time).num_seconds().abs()
}

/// A digest of the parts, different for each way of joining and for each direction; none when a part is empty.
fn digest<const N: usize>(entry: &Entry, way: u8, parts: [&str; N]) -> Option<u64> {
    // What was cut as a card number may be cut from two different numbers.
    if parts.iter().any(|part| part.is_empty() || part.contains("******")) {
        return None;
    }
    let mut hasher = FxHasher::default();
    (way, entry.kind.direction()).hash(&mut hasher);
    for part in parts {
        part.hash(&mut hasher);
    }
    Some(hasher.finish())
}

/// An order of entries that does not depend on where they stand in a file or when the file was read. Entries that compare
/// equal up to their number are interchangeable.
pub(super) fn canonical(a: &Entry, b: &Entry) -> Ordering {
    let what = |entry: &Entry| (entry.time, entry.source, entry.kind, entry.amount.minor, entry.status);
    fn texts(entry: &Entry) -> [&str; 13] {
        [
            &entry.terminal,
            &entry.rrn,
            &entry.stan,
            &entry.order,
            &entry.provider_ref,
            &entry.auth,
            &entry.batch,
            &entry.merchant,
            &entry.store,
            &entry.till,
            entry.card.as_str(),
            &entry.payer,
            entry.amount.currency.code(),
        ]
    }
    what(a).cmp(&what(b)).then_with(|| texts(a).cmp(&texts(b))).then_with(|| a.id.cmp(&b.id))
}

/// The bit that stands for a source in a set of sources; none for sources that payments are not joined from.
pub(super) const fn source_bit(source: Source) -> u8 {
    match source {
        Source::Terminal => 1,
        Source::Acquirer => 2,
        Source::Till => 4,
        Source::Bank => 0,
    }
}
