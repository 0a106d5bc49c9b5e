//! The words of the trade as types: what a report, a payment, a finding and a case are, and the rules that hold for
//! them everywhere. Pure: no files, no clock, no database, no window.

mod business_day;
mod card;
mod case;
mod coverage;
mod entry;
mod finding;
mod money;
mod playbook;
mod report;
mod response_code;
mod settings;
mod string_enum;
mod view;
mod zone;

pub use business_day::BusinessDay;
pub use card::{MaskedCard, mask_card_numbers, truncate_card_number};
pub use case::{
    Author, Case, CaseId, CaseState, CaseWork, Channel, Contact, Decision, MoneyEffect, Note, Outcome, Party, Promise,
    Recorded, Refusal, SETTLED_BY_REPORT, Step, StepMark, StepState,
};
pub use coverage::{Channels, Coverage, PaymentChannel};
pub use entry::{Direction, Entry, EntryId, Fingerprint, Moment, ReportId, Source, Status, TransactionType};
pub use finding::{Cause, Confidence, Finding, FindingKind, Reason, ReasonCode, Related, Relation};
pub use money::{Currency, Money, MoneyError};
pub use playbook::{Action, Check, DueRule, NeverRule, OutcomeRule, Playbook, PlaybookError, Wait};
pub use report::{RejectedRow, Rejection, ReportSummary, SkippedRow, Total, Warning};
pub use response_code::{CodeBook, CodeBookError, ResponseClass, ResponseCode, TERMINAL_CODES};
pub use settings::{Language, Settings, Theme};
pub use string_enum::UnknownName;
pub(crate) use string_enum::string_enum;
pub use view::{CaseView, DayView, SourceLine, SourceTile};
pub use zone::{UnknownZone, Zone};
