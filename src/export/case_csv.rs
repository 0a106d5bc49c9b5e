//! Case records as CSV that opens correctly in Excel, WPS and LibreOffice: UTF-8 with BOM, reference numbers kept digit
//! by digit, nothing that a spreadsheet would run as a formula.

use crate::domain::{CaseView, Entry, Language, Money, Source};
use crate::text::{Texts, say};
use std::io::{self, Write};

/// Makes Excel read the file as UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell by what a spreadsheet must make of it.
enum Cell {
    /// A number to add up: written bare.
    Number(String),
    /// An identifier: digits that must not become a number.
    Reference(String),
    /// Words.
    Words(String),
}

impl Cell {
    fn amount(money: Option<Money>) -> Self {
        Self::Number(money.map(Money::to_plain).unwrap_or_default())
    }

    fn into_text(self) -> String {
        match self {
            Self::Number(digits) => digits,
            // A tab behind it makes a spreadsheet keep the digits as text; wallets write their bills the same way.
            Self::Reference(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{digits}\t")
            }
            Self::Reference(text) | Self::Words(text) => defuse(text),
        }
    }
}

/// Puts an apostrophe before a text that a spreadsheet would run: `=`, `+`, `-`, `@`, their full-width forms, a tab or a
/// line end at the start of any of its lines, blanks before it notwithstanding.
fn defuse(text: String) -> String {
    let starts_formula = |line: &str| {
        let start = line.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
        start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t'])
    };
    let dangerous = text.starts_with(['\n', '\r']) || text.split(['\n', '\r']).any(starts_formula);
    if dangerous { format!("'{text}") } else { text }
}

/// Writes one line for each case, headings and words in `language`.
pub fn write_case_csv(mut out: impl Write, cases: &[CaseView], language: Language) -> io::Result<()> {
    let texts = &Texts::new(language);
    out.write_all(BYTE_ORDER_MARK)?;
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(headings(texts))?;
    for case in cases {
        writer.write_record(row(case, texts).into_iter().map(Cell::into_text))?;
    }
    writer.flush()
}

fn headings(texts: &Texts) -> Vec<String> {
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

fn row(view: &CaseView, texts: &Texts) -> Vec<Cell> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_stay_numbers() {
        for text in ["=1+1", " =1", "+49 30", "-2", "@cmd", "＝1", "\tx", "ok\n=1", "\u{a0}=1"] {
            assert_eq!(Cell::Words(text.to_owned()).into_text(), format!("'{text}"));
        }
        assert_eq!(Cell::Words("Ring up = done".to_owned()).into_text(), "Ring up = done");
        let minus = Money::parse_plain("-7.50", crate::domain::Currency::CNY).unwrap();
        assert_eq!(Cell::amount(Some(minus)).into_text(), "-7.50");
    }

    #[test]
    fn references_keep_their_digits() {
        assert_eq!(Cell::Reference("004417".to_owned()).into_text(), "004417\t");
        assert_eq!(Cell::Reference("621661******4417".to_owned()).into_text(), "621661******4417");
        assert_eq!(Cell::Reference(String::new()).into_text(), "");
    }
}
