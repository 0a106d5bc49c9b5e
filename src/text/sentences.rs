//! Sentences: reasons, refusals, problems, what happened. Each says what, where, and what to do.

use super::{Texts, say};
use crate::domain::{
    BATCHES_SKIPPED, ChangedPart, Contact, DayChange, Decision, JOINED_TO_OLDER, Money, OVERLAPS, Outcome, Reason,
    ReasonCode, Recognition, RejectedRow, Rejection, SETTLED_BY_REPORT, Source, Status, Warning,
};

impl Texts {
    /// Why we say that something is unfinished.
    pub fn reason(&self, reason: &Reason) -> String {
        let arg = |name: &str| reason.args.get(name).cloned().unwrap_or_default();
        let source = |name: &str| self.named_source(&arg(name));
        match reason.code {
            ReasonCode::AcquirerHasItTerminalUnknown => {
                say!(self, "reason-acquirer-has-it-terminal-unknown", code = self.code(&arg("code")))
            }
            ReasonCode::AcquirerHasItTerminalFailed => {
                say!(self, "reason-acquirer-has-it-terminal-failed", code = self.code(&arg("code")))
            }
            ReasonCode::AcquirerHasItTerminalSilent => say!(self, "reason-acquirer-has-it-terminal-silent"),
            ReasonCode::TerminalApproved => say!(self, "reason-terminal-approved"),
            ReasonCode::TillHasNoSale => say!(self, "reason-till-has-no-sale"),
            ReasonCode::TillHasSale => say!(self, "reason-till-has-sale"),
            ReasonCode::AcquirerHasNothing => say!(self, "reason-acquirer-has-nothing"),
            ReasonCode::AcquirerDeclined => {
                say!(self, "reason-acquirer-declined", status = self.named_status(&arg("status")))
            }
            ReasonCode::TerminalUnknown => say!(self, "reason-terminal-unknown", code = self.code(&arg("code"))),
            ReasonCode::NotCoveredYet if reason.args.contains_key("wallet") => {
                say!(self, "reason-bill-not-covered-yet", wallet = self.scheme(&arg("wallet")))
            }
            ReasonCode::NotCoveredYet => say!(self, "reason-not-covered-yet", source = source("source")),
            ReasonCode::AmountsDiffer => say!(
                self,
                "reason-amounts-differ",
                left = source("left"),
                left_amount = arg("left_amount"),
                right = source("right"),
                right_amount = arg("right_amount")
            ),
            ReasonCode::CurrenciesDiffer => {
                say!(self, "reason-currencies-differ", left = source("left"), right = source("right"))
            }
            ReasonCode::SameCardSameAmount => say!(self, "reason-same-card-same-amount", seconds = arg("seconds")),
            ReasonCode::SameOrder => say!(self, "reason-same-order", order = arg("order")),
            ReasonCode::SameOpenBatch => {
                say!(self, "reason-same-open-batch", batch = arg("batch"), terminal = arg("terminal"))
            }
            ReasonCode::PaidByWallet => say!(self, "reason-paid-by-wallet", wallet = self.scheme(&arg("wallet"))),
            ReasonCode::ToldAtTheCounter => say!(self, "reason-told-at-the-counter"),
            ReasonCode::JoinedByAmountAndTime => {
                say!(self, "reason-joined-by-amount-and-time", seconds = arg("seconds"))
            }
            ReasonCode::ReversalPending
            | ReasonCode::ReversalFailed
            | ReasonCode::FailedShownInProgress
            | ReasonCode::AcquirerHasOriginal
            | ReasonCode::AcquirerLacksReturn
            | ReasonCode::AcquirerReturnNotDone
            | ReasonCode::ReturnShownDone
            | ReasonCode::ReturnUnclear
            | ReasonCode::ReturnRefused
            | ReasonCode::AcquirerReversed
            | ReasonCode::AcquirerGaveBack => self.reason_of_return(reason),
            ReasonCode::HoldOpen
            | ReasonCode::HoldExpires
            | ReasonCode::StoredOffline
            | ReasonCode::UploadRefused
            | ReasonCode::UploadDeadline
            | ReasonCode::BatchOpen
            | ReasonCode::BatchUnbalanced
            | ReasonCode::BatchRunsLong
            | ReasonCode::BatchUnseen
            | ReasonCode::BatchPayments
            | ReasonCode::SettledAfterPromise
            | ReasonCode::NetDiffers
            | ReasonCode::FeeDiffers => self.reason_of_settlement(reason),
        }
    }

    pub(super) fn code(&self, code: &str) -> String {
        if code.is_empty() { say!(self, "code-none") } else { say!(self, "code-some", code = code) }
    }

    pub(super) fn named_source(&self, name: &str) -> String {
        name.parse::<Source>().map_or_else(|_| name.to_owned(), |source| self.source(source))
    }

    pub(super) fn named_status(&self, name: &str) -> String {
        name.parse::<Status>().map_or_else(|_| name.to_owned(), |status| self.status(status))
    }

    /// `line 118, column “amount”: “8O.00” is not an amount`.
    pub fn rejected_row(&self, row: &RejectedRow) -> String {
        let reason = self.rejection(row.reason);
        if row.column.is_empty() {
            say!(self, "rejected-row", line = row.line, reason = reason)
        } else {
            let (column, value) = (row.column.as_str(), row.value.as_str());
            say!(self, "rejected-cell", line = row.line, column = column, value = value, reason = reason)
        }
    }

    /// Why a row cannot be used.
    pub fn rejection(&self, rejection: Rejection) -> String {
        match rejection {
            Rejection::NotAnAmount => say!(self, "rejected-not-an-amount"),
            Rejection::TooManyDecimals => say!(self, "rejected-too-many-decimals"),
            Rejection::AmountTooLarge => say!(self, "rejected-amount-too-large"),
            Rejection::NotADate => say!(self, "rejected-not-a-date"),
            Rejection::ImpossibleDate => say!(self, "rejected-impossible-date"),
            Rejection::NotACurrency => say!(self, "rejected-not-a-currency"),
            Rejection::Missing => say!(self, "rejected-missing"),
            Rejection::CutOff => say!(self, "rejected-cut-off"),
            Rejection::TooManyFields => say!(self, "rejected-too-many-fields"),
            Rejection::UnclosedQuote => say!(self, "rejected-unclosed-quote"),
            Rejection::NotText => say!(self, "rejected-not-text"),
            Rejection::UnknownType => say!(self, "rejected-unknown-type"),
        }
    }

    /// Something about a report that a person should know.
    pub fn warning(&self, warning: &Warning) -> String {
        let arg = |name: &str| warning.args.get(name).cloned().unwrap_or_default();
        match warning.kind.as_str() {
            "footer-count-differs" => {
                say!(self, "warning-footer-count-differs", stated = arg("stated"), counted = arg("rows"))
            }
            "two-columns-same-heading" => say!(self, "warning-two-columns-same-heading", column = arg("heading")),
            "part-not-recognised" => say!(self, "warning-part-not-recognised", part = arg("part")),
            "damaged-reference" => {
                say!(
                    self,
                    "warning-damaged-reference",
                    count = arg("count"),
                    column = arg("column"),
                    line = arg("line")
                )
            }
            "unknown-status" => {
                say!(self, "warning-unknown-status", count = arg("count"), word = arg("word"), line = arg("line"))
            }
            "unreadable-fee" => {
                say!(self, "warning-unreadable-fee", count = arg("count"), column = arg("column"), line = arg("line"))
            }
            "card-data-dropped" => self.card_data_dropped(&arg("what"), arg("count")),
            "headings-changed" => {
                say!(self, "warning-headings-changed", changes = self.changed_headings(&arg("renamed")))
            }
            "time-of-file" => say!(self, "warning-time-of-file", count = arg("count"), line = arg("line")),
            "unknown-zone" => say!(self, "warning-unknown-zone", count = arg("count"), word = arg("word")),
            "unreadable-settlement-day" => {
                let (count, column, line) = (arg("count"), arg("column"), arg("line"));
                say!(self, "warning-unreadable-settlement-day", count = count, column = column, line = line)
            }
            OVERLAPS => say!(self, "warning-overlaps", count = arg("count"), rows = arg("rows")),
            BATCHES_SKIPPED => self.batches_skipped(warning),
            other => self.gap_warning(warning).unwrap_or_else(|| {
                let args: Vec<String> = warning.args.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                format!("{} ({})", other.replace('-', " "), args.join(", "))
            }),
        }
    }

    /// One line of a case's history.
    pub fn decision(&self, decision: &Decision) -> String {
        let checks =
            |ids: &[String]| self.list(&ids.iter().map(|id| self.playbook(&format!("check-{id}"))).collect::<Vec<_>>());
        match decision {
            Decision::Opened { finding } => say!(self, "history-opened", finding = self.finding(*finding)),
            Decision::StartedByHand { finding, amount, .. } => {
                say!(self, "history-started-by-hand", finding = self.finding(*finding), amount = self.money(*amount))
            }
            Decision::FoundInReport { files } => say!(self, "history-found-in-report", files = self.list(files)),
            Decision::JoinedTo { case } => say!(self, "history-joined-to", case = case.0),
            Decision::FindingChanged { from, to } => {
                say!(self, "history-finding-changed", from = self.finding(*from), to = self.finding(*to))
            }
            Decision::EvidenceAdded { files } => say!(self, "history-evidence-added", files = self.new_files(files)),
            Decision::SettledByReport { files } => {
                say!(self, "history-settled-by-report", files = self.new_files(files))
            }
            Decision::ReopenedByReport { files } => {
                say!(self, "history-reopened-by-report", files = self.new_files(files))
            }
            Decision::Checked { checks: ids, .. } => say!(self, "history-checked", checks = checks(ids)),
            Decision::Unchecked { check, .. } => {
                say!(self, "history-unchecked", checks = checks(std::slice::from_ref(check)))
            }
            Decision::StepDone { step } => say!(self, "history-step-done", step = self.step(*step)),
            Decision::StepSkipped { step, reason } => {
                say!(self, "history-step-skipped", step = self.step(*step), reason = reason.as_str())
            }
            Decision::Contacted(contact) => say!(
                self,
                "history-contacted",
                party = self.party(contact.party),
                channel = self.reached_by(contact),
                said = contact.said.as_str()
            ),
            Decision::ActionChosen { action, .. } => {
                say!(self, "history-action-chosen", action = self.playbook(&format!("action-{action}")))
            }
            Decision::Waiting { until, reason } => {
                say!(self, "history-waiting", until = self.date_and_time(*until), reason = reason.as_str())
            }
            Decision::Attached(evidence) => say!(self, "history-attached", name = evidence.name.as_str()),
            Decision::Noted(note) => say!(self, "history-noted", text = note.text.as_str()),
            Decision::Closed(outcome) => {
                say!(self, "history-closed", outcome = self.outcome(outcome), reason = outcome.reason.as_str())
            }
            Decision::Reopened { reason } => say!(self, "history-reopened", reason = reason.as_str()),
        }
    }

    /// What brought a change that no person made: files, or none when the shop's settings were changed.
    fn new_files(&self, files: &[String]) -> String {
        if files.is_empty() { say!(self, "settings-made-new-cases") } else { self.list(files) }
    }

    /// The channel with the person and their number, as far as these are known.
    fn reached_by(&self, contact: &Contact) -> String {
        let known = [self.channel(contact.channel), contact.person.clone(), contact.reference.clone()];
        known.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// What happened to a signed day afterwards: when, who, what.
    pub fn day_change(&self, change: &DayChange) -> String {
        let at = self.date_and_time(change.author.at);
        let operator = change.author.operator.as_str();
        let what = match &change.what {
            ChangedPart::Report { file, source } => {
                say!(self, "summary-late-report", report = self.report_of(*source), file = file.as_str())
            }
            ChangedPart::Case { case, decision } => {
                let what = self.decision(decision).replace('\n', " ");
                say!(self, "summary-changed-case", case = case.0, what = what)
            }
        };
        format!("{at} {operator} · {what}")
    }

    /// How a case ended, with the money it cost or brought.
    pub fn outcome(&self, outcome: &Outcome) -> String {
        let name = self.outcome_name(&outcome.outcome);
        match outcome.amount {
            Some(amount) => {
                let (effect, amount) = (self.money_effect(outcome.money_effect), self.money(amount));
                say!(self, "outcome-with-amount", outcome = name, effect = effect, amount = amount)
            }
            None => name,
        }
    }

    /// The words of an outcome, by its id.
    pub fn outcome_name(&self, id: &str) -> String {
        match id {
            SETTLED_BY_REPORT => say!(self, "outcome-settled-by-report"),
            JOINED_TO_OLDER => say!(self, "outcome-joined-to-older-case"),
            by_hand => self.playbook(&format!("outcome-{by_hand}")),
        }
    }

    /// Several things side by side, as the language separates them.
    pub fn list(&self, parts: &[String]) -> String {
        parts.join(&say!(self, "list-separator"))
    }

    /// `Amount: ¥268.00`.
    pub fn labelled(&self, label: &str, value: &str) -> String {
        say!(self, "labelled", label = label, value = value)
    }

    /// `Card numbers were cut …`: what proves a card and was not kept.
    fn card_data_dropped(&self, what: &str, count: String) -> String {
        match what {
            "pan" => say!(self, "warning-card-numbers-cut", count = count),
            "track" => say!(self, "warning-track-dropped", count = count),
            "cvv" => say!(self, "warning-cvv-dropped", count = count),
            "pin" => say!(self, "warning-pin-dropped", count = count),
            "expiry" => say!(self, "warning-expiry-dropped", count = count),
            "name" => say!(self, "warning-name-dropped", count = count),
            heading => say!(self, "warning-column-dropped", heading = heading.to_owned(), count = count),
        }
    }

    /// How a report format is recognised.
    pub fn recognised_by(&self, recognition: &Recognition) -> String {
        match recognition {
            Recognition::Headings(headings) => say!(self, "recognised-by-headings", headings = self.list(headings)),
            Recognition::KnownHeadings => say!(self, "recognised-by-meaning"),
            Recognition::Shapes => say!(self, "recognised-by-shapes"),
            Recognition::Reader(_) => say!(self, "recognised-by-reader"),
        }
    }

    /// `3 at risk`: one sum for each currency, joined.
    pub fn sums(&self, sums: &[Money]) -> String {
        if sums.is_empty() {
            return say!(self, "nothing");
        }
        sums.iter().map(|sum| self.money(*sum)).collect::<Vec<_>>().join(" + ")
    }
}
