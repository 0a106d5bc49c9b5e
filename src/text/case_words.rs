//! Texts about one case: what to tell the customer.

use super::Texts;
use crate::domain::{CaseView, Mischarge};

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
}
