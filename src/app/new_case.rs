//! The form for a case that is started by hand, as far as it is filled in.

use super::moments::past_time;
use crate::domain::{Currency, DescribedPayment, FindingKind, MaskedCard, Moment, Money, NewCase, mask_card_numbers};

/// A text of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NewCaseField {
    /// How much, as typed.
    Amount,
    /// `HH:MM`, as typed; empty: now.
    Time,
    /// Terminal number.
    Terminal,
    /// Card scheme or wallet, lower case.
    Scheme,
    /// The card's last four digits.
    Card,
    /// Reference, order or receipt number.
    Reference,
}

/// What is typed so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCaseDraft {
    /// What seems to be wrong.
    pub finding: FindingKind,
    /// How much, as typed.
    pub amount: String,
    /// `HH:MM`, as typed; empty: now.
    pub time: String,
    /// Terminal number; empty: not known.
    pub terminal: String,
    /// Card scheme or wallet; empty: not known.
    pub scheme: String,
    /// The card's last four digits.
    pub card: String,
    /// Reference, order or receipt number.
    pub reference: String,
    /// Whether it is on its way to the disk.
    pub is_saving: bool,
}

/// What keeps a form from being saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewCaseFault {
    /// The amount is no amount in this currency; as typed.
    Amount(String),
    /// The time is no time of day; as typed.
    Time(String),
}

impl Default for NewCaseDraft {
    fn default() -> Self {
        Self {
            // What is told at a counter most often, and the one that does no harm when it turns out to be another.
            finding: FindingKind::ResultUnknown,
            amount: String::new(),
            time: String::new(),
            terminal: String::new(),
            scheme: String::new(),
            card: String::new(),
            reference: String::new(),
            is_saving: false,
        }
    }
}

impl NewCaseDraft {
    /// What stands in a field.
    pub fn text(&self, field: NewCaseField) -> &str {
        match field {
            NewCaseField::Amount => &self.amount,
            NewCaseField::Time => &self.time,
            NewCaseField::Terminal => &self.terminal,
            NewCaseField::Scheme => &self.scheme,
            NewCaseField::Card => &self.card,
            NewCaseField::Reference => &self.reference,
        }
    }

    /// Changes what stands in a field.
    pub(super) fn edit(&mut self, field: NewCaseField, text: String) {
        *match field {
            NewCaseField::Amount => &mut self.amount,
            NewCaseField::Time => &mut self.time,
            NewCaseField::Terminal => &mut self.terminal,
            NewCaseField::Scheme => &mut self.scheme,
            NewCaseField::Card => &mut self.card,
            NewCaseField::Reference => &mut self.reference,
        } = text;
    }

    /// The case to be started; nothing is guessed.
    pub(super) fn read(&self, currency: Currency, now: Moment) -> Result<NewCase, NewCaseFault> {
        let typed = self.amount.trim();
        let amount = Money::parse_plain(typed, currency).ok().filter(|amount| amount.minor > 0);
        let amount = amount.ok_or_else(|| NewCaseFault::Amount(mask_card_numbers(typed)))?;
        let time = match self.time.trim() {
            "" => now,
            typed => past_time(typed, now).ok_or_else(|| NewCaseFault::Time(mask_card_numbers(typed)))?,
        };
        let reference = self.reference.trim();
        // A slip's reference has twelve digits; every other number is the order's or the receipt's.
        let is_rrn = reference.len() == 12 && reference.bytes().all(|byte| byte.is_ascii_digit());
        let (rrn, order) = if is_rrn { (reference, "") } else { ("", reference) };
        let described = DescribedPayment {
            terminal: self.terminal.trim().into(),
            scheme: self.scheme.trim().into(),
            card: MaskedCard::from_report(&self.card),
            rrn: rrn.into(),
            order: order.into(),
        };
        Ok(NewCase { finding: self.finding, amount, time, described })
    }
}
