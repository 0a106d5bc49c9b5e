//! Labelled days for tests and measurements: a month of a chain's payments as its terminals, its acquirer and its tills
//! write them down, each in its own dialect, with clocks that differ, references that are missing, rows that are no
//! payments, and ten kinds of unfinished payment whose names are known. The same seed gives the same world everywhere.

#![allow(dead_code, reason = "each test uses its own part of the world")]

mod build;
mod csv_files;
mod random;
mod rows;
mod story;

use loose_ends::domain::{Coverage, Entry};

/// What is wrong with a labelled row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Anomaly {
    MissingInAcquirer,
    MissingInPos,
    AmountDiffers,
    DuplicateCharge,
    ReversalPending,
    /// Timed out; the acquirer has the money.
    TimeoutCharged,
    /// Timed out; the acquirer knows nothing of it.
    TimeoutNotCharged,
    RefundNotReflected,
    SettledLate,
    PreauthNotCompleted,
    OfflineNotUploaded,
}

impl Anomaly {
    /// The ten kinds, a time-out counting once.
    pub(crate) const TEN: [Self; 10] = [
        Self::MissingInAcquirer,
        Self::MissingInPos,
        Self::AmountDiffers,
        Self::DuplicateCharge,
        Self::ReversalPending,
        Self::TimeoutCharged,
        Self::RefundNotReflected,
        Self::SettledLate,
        Self::PreauthNotCompleted,
        Self::OfflineNotUploaded,
    ];

    /// Its name in the file of labels.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::MissingInAcquirer => "missing_in_acquirer",
            Self::MissingInPos => "missing_in_pos",
            Self::AmountDiffers => "amount_differs",
            Self::DuplicateCharge => "duplicate_charge",
            Self::ReversalPending => "reversal_pending",
            Self::TimeoutCharged | Self::TimeoutNotCharged => "timeout_unknown",
            Self::RefundNotReflected => "refund_not_reflected",
            Self::SettledLate => "settled_late",
            Self::PreauthNotCompleted => "preauth_not_completed",
            Self::OfflineNotUploaded => "offline_not_uploaded",
        }
    }
}

/// A row of the terminals' journal that is unfinished, and how.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Label {
    pub(crate) terminal: String,
    pub(crate) rrn: String,
    pub(crate) stan: String,
    pub(crate) anomaly: Anomaly,
}

/// Three reports of `rows` rows each, what is wrong in them, and what an importer makes of them.
pub(crate) struct World {
    pub(crate) terminal_csv: Vec<u8>,
    pub(crate) acquirer_csv: Vec<u8>,
    pub(crate) till_csv: Vec<u8>,
    pub(crate) labels: Vec<Label>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) coverage: Vec<Coverage>,
}

impl World {
    /// The labels as a CSV file.
    pub(crate) fn labels_csv(&self) -> String {
        let mut text = String::from("terminal_id,rrn,stan,kind\n");
        for label in &self.labels {
            text.push_str(
                &[&label.terminal, &label.rrn, &label.stan, label.anomaly.name()].map(|part| part.to_owned()).join(","),
            );
            text.push('\n');
        }
        text
    }
}

/// Writes a month of `rows` rows for each source; `rate` of them are unfinished, the ten kinds in equal parts.
pub(crate) fn generate(rows: usize, seed: u64, rate: f64) -> World {
    build::build(rows, seed, rate)
}
