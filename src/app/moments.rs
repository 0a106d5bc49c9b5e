//! Hours to choose from, so that nobody has to type one.

use crate::domain::{BusinessDay, CaseView, Moment, Playbook, Settings};
use chrono::{Duration, NaiveTime, TimeZone, Timelike};

/// Why a moment is offered; put into words when drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// So many minutes from now.
    In(i64),
    /// A waiting time of the playbook ends; its id.
    PlaybookWait(String),
    /// The hour at which the next bill or report appears.
    NextReport,
}

/// A moment to wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MomentChoice {
    /// When.
    pub until: Moment,
    /// Why then.
    pub why: Why,
}

/// What somebody can promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promised {
    /// By the end of this business day.
    Today,
    /// By the end of the next working day.
    NextWorkingDay,
    /// Within so many days.
    InDays(i64),
}

/// Moments that a case can wait for, soonest first.
pub fn wait_choices(view: &CaseView, playbook: &Playbook, settings: &Settings, now: Moment) -> Vec<MomentChoice> {
    let soon = [30, 60, 120]
        .map(|minutes| MomentChoice { until: round_up(now + Duration::minutes(minutes)), why: Why::In(minutes) });
    let of_playbook = playbook.waits_for(&view.case.finding).map(|wait| MomentChoice {
        until: view.case.finding.time + Duration::minutes(wait.minutes),
        why: Why::PlaybookWait(wait.id.clone()),
    });
    let report = view.case.finding.waiting_for.map_or_else(|| next_bill(settings, now), |(_, at)| at);
    let mut choices: Vec<MomentChoice> =
        soon.into_iter().chain(of_playbook).chain([MomentChoice { until: report, why: Why::NextReport }]).collect();
    choices.retain(|choice| choice.until > now);
    choices.sort_by_key(|choice| choice.until);
    choices
}

/// Moments that somebody can promise, soonest first.
pub fn promise_choices(settings: &Settings, now: Moment) -> Vec<(Promised, Moment)> {
    let today = BusinessDay::of(now, settings.cutoff_hour);
    let end = |day: BusinessDay| day.end(settings.cutoff_hour, *now.offset());
    let in_days = |days: i64| end(BusinessDay(today.0 + Duration::days(days)));
    let mut choices = vec![
        (Promised::Today, end(today)),
        (Promised::NextWorkingDay, end(today.next_working_day())),
        (Promised::InDays(3), in_days(3)),
        (Promised::InDays(7), in_days(7)),
        (Promised::InDays(30), in_days(30)),
    ];
    choices.retain(|(_, until)| *until > now);
    choices
}

/// The moment that `HH:MM` means: today, or tomorrow where that is past.
pub(super) fn typed_time(text: &str, now: Moment) -> Option<Moment> {
    let (hour, minute) = text.trim().split_once([':', '：'])?;
    let time = NaiveTime::from_hms_opt(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0)?;
    let today = now.offset().from_local_datetime(&now.date_naive().and_time(time)).single()?;
    Some(if today > now { today } else { today + Duration::days(1) })
}

/// The moment that `HH:MM` means for something that happened: the latest such time that is past.
pub(super) fn past_time(text: &str, now: Moment) -> Option<Moment> {
    typed_time(text, now).map(|next| next - Duration::days(1))
}

/// The next time that the clock shows the hour of the bill.
fn next_bill(settings: &Settings, now: Moment) -> Moment {
    let hour = NaiveTime::from_hms_opt(settings.bill_hour, 0, 0).unwrap_or(NaiveTime::MIN);
    let today = now.offset().from_local_datetime(&now.date_naive().and_time(hour)).single().unwrap_or(now);
    if today > now { today } else { today + Duration::days(1) }
}

/// The next full five minutes: a time that can be said aloud.
fn round_up(moment: Moment) -> Moment {
    let beyond = i64::from(moment.minute() % 5) * 60 + i64::from(moment.second());
    let whole = moment - Duration::nanoseconds(i64::from(moment.nanosecond()));
    if beyond == 0 { whole } else { whole + Duration::seconds(300 - beyond) }
}
