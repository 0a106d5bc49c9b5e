//! Case records as a table: one row for each case, whatever the file it is written into.

use crate::domain::{CaseView, Entry, Money, Source};
use crate::text::{Texts, say};

/// A cell by what a spreadsheet must make of it.
pub(super) enum Cell {
    /// A number to add up, as plain digits.
    Number(String),
    /// An identifier: digits that must not become a number.
    Reference(String),
    /// Words.
    Words(String),
}

impl Cell {
    pub(super) fn amount(money: Option<Money>) -> Self {
        Self::Number(money.map(Money::to_plain).unwrap_or_default())
    }
}

/// What the columns are called.
pub(super) fn headings(texts: &Texts) -> Vec<String> {
    vec![
        say!(texts, "csv-case"),
        say!(texts, "csv-state"),
        say!(texts, "csv-finding"),
        say!(texts, "csv-business-day"),
        say!(texts, "csv-time"),
        say!(texts, "csv-amount"),
        say!(texts, "csv-currency"),
        say!(texts, "csv-at-risk"),
        say!(texts, "csv-terminal"),
        say!(texts, "csv-merchant"),
        say!(texts, "csv-store"),
        say!(texts, "csv-scheme"),
        say!(texts, "csv-card"),
        say!(texts, "csv-rrn"),
        say!(texts, "csv-stan"),
        say!(texts, "csv-auth"),
        say!(texts, "csv-batch"),
        say!(texts, "csv-order"),
        say!(texts, "csv-says", source = texts.source(Source::Terminal)),
        say!(texts, "csv-says", source = texts.source(Source::Acquirer)),
        say!(texts, "csv-says", source = texts.source(Source::Till)),
        say!(texts, "csv-cause"),
        say!(texts, "csv-reasons"),
        say!(texts, "csv-step"),
        say!(texts, "csv-due"),
        say!(texts, "csv-contacts"),
        say!(texts, "csv-action"),
        say!(texts, "csv-outcome"),
        say!(texts, "csv-outcome-reason"),
        say!(texts, "csv-money-effect"),
        say!(texts, "csv-money-amount"),
        say!(texts, "csv-closed-by"),
        say!(texts, "csv-closed-at"),
        say!(texts, "csv-notes"),
        say!(texts, "csv-uid"),
    ]
}

/// The cells of one case, in the order of the headings.
pub(super) fn row(view: &CaseView, texts: &Texts) -> Vec<Cell> {
    let case = &view.case;
    let finding = &case.finding;
    let lead = view.lead();
    let reference = |field: fn(&Entry) -> &str| Cell::Reference(lead.map(field).unwrap_or_default().to_owned());
    let of_one = |field: fn(&Entry) -> &str| {
        let text = view.one_payment().map(field).unwrap_or_default();
        Cell::Reference(text.to_owned())
    };
    let outcome = case.work.outcome.as_ref();
    let mut cells = vec![
        Cell::Number(case.id.0.to_string()),
        Cell::Words(texts.state(view.state)),
        Cell::Words(texts.finding(finding.kind)),
        Cell::Words(finding.business_day.to_string()),
        Cell::Words(finding.time.format("%Y-%m-%d %H:%M:%S").to_string()),
        Cell::amount(Some(finding.amount)),
        Cell::Words(finding.amount.currency.to_string()),
        Cell::amount(Some(finding.at_risk)),
        reference(|entry| &entry.terminal),
        reference(|entry| &entry.merchant),
        reference(|entry| &entry.store),
        Cell::Words(lead.map(|entry| texts.scheme(&entry.scheme)).unwrap_or_default()),
        of_one(|entry| entry.card.as_str()),
        of_one(|entry| &entry.rrn),
        of_one(|entry| &entry.stan),
        of_one(|entry| &entry.auth),
        reference(|entry| &entry.batch),
        of_one(|entry| &entry.order),
    ];
    cells.extend(
        [Source::Terminal, Source::Acquirer, Source::Till].map(|source| Cell::Words(says(view, source, texts))),
    );
    cells.extend([
        Cell::Words(texts.cause(finding.cause)),
        Cell::Words(lines(finding.reasons.iter().map(|reason| texts.reason(reason)))),
        Cell::Words(texts.step(view.step)),
        Cell::Words(view.due.format("%Y-%m-%d %H:%M").to_string()),
        Cell::Words(contacts(view, texts)),
        Cell::Words(case.work.action.as_ref().map(|id| texts.playbook(&format!("action-{id}"))).unwrap_or_default()),
        Cell::Words(outcome.map(|(_, outcome)| texts.outcome(outcome)).unwrap_or_default()),
        Cell::Words(outcome.map(|(_, outcome)| outcome.reason.clone()).unwrap_or_default()),
        Cell::Words(outcome.map(|(_, outcome)| texts.money_effect(outcome.money_effect)).unwrap_or_default()),
        Cell::amount(outcome.and_then(|(_, outcome)| outcome.amount)),
        Cell::Words(outcome.map(|(author, _)| author.operator.clone()).unwrap_or_default()),
        Cell::Words(outcome.map(|(author, _)| author.at.format("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()),
        Cell::Words(lines(case.work.notes.iter().map(|(_, note)| note.text.clone()))),
        Cell::Words(case.uid.clone()),
    ]);
    cells
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}

/// `settled 268.00 20:14:11 (acquirer.csv:81)`.
fn says(view: &CaseView, source: Source, texts: &Texts) -> String {
    let Some(line) = view.source(source) else { return say!(texts, "nothing") };
    let entry = &line.entry;
    let code = if entry.response_code.is_empty() { String::new() } else { format!(" ({})", entry.response_code) };
    format!(
        "{}{code} {} {} ({}:{})",
        texts.status(entry.status),
        entry.amount.to_plain(),
        texts.time_with_seconds(entry.time),
        line.file,
        entry.line
    )
}

fn contacts(view: &CaseView, texts: &Texts) -> String {
    lines(view.case.work.contacts.iter().map(|(author, contact)| {
        let what = texts.decision(&crate::domain::Decision::Contacted(contact.clone()));
        format!("{} {}: {what}", author.at.format("%Y-%m-%d %H:%M"), author.operator)
    }))
}
