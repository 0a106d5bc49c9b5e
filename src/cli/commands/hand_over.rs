//! Commands that write files for other people.

use super::{Shift, state_query};
use crate::cli::Exit;
use crate::cli::arguments::ExportArguments;
use crate::domain::{BusinessDay, Problem};
use crate::services::{CaseQuery, export_cases, today, write_file, write_summary};
use crate::text::say;
use serde_json::json;
use std::io::Write as _;
use std::path::Path;

impl Shift {
    pub(super) fn export(&self, arguments: &ExportArguments) -> Result<Exit, Problem> {
        let texts = &self.console.texts;
        let path = &arguments.output;
        let name = path.display().to_string();
        if !has_extension(path, "csv") {
            return Err(Problem::BadCall(say!(texts, "cli-export-csv-only", path = name)));
        }
        let query = CaseQuery { state: state_query(arguments.state), day: arguments.day, ..CaseQuery::default() };
        let count = export_cases(&self.desk, &query, path, texts.language())?;
        self.console.answer(
            || json!({ "file": name, "cases": count }),
            || say!(texts, "cli-exported", count = count, path = name.as_str()),
        );
        Ok(Exit::Done)
    }

    pub(super) fn summary(&self, day: Option<BusinessDay>, output: Option<&Path>) -> Result<Exit, Problem> {
        let texts = &self.console.texts;
        let day = day.map_or_else(|| today(&self.desk), Ok)?;
        let mut summary = Vec::new();
        write_summary(&self.desk, day, &self.operator, texts.language(), &mut summary)?;
        let text = String::from_utf8_lossy(&summary);
        match output {
            None => self.console.answer(|| json!({ "day": day, "text": text }), || text.to_string()),
            Some(path) if has_extension(path, "txt") => {
                write_file(path, |file| file.write_all(&summary))?;
                let name = path.display().to_string();
                self.console.answer(|| json!({ "file": name }), || say!(texts, "cli-written", path = name.as_str()));
            }
            Some(path) => {
                return Err(Problem::BadCall(say!(texts, "cli-summary-text-only", path = path.display().to_string())));
            }
        }
        Ok(Exit::Done)
    }
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}
