//! The Imports screen: which day and which report are looked at.

use crate::domain::{BusinessDay, ImportedReport, Imports, ReportId};
use chrono::Duration;

/// What the Imports screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportsScreen {
    /// What was read; none before it was asked for.
    pub data: Option<Imports>,
    /// The day looked at; none: today.
    pub day: Option<BusinessDay>,
    /// The report looked at.
    pub selected: Option<ReportId>,
}

impl ImportsScreen {
    /// The report looked at.
    pub fn selected_report(&self) -> Option<&ImportedReport> {
        let id = self.selected?;
        self.data.as_ref()?.reports.iter().find(|report| report.id == id)
    }

    /// Takes in what was read. A report stays selected; without one it is the latest.
    pub(super) fn loaded(&mut self, data: Imports) {
        self.data = Some(data);
        if self.selected_report().is_none() {
            self.selected = self.data.as_ref().and_then(|data| data.reports.first()).map(|report| report.id);
        }
    }

    /// The day so many days later, or earlier.
    pub(super) fn move_day(&mut self, days: i64) {
        let shown = self.day.or_else(|| self.data.as_ref().map(|data| data.coverage.day));
        self.day = shown.map(|day| BusinessDay(day.0 + Duration::days(days)));
    }
}
