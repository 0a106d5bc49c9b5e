//! A payment: what happened once, seen through all rows that speak of it.

use super::keys;
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

    /// When it happened: the time of the leading source's first row, at which the customer stood there. Later rows tell what
    /// became of it.
    pub fn time(&self) -> Moment {
        let lead = self.lead();
        let of_source = self.entries.iter().filter(|entry| entry.source == lead.source);
        of_source.map(|entry| entry.time).fold(lead.time, Moment::min)
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

/// How final a status is: a transaction moves towards more final ones only, whatever the times of the rows say. A row that
/// states nothing says no more than that it is there.
const fn finality(status: Status) -> u8 {
    match status {
        Status::Pending | Status::Unknown => 0,
        Status::OfflineStored => 1,
        Status::NotStated => 2,
        Status::Approved | Status::Declined | Status::Cancelled | Status::ReversalPending | Status::Authorised => 3,
        Status::Captured | Status::Settled => 4,
        Status::Reversed | Status::Voided | Status::Refunded => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::super::payments;
    use super::super::testing::{Day, acquirer, terminal};
    use crate::domain::{Settings, Source, Status};

    #[test]
    fn the_state_is_the_most_final_one_and_the_time_that_of_the_first_row() {
        let step = |status, at: &str| acquirer().bare().terminal("").provider("88150001").status(status).at(at);
        let rows = [
            step(Status::Settled, "2026-11-24T02:00:00+08:00"),
            step(Status::NotStated, "2026-11-25T02:00:00+08:00"),
            step(Status::Pending, "2026-11-23T12:00:00+08:00"),
            step(Status::Authorised, "2026-11-24T02:00:00+08:00"),
        ];
        let day = Day::with(rows);
        let payments = payments(&day.entries, &Settings::default());
        assert_eq!(payments.len(), 1);
        assert_eq!(payments[0].seen_by(Source::Acquirer).unwrap().status, Status::Settled);
        assert_eq!(payments[0].time().to_rfc3339(), "2026-11-23T12:00:00+08:00");
    }

    #[test]
    fn a_word_that_states_nothing_does_not_take_back_a_refusal() {
        let row = terminal().status(Status::Declined);
        let day = Day::with([row, terminal().status(Status::NotStated).at("2026-11-23T12:00:20+08:00")]);
        let payments = payments(&day.entries, &Settings::default());
        assert_eq!(payments[0].seen_by(Source::Terminal).unwrap().status, Status::Declined);
    }
}
