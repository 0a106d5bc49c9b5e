//! What is shown of reports that were imported.

use super::{Author, DayCoverage, Language, ReportId, ReportSummary};

/// One report as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedReport {
    /// Its number.
    pub id: ReportId,
    /// What reading it gave.
    pub summary: ReportSummary,
    /// How many rows were no payment, by reason.
    pub skipped: Vec<(String, u64)>,
    /// What its format is called in English; its id where the program knows the format no longer.
    pub format_en: String,
    /// The same in Chinese.
    pub format_zh: String,
    /// Terminals that it names, in order.
    pub terminals: Vec<String>,
    /// Who imported it, and when.
    pub imported: Author,
}

impl ImportedReport {
    /// What its format is called.
    pub fn format_name(&self, language: Language) -> &str {
        match language {
            Language::English => &self.format_en,
            Language::Chinese => &self.format_zh,
        }
    }
}

/// What was read lately, and what it covers of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imports {
    /// The day looked at.
    pub coverage: DayCoverage,
    /// Reports, the latest import first.
    pub reports: Vec<ImportedReport>,
    /// Terminals that the settings or the reports of the last days name.
    pub terminals: Vec<String>,
}
