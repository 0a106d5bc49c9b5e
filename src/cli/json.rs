//! Machine-readable answers. Field names are a contract.

use super::words;
use crate::domain::{
    CaseView, CaseWork, DayClose, DayTotals, Days, Decision, Entry, FileOutcome, FileProblem, FindingTotal,
    ImportOutcome, Moment, Money, Playbook, Problem, Recognition, Recorded, ReportSummary, SignOff, SourceLine,
    SourceTotal, Step, StepState, TypeTotal, mask_card_numbers,
};
use crate::services::FormatSummary;
use crate::text::Texts;
use serde_json::{Map, Value, json};

fn time(moment: Moment) -> String {
    moment.to_rfc3339()
}

/// The answer of `import`.
pub(super) fn import(outcome: &ImportOutcome, texts: &Texts) -> Value {
    let files: Vec<Value> = outcome.files.iter().map(|file| file_outcome(file, texts)).collect();
    json!({ "files": files, "cases": outcome.cases })
}

fn file_outcome(outcome: &FileOutcome, texts: &Texts) -> Value {
    match outcome {
        FileOutcome::Read(summary) => report(summary, texts),
        FileOutcome::NotRead { file, problem } => {
            let mut answer = json!({
                "file": file, "format": null, "source": null, "encoding": null, "from": null, "to": null, "statuses": {},
                "totals": [], "warnings": [], "rows": 0, "accepted": 0, "duplicates": 0, "skipped": [], "rejected": [],
                "error": { "kind": file_problem_kind(problem), "message": words::file_problem(file, problem, texts) },
            });
            if let FileProblem::NotRecognised { columns, missing } = problem {
                answer["columns"] = json!(columns);
                answer["missing"] = json!(missing);
            }
            answer
        }
    }
}

fn report(summary: &ReportSummary, texts: &Texts) -> Value {
    let warnings: Vec<Value> = summary
        .warnings
        .iter()
        .map(|warning| json!({ "kind": warning.kind, "message": texts.warning(warning) }))
        .collect();
    json!({
        "file": summary.file, "format": summary.format, "source": summary.source, "encoding": summary.encoding,
        "rows": summary.rows, "accepted": summary.accepted, "duplicates": summary.duplicates,
        "skipped": summary.skipped, "rejected": summary.rejected,
        "from": summary.from.map(time), "to": summary.to.map(time),
        "statuses": summary.statuses, "totals": summary.totals, "warnings": warnings,
    })
}

/// The answer of `summary` without a file.
pub(super) fn summary(days: Days, close: &DayClose, text: &str) -> Value {
    let signed: Vec<Value> = close
        .signed
        .iter()
        .map(|signed| {
            let mut answer = sign_off(&signed.sign_off);
            answer["changes"] = json!(signed.changes.len());
            answer
        })
        .collect();
    let day = days.is_one().then_some(days.first);
    json!({
        "day": day, "from": days.first, "to": days.last, "totals": day_totals(&close.totals), "due": close.due,
        "signed": signed, "text": text,
    })
}

/// The answer of `signoff`.
pub(super) fn sign_off(signed: &SignOff) -> Value {
    json!({
        "number": signed.number, "day": signed.day, "time": time(signed.author.at), "operator": signed.author.operator,
        "override": signed.override_reason, "seq": signed.seq, "history": signed.history,
        "totals": day_totals(&signed.totals),
    })
}

fn day_totals(totals: &DayTotals) -> Value {
    let sums = |sums: &[Money]| -> Vec<Value> {
        sums.iter().map(|sum| json!({ "currency": sum.currency, "amount": sum.to_plain() })).collect()
    };
    let by_type = |total: &TypeTotal| {
        let (currency, amount) = (total.amount.currency, total.amount.to_plain());
        json!({ "type": total.kind, "currency": currency, "count": total.count, "amount": amount })
    };
    let source = |source: &SourceTotal| {
        json!({
            "source": source.source, "rows": source.rows, "rejected": source.rejected, "to": source.to.map(time),
            "totals": source.totals.iter().map(by_type).collect::<Vec<_>>(),
        })
    };
    let finding = |total: &FindingTotal| {
        json!({
            "finding": total.finding, "unfinished": total.unfinished, "closed": total.closed,
            "at_risk": sums(&total.at_risk),
        })
    };
    json!({
        "unfinished": totals.unfinished, "waiting": totals.waiting, "closed": totals.closed,
        "at_risk": sums(&totals.at_risk),
        "sources": totals.sources.iter().map(source).collect::<Vec<_>>(),
        "findings": totals.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

/// One case as `cases` lists it.
pub(super) fn case(view: &CaseView, texts: &Texts) -> Value {
    let case = &view.case;
    let finding = &case.finding;
    let mut answer = json!({
        "id": case.id, "uid": case.uid, "finding": finding.kind, "also": finding.also,
        "confidence": finding.confidence, "state": view.state, "step": view.step,
        "amount": finding.amount.to_plain(), "currency": finding.amount.currency, "at_risk": finding.at_risk.to_plain(),
        "time": time(finding.time), "business_day": finding.business_day,
        "due": time(view.due), "hold_until": view.hold_until.map(time), "cause": finding.cause, "suggested": view.suggested,
        "related": finding.related_once().iter()
            .map(|related| json!({ "what": related.what, "rrn": related.rrn, "stan": related.stan }))
            .collect::<Vec<_>>(),
        "reasons": finding.reasons.iter()
            .map(|reason| json!({ "code": reason.code, "args": reason.args, "text": texts.reason(reason) }))
            .collect::<Vec<_>>(),
        "waiting_for": finding.waiting_for.map(|(source, at)| json!({ "source": source, "at": time(at) })),
        "sources": view.sources.iter().map(source).collect::<Vec<_>>(),
    });
    if let (Some(lead), Some(fields)) = (view.lead(), answer.as_object_mut()) {
        let of_one = |field: fn(&Entry) -> &str| view.one_payment().map_or("", field);
        let identifiers: [(&str, &str); 13] = [
            ("type", lead.kind.as_str()),
            ("terminal", &lead.terminal),
            ("merchant", &lead.merchant),
            ("store", &lead.store),
            ("payer", of_one(|entry| &entry.payer)),
            ("card", of_one(|entry| entry.card.as_str())),
            ("scheme", &lead.scheme),
            ("rrn", of_one(|entry| &entry.rrn)),
            ("stan", of_one(|entry| &entry.stan)),
            ("auth", of_one(|entry| &entry.auth)),
            ("batch", &lead.batch),
            ("order", of_one(|entry| &entry.order)),
            ("provider_ref", of_one(|entry| &entry.provider_ref)),
        ];
        fields.extend(identifiers.map(|(name, value)| (name.to_owned(), Value::from(value))));
    }
    answer
}

fn source(line: &SourceLine) -> Value {
    let entry = &line.entry;
    json!({
        "source": entry.source, "file": line.file, "line": entry.line, "type": entry.kind, "status": entry.status,
        "code": entry.response_code.as_str(), "amount": entry.amount.to_plain(), "currency": entry.amount.currency,
        "time": time(entry.time),
    })
}

/// One case as `show` answers.
pub(super) fn case_in_full(view: &CaseView, playbook: &Playbook, texts: &Texts) -> Value {
    let work = &view.case.work;
    let mut answer = case(view, texts);
    let more = json!({
        "checklist": Step::ALL.iter().map(|&step| checklist(view, step, playbook, texts)).collect::<Vec<_>>(),
        "playbook": playbook_in_words(view, playbook, texts),
        "contacts": work.contacts.iter().map(|(author, contact)| joined(author, contact)).collect::<Vec<_>>(),
        "notes": work.notes.iter().map(|(author, note)| joined(author, note)).collect::<Vec<_>>(),
        "evidence": work.evidence.iter().map(|(author, evidence)| joined(author, evidence)).collect::<Vec<_>>(),
        "action": work.action,
        "history": history(view, texts),
        "outcome": work.outcome.as_ref().map(|(author, outcome)| joined(author, outcome)),
    });
    if let (Some(fields), Value::Object(more)) = (answer.as_object_mut(), more) {
        fields.extend(more);
    }
    answer
}

/// Two records side by side in one object: who and when, and what.
fn joined(author: &impl serde::Serialize, what: &impl serde::Serialize) -> Value {
    let mut fields = Map::new();
    for part in [json!(author), json!(what)] {
        if let Value::Object(part) = part {
            fields.extend(part);
        }
    }
    Value::Object(fields)
}

fn checklist(view: &CaseView, step: Step, playbook: &Playbook, texts: &Texts) -> Value {
    let work = &view.case.work;
    let (state, mark) = match work.step_state(step) {
        StepState::Marked(mark) if mark.skipped.is_some() => ("skipped", Some(mark)),
        StepState::Marked(mark) => ("done", Some(mark)),
        StepState::Current => ("current", None),
        StepState::Ahead => ("ahead", None),
    };
    let checks: Vec<Value> = playbook
        .checks_for(step, &view.case.finding)
        .map(|check| {
            json!({ "id": check.id, "text": texts.playbook(&format!("check-{}", check.id)),
                    "done": work.checked.contains(&check.id), "optional": check.optional })
        })
        .collect();
    json!({ "step": step, "state": state, "by": mark, "checks": checks })
}

fn playbook_in_words(view: &CaseView, playbook: &Playbook, texts: &Texts) -> Value {
    let text = |prefix: &str, id: &str| texts.playbook(&format!("{prefix}-{id}"));
    json!({
        "finding": playbook.finding,
        "waits": playbook.waits_for(&view.case.finding).map(|wait| json!({
            "id": wait.id, "text": text("wait", &wait.id),
            "until": time(view.case.finding.time + chrono::Duration::minutes(wait.minutes)),
            "holds_charging": wait.holds_charging })).collect::<Vec<_>>(),
        "never": playbook.never.iter().map(|rule| json!({ "id": rule.id, "text": text("never", &rule.id) })).collect::<Vec<_>>(),
        "actions": playbook.actions_for(&view.case.finding).map(|action| json!({
            "id": action.id, "text": text("action", &action.id), "effect": text("action", &format!("{}-effect", action.id)),
            "needs_agreement": action.needs_agreement, "acknowledge": action.acknowledge, "outcomes": action.outcomes,
            "suggested": action.id == view.suggested })).collect::<Vec<_>>(),
        "outcomes": playbook.outcomes_for(&view.case.finding, None).into_iter().map(|outcome| json!({
            "id": outcome.id, "text": text("outcome", &outcome.id), "money_effect": outcome.money })).collect::<Vec<_>>(),
        "customer": playbook.customer_texts(&view.case.finding, &view.case.work).iter().map(|id| json!({ "id": id, "text": texts.customer_text(id, view) })).collect::<Vec<_>>(),
    })
}

/// The history, each line with what it changed: the kind of the finding, else the state of the case.
fn history(view: &CaseView, texts: &Texts) -> Vec<Value> {
    let mut work = CaseWork::default();
    let mut line_of = |recorded: &Recorded| {
        let before = work.plain_state();
        work.apply(recorded);
        let after = work.plain_state();
        let (from, to) = match &recorded.decision {
            Decision::FindingChanged { from, to } => (json!(from), json!(to)),
            Decision::Opened { .. } | Decision::StartedByHand { .. } => (Value::Null, json!(after)),
            _ if before != after => (json!(before), json!(after)),
            _ => (Value::Null, Value::Null),
        };
        let mut line = json!(recorded);
        line["time"] = json!(time(recorded.author.at));
        (line["from"], line["to"]) = (from, to);
        line["text"] = json!(texts.decision(&recorded.decision));
        line
    };
    view.case.history.iter().map(&mut line_of).collect()
}

/// The answer of `formats`.
pub(super) fn formats(formats: &[FormatSummary], texts: &Texts) -> Value {
    let format = |format: &FormatSummary| {
        let headings: &[String] = match &format.recognition {
            Recognition::Headings(headings) => headings,
            _ => &[],
        };
        json!({ "id": format.id, "name": format.name, "source": format.source, "headings": headings,
                "recognised_by": texts.recognised_by(&format.recognition) })
    };
    formats.iter().map(format).collect()
}

/// The answer when nothing was done.
pub(super) fn error(problem: &Problem, texts: &Texts) -> Value {
    json!({ "error": { "kind": problem_kind(problem), "message": mask_card_numbers(&words::problem(problem, texts)) } })
}

fn problem_kind(problem: &Problem) -> &'static str {
    match problem {
        Problem::File { problem, .. } => file_problem_kind(problem),
        Problem::Book { .. } => "case-book",
        Problem::UnknownCase(_) => "unknown-case",
        Problem::Refused(_) => "refused",
        Problem::NotWritten { .. } => "not-written",
        Problem::Unfit { .. } => "unfit-evidence",
        Problem::AlreadyThere { .. } => "already-there",
        Problem::Cancelled => "cancelled",
        Problem::BadAsset { .. } => "bad-asset",
        Problem::NotHandedOver { .. } => "not-handed-over",
        Problem::UnknownForm { .. } | Problem::UnknownExportForm { .. } | Problem::BadCall(_) => "bad-call",
    }
}

const fn file_problem_kind(problem: &FileProblem) -> &'static str {
    match problem {
        FileProblem::NotFound => "not-found",
        FileProblem::Folder => "folder",
        FileProblem::Unreadable(_) => "unreadable",
        FileProblem::Empty => "empty",
        FileProblem::Binary => "binary",
        FileProblem::PackedTooOften => "packed-too-often",
        FileProblem::Locked => "locked",
        FileProblem::Damaged => "damaged",
        FileProblem::UnpacksTooFar => "unpacks-too-far",
        FileProblem::TooManyFiles(_) => "too-many-files",
        FileProblem::NoTable => "no-table",
        FileProblem::AmbiguousDates { .. } => "ambiguous-dates",
        FileProblem::WebPage => "web-page",
        FileProblem::HeaderWithoutRows => "header-without-rows",
        FileProblem::NotRecognised { .. } => "not-recognised",
        FileProblem::ProviderSays(_) => "provider-says",
        FileProblem::UnknownFormat { .. } => "unknown-format",
        FileProblem::TooLarge(_) => "too-large",
    }
}
