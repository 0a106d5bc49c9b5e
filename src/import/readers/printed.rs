//! What stands in one printed line: a label with its value, money, date and time, a masked card.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Characters that stand for hidden digits of a card.
const MASKS: &[char] = &['*', '#', 'x', 'X', '•', '·'];
const CURRENCIES: &[&str] =
    &["EUR", "CHF", "AUD", "NZD", "USD", "GBP", "DKK", "SEK", "NOK", "PLN", "CZK", "HUF", "BGN", "RON"];
const SCHEMES: &[&str] = &[
    "girocard",
    "Mastercard",
    "Debit Mastercard",
    "Visa",
    "Maestro",
    "V PAY",
    "American Express",
    "Amex",
    "JCB",
    "Diners",
    "UnionPay",
    "Discover",
];
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A line without what a log prints around it, `<-PT| … |`.
pub(super) fn bare(line: &str) -> &str {
    let inner = line.split_once("<-PT|").map_or(line, |(_, inner)| inner.trim_end().trim_end_matches('|'));
    inner.trim()
}

/// The text with blanks in place of what only steers a printer.
pub(super) fn without_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_control) { Cow::Owned(text.replace(is_control, " ")) } else { text }
}

/// What follows a label (in the form for looking up), its colon and blanks aside. A label is a whole word.
pub(super) fn after_label<'t>(line: &'t str, label: &str, at_start: bool) -> Option<&'t str> {
    let mut previous = ' ';
    for (at, c) in line.char_indices() {
        if c.is_alphanumeric() {
            if !previous.is_alphanumeric()
                && let Some(rest) = match_label(&line[at..], label)
            {
                return Some(rest);
            }
            if at_start {
                return None;
            }
        }
        previous = c;
    }
    None
}

fn match_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut wanted = label.chars();
    let mut next = wanted.next();
    for (at, c) in text.char_indices() {
        let Some(letter) = next else {
            let is_whole = !c.is_alphabetic();
            return is_whole
                .then(|| text[at..].trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '+')));
        };
        if c.is_alphanumeric() {
            if !c.to_lowercase().eq(std::iter::once(letter)) {
                return None;
            }
            next = wanted.next();
        }
    }
    next.is_none().then_some("")
}

/// The scheme that a line names by itself or after its label, as we know it.
pub(super) fn scheme(line: &str) -> &'static str {
    let lower = line.to_lowercase();
    let value = lower.strip_prefix("karte").map_or(lower.as_str(), |rest| rest.trim_start_matches([':', ' ']));
    let named = |scheme: &&&str| value.trim_start().starts_with(&scheme.to_lowercase());
    SCHEMES.iter().find(named).copied().unwrap_or_default()
}

/// Whether a line is where paper is cut, `- - 8< - -`.
pub(super) fn is_cut(line: &str) -> bool {
    line.len() > 8
        && line.contains(['=', '-', '_'])
        && line.chars().all(|c| matches!(c, '=' | '-' | '_' | ' ' | '8' | '<' | '>'))
}

/// The code in `(000) APPROVED`.
pub(super) fn host_answer(line: &str) -> Option<&str> {
    let (code, _) = line.strip_prefix('(')?.split_once(')')?;
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

pub(super) fn is_host_answer(line: &str) -> bool {
    host_answer(line).is_some()
}

/// The first six digits, where they are shown, and the last four of a masked card.
pub(super) fn masked_card(line: &str) -> Option<String> {
    let is_labelled = ["CARD", "Card", "Karte", "PAN", "Nr"].iter().any(|label| line.starts_with(label));
    let is_mask = |c: char| MASKS.contains(&c) || is_labelled && c == '.';
    let chars: Vec<char> = line.chars().filter(|c| *c != ' ').collect();
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| is_mask(**c)).count();
        let last: String = chars[at + run..].iter().take_while(|c| c.is_ascii_digit()).take(4).collect();
        // A point after them would make them money behind a line of dots.
        let is_money = matches!(chars.get(at + run + last.len()), Some(',' | '.'));
        if run >= 4 && last.len() == 4 && !is_money {
            let before: Vec<char> = chars[..at].iter().rev().take_while(|c| c.is_ascii_digit()).copied().collect();
            let first: String = before.iter().rev().take(6).collect();
            return Some(if first.len() == 6 { format!("{first}******{last}") } else { last });
        }
        at += run.max(1);
    }
    None
}

/// The best amount that was seen: under the best label, else beside a currency.
#[derive(Debug, Default)]
pub(super) struct Money {
    number: String,
    currency: &'static str,
    rank: Option<usize>,
}

impl Money {
    pub(super) fn see(&mut self, line: &str, label: Option<usize>) {
        let currency = currency(line);
        if self.currency.is_empty() {
            self.currency = currency;
        }
        let Some(number) = decimal(line) else { return };
        if label.is_none() && currency.is_empty() {
            return;
        }
        let rank = label.unwrap_or(usize::MAX);
        if self.rank.is_none_or(|best| rank < best) {
            self.number = number;
            self.rank = Some(rank);
            if !currency.is_empty() {
                self.currency = currency;
            }
        }
    }

    /// With a point before the decimals; nothing where none was seen.
    pub(super) fn number(&self) -> &str {
        &self.number
    }

    pub(super) fn currency(&self) -> &str {
        self.currency
    }
}

fn currency(line: &str) -> &'static str {
    if line.contains('€') {
        return "EUR";
    }
    let is_named = |code: &&&str| {
        line.match_indices(**code).any(|(at, _)| {
            let before = line[..at].chars().next_back().is_none_or(|c| !c.is_alphabetic());
            before && line[at + code.len()..].chars().next().is_none_or(|c| !c.is_alphabetic())
        })
    };
    CURRENCIES.iter().find(is_named).copied().unwrap_or_default()
}

/// A number with two decimals, `1.234,56` or `1'234.56`, with a point before the decimals and no grouping.
fn decimal(line: &str) -> Option<String> {
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let is_part = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\'' | b':' | b'/');
        let end = at + bytes[at..].iter().take_while(is_part).count();
        let token = line[at..end].trim_end_matches(['.', ',', ':', '\'', '/']);
        let is_negative = at > 0 && bytes[at - 1] == b'-' && (at < 2 || !bytes[at - 2].is_ascii_alphanumeric());
        if let Some(number) = plain(token) {
            return Some(if is_negative { format!("-{number}") } else { number });
        }
        at = end;
    }
    None
}

fn plain(token: &str) -> Option<String> {
    let mark = token.rfind(['.', ','])?;
    let (whole, decimals) = (&token[..mark], &token[mark + 1..]);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if decimals.len() != 2 || !is_digits(decimals) {
        return None;
    }
    let groups: Vec<&str> = whole.split(['.', ',', '\'']).collect();
    let is_grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    (is_grouped && groups.iter().all(|group| is_digits(group))).then(|| format!("{}.{decimals}", groups.concat()))
}

/// Date and time as far as they were seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moment {
    /// Year, month, day.
    date: Option<(u32, u32, u32)>,
    /// Hour, minute, second.
    time: Option<(u32, u32, u32)>,
}

impl Moment {
    pub(super) fn has_date(self) -> bool {
        self.date.is_some()
    }

    pub(super) fn in_line(line: &str) -> Self {
        let mut seen = Self::default();
        for word in line.split(|c: char| c.is_whitespace() || c == 'T' && line.contains('-')) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            seen.date = seen.date.or_else(|| date(word));
            seen.time = seen.time.or_else(|| clock(word));
        }
        seen
    }

    /// The first date counts, and the first time; both in one line before all.
    pub(super) fn see(&mut self, line: Self) {
        let is_whole = self.date.is_some() && self.time.is_some();
        if is_whole {
            return;
        }
        if line.date.is_some() && line.time.is_some() {
            *self = line;
        }
        self.date = self.date.or(line.date);
        self.time = self.time.or(line.time);
    }

    /// Nothing without a date; a day without a time stands alone.
    pub(super) fn to_iso(self) -> String {
        let Some((year, month, day)) = self.date else { return String::new() };
        let mut iso = format!("{year:04}-{month:02}-{day:02}");
        if let Some((hour, minute, second)) = self.time {
            let _ = write!(iso, "T{hour:02}:{minute:02}:{second:02}");
        }
        iso
    }
}

/// `02.11.2021`, `02/11/21`, `2021-11-02`, `06JUN19`.
fn date(word: &str) -> Option<(u32, u32, u32)> {
    let numbers: Vec<&str> = word.split(['.', '/', '-']).collect();
    let parsed = |text: &str| text.parse::<u32>().ok();
    if let [first, second, third] = numbers[..] {
        let (one, two, three) = (parsed(first)?, parsed(second)?, parsed(third)?);
        return match (first.len(), third.len()) {
            (4, _) => day_of(one, two, three),
            (1 | 2, 4) => day_of(three, two, one),
            (1 | 2, 2) => day_of(2000 + three, two, one),
            _ => None,
        };
    }
    let (day, rest) = (word.get(..2)?, word.get(2..)?);
    let month = rest.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    let year = rest.get(3..).filter(|year| matches!(year.len(), 2 | 4))?;
    let full = parsed(year)? + if year.len() == 2 { 2000 } else { 0 };
    day_of(full, u32::try_from(month).ok()?, parsed(day)?)
}

fn day_of(year: u32, month: u32, day: u32) -> Option<(u32, u32, u32)> {
    ((1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

/// `13:30:04` or `13:30`.
fn clock(word: &str) -> Option<(u32, u32, u32)> {
    let mut parts = word.split(':').map(|part| (part.len(), part.parse::<u32>().ok()));
    let mut next = || parts.next().filter(|(len, _)| *len == 2 || *len == 1).and_then(|(_, number)| number);
    let (hour, minute) = (next()?, next()?);
    let second = next().unwrap_or(0);
    (parts.next().is_none() && hour < 24 && minute < 60 && second < 60).then_some((hour, minute, second))
}

/// What a trace of the ZVT protocol prints: the lines in its messages `06 D1`, in place of the hexadecimal digits. None
/// for other text.
pub(super) fn of_trace(text: &str) -> Option<Cow<'static, str>> {
    let mut lines = 0_usize;
    let mut printed = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Some(bytes) = hexadecimal(line) else { continue };
        // Print line: an attribute, then the text.
        if let [0x06, 0xd1, length, _, letters @ ..] = &bytes[..] {
            lines += 1;
            let letters = &letters[..letters.len().min(usize::from(*length).saturating_sub(1))];
            printed
                .extend(letters.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { dos_letter(*byte) }));
            printed.push('\n');
        } else if bytes.starts_with(&[0x06, 0x0f]) {
            printed.push_str("\n\n\n");
        }
    }
    (lines > 2).then_some(Cow::Owned(printed))
}

fn dos_letter(byte: u8) -> char {
    let (text, _) = super::codepage::european(std::slice::from_ref(&byte));
    text.chars().next().unwrap_or(' ')
}

fn hexadecimal(line: &str) -> Option<Vec<u8>> {
    let digits: String = line.chars().filter(|c| !matches!(c, '-' | ' ' | '\r' | ',')).collect();
    if digits.len() < 6 || !digits.len().is_multiple_of(2) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_from_dates_times_and_versions() {
        for (line, number) in [
            ("EUR: 1,00", Some("1.00")),
            ("BETRAG:  EUR     1.234,50", Some("1234.50")),
            ("PURCHASE   AUD1,100.00", Some("1100.00")),
            ("Total CHF 1'234.50", Some("1234.50")),
            ("-2,00 EUR", Some("-2.00")),
            ("02.11.2021         17:05:02", None),
            ("AUD10000", None),
            ("(RC 001)", None),
        ] {
            assert_eq!(decimal(line).as_deref(), number, "{line}");
        }
    }

    #[test]
    fn a_receipt_shows_no_more_of_a_card_than_its_mask() {
        for (line, card) in [
            ("Nr:  **** **** **** 4821", Some("4821")),
            ("Nr. ###############3753 0000", Some("3753")),
            ("CARD............5581", Some("5581")),
            ("XXXXXXXXXXXX3095", Some("3095")),
            ("PAN 411111xxxxxx1111", Some("411111******1111")),
            ("Kassa........12.50", None),
            ("Total................1234,50", None),
        ] {
            assert_eq!(masked_card(line).as_deref(), card, "{line}");
        }
    }

    #[test]
    fn dates_are_read_in_every_form_that_terminals_print() {
        for (line, iso) in [
            ("19.10.2021         13:30:04", "2021-10-19T13:30:04"),
            ("TIME 06JUN19   11:49", "2019-06-06T11:49:00"),
            ("Datum 20.04.19 11:30 Uhr", "2019-04-20T11:30:00"),
            ("31/01/26", "2026-01-31"),
            ("2026-11-23T20:14:05", "2026-11-23T20:14:05"),
            ("Version 04.07", ""),
        ] {
            assert_eq!(Moment::in_line(line).to_iso(), iso, "{line}");
        }
    }
}
