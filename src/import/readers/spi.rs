//! SPI messages between till and EFTPOS terminal (mx51), as JSON. What is said about one sale of the till (`pos_ref_id`) is
//! one row: the request, that a signature is asked for, the answer, what a later look-up brings.

use super::draft::{Draft, Gathered};
use super::json::{Found, Json, Objects};
use super::{Head, RawTable, Reader};
use crate::import::decode;
use crate::import::error::ImportError;
use rustc_hash::FxHashMap;

/// Messages of the Simple Payments Integration.
pub(super) struct Spi;

const HEADINGS: &[&str] = &[
    "kind",
    "outcome",
    "reason",
    "code",
    "amount",
    "currency",
    "time",
    "terminal",
    "merchant",
    "order",
    "rrn",
    "stan",
    "auth code",
    "card",
    "scheme",
    "reference",
    "original",
    "till",
];

/// What the whole payment comes to: the first group of members that says something, added up.
const AMOUNTS: &[&[&str]] = &[
    &["bank_noncash_amount", "bank_cash_amount"],
    &["purchase_amount", "surcharge_amount", "tip_amount", "cash_amount", "cashout_amount", "promotional_amount"],
    &["refund_amount"],
    &["completion_amount", "surcharge_amount"],
    &["preauth_amount"],
    &["topup_amount"],
    &["reduction_amount"],
    &["preauth_cancel_amount"],
];

/// Events that ask for or tell of a payment; those of the last row only look one up.
const PAYMENTS: &[&str] = &[
    "purchase",
    "refund",
    "cash",
    "cashout_only",
    "moto_purchase",
    "preauth",
    "completion",
    "preauth_topup",
    "preauth_partial_cancellation",
    "preauth_reduction",
    "preauth_cancellation",
    "preauth_extend",
    "account_verify",
    "reverse_transaction",
    "reversal",
];
const LOOK_UPS: &[&str] = &["last_transaction", "get_last_transaction", "gt", "get_transaction"];
/// Reasons for which a look-up found no payment.
const NOTHING_FOUND: &[&str] =
    &["POS_REF_ID_NOT_FOUND", "POS_REF_ID_MISSING", "POS_REF_ID_INVALID", "NO_TRANSACTION", "TXN_NOT_FOUND"];

impl Reader for Spi {
    fn id(&self) -> &'static str {
        "spi"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let has = |word: &str| head.text.contains(word);
        has("\"event\"")
            && has("\"data\"")
            && (has("\"pos_ref_id\"") || has("\"merchant_receipt\"") || has("\"success_state\""))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let mut log = Log::default();
        for found in Objects::of(&decoded.text) {
            match found {
                Found::Object(line, value) => log.take(&value, line, 0),
                Found::Broken(line) => log.rows.reject_cut_off(line),
            }
        }
        Ok(log.rows.into_table(HEADINGS, decoded.encoding))
    }
}

#[derive(Default)]
struct Log {
    rows: Gathered,
    /// Where the row of a `pos_ref_id` stands.
    known: FxHashMap<String, usize>,
}

/// How deep messages are looked for in what a log wraps them in.
const WRAPPINGS: usize = 4;

impl Log {
    fn take(&mut self, value: &Json, line: u32, depth: usize) {
        if depth > WRAPPINGS {
            return;
        }
        if let (Some(Json::Text(event)), Some(data)) = (value.get("event"), value.get("data")) {
            return self.sort(event, data, value.text_at(&["datetime"]), line);
        }
        match value {
            Json::Object(members) => members.iter().for_each(|(_, member)| self.take(member, line, depth + 1)),
            Json::List(items) => items.iter().for_each(|item| self.take(item, line, depth + 1)),
            _ => {}
        }
    }

    fn sort(&mut self, event: &str, data: &Json, sent: &str, line: u32) {
        for (name, what) in [("expiry_date", "expiry"), ("card_holder_name", "name"), ("track_two", "track")] {
            if !data.text_at(&[name]).is_empty() {
                self.rows.dropped(what);
            }
        }
        let (stem, is_answer) = match event.strip_suffix("_response") {
            Some(stem) => (stem, true),
            None => (event.strip_suffix("_request").unwrap_or(event), event == "last_transaction"),
        };
        let reference = data.text_at(&["pos_ref_id"]);
        match () {
            () if PAYMENTS.contains(&stem) => self.payment(stem, data, sent, line, is_answer),
            () if event == "signature_required" || event == "authorisation_code_required" => {
                self.payment("purchase", data, sent, line, true);
                if let Some(draft) = self.row_of(reference) {
                    draft.set("outcome", "PENDING");
                    draft.set("reason", event);
                }
            }
            () if LOOK_UPS.contains(&stem) && is_answer => self.look_up(data, sent, line),
            () if stem.starts_with("settle") => self.rows.skip(line, "settlement-slip"),
            () => self.rows.skip(line, "administration"),
        }
    }

    fn row_of(&mut self, reference: &str) -> Option<&mut Draft> {
        self.known.get(reference).copied().and_then(|at| self.rows.draft(at))
    }

    fn look_up(&mut self, data: &Json, sent: &str, line: u32) {
        let reason = data.text_at(&["error_reason"]);
        if NOTHING_FOUND.contains(&reason) || data.text_at(&["pos_ref_id"]).is_empty() && reason.is_empty() {
            return self.rows.skip(line, "failed-lookup");
        }
        self.payment("last_transaction", data, sent, line, true);
    }

    fn payment(&mut self, stem: &str, data: &Json, sent: &str, line: u32, is_answer: bool) {
        let reference = data.text_at(&["pos_ref_id"]);
        let at = match self.known.get(reference) {
            Some(at) if !reference.is_empty() => {
                let at = *at;
                let is_decided = self.rows.draft(at).is_some_and(|draft| is_final(draft));
                // What is said twice is one payment: the later message tells more as long as nothing is decided.
                if is_answer && self.rows.draft(at).is_some_and(|draft| draft.get("outcome") != "NO_RESPONSE") {
                    self.rows.skip(line, "repeated");
                }
                if is_decided {
                    return;
                }
                at
            }
            _ => self.rows.add(Draft::at(line)),
        };
        if !reference.is_empty() {
            self.known.insert(reference.to_owned(), at);
        }
        if let Some(draft) = self.rows.draft(at) {
            fill(draft, stem, data, sent);
            if is_answer {
                fill_outcome(draft, data);
            } else {
                draft.set_if_empty("outcome", "NO_RESPONSE");
            }
        }
    }
}

/// Whether a row says how its payment ended.
fn is_final(draft: &Draft) -> bool {
    let reason = draft.get("reason");
    match draft.get("outcome") {
        "SUCCESS" => true,
        "FAILED" => !reason.starts_with("OPERATION_IN_PROGRESS") && !reason.starts_with("TIME"),
        _ => false,
    }
}

fn fill_outcome(draft: &mut Draft, data: &Json) {
    let outcome = match (data.get("success"), data.text_at(&["success_state"])) {
        (_, state) if !state.is_empty() => state.to_ascii_uppercase(),
        (Some(success), _) if success.plain() == "true" => "SUCCESS".to_owned(),
        (Some(_), _) => "FAILED".to_owned(),
        (None, _) => "NO_RESPONSE".to_owned(),
    };
    draft.set("outcome", &outcome);
    draft.set("reason", data.text_at(&["error_reason"]));
    draft.set("code", data.text_at(&["host_response_code"]));
}

fn fill(draft: &mut Draft, stem: &str, data: &Json, sent: &str) {
    let text = |name: &str| data.text_at(&[name]);
    let stated = text("transaction_type");
    draft.set_if_empty("kind", if stated.is_empty() { stem } else { stated });
    draft.set("amount", &amount(data));
    draft.set("currency", text("currency"));
    draft.set("time", &time(data, sent));
    draft.set("order", text("pos_ref_id"));
    draft.set("terminal", text("terminal_id"));
    // Terminal and moment in one: `12348842_11062019183043`.
    let (terminal, _) = text("terminal_ref_id").split_once('_').unwrap_or_default();
    draft.set_if_empty("terminal", terminal);
    draft.set("merchant", text("merchant_id"));
    draft.set("till", text("pos_id"));
    // A trace number of zeroes belongs to no payment, and neither does the reference made of it.
    if text("stan").bytes().any(|byte| byte != b'0') {
        draft.set("stan", text("stan"));
        draft.set("rrn", text("rrn"));
    }
    draft.set("auth code", text("auth_code"));
    draft.set("card", text("masked_pan").trim_start_matches('.'));
    draft.set("scheme", text("scheme_name"));
    draft.set("original", text("preauth_id"));
    if draft.get("amount").is_empty() {
        fill_from_receipt(draft, text("merchant_receipt"));
    }
}

/// The total in cents; nothing where no member names one.
fn amount(data: &Json) -> String {
    let cents = |name: &&str| data.text_at(&[*name]).parse::<u64>().ok();
    let sums = AMOUNTS
        .iter()
        .map(|members| members.iter().filter_map(cents).try_fold(0_u64, u64::checked_add).filter(|sum| *sum > 0));
    sums.flatten().next().map(|sum| sum.to_string()).unwrap_or_default()
}

/// When the bank was asked, `ddMMyyyy` and `HHmmss`, else when the message was sent.
fn time(data: &Json, sent: &str) -> String {
    let (date, clock) = (data.text_at(&["bank_date"]), data.text_at(&["bank_time"]));
    let is_number = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(date, 8) && is_number(clock, 6) {
        return format!("{}{}{}{clock}", &date[4..], &date[2..4], &date[..2]);
    }
    sent.to_owned()
}

/// A receipt that is to be signed is all that there is before the answer: its total and its numbers.
fn fill_from_receipt(draft: &mut Draft, receipt: &str) {
    for line in receipt.lines().map(str::trim) {
        let (label, value) =
            line.split_once(char::is_whitespace).map_or((line, ""), |(label, value)| (label, value.trim()));
        match label {
            "MID" => draft.set_if_empty("merchant", value),
            "TSP" => draft.set_if_empty("terminal", value),
            "RRN" => draft.set_if_empty("rrn", value),
            "AUTH" => draft.set_if_empty("auth code", value),
            // Later lines add the tip and the surcharge; the total stands last.
            "PURCHASE" | "TOTAL" | "REFUND" => draft.set("amount", &cents_of(value)),
            _ => {}
        }
    }
}

/// `AUD105.00` in cents.
fn cents_of(text: &str) -> String {
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    match number.split_once('.') {
        Some((whole, cents)) if cents.len() == 2 => format!("{}{cents}", whole.replace(',', "")),
        _ => String::new(),
    }
}
