//! Money: an integer of minor units together with its currency.

use std::fmt;
use std::str::FromStr;

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// Currencies whose number of decimals is not two (ISO 4217, list one).
const UNUSUAL_DECIMALS: &[(&str, u32)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLF", 4),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("UYI", 0),
    ("UYW", 4),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

impl Currency {
    /// Chinese yuan renminbi.
    pub const CNY: Self = Self(*b"CNY");

    /// The three-letter code.
    pub fn code(&self) -> &str {
        // Built from ASCII capitals only, so this cannot fail; an empty code would show at once.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many digits stand after the decimal point.
    pub fn decimals(self) -> u32 {
        UNUSUAL_DECIMALS.iter().find(|(code, _)| code.as_bytes() == self.0).map_or(2, |&(_, decimals)| decimals)
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    /// Reads a three-letter code in either case.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match text.trim().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]))
            }
            _ => Err(MoneyError::NotACurrency),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units (fen, cents) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// Whole minor units.
    pub minor: i64,
    /// What they are units of.
    pub currency: Currency,
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most one decimal point.
    #[error("not an amount")]
    NotAnAmount,
    /// More digits after the point than the currency has.
    #[error("more decimals than the currency has")]
    TooManyDecimals,
    /// Past what a 64-bit integer of minor units holds.
    #[error("the amount is too large")]
    TooLarge,
    /// Not three letters.
    #[error("not a currency code")]
    NotACurrency,
}

impl Money {
    /// `minor` units of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads a plain decimal (`268.00`, `-7`, `0.5`): a point, no grouping, no symbol. Zeroes past the currency's
    /// decimals are harmless and allowed; anything else is refused, never rounded.
    pub fn parse_plain(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', ..] => (true, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || digits.ends_with('.') {
            return Err(MoneyError::NotAnAmount);
        }
        let decimals = currency.decimals() as usize;
        let (kept, beyond) = fraction.split_at(fraction.len().min(decimals));
        if beyond.bytes().any(|byte| byte != b'0') {
            return Err(MoneyError::TooManyDecimals);
        }
        let mut minor: i64 = 0;
        let padding = std::iter::repeat_n(b'0', decimals - kept.len());
        for digit in whole.bytes().chain(kept.bytes()).chain(padding) {
            minor = minor
                .checked_mul(10)
                .and_then(|shifted| shifted.checked_add(i64::from(digit - b'0')))
                .ok_or(MoneyError::TooLarge)?;
        }
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The same amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self { minor: self.minor.saturating_abs(), currency: self.currency }
    }

    /// A plain decimal with the currency's own number of decimals: `268.00`, `-7.50`, `1500` for yen.
    pub fn to_plain(self) -> String {
        let decimals = self.currency.decimals() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.minor.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

/// Adds `money` to the sum of its currency; amounts of different currencies are never added together.
pub fn add_to_sums(sums: &mut Vec<Money>, money: Money) {
    match sums.iter_mut().find(|sum| sum.currency == money.currency) {
        Some(sum) => sum.minor = sum.minor.saturating_add(money.minor),
        None => sums.push(money),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn decimals_follow_the_currency() {
        for (code, text, minor) in [("CNY", "268.00", 26_800), ("JPY", "1500", 1_500), ("KWD", "1.234", 1_234)] {
            let money = Money::parse_plain(text, currency(code)).unwrap();
            assert_eq!(money.minor, minor);
            assert_eq!(money.to_plain(), text);
        }
        assert_eq!(Money::new(-5, currency("EUR")).to_plain(), "-0.05");
    }

    #[test]
    fn an_amount_is_never_rounded_or_guessed() {
        let cny = Currency::CNY;
        for text in ["", ".", "5.", ".5", "8O.00", "1e9", "--5", "1,5", "٣"] {
            assert_eq!(Money::parse_plain(text, cny), Err(MoneyError::NotAnAmount), "{text}");
        }
        assert_eq!(Money::parse_plain("0.005", cny), Err(MoneyError::TooManyDecimals));
        assert_eq!(Money::parse_plain("0.01000", cny), Ok(Money::new(1, cny)));
        assert_eq!(Money::parse_plain(&"9".repeat(30), cny), Err(MoneyError::TooLarge));
    }
}
