//! Dates and times of an explicit list of forms, read byte by byte. What no form fits is refused, never approximated.

use super::zones;
pub(super) use crate::domain::DayOrder;
use crate::domain::{Moment, Rejection, Zone};
use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use rustc_hash::FxHashMap;

/// What a cell of a date column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: NaiveDate,
    /// None: the cell names a day only.
    pub(super) time: Option<NaiveTime>,
    /// The offset from UTC that the cell itself names.
    pub(super) offset: Option<FixedOffset>,
}

/// Why a cell is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateFault {
    NoForm,
    Impossible,
    /// Day and month could be either way round.
    Ambiguous,
}

impl From<DateFault> for Rejection {
    fn from(fault: DateFault) -> Self {
        match fault {
            DateFault::NoForm | DateFault::Ambiguous => Self::NotADate,
            DateFault::Impossible => Self::ImpossibleDate,
        }
    }
}

/// Reads bytes from left to right.
struct Cursor<'t>(&'t [u8]);

impl Cursor<'_> {
    /// The digits that stand next, as a number, and how many they are.
    fn digits(&mut self) -> (u64, usize) {
        let count = self.0.iter().take(18).take_while(|byte| byte.is_ascii_digit()).count();
        let number = self.0[..count].iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        self.0 = &self.0[count..];
        (number, count)
    }

    /// One or two digits.
    fn short(&mut self) -> Result<u32, DateFault> {
        match self.digits() {
            (number, 1 | 2) => Ok(number as u32),
            _ => Err(DateFault::NoForm),
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let stands_there = self.0.first() == Some(&byte);
        if stands_there {
            self.0 = &self.0[1..];
        }
        stands_there
    }

    fn expect(&mut self, byte: u8) -> Result<(), DateFault> {
        if self.take(byte) { Ok(()) } else { Err(DateFault::NoForm) }
    }

    /// Skips blanks and says whether there were any.
    fn blanks(&mut self) -> bool {
        let before = self.0.len();
        while self.take(b' ') || self.take(b'\t') {}
        self.0.len() < before
    }
}

/// Reads a date, perhaps with its time and offset.
pub(super) fn read_stamp(text: &str, order: Option<DayOrder>) -> Result<Stamp, DateFault> {
    if let Some(stamp) = usual_stamp(text.as_bytes()) {
        return Ok(stamp);
    }
    if let Some(numeric) = with_month_as_number(text) {
        return stamp(numeric.as_bytes(), order);
    }
    if text.is_ascii() { stamp(text.as_bytes(), order) } else { stamp(with_ascii_marks(text).as_bytes(), order) }
}

/// `2026-11-23 20:14:05`, as nearly all cells have it; everything else, and what is impossible, is left to the careful way.
fn usual_stamp(text: &[u8]) -> Option<Stamp> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b' ' | b'T', h1, h2, b':', n1, n2, b':', s1, s2] = text else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };
    let date = NaiveDate::from_ymd_opt(number(&[y1, y2, y3, y4])? as i32, number(&[m1, m2])?, number(&[d1, d2])?)?;
    let time = NaiveTime::from_hms_opt(number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?)?;
    Some(Stamp { date, time: Some(time), offset: None })
}

/// `05-Jan-2024 03:04 PM`, `Jan 5, 2024`, `5. März 2024` with the year first and the month as a number; none for a date
/// without the name of a month.
fn with_month_as_number(text: &str) -> Option<String> {
    // Asked of every row: nearly all begin with digits and marks.
    if !text.as_bytes().iter().take(4).any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()) {
        return None;
    }
    let is_mark = |c: char| matches!(c, ' ' | '-' | '.' | ',' | '/');
    let mut rest = text;
    let mut next = || {
        let part = rest.trim_start_matches(is_mark);
        let end = part.find(is_mark).unwrap_or(part.len());
        rest = &part[end..];
        &part[..end]
    };
    let (first, second, year) = (next(), next(), next());
    let (day, month) = match (zones::month(first), zones::month(second)) {
        (Some(month), _) => (second, month),
        (None, Some(month)) => (first, month),
        (None, None) => return None,
    };
    let day = day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
    let year = year.parse::<u32>().ok().filter(|_| year.len() == 4)?;
    Some(format!("{year:04}-{month:02}-{day:02} {}", rest.trim_start_matches(is_mark)).trim_end().to_owned())
}

/// Reads a time of day, `20:14:05`, `20:14` or `201405`.
pub(super) fn read_clock(text: &str) -> Result<NaiveTime, DateFault> {
    let ascii = with_ascii_marks(text);
    let mut cursor = Cursor(ascii.trim().as_bytes());
    let time = clock(&mut cursor)?;
    if cursor.0.is_empty() { Ok(time) } else { Err(DateFault::NoForm) }
}

/// Full-width colons, and the Chinese words for year, month, day, hour, minute and second, as ASCII marks.
fn with_ascii_marks(text: &str) -> String {
    let mark = |c: char| match c {
        '：' | '时' | '分' => Some(':'),
        '年' | '月' | '－' => Some('-'),
        '／' => Some('/'),
        '日' | '\u{a0}' | '\u{3000}' => Some(' '),
        '秒' => None,
        other => Some(other),
    };
    text.chars().filter_map(mark).collect::<String>().trim().to_owned()
}

fn stamp(bytes: &[u8], order: Option<DayOrder>) -> Result<Stamp, DateFault> {
    let mut cursor = Cursor(bytes);
    let (first, digits) = cursor.digits();
    let first_two = |number: u64| ((number / 100) as u32, (number % 100) as u32);
    let (year, month, day) = match digits {
        14 => return compact_stamp(first, cursor.0),
        8 => {
            let (month, day) = first_two(first % 10_000);
            ((first / 10_000) as u32, month, day)
        }
        4 => {
            let mark = cursor.0.first().copied().filter(|byte| matches!(byte, b'-' | b'/' | b'.'));
            let mark = mark.ok_or(DateFault::NoForm)?;
            cursor.expect(mark)?;
            let month = cursor.short()?;
            cursor.expect(mark)?;
            (first as u32, month, cursor.short()?)
        }
        1 | 2 => european_or_american(first as u32, &mut cursor, order)?,
        _ => return Err(DateFault::NoForm),
    };
    let date = NaiveDate::from_ymd_opt(year as i32, month, day);
    let has_blanks = cursor.blanks();
    if cursor.0.is_empty() {
        return Ok(Stamp { date: date.ok_or(DateFault::Impossible)?, time: None, offset: None });
    }
    if !has_blanks && !cursor.take(b'T') {
        return Err(DateFault::NoForm);
    }
    let time = clock(&mut cursor);
    let offset = if time == Err(DateFault::NoForm) { None } else { offset(&mut cursor)? };
    Ok(Stamp { time: Some(time?), date: date.ok_or(DateFault::Impossible)?, offset })
}

/// `20261123201405`.
fn compact_stamp(number: u64, rest: &[u8]) -> Result<Stamp, DateFault> {
    if !rest.is_empty() {
        return Err(DateFault::NoForm);
    }
    let (date, time) = (number / 1_000_000, number % 1_000_000);
    let date = NaiveDate::from_ymd_opt((date / 10_000) as i32, (date / 100 % 100) as u32, (date % 100) as u32);
    let time = time_of((time / 10_000) as u32, (time / 100 % 100) as u32, (time % 100) as u32);
    Ok(Stamp { date: date.ok_or(DateFault::Impossible)?, time: Some(time?), offset: None })
}

/// `23.11.2026` is always day first; `/` and `-` stand in both orders.
fn european_or_american(
    first: u32,
    cursor: &mut Cursor<'_>,
    order: Option<DayOrder>,
) -> Result<(u32, u32, u32), DateFault> {
    let mark = cursor.0.first().copied().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).ok_or(DateFault::NoForm)?;
    cursor.expect(mark)?;
    let second = cursor.short()?;
    cursor.expect(mark)?;
    let (year, digits) = cursor.digits();
    let year = match (digits, mark) {
        (4, _) => year,
        // `24-01-05` may begin with its year; nobody writes the others so.
        (2, b'/' | b'.') => 2000 + year,
        _ => return Err(DateFault::NoForm),
    };
    let day_first = match (mark, order) {
        (b'.', _) | (_, Some(DayOrder::DayFirst)) => true,
        (_, Some(DayOrder::MonthFirst)) => false,
        (_, None) if first == second || first > 12 => true,
        (_, None) if second > 12 => false,
        (_, None) => return Err(DateFault::Ambiguous),
    };
    Ok(if day_first { (year as u32, second, first) } else { (year as u32, first, second) })
}

/// Which order a date proves: one of its numbers is past twelve. None: it proves nothing.
pub(super) fn order_proved_by(text: &str) -> Option<DayOrder> {
    let (first, after) = text.trim().split_once(['/', '-'])?;
    let (second, _) = after.split_once(['/', '-'])?;
    let number = |part: &str| if part.len() <= 2 { part.parse::<u32>().ok() } else { None };
    match (number(first)?, number(second)?) {
        (13..=31, 1..=12) => Some(DayOrder::DayFirst),
        (1..=12, 13..=31) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

fn clock(cursor: &mut Cursor<'_>) -> Result<NaiveTime, DateFault> {
    let (hour, minute, second) = match cursor.digits() {
        (number, 6) => ((number / 10_000) as u32, (number / 100 % 100) as u32, (number % 100) as u32),
        (hour, 1 | 2) => {
            cursor.expect(b':')?;
            let minute = cursor.short()?;
            // `20时14分` leaves its colon behind when no second follows.
            let second = if cursor.take(b':') && !cursor.0.is_empty() { cursor.short()? } else { 0 };
            (hour as u32, minute, second)
        }
        _ => return Err(DateFault::NoForm),
    };
    if cursor.take(b'.') && !(1..=9).contains(&cursor.digits().1) {
        return Err(DateFault::NoForm);
    }
    match half_day(cursor) {
        None => time_of(hour, minute, second),
        Some(_) if !(1..=12).contains(&hour) => Err(DateFault::Impossible),
        Some(b'A') => time_of(hour % 12, minute, second),
        Some(_) => time_of(hour % 12 + 12, minute, second),
    }
}

/// `AM` or `PM` in either case, a blank before it or not.
fn half_day(cursor: &mut Cursor<'_>) -> Option<u8> {
    let rest = cursor.0.trim_ascii_start();
    let &[half, m, ref after @ ..] = rest else { return None };
    let (half, m) = (half.to_ascii_uppercase(), m.to_ascii_uppercase());
    let is_half = matches!(half, b'A' | b'P') && m == b'M';
    if is_half {
        cursor.0 = after;
    }
    is_half.then_some(half)
}

fn time_of(hour: u32, minute: u32, second: u32) -> Result<NaiveTime, DateFault> {
    NaiveTime::from_hms_opt(hour, minute, second).ok_or(DateFault::Impossible)
}

/// `Z`, `UTC`, `GMT`, `+08:00`, `+0800`, `+08` or nothing, then the end.
fn offset(cursor: &mut Cursor<'_>) -> Result<Option<FixedOffset>, DateFault> {
    cursor.blanks();
    match cursor.0 {
        [] => return Ok(None),
        b"Z" | b"UTC" | b"GMT" => return Ok(FixedOffset::east_opt(0)),
        _ => {}
    }
    if cursor.0[0].is_ascii_alphabetic() {
        let word = std::str::from_utf8(cursor.0).unwrap_or_default();
        return if zones::is_local(word) {
            Ok(None)
        } else {
            zones::offset_of(word).map(Some).ok_or(DateFault::NoForm)
        };
    }
    let sign = if cursor.take(b'+') {
        1
    } else {
        cursor.expect(b'-')?;
        -1
    };
    let (hours, minutes) = match cursor.digits() {
        (number, 4) => (number / 100, number % 100),
        (hours, 2) if cursor.take(b':') => (hours, u64::from(cursor.short()?)),
        (hours, 2) => (hours, 0),
        _ => return Err(DateFault::NoForm),
    };
    if !cursor.0.is_empty() {
        return Err(DateFault::NoForm);
    }
    let is_possible = hours <= 18 && minutes < 60;
    let seconds = sign * (hours as i32 * 3600 + minutes as i32 * 60);
    is_possible.then(|| FixedOffset::east_opt(seconds)).flatten().map(Some).ok_or(DateFault::Impossible)
}

/// Local times → instants in one zone. A day whose offset does not change is looked up once.
pub(super) struct LocalTime {
    zone: Zone,
    whole_days: FxHashMap<NaiveDate, Option<FixedOffset>>,
    /// The day asked for last: rows stand in the order of their days.
    last: Option<(NaiveDate, Option<FixedOffset>)>,
}

impl LocalTime {
    pub(super) fn new(zone: Zone) -> Self {
        Self { zone, whole_days: FxHashMap::default(), last: None }
    }

    /// The instant at which clocks of the zone show `local`; none where they skip it.
    pub(super) fn moment(&mut self, local: NaiveDateTime) -> Option<Moment> {
        let (zone, day) = (self.zone, local.date());
        let offset = match self.last {
            Some((last, offset)) if last == day => offset,
            _ => *self.whole_days.entry(day).or_insert_with(|| offset_of_day(zone, day)),
        };
        self.last = Some((day, offset));
        match offset {
            Some(offset) => offset.from_local_datetime(&local).single(),
            None => zone.moment(local),
        }
    }
}

fn offset_of_day(zone: Zone, day: NaiveDate) -> Option<FixedOffset> {
    let start = zone.moment(day.and_time(NaiveTime::MIN))?;
    let end = zone.moment(day.succ_opt()?.and_time(NaiveTime::MIN))?;
    (start.offset() == end.offset()).then_some(*start.offset())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let stamp = read_stamp(text, None).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        let time = stamp.time.map(|time| format!("T{time}")).unwrap_or_default();
        format!("{}{time}{}", stamp.date, stamp.offset.map(|offset| offset.to_string()).unwrap_or_default())
    }

    #[test]
    fn every_form_of_the_list_is_read() {
        for (text, meaning) in [
            ("2026-11-23 20:14:05", "2026-11-23T20:14:05"),
            // China’s and America’s: the shop’s own.
            ("2026-11-23 20:14:05 CST", "2026-11-23T20:14:05"),
            ("2026-11-23  20:14:05", "2026-11-23T20:14:05"),
            ("2014-11-10 16：33：45", "2014-11-10T16:33:45"),
            ("2026-11-23T20:14:05", "2026-11-23T20:14:05"),
            ("2026-11-23T20:14:05.123456", "2026-11-23T20:14:05"),
            ("2026-11-23T20:14:05Z", "2026-11-23T20:14:05+00:00"),
            ("2026-11-23T20:14:05+08:00", "2026-11-23T20:14:05+08:00"),
            ("2026/01/06 00:00:30 -0800", "2026-01-06T00:00:30-08:00"),
            ("2026/1/6 9:05", "2026-01-06T09:05:00"),
            ("23.11.2026 20:14:05", "2026-11-23T20:14:05"),
            ("03.04.2026", "2026-04-03"),
            ("20261123", "2026-11-23"),
            ("20261123201405", "2026-11-23T20:14:05"),
            ("2026年11月23日 20:14:05", "2026-11-23T20:14:05"),
            ("2026年1月6日", "2026-01-06"),
            ("2026年1月6日 20时14分05秒", "2026-01-06T20:14:05"),
            ("11/23/2026 08:14 PM", "2026-11-23T20:14:00"),
            ("23/11/2026 12:14 am", "2026-11-23T00:14:00"),
            ("05/05/2026", "2026-05-05"),
        ] {
            assert_eq!(read(text), meaning, "{text}");
        }
    }

    #[test]
    fn other_forms_impossible_days_and_open_orders_are_told_apart() {
        for (text, fault) in [
            ("", DateFault::NoForm),
            ("yesterday", DateFault::NoForm),
            ("2026-11", DateFault::NoForm),
            ("26-11-23 20:14", DateFault::NoForm),
            ("2026-11-23 20:14:05 XQT", DateFault::NoForm),
            ("2026-11-23x20:14:05", DateFault::NoForm),
            ("1700000000", DateFault::NoForm),
            ("2026-02-30 10:00:00", DateFault::Impossible),
            ("2026-13-01", DateFault::Impossible),
            ("2026-11-23 25:00:00", DateFault::Impossible),
            ("20261123246000", DateFault::Impossible),
            ("32/12/2026", DateFault::Impossible),
            ("11/23/2026 13:14 PM", DateFault::Impossible),
            ("03/04/2026", DateFault::Ambiguous),
            ("03-04-2026 10:00", DateFault::Ambiguous),
        ] {
            assert_eq!(read_stamp(text, None), Err(fault), "{text}");
        }
    }

    #[test]
    fn the_column_settles_the_order() {
        assert_eq!(order_proved_by("23/11/2026"), Some(DayOrder::DayFirst));
        assert_eq!(order_proved_by("11-23-2026 10:00"), Some(DayOrder::MonthFirst));
        assert_eq!(order_proved_by("03/04/2026"), None);
        assert_eq!(order_proved_by("2026-11-23"), None);
        let april = read_stamp("03/04/2026", Some(DayOrder::DayFirst)).unwrap();
        assert_eq!(april.date.to_string(), "2026-04-03");
    }

    #[test]
    fn clocks_alone() {
        for (text, time) in [("20:14:05", "20:14:05"), ("9:05", "09:05:00"), ("093015", "09:30:15")] {
            assert_eq!(read_clock(text).unwrap().to_string(), time);
        }
        assert_eq!(read_clock("24:00:00"), Err(DateFault::Impossible));
        assert_eq!(read_clock("noon"), Err(DateFault::NoForm));
    }

    #[test]
    fn a_day_on_which_clocks_change_is_looked_up_hour_by_hour() {
        let mut berlin = LocalTime::new("Europe/Berlin".parse().unwrap());
        let mut at = |local: &str| berlin.moment(local.parse().unwrap()).map(|moment| moment.to_rfc3339());
        assert_eq!(at("2026-03-29T01:00:00").as_deref(), Some("2026-03-29T01:00:00+01:00"));
        assert_eq!(at("2026-03-29T02:30:00"), None);
        assert_eq!(at("2026-03-29T04:00:00").as_deref(), Some("2026-03-29T04:00:00+02:00"));
        assert_eq!(at("2026-07-01T04:00:00").as_deref(), Some("2026-07-01T04:00:00+02:00"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9年月日：:T/. +-]{0,24}|\\PC{0,16}") {
            let _ = read_stamp(&text, None);
            let _ = read_stamp(&text, Some(DayOrder::MonthFirst));
            let _ = read_clock(&text);
        }
    }
}
