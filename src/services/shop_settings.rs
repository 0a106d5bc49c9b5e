//! What a shop sets once.

use super::{Desk, derive, work_case::author};
use crate::domain::{Problem, Settings, Zone};
use crate::store::StoreError;

/// Saves the shop's settings and returns them as stored. Where the rules judge differently by them, every case is derived
/// again.
pub fn save_settings(desk: &mut Desk, settings: &Settings, operator: &str) -> Result<Settings, Problem> {
    if !settings.zone.is_empty() && settings.zone.parse::<Zone>().is_err() {
        return Err(Problem::BadCall(settings.zone.clone()));
    }
    let author = author(desk, operator);
    let before = desk.settings()?;
    let saved: Result<(), StoreError> = desk.book.transact(&author, |door| door.save_settings(settings));
    saved?;
    if !before.judges_like(settings) {
        derive::derive_all(desk, &author)?;
    }
    desk.settings()
}
