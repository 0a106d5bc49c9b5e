//! What a report covers: the period it states, else its first to its last row; the places and the ways of paying that its
//! rows name.

use super::dates::{LocalTime, Stamp, read_clock, read_stamp};
use super::formats::{Covers, Places};
use super::layout::Layout;
use super::words::{Period, Words};
use crate::domain::{BatchRecord, Channels, Coverage, Entry, Moment, PaymentChannel, ReportId};
use chrono::NaiveTime;
use compact_str::CompactString;
use rustc_hash::FxHashSet;

const LAST_SECOND: Option<NaiveTime> = NaiveTime::from_hms_opt(23, 59, 59);

/// Gathers what the rows cover.
#[derive(Default)]
pub(super) struct Extent {
    /// First and last row that names a time.
    pub(super) rows: Option<(Moment, Moment)>,
    pub(super) terminals: FxHashSet<CompactString>,
    shops: FxHashSet<CompactString>,
    /// Terminal, merchant and store of the entry seen last.
    last_place: [CompactString; 3],
    channels: FxHashSet<PaymentChannel>,
    /// The first few schemes, each with whether a card stood beside it: what channel they are is known then.
    schemes: Vec<(CompactString, bool)>,
    batches: Vec<BatchRecord>,
}

/// Free text in a scheme column must not make the list long.
const MOST_SCHEMES: usize = 8;

impl Extent {
    /// A row that names a time, whatever became of it.
    pub(super) fn see_time(&mut self, time: Moment) {
        self.rows = Some(self.rows.map_or((time, time), |(first, last)| (first.min(time), last.max(time))));
    }

    /// A row about a batch as a whole.
    pub(super) fn see_batch(&mut self, batch: BatchRecord) {
        self.see_time(batch.time);
        self.batches.push(batch);
    }

    /// An entry.
    pub(super) fn see(&mut self, entry: &Entry) {
        self.see_time(entry.time);
        // Many rows in a row are of one place.
        let place = [&entry.terminal, &entry.merchant, &entry.store];
        if self.last_place.iter().ne(place) {
            see_place(&mut self.terminals, &entry.terminal);
            see_place(&mut self.shops, &entry.merchant);
            see_place(&mut self.shops, &entry.store);
            self.last_place = place.map(Clone::clone);
        }
        let has_card = !entry.card.is_empty();
        if self.schemes.iter().any(|(scheme, with_card)| *with_card == has_card && *scheme == entry.scheme) {
            return;
        }
        if self.schemes.len() < MOST_SCHEMES {
            self.schemes.push((entry.scheme.clone(), has_card));
        }
        self.channels.extend(PaymentChannel::of(entry));
    }

    /// What the report covers; none where not even one row names a time, or where it lists no payments that could be
    /// missing. `preamble` is the text above the headings.
    pub(super) fn coverage(self, layout: &Layout, preamble: &str, words: &Words) -> Option<Coverage> {
        let rows = self.rows.filter(|_| layout.covers != Covers::Nothing)?;
        let mut local = LocalTime::new(layout.zone);
        let stated = stated_period(preamble, &words.period, &mut local);
        let stated = stated.filter(|(from, to)| *from <= rows.1 && rows.0 <= *to);
        let (from, to) = match (stated, layout.covers) {
            (Some((from, to)), _) => (from.min(rows.0), to.max(rows.1)),
            (None, Covers::Rows | Covers::Nothing) => rows,
            (None, Covers::WholeDays) => whole_days(rows, &mut local),
        };
        let channels = if self.channels.is_empty() {
            Channels::NotStated
        } else {
            Channels::Named(self.channels.into_iter().collect())
        };
        let (terminals, shops) = match layout.places {
            Places::Named => (self.terminals, self.shops),
            Places::ProvidersOwn => Default::default(),
        };
        Some(Coverage {
            report: ReportId::default(),
            source: layout.source,
            from,
            to,
            terminals: terminals.into_iter().collect(),
            shops: shops.into_iter().collect(),
            channels,
            payout: layout.payout,
            batches: self.batches,
        })
    }
}

fn see_place(places: &mut FxHashSet<CompactString>, place: &CompactString) {
    if !place.is_empty() && !places.contains(place) {
        places.insert(place.clone());
    }
}

/// From the first second of the first local day to the last one of the last.
fn whole_days((first, last): (Moment, Moment), local: &mut LocalTime) -> (Moment, Moment) {
    let start = local.moment(first.date_naive().and_time(NaiveTime::MIN));
    let end = LAST_SECOND.and_then(|time| local.moment(last.date_naive().and_time(time)));
    (start.unwrap_or(first), end.unwrap_or(last))
}

/// The period that the lines above the headings state: `起始日期:[2026年11月23日 00:00:00] 终止日期:[…]`,
/// `Period: 2026-11-01 - 2026-11-30`. A last day without a time counts to its end.
fn stated_period(preamble: &str, words: &Period, local: &mut LocalTime) -> Option<(Moment, Moment)> {
    let (mut from, mut to) = (None, None);
    for line in preamble.lines() {
        let line = line.to_ascii_lowercase();
        let after =
            |words: &[String]| words.iter().find_map(|word| line.split_once(word.as_str()).map(|(_, rest)| rest));
        let start = after(&words.from).and_then(|rest| dates_in(rest).first().copied());
        let end = after(&words.to).and_then(|rest| dates_in(rest).first().copied());
        from = from.or(start);
        to = to.or(end);
        if let (None, None, Some(rest)) = (start, end, after(&words.both)) {
            let dates = dates_in(rest);
            from = from.or(dates.first().copied());
            to = to.or(dates.get(1).or(dates.first()).copied());
        }
    }
    let (from, to) = (from?, to?);
    let mut moment = |stamp: Stamp, time: Option<NaiveTime>| local.moment(stamp.date.and_time(stamp.time.or(time)?));
    let (from, to) = (moment(from, Some(NaiveTime::MIN))?, moment(to, LAST_SECOND)?);
    (from <= to).then_some((from, to))
}

/// The dates that a text names, each with the time of day that follows it.
fn dates_in(text: &str) -> Vec<Stamp> {
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | '：' | '年' | '月' | '日' | 't');
    let mut dates: Vec<Stamp> = Vec::new();
    for token in text.split(|c: char| !belongs(c)) {
        // `账单日期：20261123,`: the colon belongs to the label.
        let token = token.trim_start_matches(|c: char| !c.is_ascii_digit()).replace('t', "T");
        match (read_stamp(&token, None), read_clock(&token), dates.last_mut()) {
            (Ok(stamp), ..) => dates.push(stamp),
            (Err(_), Ok(time), Some(last)) if last.time.is_none() => last.time = Some(time),
            _ => {}
        }
    }
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(preamble: &str) -> Option<(String, String)> {
        let words = Words::built_in().unwrap();
        let mut local = LocalTime::new("Asia/Shanghai".parse().unwrap());
        stated_period(preamble, &words.period, &mut local).map(|(from, to)| (from.to_rfc3339(), to.to_rfc3339()))
    }

    #[test]
    fn a_stated_period_is_found_above_the_headings() {
        for (preamble, from, to) in [
            (
                "#起始日期:[2026年11月23日 00:00:00]   终止日期:[2026年11月24日 00:00:00]",
                "2026-11-23T00:00:00+08:00",
                "2026-11-24T00:00:00+08:00",
            ),
            ("Period: 2026-11-01 - 2026-11-30", "2026-11-01T00:00:00+08:00", "2026-11-30T23:59:59+08:00"),
            ("开始日期,2026/11/23\n结束日期,2026/11/23", "2026-11-23T00:00:00+08:00", "2026-11-23T23:59:59+08:00"),
            ("账单日期：20261123", "2026-11-23T00:00:00+08:00", "2026-11-23T23:59:59+08:00"),
        ] {
            assert_eq!(period(preamble), Some((from.to_owned(), to.to_owned())), "{preamble}");
        }
        assert_eq!(period("Shop 12, printed 2026-11-23"), None);
        assert_eq!(period("Period: 2026-11-30 - 2026-11-01"), None);
    }

    #[test]
    fn a_bill_of_whole_days_covers_them_from_midnight_to_midnight() {
        let mut local = LocalTime::new("Asia/Shanghai".parse().unwrap());
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let (from, to) = whole_days((at("2026-11-23T10:00:00+08:00"), at("2026-11-23T11:00:00+08:00")), &mut local);
        assert_eq!((from, to), (at("2026-11-23T00:00:00+08:00"), at("2026-11-23T23:59:59+08:00")));
    }
}
