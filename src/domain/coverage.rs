//! What a report can speak of by saying nothing: a period, places, and ways of paying.

use super::{Entry, Moment, PayoutPromise, ReportId, Source};
use compact_str::CompactString;
use std::collections::BTreeSet;

/// How the money travelled, as far as one report can be expected to show it: a wallet's bill shows that wallet only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentChannel {
    /// Any bank card.
    Card,
    /// A wallet, by its name: `wechat`, `alipay`, ….
    Wallet(CompactString),
}

/// Wallets that bring a bill of their own.
const WALLETS: &[&str] = &["wechat", "alipay", "jd", "meituan", "paypal"];

impl PaymentChannel {
    /// The channel of an entry, where the entry says enough to tell.
    pub fn of(entry: &Entry) -> Option<Self> {
        Self::named(&entry.scheme, !entry.card.is_empty())
    }

    /// The channel of a scheme, where it is one; a card number alone tells as well.
    pub fn named(scheme: &str, has_card: bool) -> Option<Self> {
        match scheme {
            "" if !has_card => None,
            wallet if WALLETS.contains(&wallet) => Some(Self::Wallet(wallet.into())),
            _ => Some(Self::Card),
        }
    }
}

/// The channels that a report shows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channels {
    /// No row said how it was paid.
    NotStated,
    /// These, and no others.
    Named(BTreeSet<PaymentChannel>),
}

/// What one report covers. Absence of a payment means something only inside it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Coverage {
    /// The report.
    pub report: ReportId,
    /// Whose it is.
    pub source: Source,
    /// Start of the period it states, else its first row.
    pub from: Moment,
    /// End of the period it states, else its last row.
    pub to: Moment,
    /// Terminals that it names; empty when it names none.
    pub terminals: BTreeSet<CompactString>,
    /// Merchants and shops that it names; empty when it names none.
    pub shops: BTreeSet<CompactString>,
    /// Ways of paying that it shows.
    pub channels: Channels,
    /// When its format promises the payout; none: the shop's own setting decides.
    #[serde(default)]
    pub payout: Option<PayoutPromise>,
    /// What it says about batches.
    #[serde(default)]
    pub batches: Vec<BatchRecord>,
}

/// What a terminal's report says about one batch as a whole.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BatchRecord {
    /// The terminal.
    pub terminal: CompactString,
    /// Its batch number.
    pub batch: CompactString,
    /// When the row was written.
    pub time: Moment,
    /// Line in the file, counted from one.
    pub line: u32,
    /// How it stands.
    pub state: BatchState,
}

super::string_enum! {
    /// How a batch stands.
    BatchState {
        /// Closed, and both sides counted the same.
        Balanced = "balanced",
        /// Closed, and the counts differ.
        Unbalanced = "unbalanced",
        /// Not closed: settlement was asked for and did not finish, or is still to come.
        Open = "open",
    }
}

impl Coverage {
    /// Whether the report would show a payment like `entry`, had its source known of it.
    pub fn covers(&self, entry: &Entry) -> bool {
        self.from <= entry.time && entry.time <= self.to && self.names_place_of(entry) && self.shows_channel_of(entry)
    }

    fn names_place_of(&self, entry: &Entry) -> bool {
        let names_no_place = self.terminals.is_empty() && self.shops.is_empty();
        let entry_has_no_place = entry.terminal.is_empty() && entry.merchant.is_empty() && entry.store.is_empty();
        names_no_place
            || entry_has_no_place
            || self.terminals.contains(&entry.terminal)
            || self.shops.contains(&entry.merchant)
            || self.shops.contains(&entry.store)
    }

    fn shows_channel_of(&self, entry: &Entry) -> bool {
        // A till shows every tender that it takes, even on a day when nobody paid by that one.
        let shows_every_channel = matches!(self.source, Source::Till | Source::Bank);
        match (&self.channels, PaymentChannel::of(entry)) {
            _ if shows_every_channel => true,
            (Channels::NotStated, _) | (_, None) => true,
            (Channels::Named(named), Some(channel)) => named.contains(&channel),
        }
    }
}
