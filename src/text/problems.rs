//! Refusals and problems in one sentence each: what happened, where, and what to do.

use super::{Texts, say};
use crate::domain::{BookProblem, FileProblem, Problem, Refusal, UnfitEvidence};

impl Texts {
    /// Why a decision is refused, and what to do instead.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let list = |ids: &[String]| self.list(ids);
        let texts = |prefix: &str, ids: &[String]| {
            let named: Vec<String> = ids.iter().map(|id| self.playbook(&format!("{prefix}-{id}"))).collect();
            self.list(&named)
        };
        match refusal {
            Refusal::Closed => say!(self, "refused-closed"),
            Refusal::NotClosed => say!(self, "refused-not-closed"),
            Refusal::UnknownCheck { check, known } => {
                say!(self, "refused-unknown-check", name = check.as_str(), known = list(known))
            }
            Refusal::UnknownAction { action, known } => {
                say!(self, "refused-unknown-action", name = action.as_str(), known = list(known))
            }
            Refusal::UnknownOutcome { outcome, known } => {
                say!(self, "refused-unknown-outcome", name = outcome.as_str(), known = list(known))
            }
            Refusal::ChecksOpen { step, checks } => {
                say!(self, "refused-checks-open", step = self.step(*step), checks = texts("check", checks))
            }
            Refusal::NoContact => say!(self, "refused-no-contact"),
            Refusal::NoAction => say!(self, "refused-no-action"),
            Refusal::NotAcknowledged { rules } => say!(self, "refused-not-acknowledged", rules = texts("never", rules)),
            Refusal::NoReason => say!(self, "refused-no-reason"),
            Refusal::StepsOpen { steps } => {
                let steps: Vec<String> = steps.iter().map(|step| self.step(*step)).collect();
                say!(self, "refused-steps-open", steps = self.list(&steps))
            }
            Refusal::NoAmount => say!(self, "refused-no-amount"),
            Refusal::AmountDoesNotFit => say!(self, "refused-amount-does-not-fit"),
            Refusal::InThePast => say!(self, "refused-in-the-past"),
            Refusal::InTheFuture => say!(self, "refused-in-the-future"),
            Refusal::NotToldAtTheCounter { finding, known } => {
                say!(self, "refused-not-told-at-the-counter", name = finding.as_str(), known = list(known))
            }
            Refusal::NoText => say!(self, "refused-no-text"),
            Refusal::NoOperator => say!(self, "refused-no-operator"),
            Refusal::NoAgreement => say!(self, "refused-no-agreement"),
            Refusal::DueCasesOpen { cases } => {
                let numbers: Vec<String> = cases.iter().map(|case| format!("#{}", case.0)).collect();
                say!(self, "refused-due-cases-open", count = cases.len(), cases = self.list(&numbers))
            }
            Refusal::DaySigned { number } => say!(self, "refused-day-signed", number = number.to_string()),
            Refusal::DayAhead => say!(self, "refused-day-ahead"),
            Refusal::NoReports { missing } => {
                let missing: Vec<String> = missing.iter().map(|source| self.report_of(*source)).collect();
                say!(self, "refused-no-reports", missing = self.list(&missing))
            }
            Refusal::OutcomeDoesNotFit { action, known } => {
                let action = self.playbook(&format!("action-{action}"));
                say!(self, "refused-outcome-does-not-fit", action = action, known = texts("outcome", known))
            }
            Refusal::AmountTooLarge { most } => say!(self, "refused-amount-too-large", most = self.money(*most)),
            Refusal::NotLookedUp { until } => say!(self, "refused-not-looked-up", until = self.date_and_time(*until)),
        }
    }

    /// What went wrong.
    pub fn problem(&self, problem: &Problem) -> String {
        match problem {
            Problem::File { file, problem } => self.file_problem(file, problem),
            Problem::Book { path, problem } => self.book_problem(path, problem),
            Problem::UnknownCase(id) => say!(self, "problem-unknown-case", id = id.0),
            Problem::Refused(refusal) => self.refusal(refusal),
            Problem::Unfit { file, why } => self.unfit_evidence(file, *why),
            Problem::AlreadyThere { path } => say!(self, "problem-already-there", path = path.as_str()),
            Problem::NotWritten { path, detail } => {
                say!(self, "problem-not-written", path = path.as_str(), detail = detail.as_str())
            }
            Problem::Cancelled => say!(self, "problem-cancelled"),
            Problem::BadAsset { file, detail } => {
                say!(self, "problem-bad-asset", file = file.as_str(), detail = detail.as_str())
            }
            Problem::NotHandedOver { path, program, detail } => say!(
                self,
                "problem-not-handed-over",
                path = path.as_str(),
                program = program.as_str(),
                detail = detail.as_str()
            ),
            Problem::UnknownExportForm { path } => say!(self, "problem-unknown-export-form", path = path.as_str()),
            Problem::UnknownForm { path } => say!(self, "problem-unknown-form", path = path.as_str()),
            Problem::BadCall(sentence) => sentence.clone(),
        }
    }

    /// Why a file was not read as a report.
    pub fn file_problem(&self, file: &str, problem: &FileProblem) -> String {
        match problem {
            FileProblem::NotFound => say!(self, "file-not-found", file = file),
            FileProblem::Folder => say!(self, "file-folder", file = file),
            FileProblem::Unreadable(detail) => say!(self, "file-unreadable", file = file, detail = detail.as_str()),
            FileProblem::Empty => say!(self, "file-empty", file = file),
            FileProblem::Binary => say!(self, "file-binary", file = file),
            FileProblem::PackedTooOften => say!(self, "file-packed-too-often", file = file),
            FileProblem::Locked => say!(self, "file-locked", file = file),
            FileProblem::Damaged => say!(self, "file-damaged", file = file),
            FileProblem::UnpacksTooFar => say!(self, "file-unpacks-too-far", file = file),
            FileProblem::TooManyFiles(most) => {
                let most: usize = *most;
                say!(self, "file-too-many-files", file = file, most = most)
            }
            FileProblem::NoTable => say!(self, "file-no-table", file = file),
            FileProblem::WebPage => say!(self, "file-web-page", file = file),
            FileProblem::HeaderWithoutRows => say!(self, "file-header-without-rows", file = file),
            FileProblem::NotRecognised { columns, .. } if columns.is_empty() => {
                say!(self, "file-no-headings", file = file)
            }
            FileProblem::NotRecognised { columns, missing } => {
                let missing: Vec<String> = missing.iter().map(|what| self.missing_column(what)).collect();
                say!(
                    self,
                    "file-not-recognised",
                    file = file,
                    columns = self.list(columns),
                    missing = self.list(&missing)
                )
            }
            FileProblem::AmbiguousDates { column, example } => {
                say!(self, "file-ambiguous-dates", file = file, column = column.as_str(), example = example.as_str())
            }
            FileProblem::ProviderSays(words) => say!(self, "file-provider-says", file = file, words = words.as_str()),
            FileProblem::UnknownFormat { format, known } => {
                say!(self, "file-unknown-format", format = format.as_str(), known = self.list(known))
            }
            FileProblem::TooLarge(bytes) => {
                let megabytes: u64 = bytes / 1_000_000;
                say!(self, "file-too-large", file = file, megabytes = megabytes)
            }
        }
    }

    pub(super) fn missing_column(&self, what: &str) -> String {
        match what {
            "amount" => say!(self, "missing-amount"),
            "date" => say!(self, "missing-date"),
            "time" => say!(self, "missing-time"),
            "header" => say!(self, "missing-header"),
            "source" => say!(self, "missing-source"),
            other => other.to_owned(),
        }
    }

    fn book_problem(&self, path: &str, problem: &BookProblem) -> String {
        match problem {
            BookProblem::NotACaseBook => say!(self, "book-not-a-case-book", path = path),
            BookProblem::Newer => say!(self, "book-newer", path = path),
            BookProblem::Folder => say!(self, "book-folder", path = path),
            BookProblem::PermissionDenied => say!(self, "book-permission-denied", path = path),
            BookProblem::DiskFull => say!(self, "book-disk-full", path = path),
            BookProblem::Busy => say!(self, "book-busy", path = path),
            BookProblem::Damaged => say!(self, "book-damaged", path = path),
            BookProblem::Other(detail) => say!(self, "book-other", path = path, detail = detail.as_str()),
        }
    }

    fn unfit_evidence(&self, file: &str, why: UnfitEvidence) -> String {
        match why {
            UnfitEvidence::Empty => say!(self, "evidence-empty", file = file),
            UnfitEvidence::TooLarge => say!(self, "evidence-too-large", file = file),
            UnfitEvidence::TooManyPixels => say!(self, "evidence-too-many-pixels", file = file),
            UnfitEvidence::Damaged => say!(self, "evidence-damaged", file = file),
            UnfitEvidence::UnknownKind => say!(self, "evidence-unknown-kind", file = file),
        }
    }
}
