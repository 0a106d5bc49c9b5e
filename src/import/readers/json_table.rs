//! Payments as JSON objects: one a line, in a list, or in a list somewhere inside an answer (`data.search.edges[].node`). One
//! object is one row; the names of nested members are joined by dots, lists inside an object are left out.

use super::super::decode;
use super::super::error::ImportError;
use super::super::guard;
use super::json::{Found, Json, Objects};
use super::{Head, RawRow, RawTable, Reader};
use crate::domain::{RejectedRow, Rejection, Warning, mask_card_numbers};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Reads them.
pub(super) struct JsonTable;

/// Most columns; what an object says beyond them is not read.
const MOST_COLUMNS: usize = 120;
/// Most cells of a table, so that a large file of small objects does not fill the memory.
const MOST_CELLS: usize = 16_000_000;
/// How deep members and lists are looked into.
const DEPTH: usize = 12;
/// Members that hold a whole object of a list.
const WRAPPERS: [&str; 2] = ["node", "attributes"];
/// Members that prove a card, by how their name begins, and what is counted as left out.
const SECRETS: [(&str, &str); 9] = [
    ("cvv", "cvv"), ("cvc", "cvv"), ("cvn", "cvv"), ("securitycode", "cvv"), ("track", "track"), ("pinblock", "pin"),
    ("expir", "expiry"), ("cardholder", "name"), ("nameoncard", "name"),
];

impl Reader for JsonTable {
    fn id(&self) -> &'static str {
        "json-table"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let text = head.text.trim_start_matches('\u{feff}').trim_start();
        let has_amount = || [r#""amount"#, r#""gross""#].into_iter().any(|name| text.contains(name));
        text.starts_with(['{', '[']) && has_amount()
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let mut gathering = Gathering { text: &decoded.text, line: 1, ..Gathering::default() };
        for found in Objects::of(&decoded.text) {
            match found {
                Found::Object(line, object) => gathering.take(line, &object),
                Found::Broken(line) => gathering.rows.push(Row::CutOff(line)),
            }
        }
        Ok(gathering.into_table(decoded.encoding))
    }
}

enum Row {
    /// Line, and values by the number of their column.
    Object(u32, Vec<(usize, String)>),
    CutOff(u32),
}

#[derive(Default)]
struct Gathering<'t> {
    text: &'t str,
    /// Byte up to which lines are counted, and the line there.
    counted: usize,
    line: u32,
    names: Vec<String>,
    columns: FxHashMap<String, usize>,
    rows: Vec<Row>,
    dropped: BTreeMap<&'static str, u64>,
}

impl Gathering<'_> {
    /// Takes an object of the file: it is a row, or rows are inside it.
    fn take(&mut self, line: u32, object: &Json) {
        if is_row(object) {
            self.add(line, object);
            return;
        }
        let mut inside = Vec::new();
        collect_rows(object, 0, &mut inside);
        for row in inside {
            let line = self.line_of(row).max(line);
            self.add(line, row);
        }
    }

    /// The line of an object inside another one, by the first text in it that stands behind what was read before.
    fn line_of(&mut self, object: &Json) -> u32 {
        let mark = first_text(object).unwrap_or_default();
        let found = self.text.get(self.counted..).and_then(|rest| rest.find(&format!("\"{mark}\"")));
        if let Some(at) = found.filter(|_| !mark.is_empty()) {
            let end = self.counted + at + 1;
            let breaks = self.text.as_bytes()[self.counted..end].iter().filter(|byte| **byte == b'\n').count();
            self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.counted = end;
        }
        self.line
    }

    fn add(&mut self, line: u32, object: &Json) {
        let mut cells = Vec::new();
        self.flatten("", object, 0, &mut cells);
        self.rows.push(Row::Object(line, cells));
    }

    fn flatten(&mut self, path: &str, value: &Json, depth: usize, cells: &mut Vec<(usize, String)>) {
        let Json::Object(members) = value else { return };
        for (name, value) in members {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match value {
                Json::Object(_) if depth < DEPTH => self.flatten(&path, value, depth + 1, cells),
                Json::Null | Json::List(_) | Json::Object(_) => {}
                plain => {
                    if let Some(text) = self.kept(name, plain.plain())
                        && let Some(column) = self.column(path)
                    {
                        cells.push((column, text));
                    }
                }
            }
        }
    }

    /// What may be kept of a value: nothing of what proves a card, of a card number its ends.
    fn kept(&mut self, name: &str, value: &str) -> Option<String> {
        let form = super::super::cells::lookup_form(name);
        if value.is_empty() {
            return None;
        }
        if let Some((_, what)) = SECRETS.iter().find(|(begin, _)| form.starts_with(begin)) {
            *self.dropped.entry(what).or_default() += 1;
            return None;
        }
        if !form.ends_with("id") && guard::holds_card_number(value) {
            *self.dropped.entry(guard::PAN).or_default() += 1;
            return Some(mask_card_numbers(value));
        }
        Some(value.to_owned())
    }

    fn column(&mut self, path: String) -> Option<usize> {
        if let Some(column) = self.columns.get(&path) {
            return Some(*column);
        }
        let column = self.names.len();
        (column < MOST_COLUMNS).then(|| {
            self.names.push(path.clone());
            self.columns.insert(path, column);
            column
        })
    }

    fn into_table(self, encoding: &'static str) -> RawTable {
        let width = self.names.len().min(MOST_CELLS / self.rows.len().max(1)).max(self.names.len().min(8));
        let rows = self.rows.into_iter().map(|row| match row {
            Row::Object(line, cells) => {
                let mut record = vec![String::new(); width];
                for (column, text) in cells.into_iter().filter(|(column, _)| *column < width) {
                    record[column] = text;
                }
                RawRow::Cells(line, record.iter().collect())
            }
            Row::CutOff(line) => RawRow::Rejected(RejectedRow {
                line,
                column: String::new(),
                value: String::new(),
                reason: Rejection::CutOff,
            }),
        });
        let warnings = self.dropped.into_iter().map(|(what, count)| Warning {
            kind: "card-data-dropped".to_owned(),
            args: BTreeMap::from([("what".to_owned(), what.to_owned()), ("count".to_owned(), count.to_string())]),
        });
        RawTable {
            rows: rows.collect(),
            warnings: warnings.collect(),
            headings: self.names.into_iter().take(width).collect(),
            preamble: String::new(),
            encoding,
        }
    }
}

/// Whether an object is a payment: it names an amount itself.
fn is_row(value: &Json) -> bool {
    matches!(value, Json::Object(members) if members.iter().any(|(name, _)| name.starts_with("amount") || name == "gross"))
}

/// The payments inside an answer, in their order.
fn collect_rows<'j>(value: &'j Json, depth: usize, rows: &mut Vec<&'j Json>) {
    if depth > DEPTH {
        return;
    }
    match value {
        Json::List(items) => {
            for item in items {
                let inner = WRAPPERS.into_iter().find_map(|name| item.get(name)).unwrap_or(item);
                if is_row(inner) { rows.push(inner) } else { collect_rows(inner, depth + 1, rows) }
            }
        }
        Json::Object(members) => {
            for (_, member) in members {
                if is_row(member) { rows.push(member) } else { collect_rows(member, depth + 1, rows) }
            }
        }
        _ => {}
    }
}

/// The first text of an object that needs no escape.
fn first_text(value: &Json) -> Option<&str> {
    let Json::Object(members) = value else { return None };
    members.iter().find_map(|(_, value)| match value {
        Json::Text(text) if !text.is_empty() && !text.contains(['"', '\\', '/', '\n']) => Some(text.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> RawTable {
        assert!(JsonTable.claims(&Head { bytes: text.as_bytes(), text }), "{text}");
        JsonTable.read(text.as_bytes()).unwrap()
    }

    fn lines(table: &RawTable) -> Vec<(u32, Vec<String>)> {
        let rows = table.rows.iter().map(|row| match row {
            RawRow::Cells(line, cells) => (*line, cells.iter().map(str::to_owned).collect()),
            RawRow::Rejected(row) => (row.line, vec!["rejected".to_owned()]),
            RawRow::Skipped(row) => (row.line, vec!["skipped".to_owned()]),
        });
        rows.collect()
    }

    #[test]
    fn a_list_lines_and_an_answer_give_the_same_rows() {
        let (one, two) = (r#"{"id":"a","amount":{"value":"1.50"}}"#, r#"{"id":"b","amount":{"value":"2.00"},"x":[1]}"#);
        let expected = [["a", "1.50"], ["b", "2.00"]];
        for (text, at) in [
            (format!("[\n{one},\n{two}]"), [2, 3]),
            (format!("{one}\n{two}\n"), [1, 2]),
            (format!("{{\"data\":{{\"edges\":[\n{{\"node\":{one}}},\n{{\"node\":{two}}}]}}}}"), [2, 3]),
        ] {
            let table = read(&text);
            assert_eq!(table.headings, ["id", "amount.value"]);
            let rows = lines(&table);
            assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), at, "{text}");
            assert_eq!(rows.iter().map(|row| row.1.clone()).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn what_proves_a_card_is_left_out_and_counted() {
        let table = read(r#"[{"amount":"1.00","card":{"number":"4111 1111 1111 1111","cvv":"123","expirationMonth":"12"}}]"#);
        assert_eq!(table.headings, ["amount", "card.number"]);
        assert_eq!(lines(&table)[0].1[1], "411111******1111");
        let what: Vec<&str> = table.warnings.iter().map(|warning| warning.args["what"].as_str()).collect();
        assert_eq!(what, ["cvv", "expiry", "pan"]);
    }

    #[test]
    fn an_object_cut_off_is_reported_and_an_error_message_is_not_claimed() {
        assert_eq!(lines(&read("{\"amount\":\"1.00\"}\n{\"amount\":\"2.0")).last().unwrap().1, ["rejected"]);
        let text = r#"{"code":"NO_STATEMENT_EXIST","message":"No Bill Exist"}"#;
        assert!(!JsonTable.claims(&Head { bytes: text.as_bytes(), text }));
    }
}
