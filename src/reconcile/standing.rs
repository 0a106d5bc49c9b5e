//! How a row stands, as far as the rules tell rows apart.

use super::Knowledge;
use crate::domain::{Direction, Entry, ResponseClass, Source, Status, TransactionType};

/// What a row says about the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It moved.
    Good,
    /// It is held until a completion or a void.
    Held,
    /// Approved offline; the acquirer has not heard of it yet.
    Stored,
    /// It moved and was given back.
    Undone,
    /// It did not move.
    Refused,
    /// It is to be given back, and was not yet.
    ToBeUndone,
    /// Nobody knows yet.
    Undecided,
}

/// Whether a status says that there is no result yet.
pub(super) const fn is_undecided(status: Status) -> bool {
    matches!(status, Status::Pending | Status::Unknown)
}

/// Whether a status leaves room for a later row that tells how it ended.
pub(super) const fn has_no_end_yet(status: Status) -> bool {
    is_undecided(status) || matches!(status, Status::OfflineStored)
}

impl Standing {
    /// How `entry` stands. A terminal prints its time-outs as failures, so a code of the class "must be looked up" outranks
    /// the word *declined* beside it; a row without a status is read by its code, and counts as done when it has neither. A
    /// reversal that finds nothing to undo is done.
    pub(super) fn of(entry: &Entry, known: Knowledge<'_>) -> Self {
        let codes = known.codes;
        let nothing_to_undo = || {
            let code = entry.response_code.as_str();
            entry.kind == TransactionType::Reversal && known.trade.reversal.done_codes.iter().any(|done| done == code)
        };
        let class = || match entry.source {
            Source::Terminal if !entry.response_code.is_empty() => codes.lookup(&entry.response_code),
            _ => None,
        };
        let good = if entry.kind == TransactionType::Preauth { Self::Held } else { Self::Good };
        match entry.status {
            Status::Pending | Status::Unknown => Self::Undecided,
            Status::ReversalPending => Self::ToBeUndone,
            Status::OfflineStored => Self::Stored,
            Status::Cancelled => Self::Refused,
            Status::Declined | Status::NotStated if nothing_to_undo() => Self::Good,
            Status::Declined => match class().map(|code| code.class) {
                Some(ResponseClass::UncertainMustQuery) => Self::Undecided,
                _ => Self::Refused,
            },
            Status::NotStated => match class().map(|code| code.class) {
                None | Some(ResponseClass::Approved | ResponseClass::ApprovedCheck) => good,
                Some(ResponseClass::UncertainMustQuery) => Self::Undecided,
                Some(_) => Self::Refused,
            },
            // A reversal that says "reversed" has done its work; a sale that says so is undone.
            Status::Reversed | Status::Voided | Status::Refunded => match entry.kind.direction() {
                Direction::Charge => Self::Undone,
                Direction::Return => good,
            },
            Status::Approved | Status::Authorised => good,
            Status::Captured | Status::Settled => Self::Good,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{knowledge, terminal};
    use super::*;

    #[test]
    fn a_printed_failure_that_was_a_time_out_is_undecided() {
        let standing = |row: &Entry| Standing::of(row, knowledge());
        assert_eq!(standing(&terminal().status(Status::Declined).code("68").entry), Standing::Undecided);
        assert_eq!(standing(&terminal().status(Status::Declined).code("51").entry), Standing::Refused);
        assert_eq!(standing(&terminal().status(Status::Declined).entry), Standing::Refused);
    }

    #[test]
    fn a_row_without_a_status_is_read_by_its_code() {
        let standing = |code: &str| Standing::of(&terminal().status(Status::NotStated).code(code).entry, knowledge());
        assert_eq!(standing("00"), Standing::Good);
        assert_eq!(standing("51"), Standing::Refused);
        assert_eq!(standing("98"), Standing::Undecided);
        assert_eq!(standing(""), Standing::Good);
    }

    #[test]
    fn a_reversal_that_finds_nothing_to_undo_is_done() {
        let standing = |kind, code: &str| {
            Standing::of(&terminal().kind(kind).status(Status::Declined).code(code).entry, knowledge())
        };
        assert_eq!(standing(TransactionType::Reversal, "25"), Standing::Good);
        assert_eq!(standing(TransactionType::Reversal, "51"), Standing::Refused);
        assert_eq!(standing(TransactionType::Void, "25"), Standing::Refused);
    }

    #[test]
    fn reversed_means_undone_for_a_sale_and_done_for_a_reversal() {
        let standing = |kind| Standing::of(&terminal().kind(kind).status(Status::Reversed).entry, knowledge());
        assert_eq!(standing(TransactionType::Sale), Standing::Undone);
        assert_eq!(standing(TransactionType::Reversal), Standing::Good);
    }
}
