//! A finding: what is wrong with a payment, with the evidence that says so.

use super::{BusinessDay, DescribedPayment, Entry, EntryId, Moment, Money, PaymentChannel, Source, string_enum};
use std::collections::BTreeMap;

string_enum! {
    /// What is wrong. The outside names are a contract (command line, JSON, playbook files).
    FindingKind {
        /// The acquirer took the money; the terminal failed or lost the answer, or the till has no sale.
        ChargedNoSale = "charged-no-sale",
        /// Till or terminal shows it paid; the acquirer, though its report covers it, has no such money.
        SaleNotCharged = "sale-not-charged",
        /// Timed out or still in progress, and no other source says how it ended.
        ResultUnknown = "result-unknown",
        /// Failed or declined, but still shown unfinished; a reversal is pending or failed.
        FailedStillOpen = "failed-still-open",
        /// The sources name different amounts or currencies.
        AmountDiffers = "amount-differs",
        /// The same customer charged more than once for one sale.
        ChargedTwice = "charged-twice",
        /// A refund or void that the acquirer does not show, or shows as in progress or failed.
        RefundNotSeen = "refund-not-seen",
        /// The acquirer reversed or voided it; the till still counts it as sold.
        ReversedAfterSale = "reversed-after-sale",
        /// A pre-authorisation neither completed nor voided.
        PreauthOpen = "preauth-open",
        /// Stored on the terminal, not sent, or refused after sending.
        OfflineNotUploaded = "offline-not-uploaded",
        /// A terminal batch still open past its time, or closed unbalanced.
        BatchNotSettled = "batch-not-settled",
        /// Settled later than promised.
        SettledLate = "settled-late",
        /// Net is not gross less fees, or the fee does not agree with the contract.
        SettlementDiffers = "settlement-differs",
    }
}

string_enum! {
    /// What a finding is about.
    Subject {
        /// One payment.
        Payment = "payment",
        /// A terminal's batch: many payments, so no card and no reference of its own.
        Batch = "batch",
        /// A payout of the acquirer: many payments as well.
        Payout = "payout",
    }
}

string_enum! {
    /// How sure the joining of the sources is.
    Confidence {
        /// Reference numbers agree.
        Certain = "certain",
        /// A unique mutual best match on amount, last four digits and time.
        Probable = "probable",
    }
}

string_enum! {
    /// Why it happened, as far as the reports tell.
    Cause {
        /// The line between terminal and acquirer.
        Network = "network",
        /// The terminal itself.
        Terminal = "terminal",
        /// The card's bank.
        Issuer = "issuer",
        /// The acquirer.
        Acquirer = "acquirer",
        /// The way the merchant is registered.
        MerchantSetup = "merchant-setup",
        /// The card.
        Card = "card",
        /// Not enough money or limit.
        Balance = "balance",
        /// What the customer did.
        Customer = "customer",
        /// What was keyed or not keyed at the till.
        Till = "till",
        /// The reports do not tell.
        NotKnown = "unknown",
    }
}

string_enum! {
    /// A reason for a finding; `args` of [`Reason`] fill its sentence.
    ReasonCode {
        /// The acquirer has the money (`status`); the terminal has no answer (`code`).
        AcquirerHasItTerminalUnknown = "acquirer-settled-terminal-unknown",
        /// The acquirer has the money; the terminal says it failed (`code`).
        AcquirerHasItTerminalFailed = "acquirer-settled-terminal-failed",
        /// The acquirer has the money; no terminal report shows it although one covers it.
        AcquirerHasItTerminalSilent = "acquirer-settled-terminal-silent",
        /// The terminal approved it.
        TerminalApproved = "terminal-approved",
        /// The till's report covers it and has no sale.
        TillHasNoSale = "till-has-no-sale",
        /// The till has the sale.
        TillHasSale = "till-has-sale",
        /// The acquirer's report covers it and has no such money.
        AcquirerHasNothing = "acquirer-has-nothing",
        /// The acquirer shows it as declined or cancelled (`status`).
        AcquirerDeclined = "acquirer-declined",
        /// The terminal timed out or got no final answer (`code`).
        TerminalUnknown = "terminal-unknown",
        /// No report of `source` covers it yet; where `wallet` is named, its bill.
        NotCoveredYet = "not-covered-yet",
        /// `left` says `left_amount`, `right` says `right_amount`.
        AmountsDiffer = "amounts-differ",
        /// `left` and `right` name different currencies.
        CurrenciesDiffer = "currencies-differ",
        /// Same card, same amount, `seconds` apart, on one terminal.
        SameCardSameAmount = "same-card-same-amount",
        /// The same order number (`order`) was paid twice.
        SameOrder = "same-order",
        /// Both charges are in batch `batch` of terminal `terminal`, of one day, and no report shows it closed.
        SameOpenBatch = "same-open-batch",
        /// It was paid by `wallet`, whose bill tells how it ended.
        PaidByWallet = "paid-by-wallet",
        /// Somebody at the counter told of it; no report shows it yet.
        ToldAtTheCounter = "told-at-the-counter",
        /// Joined by amount, last four digits and time (`seconds` apart), not by a reference number.
        JoinedByAmountAndTime = "joined-by-amount-and-time",
        /// The terminal has not got the reversal through (`code`).
        ReversalPending = "reversal-pending",
        /// The reversal was refused (`code`).
        ReversalFailed = "reversal-failed",
        /// The terminal says refused (`code`) and still shows it as in progress.
        FailedShownInProgress = "failed-shown-in-progress",
        /// The acquirer still has the money of the original.
        AcquirerHasOriginal = "acquirer-has-original",
        /// The acquirer's report covers it and shows no such `type`.
        AcquirerLacksReturn = "acquirer-lacks-return",
        /// The acquirer shows the `type` as `status`.
        AcquirerReturnNotDone = "acquirer-return-not-done",
        /// `source` shows the `type` as done.
        ReturnShownDone = "return-shown-done",
        /// The terminal has no final answer (`code`) to the `type`.
        ReturnUnclear = "return-unclear",
        /// The terminal says that the `type` was refused (`code`).
        ReturnRefused = "return-refused",
        /// The acquirer shows the sale as `status`.
        AcquirerReversed = "acquirer-reversed",
        /// The acquirer shows a `type` that neither terminal nor till has.
        AcquirerGaveBack = "acquirer-gave-back",
        /// No completion and no void belongs to the pre-authorisation.
        HoldOpen = "hold-open",
        /// What is held lapses on `date`.
        HoldExpires = "hold-expires",
        /// Stored on the terminal, not sent.
        StoredOffline = "stored-offline",
        /// Sent, and refused (`code`).
        UploadRefused = "upload-refused",
        /// It must be sent by `date`.
        UploadDeadline = "upload-deadline",
        /// Batch `batch` of terminal `terminal` was not closed.
        BatchOpen = "batch-open",
        /// Batch `batch` of terminal `terminal` was closed with counts that differ.
        BatchUnbalanced = "batch-unbalanced",
        /// Batch `batch` of terminal `terminal` has run for `hours` hours.
        BatchRunsLong = "batch-runs-long",
        /// The acquirer shows none of the `count` payments of batch `batch` of terminal `terminal`.
        BatchUnseen = "batch-unseen",
        /// So many payments (`count`) are in the batch.
        BatchPayments = "batch-payments",
        /// Settled on `settled`, promised for `promised` at the latest.
        SettledAfterPromise = "settled-after-promise",
        /// Paid out is `net`; `gross` less `fee` would be `expected`.
        NetDiffers = "net-differs",
        /// The fee is `fee`; by contract (`rate` percent) it would be `expected`.
        FeeDiffers = "fee-differs",
    }
}

/// A reason: a code with arguments, put into words by `text`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reason {
    /// Which reason.
    pub code: ReasonCode,
    /// What fills its sentence.
    pub args: BTreeMap<String, String>,
}

impl Reason {
    /// A reason whose sentence needs nothing.
    pub fn plain(code: ReasonCode) -> Self {
        Self { code, args: BTreeMap::new() }
    }

    /// A reason with its arguments.
    pub fn with<const N: usize>(code: ReasonCode, args: [(&str, &str); N]) -> Self {
        Self { code, args: args.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect() }
    }
}

string_enum! {
    /// How a related transaction relates.
    Relation {
        /// The one that this undoes, completes or repeats.
        Original = "original",
        /// One that undoes or completes this.
        FollowUp = "follow-up",
    }
}

/// Another transaction that this finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Related {
    /// How it relates.
    pub what: Relation,
    /// Its retrieval reference.
    pub rrn: String,
    /// Its trace number.
    pub stan: String,
    /// A source's entry of it.
    pub entry: EntryId,
}

impl Related {
    /// Whether both name one transaction, each by the entry of another source.
    pub fn is_same_as(&self, other: &Self) -> bool {
        (self.what, &self.rrn, &self.stan) == (other.what, &other.rrn, &other.stan)
    }
}

/// What is wrong with one payment. A pure function of facts, decisions and settings; never edited by hand.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// The leading finding.
    pub kind: FindingKind,
    /// What it is about.
    #[serde(default = "Subject::payment")]
    pub subject: Subject,
    /// Further findings about the same payment.
    pub also: Vec<FindingKind>,
    /// How sure the joining is.
    pub confidence: Confidence,
    /// Why it happened, as far as the reports tell.
    pub cause: Cause,
    /// Amount of the payment.
    pub amount: Money,
    /// What may be lost: the amount, or the difference.
    pub at_risk: Money,
    /// When it happened, by the leading entry.
    pub time: Moment,
    /// The business day it belongs to.
    pub business_day: BusinessDay,
    /// The entry that is unfinished; its identifiers are the case's.
    pub lead: EntryId,
    /// Every entry about this payment, the leading one included, in the order of `Source`.
    pub entries: Vec<EntryId>,
    /// The originals it repeats or undoes and what followed, each by every source's entry of it; the leading one comes first.
    pub related: Vec<Related>,
    /// Why we say so.
    pub reasons: Vec<Reason>,
    /// The report that would settle the question, when it is still to come, and when it can be expected.
    pub waiting_for: Option<(Source, Moment)>,
    /// The last instant at which something can be done about it as usual: a pre-authorisation's expiry, the last hour for
    /// sending an offline sale.
    #[serde(default)]
    pub expires_at: Option<Moment>,
    /// What somebody at the counter said of it, while no report shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<DescribedPayment>,
}

impl Reason {
    /// That a payment of unknown result was made by a wallet; none for a card, and where nobody could say.
    pub fn paid_by_wallet(paid_by: Option<PaymentChannel>) -> Option<Self> {
        match paid_by {
            Some(PaymentChannel::Wallet(name)) => {
                Some(Self::with(ReasonCode::PaidByWallet, [("wallet", name.as_str())]))
            }
            Some(PaymentChannel::Card) | None => None,
        }
    }
}

impl FindingKind {
    /// What somebody at the counter can tell before any report is there.
    pub const TOLD_AT_THE_COUNTER: &[Self] = &[
        Self::ChargedNoSale,
        Self::ResultUnknown,
        Self::FailedStillOpen,
        Self::ChargedTwice,
        Self::AmountDiffers,
        Self::RefundNotSeen,
    ];
}

impl Subject {
    /// What findings of before there were others are about.
    const fn payment() -> Self {
        Self::Payment
    }
}

impl Finding {
    /// The related transactions, each once, by the first entry that names it.
    pub fn related_once(&self) -> Vec<&Related> {
        let mut once: Vec<&Related> = Vec::new();
        for related in &self.related {
            if !once.iter().any(|named| named.is_same_as(related)) {
                once.push(related);
            }
        }
        once
    }

    /// A digest of the evidence about the money: when it changes, a closed case has to be looked at again.
    pub fn evidence<'a>(&self, entries: impl Iterator<Item = &'a Entry>) -> String {
        let mut parts: Vec<String> =
            entries.map(|entry| format!("{}:{}:{}", entry.source, entry.status, entry.amount.to_plain())).collect();
        parts.sort();
        format!("{}|{}|{}", self.kind, self.at_risk.to_plain(), parts.join(","))
    }
}
