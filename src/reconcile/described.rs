//! The payment that somebody at the counter described, once a report shows it.

use super::keys;
use super::payment::Payment;
use crate::domain::Entry;

/// A clock read off a slip or a phone, or remembered: reports may differ from it by so much.
const REMEMBERED_SECS: i64 = 20 * 60;

/// The payment that `described` speaks of: by its reference or order number; else the only one of that amount that
/// nothing contradicts within twenty minutes. None when there is none or more than one.
pub fn payment_described<'p, 'a>(described: &Entry, payments: &'p [Payment<'a>]) -> Option<&'p Payment<'a>> {
    let named = |payment: &&Payment<'_>| payment.entries().iter().any(|entry| names_the_same(described, entry));
    if let Some(payment) = only(payments.iter().filter(named)) {
        return Some(payment);
    }
    only(payments.iter().filter(|payment| payment.entries().iter().any(|entry| may_be(described, entry))))
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn names_the_same(described: &Entry, entry: &Entry) -> bool {
    const DAY_SECS: i64 = 86_400;
    let same = |a: &str, b: &str| !keys::number(a).is_empty() && keys::number(a) == keys::number(b);
    let is_named = same(&described.rrn, &entry.rrn)
        || same(&described.order, &entry.order)
        || same(&described.order, &entry.provider_ref);
    is_named
        && keys::compatible(&described.terminal, &entry.terminal)
        && keys::seconds_apart(described, entry) < DAY_SECS
}

fn may_be(described: &Entry, entry: &Entry) -> bool {
    described.kind.direction() == entry.kind.direction()
        && described.amount == entry.amount
        && keys::seconds_apart(described, entry) <= REMEMBERED_SECS
        && keys::compatible(&described.terminal, &entry.terminal)
        && keys::compatible(&described.scheme, &entry.scheme)
        && keys::compatible(described.card.last_four(), entry.card.last_four())
        && keys::compatible(keys::number(&described.rrn), keys::number(&entry.rrn))
}

#[cfg(test)]
mod tests {
    use super::super::payments;
    use super::super::testing::{Day, Row, acquirer, terminal};
    use super::*;
    use crate::domain::{EntryId, Settings};

    fn found(described: &Row, rows: impl IntoIterator<Item = Row>) -> Option<EntryId> {
        let day = Day::with(rows);
        let payments = payments(&day.entries, &Settings::default());
        payment_described(&described.entry, &payments).map(|payment| payment.lead().id)
    }

    fn said() -> Row {
        terminal().bare().no_card().terminal("").scheme("").at("2026-11-23T12:10:00+08:00")
    }

    #[test]
    fn the_only_payment_of_that_amount_about_then_is_the_one() {
        assert_eq!(found(&said(), [terminal(), acquirer()]), Some(EntryId(1)));
        assert_eq!(found(&said().card("4417"), [terminal()]), Some(EntryId(1)));
    }

    #[test]
    fn what_contradicts_it_is_another_one() {
        for other in [
            said().amount(1),
            said().card("1111"),
            said().terminal("T-09"),
            said().scheme("wechat"),
            said().rrn("7"),
            said().at("2026-11-23T12:30:00+08:00"),
        ] {
            assert_eq!(found(&other, [terminal()]), None);
        }
    }

    #[test]
    fn of_two_that_fit_none_is_taken_unless_a_number_tells() {
        let second = || terminal().rrn("318420779999").stan("004500");
        assert_eq!(found(&said(), [terminal(), second()]), None);
        assert_eq!(found(&said().rrn("318420779999"), [terminal(), second()]), Some(EntryId(2)));
    }
}
