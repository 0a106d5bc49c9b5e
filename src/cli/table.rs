//! Answers for people in a terminal.

use super::words;
use crate::domain::{
    CaseCounts, CaseState, CaseView, FileOutcome, ImportOutcome, Moment, Playbook, ReportSummary, Settings, Step,
    StepState,
};
use crate::services::FormatSummary;
use crate::text::{Texts, say};
use std::fmt::Write as _;

/// How many unreadable rows are named one by one.
const NAMED_ROWS: usize = 20;

/// The answer of `import`.
pub(super) fn import(outcome: &ImportOutcome, texts: &Texts) -> String {
    let mut answer = String::new();
    for file in &outcome.files {
        let line = match file {
            FileOutcome::Read(summary) => report(summary, texts),
            FileOutcome::NotRead { file, problem } => words::file_problem(file, problem, texts),
        };
        answer.push_str(line.trim_end());
        answer.push('\n');
    }
    answer.push_str(&counts(&outcome.cases, texts));
    answer
}

/// How the cases changed.
pub(super) fn counts(counts: &CaseCounts, texts: &Texts) -> String {
    let CaseCounts { opened, updated, closed, open } = *counts;
    say!(texts, "cli-case-counts", opened = opened, updated = updated, closed = closed, open = open)
}

fn report(summary: &ReportSummary, texts: &Texts) -> String {
    let mut answer = say!(
        texts,
        "cli-report",
        file = summary.file.as_str(),
        source = texts.report_of(summary.source),
        format = summary.format.as_str(),
        encoding = summary.encoding.as_str(),
        rows = summary.rows,
        accepted = summary.accepted,
        duplicates = summary.duplicates,
        skipped = summary.skipped.len(),
        rejected = summary.rejected.len()
    );
    answer.push('\n');
    for row in summary.rejected.iter().take(NAMED_ROWS) {
        let _ = writeln!(answer, "  {}", texts.rejected_row(row));
    }
    let unnamed: usize = summary.rejected.len().saturating_sub(NAMED_ROWS);
    if unnamed > 0 {
        let _ = writeln!(answer, "  {}", say!(texts, "cli-more-rows", count = unnamed));
    }
    for warning in &summary.warnings {
        let _ = writeln!(answer, "  {}", texts.warning(warning));
    }
    answer
}

/// The answer of `cases`.
pub(super) fn cases(views: &[CaseView], now: Moment, texts: &Texts) -> String {
    if views.is_empty() {
        return say!(texts, "cli-no-cases");
    }
    let headings = [
        "#".to_owned(),
        say!(texts, "csv-time"),
        say!(texts, "csv-amount"),
        say!(texts, "csv-scheme"),
        say!(texts, "csv-terminal"),
        say!(texts, "csv-finding"),
        say!(texts, "csv-state"),
        say!(texts, "csv-step"),
        say!(texts, "csv-due"),
    ];
    let mut rows = vec![headings.to_vec()];
    rows.extend(views.iter().map(|view| case_row(view, now, texts)));
    aligned(&rows)
}

fn case_row(view: &CaseView, now: Moment, texts: &Texts) -> Vec<String> {
    let finding = &view.case.finding;
    let lead = view.lead();
    let scheme = lead.map(|entry| texts.scheme(&entry.scheme)).unwrap_or_default();
    let last_four = lead.map(|entry| entry.card.last_four()).unwrap_or_default();
    vec![
        view.case.id.0.to_string(),
        texts.date_and_time(finding.time),
        texts.money(finding.amount),
        texts.many_payments(view).unwrap_or_else(|| format!("{scheme} {last_four}").trim().to_owned()),
        lead.map(|entry| entry.terminal.to_string()).unwrap_or_default(),
        texts.finding(finding.kind),
        texts.state(view.state),
        texts.step(view.step),
        due(view, now, texts),
    ]
}

/// When it is due, marked where that is past; nothing for a closed case.
fn due(view: &CaseView, now: Moment, texts: &Texts) -> String {
    let due = texts.due(view.due, now);
    match view.state {
        CaseState::Closed => say!(texts, "nothing"),
        _ if view.is_late(now) => say!(texts, "window-late", due = due),
        _ => due,
    }
}

/// Columns side by side; a Han character takes two places.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> =
        (0..columns).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or_default()).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, &wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if ('\u{1100}'..='\u{ffff}').contains(&c) && !('\u{2000}'..='\u{2dff}').contains(&c) { 2 } else { 1 })
        .sum()
}

/// The answer of `formats`.
pub(super) fn formats(formats: &[FormatSummary], texts: &Texts) -> String {
    let row = |format: &FormatSummary| {
        vec![
            format.id.clone(),
            texts.source(format.source),
            format.name.clone(),
            texts.recognised_by(&format.recognition),
        ]
    };
    aligned(&formats.iter().map(row).collect::<Vec<_>>())
}

/// The answer of `show`.
pub(super) fn case_in_full(view: &CaseView, playbook: &Playbook, settings: &Settings, texts: &Texts) -> String {
    let finding = &view.case.finding;
    let mut answer = String::new();
    let out = &mut answer;
    let _ = writeln!(out, "#{} {} · {}", view.case.id.0, texts.finding(finding.kind), texts.state(view.state));
    let _ = writeln!(out, "{} {}", texts.finding_meaning(finding.kind), texts.finding_warning(finding.kind));
    if let Some(until) = view.hold_until {
        let _ = writeln!(out, "{}", say!(texts, "cli-hold", until = texts.date_and_time(until)));
    }
    let _ = writeln!(out, "\n{}", texts.call_sheet_lines(&texts.call_sheet(view, settings, playbook)));
    for reason in &finding.reasons {
        let _ = writeln!(out, "- {}", texts.reason(reason));
    }
    for line in &view.sources {
        let entry = &line.entry;
        let (source, status, at) =
            (texts.source(entry.source), texts.status(entry.status), texts.date_and_time(entry.time));
        let _ = writeln!(out, "{source}: {status} {} {at} ({}:{})", texts.money(entry.amount), line.file, entry.line);
    }
    for &step in Step::ALL {
        step_in_full(out, view, step, playbook, texts);
    }
    let _ = writeln!(out);
    for id in playbook.customer_texts(&view.case.finding, &view.case.work) {
        let _ = writeln!(out, "“{}”", texts.customer_text(id, view));
    }
    let _ = writeln!(out);
    for recorded in &view.case.history {
        let author = &recorded.author;
        let _ = writeln!(
            out,
            "{} {} · {}",
            texts.date_and_time(author.at),
            author.operator,
            texts.decision(&recorded.decision)
        );
    }
    answer
}

fn step_in_full(out: &mut String, view: &CaseView, step: Step, playbook: &Playbook, texts: &Texts) {
    let work = &view.case.work;
    let mark = match work.step_state(step) {
        StepState::Marked(_) => "x",
        StepState::Current => ">",
        StepState::Ahead => " ",
    };
    let _ = writeln!(out, "\n[{mark}] {} ({step})", texts.step(step));
    for check in playbook.checks_for(step, &view.case.finding) {
        let tick = if work.checked.contains(&check.id) { "x" } else { " " };
        let _ = writeln!(out, "    [{tick}] {} ({})", texts.playbook(&format!("check-{}", check.id)), check.id);
    }
    let mut options: Vec<(String, &str, bool)> = Vec::new();
    match step {
        Step::ChooseAction => {
            let is_chosen = |id: &str| work.action.as_deref() == Some(id);
            for rule in &playbook.never {
                let _ = writeln!(out, "    ! {} ({})", texts.playbook(&format!("never-{}", rule.id)), rule.id);
            }
            options.extend(playbook.actions_for(&view.case.finding).map(|action| {
                let name = texts.playbook(&format!("action-{}", action.id));
                let suggested = if action.id == view.suggested {
                    format!(" — {}", say!(texts, "cli-suggested"))
                } else {
                    String::new()
                };
                (format!("{name}{suggested}"), action.id.as_str(), is_chosen(&action.id))
            }));
        }
        Step::RecordOutcome => options.extend(
            playbook
                .outcomes_for(&view.case.finding, None)
                .into_iter()
                .map(|outcome| (texts.playbook(&format!("outcome-{}", outcome.id)), outcome.id.as_str(), false)),
        ),
        Step::VerifyDetails | Step::ContactAcquirer => {}
    }
    for (text, id, is_chosen) in options {
        let tick = if is_chosen { "x" } else { " " };
        let _ = writeln!(out, "    ({tick}) {text} ({id})");
    }
}
