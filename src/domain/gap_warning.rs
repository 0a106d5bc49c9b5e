//! What a new report leaves open, as warnings that are stored and read again: where reports end too early, which terminal
//! has none, which batches were skipped, how much of a report was known before.

use super::{CoverageGap, Covering, Moment, PaymentChannel, Source, Warning};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Kind of the warning that some rows were in the case book before.
pub const OVERLAPS: &str = "overlaps";
/// Kind of the warning that batch numbers of a terminal are missing.
pub const BATCHES_SKIPPED: &str = "batches-skipped";

const ENDS_EARLY: &str = "ends-early";
const STARTS_LATE: &str = "starts-late";
const HAS_HOLE: &str = "has-hole";
const TERMINAL_MISSING: &str = "terminal-missing";
/// A channel that is no wallet.
const CARD: &str = "card";

/// A terminal's batch as its rows show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchSpan {
    /// Terminal number.
    pub terminal: CompactString,
    /// Batch number.
    pub batch: CompactString,
    /// Its first row.
    pub from: Moment,
    /// Its last row.
    pub to: Moment,
}

/// Batch numbers of one terminal that no report shows, between two that follow each other in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedBatches {
    /// Terminal number.
    pub terminal: CompactString,
    /// The first and the last number that is missing.
    pub numbers: (u32, u32),
    /// Last row of the batch before and first row of the batch after.
    pub between: (Moment, Moment),
}

/// More numbers than these are not skipped: the terminal was numbered anew.
const MOST_SKIPPED: u32 = 9;

/// The batch numbers that are missing, terminal by terminal, in the order of time.
pub fn skipped_batches(spans: &[BatchSpan]) -> Vec<SkippedBatches> {
    let mut of_terminals: BTreeMap<&str, BTreeMap<u32, (Moment, Moment)>> = BTreeMap::new();
    for span in spans {
        let Ok(number) = span.batch.parse::<u32>() else { continue };
        let known = of_terminals.entry(&span.terminal).or_default().entry(number).or_insert((span.from, span.to));
        *known = (known.0.min(span.from), known.1.max(span.to));
    }
    let mut skipped = Vec::new();
    for (terminal, batches) in of_terminals.iter().filter(|(terminal, _)| !terminal.is_empty()) {
        for ((before, left), (after, right)) in batches.iter().zip(batches.iter().skip(1)) {
            let missing = after - before - 1;
            // Where the numbers do not go with the time, they say nothing.
            if (1..=MOST_SKIPPED).contains(&missing) && left.1 <= right.0 {
                skipped.push(SkippedBatches {
                    terminal: CompactString::from(*terminal),
                    numbers: (before + 1, after - 1),
                    between: (left.1, right.0),
                });
            }
        }
    }
    skipped
}

impl Warning {
    /// Some rows of a report were known before.
    pub fn of_overlap(known: u64, rows: u64) -> Self {
        Self::with(OVERLAPS, [("count", known.to_string()), ("rows", rows.to_string())])
    }

    /// Batch numbers are missing.
    pub fn of_batches(skipped: &SkippedBatches) -> Self {
        let (first, last) = skipped.numbers;
        let args = [
            ("terminal", skipped.terminal.to_string()),
            ("first", format!("{first:06}")),
            ("last", format!("{last:06}")),
            ("count", (last - first + 1).to_string()),
            ("day", skipped.between.1.date_naive().to_string()),
        ];
        Self::with(BATCHES_SKIPPED, args)
    }

    /// What is missing of a day; none for what is only still to come.
    pub fn of_gap(gap: &CoverageGap, day: NaiveDate) -> Option<Self> {
        let day = ("day", day.to_string());
        match gap {
            CoverageGap::MissingTerminal(number) => {
                Some(Self::with(TERMINAL_MISSING, [("terminal", number.to_string()), day]))
            }
            CoverageGap::NotCompared { whose, after, before, payments } => {
                let kind = match (after, before) {
                    (Some(_), Some(_)) => HAS_HOLE,
                    (Some(_), None) => ENDS_EARLY,
                    (None, Some(_)) => STARTS_LATE,
                    (None, None) => return None,
                };
                let channel = match &whose.channel {
                    None => String::new(),
                    Some(PaymentChannel::Card) => CARD.to_owned(),
                    Some(PaymentChannel::Wallet(name)) => name.to_string(),
                };
                let moment = |moment: &Option<Moment>| moment.map(|moment| moment.to_rfc3339()).unwrap_or_default();
                let args = [
                    ("source", whose.source.to_string()),
                    ("terminal", whose.terminal.to_string()),
                    ("channel", channel),
                    ("after", moment(after)),
                    ("before", moment(before)),
                    ("payments", payments.to_string()),
                    day,
                ];
                Some(Self::with(kind, args))
            }
            CoverageGap::NoReport(_) | CoverageGap::Expected { .. } => None,
        }
    }

    /// The gap that a warning tells of, and its day; none for a warning about something else.
    pub fn gap(&self) -> Option<(CoverageGap, NaiveDate)> {
        let arg = |name: &str| self.args.get(name).map(String::as_str).unwrap_or_default();
        let day = arg("day").parse().ok()?;
        let gap = match self.kind.as_str() {
            TERMINAL_MISSING => CoverageGap::MissingTerminal(arg("terminal").into()),
            ENDS_EARLY | STARTS_LATE | HAS_HOLE => {
                let channel = match arg("channel") {
                    "" => None,
                    CARD => Some(PaymentChannel::Card),
                    wallet => Some(PaymentChannel::Wallet(wallet.into())),
                };
                CoverageGap::NotCompared {
                    whose: Covering {
                        source: arg("source").parse::<Source>().ok()?,
                        terminal: arg("terminal").into(),
                        channel,
                    },
                    after: arg("after").parse().ok(),
                    before: arg("before").parse().ok(),
                    payments: arg("payments").parse().ok()?,
                }
            }
            _ => return None,
        };
        Some((gap, day))
    }

    fn with<const N: usize>(kind: &str, args: [(&str, String); N]) -> Self {
        let args = args.into_iter().filter(|(_, value)| !value.is_empty());
        Self { kind: kind.to_owned(), args: args.map(|(name, value)| (name.to_owned(), value)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        format!("2026-11-{text}:00+08:00").parse().unwrap()
    }

    fn span(terminal: &str, batch: &str, from: &str, to: &str) -> BatchSpan {
        BatchSpan { terminal: terminal.into(), batch: batch.into(), from: at(from), to: at(to) }
    }

    #[test]
    fn a_gap_survives_being_stored() {
        let day = "2026-11-23".parse().unwrap();
        let whose = Covering { source: Source::Acquirer, terminal: "".into(), channel: Some(PaymentChannel::Card) };
        let not_compared =
            |after, before| CoverageGap::NotCompared { whose: whose.clone(), after, before, payments: 3 };
        for (gap, kind) in [
            (not_compared(Some(at("23T18:05")), None), "ends-early"),
            (not_compared(None, Some(at("23T09:05"))), "starts-late"),
            (not_compared(Some(at("23T12:00")), Some(at("23T13:00"))), "has-hole"),
            (CoverageGap::MissingTerminal("T-02".into()), "terminal-missing"),
        ] {
            let warning = Warning::of_gap(&gap, day).unwrap();
            assert_eq!(warning.kind, kind);
            assert_eq!(warning.gap(), Some((gap, day)));
        }
        assert_eq!(Warning::of_gap(&CoverageGap::NoReport(Source::Till), day), None);
    }

    #[test]
    fn a_batch_that_is_left_out_is_told() {
        let first = || span("T-02", "000122", "22T09:00", "22T21:00");
        let skipped = skipped_batches(&[span("T-02", "124", "24T09:00", "24T21:00"), first()]);
        let expected =
            SkippedBatches { terminal: "T-02".into(), numbers: (123, 123), between: (at("22T21:00"), at("24T09:00")) };
        assert_eq!(skipped, [expected]);
        let none = [
            span("T-02", "000123", "24T09:00", "24T21:00"),
            // Numbered anew.
            span("T-02", "000001", "24T09:00", "24T21:00"),
            span("T-02", "000900", "24T09:00", "24T21:00"),
            span("T-03", "000124", "24T09:00", "24T21:00"),
            span("T-02", "B-124", "24T09:00", "24T21:00"),
            // Earlier in time than the batch before it.
            span("T-02", "000124", "21T09:00", "21T21:00"),
        ];
        for other in none {
            assert_eq!(skipped_batches(&[first(), other.clone()]), [], "{other:?}");
        }
    }
}
