//! Texts about one case: what to tell the customer.

use super::Texts;
use crate::domain::CaseView;

impl Texts {
    /// What to tell the customer, ready to show.
    pub fn customer_text(&self, id: &str, view: &CaseView) -> String {
        let finding = &view.case.finding;
        let amount = self.money(finding.amount);
        let time = self.time(finding.time);
        let terminal = view.lead().map(|entry| entry.terminal.to_string()).unwrap_or_default();
        let hold = self.time(view.hold_until.unwrap_or(view.due));
        let args = [("amount", &*amount), ("time", &*time), ("terminal", &*terminal), ("hold", &*hold)];
        self.playbook_with(&format!("customer-{id}"), &args)
    }
}
