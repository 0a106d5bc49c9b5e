//! The time zone that a report's local times are read in.

use super::Moment;
use chrono::{DateTime, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// A named zone with its summer times, or a bare offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// By its IANA name.
    Named(Tz),
    /// So many hours and minutes from UTC all year.
    Fixed(FixedOffset),
}

/// A text that names no time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no time zone; write one like Asia/Shanghai or +08:00")]
pub struct UnknownZone(pub String);

impl std::str::FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        let named = text.parse::<Tz>().map(Self::Named);
        named.or_else(|_| text.parse::<FixedOffset>().map(Self::Fixed)).map_err(|_| UnknownZone(text.to_owned()))
    }
}

impl Zone {
    /// The instant at which clocks in this zone show `local`; the earlier one where clocks are set back, none where they
    /// skip it.
    pub fn moment(self, local: NaiveDateTime) -> Option<Moment> {
        match self {
            Self::Fixed(offset) => offset.from_local_datetime(&local).single(),
            Self::Named(zone) => zone.from_local_datetime(&local).earliest().map(|moment| moment.fixed_offset()),
        }
    }

    /// What clocks in this zone show at an instant.
    pub fn at(self, instant: DateTime<Utc>) -> Moment {
        match self {
            Self::Fixed(offset) => instant.with_timezone(&offset),
            Self::Named(zone) => {
                let offset = zone.offset_from_utc_datetime(&instant.naive_utc()).fix();
                instant.with_timezone(&offset)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_a_name_or_an_offset() {
        let noon = "2026-07-01T12:00:00".parse().unwrap();
        let at = |zone: &str| zone.parse::<Zone>().unwrap().moment(noon).unwrap().to_rfc3339();
        assert_eq!(at("Asia/Shanghai"), "2026-07-01T12:00:00+08:00");
        assert_eq!(at("Europe/Berlin"), "2026-07-01T12:00:00+02:00");
        assert_eq!(at("-05:30"), "2026-07-01T12:00:00-05:30");
        assert!("Mars/Olympus".parse::<Zone>().is_err());
    }
}
