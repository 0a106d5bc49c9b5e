//! How a case is put into words in the table and in the panel.

use super::theme::{Palette, Tone};
use crate::app::{Screen, State, terminal_of};
use crate::domain::{CaseState, CaseView, FindingKind, Moment, Subject};
use crate::text::{Texts, say};
use chrono::Datelike;

/// The colour of a finding: red where money is at risk now, amber where nobody knows yet.
pub(super) const fn finding_tone(kind: FindingKind, palette: &Palette) -> Tone {
    match kind {
        FindingKind::ChargedNoSale
        | FindingKind::SaleNotCharged
        | FindingKind::AmountDiffers
        | FindingKind::ChargedTwice
        | FindingKind::ReversedAfterSale => palette.red,
        FindingKind::ResultUnknown
        | FindingKind::FailedStillOpen
        | FindingKind::OfflineNotUploaded
        | FindingKind::BatchNotSettled
        | FindingKind::SettlementDiffers => palette.amber,
        FindingKind::RefundNotSeen | FindingKind::PreauthOpen | FindingKind::SettledLate => palette.blue,
    }
}

/// `UnionPay ••4417`, `WeChat Pay`; of many payments at once, `Batch 000130 · 23 payments`.
pub(super) fn card_or_wallet(view: &CaseView, texts: &Texts) -> String {
    if let Some(many) = texts.many_payments(view) {
        return many;
    }
    let Some(lead) = view.lead() else { return say!(texts, "nothing") };
    let scheme = texts.scheme(&lead.scheme);
    match (scheme.is_empty(), lead.card.last_four()) {
        (true, "") => say!(texts, "nothing"),
        (true, digits) => format!("••{digits}"),
        (false, "") => scheme,
        (false, digits) => format!("{scheme} ••{digits}"),
    }
}

/// "Do not charge again" with its clock, as a whole and in two lines.
pub(super) struct Guard {
    /// `Do not charge again before 22:47 · 65 min`.
    pub whole: String,
    /// `Do not charge again`.
    pub above: String,
    /// `before 22:47 · 65 min`.
    pub below: String,
}

/// The guard that runs until `until`, which lies ahead.
pub(super) fn guard(until: Moment, texts: &Texts, state: &State) -> Guard {
    // Within a day the hour alone is clear, also past midnight.
    let is_soon = until - state.now < chrono::Duration::days(1);
    let time = if is_soon { texts.time(until) } else { texts.due(until, state.now) };
    let left = duration(minutes_left(until, state.now), texts);
    let lines = say!(texts, "table-guard-lines", time = time.as_str(), left = left.as_str());
    let (above, below) = lines.split_once('\n').unwrap_or((&lines, ""));
    Guard {
        above: above.to_owned(),
        below: below.to_owned(),
        whole: say!(texts, "table-guard", time = time, left = left),
    }
}

/// The business day of a payment; of another year, with the year.
pub(super) fn day_of(view: &CaseView, texts: &Texts, now: Moment) -> String {
    let day = view.case.finding.business_day.0;
    if day.year() == now.year() { texts.date(day) } else { day.to_string() }
}

/// How a case ended; nothing while it has not.
pub(super) fn outcome_of(view: &CaseView, texts: &Texts) -> String {
    view.case.work.outcome.as_ref().map_or_else(String::new, |(_, outcome)| texts.outcome(outcome))
}

/// The same in fewer words: the money stands in the panel.
pub(super) fn outcome_name_of(view: &CaseView, texts: &Texts) -> String {
    view.case.work.outcome.as_ref().map_or_else(String::new, |(_, outcome)| texts.outcome_name(&outcome.outcome))
}

/// Who ended a case; nobody while it has not ended.
pub(super) fn closed_by(view: &CaseView) -> &str {
    view.case.work.outcome.as_ref().map_or("", |(author, _)| &author.operator)
}

/// What has to be done next.
pub(super) fn next_step(view: &CaseView, texts: &Texts, now: Moment) -> String {
    match view.state {
        CaseState::Closed if view.case.work.outcome.is_none() => texts.state(CaseState::Closed),
        CaseState::Closed => outcome_of(view, texts),
        CaseState::Waiting => match (&view.case.work.wait, view.case.finding.waiting_for) {
            (None, Some((source, at))) if at > now => say!(texts, "window-wait-for-report", source = source.as_str()),
            _ => say!(texts, "window-wait-until", time = texts.due(view.due, now)),
        },
        CaseState::Open => texts.step(view.step),
    }
}

/// When it is due, and whether it should have been done.
pub(super) fn due(view: &CaseView, texts: &Texts, now: Moment) -> String {
    match view.state {
        CaseState::Closed => {
            view.case.work.outcome.as_ref().map_or_else(String::new, |(author, _)| texts.time(author.at))
        }
        _ if view.is_late(now) => say!(texts, "window-late", due = texts.due(view.due, now)),
        _ => texts.due(view.due, now),
    }
}

/// `#3`, as refusals and the summary name a case.
pub(super) fn number_of(view: &CaseView) -> String {
    format!("#{}", view.case.id.0)
}

/// The line below the amount: which case, when, with what, where, under which reference.
pub(super) fn details(view: &CaseView, texts: &Texts) -> String {
    let mut parts = vec![number_of(view), texts.date_and_time(view.case.finding.time)];
    if view.case.finding.subject != Subject::Payment {
        parts.extend([card_or_wallet(view, texts), terminal_of(view).to_owned()]);
        parts.retain(|part| !part.is_empty());
        return parts.join(" · ");
    }
    if let Some(lead) = view.lead() {
        let card = lead.card.as_str().replace("******", "••••••");
        let paid_with = format!("{} {card}", texts.scheme(&lead.scheme));
        parts.push(paid_with.trim().to_owned());
    }
    parts.push(terminal_of(view).to_owned());
    let named = |pick: fn(&crate::domain::Entry) -> &str| {
        view.lead()
            .into_iter()
            .chain(view.sources.iter().map(|line| &line.entry))
            .map(pick)
            .find(|text| !text.is_empty())
    };
    if let Some(rrn) = named(|entry| &entry.rrn) {
        parts.push(say!(texts, "window-reference", number = rrn));
    } else if let Some(number) = named(|entry| &entry.provider_ref) {
        parts.push(say!(texts, "window-reference", number = number));
    }
    if let Some(order) = named(|entry| &entry.order) {
        parts.push(say!(texts, "window-order", number = order));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// A row of a table in one sentence, for those who hear it and for those who look for it.
pub(super) fn row_name(view: &CaseView, texts: &Texts, state: &State) -> String {
    let finding = &view.case.finding;
    let now = state.now;
    let next = match view.hold_until.filter(|until| *until > now) {
        Some(until) => guard(until, texts, state).whole,
        None => next_step(view, texts, now),
    };
    let mut parts = vec![
        texts.time(finding.time),
        texts.money(finding.amount),
        card_or_wallet(view, texts),
        state.settings.terminal_name(terminal_of(view)).to_owned(),
        texts.finding(finding.kind),
        next,
        due(view, texts, now),
    ];
    if state.screen == Screen::AllCases {
        parts.insert(0, day_of(view, texts, now));
        parts.truncate(6);
        parts.insert(0, number_of(view));
        parts.extend([texts.state(view.state), outcome_of(view, texts), closed_by(view).to_owned()]);
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// How long until `until`, in whole minutes, rounded up.
pub(super) fn minutes_left(until: Moment, now: Moment) -> i64 {
    ((until - now).num_seconds() + 59).div_euclid(60).max(0)
}

/// `3 min`, `2 h 05 min`, `3 days`.
pub(super) fn duration(minutes: i64, texts: &Texts) -> String {
    let (days, hours, rest): (i64, i64, i64) = (minutes / 1440, minutes / 60, minutes % 60);
    match minutes {
        ..60 => say!(texts, "window-minutes", minutes = minutes),
        60..2880 => say!(texts, "window-hours", hours = hours, minutes = rest),
        _ => say!(texts, "window-days", days = days),
    }
}
