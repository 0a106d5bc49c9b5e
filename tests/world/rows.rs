//! The rows of the three reports, before they are written as text or as entries.

use super::random::Random;
use super::story::{DAY_SECS, Event, START};

/// An event with the numbers that the terminal gave it.
pub(super) struct Journalled {
    pub(super) event: Event,
    pub(super) stan: String,
    pub(super) rrn: String,
    pub(super) auth: String,
    pub(super) batch: String,
    pub(super) original_rrn: String,
}

impl Journalled {
    pub(super) fn terminal(&self) -> String {
        format!("T{:07}", self.event.terminal)
    }

    /// Four terminals share a shop.
    pub(super) const fn shop(&self) -> i64 {
        self.event.terminal / 4
    }

    pub(super) fn card(&self, mask: &str) -> String {
        let card = &self.event.card;
        format!("{}{mask}{}", &card[..6], &card[card.len() - 4..])
    }
}

/// A row of the acquirer's report.
pub(super) struct AcquirerRow {
    pub(super) second: i64,
    pub(super) settled_day: i64,
    pub(super) content: AcquirerContent,
    shuffle: i64,
}

pub(super) enum AcquirerContent {
    /// A payment, by its place in the journal.
    Payment {
        journalled: usize,
        has_references: bool,
    },
    Fee {
        minor: i64,
    },
}

/// A row of a till's export.
pub(super) struct TillRow {
    pub(super) second: i64,
    pub(super) shop: i64,
    pub(super) content: TillContent,
}

pub(super) enum TillContent {
    /// A payment, by its place in the journal.
    Payment {
        journalled: usize,
        has_references: bool,
    },
    Cash {
        minor: i64,
    },
}

/// What the acquirer shows, filled up to `rows` with fees, in the order of settlement.
pub(super) fn at_acquirer(journal: &[Journalled], rows: usize, random: &mut Random) -> Vec<AcquirerRow> {
    let mut report: Vec<AcquirerRow> = Vec::with_capacity(rows);
    for (number, row) in journal.iter().enumerate().filter(|(_, row)| row.event.at_acquirer) {
        let days = match row.event.settled_after_days {
            0 => random.between(1, 4),
            days => days,
        };
        let has_references = row.event.keeps_references || !random.happens(2.0);
        report.push(AcquirerRow {
            second: row.event.second + random.between(0, 31),
            settled_day: row.event.second / DAY_SECS + days,
            content: AcquirerContent::Payment { journalled: number, has_references },
            shuffle: random.between(0, i64::MAX),
        });
    }
    while report.len() < rows {
        let second = START + random.between(0, super::story::SPAN_SECS);
        report.push(AcquirerRow {
            second,
            settled_day: second / DAY_SECS + 1,
            content: AcquirerContent::Fee { minor: random.between(1, 9_999) },
            shuffle: random.between(0, i64::MAX),
        });
    }
    report.sort_by_key(|row| (row.settled_day, row.shuffle));
    report
}

/// What the tills show, filled up to `rows` with cash, shop by shop.
pub(super) fn at_tills(journal: &[Journalled], rows: usize, terminals: i64, random: &mut Random) -> Vec<TillRow> {
    let mut report: Vec<TillRow> = Vec::with_capacity(rows);
    for (number, row) in journal.iter().enumerate().filter(|(_, row)| row.event.at_till) {
        let has_references = row.event.keeps_references || !random.happens(8.0);
        report.push(TillRow {
            second: row.event.second + random.between(-60, 61),
            shop: row.shop(),
            content: TillContent::Payment { journalled: number, has_references },
        });
    }
    while report.len() < rows {
        report.push(TillRow {
            second: START + random.between(0, super::story::SPAN_SECS),
            shop: random.between(0, terminals) / 4,
            content: TillContent::Cash { minor: random.amount() },
        });
    }
    report.sort_by_key(|row| (row.shop, row.second));
    report
}
