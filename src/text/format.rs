//! Money, dates and times as people in each language write them.

use super::{Texts, say};
use crate::domain::{BusinessDay, Currency, Language, Moment, Money};
use chrono::{Datelike, NaiveDate, Timelike, Weekday};

/// Currencies that have a sign of their own everywhere; the others are named by their code.
fn currency_sign(currency: Currency) -> Option<&'static str> {
    match currency.code() {
        "CNY" => Some("¥"),
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "USD" => Some("$"),
        _ => None,
    }
}

impl Texts {
    /// `¥1,284.50`, `-€7.00`, `JPY 1,500`: the currency is always named.
    pub fn money(&self, money: Money) -> String {
        let sign = if money.minor < 0 { "-" } else { "" };
        let digits = self.amount(money.abs());
        match currency_sign(money.currency) {
            Some(symbol) => format!("{sign}{symbol}{digits}"),
            None => format!("{sign}{} {digits}", money.currency),
        }
    }

    /// `9,412`.
    pub fn count(&self, count: u64) -> String {
        grouped(&count.to_string())
    }

    /// `1,284.50`: where the currency stands beside it.
    pub fn amount(&self, money: Money) -> String {
        let plain = money.to_plain();
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
        let mut grouped = format!("{sign}{}", grouped(digits));
        if let Some(fraction) = fraction {
            grouped.push('.');
            grouped.push_str(fraction);
        }
        grouped
    }

    /// `20:14`.
    pub fn time(&self, moment: Moment) -> String {
        format!("{:02}:{:02}", moment.hour(), moment.minute())
    }

    /// `20:14:09`.
    pub fn time_with_seconds(&self, moment: Moment) -> String {
        format!("{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second())
    }

    /// `23 Nov`, `11 月 23 日`.
    pub fn date(&self, date: NaiveDate) -> String {
        match self.language() {
            Language::English => format!("{} {}", date.day(), self.short_month(date)),
            Language::Chinese => format!("{} 月 {} 日", date.month(), date.day()),
        }
    }

    /// `23 Nov 20:14:09`, `11 月 23 日 20:14:09`.
    pub fn date_and_time(&self, moment: Moment) -> String {
        format!("{} {}", self.date(moment.date_naive()), self.time_with_seconds(moment))
    }

    /// `Monday 23 November`, `11 月 23 日 星期一`.
    pub fn long_day(&self, day: BusinessDay) -> String {
        let weekday = match day.0.weekday() {
            Weekday::Mon => say!(self, "monday"),
            Weekday::Tue => say!(self, "tuesday"),
            Weekday::Wed => say!(self, "wednesday"),
            Weekday::Thu => say!(self, "thursday"),
            Weekday::Fri => say!(self, "friday"),
            Weekday::Sat => say!(self, "saturday"),
            Weekday::Sun => say!(self, "sunday"),
        };
        match self.language() {
            Language::English => format!("{weekday} {} {}", day.0.day(), long_month(day.0)),
            Language::Chinese => format!("{} {weekday}", self.date(day.0)),
        }
    }

    /// When something is due, seen from `now`: an hour today, else a date; `today` for the end of the day.
    pub fn due(&self, due: Moment, now: Moment) -> String {
        let ends_the_day = due.hour() == 23 && due.minute() == 59;
        if due.year() != now.year() {
            due.date_naive().to_string()
        } else if due.date_naive() != now.date_naive() {
            self.date(due.date_naive())
        } else if ends_the_day {
            say!(self, "today-lower")
        } else {
            self.time(due)
        }
    }

    fn short_month(&self, date: NaiveDate) -> &'static str {
        debug_assert_eq!(self.language(), Language::English);
        &long_month(date)[..3]
    }
}

/// Digits with a comma after every third, from the right.
fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

const fn month_names() -> [&'static str; 12] {
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
}

fn long_month(date: NaiveDate) -> &'static str {
    month_names()[date.month0() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_names_its_currency_and_groups_thousands() {
        let texts = Texts::new(Language::English);
        let money = |minor, code: &str| texts.money(Money::new(minor, code.parse().unwrap()));
        assert_eq!(money(128_450, "CNY"), "¥1,284.50");
        assert_eq!(money(-700, "EUR"), "-€7.00");
        assert_eq!(money(1_500, "JPY"), "JPY 1,500");
        assert_eq!(money(100, "CNY"), "¥1.00");
    }

    #[test]
    fn days_read_as_people_write_them() {
        let day: BusinessDay = "2026-11-23".parse().unwrap();
        assert_eq!(Texts::new(Language::English).long_day(day), "Monday 23 November");
        assert_eq!(Texts::new(Language::Chinese).long_day(day), "11 月 23 日 星期一");
        let now: Moment = "2026-11-23T22:00:00+08:00".parse().unwrap();
        let due = |text: &str| Texts::new(Language::English).due(text.parse().unwrap(), now);
        assert_eq!(due("2026-11-23T23:59:00+08:00"), "today");
        assert_eq!(due("2026-11-23T22:47:00+08:00"), "22:47");
        assert_eq!(due("2026-11-30T09:00:00+08:00"), "30 Nov");
        assert_eq!(due("2027-01-04T09:00:00+08:00"), "2027-01-04");
    }
}
