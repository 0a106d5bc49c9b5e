//! Case records and summaries in other forms. Exporters take a `Write`; whoever calls them owns the file.

mod case_csv;
mod case_records;
mod case_xlsx;
mod document;
mod pdf;
mod summary;
mod summary_pdf;

pub use case_csv::write_case_csv;
pub use case_xlsx::write_case_xlsx;
pub use summary::{Summary, write_summary_text};
pub use summary_pdf::write_summary_pdf;
