//! The words of the trade as types: what a report, a payment, a finding and a case are, and the rules that hold for
//! them everywhere. Pure: no files, no clock, no database, no window.

mod business_day;
mod card;
mod case;
mod case_work;
mod coverage;
mod day_close;
mod day_coverage;
mod decision;
mod described;
mod entry;
mod evidence;
mod finding;
mod gap_warning;
mod imported;
mod insights;
mod mischarge;
mod money;
mod payout;
mod playbook;
mod problem;
mod proposal;
mod report;
mod response_code;
mod secret;
mod settings;
mod string_enum;
mod trade_rules;
mod view;
mod zone;

pub use business_day::{BusinessDay, Days};
pub use card::{MaskedCard, mask_card_numbers, truncate_card_number};
pub use case::{Case, CaseId, CaseState, Refusal};
pub use case_work::{CaseWork, Step, StepMark, StepState};
pub use coverage::{BatchRecord, BatchState, Channels, Coverage, PaymentChannel};
pub use day_close::{
    ChangedPart, DayChange, DayClose, DayTotals, FindingTotal, SignOff, SignedDay, SourceTotal, TypeTotal,
};
pub use day_coverage::{Activity, CoverageGap, CoverageLine, Covering, DayCoverage, DayFacts, Stretch, bill_expected};
pub use decision::{
    Author, Channel, Contact, Decision, JOINED_TO_OLDER, MoneyEffect, Note, Outcome, Party, Promise, Recorded,
    SETTLED_BY_REPORT,
};
pub use described::{DescribedPayment, NewCase};
pub use entry::{Direction, Entry, EntryId, Fingerprint, Moment, ReportId, Source, Status, TransactionType};
pub use evidence::{Evidence, EvidenceKind, UnfitEvidence};
pub use finding::{Cause, Confidence, Finding, FindingKind, Reason, ReasonCode, Related, Relation, Subject};
pub use gap_warning::{BATCHES_SKIPPED, BatchSpan, OVERLAPS, SkippedBatches, skipped_batches};
pub use imported::{ImportedReport, Imports};
pub use insights::{CauseTotal, DayCauses, Insights};
pub use mischarge::{Charged, Mischarge};
pub use money::{Currency, Money, MoneyError, add_to_sums};
pub use payout::PayoutPromise;
pub use playbook::{Action, Check, CustomerText, DueRule, NeverRule, OutcomeRule, Playbook, PlaybookError, Wait};
pub use problem::{BookProblem, CaseCounts, FileOutcome, FileProblem, ImportOutcome, Problem};
pub use proposal::{DayOrder, FaultyRow, Mapping, Meaning, Profile, Proposal, ProposedColumn, ReadAs, TypeUse};
pub use report::{Recognition, RejectedRow, Rejection, ReportSummary, RowCounts, SkippedRow, Total, Warning};
pub use response_code::{CodeBook, CodeBookError, ResponseClass, ResponseCode, TERMINAL_CODES};
pub use secret::mask_secrets;
pub use settings::{Acquirer, Language, NamedTerminal, Settings, Theme};
pub use string_enum::UnknownName;
pub(crate) use string_enum::string_enum;
pub use trade_rules::{BatchRules, PayoutRules, PreauthRules, RefundRules, ReversalRules, TradeRules, Validity};
pub use view::{CaseView, DayView, SourceLine, SourceTile};
pub use zone::{UnknownZone, Zone};
