//! Commands that write files for other people.

use super::{Shift, state_query};
use crate::cli::arguments::{ExportArguments, SummaryArguments};
use crate::cli::{Exit, json};
use crate::domain::{BusinessDay, Days, Problem};
use crate::services::{
    CaseQuery, SummaryRequest, back_up, day_close, export_cases, restore, save_summary, sign_off, summary_text, today,
};
use crate::text::say;
use serde_json::json;
use std::path::Path;

impl Shift {
    pub(super) fn export(&self, arguments: &ExportArguments) -> Result<Exit, Problem> {
        let texts = &self.console.texts;
        let path = &arguments.output;
        let name = path.display().to_string();
        let query = CaseQuery { state: state_query(arguments.state), day: arguments.day, ..CaseQuery::default() };
        let count = export_cases(&self.desk, &query, path, texts.language())?;
        self.console.answer(
            || json!({ "file": name, "cases": count }),
            || say!(texts, "cli-exported", count = count, path = name.as_str()),
        );
        Ok(Exit::Done)
    }

    pub(super) fn summary(&self, arguments: &SummaryArguments) -> Result<Exit, Problem> {
        let texts = &self.console.texts;
        let days = match (arguments.from, arguments.to) {
            (Some(first), Some(last)) if first <= last => Days { first, last },
            (None, None) => arguments.day.map_or_else(|| today(&self.desk), Ok)?.into(),
            _ => return Err(Problem::BadCall(say!(texts, "cli-bad-period"))),
        };
        let request = SummaryRequest { days, operator: self.operator.clone(), language: texts.language() };
        let Some(path) = &arguments.output else {
            let text = summary_text(&self.desk, &request)?;
            let (close, _) = day_close(&self.desk, days)?;
            self.console.answer(|| json::summary(days, &close, &text), || text.clone());
            return Ok(Exit::Done);
        };
        save_summary(&self.desk, &request, path)?;
        let name = path.display().to_string();
        self.console.answer(|| json!({ "file": name }), || say!(texts, "cli-written", path = name.as_str()));
        Ok(Exit::Done)
    }

    pub(super) fn back_up(&self, to: &Path) -> Result<Exit, Problem> {
        let made = back_up(&self.desk, to)?;
        let texts = &self.console.texts;
        let (path, head) = (made.file.display().to_string(), made.history_head.as_str());
        self.console.answer(|| json!(made), || say!(texts, "cli-backed-up", path = path, head = head));
        Ok(Exit::Done)
    }

    pub(super) fn restore(&mut self, from: &Path) -> Result<Exit, Problem> {
        let aside = restore(&mut self.desk, from, &self.operator)?.display().to_string();
        let texts = &self.console.texts;
        let path = from.display().to_string();
        self.console.answer(
            || json!({ "restored": path, "kept": aside }),
            || say!(texts, "cli-restored", path = path.as_str(), aside = aside.as_str()),
        );
        Ok(Exit::Done)
    }

    pub(super) fn sign_off(&mut self, day: Option<BusinessDay>, reason: Option<&str>) -> Result<Exit, Problem> {
        let day = day.map_or_else(|| today(&self.desk), Ok)?;
        let signed = sign_off(&mut self.desk, day, reason, &self.operator)?;
        let texts = &self.console.texts;
        self.console.answer(
            || json::sign_off(&signed),
            || {
                let totals = &signed.totals;
                let (unfinished, waiting, closed) = (totals.unfinished, totals.waiting, totals.closed);
                let counts = say!(texts, "summary-counts", unfinished = unfinished, waiting = waiting, closed = closed);
                let (day, operator) = (signed.day.to_string(), signed.author.operator.as_str());
                let (number, head) = (signed.number, signed.history.as_str());
                say!(
                    texts,
                    "cli-signed-off",
                    day = day,
                    number = number,
                    operator = operator,
                    counts = counts,
                    head = head
                )
            },
        );
        Ok(Exit::Done)
    }
}
