//! Reasons about money given back, amounts held, batches and settlements.

use super::{Texts, say};
use crate::domain::{Reason, ReasonCode, TransactionType};
use chrono::NaiveDate;

impl Texts {
    /// Why a refund, void or reversal is unfinished; nothing for a reason about something else.
    pub(super) fn reason_of_return(&self, reason: &Reason) -> String {
        let arg = |name: &str| reason.args.get(name).cloned().unwrap_or_default();
        let (code, kind) = (self.code(&arg("code")), self.named_type(&arg("type")));
        match reason.code {
            ReasonCode::ReversalPending => say!(self, "reason-reversal-pending", code = code),
            ReasonCode::ReversalFailed => say!(self, "reason-reversal-failed", code = code),
            ReasonCode::FailedShownInProgress => say!(self, "reason-failed-shown-in-progress", code = code),
            ReasonCode::AcquirerHasOriginal => say!(self, "reason-acquirer-has-original"),
            ReasonCode::AcquirerLacksReturn => say!(self, "reason-acquirer-lacks-return", kind = kind),
            ReasonCode::AcquirerReturnNotDone => {
                let status = self.named_status(&arg("status"));
                say!(self, "reason-acquirer-return-not-done", kind = kind, status = status)
            }
            ReasonCode::ReturnShownDone => {
                say!(self, "reason-return-shown-done", source = self.named_source(&arg("source")), kind = kind)
            }
            ReasonCode::ReturnUnclear => say!(self, "reason-return-unclear", kind = kind, code = code),
            ReasonCode::ReturnRefused => say!(self, "reason-return-refused", kind = kind, code = code),
            ReasonCode::AcquirerReversed => {
                say!(self, "reason-acquirer-reversed", status = self.named_status(&arg("status")))
            }
            ReasonCode::AcquirerGaveBack => say!(self, "reason-acquirer-gave-back", kind = kind),
            _ => String::new(),
        }
    }

    /// Why a hold, a stored sale, a batch or a payout is unfinished; nothing for a reason about something else.
    pub(super) fn reason_of_settlement(&self, reason: &Reason) -> String {
        let arg = |name: &str| reason.args.get(name).cloned().unwrap_or_default();
        let (terminal, batch) = (arg("terminal"), arg("batch"));
        match reason.code {
            ReasonCode::HoldOpen => say!(self, "reason-hold-open"),
            ReasonCode::HoldExpires => say!(self, "reason-hold-expires", date = self.named_date(&arg("date"))),
            ReasonCode::StoredOffline => say!(self, "reason-stored-offline"),
            ReasonCode::UploadRefused => say!(self, "reason-upload-refused", code = self.code(&arg("code"))),
            ReasonCode::UploadDeadline => say!(self, "reason-upload-deadline", date = self.named_date(&arg("date"))),
            ReasonCode::BatchOpen => say!(self, "reason-batch-open", batch = batch, terminal = terminal),
            ReasonCode::BatchUnbalanced => say!(self, "reason-batch-unbalanced", batch = batch, terminal = terminal),
            ReasonCode::BatchRunsLong => {
                say!(self, "reason-batch-runs-long", batch = batch, terminal = terminal, hours = arg("hours"))
            }
            ReasonCode::BatchUnseen => {
                say!(self, "reason-batch-unseen", batch = batch, terminal = terminal, count = arg("count"))
            }
            ReasonCode::BatchPayments => say!(self, "reason-batch-payments", count = arg("count")),
            ReasonCode::SettledAfterPromise => {
                let (settled, promised) = (self.named_date(&arg("settled")), self.named_date(&arg("promised")));
                say!(self, "reason-settled-after-promise", settled = settled, promised = promised)
            }
            ReasonCode::NetDiffers => say!(
                self,
                "reason-net-differs",
                net = arg("net"),
                gross = arg("gross"),
                fee = arg("fee"),
                expected = arg("expected")
            ),
            ReasonCode::FeeDiffers => {
                let (fee, expected) = (arg("fee"), arg("expected"));
                say!(self, "reason-fee-differs", fee = fee, expected = expected, rate = arg("rate"))
            }
            _ => String::new(),
        }
    }

    fn named_type(&self, name: &str) -> String {
        let named = name.parse::<TransactionType>().map(|kind| self.transaction_type(kind).to_lowercase());
        named.unwrap_or_else(|_| name.to_owned())
    }

    fn named_date(&self, date: &str) -> String {
        date.parse::<NaiveDate>().map_or_else(|_| date.to_owned(), |date| self.date(date))
    }
}
