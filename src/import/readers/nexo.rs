//! Messages between till and terminal by the nexo Retailer protocol (Adyen Terminal API), as JSON: alone, in lists, one a
//! line, between lines of a log, with or without the outer `SaleToPOIRequest`. A request and its response are one row; a
//! request without a response is a row too, and so is what a look-up brings back.

use super::draft::{Draft, Gathered};
use super::json::{Found, Json, Objects};
use super::nexo_extra::{self, Extra};
use super::{Head, RawTable, Reader};
use crate::import::decode;
use crate::import::error::ImportError;
use rustc_hash::{FxHashMap, FxHashSet};

/// Messages of the nexo Retailer protocol.
pub(super) struct Nexo;

const HEADINGS: &[&str] = &[
    "kind",
    "outcome",
    "condition",
    "amount",
    "currency",
    "time",
    "terminal",
    "merchant",
    "till",
    "order",
    "provider reference",
    "original reference",
    "approval code",
    "card",
    "scheme",
    "store",
    "batch",
    "cashier",
];

/// Categories whose messages speak of a payment, with the row's kind.
const PAYMENTS: &[(&str, &str)] = &[("Payment", "Normal"), ("Reversal", "Reversal")];
/// Categories whose bodies are looked into, or are known without a header.
const CATEGORIES: &[&str] = &["Payment", "Reversal", "TransactionStatus", "Abort", "Login", "Logout"];
/// Stands for the category of a message that cannot be looked into.
const ENCRYPTED: &str = "Encrypted";
/// What a request without a response is said to have come to.
const NO_RESPONSE: &str = "NoResponse";

impl Reader for Nexo {
    fn id(&self) -> &'static str {
        "nexo"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let has = |word: &str| head.text.contains(word);
        let is_json = has("{") && has("\":") || has("\" :");
        let has_body =
            ["PaymentResponse", "PaymentRequest", "ReversalResponse", "ReversalRequest"].into_iter().any(has);
        is_json
            && (has("SaleToPOIRe")
                || has("\"MessageHeader\"") && has("\"MessageCategory\"")
                || has_body && (has("\"POIData\"") || has("\"SaleData\"") || has("\"ErrorCondition\"")))
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

/// Which message answers which.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    category: String,
    service: String,
    sale: String,
}

/// The messages of a file so far.
#[derive(Default)]
struct Log {
    rows: Gathered,
    /// Where the payment of a message stands.
    known: FxHashMap<Key, usize>,
    /// Requests about the terminal itself whose responses say nothing new.
    asked: FxHashSet<Key>,
    /// The currency that was named last.
    currency: String,
}

/// One message.
struct Message<'j> {
    category: String,
    is_request: bool,
    header: Option<&'j Json>,
    body: &'j Json,
    line: u32,
}

impl Message<'_> {
    fn header(&self, name: &str) -> &str {
        self.header.map(|header| header.text_at(&[name])).unwrap_or_default()
    }

    /// None for a message without a number, which nothing answers.
    fn key(&self) -> Option<Key> {
        let (service, sale) = (self.header("ServiceID").to_owned(), self.header("SaleID").to_owned());
        (!service.is_empty()).then(|| Key { category: self.category.clone(), service, sale })
    }
}

/// How deep messages are looked for in what a log wraps them in.
const WRAPPINGS: usize = 6;

impl Log {
    /// Takes the messages in a value.
    fn take(&mut self, value: &Json, line: u32, depth: usize) {
        if depth > WRAPPINGS {
            return;
        }
        if let Some(message) = message_in(value, line) {
            return self.sort(&message);
        }
        match value {
            Json::Object(members) => members.iter().for_each(|(_, member)| self.take(member, line, depth + 1)),
            Json::List(items) => items.iter().for_each(|item| self.take(item, line, depth + 1)),
            // A log that is itself JSON holds the message as a text.
            Json::Text(text) if text.contains("{\"") && text.contains("Message") => {
                for found in Objects::of(text) {
                    match found {
                        Found::Object(_, inner) => self.take(&inner, line, depth + 1),
                        Found::Broken(_) => self.rows.reject_cut_off(line),
                    }
                }
            }
            _ => {}
        }
    }

    fn sort(&mut self, message: &Message<'_>) {
        nexo_extra::card_data(message.body, &mut self.rows);
        let category = message.category.as_str();
        match category {
            "Payment" | "Reversal" => self.payment(message),
            "TransactionStatus" if message.is_request => {}
            "TransactionStatus" => self.status(message),
            ENCRYPTED => self.rows.skip(message.line, "encrypted"),
            _ => {
                let is_answer = !message.is_request && message.key().is_some_and(|key| self.asked.remove(&key));
                if !is_answer {
                    let reason = match category {
                        "BalanceInquiry" => "balance-inquiry",
                        "StoredValue" => "voucher",
                        _ => "administration",
                    };
                    self.rows.skip(message.line, reason);
                    if let Some(key) = message.key().filter(|_| message.is_request && category != "Event") {
                        self.asked.insert(key);
                    }
                }
            }
        }
    }

    fn payment(&mut self, message: &Message<'_>) {
        let key = message.key();
        let known = key.as_ref().and_then(|key| self.known.get(key).copied());
        let is_open = |at: usize, rows: &mut Gathered| {
            rows.draft(at).is_some_and(|draft| draft.get("outcome") == NO_RESPONSE || message.is_request)
        };
        // The same number again is the same message repeated; an answer that came twice says nothing new.
        let at = match known {
            Some(at) if is_open(at, &mut self.rows) => at,
            Some(_) => return self.rows.skip(message.line, "repeated"),
            None => self.rows.add(Draft::at(message.line)),
        };
        if let Some(key) = key {
            self.known.insert(key, at);
        }
        if let Some(draft) = self.rows.draft(at) {
            fill(draft, message);
            // A refusal that names no amount names no currency either.
            draft.set_if_empty("currency", &self.currency);
            draft.get("currency").clone_into(&mut self.currency);
        }
    }

    /// The answer to the question how a payment ended: the message that it repeats decides. That the look-up worked
    /// says nothing.
    fn status(&mut self, message: &Message<'_>) {
        let reference = message.body.get("MessageReference");
        let repeated = message.body.at(&["RepeatedMessageResponse", "RepeatedResponseMessageBody"]);
        let inner = repeated.and_then(|body| body_of(body, false));
        let Some((category, body)) = inner.filter(|(category, _)| PAYMENTS.iter().any(|(known, _)| known == category))
        else {
            return self.failed_lookup(message, reference);
        };
        let header = message.body.at(&["RepeatedMessageResponse", "MessageHeader"]).or(reference);
        let told = Message { category: category.to_owned(), is_request: false, header, body, line: message.line };
        let place = told.key().and_then(|key| self.known.get(&key).copied());
        let at = match place {
            Some(at) => at,
            None => self.rows.add(Draft::at(message.line)),
        };
        if let Some(key) = told.key() {
            self.known.insert(key, at);
        }
        if let Some(draft) = self.rows.draft(at) {
            fill(draft, &told);
            draft.set_if_empty("terminal", message.header("POIID"));
            draft.set_if_empty("till", message.header("SaleID"));
        }
    }

    /// A look-up without an answer. Of a payment still running it says so, where that payment is known here.
    fn failed_lookup(&mut self, message: &Message<'_>, reference: Option<&Json>) {
        let condition = message.body.text_at(&["Response", "ErrorCondition"]);
        let part = |name: &str| reference.map(|known| known.text_at(&[name])).unwrap_or_default().to_owned();
        let key = Key { category: "Payment".to_owned(), service: part("ServiceID"), sale: part("SaleID") };
        if let Some(draft) = self.known.get(&key).copied().and_then(|at| self.rows.draft(at))
            && draft.get("outcome") == NO_RESPONSE
        {
            draft.set("condition", condition);
        }
        self.rows.skip(message.line, "failed-lookup");
    }
}

/// The message that a value is: with its envelope, without it, or its body alone.
fn message_in(value: &Json, line: u32) -> Option<Message<'_>> {
    let Json::Object(members) = value else { return None };
    let envelope = members.iter().find(|(name, _)| name == "SaleToPOIRequest" || name == "SaleToPOIResponse");
    let (inner, says_request) = match envelope {
        Some((name, inner)) => (inner, Some(name == "SaleToPOIRequest")),
        None => (value, None),
    };
    let header = inner.get("MessageHeader");
    let kind = header.map(|header| header.text_at(&["MessageType"])).unwrap_or_default();
    let is_request = says_request.unwrap_or(kind == "Request");
    let body = body_of(inner, is_request).or_else(|| body_of(inner, !is_request));
    let stated = header.map(|header| header.text_at(&["MessageCategory"])).unwrap_or_default();
    match (body, header) {
        (Some((category, body)), _) => {
            let is_request = body_of(inner, true).is_some_and(|(found, _)| found == category);
            Some(Message { category: category.to_owned(), is_request, header, body, line })
        }
        // An envelope of another kind (event, display), or one whose content is encrypted or left out.
        (None, Some(header)) if envelope.is_some() || !stated.is_empty() => {
            let category = if CATEGORIES.contains(&stated) { ENCRYPTED } else { stated };
            Some(Message { category: category.to_owned(), is_request, header: Some(header), body: inner, line })
        }
        _ => None,
    }
}

/// The body of a message and its category: `PaymentResponse` is that of `Payment`.
fn body_of(inner: &Json, is_request: bool) -> Option<(&str, &Json)> {
    let Json::Object(members) = inner else { return None };
    let ending = if is_request { "Request" } else { "Response" };
    members.iter().find_map(|(name, body)| {
        let category = name.strip_suffix(ending).filter(|category| CATEGORIES.contains(category))?;
        matches!(body, Json::Object(_)).then_some((category, body))
    })
}

fn fill(draft: &mut Draft, message: &Message<'_>) {
    let body = message.body;
    let extra = Extra::of(body);
    draft.set("terminal", message.header("POIID"));
    draft.set("till", message.header("SaleID"));
    fill_kind(draft, message, &extra);
    fill_amount(draft, body, &extra);
    fill_references(draft, body, &extra);
    fill_card(draft, body, &extra);
    if message.is_request {
        draft.set_if_empty("outcome", NO_RESPONSE);
        return;
    }
    let result = body.text_at(&["Response", "Result"]);
    let outcome = match result {
        "Success" | "Partial" if extra.says("offline", "true") => "SuccessOffline",
        // An answer that does not say how it ended is none.
        "" => NO_RESPONSE,
        stated => stated,
    };
    draft.set("outcome", outcome);
    draft.set("condition", body.text_at(&["Response", "ErrorCondition"]));
}

fn fill_kind(draft: &mut Draft, message: &Message<'_>, extra: &Extra) {
    let usual = PAYMENTS.iter().find(|(category, _)| *category == message.category).map_or("Normal", |(_, kind)| kind);
    let stated = [&["PaymentData", "PaymentType"][..], &["PaymentResult", "PaymentType"]]
        .into_iter()
        .map(|path| message.body.text_at(path))
        .find(|kind| !kind.is_empty())
        .unwrap_or_default();
    if message.category == "Reversal" {
        return draft.set("kind", usual);
    }
    if !stated.is_empty() && stated != "Normal" {
        draft.set("kind", stated);
    } else if extra.says("authorisationType", "PreAuth") {
        draft.set("kind", "FirstReservation");
    } else if extra.says("transactionType", "REFUND") {
        draft.set("kind", "Refund");
    }
    draft.set_if_empty("kind", usual);
}

fn fill_amount(draft: &mut Draft, body: &Json, extra: &Extra) {
    const ASKED: &[&[&str]] = &[
        &["PaymentTransaction", "AmountsReq", "RequestedAmount"],
        &["ReversedAmount"],
        &["PaymentResult", "AmountsResp", "AuthorizedAmount"],
    ];
    const CURRENCIES: &[&[&str]] =
        &[&["PaymentTransaction", "AmountsReq", "Currency"], &["PaymentResult", "AmountsResp", "Currency"]];
    for path in ASKED {
        draft.set("amount", &short_decimals(body.text_at(path)));
    }
    for path in CURRENCIES {
        draft.set("currency", body.text_at(path));
    }
    draft.set_if_empty("currency", extra.get("currency"));
    // What was printed names the amount that the message leaves out.
    draft.set_if_empty("amount", extra.get("totalAmount"));
}

/// `10.9900` says no more than `10.99`.
fn short_decimals(number: &str) -> String {
    let mut short = number;
    while let Some((_, decimals)) = short.split_once('.')
        && decimals.len() > 2
        && decimals.ends_with('0')
    {
        short = &short[..short.len() - 1];
    }
    short.to_owned()
}

fn fill_references(draft: &mut Draft, body: &Json, extra: &Extra) {
    let own = body.text_at(&["POIData", "POITransactionID", "TransactionID"]);
    let acquirers = body.text_at(&["PaymentResult", "PaymentAcquirerData", "AcquirerTransactionID", "TransactionID"]);
    draft.set("order", body.text_at(&["SaleData", "SaleTransactionID", "TransactionID"]));
    draft.set_if_empty("order", extra.get("merchantReference"));
    let numbers = [extra.get("pspReference"), extra.get("PSP"), acquirers, own_reference(own)];
    draft.set("provider reference", numbers.into_iter().find(|number| !number.is_empty()).unwrap_or_default());
    let original = body.text_at(&["OriginalPOITransaction", "POITransactionID", "TransactionID"]);
    draft.set("original reference", own_reference(original));
    draft.set("approval code", body.text_at(&["PaymentResult", "PaymentAcquirerData", "ApprovalCode"]));
    draft.set_if_empty("approval code", extra.get("authCode"));
    let merchant = body.text_at(&["PaymentResult", "PaymentAcquirerData", "MerchantID"]);
    draft.set("merchant", if merchant.is_empty() { extra.get("mid") } else { merchant });
    draft.set("store", extra.get("store"));
    draft.set("cashier", body.text_at(&["SaleData", "OperatorID"]));
    let times = [&["POIData", "POITransactionID", "TimeStamp"][..], &["SaleData", "SaleTransactionID", "TimeStamp"]];
    let time = times.into_iter().map(|path| body.text_at(path)).find(|time| !time.is_empty());
    draft.set("time", time.unwrap_or_default());
}

/// The acquirer's number is the part after the terminal's own: `57eT001544015027011.8815440150351036`.
fn own_reference(number: &str) -> &str {
    number.rsplit_once('.').map_or(number, |(_, reference)| reference)
}

fn fill_card(draft: &mut Draft, body: &Json, extra: &Extra) {
    let card = body.at(&["PaymentResult", "PaymentInstrumentData", "CardData"]);
    let (masked, brand) = card.map_or(("", ""), |card| {
        let pan = [card.text_at(&["MaskedPan"]), card.text_at(&["MaskedPAN"])];
        (pan.into_iter().find(|pan| !pan.is_empty()).unwrap_or_default(), card.text_at(&["PaymentBrand"]))
    });
    draft.set("card", nexo_extra::visible(masked));
    draft.set_if_empty("card", nexo_extra::visible(extra.get("pan")));
    draft.set("scheme", brand);
    draft.set_if_empty("scheme", extra.get("paymentMethodVariant"));
    draft.set_if_empty("scheme", extra.get("paymentMethod"));
}
