//! One payment seen from all sides: what each source says of it, or what its silence means.

use super::Knowledge;
use super::batches::BatchKey;
use super::covered::CoveredTimes;
use super::expect;
use super::holds::{self, Holds};
use super::payment::Payment;
use super::places::Places;
use super::standing::Standing;
use super::undo::{Undoing, Undone};
use crate::domain::{
    Cause, Direction, Entry, Moment, Money, PaymentChannel, PayoutPromise, Reason, ReasonCode, ReportId, ResponseClass,
    Settings, Source, Status,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the rules need besides the payment itself.
pub(super) struct Tools<'t> {
    pub(super) known: Knowledge<'t>,
    pub(super) settings: &'t Settings,
    pub(super) covered: CoveredTimes<'t>,
    pub(super) places: Places<'t>,
    pub(super) undone: Undone<'t>,
    pub(super) holds: Holds,
    /// Batches that a terminal's report shows closed, balanced or not.
    pub(super) closed_batches: FxHashSet<BatchKey<'t>>,
    /// What the formats of reports promise.
    pub(super) payouts: FxHashMap<ReportId, PayoutPromise>,
}

/// What one source says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sight<'a> {
    /// It shows the payment.
    Seen(&'a Entry, Standing),
    /// It would show it, and does not.
    Silent,
    /// None of its reports reaches so far.
    NotCovered,
}

impl<'a> Sight<'a> {
    pub(super) const fn entry(self) -> Option<&'a Entry> {
        match self {
            Self::Seen(entry, _) => Some(entry),
            Self::Silent | Self::NotCovered => None,
        }
    }

    pub(super) const fn standing(self) -> Option<Standing> {
        match self {
            Self::Seen(_, standing) => Some(standing),
            Self::Silent | Self::NotCovered => None,
        }
    }

    pub(super) fn is(self, standing: Standing) -> bool {
        self.standing() == Some(standing)
    }

    pub(super) const fn is_silent(self) -> bool {
        matches!(self, Self::Silent)
    }

    pub(super) const fn is_not_covered(self) -> bool {
        matches!(self, Self::NotCovered)
    }
}

/// A payment with what every source says of it.
pub(super) struct Scene<'s, 'a> {
    /// The payment's number.
    pub(super) number: u32,
    pub(super) payment: &'s Payment<'a>,
    pub(super) terminal: Sight<'a>,
    pub(super) acquirer: Sight<'a>,
    pub(super) till: Sight<'a>,
    pub(super) tools: &'s Tools<'s>,
}

impl<'s, 'a> Scene<'s, 'a> {
    pub(super) fn new(number: u32, payment: &'s Payment<'a>, tools: &'s Tools<'s>) -> Self {
        let (lead, time) = (payment.lead(), payment.time());
        // What became of it was told later; others would have shown it when it happened.
        let first = (lead.time != time).then(|| Entry { time, ..lead.clone() });
        let at_its_time = first.as_ref().unwrap_or(lead);
        let sight = |source| match payment.seen_by(source) {
            Some(entry) => Sight::Seen(entry, Standing::of(entry, tools.known)),
            None if tools.covered.covers(source, at_its_time, &tools.places) => Sight::Silent,
            None => Sight::NotCovered,
        };
        Self {
            number,
            payment,
            terminal: sight(Source::Terminal),
            acquirer: sight(Source::Acquirer),
            till: sight(Source::Till),
            tools,
        }
    }

    pub(super) fn lead(&self) -> &'a Entry {
        self.payment.lead()
    }

    pub(super) fn amount(&self) -> Money {
        self.lead().amount
    }

    pub(super) fn is_charge(&self) -> bool {
        self.payment.direction() == Direction::Charge
    }

    /// A charge that takes money, not one that only holds it.
    pub(super) fn takes_money(&self) -> bool {
        self.is_charge() && !holds::is_hold(self.payment)
    }

    /// Whether the till counts it as sold.
    pub(super) fn is_sold(&self) -> bool {
        matches!(self.till.standing(), Some(Standing::Good | Standing::Stored | Standing::Held))
    }

    /// Whether the till would have the sale, and has not.
    pub(super) fn lacks_sale(&self) -> bool {
        !self.is_sold() && !self.till.is_not_covered()
    }

    /// Whether the money was taken: the acquirer has it, or the terminal got it approved and the acquirer's report is
    /// still to come.
    pub(super) fn is_charged(&self) -> bool {
        let not_said_yet = self.acquirer.is_not_covered() || self.acquirer.is(Standing::Undecided);
        self.acquirer.is(Standing::Good) || (self.terminal.is(Standing::Good) && not_said_yet)
    }

    /// Whether a row of the terminal says that it was stored offline, whatever became of it.
    pub(super) fn has_stored_row(&self) -> bool {
        let mut rows = self.payment.entries().iter().filter(|entry| entry.source == Source::Terminal);
        rows.any(|entry| entry.status == Status::OfflineStored)
    }

    /// How far it is undone, by its own rows or by a return that refers to it.
    pub(super) fn undoing(&self) -> Undoing {
        if self.terminal.is(Standing::Undone) || self.acquirer.is(Standing::Undone) {
            return Undoing::Wholly;
        }
        self.tools.undone.of(self.number)
    }

    /// Whether nothing of it is undone or about to be.
    pub(super) fn stands(&self) -> bool {
        self.undoing() == Undoing::Not
    }

    /// Whether the terminal got a refusal and shows the payment as in progress all the same.
    pub(super) fn is_refused_in_progress(&self) -> bool {
        let Some(entry) = self.terminal.entry().filter(|entry| entry.status == Status::Pending) else { return false };
        let class = self.tools.known.codes.lookup(&entry.response_code).map(|code| code.class);
        matches!(
            class,
            Some(
                ResponseClass::DeclinedCustomer
                    | ResponseClass::DeclinedCard
                    | ResponseClass::MerchantConfig
                    | ResponseClass::Security
                    | ResponseClass::RelatedTransaction
            )
        )
    }

    /// When `source` can be expected to show it.
    pub(super) fn wait_for(&self, source: Source) -> (Source, Moment) {
        (source, expect::expected(source, self.lead(), self.tools.settings))
    }

    /// When the acquirer must show a refund at the latest.
    pub(super) fn wait_for_return(&self) -> (Source, Moment) {
        let days = self.tools.known.trade.refund.working_days;
        (Source::Acquirer, expect::after_working_days(days, self.lead(), self.tools.settings))
    }

    /// The terminal's response code; empty when it gave none.
    pub(super) fn terminal_code(&self) -> &'a str {
        self.terminal.entry().map_or("", |entry| entry.response_code.as_str())
    }

    /// Whose doing the terminal's code says it is.
    pub(super) fn cause_of_code(&self) -> Option<Cause> {
        self.tools.known.codes.lookup(self.terminal_code())?.cause
    }

    /// A reason whose sentence names the terminal's code.
    pub(super) fn reason_with_code(&self, code: ReasonCode) -> Reason {
        Reason::with(code, [("code", self.terminal_code())])
    }

    /// How it was paid, by the first row that tells.
    pub(super) fn paid_by(&self) -> Option<PaymentChannel> {
        self.payment.entries().iter().find_map(|entry| PaymentChannel::of(entry))
    }

    /// The reason that says how the acquirer's silence or refusal is to be understood; none when it has the money.
    pub(super) fn acquirer_reason(&self) -> Option<Reason> {
        match self.acquirer {
            Sight::Seen(_, Standing::Good | Standing::Held | Standing::Stored) => None,
            Sight::Seen(entry, _) => {
                Some(Reason::with(ReasonCode::AcquirerDeclined, [("status", entry.status.as_str())]))
            }
            Sight::Silent => Some(Reason::plain(ReasonCode::AcquirerHasNothing)),
            Sight::NotCovered => {
                let mut reason = not_covered(Source::Acquirer);
                reason
                    .args
                    .extend(Reason::paid_by_wallet(self.paid_by()).map(|wallet| wallet.args).unwrap_or_default());
                Some(reason)
            }
        }
    }

    /// The reason that says what the till shows.
    pub(super) fn till_reason(&self) -> Reason {
        match () {
            () if self.is_sold() => Reason::plain(ReasonCode::TillHasSale),
            () if self.lacks_sale() => Reason::plain(ReasonCode::TillHasNoSale),
            () => not_covered(Source::Till),
        }
    }
}

pub(super) fn not_covered(source: Source) -> Reason {
    Reason::with(ReasonCode::NotCoveredYet, [("source", source.as_str())])
}
