//! The summary of a business day: what was imported, what was found, what it may cost, what is still open.

use crate::domain::{CaseState, CaseView, DayView, FindingKind, Language, Moment, Money};
use crate::text::{Texts, say};
use std::io::{self, Write};

/// How many cases of one kind, and the money at risk in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingTotal {
    /// The kind.
    pub kind: FindingKind,
    /// Unfinished cases.
    pub unfinished: usize,
    /// Closed on the day.
    pub closed: usize,
    /// At risk in the unfinished, one sum for each currency.
    pub at_risk: Vec<Money>,
}

/// Everything a summary says, worked out once for every form it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary<'a> {
    /// The day.
    pub day: &'a DayView,
    /// Its cases: unfinished ones, those carried over included, and those closed on the day.
    pub cases: &'a [CaseView],
    /// When it was made.
    pub at: Moment,
    /// Who made it.
    pub operator: &'a str,
    /// Head of the history's chain of digests, as hexadecimal digits.
    pub history_head: &'a str,
    /// By kind, in the order of `FindingKind`; kinds without a case are left out.
    pub findings: Vec<FindingTotal>,
}

impl<'a> Summary<'a> {
    /// Works out the totals.
    pub fn new(day: &'a DayView, cases: &'a [CaseView], at: Moment, operator: &'a str, history_head: &'a str) -> Self {
        let findings = FindingKind::ALL.iter().filter_map(|&kind| total(kind, cases)).collect();
        Self { day, cases, at, operator, history_head, findings }
    }

    fn in_state(&self, state: CaseState) -> impl Iterator<Item = &'a CaseView> + use<'a> {
        self.cases.iter().filter(move |case| case.state == state)
    }
}

fn total(kind: FindingKind, cases: &[CaseView]) -> Option<FindingTotal> {
    let mut total = FindingTotal { kind, unfinished: 0, closed: 0, at_risk: Vec::new() };
    for case in cases.iter().filter(|case| case.case.finding.kind == kind) {
        if case.state == CaseState::Closed {
            total.closed += 1;
        } else {
            total.unfinished += 1;
            crate::domain::add_to_sums(&mut total.at_risk, case.case.finding.at_risk);
        }
    }
    (total.unfinished + total.closed > 0).then_some(total)
}

/// Writes the summary as plain text, 80 columns at most where the content allows.
pub fn write_summary_text(mut out: impl Write, summary: &Summary<'_>, language: Language) -> io::Result<()> {
    let texts = &Texts::new(language);
    let day = summary.day;
    writeln!(out, "{} · {}", say!(texts, "summary-title"), texts.long_day(day.day))?;
    writeln!(
        out,
        "{}",
        say!(texts, "summary-made", at = texts.date_and_time(summary.at), operator = summary.operator)
    )?;
    writeln!(out)?;
    writeln!(out, "{}", say!(texts, "summary-reports"))?;
    for tile in &day.tiles {
        let to = tile.to.map_or_else(|| say!(texts, "nothing"), |to| texts.time(to));
        let line = say!(texts, "summary-report", rows = tile.rows, rejected = tile.rejected, to = to);
        writeln!(out, "  {}", texts.labelled(&texts.report_of(tile.source), &line))?;
    }
    if day.tiles.is_empty() {
        writeln!(out, "  {}", say!(texts, "summary-no-reports"))?;
    }
    writeln!(out)?;
    let (unfinished, waiting, closed) = (day.unfinished, day.waiting, day.closed);
    writeln!(out, "{}", say!(texts, "summary-counts", unfinished = unfinished, waiting = waiting, closed = closed))?;
    writeln!(out, "{}", say!(texts, "summary-at-risk", sum = texts.sums(&day.at_risk)))?;
    for finding in &summary.findings {
        let (kind, risk) = (texts.finding(finding.kind), texts.sums(&finding.at_risk));
        let counts =
            say!(texts, "summary-finding", unfinished = finding.unfinished, closed = finding.closed, sum = risk);
        writeln!(out, "  {}", texts.labelled(&kind, &counts))?;
    }
    for state in [CaseState::Open, CaseState::Waiting, CaseState::Closed] {
        write_cases(&mut out, summary, state, texts)?;
    }
    writeln!(out)?;
    writeln!(out, "{}", say!(texts, "summary-history", head = summary.history_head))?;
    writeln!(out, "{} ______________________________", say!(texts, "summary-signature"))
}

fn write_cases(out: &mut impl Write, summary: &Summary<'_>, state: CaseState, texts: &Texts) -> io::Result<()> {
    let mut cases = summary.in_state(state).peekable();
    if cases.peek().is_none() {
        return Ok(());
    }
    writeln!(out)?;
    writeln!(out, "{}", texts.state(state))?;
    for view in cases {
        let finding = &view.case.finding;
        let ended = view.case.work.outcome.as_ref();
        let last = match ended {
            Some((author, outcome)) => format!("{} · {}", texts.outcome(outcome), author.operator),
            None => format!(
                "{} · {}",
                texts.step(view.step),
                say!(texts, "summary-due", at = texts.date_and_time(view.due))
            ),
        };
        let lead = view.lead();
        writeln!(
            out,
            "  #{} {} {} {} {} {} · {last}",
            view.case.id.0,
            texts.date_and_time(finding.time),
            lead.map(|entry| entry.terminal.as_str()).unwrap_or_default(),
            texts.money(finding.amount),
            lead.map(|entry| entry.card.last_four()).unwrap_or_default(),
            texts.finding(finding.kind),
        )?;
    }
    Ok(())
}
