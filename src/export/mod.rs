//! Case records and summaries in other forms. Exporters take a `Write`; whoever calls them owns the file.

mod case_csv;
mod summary;

pub use case_csv::write_case_csv;
pub use summary::{FindingTotal, Summary, write_summary_text};
