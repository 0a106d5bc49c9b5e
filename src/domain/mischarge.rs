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
