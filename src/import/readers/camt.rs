//! Bank statements of ISO 20022: camt.053 (end of day), camt.052 (during the day) and camt.054 (single notices), of every
//! version. A row is one entry of the account: a batch counts as what the bank booked, its single transactions do not.

use super::bank::{self, Booking, empty_table, given, period_lines};
use super::{Head, RawRow, RawTable, Reader};
use crate::domain::{RejectedRow, Rejection, Warning};
use crate::import::error::{ImportError, Markup};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// The element that each kind of message begins with.
const MESSAGES: [&str; 3] = ["BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"];
/// Elements are never nested as deep as this.
const DEEPEST: usize = 64;
/// Longest text of an element that is looked at, in bytes.
const LONGEST_TEXT: usize = 512;
/// Refused when the row is read: nobody knows which way the money went.
const UNKNOWN_DIRECTION: &str = "?";
/// Digits of a card number that may be kept before and after those that may not.
const CARD_ENDS: (usize, usize) = (6, 4);

/// Reads camt.052, camt.053 and camt.054.
pub(super) struct Camt;

impl Reader for Camt {
    fn id(&self) -> &'static str {
        "camt"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let text = head.text.trim_start();
        text.starts_with('<') && !text.contains("<!DOCTYPE") && MESSAGES.iter().any(|message| text.contains(message))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let (text, encoding) = bank::text_of(bytes);
        let mut statement = Statement::new(encoding);
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match reader.read_event() {
                // What an entity stands for could be anything, and without end.
                Ok(Event::DocType(_)) => return Err(ImportError::NotATable(Markup::Xml)),
                Ok(Event::Start(tag)) if statement.path.len() < DEEPEST => statement.open(&tag, || lines.line_of(at)),
                Ok(Event::Start(_)) => return Err(ImportError::NotATable(Markup::Xml)),
                Ok(Event::Text(text)) => statement.add_text(&text.decode().unwrap_or_default()),
                Ok(Event::CData(text)) => statement.add_text(&text.decode().unwrap_or_default()),
                Ok(Event::GeneralRef(name)) => {
                    if let Ok(Some(character)) = name.resolve_char_ref() {
                        statement.add_text(character.encode_utf8(&mut [0; 4]));
                    } else {
                        let name = name.decode().unwrap_or_default();
                        statement.add_text(resolve_predefined_entity(&name).unwrap_or_default());
                    }
                }
                Ok(Event::End(_)) => statement.close(),
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(_) => {
                    statement.cut_off(lines.line_of(at));
                    break;
                }
            }
        }
        if !statement.path.is_empty() {
            statement.cut_off(lines.line_of(text.len()));
        }
        Ok(statement.finish())
    }
}

/// Lines of a text, asked for from the front to the back.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn line_of(&mut self, at: usize) -> u32 {
        let at = at.clamp(self.at, self.text.len());
        let passed = self.text[self.at..at].iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.at = at;
        self.line
    }
}

/// What has been read of a message.
struct Statement {
    table: RawTable,
    /// Names of the open elements, outermost first.
    path: Vec<String>,
    text: String,
    entry: Option<Entry>,
    from: Option<String>,
    to: Option<String>,
    cut_cards: u64,
    dropped: BTreeMap<&'static str, u64>,
}

/// An entry while its elements are read.
#[derive(Default)]
struct Entry {
    /// How many elements are open around it.
    depth: usize,
    booking: Booking,
    family: String,
    sub_family: String,
    own_code: String,
    transactions: u32,
    /// Whether it takes back an earlier one: the direction is its own, not that of the other.
    is_reversal: bool,
    batch_references: [String; 2],
    bank_references: [String; 2],
    single: Single,
}

/// What the details of the only transaction of an entry say. References by their rank: the first that is given counts.
#[derive(Default)]
struct Single {
    references: [String; 4],
    bank_references: [String; 2],
    debtor: String,
    creditor: String,
}

impl Statement {
    fn new(encoding: &'static str) -> Self {
        Self {
            table: empty_table(encoding),
            path: Vec::new(),
            text: String::new(),
            entry: None,
            from: None,
            to: None,
            cut_cards: 0,
            dropped: BTreeMap::new(),
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, line: impl FnOnce() -> u32) {
        let name = String::from_utf8_lossy(tag.local_name().into_inner()).into_owned();
        self.text.clear();
        self.path.push(name);
        let inside = self.inside_entry();
        match (&mut self.entry, self.path.last().map(String::as_str)) {
            (None, Some("Ntry")) => {
                let booking = Booking { line: line(), ..Booking::default() };
                self.entry = Some(Entry { depth: self.path.len(), booking, ..Entry::default() });
            }
            (Some(entry), Some("Amt")) if inside == "Amt" => {
                let currency = tag.try_get_attribute("Ccy").ok().flatten();
                let currency = currency.map(|currency| String::from_utf8_lossy(&currency.value).into_owned());
                entry.booking.currency = currency.unwrap_or_default();
            }
            (Some(entry), Some("TxDtls")) => entry.begin_transaction(),
            _ => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST_TEXT {
            self.text.push_str(text);
        }
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        let inside = self.inside_entry();
        if let Some(entry) = &mut self.entry {
            if self.path.len() == entry.depth {
                self.end_entry();
            } else if !text.is_empty() {
                let (card, secret) = entry.take(&inside, text);
                self.cut_cards += u64::from(card);
                secret.into_iter().for_each(|what| *self.dropped.entry(what).or_default() += 1);
            }
        } else if let [.., around, name] = self.path.as_slice()
            && around == "FrToDt"
        {
            let local: String = text.chars().take("2026-11-23T00:00:00".len()).collect();
            match name.as_str() {
                "FrDtTm" | "FrDt" => self.from = Some(self.from.take().map_or(local.clone(), |known| known.min(local))),
                "ToDtTm" | "ToDt" => self.to = Some(self.to.take().map_or(local.clone(), |known| known.max(local))),
                _ => {}
            }
        }
        self.path.pop();
    }

    /// The names of the open elements inside the entry, parted by `/`.
    fn inside_entry(&self) -> String {
        self.entry.as_ref().map(|entry| self.path[entry.depth.min(self.path.len())..].join("/")).unwrap_or_default()
    }

    fn end_entry(&mut self) {
        if let Some(entry) = self.entry.take() {
            self.table.rows.push(entry.into_booking().into_row());
        }
    }

    /// The text ends within an element: what was read of the last entry cannot be relied on.
    fn cut_off(&mut self, line: u32) {
        self.path.clear();
        let line = self.entry.take().map_or(line, |entry| entry.booking.line);
        let row = RejectedRow { line, column: String::new(), value: String::new(), reason: Rejection::CutOff };
        self.table.rows.push(RawRow::Rejected(row));
    }

    fn finish(mut self) -> RawTable {
        self.table.preamble = period_lines(self.from.as_deref(), self.to.as_deref());
        let cards = (self.cut_cards > 0).then_some(("pan", self.cut_cards));
        self.table.warnings = self
            .dropped
            .into_iter()
            .chain(cards)
            .map(|(what, count)| Warning {
                kind: "card-data-dropped".to_owned(),
                args: BTreeMap::from([("what".to_owned(), what.to_owned()), ("count".to_owned(), count.to_string())]),
            })
            .collect();
        self.table
    }
}

impl Entry {
    /// What several transactions say differently says nothing of the entry as a whole.
    fn begin_transaction(&mut self) {
        self.transactions += 1;
        if self.transactions == 2 {
            self.single = Single::default();
        }
    }

    /// Takes the text of one element. Says whether it held a whole card number, and what else was left out.
    fn take(&mut self, inside: &str, text: &str) -> (bool, Option<&'static str>) {
        let booking = &mut self.booking;
        match inside {
            "Amt" => booking.amount = text.to_owned(),
            "CdtDbtInd" => booking.direction = direction(text),
            "RvslInd" => self.is_reversal = matches!(text, "true" | "1"),
            "Sts" | "Sts/Cd" | "Sts/Prtry" => booking.status = text.to_owned(),
            "BookgDt/Dt" => booking.booked = day_alone(text),
            "BookgDt/DtTm" => booking.booked = text.to_owned(),
            "ValDt/Dt" | "ValDt/DtTm" => booking.value_date = day_alone(text),
            "AcctSvcrRef" => self.bank_references[0] = text.to_owned(),
            "NtryRef" => self.bank_references[1] = text.to_owned(),
            "BkTxCd/Domn/Fmly/Cd" => self.family = text.to_owned(),
            "BkTxCd/Domn/Fmly/SubFmlyCd" => self.sub_family = text.to_owned(),
            "BkTxCd/Prtry/Cd" => self.own_code = text.to_owned(),
            "NtryDtls/Btch/PmtInfId" => self.batch_references[0] = text.to_owned(),
            "NtryDtls/Btch/MsgId" => self.batch_references[1] = text.to_owned(),
            _ => return self.take_detail(inside, text),
        }
        (false, None)
    }

    /// The same for what stands in the details of a transaction.
    fn take_detail(&mut self, inside: &str, text: &str) -> (bool, Option<&'static str>) {
        if let Some((_, of_card)) = inside.split_once("CardTx/") {
            return self.take_card(of_card, text);
        }
        let Some(inside) = inside.strip_prefix("NtryDtls/TxDtls/").filter(|_| self.transactions == 1) else {
            return (false, None);
        };
        let single = &mut self.single;
        let place = match inside {
            "Refs/EndToEndId" => &mut single.references[0],
            "RmtInf/Strd/CdtrRefInf/Ref" | "RmtInf/Strd/CdtrRefInf/CdtrRef" => &mut single.references[1],
            "Refs/PmtInfId" => &mut single.references[2],
            "Refs/InstrId" => &mut single.references[3],
            "Refs/AcctSvcrRef" => &mut single.bank_references[0],
            "Refs/TxId" => &mut single.bank_references[1],
            "RltdPties/DbtrAcct/Id/IBAN" | "RltdPties/DbtrAcct/Id/Othr/Id" => &mut single.debtor,
            "RltdPties/CdtrAcct/Id/IBAN" | "RltdPties/CdtrAcct/Id/Othr/Id" => &mut single.creditor,
            _ => return (false, None),
        };
        text.clone_into(place);
        (false, None)
    }

    fn take_card(&mut self, inside: &str, text: &str) -> (bool, Option<&'static str>) {
        let name = inside.rsplit('/').next().unwrap_or_default();
        match name {
            "PAN" | "MskdPAN" => {
                let digits: Vec<char> = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '*' | 'X')).collect();
                let (first, last) = CARD_ENDS;
                let is_whole = digits.len() > first + last && digits.iter().all(char::is_ascii_digit);
                self.booking.card = if digits.len() > first + last {
                    let masked = std::iter::repeat_n('*', digits.len() - first - last);
                    let ends = (digits[..first].iter(), digits[digits.len() - last..].iter());
                    ends.0.copied().chain(masked).chain(ends.1.copied()).collect()
                } else {
                    String::new()
                };
                (is_whole, None)
            }
            "XpryDt" | "FctvDt" => (false, Some("expiry")),
            "CSCd" | "CardSctyCd" => (false, Some("cvv")),
            "TrckData" | "TrckVal" => (false, Some("track")),
            _ => (false, None),
        }
    }

    fn into_booking(mut self) -> Booking {
        let single = self.single;
        self.booking.reference = first_given(single.references.iter().chain(&self.batch_references));
        self.booking.bank_reference = first_given(self.bank_references.iter().take(1).chain(&single.bank_references));
        if self.booking.bank_reference.is_empty() {
            self.booking.bank_reference = first_given(&self.bank_references);
        }
        let codes = [self.sub_family, self.family, self.own_code];
        self.booking.code = codes.into_iter().find(|code| !code.is_empty()).unwrap_or_default();
        // Money that comes in comes from the debtor.
        let comes_in = (self.booking.direction == "CRDT") != self.is_reversal;
        self.booking.counterparty = if comes_in { single.debtor } else { single.creditor };
        if self.booking.booked.is_empty() {
            self.booking.booked.clone_from(&self.booking.value_date);
        }
        if self.booking.direction.is_empty() {
            self.booking.direction = UNKNOWN_DIRECTION;
        }
        self.booking
    }
}

fn first_given<'t>(among: impl IntoIterator<Item = &'t String>) -> String {
    among.into_iter().map(|text| given(text)).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

/// A day without the offset or the time that may follow it: `2026-11-23+01:00`, `2026-11-23Z`.
fn day_alone(text: &str) -> String {
    text.get(.."2026-11-23".len()).unwrap_or(text).to_owned()
}

fn direction(word: &str) -> &'static str {
    match word {
        "CRDT" => "CRDT",
        "DBIT" => "DBIT",
        _ => UNKNOWN_DIRECTION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(entries: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<n:Document xmlns:n=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\
             <n:BkToCstmrStmt><n:Stmt>\n{entries}</n:Stmt></n:BkToCstmrStmt></n:Document>"
        )
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let rows = Camt.read(text.as_bytes()).unwrap().rows;
        let cells = rows.into_iter().filter_map(|row| match row {
            RawRow::Cells(_, cells) => Some(cells.iter().map(str::to_owned).collect()),
            _ => None,
        });
        cells.collect()
    }

    #[test]
    fn a_batch_is_one_row_and_its_parts_give_no_reference() {
        let text = statement(
            "<n:Ntry><n:Amt Ccy=\"EUR\">30.5</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd><n:Sts><n:Cd>BOOK</n:Cd></n:Sts>\
             <n:BookgDt><n:Dt>2026-11-23+01:00</n:Dt></n:BookgDt><n:NtryDtls><n:Btch><n:PmtInfId>LOT-7</n:PmtInfId></n:Btch>\
             <n:TxDtls><n:Refs><n:EndToEndId>A&amp;1</n:EndToEndId></n:Refs></n:TxDtls>\
             <n:TxDtls><n:Refs><n:EndToEndId>A2</n:EndToEndId></n:Refs></n:TxDtls></n:NtryDtls></n:Ntry>",
        );
        let rows = cells(&text);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0][..6], ["2026-11-23", "", "30.5", "EUR", "CRDT", "BOOK"]);
        assert_eq!(rows[0][7], "LOT-7");
    }

    #[test]
    fn a_card_number_is_cut_and_its_expiry_left_out() {
        let text = statement(
            "<n:Ntry><n:Amt Ccy=\"EUR\">1</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd><n:CardTx><n:Card><n:PlainCardData>\
             <n:PAN>4111111111111111</n:PAN><n:XpryDt>2028-01</n:XpryDt></n:PlainCardData></n:Card></n:CardTx></n:Ntry>",
        );
        let table = Camt.read(text.as_bytes()).unwrap();
        assert_eq!(cells(&text)[0][10], "411111******1111");
        let kinds: Vec<_> = table.warnings.iter().map(|warning| warning.args["what"].as_str()).collect();
        assert_eq!(kinds, ["expiry", "pan"]);
    }

    #[test]
    fn entities_are_not_expanded_and_a_cut_text_is_told() {
        let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaa\">]><Document><BkToCstmrStmt/></Document>";
        assert!(!Camt.claims(&Head { bytes: bomb.as_bytes(), text: bomb }));
        assert!(matches!(Camt.read(bomb.as_bytes()), Err(ImportError::NotATable(Markup::Xml))));
        let whole = statement("<n:Ntry><n:Amt Ccy=\"EUR\">1</n:Amt></n:Ntry><n:Ntry><n:Amt Ccy=\"EUR\">2");
        let cut = &whole[..whole.find("2</n:Stmt").unwrap()];
        let rows = Camt.read(cut.as_bytes()).unwrap().rows;
        assert!(matches!(rows.last(), Some(RawRow::Rejected(row)) if row.reason == Rejection::CutOff));
        assert_eq!(rows.len(), 2);
    }
}
