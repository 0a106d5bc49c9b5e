//! The settings while they are being changed: everything as it is typed, and what is wrong with it.

mod zones;

pub use zones::COMMON_ZONES;
use zones::zone_choices;

use crate::domain::{Acquirer, Currency, NamedTerminal, PayoutPromise, Settings, Zone};
use std::collections::BTreeMap;

/// A text field of the form; lists are counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SettingsField {
    /// Name of the shop.
    ShopName,
    /// Folder whose new files are imported by themselves.
    WatchedFolder,
    /// Name of the till.
    TillName,
    /// An operator to add.
    NewOperator,
    /// What a terminal is called.
    TerminalName(usize),
    /// Number of a terminal to add.
    NewTerminal,
    /// Name of an acquirer.
    AcquirerName(usize),
    /// Merchant numbers and schemes that an acquirer answers for.
    AnswersFor(usize),
    /// Its telephone number.
    Hotline(usize),
    /// When somebody answers.
    Hours(usize),
    /// Where to look a payment up.
    LookUp(usize),
    /// What it keeps by contract, in percent.
    FeeRate(usize),
    /// The time zone.
    Zone,
    /// What a time zone is looked for by.
    ZoneSearch,
    /// The currency.
    Currency,
    /// How far clocks may differ.
    ClockTolerance,
    /// How close two charges are taken for one sale.
    DoubleCharge,
}

/// What is wrong with a field; put into words when drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Not three letters.
    NotACurrency,
    /// No time zone has this name.
    NotAZone,
    /// Not a whole number from zero to this.
    NotSeconds(i64),
    /// Not a percentage with two decimals at the most.
    NotARate,
    /// A terminal of this number, or an operator of this name, is in the list.
    IsInTheList,
    /// Two acquirers answer for everything that no other answers for.
    TwoForAllOthers,
}

/// A change of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsEdit {
    /// Something was typed.
    Text(SettingsField, String),
    /// Add the operator typed.
    AddOperator,
    /// Take an operator off the list; what they did stays in the history.
    RemoveOperator(usize),
    /// Move an operator one place up.
    RaiseOperator(usize),
    /// Add a terminal: this number, or the one typed.
    AddTerminal(Option<String>),
    /// Forget what a terminal is called.
    RemoveTerminal(usize),
    /// Add an acquirer.
    AddAcquirer,
    /// Remove an acquirer.
    RemoveAcquirer(usize),
    /// When an acquirer pays out.
    Payout(usize, Option<PayoutPromise>),
    /// The time zone; empty: the system's.
    Zone(String),
    /// The hour at which the business day ends.
    CutoffHour(u32),
    /// The hour at which bills appear.
    BillHour(u32),
}

/// An acquirer as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcquirerForm {
    /// Its name.
    pub name: String,
    /// Merchant numbers and schemes, separated by commas or blanks.
    pub answers_for: String,
    /// Telephone number.
    pub hotline: String,
    /// When somebody answers.
    pub hours: String,
    /// Where to look a payment up.
    pub look_up: String,
    /// When it pays out.
    pub payout: Option<PayoutPromise>,
    /// Percent by contract; empty: not checked.
    pub fee_rate: String,
}

/// The settings as they stand in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsForm {
    /// Name of the shop.
    pub shop_name: String,
    /// Folder whose new files are imported by themselves.
    pub watched_folder: String,
    /// Name of the till.
    pub till_name: String,
    /// Who may stand at the till.
    pub operators: Vec<String>,
    /// Terminals and what they are called.
    pub terminals: Vec<NamedTerminal>,
    /// Acquirers.
    pub acquirers: Vec<AcquirerForm>,
    /// Time zone; empty: the system's.
    pub zone: String,
    /// Hour at which the business day ends.
    pub cutoff_hour: u32,
    /// Hour at which bills appear.
    pub bill_hour: u32,
    /// Currency of reports that name none.
    pub currency: String,
    /// Seconds that clocks may differ.
    pub clock_tolerance: String,
    /// Seconds between two charges of one sale.
    pub double_charge: String,
    /// An operator not added yet.
    pub new_operator: String,
    /// A terminal not added yet.
    pub new_terminal: String,
    /// What a time zone is looked for by.
    pub zone_search: String,
    /// Zones that fit what is looked for, the usual ones first.
    pub zone_choices: Vec<&'static str>,
    /// What is wrong, by field.
    pub mistakes: BTreeMap<SettingsField, Mistake>,
}

impl SettingsForm {
    /// The form with `settings` filled in.
    pub fn new(settings: &Settings) -> Self {
        Self {
            shop_name: settings.shop_name.clone(),
            watched_folder: settings.watched_folder.clone(),
            till_name: settings.till_name.clone(),
            operators: settings.operators.clone(),
            terminals: settings.terminals.clone(),
            acquirers: settings.acquirers.iter().map(AcquirerForm::new).collect(),
            zone: settings.zone.clone(),
            cutoff_hour: settings.cutoff_hour,
            bill_hour: settings.bill_hour,
            currency: settings.currency.code().to_owned(),
            clock_tolerance: settings.clock_tolerance_secs.to_string(),
            double_charge: settings.double_charge_secs.to_string(),
            new_operator: String::new(),
            new_terminal: String::new(),
            zone_search: String::new(),
            zone_choices: zone_choices(""),
            mistakes: BTreeMap::new(),
        }
    }

    /// Whether something differs from `settings`, typed names that were not added yet included.
    pub fn differs_from(&self, settings: &Settings) -> bool {
        let untouched = Self::new(settings);
        let Self { zone_search, zone_choices, mistakes, .. } = self.clone();
        *self != Self { zone_search, zone_choices, mistakes, ..untouched }
    }

    /// What is typed in a field; nothing where the list has no such place.
    pub fn text(&self, field: SettingsField) -> &str {
        let acquirer = |at: usize| self.acquirers.get(at);
        match field {
            SettingsField::ShopName => &self.shop_name,
            SettingsField::WatchedFolder => &self.watched_folder,
            SettingsField::TillName => &self.till_name,
            SettingsField::NewOperator => &self.new_operator,
            SettingsField::TerminalName(at) => self.terminals.get(at).map_or("", |terminal| &terminal.name),
            SettingsField::NewTerminal => &self.new_terminal,
            SettingsField::AcquirerName(at) => acquirer(at).map_or("", |form| &form.name),
            SettingsField::AnswersFor(at) => acquirer(at).map_or("", |form| &form.answers_for),
            SettingsField::Hotline(at) => acquirer(at).map_or("", |form| &form.hotline),
            SettingsField::Hours(at) => acquirer(at).map_or("", |form| &form.hours),
            SettingsField::LookUp(at) => acquirer(at).map_or("", |form| &form.look_up),
            SettingsField::FeeRate(at) => acquirer(at).map_or("", |form| &form.fee_rate),
            SettingsField::Zone => &self.zone,
            SettingsField::ZoneSearch => &self.zone_search,
            SettingsField::Currency => &self.currency,
            SettingsField::ClockTolerance => &self.clock_tolerance,
            SettingsField::DoubleCharge => &self.double_charge,
        }
    }

    fn text_mut(&mut self, field: SettingsField) -> Option<&mut String> {
        Some(match field {
            SettingsField::ShopName => &mut self.shop_name,
            SettingsField::WatchedFolder => &mut self.watched_folder,
            SettingsField::TillName => &mut self.till_name,
            SettingsField::NewOperator => &mut self.new_operator,
            SettingsField::TerminalName(at) => &mut self.terminals.get_mut(at)?.name,
            SettingsField::NewTerminal => &mut self.new_terminal,
            SettingsField::AcquirerName(at) => &mut self.acquirers.get_mut(at)?.name,
            SettingsField::AnswersFor(at) => &mut self.acquirers.get_mut(at)?.answers_for,
            SettingsField::Hotline(at) => &mut self.acquirers.get_mut(at)?.hotline,
            SettingsField::Hours(at) => &mut self.acquirers.get_mut(at)?.hours,
            SettingsField::LookUp(at) => &mut self.acquirers.get_mut(at)?.look_up,
            SettingsField::FeeRate(at) => &mut self.acquirers.get_mut(at)?.fee_rate,
            SettingsField::Zone => &mut self.zone,
            SettingsField::ZoneSearch => &mut self.zone_search,
            SettingsField::Currency => &mut self.currency,
            SettingsField::ClockTolerance => &mut self.clock_tolerance,
            SettingsField::DoubleCharge => &mut self.double_charge,
        })
    }

    /// Makes one change and looks again at what is wrong.
    pub fn edit(&mut self, edit: SettingsEdit) {
        match edit {
            SettingsEdit::Text(field, text) => {
                if let Some(place) = self.text_mut(field) {
                    *place = text;
                }
                if field == SettingsField::ZoneSearch {
                    self.zone_choices = zone_choices(&self.zone_search);
                }
            }
            SettingsEdit::AddOperator => {
                let name = self.new_operator.trim().to_owned();
                if !name.is_empty() && !self.operators.contains(&name) {
                    self.operators.push(name);
                    self.new_operator.clear();
                }
            }
            SettingsEdit::RemoveOperator(at) => remove(&mut self.operators, at),
            SettingsEdit::RaiseOperator(at) => {
                if 0 < at && at < self.operators.len() {
                    self.operators.swap(at - 1, at);
                }
            }
            SettingsEdit::AddTerminal(number) => self.add_terminal(number),
            SettingsEdit::RemoveTerminal(at) => remove(&mut self.terminals, at),
            SettingsEdit::AddAcquirer => self.acquirers.push(AcquirerForm::default()),
            SettingsEdit::RemoveAcquirer(at) => remove(&mut self.acquirers, at),
            SettingsEdit::Payout(at, payout) => {
                if let Some(acquirer) = self.acquirers.get_mut(at) {
                    acquirer.payout = payout;
                }
            }
            SettingsEdit::Zone(zone) => {
                self.zone = zone;
                self.zone_search.clear();
                self.zone_choices = zone_choices("");
            }
            SettingsEdit::CutoffHour(hour) => self.cutoff_hour = hour,
            SettingsEdit::BillHour(hour) => self.bill_hour = hour,
        }
        self.mistakes = self.find_mistakes();
    }

    fn add_terminal(&mut self, number: Option<String>) {
        let is_typed = number.is_none();
        let number = number.unwrap_or_else(|| self.new_terminal.trim().to_owned());
        if number.is_empty() || self.terminals.iter().any(|terminal| terminal.number == number) {
            return;
        }
        self.terminals.push(NamedTerminal { number, name: String::new() });
        if is_typed {
            self.new_terminal.clear();
        }
    }

    fn find_mistakes(&self) -> BTreeMap<SettingsField, Mistake> {
        let mut mistakes = BTreeMap::new();
        let zone = self.zone.trim();
        if !zone.is_empty() && zone.parse::<Zone>().is_err() {
            mistakes.insert(SettingsField::Zone, Mistake::NotAZone);
        }
        if self.currency.parse::<Currency>().is_err() {
            mistakes.insert(SettingsField::Currency, Mistake::NotACurrency);
        }
        for field in [SettingsField::ClockTolerance, SettingsField::DoubleCharge] {
            if seconds(self.text(field)).is_none() {
                mistakes.insert(field, Mistake::NotSeconds(MOST_SECONDS));
            }
        }
        if self.operators.iter().any(|name| name == self.new_operator.trim()) {
            mistakes.insert(SettingsField::NewOperator, Mistake::IsInTheList);
        }
        if self.terminals.iter().any(|terminal| terminal.number == self.new_terminal.trim()) {
            mistakes.insert(SettingsField::NewTerminal, Mistake::IsInTheList);
        }
        for (at, acquirer) in self.acquirers.iter().enumerate() {
            if rate(&acquirer.fee_rate).is_err() {
                mistakes.insert(SettingsField::FeeRate(at), Mistake::NotARate);
            }
            let for_all = |form: &AcquirerForm| names(&form.answers_for).is_empty();
            if for_all(acquirer) && self.acquirers[..at].iter().any(for_all) {
                mistakes.insert(SettingsField::AnswersFor(at), Mistake::TwoForAllOthers);
            }
        }
        mistakes
    }

    /// The settings that the form stands for, on top of those it does not show; none while something is wrong. A name typed
    /// and not added counts as added.
    pub fn read(&self, base: &Settings) -> Option<Settings> {
        let mut form = self.clone();
        form.edit(SettingsEdit::AddOperator);
        form.edit(SettingsEdit::AddTerminal(None));
        if !form.mistakes.is_empty() {
            return None;
        }
        let kept = |text: &String| text.trim().to_owned();
        let terminal =
            |terminal: &NamedTerminal| NamedTerminal { number: kept(&terminal.number), name: kept(&terminal.name) };
        Some(Settings {
            shop_name: kept(&form.shop_name),
            watched_folder: kept(&form.watched_folder),
            till_name: kept(&form.till_name),
            operators: form.operators.clone(),
            terminals: form.terminals.iter().map(terminal).collect(),
            acquirers: form.acquirers.iter().map(AcquirerForm::read).collect::<Option<_>>()?,
            zone: kept(&form.zone),
            cutoff_hour: form.cutoff_hour,
            bill_hour: form.bill_hour,
            currency: form.currency.parse().ok()?,
            clock_tolerance_secs: seconds(&form.clock_tolerance)?,
            double_charge_secs: seconds(&form.double_charge)?,
            ..base.clone()
        })
    }
}

impl AcquirerForm {
    fn new(acquirer: &Acquirer) -> Self {
        Self {
            name: acquirer.name.clone(),
            answers_for: acquirer.answers_for.join(", "),
            hotline: acquirer.hotline.clone(),
            hours: acquirer.hours.clone(),
            look_up: acquirer.look_up.clone(),
            payout: acquirer.payout,
            fee_rate: acquirer.fee_rate_bp.map(percent).unwrap_or_default(),
        }
    }

    fn read(&self) -> Option<Acquirer> {
        let kept = |text: &String| text.trim().to_owned();
        Some(Acquirer {
            name: kept(&self.name),
            answers_for: names(&self.answers_for),
            hotline: kept(&self.hotline),
            hours: kept(&self.hours),
            look_up: kept(&self.look_up),
            payout: self.payout,
            fee_rate_bp: rate(&self.fee_rate).ok()?,
        })
    }
}

fn remove<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

/// An hour is more than any clock of a till is wrong by.
const MOST_SECONDS: i64 = 3_600;

fn seconds(text: &str) -> Option<i64> {
    text.trim().parse().ok().filter(|seconds| (0..=MOST_SECONDS).contains(seconds))
}

/// Merchant numbers and schemes; schemes are known in lower case.
fn names(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '、' | '；'));
    let parts = parts.filter(|part| !part.is_empty());
    let has_digit = |part: &str| part.contains(|c: char| c.is_ascii_digit());
    parts.map(|part| if has_digit(part) { part.to_owned() } else { part.to_lowercase() }).collect()
}

/// `0.38` → 38 hundredths of a percent; nothing typed: none.
fn rate(text: &str) -> Result<Option<u32>, Mistake> {
    let text = text.trim().trim_end_matches(['%', '％']).trim_end();
    if text.is_empty() {
        return Ok(None);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 2 || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
        return Err(Mistake::NotARate);
    }
    format!("{whole}{fraction:0<2}").parse().map(Some).map_err(|_| Mistake::NotARate)
}

fn percent(bp: u32) -> String {
    format!("{}.{:02}", bp / 100, bp % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            operators: vec!["07".to_owned(), "03".to_owned()],
            acquirers: vec![Acquirer {
                name: "Bank".to_owned(),
                answers_for: vec!["831290054990017".to_owned(), "visa".to_owned()],
                payout: Some(PayoutPromise::NextWorkingDay),
                fee_rate_bp: Some(38),
                ..Acquirer::default()
            }],
            ..Settings::default()
        }
    }

    #[test]
    fn a_form_that_nobody_touched_reads_as_what_filled_it() {
        let form = SettingsForm::new(&settings());
        assert!(!form.differs_from(&settings()));
        assert_eq!(form.read(&settings()), Some(settings()));
    }

    #[test]
    fn what_is_typed_is_read_and_what_is_not_shown_is_kept() {
        let base = Settings { hotline: "95516".to_owned(), ..settings() };
        let mut form = SettingsForm::new(&base);
        let text = |field, text: &str| SettingsEdit::Text(field, text.to_owned());
        form.edit(text(SettingsField::ShopName, " Corner shop "));
        form.edit(text(SettingsField::AnswersFor(0), "WeChat，alipay 8312900549900AB"));
        form.edit(text(SettingsField::FeeRate(0), "0.6 %"));
        form.edit(text(SettingsField::NewOperator, "11"));
        form.edit(SettingsEdit::AddTerminal(Some("T-01".to_owned())));
        form.edit(SettingsEdit::RaiseOperator(1));
        form.edit(SettingsEdit::CutoffHour(4));
        assert!(form.differs_from(&base));
        let read = form.read(&base).unwrap();
        assert_eq!(read.shop_name, "Corner shop");
        assert_eq!(read.acquirers[0].answers_for, ["wechat", "alipay", "8312900549900AB"]);
        assert_eq!(read.acquirers[0].fee_rate_bp, Some(60));
        assert_eq!(read.operators, ["03", "07", "11"]);
        assert_eq!(read.terminals[0].number, "T-01");
        assert_eq!((read.cutoff_hour, read.hotline.as_str()), (4, "95516"));
    }

    #[test]
    fn what_cannot_be_meant_is_named_at_its_field_and_not_read() {
        let wrong = [
            (SettingsField::Zone, "Mars/Olympus", Mistake::NotAZone),
            (SettingsField::Currency, "RMBY", Mistake::NotACurrency),
            (SettingsField::ClockTolerance, "-1", Mistake::NotSeconds(3_600)),
            (SettingsField::DoubleCharge, "five", Mistake::NotSeconds(3_600)),
            (SettingsField::FeeRate(0), "0.385", Mistake::NotARate),
            (SettingsField::FeeRate(0), "100", Mistake::NotARate),
            (SettingsField::NewOperator, "07", Mistake::IsInTheList),
        ];
        for (field, text, mistake) in wrong {
            let mut form = SettingsForm::new(&settings());
            form.edit(SettingsEdit::Text(field, text.to_owned()));
            assert_eq!(form.mistakes, [(field, mistake)].into(), "{text}");
            assert_eq!(form.read(&settings()), None);
        }
    }

    #[test]
    fn two_acquirers_cannot_both_answer_for_everything_else() {
        let mut form = SettingsForm::new(&Settings::default());
        form.edit(SettingsEdit::AddAcquirer);
        assert_eq!(form.mistakes.len(), 0);
        form.edit(SettingsEdit::AddAcquirer);
        assert_eq!(form.mistakes, [(SettingsField::AnswersFor(1), Mistake::TwoForAllOthers)].into());
        form.edit(SettingsEdit::RemoveAcquirer(0));
        assert_eq!(form.mistakes.len(), 0);
    }
}
