//! What reports cover, and what is missing of them, in words.

use super::{Texts, say};
use crate::domain::{
    CoverageGap, CoverageLine, Covering, DayCoverage, Moment, PaymentChannel, Settings, Source, Warning,
};

impl Texts {
    /// `Till sales`, `T-01`, `WeChat Pay bill`: whose reports a line of the day is about.
    pub fn covering(&self, whose: &Covering, settings: &Settings) -> String {
        match (&whose.channel, whose.terminal.as_str()) {
            (Some(PaymentChannel::Card), _) => say!(self, "coverage-cards"),
            (Some(PaymentChannel::Wallet(name)), _) => say!(self, "coverage-wallet", wallet = self.scheme(name)),
            (None, "") => self.report_of(whose.source),
            (None, number) => settings.terminal_name(number).to_owned(),
        }
    }

    /// `07:07–12:00, 13:10–21:38`; a dash for nothing.
    pub fn stretches(&self, line: &CoverageLine) -> String {
        if line.stretches.is_empty() {
            return say!(self, "nothing");
        }
        let told = line.stretches.iter().map(|(from, to)| format!("{}–{}", self.time(*from), self.time(*to)));
        self.list(&told.collect::<Vec<_>>())
    }

    /// What is missing of a day, seen from `now`.
    pub fn coverage_gap(&self, gap: &CoverageGap, day: &DayCoverage, settings: &Settings, now: Moment) -> String {
        self.gap_of_day(gap, day.day.0, settings, now)
    }

    /// The same, when only the day is known.
    pub fn gap_of_day(&self, gap: &CoverageGap, day: chrono::NaiveDate, settings: &Settings, now: Moment) -> String {
        match gap {
            CoverageGap::NoReport(source) => {
                say!(self, "gap-no-report", report = self.report_of(*source), day = self.date(day))
            }
            CoverageGap::MissingTerminal(number) => {
                say!(self, "gap-missing-terminal", terminal = settings.terminal_name(number), day = self.date(day))
            }
            CoverageGap::NotCompared { whose, after, before, payments } => {
                let who = self.gap_subject(whose, settings);
                let payments = *payments;
                match (after, before) {
                    (Some(after), Some(before)) => say!(
                        self,
                        "gap-hole",
                        who = who,
                        from = self.time(*after),
                        to = self.time(*before),
                        count = payments
                    ),
                    (Some(after), None) => {
                        say!(self, "gap-ends", who = who, time = self.time(*after), count = payments)
                    }
                    (None, Some(before)) => {
                        say!(self, "gap-begins", who = who, time = self.time(*before), count = payments)
                    }
                    (None, None) => who,
                }
            }
            CoverageGap::Expected { whose, at } => {
                let who = self.gap_subject(whose, settings);
                let when = format!("{} {}", self.date(at.date_naive()), self.time(*at));
                if *at < now {
                    say!(self, "gap-overdue", who = who, day = self.date(day), at = when)
                } else {
                    say!(self, "gap-expected", who = who, day = self.date(day), at = when)
                }
            }
        }
    }

    /// What a report leaves open of a day, as it was told when it was imported; none for any other warning.
    pub(super) fn gap_warning(&self, warning: &Warning) -> Option<String> {
        let (gap, day) = warning.gap()?;
        // Only what is still to come depends on the clock, and that is no warning.
        let now = Moment::default();
        let gap_in_words = self.gap_of_day(&gap, day, &Settings::default(), now);
        Some(match gap {
            CoverageGap::NotCompared { .. } => say!(self, "warning-of-day", day = self.date(day), gap = gap_in_words),
            _ => gap_in_words,
        })
    }

    /// Batch numbers that no report shows.
    pub(super) fn batches_skipped(&self, warning: &Warning) -> String {
        let arg = |name: &str| warning.args.get(name).cloned().unwrap_or_default();
        let (first, last, terminal) = (arg("first"), arg("last"), arg("terminal"));
        if first == last {
            return say!(self, "warning-batch-skipped", batch = first, terminal = terminal);
        }
        say!(self, "warning-batches-skipped", first = first, last = last, terminal = terminal)
    }

    /// How a sentence begins: a terminal's number alone would not say that its journal is meant.
    fn gap_subject(&self, whose: &Covering, settings: &Settings) -> String {
        let name = self.covering(whose, settings);
        match whose.source {
            Source::Till => say!(self, "coverage-till-export"),
            Source::Terminal if !whose.terminal.is_empty() => say!(self, "coverage-journal-of", terminal = name),
            _ => name,
        }
    }

    /// Why a row is no payment: `fee`, `cash sale`, ….
    pub fn skip_reason(&self, reason: &str) -> String {
        match reason {
            "fee" => say!(self, "skipped-fee"),
            "cash" => say!(self, "skipped-cash"),
            "payout" => say!(self, "skipped-payout"),
            "transfer" => say!(self, "skipped-transfer"),
            "adjustment" => say!(self, "skipped-adjustment"),
            "balance-inquiry" => say!(self, "skipped-inquiry"),
            "administration" => say!(self, "skipped-administration"),
            "voucher" => say!(self, "skipped-voucher"),
            "cheque" => say!(self, "skipped-cheque"),
            "on-account" => say!(self, "skipped-on-account"),
            "member-balance" => say!(self, "skipped-member-balance"),
            "interest" => say!(self, "skipped-interest"),
            "investment" => say!(self, "skipped-investment"),
            "zero-amount" => say!(self, "skipped-zero"),
            "repeated" => say!(self, "skipped-repeated"),
            "failed-lookup" => say!(self, "skipped-failed-lookup"),
            "settlement-slip" => say!(self, "skipped-settlement-slip"),
            "encrypted" => say!(self, "skipped-encrypted"),
            "copy" => say!(self, "skipped-copy"),
            other => other.replace('-', " "),
        }
    }

    /// A time zone in the shop's own words; its IANA name where there are none.
    pub fn zone(&self, name: &str) -> String {
        match name {
            "" => say!(self, "zone-system"),
            "Asia/Shanghai" => say!(self, "zone-shanghai"),
            "Asia/Hong_Kong" => say!(self, "zone-hong-kong"),
            "Asia/Macau" => say!(self, "zone-macau"),
            "Asia/Taipei" => say!(self, "zone-taipei"),
            "Asia/Singapore" => say!(self, "zone-singapore"),
            "Asia/Kuala_Lumpur" => say!(self, "zone-malaysia"),
            "Asia/Bangkok" => say!(self, "zone-thailand"),
            "Asia/Tokyo" => say!(self, "zone-japan"),
            "Australia/Sydney" => say!(self, "zone-sydney"),
            "Europe/London" => say!(self, "zone-london"),
            "Europe/Berlin" => say!(self, "zone-berlin"),
            "America/New_York" => say!(self, "zone-new-york"),
            other => other.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, NamedTerminal};

    fn said(gap: &CoverageGap, language: Language) -> String {
        let terminal = NamedTerminal { number: "T-02".to_owned(), name: "Left desk".to_owned() };
        let settings = Settings { terminals: vec![terminal], ..Settings::default() };
        let (day, now) = ("2026-11-23".parse().unwrap(), "2026-11-23T22:00:00+08:00".parse().unwrap());
        Texts::new(language).gap_of_day(gap, day, &settings, now)
    }

    #[test]
    fn what_is_missing_is_one_sentence() {
        let whose = |source, channel| Covering { source, terminal: Default::default(), channel };
        let at = |text: &str| -> Moment { text.parse().unwrap() };
        let early = CoverageGap::NotCompared {
            whose: whose(Source::Till, None),
            after: Some(at("2026-11-23T18:05:00+08:00")),
            before: None,
            payments: 3,
        };
        let wechat = || whose(Source::Acquirer, Some(PaymentChannel::Wallet("wechat".into())));
        let bill = CoverageGap::Expected { whose: wechat(), at: at("2026-11-24T09:00:00+08:00") };
        let overdue = CoverageGap::Expected { whose: wechat(), at: at("2026-11-23T09:00:00+08:00") };
        let missing = CoverageGap::MissingTerminal("T-02".into());
        let english = |gap| said(gap, Language::English);
        assert_eq!(english(&early), "The till export ends at 18:05; 3 payments after that are not compared.");
        assert_eq!(english(&bill), "WeChat Pay bill of 23 Nov: expected 24 Nov 09:00.");
        assert_eq!(english(&overdue), "WeChat Pay bill of 23 Nov: should be here since 23 Nov 09:00; import it.");
        assert_eq!(english(&missing), "No report of Left desk for 23 Nov.");
        assert_eq!(said(&early, Language::Chinese), "收银流水到 18:05 为止，之后的 3 笔付款尚未核对。");
    }

    #[test]
    fn what_a_report_leaves_open_names_its_day() {
        let whose = Covering { source: Source::Till, terminal: Default::default(), channel: None };
        let after = Some("2026-11-23T18:05:00+08:00".parse().unwrap());
        let gap = CoverageGap::NotCompared { whose, after, before: None, payments: 3 };
        let warning = Warning::of_gap(&gap, "2026-11-23".parse().unwrap()).unwrap();
        let said = |warning: &Warning| Texts::new(Language::English).warning(warning);
        assert_eq!(said(&warning), "23 Nov: The till export ends at 18:05; 3 payments after that are not compared.");
        assert_eq!(
            said(&Warning::of_overlap(5, 9)),
            "5 of 9 rows were in the case book already; they are not counted twice."
        );
    }
}
