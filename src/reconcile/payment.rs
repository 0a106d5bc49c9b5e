//! A payment: what happened once, seen through all rows that speak of it.

use super::keys;
use super::standing::has_no_end_yet;
use crate::domain::{Confidence, Direction, Entry, Moment, Source, Status};

/// Rows of one transaction, from up to three sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment<'a> {
    /// All of them, in the order of `Source`, then by time; never empty.
    entries: Vec<&'a Entry>,
    /// Where each source's deciding row stands in `entries`.
    deciding: [Option<u32>; 3],
    /// Seconds between rows that only amount, card and time join; none where reference numbers join them all.
    joined_by_time_secs: Option<i64>,
}

impl<'a> Payment<'a> {
    /// `entries` must not be empty.
    pub(super) fn new(mut entries: Vec<&'a Entry>, joined_by_time_secs: Option<i64>) -> Self {
        entries.sort_by(|a, b| a.source.cmp(&b.source).then_with(|| keys::canonical(a, b)));
        let mut deciding = [None; 3];
        for (place, entry) in (0u32..).zip(&entries) {
            if let Some(slot) = slot_of(entry.source) {
                let so_far = deciding[slot].map(|place: u32| finality(entries[place as usize].status));
                // The rows of a source come by time, so the later of two equally final ones counts.
                if so_far.is_none_or(|so_far| finality(entry.status) >= so_far) {
                    deciding[slot] = Some(place);
                }
            }
        }
        Self { entries, deciding, joined_by_time_secs }
    }

    /// All rows, in the order of `Source`, then by time.
    pub fn entries(&self) -> &[&'a Entry] {
        &self.entries
    }

    /// The row of `source` that counts: its most final one, the latest of these. None when the source is silent.
    pub fn seen_by(&self, source: Source) -> Option<&'a Entry> {
        let place = self.deciding[slot_of(source)?]?;
        Some(self.entries[place as usize])
    }

    /// The row whose identifiers name the payment: the terminal's, else the acquirer's, else the till's.
    pub fn lead(&self) -> &'a Entry {
        let place = self.deciding.iter().flatten().next();
        self.entries[place.map_or(0, |&place| place as usize)]
    }

    /// When it happened: where the leading source first had no result, or stored it, and told later how it ended, the time
    /// of the first row, at which the customer stood there.
    pub fn time(&self) -> Moment {
        let lead = self.lead();
        let unfinished =
            self.entries.iter().filter(|entry| entry.source == lead.source && has_no_end_yet(entry.status));
        unfinished.map(|entry| entry.time).fold(lead.time, Moment::min)
    }

    /// Which way the money goes.
    pub fn direction(&self) -> Direction {
        self.lead().kind.direction()
    }

    /// How sure it is that these rows are one transaction.
    pub fn confidence(&self) -> Confidence {
        if self.joined_by_time_secs.is_some() { Confidence::Probable } else { Confidence::Certain }
    }

    /// Seconds between rows that only amount, card and time join; none where reference numbers join them all.
    pub fn joined_by_time_secs(&self) -> Option<i64> {
        self.joined_by_time_secs
    }
}

const fn slot_of(source: Source) -> Option<usize> {
    match source {
        Source::Terminal => Some(0),
        Source::Acquirer => Some(1),
        Source::Till => Some(2),
        Source::Bank => None,
    }
}

/// How final a status is: a transaction moves towards more final ones only.
const fn finality(status: Status) -> u8 {
    match status {
        Status::Pending | Status::Unknown => 0,
        Status::Approved
        | Status::Declined
        | Status::Cancelled
        | Status::ReversalPending
        | Status::Authorised
        | Status::OfflineStored
        | Status::NotStated => 1,
        Status::Captured | Status::Settled => 2,
        Status::Reversed | Status::Voided | Status::Refunded => 3,
    }
}
