//! What a shop sets once.

use super::{Currency, string_enum};

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
    /// The acquirer's hotline, as it is shown beside the step.
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
            hotline: String::new(),
            bill_hour: 9,
            clock_tolerance_secs: 300,
            double_charge_secs: 300,
        }
    }
}
