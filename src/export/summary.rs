//! The summary of a business day: what was imported, what was found, what it may cost, what is still open, who signed.

use super::document::{Block, Column, Table, write_text};
use crate::domain::{CaseState, CaseView, DayClose, DayTotals, Days, Language, Moment, Settings, SignedDay};
use crate::text::{Texts, say};
use std::io::{self, Write};

/// Everything a summary says, worked out once for every form it takes.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    /// The day, or the days of a period.
    pub days: Days,
    /// The shop.
    pub shop: &'a Settings,
    /// The numbers, the signatures, and what changed after them.
    pub close: &'a DayClose,
    /// The cases: unfinished ones, those carried over included, and closed ones, in the order to print them in.
    pub cases: &'a [CaseView],
    /// When it is made.
    pub at: Moment,
    /// Who makes it.
    pub operator: &'a str,
    /// Head of the history's chain of digests, as hexadecimal digits.
    pub history_head: &'a str,
}

/// Writes the summary as plain text with aligned columns.
pub fn write_summary_text(mut out: impl Write, summary: &Summary<'_>, language: Language) -> io::Result<()> {
    write_text(&mut out, &blocks(summary, &Texts::new(language)))
}

/// The day or the period, as a title says it.
pub(super) fn title(summary: &Summary<'_>, texts: &Texts) -> String {
    let Days { first, last } = summary.days;
    let title = say!(texts, "summary-title");
    if summary.days.is_one() {
        format!("{title} · {} · {first}", texts.long_day(first))
    } else {
        format!("{title} · {first} – {last}")
    }
}

/// The summary from top to bottom.
pub(super) fn blocks(summary: &Summary<'_>, texts: &Texts) -> Vec<Block> {
    let mut blocks = vec![Block::Title(title(summary, texts))];
    let places = [&summary.shop.shop_name, &summary.shop.till_name];
    let place = places.into_iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    if !place.is_empty() {
        blocks.push(Block::Line(place));
    }
    let at = texts.date_and_time(summary.at);
    blocks.push(Block::Line(say!(texts, "summary-made", at = at, operator = summary.operator)));
    let totals = &summary.close.totals;
    blocks.push(Block::Strong(counts(totals, texts)));
    blocks.push(Block::Strong(say!(texts, "summary-at-risk", sum = texts.sums(&totals.at_risk))));
    blocks.push(Block::Heading(say!(texts, "summary-reports")));
    blocks.push(reports(totals, texts));
    if !totals.findings.is_empty() {
        blocks.push(Block::Heading(say!(texts, "summary-findings")));
        blocks.push(findings(totals, texts));
    }
    for state in [CaseState::Open, CaseState::Waiting, CaseState::Closed] {
        if let Some(table) = cases(summary, state, texts) {
            blocks.push(Block::Heading(say!(
                texts,
                "summary-state",
                state = texts.state(state),
                count = table.rows.len()
            )));
            blocks.push(Block::Table(table));
        }
    }
    blocks.push(Block::Heading(say!(texts, "summary-signed")));
    if summary.close.signed.is_empty() {
        blocks.push(Block::Line(say!(texts, "summary-not-signed")));
    }
    for signed in &summary.close.signed {
        signature(&mut blocks, signed, texts);
    }
    blocks.push(Block::Small(say!(texts, "summary-history", head = summary.history_head)));
    blocks.push(Block::Signatures(vec![
        say!(texts, "summary-sign-cashier"),
        say!(texts, "summary-sign-manager"),
        say!(texts, "summary-sign-date"),
    ]));
    blocks
}

fn counts(totals: &DayTotals, texts: &Texts) -> String {
    let (unfinished, waiting, closed) = (totals.unfinished, totals.waiting, totals.closed);
    say!(texts, "summary-counts", unfinished = unfinished, waiting = waiting, closed = closed)
}

fn reports(totals: &DayTotals, texts: &Texts) -> Block {
    if totals.sources.is_empty() {
        return Block::Line(say!(texts, "summary-no-reports"));
    }
    let mut rows = Vec::new();
    for source in &totals.sources {
        let mut head = vec![
            texts.report_of(source.source),
            source.to.map_or_else(|| say!(texts, "nothing"), |to| moment(to, texts)),
            source.rejected.to_string(),
        ];
        for total in &source.totals {
            let mut row = std::mem::replace(&mut head, vec![String::new(); 3]);
            row.push(texts.transaction_type(total.kind));
            row.extend([total.count.to_string(), texts.money(total.amount)]);
            rows.push(row);
        }
        if source.totals.is_empty() {
            head.extend([say!(texts, "nothing"), "0".to_owned(), String::new()]);
            rows.push(head);
        }
    }
    let columns = vec![
        Column::words(say!(texts, "summary-column-report"), 3.0),
        Column::words(say!(texts, "summary-column-to"), 2.2),
        Column::numbers(say!(texts, "summary-column-rejected"), 1.6),
        Column::words(say!(texts, "summary-column-type"), 2.2),
        Column::numbers(say!(texts, "summary-column-rows"), 1.2),
        Column::numbers(say!(texts, "csv-amount"), 2.4),
    ];
    Block::Table(Table { columns, rows })
}

fn findings(totals: &DayTotals, texts: &Texts) -> Block {
    let row = |total: &crate::domain::FindingTotal| {
        vec![
            texts.finding(total.finding),
            total.unfinished.to_string(),
            total.closed.to_string(),
            texts.sums(&total.at_risk),
        ]
    };
    let columns = vec![
        Column::words(say!(texts, "csv-finding"), 4.0),
        Column::numbers(say!(texts, "summary-column-unfinished"), 1.6),
        Column::numbers(say!(texts, "summary-column-closed"), 1.6),
        Column::numbers(say!(texts, "csv-at-risk"), 3.0),
    ];
    Block::Table(Table { columns, rows: totals.findings.iter().map(row).collect() })
}

/// The cases in one state; none when there is none.
fn cases(summary: &Summary<'_>, state: CaseState, texts: &Texts) -> Option<Table> {
    let rows: Vec<Vec<String>> =
        summary.cases.iter().filter(|view| view.state == state).map(|view| case_row(view, summary, texts)).collect();
    let (what_next, when) = match state {
        CaseState::Open => (say!(texts, "summary-column-next"), say!(texts, "csv-due")),
        CaseState::Waiting => (say!(texts, "summary-column-waits-for"), say!(texts, "summary-column-until")),
        CaseState::Closed => (say!(texts, "csv-outcome"), say!(texts, "csv-closed-by")),
    };
    let columns = vec![
        Column::numbers(say!(texts, "csv-case"), 0.9),
        Column::words(say!(texts, "csv-time"), 2.2),
        Column::words(say!(texts, "csv-terminal"), 1.5),
        Column::words(say!(texts, "summary-column-card"), 2.5),
        Column::words(say!(texts, "csv-finding"), 2.7),
        Column::words(what_next, 2.3),
        Column::words(when, 2.2),
        Column::numbers(say!(texts, "csv-amount"), 1.6),
    ];
    (!rows.is_empty()).then_some(Table { columns, rows })
}

fn case_row(view: &CaseView, summary: &Summary<'_>, texts: &Texts) -> Vec<String> {
    let finding = &view.case.finding;
    let lead = view.lead();
    let card = lead.map(|entry| {
        let (scheme, last) = (texts.scheme(&entry.scheme), entry.card.last_four());
        [scheme.as_str(), last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    // The day is said only where it is not the one of the title.
    let is_of_the_day = summary.days.is_one() && finding.time.date_naive() == summary.days.first.0;
    let time = if is_of_the_day { texts.time(finding.time) } else { moment(finding.time, texts) };
    let (what_next, when) = match (view.state, &view.case.work.outcome) {
        (_, Some((author, outcome))) => (texts.outcome(outcome), author.operator.clone()),
        (CaseState::Waiting, None) => (waits_for(view, texts), moment(view.due, texts)),
        (_, None) => (texts.step(view.step), moment(view.due, texts)),
    };
    vec![
        view.case.id.0.to_string(),
        time,
        lead.map(|entry| summary.shop.terminal_name(&entry.terminal).to_owned()).unwrap_or_default(),
        texts.many_payments(view).or(card).unwrap_or_default(),
        texts.finding(finding.kind),
        what_next,
        when,
        texts.money(finding.amount),
    ]
}

/// The reason a person gave, else the report that is awaited, else the step that can be gone on with afterwards.
fn waits_for(view: &CaseView, texts: &Texts) -> String {
    if let Some((_, reason)) = &view.case.work.wait {
        return reason.clone();
    }
    match view.case.finding.waiting_for {
        Some((source, _)) => texts.report_of(source),
        None => texts.step(view.step),
    }
}

/// `23 Nov 20:14`.
fn moment(moment: Moment, texts: &Texts) -> String {
    format!("{} {}", texts.date(moment.date_naive()), texts.time(moment))
}

/// A signature, the numbers it stands for, and what came after it.
fn signature(blocks: &mut Vec<Block>, signed: &SignedDay, texts: &Texts) {
    let sign_off = &signed.sign_off;
    let (at, operator) = (texts.date_and_time(sign_off.author.at), sign_off.author.operator.as_str());
    let (number, day) = (sign_off.number, sign_off.day.to_string());
    blocks.push(Block::Strong(say!(
        texts,
        "summary-signature",
        number = number,
        day = day,
        at = at,
        operator = operator
    )));
    let (then, sum) = (counts(&sign_off.totals, texts), texts.sums(&sign_off.totals.at_risk));
    blocks.push(Block::Line(say!(texts, "summary-signed-then", counts = then, sum = sum)));
    if let Some(reason) = &sign_off.override_reason {
        blocks.push(Block::Line(say!(texts, "summary-signed-override", reason = reason.as_str())));
    }
    blocks.push(Block::Small(say!(texts, "summary-history", head = sign_off.history.as_str())));
    if !signed.changes.is_empty() {
        blocks.push(Block::Strong(say!(texts, "summary-amendments", number = number, count = signed.changes.len())));
    }
    blocks.extend(signed.changes.iter().map(|change| Block::Line(format!("· {}", texts.day_change(change)))));
}
