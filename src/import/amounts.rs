//! Amounts as reports write them → minor units. Nothing is rounded and nothing is guessed: what can be read in two ways
//! and is not settled by the rest of its column is refused.

use crate::domain::{Currency, Money, MoneyError, Rejection};
use compact_str::CompactString;

/// The mark between whole units and decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

/// What a column's numbers count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Unit {
    /// Yuan, euros.
    #[default]
    Major,
    /// Fen, cents.
    Minor,
}

/// How the numbers of one file are to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AmountStyle {
    /// The decimal mark, where the file has shown it.
    pub(super) mark: Option<DecimalMark>,
}

/// Currency symbols, and the currencies that each may stand for. One that stands for several says nothing unless the
/// report or the shop's setting says which.
const SYMBOLS: &[(&str, &[&str])] = &[
    ("¥", &["CNY", "JPY"]),
    ("￥", &["CNY", "JPY"]),
    ("元", &["CNY", "TWD", "HKD", "MOP"]),
    ("圆", &["CNY"]),
    ("円", &["JPY"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("₩", &["KRW"]),
    ("₹", &["INR"]),
    ("฿", &["THB"]),
    ("₫", &["VND"]),
    ("HK$", &["HKD"]),
    ("NT$", &["TWD"]),
    ("US$", &["USD"]),
    ("A$", &["AUD"]),
    ("S$", &["SGD"]),
    ("RM", &["MYR"]),
    ("$", &["USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "CLP", "ARS", "COP"]),
];

/// An amount taken apart: its sign, its digits with their marks, and what names its currency.
struct Parts<'t> {
    is_negative: bool,
    body: &'t str,
    symbol: &'t str,
}

impl AmountStyle {
    /// Reads an amount. `currency` is the row's or the file's; a symbol of another one changes or refuses it.
    pub(super) fn read(self, text: &str, currency: Currency, unit: Unit) -> Result<Money, Rejection> {
        if let (Some(mark), Unit::Major) = (self.mark, unit)
            && let Some(minor) = usual_form(text.as_bytes(), mark, currency.decimals())
        {
            return Ok(Money::new(minor, currency));
        }
        let parts = Parts::of(text).ok_or(Rejection::NotAnAmount)?;
        let currency = currency_of(parts.symbol, currency)?;
        let plain = self.plain_digits(parts.body, currency)?;
        let amount = match unit {
            Unit::Major => Money::parse_plain(&plain, currency).map_err(rejection)?,
            Unit::Minor => minor_units(&plain, currency)?,
        };
        Ok(if parts.is_negative { Money::new(-amount.minor, currency) } else { amount })
    }

    /// The digits with a point as decimal mark and no grouping.
    fn plain_digits(self, body: &str, currency: Currency) -> Result<CompactString, Rejection> {
        if body.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(CompactString::from(body));
        }
        let mark = match self.mark {
            Some(mark) => Some(mark),
            // Where the currency has no decimals, a mark before three digits can only group.
            None if currency.decimals() == 0 => None,
            None => Some(mark_shown_by(body).ok_or(Rejection::NotAnAmount)?),
        };
        let mark_char = match mark {
            Some(DecimalMark::Point) => '.',
            Some(DecimalMark::Comma) => ',',
            None => '\0',
        };
        let (whole, fraction) = body.split_once(mark_char).unwrap_or((body, ""));
        let ends_with_mark = body.ends_with(mark_char);
        if ends_with_mark || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Rejection::NotAnAmount);
        }
        let mut plain = ungrouped(whole).ok_or(Rejection::NotAnAmount)?;
        if !fraction.is_empty() {
            plain.push('.');
            plain.push_str(fraction);
        }
        Ok(plain)
    }
}

/// Reads what nearly every cell holds: perhaps a minus, digits, the mark, exactly as many decimals as the currency has.
/// Everything else, and what might be too large, is left to the careful way.
fn usual_form(text: &[u8], mark: DecimalMark, decimals: u32) -> Option<i64> {
    const MOST_DIGITS: usize = 17;
    let mark = if mark == DecimalMark::Point { b'.' } else { b',' };
    let (is_negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let decimals = decimals as usize;
    let mark_at = digits.len().checked_sub(decimals + 1).filter(|at| (1..MOST_DIGITS - decimals).contains(at))?;
    if decimals == 0 || digits[mark_at] != mark {
        return None;
    }
    let mut minor = 0;
    for part in [&digits[..mark_at], &digits[mark_at + 1..]] {
        for digit in part {
            if !digit.is_ascii_digit() {
                return None;
            }
            minor = minor * 10 + i64::from(digit - b'0');
        }
    }
    Some(if is_negative { -minor } else { minor })
}

/// The decimal mark that an amount proves by itself: a mark followed by other than three digits, two different marks, a
/// leading zero, more than three digits before it. `1,234` proves nothing.
pub(super) fn mark_proved_by(text: &str) -> Option<DecimalMark> {
    mark_shown_by(Parts::of(text)?.body)
}

fn mark_shown_by(body: &str) -> Option<DecimalMark> {
    let is_mark = |c: char| c == '.' || c == ',';
    let decimal = |c: char| if c == '.' { DecimalMark::Point } else { DecimalMark::Comma };
    let other = |c: char| if c == '.' { DecimalMark::Comma } else { DecimalMark::Point };
    let last_at = body.rfind(is_mark)?;
    let last = body[last_at..].chars().next()?;
    let (before, after) = (&body[..last_at], &body[last_at + 1..]);
    match before.rfind(is_mark) {
        // The same mark twice groups: the other one is the decimal mark.
        Some(at) if before[at..].starts_with(last) => Some(other(last)),
        Some(_) => Some(decimal(last)),
        None => {
            let groups_otherwise = before.contains(is_other_grouping);
            let proves = after.len() != 3 || before.starts_with('0') || before.len() > 3 || groups_otherwise;
            proves.then(|| decimal(last))
        }
    }
}

fn is_other_grouping(c: char) -> bool {
    matches!(c, '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}')
}

/// Whole digits without their grouping: one to three, then groups of exactly three behind one and the same mark.
fn ungrouped(whole: &str) -> Option<CompactString> {
    let is_group_mark = |c: char| is_other_grouping(c) || c == ',' || c == '.';
    let Some(mark) = whole.chars().find(|c| is_group_mark(*c)) else {
        let is_number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        return is_number.then(|| CompactString::from(whole));
    };
    let mut digits = CompactString::default();
    for (position, group) in whole.split(mark).enumerate() {
        let has_length = if position == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        if !has_length || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

fn minor_units(plain: &str, currency: Currency) -> Result<Money, Rejection> {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return Err(Rejection::TooManyDecimals);
    }
    let is_number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(Rejection::NotAnAmount);
    }
    let minor = whole.parse().map_err(|_| Rejection::AmountTooLarge)?;
    Ok(Money::new(minor, currency))
}

fn currency_of(symbol: &str, currency: Currency) -> Result<Currency, Rejection> {
    if symbol.is_empty() {
        return Ok(currency);
    }
    let Some((_, codes)) = SYMBOLS.iter().find(|(known, _)| *known == symbol) else {
        return symbol.parse().map_err(|_| Rejection::NotACurrency);
    };
    match codes {
        codes if codes.contains(&currency.code()) => Ok(currency),
        [only] => only.parse().map_err(|_| Rejection::NotACurrency),
        _ => Err(Rejection::NotACurrency),
    }
}

fn rejection(error: MoneyError) -> Rejection {
    match error {
        MoneyError::NotAnAmount => Rejection::NotAnAmount,
        MoneyError::TooManyDecimals => Rejection::TooManyDecimals,
        MoneyError::TooLarge => Rejection::AmountTooLarge,
        MoneyError::NotACurrency => Rejection::NotACurrency,
    }
}

impl<'t> Parts<'t> {
    /// One sign, one symbol, one number, in any order; brackets for a negative amount.
    fn of(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let inner = text.strip_prefix(['(', '（']).and_then(|open| open.strip_suffix([')', '）']));
        let mut parts = Parts { is_negative: inner.is_some(), body: inner.unwrap_or(text).trim(), symbol: "" };
        let mut has_sign = inner.is_some();
        // Sign and symbol stand in either order on either side: two rounds take both.
        for _ in 0..2 {
            has_sign |= parts.take_sign(has_sign);
            parts.take_symbol();
        }
        let begins_and_ends_with_digit = |body: &str| {
            let bytes = body.as_bytes();
            bytes.first().is_some_and(u8::is_ascii_digit) && bytes.last().is_some_and(u8::is_ascii_digit)
        };
        begins_and_ends_with_digit(parts.body).then_some(parts)
    }

    fn take_sign(&mut self, has_one: bool) -> bool {
        const MINUS: [char; 3] = ['-', '−', '－'];
        const PLUS: [char; 2] = ['+', '＋'];
        if has_one {
            return false;
        }
        let strip = |signs: &[char]| self.body.strip_prefix(signs).or_else(|| self.body.strip_suffix(signs));
        if let Some(rest) = strip(&MINUS) {
            (self.body, self.is_negative) = (rest.trim(), true);
            return true;
        }
        match strip(&PLUS) {
            Some(rest) => {
                self.body = rest.trim();
                true
            }
            None => false,
        }
    }

    fn take_symbol(&mut self) {
        if !self.symbol.is_empty() || self.body.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return;
        }
        for (symbol, _) in SYMBOLS {
            let stripped = self.body.strip_prefix(symbol).or_else(|| self.body.strip_suffix(symbol));
            if let Some(rest) = stripped {
                (self.body, self.symbol) = (rest.trim(), symbol);
                return;
            }
        }
        let is_code = |part: &str| part.bytes().all(|byte| byte.is_ascii_uppercase());
        let body = self.body;
        if let Some((code, rest)) = body.split_at_checked(3).filter(|(code, _)| is_code(code)) {
            (self.body, self.symbol) = (rest.trim(), code);
        } else if let Some((rest, code)) =
            body.len().checked_sub(3).and_then(|at| body.split_at_checked(at)).filter(|(_, code)| is_code(code))
        {
            (self.body, self.symbol) = (rest.trim(), code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POINT: AmountStyle = AmountStyle { mark: Some(DecimalMark::Point) };
    const COMMA: AmountStyle = AmountStyle { mark: Some(DecimalMark::Comma) };
    const OPEN: AmountStyle = AmountStyle { mark: None };

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn amounts_as_reports_write_them() {
        for (style, text, code, minor) in [
            (POINT, "268.00", "CNY", 26_800),
            (POINT, "¥28.16", "CNY", 2_816),
            (POINT, "￥1,803.05", "CNY", 180_305),
            (POINT, "28.16元", "CNY", 2_816),
            (POINT, "-$7.00", "USD", -700),
            (POINT, "$-7.00", "USD", -700),
            (POINT, "+ $73.01", "USD", 7_301),
            (POINT, "1'803.05 -", "CNY", -180_305),
            (POINT, "(12.50)", "CNY", -1_250),
            (POINT, "USD 12.50", "USD", 1_250),
            (POINT, "12.50 EUR", "EUR", 1_250),
            (POINT, "1,234", "CNY", 123_400),
            (COMMA, "4.626,81", "EUR", 462_681),
            (COMMA, "16,57", "EUR", 1_657),
            (COMMA, "€ 1 803,05", "EUR", 180_305),
            (OPEN, "16,57", "EUR", 1_657),
            (OPEN, "1.234.567", "EUR", 123_456_700),
            (OPEN, "1500", "JPY", 1_500),
            (OPEN, "1,500", "JPY", 1_500),
            (OPEN, "0.500", "KWD", 500),
        ] {
            assert_eq!(style.read(text, currency(code), Unit::Major), Ok(Money::new(minor, currency(code))), "{text}");
        }
        assert_eq!(POINT.read("12345", Currency::CNY, Unit::Minor), Ok(Money::new(12_345, Currency::CNY)));
    }

    #[test]
    fn what_is_no_amount_or_could_be_two_is_refused() {
        for (text, reason) in [
            ("8O.00", Rejection::NotAnAmount),
            ("1e9", Rejection::NotAnAmount),
            ("--5", Rejection::NotAnAmount),
            ("-5-", Rejection::NotAnAmount),
            ("+-5", Rejection::NotAnAmount),
            ("(-5)", Rejection::NotAnAmount),
            ("", Rejection::NotAnAmount),
            ("-", Rejection::NotAnAmount),
            (".50", Rejection::NotAnAmount),
            ("5.", Rejection::NotAnAmount),
            ("1.2.3", Rejection::NotAnAmount),
            ("12,34.00", Rejection::NotAnAmount),
            ("1,23", Rejection::NotAnAmount),
            ("131.77(已退款89.84)", Rejection::NotAnAmount),
            ("٣", Rejection::NotAnAmount),
            ("0.005", Rejection::TooManyDecimals),
            ("$7.00", Rejection::NotACurrency),
        ] {
            assert_eq!(POINT.read(text, Currency::CNY, Unit::Major), Err(reason), "{text}");
        }
        assert_eq!(POINT.read(&"9".repeat(30), Currency::CNY, Unit::Major), Err(Rejection::AmountTooLarge));
        assert_eq!(OPEN.read("1,234", Currency::CNY, Unit::Major), Err(Rejection::NotAnAmount));
        assert_eq!(OPEN.read("1.234", currency("EUR"), Unit::Major), Err(Rejection::NotAnAmount));
        assert_eq!(POINT.read("123.45", Currency::CNY, Unit::Minor), Err(Rejection::TooManyDecimals));
    }

    #[test]
    fn a_column_proves_its_decimal_mark() {
        for (text, mark) in [
            ("12.50", Some(DecimalMark::Point)),
            ("12,5", Some(DecimalMark::Comma)),
            ("1.234,56", Some(DecimalMark::Comma)),
            ("1,234,567", Some(DecimalMark::Point)),
            ("0,125", Some(DecimalMark::Comma)),
            ("12345.678", Some(DecimalMark::Point)),
            ("1,234", None),
            ("1500", None),
            ("n/a", None),
        ] {
            assert_eq!(mark_proved_by(text), mark, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minor in -10_i64.pow(14)..10_i64.pow(14), code in "CNY|EUR|JPY|KWD") {
            let money = Money::new(minor, code.parse().unwrap());
            prop_assert_eq!(POINT.read(&money.to_plain(), money.currency, Unit::Major), Ok(money));
            let with_comma = money.to_plain().replace('.', ",");
            prop_assert_eq!(COMMA.read(&with_comma, money.currency, Unit::Major), Ok(money));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
            let _ = OPEN.read(&text, Currency::CNY, Unit::Major);
            let _ = POINT.read(&text, Currency::CNY, Unit::Minor);
        }
    }
}
