//! What a person should know about a report beside its rows, gathered while they are read.

use super::guard;
use crate::domain::Warning;
use std::collections::BTreeMap;

/// Free text must not fill the list of warnings.
const MOST_SUBJECTS: usize = 20;

/// Kinds of warnings that are counted by what they are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Notice {
    /// A card number that was cut, or what proves a card, which was left out.
    CardDataDropped,
    /// A reference that a spreadsheet has destroyed.
    DamagedReference,
    /// A status word that is not known.
    UnknownStatus,
    /// A fee that cannot be read.
    UnreadableFee,
    /// A settlement day that cannot be read.
    UnreadableSettlementDay,
    /// A zone that is not known.
    UnknownZone,
    /// A message without a time.
    TimeOfFile,
}

impl Notice {
    const fn kind(self) -> &'static str {
        match self {
            Self::CardDataDropped => "card-data-dropped",
            Self::DamagedReference => "damaged-reference",
            Self::UnknownStatus => "unknown-status",
            Self::UnreadableFee => "unreadable-fee",
            Self::UnreadableSettlementDay => "unreadable-settlement-day",
            Self::UnknownZone => "unknown-zone",
            Self::TimeOfFile => "time-of-file",
        }
    }

    /// Name of the argument that says what it is about.
    const fn subject(self) -> &'static str {
        match self {
            Self::CardDataDropped => "what",
            Self::UnknownStatus | Self::UnknownZone => "word",
            _ => "column",
        }
    }
}

/// Warnings, each once with its count and the first line.
#[derive(Default)]
pub(super) struct Notices {
    counted: BTreeMap<(Notice, String), (u64, u32)>,
    others: Vec<Warning>,
}

impl Notices {
    /// One more row of this kind.
    pub(super) fn count(&mut self, notice: Notice, subject: &str, line: u32) {
        let subject = guard::for_people(subject);
        let is_new = !self.counted.contains_key(&(notice, subject.clone()));
        if is_new && self.counted.len() >= MOST_SUBJECTS {
            return;
        }
        self.counted.entry((notice, subject)).or_insert((0, line)).0 += 1;
    }

    /// A warning about the whole file.
    pub(super) fn add<const N: usize>(&mut self, kind: &str, args: [(&str, String); N]) {
        let args = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.others.push(Warning { kind: kind.to_owned(), args });
    }

    /// All of them.
    pub(super) fn into_warnings(self) -> Vec<Warning> {
        let counted = self.counted.into_iter().map(|((notice, subject), (count, line))| Warning {
            kind: notice.kind().to_owned(),
            args: BTreeMap::from([
                (notice.subject().to_owned(), subject),
                ("count".to_owned(), count.to_string()),
                ("line".to_owned(), line.to_string()),
            ]),
        });
        let mut warnings = self.others;
        warnings.extend(counted);
        warnings
    }
}
