//! Texts about one case: what it is about, what to tell the customer.

use super::{Texts, say};
use crate::domain::{CaseView, Mischarge, Subject};

impl Texts {
    /// `Batch 000130 · 23 payments`, `Payout 24 Nov · 5 payments`; none where a case is about one payment.
    pub fn many_payments(&self, view: &CaseView) -> Option<String> {
        let lead = view.lead()?;
        // The report that leads shows each of them once.
        let count = view.sources.iter().filter(|line| line.entry.source == lead.source).count();
        match view.case.finding.subject {
            Subject::Payment => None,
            Subject::Batch => Some(say!(self, "table-batch", number = lead.batch.as_str(), count = count)),
            Subject::Payout => {
                let day = lead.settled_on.unwrap_or(view.case.finding.business_day.0);
                Some(say!(self, "table-payout", day = self.date(day), count = count))
            }
        }
    }

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
}
