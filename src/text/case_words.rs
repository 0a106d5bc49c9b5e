//! Texts about one case: what to tell the customer, what to read out to the acquirer.

use super::{Texts, say};
use crate::domain::{CaseView, Entry, Mischarge, Source};

/// One field of an entry.
type Field = fn(&Entry) -> &str;

impl Texts {
    /// What to tell the customer, ready to show.
    pub fn customer_text(&self, id: &str, view: &CaseView) -> String {
        let finding = &view.case.finding;
        let mischarge = Mischarge::of(finding);
        let amount = self.money(mischarge.map_or(finding.amount, |mischarge| mischarge.charged));
        let right = self.money(mischarge.map_or(finding.amount, |mischarge| mischarge.right));
        let difference = self.money(mischarge.map_or(finding.at_risk, |mischarge| mischarge.difference()));
        let time = self.time(finding.time);
        let terminal = view.lead().map(|entry| entry.terminal.to_string()).unwrap_or_default();
        let hold = self.time(view.hold_until.unwrap_or(view.due));
        let args = [
            ("amount", &*amount),
            ("right", &*right),
            ("difference", &*difference),
            ("time", &*time),
            ("terminal", &*terminal),
            ("hold", &*hold),
        ];
        self.playbook_with(&format!("customer-{id}"), &args)
    }

    /// Everything a hotline asks for, one line each, ready to read out or to paste. Never more of a card than its first
    /// six and last four digits.
    pub fn call_sheet(&self, view: &CaseView) -> String {
        let finding = &view.case.finding;
        let mut lines = vec![
            self.labelled(&say!(self, "sheet-what"), &self.finding(finding.kind)),
            self.labelled(&say!(self, "sheet-amount"), &self.money(finding.amount)),
            self.labelled(&say!(self, "sheet-time"), &finding.time.format("%Y-%m-%d %H:%M:%S").to_string()),
        ];
        let fields: [(String, Field); 10] = [
            (say!(self, "csv-merchant"), |entry| &entry.merchant),
            (say!(self, "csv-store"), |entry| &entry.store),
            (say!(self, "csv-terminal"), |entry| &entry.terminal),
            (say!(self, "csv-batch"), |entry| &entry.batch),
            (say!(self, "csv-stan"), |entry| &entry.stan),
            (say!(self, "csv-rrn"), |entry| &entry.rrn),
            (say!(self, "csv-auth"), |entry| &entry.auth),
            (say!(self, "csv-order"), |entry| &entry.order),
            (say!(self, "sheet-provider-ref"), |entry| &entry.provider_ref),
            (say!(self, "csv-card"), |entry| entry.card.as_str()),
        ];
        for (label, field) in fields {
            // The first source that states it: the leading entry's own words come first.
            let value = view.lead().into_iter().chain(view.sources.iter().map(|line| &line.entry)).map(field);
            if let Some(value) = value.into_iter().find(|value| !value.is_empty()) {
                lines.push(self.labelled(&label, value));
            }
        }
        for source in [Source::Terminal, Source::Acquirer, Source::Till] {
            let says = view.source(source).map_or_else(
                || say!(self, "nothing"),
                |line| {
                    let entry = &line.entry;
                    format!("{}{} {}", self.status(entry.status), self.response_code(entry), self.amount(entry.amount))
                },
            );
            lines.push(self.labelled(&say!(self, "csv-says", source = self.source(source)), &says));
        }
        lines.join("\n")
    }

    /// ` (68)`, or nothing.
    fn response_code(&self, entry: &Entry) -> String {
        if entry.response_code.is_empty() {
            say!(self, "code-none")
        } else {
            say!(self, "code-some", code = entry.response_code.as_str())
        }
    }
}
