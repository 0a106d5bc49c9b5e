//! What a shop sets once.

use super::{Currency, Entry, PayoutPromise, string_enum};

string_enum! {
    /// Language of the window, the summaries and the messages.
    Language {
        /// English.
        English = "en",
        /// Simplified Chinese.
        Chinese = "zh-CN",
    }
}

string_enum! {
    /// Colours of the window.
    Theme {
        /// Dark text on light ground.
        Light = "light",
        /// Light text on dark ground.
        Dark = "dark",
    }
}

/// A terminal and what the shop calls it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct NamedTerminal {
    /// As the reports write it.
    pub number: String,
    /// As people say it.
    pub name: String,
}

/// An acquirer or wallet that the shop works with.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Acquirer {
    /// Its name.
    pub name: String,
    /// Merchant numbers or schemes (`wechat`) by which its payments are known; none: everything that no other answers for.
    pub answers_for: Vec<String>,
    /// Telephone number.
    pub hotline: String,
    /// When somebody answers.
    pub hours: String,
    /// Where to look a payment up: a portal's address, a menu in an app.
    pub look_up: String,
    /// When it pays out; none: by its report's format, else within five days.
    pub payout: Option<PayoutPromise>,
    /// What it keeps by contract, in hundredths of a percent; none: not checked.
    pub fee_rate_bp: Option<u32>,
}

/// Settings of one case book. Missing ones take their defaults, so that an older book opens in a newer version.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Time zone of the shop (IANA name); empty: the one given on the command line, else the system's.
    pub zone: String,
    /// Hour at which the business day ends.
    pub cutoff_hour: u32,
    /// Currency of reports that name none.
    pub currency: Currency,
    /// Language; none: the system's.
    pub language: Option<Language>,
    /// Colours.
    pub theme: Theme,
    /// Name of this till, shown beside the operator.
    pub till_name: String,
    /// Who may stand at the till; the first is on duty when the program starts.
    pub operators: Vec<String>,
    /// Name of the shop, for the summary and the call sheet.
    pub shop_name: String,
    /// Terminals, and what the shop calls them.
    pub terminals: Vec<NamedTerminal>,
    /// Whom to call about what, and what they promised. The first one without merchant numbers answers for all others.
    pub acquirers: Vec<Acquirer>,
    /// The hotline of a book from before there were several acquirers; shown where no acquirer has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hotline: String,
    /// Hour at which a wallet's bill of the day before appears.
    pub bill_hour: u32,
    /// How far the clocks of two sources may differ, in seconds, when nothing but amount, card and time joins them.
    pub clock_tolerance_secs: i64,
    /// How close two charges must be to be taken for one sale charged twice, in seconds.
    pub double_charge_secs: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zone: String::new(),
            cutoff_hour: 0,
            currency: Currency::CNY,
            language: None,
            theme: Theme::Light,
            till_name: String::new(),
            operators: Vec::new(),
            shop_name: String::new(),
            terminals: Vec::new(),
            acquirers: Vec::new(),
            hotline: String::new(),
            bill_hour: 9,
            clock_tolerance_secs: 300,
            double_charge_secs: 300,
        }
    }
}

impl Settings {
    /// Who answers for a payment like `entry`.
    pub fn acquirer_of(&self, entry: &Entry) -> Option<&Acquirer> {
        let named = |acquirer: &&Acquirer| {
            acquirer.answers_for.iter().any(|name| *name == *entry.merchant || *name == *entry.scheme)
        };
        let for_all_others = |acquirer: &&Acquirer| acquirer.answers_for.is_empty();
        self.acquirers.iter().find(named).or_else(|| self.acquirers.iter().find(for_all_others))
    }

    /// What the shop calls a terminal; its number where it has no other name.
    pub fn terminal_name<'a>(&'a self, number: &'a str) -> &'a str {
        let named = self.terminals.iter().find(|terminal| terminal.number == number && !terminal.name.is_empty());
        named.map_or(number, |terminal| &terminal.name)
    }
}
