//! The clock of every rule, and the zone of times that name none.

use crate::domain::{Moment, Settings, Zone};
use chrono::Utc;
use std::time::Instant;

/// Which clock the rules go by.
#[derive(Clone, Copy, Debug)]
enum Reading {
    /// The system's.
    System,
    /// One that stands still: `--now` on the command line.
    Still(Moment),
    /// One that was set and runs on: the window of the sample day.
    Running {
        /// What it was set to.
        from: Moment,
        /// When it was set.
        since: Instant,
    },
}

/// The clock of every rule, and the zone given on the command line.
#[derive(Clone, Copy, Debug)]
pub struct ShopClock {
    reading: Reading,
    zone: Option<Zone>,
}

impl ShopClock {
    /// `now`: a fixed time, else the system's; `zone`: what the command line says, if anything.
    pub const fn new(now: Option<Moment>, zone: Option<Zone>) -> Self {
        let reading = match now {
            Some(now) => Reading::Still(now),
            None => Reading::System,
        };
        Self { reading, zone }
    }

    /// The same clock, running on from where it stands.
    #[must_use]
    pub fn running(self) -> Self {
        match self.reading {
            Reading::Still(from) => Self { reading: Reading::Running { from, since: Instant::now() }, ..self },
            _ => self,
        }
    }

    /// The same clock as the shop reads it: the system's instant in the shop's own zone, where it has set one.
    #[must_use]
    pub fn in_shop(self, settings: &Settings) -> Self {
        match self.reading {
            Reading::System => Self { zone: settings.zone.parse().ok().or(self.zone), ..self },
            Reading::Still(_) | Reading::Running { .. } => self,
        }
    }

    /// What it shows.
    pub fn now(&self) -> Moment {
        match self.reading {
            Reading::Still(now) => now,
            Reading::Running { from, since } => {
                from + chrono::Duration::from_std(since.elapsed()).unwrap_or_else(|_| chrono::Duration::zero())
            }
            Reading::System => self.zone.unwrap_or_else(system_zone).at(Utc::now()),
        }
    }

    /// The zone of times in a report that names none: the shop's setting, else the command line's, else the offset of a
    /// fixed clock, else the system's.
    pub fn report_zone(&self, settings: &Settings) -> Zone {
        let fixed_offset = match self.reading {
            Reading::Still(now) | Reading::Running { from: now, .. } => Some(Zone::Fixed(*now.offset())),
            Reading::System => None,
        };
        settings.zone.parse().ok().or(self.zone).or(fixed_offset).unwrap_or_else(system_zone)
    }
}

fn system_zone() -> Zone {
    let named = iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok());
    named.unwrap_or_else(|| Zone::Fixed(*chrono::Local::now().offset()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shops_zone_decides_what_the_clock_shows_unless_a_time_is_given() {
        let shop = Settings { zone: "Asia/Shanghai".to_owned(), ..Settings::default() };
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let east_of_utc = |clock: ShopClock| clock.now().offset().local_minus_utc() / 3600;
        assert_eq!(east_of_utc(ShopClock::new(None, Some(berlin)).in_shop(&shop)), 8);
        assert_eq!(east_of_utc(ShopClock::new(None, Some("UTC".parse().unwrap())).in_shop(&Settings::default())), 0);
        let given: Moment = "2026-11-23T22:00:00-03:00".parse().unwrap();
        assert_eq!(ShopClock::new(Some(given), None).in_shop(&shop).now(), given);
    }
}
