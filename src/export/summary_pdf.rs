//! The summary on paper.

use super::pdf::{About, write_pdf};
use super::summary::{Summary, blocks, title};
use crate::domain::Language;
use crate::text::{Texts, say};
use std::io::{self, Write};

/// Writes the summary as a PDF of A4 pages, ready to be printed and signed.
pub fn write_summary_pdf(out: impl Write, summary: &Summary<'_>, language: Language) -> io::Result<()> {
    let texts = &Texts::new(language);
    let about = About {
        title: &title(summary, texts),
        language,
        at: summary.at,
        page_label: &|page, pages| say!(texts, "summary-page", page = page, pages = pages),
    };
    write_pdf(out, &blocks(summary, texts), &about)
}
