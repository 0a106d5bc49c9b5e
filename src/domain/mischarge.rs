//! A customer charged another amount than the right one, as far as the reports tell.

use super::{Finding, Money, ReasonCode, Source, string_enum};

string_enum! {
    /// Which way a charge was wrong. The outside names stand in playbook files.
    Charged {
        /// More than the right amount.
        TooMuch = "too-much",
        /// Less than the right amount.
        TooLittle = "too-little",
    }
}

/// What was charged beside what should have been, in one currency and never equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mischarge {
    /// What the acquirer, else the terminal, says.
    pub charged: Money,
    /// What the till, else the terminal, says.
    pub right: Money,
}

impl Mischarge {
    /// Reads it from the reasons of `finding`. None where they do not tell: another kind of finding, two currencies, or
    /// a terminal that alone stands against till and acquirer.
    pub fn of(finding: &Finding) -> Option<Self> {
        // Only pairs that differ are among the reasons, so two sources without a pair agree or one of them is silent.
        let between = |charging: Source, naming: Source| {
            finding.reasons.iter().filter(|reason| reason.code == ReasonCode::AmountsDiffer).find_map(|reason| {
                let amount_of = |source: Source| {
                    let side = ["left", "right"]
                        .into_iter()
                        .find(|side| reason.args.get(*side).is_some_and(|named| named == source.as_str()))?;
                    let amount = reason.args.get(&format!("{side}_amount"))?;
                    Money::parse_plain(amount, finding.amount.currency).ok()
                };
                Some(Self { charged: amount_of(charging)?, right: amount_of(naming)? })
            })
        };
        let at_acquirer = between(Source::Acquirer, Source::Till);
        let beside_till = between(Source::Terminal, Source::Till);
        let beside_terminal = between(Source::Acquirer, Source::Terminal);
        match (at_acquirer, beside_till, beside_terminal) {
            (Some(mischarge), _, _) | (None, Some(mischarge), None) | (None, None, Some(mischarge)) => Some(mischarge),
            (None, Some(_), Some(_)) | (None, None, None) => None,
        }
    }

    /// Which way it was wrong.
    pub const fn charged(&self) -> Charged {
        if self.charged.minor > self.right.minor { Charged::TooMuch } else { Charged::TooLittle }
    }

    /// What goes back, or is missing.
    #[must_use]
    pub const fn difference(&self) -> Money {
        Money::new(self.charged.minor.saturating_sub(self.right.minor), self.charged.currency).abs()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics is a test that fails")]
mod tests {
    use super::{Charged, Mischarge};
    use crate::domain::{
        BusinessDay, Cause, Confidence, Currency, EntryId, Finding, FindingKind, Moment, Money, Reason, ReasonCode,
        Subject,
    };

    /// Each pair: two sources and what they say.
    fn finding(pairs: &[[&str; 4]]) -> Finding {
        let time: Moment = "2026-11-23T17:20:00+08:00".parse().unwrap();
        let amount = Money::new(26_800, Currency::CNY);
        let reason = |[left, right, left_amount, right_amount]: &[&str; 4]| {
            Reason::with(
                ReasonCode::AmountsDiffer,
                [("left", *left), ("right", *right), ("left_amount", *left_amount), ("right_amount", *right_amount)],
            )
        };
        Finding {
            kind: FindingKind::AmountDiffers,
            subject: Subject::Payment,
            also: Vec::new(),
            confidence: Confidence::Certain,
            cause: Cause::NotKnown,
            amount,
            at_risk: amount,
            time,
            business_day: BusinessDay::of(time, 0),
            lead: EntryId(1),
            entries: vec![EntryId(1)],
            related: Vec::new(),
            reasons: pairs.iter().map(reason).collect(),
            waiting_for: None,
            expires_at: None,
            described: None,
        }
    }

    fn told(pairs: &[[&str; 4]]) -> Option<(Charged, String, String)> {
        let mischarge = Mischarge::of(&finding(pairs))?;
        Some((mischarge.charged(), mischarge.right.to_plain(), mischarge.difference().to_plain()))
    }

    #[test]
    fn the_acquirer_charges_and_the_till_is_right() {
        let wrong_keyed = [["terminal", "till", "129.00", "128.00"], ["acquirer", "till", "129.00", "128.00"]];
        assert_eq!(told(&wrong_keyed), Some((Charged::TooMuch, "128.00".to_owned(), "1.00".to_owned())));
        let wrong_booked = [["terminal", "acquirer", "129.00", "12.90"], ["till", "acquirer", "129.00", "12.90"]];
        assert_eq!(told(&wrong_booked), Some((Charged::TooLittle, "129.00".to_owned(), "116.10".to_owned())));
    }

    #[test]
    fn without_a_till_the_slip_is_right_and_without_an_acquirer_it_charges() {
        let no_till = told(&[["terminal", "acquirer", "10.00", "12.00"]]);
        assert_eq!(no_till, Some((Charged::TooMuch, "10.00".to_owned(), "2.00".to_owned())));
        let no_acquirer = told(&[["terminal", "till", "10.00", "12.00"]]);
        assert_eq!(no_acquirer, Some((Charged::TooLittle, "12.00".to_owned(), "2.00".to_owned())));
    }

    #[test]
    fn nothing_is_told_where_only_the_terminal_is_odd_or_no_amounts_are_named() {
        let odd_terminal = [["terminal", "acquirer", "1.00", "10.00"], ["terminal", "till", "1.00", "10.00"]];
        assert_eq!(told(&odd_terminal), None);
        assert_eq!(told(&[]), None);
    }
}
