//! Names of months and time zones in dates. They stand in `assets/headers/dates.toml`.

use super::cells::lookup_form;
use crate::domain::Zone;
use chrono::FixedOffset;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const BUILT_IN: &str = include_str!("../../assets/headers/dates.toml");

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DatesFile {
    months: Vec<Vec<String>>,
    zones: BTreeMap<String, Vec<String>>,
    local: Vec<String>,
}

struct Names {
    months: FxHashMap<String, u32>,
    zones: FxHashMap<String, Zone>,
    local: Vec<String>,
}

// Dates are read in places that hold no library of formats; a test reads the file, so that it is never faulty here.
static NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(&toml::from_str(BUILT_IN).unwrap_or_default()));

impl Names {
    fn of(file: &DatesFile) -> Self {
        let months =
            (1..).zip(&file.months).flat_map(|(month, names)| names.iter().map(move |name| (lookup_form(name), month)));
        let zones = file.zones.iter().filter_map(|(zone, names)| Some((zone.parse::<Zone>().ok()?, names)));
        Self {
            months: months.collect(),
            zones: zones.flat_map(|(zone, names)| names.iter().map(move |name| (lookup_form(name), zone))).collect(),
            local: file.local.iter().map(|name| lookup_form(name)).collect(),
        }
    }
}

/// The month of this name, 1 to 12.
pub(super) fn month(name: &str) -> Option<u32> {
    NAMES.months.get(&lookup_form(name)).copied()
}

/// The zone of this name: `Europe/Berlin`, `+08:00`, `GMT+01:00`, `PST`, `Pacific Time (US & Canada)`.
pub(super) fn named(word: &str) -> Option<Zone> {
    let word = word.trim();
    if let Some(zone) = NAMES.zones.get(&lookup_form(word)) {
        return Some(*zone);
    }
    let offset = word.strip_prefix("GMT").or_else(|| word.strip_prefix("UTC")).unwrap_or(word);
    word.parse().ok().or_else(|| offset.parse::<FixedOffset>().ok().map(Zone::Fixed))
}

/// Whether an abbreviation means several zones, so that it can only be the one of the place where it was written.
pub(super) fn is_local(abbreviation: &str) -> bool {
    NAMES.local.contains(&lookup_form(abbreviation))
}

/// The offset that an abbreviation stands for, all year.
pub(super) fn offset_of(abbreviation: &str) -> Option<FixedOffset> {
    match named(abbreviation)? {
        Zone::Fixed(offset) => Some(offset),
        Zone::Named(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sound_and_found_in_every_spelling() {
        let file: DatesFile = toml::from_str(BUILT_IN).unwrap();
        assert_eq!(file.months.len(), 12);
        assert!(file.zones.keys().all(|zone| zone.parse::<Zone>().is_ok()));
        assert_eq!((month("Oct"), month("août"), month("Smarch")), (Some(10), Some(8), None));
        assert_eq!(named("Pacific Time (US & Canada)"), "America/Los_Angeles".parse().ok());
        assert_eq!(named("GMT+01:00"), named("+01:00"));
        assert_eq!((named("CST"), named("Mars")), (None, None));
        assert_eq!(offset_of("PST"), FixedOffset::west_opt(8 * 3600));
    }
}
