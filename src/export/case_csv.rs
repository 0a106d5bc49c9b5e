//! Case records as CSV that opens correctly in Excel, WPS and LibreOffice: UTF-8 with BOM, reference numbers kept digit
//! by digit, nothing that a spreadsheet would run as a formula.

use super::case_records::{Cell, headings, row};
use crate::domain::{CaseView, Language};
use crate::text::Texts;
use std::io::{self, Write};

/// Makes Excel read the file as UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl Cell {
    fn into_text(self) -> String {
        match self {
            Self::Number(digits) => digits,
            // A tab behind it makes a spreadsheet keep the digits as text; wallets write their bills the same way.
            Self::Reference(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{digits}\t")
            }
            Self::Reference(text) | Self::Words(text) => defuse(text),
        }
    }
}

/// Puts an apostrophe before a text that a spreadsheet would run: `=`, `+`, `-`, `@`, their full-width forms, a tab or a
/// line end at the start of any of its lines, blanks before it notwithstanding.
fn defuse(text: String) -> String {
    let starts_formula = |line: &str| {
        let start = line.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
        start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t'])
    };
    let dangerous = text.starts_with(['\n', '\r']) || text.split(['\n', '\r']).any(starts_formula);
    if dangerous { format!("'{text}") } else { text }
}

/// Writes one line for each case, headings and words in `language`.
pub fn write_case_csv(mut out: impl Write, cases: &[CaseView], language: Language) -> io::Result<()> {
    let texts = &Texts::new(language);
    out.write_all(BYTE_ORDER_MARK)?;
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(headings(texts))?;
    for case in cases {
        writer.write_record(row(case, texts).into_iter().map(Cell::into_text))?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;

    #[test]
    fn formulas_are_defused_and_numbers_stay_numbers() {
        for text in ["=1+1", " =1", "+49 30", "-2", "@cmd", "＝1", "\tx", "ok\n=1", "\u{a0}=1"] {
            assert_eq!(Cell::Words(text.to_owned()).into_text(), format!("'{text}"));
        }
        assert_eq!(Cell::Words("Ring up = done".to_owned()).into_text(), "Ring up = done");
        let minus = Money::parse_plain("-7.50", crate::domain::Currency::CNY).unwrap();
        assert_eq!(Cell::amount(Some(minus)).into_text(), "-7.50");
    }

    #[test]
    fn references_keep_their_digits() {
        assert_eq!(Cell::Reference("004417".to_owned()).into_text(), "004417\t");
        assert_eq!(Cell::Reference("621661******4417".to_owned()).into_text(), "621661******4417");
        assert_eq!(Cell::Reference(String::new()).into_text(), "");
    }
}
