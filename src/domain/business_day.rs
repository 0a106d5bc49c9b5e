//! The business day: local, with a cut-off hour the shop sets.

use super::Moment;
use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};
use std::fmt;
use std::str::FromStr;

/// The day a shop books something to. A sale at 01:30 belongs to the evening before where the cut-off is 04:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct BusinessDay(pub NaiveDate);

impl BusinessDay {
    /// The business day that `moment` belongs to, by its own local time.
    pub fn of(moment: Moment, cutoff_hour: u32) -> Self {
        Self((moment.naive_local() - Duration::hours(i64::from(cutoff_hour))).date())
    }

    /// The next day that is no Saturday or Sunday.
    #[must_use]
    pub fn next_working_day(self) -> Self {
        let days_ahead = match self.0.weekday() {
            Weekday::Fri => 3,
            Weekday::Sat => 2,
            _ => 1,
        };
        Self(self.0 + Duration::days(days_ahead))
    }

    /// First and last instant of the day, in the zone of `offset`.
    pub fn bounds(self, cutoff_hour: u32, offset: FixedOffset) -> (Moment, Moment) {
        let end = self.end(cutoff_hour, offset) + Duration::seconds(59);
        (end - Duration::days(1) + Duration::seconds(1), end)
    }

    /// The last minute of the day, in the zone of `offset`.
    pub fn end(self, cutoff_hour: u32, offset: FixedOffset) -> Moment {
        let local_end = self.0.and_time(NaiveTime::MIN) + Duration::days(1) + Duration::hours(i64::from(cutoff_hour))
            - Duration::minutes(1);
        offset.from_local_datetime(&local_end).single().unwrap_or_else(|| {
            // A fixed offset has no gaps; this arm is for the type alone.
            DateTime::from_naive_utc_and_offset(local_end - offset, offset)
        })
    }
}

/// Business days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: BusinessDay,
    /// The last.
    pub last: BusinessDay,
}

impl Days {
    /// Whether it is a single one.
    pub fn is_one(self) -> bool {
        self.first == self.last
    }

    /// Whether `day` is one of them.
    pub fn contains(self, day: BusinessDay) -> bool {
        self.first <= day && day <= self.last
    }

    /// First and last instant, in the zone of `offset`.
    pub fn bounds(self, cutoff_hour: u32, offset: FixedOffset) -> (Moment, Moment) {
        (self.first.bounds(cutoff_hour, offset).0, self.last.bounds(cutoff_hour, offset).1)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = BusinessDay> {
        self.first.0.iter_days().take_while(move |day| *day <= self.last.0).map(BusinessDay)
    }
}

impl From<BusinessDay> for Days {
    fn from(day: BusinessDay) -> Self {
        Self { first: day, last: day }
    }
}

impl fmt::Display for BusinessDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for BusinessDay {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NaiveDate::from_str(text).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_midnight_belongs_to_the_evening_before() {
        let late: Moment = "2026-11-24T01:30:00+08:00".parse().unwrap();
        let monday: BusinessDay = "2026-11-23".parse().unwrap();
        assert_eq!(BusinessDay::of(late, 4), monday);
        assert_ne!(BusinessDay::of(late, 0), monday);
        assert_eq!(monday.end(0, *late.offset()).to_rfc3339(), "2026-11-23T23:59:00+08:00");
        assert_eq!(monday.end(4, *late.offset()).to_rfc3339(), "2026-11-24T03:59:00+08:00");
    }
}
