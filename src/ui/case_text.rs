//! How a case is put into words in the table and in the panel.

use super::theme::{Palette, Tone};
use crate::app::terminal_of;
use crate::domain::{CaseState, CaseView, Entry, FindingKind, Moment, Subject};
use crate::text::{Texts, say};

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

/// `UnionPay ••4417`, `WeChat Pay`.
pub(super) fn card_or_wallet(view: &CaseView, texts: &Texts) -> String {
    let Some(lead) = view.lead() else { return say!(texts, "nothing") };
    if view.case.finding.subject != Subject::Payment {
        return batch_or_payments(view, lead, texts);
    }
    let scheme = texts.scheme(&lead.scheme);
    match (scheme.is_empty(), lead.card.last_four()) {
        (true, "") => say!(texts, "nothing"),
        (true, digits) => format!("••{digits}"),
        (false, "") => scheme,
        (false, digits) => format!("{scheme} ••{digits}"),
    }
}

/// `batch 000123`; where no report names one, how many payments it is about.
fn batch_or_payments(view: &CaseView, lead: &Entry, texts: &Texts) -> String {
    if view.case.finding.subject == Subject::Batch && !lead.batch.is_empty() {
        return say!(texts, "window-batch", number = lead.batch.as_str());
    }
    let count = view.sources.iter().filter(|line| line.entry.source == lead.source).count();
    say!(texts, "sheet-payments", count = count)
}

/// What has to be done next.
pub(super) fn next_step(view: &CaseView, texts: &Texts, now: Moment) -> String {
    match view.state {
        CaseState::Closed => view
            .case
            .work
            .outcome
            .as_ref()
            .map_or_else(|| texts.state(CaseState::Closed), |(_, outcome)| texts.outcome(outcome)),
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

/// The line below the amount: when, with what, where, under which reference.
pub(super) fn details(view: &CaseView, texts: &Texts) -> String {
    let mut parts = vec![texts.date_and_time(view.case.finding.time)];
    if view.case.finding.subject != Subject::Payment {
        let what = view.lead().map(|lead| batch_or_payments(view, lead, texts)).unwrap_or_default();
        parts.extend([what, terminal_of(view).to_owned()]);
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

/// A row of the table in one sentence, for those who hear it and for those who look for it.
pub(super) fn row_name(view: &CaseView, texts: &Texts, now: Moment) -> String {
    let finding = &view.case.finding;
    [
        texts.time(finding.time),
        texts.money(finding.amount),
        card_or_wallet(view, texts),
        terminal_of(view).to_owned(),
        texts.finding(finding.kind),
        next_step(view, texts, now),
        due(view, texts, now),
    ]
    .join(" ")
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
