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
    /// Folder whose new files are imported by themselves; empty: none.
    pub watched_folder: String,
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
            watched_folder: String::new(),
            bill_hour: 9,
            clock_tolerance_secs: 300,
            double_charge_secs: 300,
        }
    }
}

impl Acquirer {
    /// Its telephone number and when somebody answers: `95516 · 24 h`.
    pub fn hotline_and_hours(&self) -> String {
        let known = [self.hotline.as_str(), self.hours.as_str()];
        known.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
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

    /// The same settings with the hotline of a book from before there were several acquirers in its place: with the one that
    /// answers for everything.
    #[must_use]
    pub fn with_acquirers_named(mut self) -> Self {
        let line = std::mem::take(&mut self.hotline);
        if line.trim().is_empty() {
            return self;
        }
        let (hotline, hours) = line.split_once('·').unwrap_or((&line, ""));
        let (hotline, hours) = (hotline.trim().to_owned(), hours.trim().to_owned());
        match self.acquirers.iter_mut().find(|acquirer| acquirer.answers_for.is_empty()) {
            Some(acquirer) if acquirer.hotline.is_empty() => (acquirer.hotline, acquirer.hours) = (hotline, hours),
            Some(_) => {}
            None => self.acquirers.push(Acquirer { hotline, hours, ..Acquirer::default() }),
        }
        self
    }

    /// Whether cases may come out differently under `other`: the rules look at nothing else of the settings.
    pub fn judges_like(&self, other: &Self) -> bool {
        let seen = |settings: &Self| Self {
            zone: settings.zone.clone(),
            cutoff_hour: settings.cutoff_hour,
            currency: settings.currency,
            acquirers: settings.acquirers.clone(),
            bill_hour: settings.bill_hour,
            clock_tolerance_secs: settings.clock_tolerance_secs,
            double_charge_secs: settings.double_charge_secs,
            ..Self::default()
        };
        seen(self) == seen(other)
    }

    /// What the shop calls a terminal; its number where it has no other name.
    pub fn terminal_name<'a>(&'a self, number: &'a str) -> &'a str {
        let named = self.terminals.iter().find(|terminal| terminal.number == number && !terminal.name.is_empty());
        named.map_or(number, |terminal| &terminal.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_hotline_of_an_older_book_becomes_an_acquirer() {
        let old = Settings { hotline: "95516 · 24 h".to_owned(), ..Settings::default() };
        let new = old.with_acquirers_named();
        assert_eq!(new.hotline, "");
        assert_eq!(new.acquirers.len(), 1);
        assert_eq!(new.acquirers[0].hotline_and_hours(), "95516 · 24 h");
        assert_eq!(new.clone().with_acquirers_named(), new);
    }

    #[test]
    fn an_acquirer_with_a_hotline_of_its_own_keeps_it() {
        let acquirer = Acquirer { hotline: "95017".to_owned(), ..Acquirer::default() };
        let old = Settings { hotline: "95516".to_owned(), acquirers: vec![acquirer.clone()], ..Settings::default() };
        assert_eq!(old.with_acquirers_named().acquirers, [acquirer]);
    }

    #[test]
    fn only_what_the_rules_look_at_makes_cases_come_out_differently() {
        let settings = Settings::default();
        let renamed = Settings { shop_name: "Shop".to_owned(), theme: Theme::Dark, ..Settings::default() };
        assert!(settings.judges_like(&renamed));
        assert!(!settings.judges_like(&Settings { cutoff_hour: 4, ..Settings::default() }));
    }
}
