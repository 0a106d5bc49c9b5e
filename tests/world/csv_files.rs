//! The three reports as their owners write them: separators, decimals, dates and words differ.

use super::rows::{AcquirerContent, AcquirerRow, Journalled, TillContent, TillRow};
use super::story::{DAY_SECS, Type, Word};
use chrono::DateTime;
use std::fmt::Write;

const SHOP_NAMES: [&str; 6] =
    ["Café Größe; Nord", "Main St \"24/7\"", "Bahnhof Süd", "Hafen 3", "Airport T2", "Rue de l'Été"];
const FIRST_NAMES: [&str; 4] = ["Anna", "Jörg", "Léa", "Øyvind"];
const LAST_NAMES: [&str; 4] = ["Müller", "O'Brien", "Çelik", "Lund"];

/// Which way the amount goes.
pub(super) const fn sign(kind: Type) -> i64 {
    match kind {
        Type::Sale | Type::Preauth | Type::Completion => 1,
        Type::Refund | Type::Void | Type::Reversal => -1,
    }
}

/// What the issuer and the scheme keep of an amount.
pub(super) const fn fees(gross: i64) -> [i64; 2] {
    [gross.abs() * 20 / 10_000, gross.abs() * 8 / 10_000]
}

fn decimal(minor: i64, mark: char) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}{mark}{:02}", minor.abs() / 100, minor.abs() % 100)
}

fn time(second: i64, pattern: &str) -> String {
    DateTime::from_timestamp(second, 0).unwrap().format(pattern).to_string()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn title_case(scheme: &str) -> String {
    format!("{}{}", &scheme[..1], scheme[1..].to_lowercase())
}

pub(super) fn terminal_csv(journal: &[Journalled]) -> Vec<u8> {
    let mut text = String::from(
        "terminal_id,merchant_id,store_id,batch_no,stan,rrn,auth_code,pan_masked,scheme,entry_mode,txn_type,amount,\
         currency,tip_amount,local_datetime,response_code,status_text,orig_rrn,operator,app_version\n",
    );
    for row in journal {
        let event = &row.event;
        let entry_mode = if event.word == Word::Offline { "CHIP" } else { event.entry_mode };
        let kind = match event.kind {
            Type::Sale => "SALE",
            Type::Refund => "REFUND",
            Type::Void => "VOID",
            Type::Reversal => "REVERSAL",
            Type::Preauth => "PREAUTH",
            Type::Completion => "COMPLETION",
        };
        let word = match event.word {
            Word::Approved => "APPROVED",
            Word::Declined => "DECLINED",
            Word::Offline => "OFFLINE APPROVED",
            Word::TimedOut => "TIMEOUT",
            Word::ReversalPending => "REVERSAL PENDING",
        };
        writeln!(
            text,
            "{},M{:09},S{:04},{},{},{},{},{},{},{entry_mode},{kind},{},{},0.00,{},{},{word},{},{:03},4.{}.2",
            row.terminal(),
            row.shop(),
            row.shop(),
            row.batch,
            row.stan,
            row.rrn,
            row.auth,
            row.card("******"),
            event.scheme,
            decimal(event.minor, '.'),
            event.currency,
            time(event.second, "%Y-%m-%d %H:%M:%S"),
            event.code,
            row.original_rrn,
            event.terminal % 17,
            event.terminal % 7,
        )
        .unwrap();
    }
    text.into_bytes()
}

pub(super) fn acquirer_csv(journal: &[Journalled], report: &[AcquirerRow], terminals: i64) -> Vec<u8> {
    let mut text = String::from(
        "Transaction ID;Merchant No;Store Name;Terminal;Batch;Trace No;Retrieval Ref;Authorisation;Card Number;Brand;\
         Product;Trans Type;Gross Amount;Interchange Fee;Scheme Fee;Net Amount;Currency;Transaction Date;\
         Settlement Date;Status;Country;Note\n",
    );
    for (number, line) in report.iter().enumerate() {
        let id = transaction_id(number);
        let made = time(line.second, "%d.%m.%Y %H:%M:%S");
        let settled = time(line.settled_day * DAY_SECS, "%d.%m.%Y");
        match &line.content {
            AcquirerContent::Fee { minor } => writeln!(
                text,
                "{id};M{:09};;;;;;;;;FEE;Service fee;-{1};0,00;0,00;-{1};EUR;{made};{settled};BOOKED;DE;monthly",
                fee_merchant(number, terminals),
                decimal(*minor, ','),
            ),
            AcquirerContent::Payment { journalled, has_references } => {
                let row = &journal[*journalled];
                let event = &row.event;
                let gross = (event.minor + event.acquirer_adds) * sign(event.kind);
                let [interchange, scheme_fee] = fees(gross);
                let kind = match event.kind {
                    Type::Sale => "Purchase",
                    Type::Refund => "Credit",
                    Type::Void => "Void",
                    Type::Reversal => "Reversal",
                    Type::Preauth => "Pre-authorisation",
                    Type::Completion => "Capture",
                };
                let word = match event.kind {
                    Type::Preauth => "AUTHORISED",
                    Type::Reversal => "REVERSED",
                    _ => "SETTLED",
                };
                let (stan, rrn) = if *has_references { (&*row.stan, &*row.rrn) } else { ("", "") };
                writeln!(
                    text,
                    "{id};M{:09};{};{};{};{stan};{rrn};{};{};{};{};{kind};{};{};{};{};{};{made};{settled};{word};DE;",
                    row.shop(),
                    quoted(shop_name(row.shop())),
                    row.terminal(),
                    row.batch,
                    row.auth,
                    row.card("XXXXXX"),
                    title_case(event.scheme),
                    if event.scheme == "MAESTRO" { "DEBIT" } else { "CREDIT" },
                    decimal(gross, ','),
                    decimal(interchange, ','),
                    decimal(scheme_fee, ','),
                    decimal(gross - interchange - scheme_fee, ','),
                    event.currency,
                )
            }
        }
        .unwrap();
    }
    text.into_bytes()
}

pub(super) fn till_csv(journal: &[Journalled], report: &[TillRow]) -> Vec<u8> {
    let mut text = String::from(
        "receipt_no,store_id,till,cashier,tender,tender_detail,gross_amount,vat_amount,net_amount,currency,sold_at,\
         terminal_ref,rrn,card_last4,items,customer_ref,loyalty_id,note\n",
    );
    for (number, line) in report.iter().enumerate() {
        let sold = time(line.second, "%Y-%m-%dT%H:%M:%S");
        let (tender, detail, gross, currency, terminal_ref, rrn, last_four) = match &line.content {
            TillContent::Cash { minor } => ("CASH", "", *minor, "EUR", String::new(), "", ""),
            TillContent::Payment { journalled, has_references } => {
                let row = &journal[*journalled];
                let gross = (row.event.minor + row.event.till_adds) * sign(row.event.kind);
                let (terminal_ref, rrn) = match has_references {
                    true => (format!("{}-{}", row.terminal(), row.stan), &*row.rrn),
                    false => (String::new(), ""),
                };
                let card = &row.event.card;
                ("CARD", row.event.scheme, gross, row.event.currency, terminal_ref, rrn, &card[card.len() - 4..])
            }
        };
        let vat = gross.abs() * 19 / 119 * gross.signum();
        let loyalty = if number % 3 == 0 { format!("L{:08}", number * 7_919 % 100_000_000) } else { String::new() };
        writeln!(
            text,
            "{},S{:04},{},{},{tender},{detail},{},{},{},{currency},{sold},{terminal_ref},{rrn},{last_four},{},,{loyalty},",
            receipt(number, line.shop),
            line.shop,
            till(number),
            quoted(&cashier(number)),
            decimal(gross, '.'),
            decimal(vat, '.'),
            decimal(gross - vat, '.'),
            number % 9 + 1,
        )
        .unwrap();
    }
    text.into_bytes()
}

pub(super) fn transaction_id(number: usize) -> String {
    (7_000_000_000 + number as u64).to_string()
}

/// The merchant that a fee is booked for.
pub(super) const fn fee_merchant(number: usize, terminals: i64) -> i64 {
    number as i64 % (terminals / 4 + 1)
}

pub(super) fn shop_name(shop: i64) -> &'static str {
    SHOP_NAMES[shop as usize % SHOP_NAMES.len()]
}

pub(super) fn receipt(number: usize, shop: i64) -> String {
    format!("R{shop:04}-{number:08}")
}

pub(super) const fn till(number: usize) -> usize {
    number % 6 + 1
}

pub(super) fn cashier(number: usize) -> String {
    format!("{}, {}", LAST_NAMES[number % 4], FIRST_NAMES[number / 4 % 4])
}
