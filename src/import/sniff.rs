//! Tells a table from everything else that people save under a report's name.

use super::error::{BinaryKind, ImportError, Markup};

/// How much of a file is looked at.
const LOOK_AT_BYTES: usize = 8 * 1024;

/// So many NULs on end are no damage of one row.
const NUL_FILL_BYTES: usize = 64;

const SIGNATURES: &[(&[u8], BinaryKind)] = &[
    (b"PK\x03\x04", BinaryKind::ZipOrSpreadsheet),
    (b"PK\x05\x06", BinaryKind::ZipOrSpreadsheet),
    (b"\xd0\xcf\x11\xe0", BinaryKind::OldSpreadsheet),
    (b"\x1f\x8b", BinaryKind::Gzip),
    (b"%PDF-", BinaryKind::Pdf),
    (b"\x89PNG", BinaryKind::Image),
    (b"\xff\xd8\xff", BinaryKind::Image),
    (b"GIF8", BinaryKind::Image),
];

/// Refuses bytes that cannot be text. UTF-16 must have been told apart before, for half of its bytes may be NUL.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), ImportError> {
    if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(ImportError::Binary(*kind));
    }
    let look = &bytes[..bytes.len().min(LOOK_AT_BYTES)];
    // What a crash has filled up with NULs is a report as far as it was written.
    let written = look.windows(NUL_FILL_BYTES).position(|window| window.iter().all(|byte| *byte == 0));
    let look = written.and_then(|end| look.get(..end)).filter(|text| text.contains(&b'\n')).unwrap_or(look);
    let controls = look.iter().filter(|byte| matches!(byte, 0..=8 | 14..=31 | 127)).count();
    // A stray NUL spoils its row; one in twenty spoils the file.
    if controls * 20 > look.len() { Err(ImportError::Binary(BinaryKind::Other)) } else { Ok(()) }
}

/// Refuses text that is no table: nothing at all, a web page, JSON, XML, a provider's error message.
pub(super) fn refuse_non_table(text: &str) -> Result<(), ImportError> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ImportError::Empty);
    }
    let head: String = start.chars().take(2048).collect();
    let lower = head.to_ascii_lowercase();
    let looks_like = |openings: &[&str]| openings.iter().any(|opening| lower.starts_with(opening));
    if looks_like(&["<!doctype html", "<html", "<head", "<body", "<script", "<table", "<div"]) {
        return Err(ImportError::NotATable(Markup::Html));
    }
    if looks_like(&["<?xml", "<xml"]) {
        return Err(xml_error(&head).unwrap_or(ImportError::NotATable(Markup::Xml)));
    }
    if looks_like(&["{", "[{", "[ {", "[\n"]) {
        return Err(json_error(start).unwrap_or(ImportError::NotATable(Markup::Json)));
    }
    let is_short = start.len() < 400 && start.lines().count() <= 3;
    if is_short && lower.contains("no bill exist") {
        return Err(ImportError::ProviderError { code: "20002".to_owned(), text: "No Bill Exist".to_owned() });
    }
    Ok(())
}

/// `<xml><return_code>FAIL</return_code><return_msg>No Bill Exist</return_msg><error_code>20002</error_code></xml>`,
/// values in CDATA or not.
fn xml_error(text: &str) -> Option<ImportError> {
    let code = ["error_code", "err_code", "return_code"].into_iter().find_map(|tag| xml_value(text, tag))?;
    let message = ["return_msg", "err_code_des"].into_iter().find_map(|tag| xml_value(text, tag))?;
    Some(provider_error(&code, &message))
}

fn xml_value(text: &str, tag: &str) -> Option<String> {
    let (_, after) = text.split_once(&format!("<{tag}>"))?;
    let (value, _) = after.split_once(&format!("</{tag}>"))?;
    let value = value.trim();
    let value = value.strip_prefix("<![CDATA[").and_then(|inner| inner.strip_suffix("]]>")).unwrap_or(value);
    (!value.is_empty()).then(|| value.to_owned())
}

/// `{"code":"NO_STATEMENT_EXIST","message":"…"}`.
fn json_error(text: &str) -> Option<ImportError> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let field = |names: &[&str]| names.iter().find_map(|name| value.get(*name)?.as_str().map(str::to_owned));
    let code = field(&["code", "error_code", "return_code"])?;
    let message = field(&["message", "return_msg", "msg"]).unwrap_or_default();
    Some(provider_error(&code, &message))
}

fn provider_error(code: &str, message: &str) -> ImportError {
    let cut = |text: &str| super::guard::for_people(text);
    ImportError::ProviderError { code: cut(code), text: cut(message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_no_report_but_one_nul_does_not_spoil_a_file() {
        assert!(matches!(refuse_binary(b"\x89PNG\r\n\x1a\n"), Err(ImportError::Binary(BinaryKind::Image))));
        assert!(matches!(refuse_binary(&[0, 1, 2, 3]), Err(ImportError::Binary(BinaryKind::Other))));
        let mut rows = b"time,amount,terminal\n2026-11-23 10:00:00,1.00,T1\n".repeat(3);
        rows[40] = 0;
        assert!(refuse_binary(&rows).is_ok());
    }

    #[test]
    fn the_providers_error_message_is_told_from_a_report() {
        let xml = "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[No Bill Exist]]></return_msg>\
                   <error_code><![CDATA[20002]]></error_code></xml>";
        let json = r#"{"code":"NO_STATEMENT_EXIST","message":"No Bill Exist"}"#;
        for (text, expected) in [(xml, "20002"), (json, "NO_STATEMENT_EXIST"), ("No Bill Exist", "20002")] {
            match refuse_non_table(text) {
                Err(ImportError::ProviderError { code, text }) => {
                    assert_eq!((code.as_str(), text.as_str()), (expected, "No Bill Exist"));
                }
                other => panic!("{other:?}"),
            }
        }
        assert!(matches!(refuse_non_table("{}"), Err(ImportError::NotATable(Markup::Json))));
        assert!(matches!(refuse_non_table(" <!DOCTYPE html>"), Err(ImportError::NotATable(Markup::Html))));
        assert!(matches!(refuse_non_table(" \r\n\t"), Err(ImportError::Empty)));
    }
}
