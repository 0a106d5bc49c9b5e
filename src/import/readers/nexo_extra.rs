//! What nexo messages say beside their own members: `AdditionalResponse` and receipt lines, as `name=value&…` or as JSON in
//! base64.

use super::draft::Gathered;
use super::json::{Found, Json, Objects};
use std::collections::BTreeMap;

/// Values by name; those of the message's own answer before those of what it prints.
#[derive(Debug, Default)]
pub(super) struct Extra(BTreeMap<String, String>);

impl Extra {
    pub(super) fn of(body: &Json) -> Self {
        let mut extra = Self::default();
        for path in [&["Response", "AdditionalResponse"][..], &["SaleData", "SaleToAcquirerData"]] {
            extra.add_coded(body.text_at(path));
        }
        if let Some(Json::List(receipts)) = body.get("PaymentReceipt") {
            receipts.iter().for_each(|receipt| extra.add_receipt(receipt));
        }
        extra
    }

    /// Nothing where it is not said.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map(|value| value.trim()).unwrap_or_default()
    }

    pub(super) fn says(&self, name: &str, value: &str) -> bool {
        self.get(name).eq_ignore_ascii_case(value)
    }

    fn add_coded(&mut self, text: &str) {
        let from_base64 = from_base64(text).and_then(|bytes| String::from_utf8(bytes).ok());
        let plain = from_base64.as_deref().unwrap_or(text);
        if plain.trim_start().starts_with('{') {
            for found in Objects::of(plain) {
                if let Found::Object(_, value) = found {
                    self.add_members(&value, 0);
                }
            }
            return;
        }
        for (name, value) in pairs(plain) {
            self.0.entry(name).or_insert(value);
        }
    }

    fn add_members(&mut self, value: &Json, depth: usize) {
        let Json::Object(members) = value else { return };
        for (name, member) in members {
            match member {
                Json::Object(_) if depth < 4 => self.add_members(member, depth + 1),
                _ => {
                    self.0.entry(name.clone()).or_insert_with(|| member.plain().to_owned());
                }
            }
        }
    }

    /// A receipt line is `name=Auth.%20code&value=123456&key=authCode`.
    fn add_receipt(&mut self, receipt: &Json) {
        let Some(Json::List(lines)) = receipt.at(&["OutputContent", "OutputText"]) else { return };
        for line in lines {
            let parts: BTreeMap<String, String> = pairs(line.text_at(&["Text"])).into_iter().collect();
            if let (Some(key), Some(value)) = (parts.get("key"), parts.get("value")) {
                self.0.entry(key.clone()).or_insert_with(|| value.clone());
            }
        }
    }
}

/// The name and value pairs of `a=1&b=2`, decoded.
fn pairs(text: &str) -> Vec<(String, String)> {
    let pair = |part: &str| part.split_once('=').map(|(name, value)| (from_url(name), from_url(value)));
    text.split('&').filter_map(pair).collect()
}

/// `%20` and `+` as what they stand for.
fn from_url(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let coded = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte =
            coded.and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|d| u8::from_str_radix(d, 16).ok());
        plain.push(byte.unwrap_or(if bytes[at] == b'+' { b' ' } else { bytes[at] }));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// The bytes that base64 stands for; none for other text.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().trim_end_matches('=');
    if text.len() < 8 {
        return None;
    }
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() * 3 / 4), 0_u32, 0_u32);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

/// A card number as far as it is shown: a mask hides something, or it is short.
pub(super) fn visible(card: &str) -> &str {
    let digits = card.bytes().filter(u8::is_ascii_digit).count();
    if digits <= 10 { card } else { card.get(card.len().saturating_sub(4)..).unwrap_or_default() }
}

/// Names of members that hold what is never kept, and what it is.
const SECRETS: &[(&str, &str)] = &[
    ("ExpiryDate", "expiry"),
    ("expiryDate", "expiry"),
    ("expiryMonth", "expiry"),
    ("PAN", "pan"),
    ("TrackData", "track"),
    ("TrackValue", "track"),
    ("CardSecurityCode", "cvv"),
    ("PINBlock", "pin"),
    ("EncrPINBlock", "pin"),
    ("cardHolderName", "name"),
    ("CardholderName", "name"),
];

/// Counts the card data of a message; none of it is taken.
pub(super) fn card_data(body: &Json, rows: &mut Gathered) {
    match body {
        Json::Object(members) => {
            for (name, member) in members {
                match (SECRETS.iter().find(|(secret, _)| secret == name), member) {
                    (Some((_, what)), _) => rows.dropped(what),
                    (None, Json::Text(text)) if name == "AdditionalResponse" => {
                        let mut extra = Extra::default();
                        extra.add_coded(text);
                        let found = SECRETS.iter().filter(|(secret, _)| !extra.get(secret).is_empty());
                        found.for_each(|(_, what)| rows.dropped(what));
                    }
                    (None, Json::Text(text)) if name.starts_with("MaskedP") && visible(text) != text => {
                        rows.dropped("pan")
                    }
                    _ => card_data(member, rows),
                }
            }
        }
        Json::List(items) => items.iter().for_each(|item| card_data(item, rows)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_read_in_either_coding() {
        let mut extra = Extra::default();
        extra.add_coded("eyJhZGRpdGlvbmFsRGF0YSI6eyJQU1AiOiI4ODE1IiwidGlkIjoiNzUxMDIifX0=");
        extra.add_coded("currency=EUR&message=Terminal+is%20not%e2%82%ac&broken%zz=1&flag");
        assert_eq!((extra.get("PSP"), extra.get("tid"), extra.get("currency")), ("8815", "75102", "EUR"));
        assert_eq!(extra.get("message"), "Terminal is not€");
    }

    #[test]
    fn a_number_that_hides_nothing_is_cut() {
        assert_eq!(visible("4111111111111111"), "1111");
        assert_eq!(visible("541333 **** 9990"), "541333 **** 9990");
    }
}
