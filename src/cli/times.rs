//! Times as a person types them.

use crate::domain::{BusinessDay, Moment, Settings};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

/// Reads `22:47` (the next such time after `now`), `2026-11-24` (the end of that day), `2026-11-24T09:00` or a full
/// timestamp with its zone. Times without a zone are in that of `now`.
pub(super) fn parse_time(text: &str, now: Moment, settings: &Settings) -> Option<Moment> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Moment>() {
        return Some(moment);
    }
    let offset = *now.offset();
    if let Ok(time) = NaiveTime::parse_from_str(text, "%H:%M") {
        let today = offset.from_local_datetime(&now.date_naive().and_time(time)).single()?;
        return Some(if today > now { today } else { today + Duration::days(1) });
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(BusinessDay(day).end(settings.cutoff_hour, offset));
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"];
    let local = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    offset.from_local_datetime(&local).single()
}

/// Reads when something happened: like [`parse_time`], but `22:47` is the latest such time before `now`.
pub(super) fn parse_past_time(text: &str, now: Moment, settings: &Settings) -> Option<Moment> {
    let moment = parse_time(text, now, settings)?;
    let is_time_of_day = NaiveTime::parse_from_str(text.trim(), "%H:%M").is_ok();
    Some(if is_time_of_day { moment - Duration::days(1) } else { moment })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_days_and_timestamps_are_understood() {
        let now: Moment = "2026-11-23T22:00:00+08:00".parse().unwrap();
        let parse = |text: &str| parse_time(text, now, &Settings::default()).map(|moment| moment.to_rfc3339());
        assert_eq!(parse("22:47").as_deref(), Some("2026-11-23T22:47:00+08:00"));
        assert_eq!(parse("09:00").as_deref(), Some("2026-11-24T09:00:00+08:00"));
        assert_eq!(parse("2026-11-24").as_deref(), Some("2026-11-24T23:59:00+08:00"));
        assert_eq!(parse("2026-11-24 09:30").as_deref(), Some("2026-11-24T09:30:00+08:00"));
        assert_eq!(parse("2026-11-24T01:00:00Z").as_deref(), Some("2026-11-24T01:00:00+00:00"));
        let past = |text: &str| parse_past_time(text, now, &Settings::default()).map(|moment| moment.to_rfc3339());
        assert_eq!(past("21:59").as_deref(), Some("2026-11-23T21:59:00+08:00"));
        assert_eq!(past("22:01").as_deref(), Some("2026-11-22T22:01:00+08:00"));
        assert_eq!(past("2026-11-24 09:30").as_deref(), Some("2026-11-24T09:30:00+08:00"));
        assert_eq!(parse("tomorrow"), None);
        assert_eq!(parse("25:00"), None);
    }
}
