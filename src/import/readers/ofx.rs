//! Statements in Open Financial Exchange, as SGML (1.x, where single values have no closing tag) and as XML (2.x), of
//! bank accounts and of card accounts. A row is one `STMTTRN`.

use super::bank::{self, Booking, empty_table, period_lines};
use super::{Head, RawRow, RawTable, Reader};
use crate::domain::{RejectedRow, Rejection};
use crate::import::error::{ImportError, Markup};

/// Longest value that is looked at, in bytes.
const LONGEST_VALUE: usize = 256;
const BOOKED: &str = "BOOK";
const PENDING: &str = "PDNG";

/// Reads OFX and its variants QFX and OFC.
pub(super) struct Ofx;

impl Reader for Ofx {
    fn id(&self) -> &'static str {
        "ofx"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let text = head.text.trim_start();
        text.starts_with("OFXHEADER:") || text.starts_with("<?OFX") || (text.starts_with('<') && text.contains("<OFX>"))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let (text, encoding) = bank::text_of(bytes);
        let mut statements = Statements::default();
        let mut line = 1_u32;
        let mut rest = text.as_ref();
        while let Some(at) = rest.find('<') {
            let (before, tag) = rest.split_at(at);
            let Some(end) = tag.find('>') else { break };
            let (name, after) = (&tag[1..end], &tag[end + 1..]);
            // What an entity stands for could be anything, and without end.
            if name.starts_with("!DOCTYPE") || name.starts_with("!ENTITY") {
                return Err(ImportError::NotATable(Markup::Xml));
            }
            line = line.saturating_add(line_feeds(before));
            let value = &after[..after.find('<').unwrap_or(after.len())];
            statements.take(name, value, line);
            line = line.saturating_add(line_feeds(&tag[..=end]));
            rest = after;
        }
        Ok(statements.finish(encoding))
    }
}

fn line_feeds(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// What has been read of the statements of a file.
#[derive(Default)]
struct Statements {
    rows: Vec<RawRow>,
    /// Currency of the statement.
    currency: String,
    open: Option<Transaction>,
    from: Option<String>,
    to: Option<String>,
}

/// One transaction while its values are read.
struct Transaction {
    booking: Booking,
    /// Whether the values are those of the other account.
    is_in_other_account: bool,
    /// Whether the amount is in the currency named within, not in that of the statement.
    own_currency: bool,
}

impl Statements {
    fn take(&mut self, tag: &str, value: &str, line: u32) {
        let value = unescaped(value);
        match (tag, &mut self.open) {
            ("STMTTRN" | "STMTTRNP", _) => self.begin(tag == "STMTTRNP", line),
            ("/STMTTRN" | "/STMTTRNP", _) => self.end(),
            ("/BANKTRANLIST" | "/BANKTRANLISTP" | "/STMTRS" | "/CCSTMTRS", Some(_)) => self.end(),
            (_, Some(transaction)) => transaction.take(tag, value),
            ("CURDEF", None) => self.currency = value,
            ("DTSTART", None) => keep_wider(&mut self.from, moment_of(&value), |day, known| day < known),
            ("DTEND", None) => keep_wider(&mut self.to, moment_of(&value), |day, known| day > known),
            _ => {}
        }
    }

    fn begin(&mut self, is_pending: bool, line: u32) {
        self.end();
        let status = if is_pending { PENDING } else { BOOKED }.to_owned();
        let booking = Booking { line, status, currency: self.currency.clone(), ..Booking::default() };
        self.open = Some(Transaction { booking, is_in_other_account: false, own_currency: false });
    }

    fn end(&mut self) {
        self.rows.extend(self.open.take().map(|transaction| transaction.booking.into_row()));
    }

    fn finish(mut self, encoding: &'static str) -> RawTable {
        // A transaction that is not closed is cut off, and so may be its last value.
        if let Some(cut) = self.open.take() {
            let (column, value) = Default::default();
            let reason = Rejection::CutOff;
            self.rows.push(RawRow::Rejected(RejectedRow { line: cut.booking.line, column, value, reason }));
        }
        let mut table = empty_table(encoding);
        let day = |moment: &String| moment.get(..10).unwrap_or_default().to_owned();
        let (from, to) = (self.from.as_ref().map(day), self.to.as_ref().map(day));
        table.preamble = period_lines(from.as_deref(), to.as_deref());
        table.rows = self.rows;
        table
    }
}

impl Transaction {
    fn take(&mut self, tag: &str, value: String) {
        let booking = &mut self.booking;
        match tag {
            "BANKACCTTO" | "CCACCTTO" | "BANKACCTFROM" | "CCACCTFROM" => self.is_in_other_account = true,
            "/BANKACCTTO" | "/CCACCTTO" | "/BANKACCTFROM" | "/CCACCTFROM" => self.is_in_other_account = false,
            "ACCTID" if self.is_in_other_account => booking.counterparty = value,
            "TRNTYPE" => booking.code = value,
            "DTPOSTED" | "DTTRAN" => booking.booked = moment_of(&value).unwrap_or(value),
            "DTAVAIL" => booking.value_date = moment_of(&value).unwrap_or(value).chars().take(10).collect(),
            "TRNAMT" => booking.amount = value.trim_start_matches('+').to_owned(),
            "FITID" => booking.bank_reference = value,
            "REFNUM" => booking.reference = value,
            "CHECKNUM" if booking.reference.is_empty() => booking.reference = value,
            // `ORIGCURRENCY` names what it was before it was converted.
            "CURRENCY" => self.own_currency = true,
            "CURSYM" if self.own_currency => booking.currency = value,
            _ => {}
        }
    }
}

fn keep_wider(known: &mut Option<String>, day: Option<String>, is_wider: impl Fn(&String, &String) -> bool) {
    if let Some(day) = day.filter(|day| known.as_ref().is_none_or(|known| is_wider(day, known))) {
        *known = Some(day);
    }
}

/// `20261123201405.000[+8:CST]` → `2026-11-23T20:14:05+08:00`. A time without an offset is taken as local, for that is how
/// banks write it; midnight and noon without one stand for the day alone. None where the digits are no date.
fn moment_of(value: &str) -> Option<String> {
    let (digits, offset) = value.trim().split_once('[').unwrap_or((value.trim(), ""));
    let digits = digits.split('.').next().unwrap_or_default();
    if !matches!(digits.len(), 8 | 12 | 14) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8]);
    let clock = &digits[8..];
    if clock.is_empty() {
        return Some(day);
    }
    let seconds = clock.get(4..6).unwrap_or("00");
    let offset = offset.split([':', ']']).next().filter(|hours| !hours.is_empty()).map(offset_of);
    match offset {
        Some(offset) => Some(format!("{day}T{}:{}:{seconds}{}", &clock[..2], &clock[2..4], offset?)),
        None if matches!(clock, "000000" | "120000" | "0000" | "1200") => Some(day),
        None => Some(format!("{day}T{}:{}:{seconds}", &clock[..2], &clock[2..4])),
    }
}

/// `-5`, `+5.5`, `8`, `-0330` → `-05:00`, `+05:30`, `+08:00`, `-03:30`.
fn offset_of(hours: &str) -> Option<String> {
    let (sign, hours) = match hours.strip_prefix('-') {
        Some(hours) => ('-', hours),
        None => ('+', hours.trim_start_matches('+')),
    };
    if let Some((whole, minutes)) = hours.split_at_checked(2).filter(|(_, minutes)| minutes.len() == 2) {
        let is_clock = hours.bytes().all(|byte| byte.is_ascii_digit());
        return is_clock.then(|| format!("{sign}{whole}:{minutes}"));
    }
    let (whole, part) = hours.split_once('.').unwrap_or((hours, ""));
    let whole: u32 = whole.parse().ok()?;
    let minutes = match part {
        "" | "0" | "00" => 0,
        "5" | "50" => 30,
        "75" => 45,
        "25" => 15,
        _ => return None,
    };
    Some(format!("{sign}{whole:02}:{minutes:02}"))
}

/// A value without the entities that stand for single characters, cut to what is looked at.
fn unescaped(value: &str) -> String {
    let value: String = value.trim().chars().take(LONGEST_VALUE).collect();
    if value.contains('&') {
        value.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = Ofx.read(text.as_bytes()).unwrap();
        let cells = table.rows.into_iter().filter_map(|row| match row {
            RawRow::Cells(_, cells) => Some(cells.iter().map(str::to_owned).collect()),
            _ => None,
        });
        cells.collect()
    }

    #[test]
    fn values_are_read_with_and_without_closing_tags() {
        let sgml = "OFXHEADER:100\n\n<OFX><CURDEF>USD<BANKTRANLIST><DTSTART>20261101<DTEND>20261130\n<STMTTRN>\n\
                    <TRNTYPE>CREDIT\n<DTPOSTED>20261123120000.000[-5:EST]\n<TRNAMT>12.50\n<FITID>F-1\n<NAME>Acquirer &amp; Co\n\
                    </STMTTRN></BANKTRANLIST></OFX>";
        let xml = "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?><OFX><CURDEF>USD</CURDEF><STMTTRN><TRNTYPE>CREDIT</TRNTYPE>\
                   <DTPOSTED>20261123120000.000[-5:EST]</DTPOSTED><TRNAMT>12.50</TRNAMT><FITID>F-1</FITID></STMTTRN></OFX>";
        for text in [sgml, xml] {
            let rows = cells(text);
            assert_eq!(rows.len(), 1);
            assert_eq!(rows[0][..4], ["2026-11-23T12:00:00-05:00", "", "12.50", "USD"]);
            assert_eq!(rows[0][8], "F-1");
        }
    }

    #[test]
    fn times_take_the_offset_that_they_name() {
        for (value, moment) in [
            ("20261123", "2026-11-23"),
            ("20261123120000", "2026-11-23"),
            ("20261123201405", "2026-11-23T20:14:05"),
            ("20261123201405[+5.5:IST]", "2026-11-23T20:14:05+05:30"),
            ("20261123201405[0:GMT]", "2026-11-23T20:14:05+00:00"),
            ("20261123201405.000[-0330:NST]", "2026-11-23T20:14:05-03:30"),
            ("20261123201405[-03:EST]", "2026-11-23T20:14:05-03:00"),
        ] {
            assert_eq!(moment_of(value).as_deref(), Some(moment));
        }
        assert_eq!(moment_of("23.11.2026"), None);
    }

    #[test]
    fn a_transaction_that_is_cut_off_is_told_and_entities_are_refused() {
        let rows = Ofx.read(b"<OFX>\n<STMTTRN><TRNAMT>1.00\n<FITID>1").unwrap().rows;
        assert!(matches!(&rows[..], [RawRow::Rejected(row)] if row.line == 2 && row.reason == Rejection::CutOff));
        assert!(Ofx.read(b"<!DOCTYPE x [<!ENTITY a \"b\">]><OFX></OFX>").is_err());
    }
}
