//! What the reports of one business day cover, and what is missing of them.

use super::{BusinessDay, Channels, Coverage, Moment, PaymentChannel, Settings, Source};
use chrono::{Duration, FixedOffset};
use compact_str::CompactString;
use std::collections::BTreeSet;

/// From one instant to another.
pub type Stretch = (Moment, Moment);

/// How many payments one source shows within one minute at one place, by one way of paying.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Activity {
    /// Who shows them.
    pub source: Source,
    /// Where; empty when it is not said.
    pub terminal: CompactString,
    /// How they were paid, where it is said.
    pub channel: Option<PaymentChannel>,
    /// The minute in which they happened.
    pub minute: Moment,
    /// How many.
    pub payments: u64,
}

/// Whose report a line of the day is about: the till's, one terminal's, the acquirer's for one way of paying.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Covering {
    /// The kind of source.
    pub source: Source,
    /// The terminal, where the reports name theirs; else empty.
    pub terminal: CompactString,
    /// The way of paying, for the acquirer's reports.
    pub channel: Option<PaymentChannel>,
}

/// One line of the day: whose reports, and which hours they cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageLine {
    /// Whose.
    pub whose: Covering,
    /// Covered stretches within the day, in order, without overlaps.
    pub stretches: Vec<Stretch>,
}

/// Something that is missing of a day; put into words by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoverageGap {
    /// No report of this source at all.
    NoReport(Source),
    /// Other terminals have a report of the day, this one has none.
    MissingTerminal(CompactString),
    /// Other sources show payments at a time that no report of this one covers.
    NotCompared {
        /// Whose reports.
        whose: Covering,
        /// Where they end before it; none: it is before the first.
        after: Option<Moment>,
        /// Where they go on after it; none: it is after the last.
        before: Option<Moment>,
        /// How many payments.
        payments: u64,
    },
    /// Payments were taken that a report yet to come will show.
    Expected {
        /// Whose report.
        whose: Covering,
        /// When it can be expected.
        at: Moment,
    },
}

impl CoverageGap {
    /// The source whose report is missing.
    pub const fn source(&self) -> Source {
        match self {
            Self::NoReport(source) => *source,
            Self::MissingTerminal(_) => Source::Terminal,
            Self::NotCompared { whose, .. } | Self::Expected { whose, .. } => whose.source,
        }
    }
}

/// How the reports cover one business day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCoverage {
    /// The day.
    pub day: BusinessDay,
    /// Its first and its last instant.
    pub bounds: Stretch,
    /// One line for the till, for each terminal, for each way of paying.
    pub lines: Vec<CoverageLine>,
    /// What is missing.
    pub gaps: Vec<CoverageGap>,
}

/// What is known of one business day.
#[derive(Clone, Debug)]
pub struct DayFacts<'a> {
    /// The day.
    pub day: BusinessDay,
    /// Its first and its last instant.
    pub bounds: Stretch,
    /// The reports that cover some of it.
    pub coverage: &'a [Coverage],
    /// What they show.
    pub activity: &'a [Activity],
    /// Terminals that should report: those of the settings, and those that reported lately.
    pub terminals: &'a BTreeSet<CompactString>,
}

/// When the acquirer's report of a day's payments by `channel` can be expected: a wallet's bill the next day, a card report
/// the next working day, both at the hour that the shop sets.
pub fn bill_expected(
    channel: Option<&PaymentChannel>,
    day: BusinessDay,
    offset: FixedOffset,
    settings: &Settings,
) -> Moment {
    let appears_on = match channel {
        Some(PaymentChannel::Wallet(_)) => BusinessDay(day.0 + Duration::days(1)),
        Some(PaymentChannel::Card) | None => day.next_working_day(),
    };
    // One minute past the last minute of the calendar day before.
    let midnight = appears_on.end(0, offset) - Duration::days(1) + Duration::minutes(1);
    midnight + Duration::hours(i64::from(settings.bill_hour))
}

impl DayFacts<'_> {
    /// What the reports cover, and what is missing.
    pub fn covered(&self, settings: &Settings) -> DayCoverage {
        let lines: Vec<CoverageLine> = self.whose().into_iter().map(|whose| self.line(whose)).collect();
        let mut gaps = Vec::new();
        for source in [Source::Terminal, Source::Acquirer, Source::Till] {
            let of_source: Vec<&CoverageLine> = lines.iter().filter(|line| line.whose.source == source).collect();
            let has_report = self.coverage.iter().any(|report| report.source == source);
            match source {
                Source::Acquirer => of_source.iter().for_each(|line| gaps.extend(self.acquirer_gaps(line, settings))),
                _ if !has_report => gaps.push(CoverageGap::NoReport(source)),
                _ => of_source.iter().for_each(|line| gaps.extend(self.shop_gaps(line, settings))),
            }
            if source == Source::Acquirer && !has_report && of_source.iter().all(|line| !self.is_used(&line.whose)) {
                gaps.push(CoverageGap::NoReport(source));
            }
        }
        DayCoverage { day: self.day, bounds: self.bounds, lines, gaps }
    }

    /// Whose reports the day needs.
    fn whose(&self) -> BTreeSet<Covering> {
        let of = |source| Covering { source, terminal: CompactString::default(), channel: None };
        let reports = |source: Source| self.coverage.iter().filter(move |report| report.source == source);
        let mut terminals = self.terminals.clone();
        terminals.extend(reports(Source::Terminal).flat_map(|report| report.terminals.iter().cloned()));
        let mut whose: BTreeSet<Covering> =
            terminals.into_iter().map(|terminal| Covering { terminal, ..of(Source::Terminal) }).collect();
        let names_none = reports(Source::Terminal).any(|report| report.terminals.is_empty());
        if whose.is_empty() || names_none {
            whose.insert(of(Source::Terminal));
        }
        let mut channels: BTreeSet<PaymentChannel> = self
            .activity
            .iter()
            .filter(|shown| is_shop(shown.source))
            .filter_map(|shown| shown.channel.clone())
            .collect();
        for report in reports(Source::Acquirer) {
            if let Channels::Named(named) = &report.channels {
                channels.extend(named.iter().cloned());
            }
        }
        if channels.is_empty() {
            whose.insert(of(Source::Acquirer));
        }
        whose.extend(channels.into_iter().map(|channel| Covering { channel: Some(channel), ..of(Source::Acquirer) }));
        whose.insert(of(Source::Till));
        if reports(Source::Bank).next().is_some() {
            whose.insert(of(Source::Bank));
        }
        whose
    }

    fn line(&self, whose: Covering) -> CoverageLine {
        let (from, to) = self.bounds;
        let mut parts: Vec<Stretch> = self
            .coverage
            .iter()
            .filter(|report| whose.is_told_by(report) && report.from <= to && from <= report.to)
            .map(|report| (report.from.max(from), report.to.min(to)))
            .collect();
        parts.sort();
        let mut stretches: Vec<Stretch> = Vec::new();
        for part in parts {
            match stretches.last_mut() {
                // Two reports a minute apart follow each other without a gap.
                Some(last) if part.0 <= last.1 + Duration::minutes(1) => last.1 = last.1.max(part.1),
                _ => stretches.push(part),
            }
        }
        CoverageLine { whose, stretches }
    }

    /// Whether anybody else shows payments that this line's reports must show.
    fn is_used(&self, whose: &Covering) -> bool {
        self.activity.iter().any(|shown| whose.should_tell(shown))
    }

    /// What is missing of the till's or of one terminal's reports, when there are some of the day.
    fn shop_gaps(&self, line: &CoverageLine, settings: &Settings) -> Vec<CoverageGap> {
        if !line.stretches.is_empty() {
            return self.not_compared(line, settings);
        }
        if line.whose.terminal.is_empty() {
            return Vec::new();
        }
        vec![CoverageGap::MissingTerminal(line.whose.terminal.clone())]
    }

    fn acquirer_gaps(&self, line: &CoverageLine, settings: &Settings) -> Vec<CoverageGap> {
        if !line.stretches.is_empty() {
            return self.not_compared(line, settings);
        }
        if !self.is_used(&line.whose) {
            return Vec::new();
        }
        let at = bill_expected(line.whose.channel.as_ref(), self.day, *self.bounds.0.offset(), settings);
        vec![CoverageGap::Expected { whose: line.whose.clone(), at }]
    }

    /// Payments that other sources show outside of the line's stretches, further away than clocks differ.
    fn not_compared(&self, line: &CoverageLine, settings: &Settings) -> Vec<CoverageGap> {
        let tolerance = Duration::seconds(settings.clock_tolerance_secs.max(60));
        let edges = (0..=line.stretches.len()).map(|place| {
            let after = place.checked_sub(1).map(|before| line.stretches[before].1);
            (after, line.stretches.get(place).map(|stretch| stretch.0))
        });
        let gap = |(after, before): (Option<Moment>, Option<Moment>)| {
            let is_between = |minute: Moment| {
                after.is_none_or(|after| after + tolerance < minute)
                    && before.is_none_or(|before| minute < before - tolerance)
            };
            // One payment stands in several sources; the one that shows the most is nearest to the truth.
            let shown_by = |source: Source| -> u64 {
                let shown =
                    self.activity.iter().filter(|shown| shown.source == source && line.whose.should_tell(shown));
                shown.filter(|shown| is_between(shown.minute)).map(|shown| shown.payments).sum()
            };
            let payments = Source::ALL.iter().map(|source| shown_by(*source)).max().unwrap_or(0);
            (payments > 0).then(|| CoverageGap::NotCompared { whose: line.whose.clone(), after, before, payments })
        };
        edges.filter_map(gap).collect()
    }
}

const fn is_shop(source: Source) -> bool {
    matches!(source, Source::Terminal | Source::Till)
}

impl Covering {
    /// Whether a report speaks of this line.
    fn is_told_by(&self, report: &Coverage) -> bool {
        let names_place =
            self.terminal.is_empty() || report.terminals.is_empty() || report.terminals.contains(&self.terminal);
        let names_channel = match (&self.channel, &report.channels) {
            (Some(channel), Channels::Named(named)) => named.contains(channel),
            _ => true,
        };
        report.source == self.source && names_place && names_channel
    }

    /// Whether this line's reports should show what another source shows.
    fn should_tell(&self, shown: &Activity) -> bool {
        match self.source {
            Source::Till => matches!(shown.source, Source::Terminal | Source::Acquirer),
            Source::Terminal => !is_shop(shown.source) && !self.terminal.is_empty() && shown.terminal == self.terminal,
            Source::Acquirer => is_shop(shown.source) && shown.channel.is_some() && shown.channel == self.channel,
            Source::Bank => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ReportId;

    fn at(time: &str) -> Moment {
        format!("2026-11-23T{time}:00+08:00").parse().unwrap()
    }

    fn report(source: Source, from: &str, to: &str, terminals: &[&str], channels: Channels) -> Coverage {
        Coverage {
            report: ReportId(1),
            source,
            from: at(from),
            to: at(to),
            terminals: terminals.iter().map(|name| CompactString::from(*name)).collect(),
            shops: BTreeSet::new(),
            channels,
            payout: None,
            batches: Vec::new(),
        }
    }

    fn shown(source: Source, terminal: &str, channel: PaymentChannel, time: &str, payments: u64) -> Activity {
        Activity { source, terminal: terminal.into(), channel: Some(channel), minute: at(time), payments }
    }

    fn covered(coverage: &[Coverage], activity: &[Activity], terminals: &[&str]) -> DayCoverage {
        let terminals = terminals.iter().map(|name| CompactString::from(*name)).collect();
        let day: BusinessDay = "2026-11-23".parse().unwrap();
        let bounds = day.bounds(0, *at("12:00").offset());
        DayFacts { day, bounds, coverage, activity, terminals: &terminals }.covered(&Settings::default())
    }

    fn cards() -> Channels {
        Channels::Named([PaymentChannel::Card].into())
    }

    fn whose(source: Source, channel: Option<PaymentChannel>) -> Covering {
        Covering { source, terminal: CompactString::default(), channel }
    }

    #[test]
    fn a_day_that_everything_covers_lacks_nothing() {
        let coverage = [
            report(Source::Terminal, "08:00", "21:40", &["T-01"], cards()),
            report(Source::Acquirer, "00:00", "21:45", &[], cards()),
            report(Source::Till, "08:01", "21:38", &[], Channels::NotStated),
        ];
        let activity = [shown(Source::Terminal, "T-01", PaymentChannel::Card, "21:40", 1)];
        let day = covered(&coverage, &activity, &["T-01"]);
        assert_eq!(day.gaps, []);
        assert_eq!(day.lines.len(), 3);
    }

    #[test]
    fn a_till_export_that_ends_too_early_says_where_and_how_much_is_left_out() {
        let coverage = [
            report(Source::Terminal, "08:00", "21:40", &["T-01"], cards()),
            report(Source::Acquirer, "00:00", "21:45", &[], cards()),
            report(Source::Till, "08:01", "18:05", &[], Channels::NotStated),
        ];
        let activity = [
            shown(Source::Terminal, "T-01", PaymentChannel::Card, "18:06", 1),
            shown(Source::Terminal, "T-01", PaymentChannel::Card, "19:00", 2),
            shown(Source::Acquirer, "T-01", PaymentChannel::Card, "19:01", 3),
        ];
        let gap = CoverageGap::NotCompared {
            whose: whose(Source::Till, None),
            after: Some(at("18:05")),
            before: None,
            payments: 3,
        };
        assert_eq!(covered(&coverage, &activity, &[]).gaps, [gap]);
    }

    #[test]
    fn a_hole_between_two_exports_is_named_and_two_that_meet_leave_none() {
        let both = |first_ends: &str| {
            [
                report(Source::Terminal, "08:00", "21:40", &["T-01"], cards()),
                report(Source::Acquirer, "00:00", "21:45", &[], cards()),
                report(Source::Till, "08:00", first_ends, &[], Channels::NotStated),
                report(Source::Till, "15:00", "21:40", &[], Channels::NotStated),
            ]
        };
        let activity = [shown(Source::Terminal, "T-01", PaymentChannel::Card, "14:30", 4)];
        let gaps = covered(&both("14:00"), &activity, &[]).gaps;
        let expected = CoverageGap::NotCompared {
            whose: whose(Source::Till, None),
            after: Some(at("14:00")),
            before: Some(at("15:00")),
            payments: 4,
        };
        assert_eq!(gaps, [expected]);
        assert_eq!(covered(&both("14:59"), &activity, &[]).gaps, []);
    }

    #[test]
    fn a_known_terminal_without_a_report_is_missing() {
        let coverage = [
            report(Source::Terminal, "08:00", "21:40", &["T-01"], cards()),
            report(Source::Acquirer, "00:00", "21:45", &[], cards()),
            report(Source::Till, "08:01", "21:38", &[], Channels::NotStated),
        ];
        let day = covered(&coverage, &[], &["T-01", "T-02"]);
        assert_eq!(day.gaps, [CoverageGap::MissingTerminal("T-02".into())]);
    }

    #[test]
    fn the_bill_of_a_wallet_that_was_used_is_expected_the_next_morning() {
        let wechat = || PaymentChannel::Wallet("wechat".into());
        let coverage = [
            report(
                Source::Terminal,
                "08:00",
                "21:40",
                &["T-01"],
                Channels::Named([PaymentChannel::Card, wechat()].into()),
            ),
            report(Source::Acquirer, "00:00", "21:45", &[], cards()),
            report(Source::Till, "08:01", "21:38", &[], Channels::NotStated),
        ];
        let activity = [shown(Source::Terminal, "T-01", wechat(), "12:00", 9)];
        let gap = CoverageGap::Expected {
            whose: whose(Source::Acquirer, Some(wechat())),
            at: "2026-11-24T09:00:00+08:00".parse().unwrap(),
        };
        assert_eq!(covered(&coverage, &activity, &[]).gaps, [gap]);
    }

    #[test]
    fn a_day_without_reports_lacks_all_three() {
        let gaps = [Source::Terminal, Source::Acquirer, Source::Till].map(CoverageGap::NoReport);
        assert_eq!(covered(&[], &[], &[]).gaps, gaps);
    }
}
