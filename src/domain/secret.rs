//! What must not be kept at all: the PIN and the security code of a card, as people type them into a note.

use super::card::{mask_card_numbers, with_plain_digits};

/// Words after which digits are a secret, the longer ones before those that they begin with; in small letters.
const WORDS: [&str; 14] = [
    "security code",
    "password",
    "passcode",
    "cvn2",
    "cvv2",
    "cvc2",
    "cvn",
    "cvv",
    "cvc",
    "pin",
    "密码",
    "密碼",
    "安全码",
    "验证码",
];

/// Words that may stand between such a word and its digits.
const FILLERS: [&str; 10] = ["number", "code", "was", "is", "no", "是", "为", "号", "後三位", "后三位"];

/// Where a sentence ends: what follows is about something else.
const ENDS: [char; 8] = ['.', '。', '!', '！', '?', '？', ';', '\n'];

/// How many digits a PIN or a security code has.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=12;

/// A free text as it may be kept: card numbers cut, and no digit of a PIN or security code in it.
pub fn mask_secrets(text: &str) -> String {
    let text = mask_card_numbers(text);
    let plain = with_plain_digits(&text);
    let mut masked = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    let mut found = false;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let secret = word_at(rest, before).and_then(|word| digits_after(rest, word));
        let end = match secret {
            Some((start, end)) => {
                found = true;
                masked.push_str(&rest[..start]);
                masked.push_str("***");
                end
            }
            None => {
                masked.push(first);
                first.len_utf8()
            }
        };
        before = rest[..end].chars().next_back().unwrap_or(first);
        rest = &rest[end..];
    }
    if found { masked } else { text }
}

/// Length of the word for a secret that the text begins with; a Latin one stands for itself, not inside another word.
fn word_at(text: &str, before: char) -> Option<usize> {
    let word = WORDS.iter().find(|word| begins_with(text, word))?;
    (!word.is_ascii() || !before.is_ascii_alphanumeric()).then_some(word.len())
}

fn begins_with(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

/// Where the digits of the secret stand; none where no digits follow, or an amount or a time does.
fn digits_after(text: &str, word: usize) -> Option<(usize, usize)> {
    let mut start = word;
    loop {
        let rest = &text[start..];
        let filler = FILLERS.iter().find(|filler| begins_with(rest, filler)).map(|filler| filler.len());
        let mark = rest.chars().next().filter(|c| !c.is_alphanumeric() && !ENDS.contains(c)).map(char::len_utf8);
        match filler.or(mark) {
            Some(length) => start += length,
            None => break,
        }
    }
    let run = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    // Read aloud digit by digit, it is written down so.
    let spelt = if run == 1 { spelt_digits(&text.as_bytes()[start..]) } else { 0 };
    let digits = run.max(spelt);
    let end = start + if spelt > 1 { 2 * spelt - 1 } else { run };
    let rest = &text[end..];
    let goes_on = rest.starts_with(['.', ',', ':']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    (LENGTHS.contains(&digits) && !goes_on).then_some((start, end))
}

/// How many digits begin the text with one space or dash between each two of them.
fn spelt_digits(text: &[u8]) -> usize {
    let pairs = text[1..].chunks_exact(2);
    1 + pairs.take_while(|pair| matches!(pair[0], b' ' | b'-') && pair[1].is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pin_and_no_security_code_is_kept() {
        for (typed, kept) in [
            ("CVN 123", "CVN ***"),
            ("cvn2: 123, signed", "cvn2: ***, signed"),
            ("密码123456", "密码***"),
            ("密码是１２３４５６。", "密码是***。"),
            ("her pin is 1234.", "her pin is ***."),
            ("PIN 1 2 3 4 5 6", "PIN ***"),
            ("pin 1234 318420771902", "pin *** 318420771902"),
            ("安全码：987", "安全码：***"),
            ("pin 1234 and CVV2 999", "pin *** and CVV2 ***"),
            ("6216 6100 0000 0000 004, pin 1234", "6216 6100 0000 0000 004, pin ***"),
        ] {
            assert_eq!(mask_secrets(typed), kept);
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "wrong PIN 3 times",
            "PIN pad 66201",
            "no pin, 268.00 paid",
            "shipping 12345",
            "pin at 20:14",
            "密码错误 55",
            "wrong PIN. 131428 is the trace",
        ] {
            assert_eq!(mask_secrets(text), text);
        }
        assert_eq!(mask_secrets("card 4111 1111 1111 1111"), "card 411111******1111");
    }
}
