//! An entry: one row of a report, normalised. Entries are facts: they are never changed.

use super::{MaskedCard, Money, string_enum};
use chrono::{DateTime, FixedOffset, NaiveDate};
use compact_str::CompactString;
use sha2::{Digest, Sha256};

/// An instant together with the local time of the place it happened at.
pub type Moment = DateTime<FixedOffset>;

string_enum! {
    /// Whose report a row comes from.
    Source {
        /// The card terminal's own journal, batch list or log.
        Terminal = "terminal",
        /// The acquirer's or wallet's bill or settlement report.
        Acquirer = "acquirer",
        /// The till's (POS software's) sales.
        Till = "till",
        /// The bank's statement.
        Bank = "bank",
    }
}

string_enum! {
    /// What kind of transaction a row speaks of. The type tells the direction; amounts are positive.
    TransactionType {
        /// The customer pays.
        Sale = "sale",
        /// Money goes back after clearing.
        Refund = "refund",
        /// A successful sale cancelled before settlement.
        Void = "void",
        /// A message that did not finish is undone.
        Reversal = "reversal",
        /// An amount is held, to be completed later.
        Preauth = "preauth",
        /// A held amount is taken.
        Completion = "completion",
        /// The issuer takes the money back.
        Chargeback = "chargeback",
    }
}

/// Which way money moves, seen from the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// From the customer to the shop, or held for it.
    Charge,
    /// Back to the customer.
    Return,
}

impl TransactionType {
    /// Which way this type moves money.
    pub const fn direction(self) -> Direction {
        match self {
            Self::Sale | Self::Preauth | Self::Completion => Direction::Charge,
            Self::Refund | Self::Void | Self::Reversal | Self::Chargeback => Direction::Return,
        }
    }
}

string_enum! {
    /// How a row says that its transaction stands.
    Status {
        /// Done, as far as this source knows.
        Approved = "approved",
        /// Refused: no money moved.
        Declined = "declined",
        /// Asked, not final.
        Pending = "pending",
        /// No answer, timed out.
        Unknown = "unknown",
        /// To be undone, not undone yet.
        ReversalPending = "reversal-pending",
        /// Undone by a reversal.
        Reversed = "reversed",
        /// Cancelled by a void.
        Voided = "voided",
        /// Money given back.
        Refunded = "refunded",
        /// Pre-authorised, not captured.
        Authorised = "authorised",
        /// A pre-authorised amount taken.
        Captured = "captured",
        /// Paid out, or on its way to being paid out.
        Settled = "settled",
        /// Approved offline, stored on the terminal.
        OfflineStored = "offline-stored",
        /// Given up before any money moved.
        Cancelled = "cancelled",
        /// The report says nothing about it.
        NotStated = "not-stated",
    }
}

/// Number of an entry in its case book; zero before it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct EntryId(pub i64);

/// Number of a report in its case book; zero before it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct ReportId(pub i64);

/// What makes an entry itself: two rows with the same fingerprint are the same fact read twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub [u8; 16]);

/// One row of a report, normalised. Empty text means that the report does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number in the case book.
    pub id: EntryId,
    /// The report it stands in.
    pub report: ReportId,
    /// Line in the file, counted from one.
    pub line: u32,
    /// Whose report it is.
    pub source: Source,
    /// What kind of transaction.
    pub kind: TransactionType,
    /// How it stands.
    pub status: Status,
    /// The status word as the report writes it.
    pub status_text: CompactString,
    /// ISO 8583 field 39 or the provider's own code.
    pub response_code: CompactString,
    /// Positive; `kind` tells the direction.
    pub amount: Money,
    /// When it happened, by this source's clock.
    pub time: Moment,
    /// When it was or will be paid out.
    pub settled_on: Option<NaiveDate>,
    /// What the acquirer kept, in minor units of the amount's currency.
    pub fee_minor: Option<i64>,
    /// What is paid out for it, in minor units; negative where the payout is smaller by it.
    pub net_minor: Option<i64>,
    /// Terminal number (field 41).
    pub terminal: CompactString,
    /// Merchant number (field 42).
    pub merchant: CompactString,
    /// Shop.
    pub store: CompactString,
    /// Till number.
    pub till: CompactString,
    /// Who paid, as a wallet names them.
    pub payer: CompactString,
    /// First six and last four digits at most.
    pub card: MaskedCard,
    /// `visa`, `unionpay`, `wechat`, …, lower case.
    pub scheme: CompactString,
    /// Retrieval reference number (field 37).
    pub rrn: CompactString,
    /// System trace audit number (field 11), printed as voucher number.
    pub stan: CompactString,
    /// Authorisation code (field 38).
    pub auth: CompactString,
    /// Batch number (field 60.2).
    pub batch: CompactString,
    /// The merchant's own order or receipt number.
    pub order: CompactString,
    /// The provider's own number of the transaction (`WeChat` order number, PSP reference).
    pub provider_ref: CompactString,
    /// Retrieval reference of the transaction that this one undoes or completes.
    pub original_rrn: CompactString,
    /// Who stood at the till.
    pub cashier: CompactString,
}

impl Entry {
    /// An entry that says nothing yet but what it must say.
    pub fn new(source: Source, kind: TransactionType, status: Status, amount: Money, time: Moment) -> Self {
        const NOTHING: CompactString = CompactString::const_new("");
        Self {
            id: EntryId(0),
            report: ReportId(0),
            line: 0,
            source,
            kind,
            status,
            status_text: NOTHING,
            response_code: NOTHING,
            amount,
            time,
            settled_on: None,
            fee_minor: None,
            net_minor: None,
            terminal: NOTHING,
            merchant: NOTHING,
            store: NOTHING,
            till: NOTHING,
            payer: NOTHING,
            card: MaskedCard::default(),
            scheme: NOTHING,
            rrn: NOTHING,
            stan: NOTHING,
            auth: NOTHING,
            batch: NOTHING,
            order: NOTHING,
            provider_ref: NOTHING,
            original_rrn: NOTHING,
            cashier: NOTHING,
        }
    }

    /// The fingerprint of the `occurrence`-th row of one file that says exactly this. Where it stands in the file does
    /// not matter, so that an overlapping export adds nothing; two equal rows in one file are two facts.
    pub fn fingerprint(&self, occurrence: u32) -> Fingerprint {
        let mut text = String::with_capacity(192);
        for part in [
            self.source.as_str(),
            self.kind.as_str(),
            self.status.as_str(),
            &self.status_text,
            &self.response_code,
            self.amount.currency.code(),
            &self.terminal,
            &self.merchant,
            &self.store,
            &self.till,
            &self.payer,
            self.card.as_str(),
            &self.scheme,
            &self.rrn,
            &self.stan,
            &self.auth,
            &self.batch,
            &self.order,
            &self.provider_ref,
            &self.original_rrn,
        ] {
            text.push_str(part);
            text.push('\u{1f}');
        }
        let mut hasher = Sha256::new();
        hasher.update(text.as_bytes());
        hasher.update(self.amount.minor.to_le_bytes());
        hasher.update(self.time.timestamp().to_le_bytes());
        hasher.update(occurrence.to_le_bytes());
        let digest = hasher.finalize();
        let mut fingerprint = [0; 16];
        fingerprint.copy_from_slice(&digest[..16]);
        Fingerprint(fingerprint)
    }
}
