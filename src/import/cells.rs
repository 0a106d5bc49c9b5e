//! What a cell says, without what exporters put around it.

/// A cell without padding: blanks of every width, tabs, the backtick or apostrophe that keeps a spreadsheet from reading
/// a number, and `="…"`, which does the same.
#[inline]
pub(super) fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        [only] if only.is_ascii_alphanumeric() => cell,
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => cell,
        _ => without_padding(cell),
    }
}

fn without_padding(cell: &str) -> &str {
    let mut rest = cell.trim_matches(is_padding);
    rest = rest.strip_prefix(['`', '\'']).unwrap_or(rest);
    if let Some(quoted) = rest.strip_prefix("=\"").and_then(|open| open.strip_suffix('"')) {
        rest = quoted;
    }
    rest.trim_matches(is_padding)
}

fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
}

/// A heading or a word of the trade in the form in which it is looked up: lower case, half width, without blanks and
/// punctuation. `Card No.`, `card_no` and `ＣＡＲＤ　ＮＯ` are one.
pub(super) fn lookup_form(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).filter(|c| c.is_alphanumeric() || *c == '#').flat_map(char::to_lowercase).collect()
}

/// Whether a spreadsheet has turned a long number into `4.00123E+27`, losing its digits.
pub(super) fn is_spreadsheet_damage(value: &str) -> bool {
    // Asked of every reference of every row: hardly any has a mark after its first digit.
    if !matches!(value.as_bytes(), [b'0'..=b'9', b'.' | b',' | b'E' | b'e', ..]) {
        return false;
    }
    let value = value.replace(' ', "");
    let Some((mantissa, exponent)) = value.split_once(['E', 'e']) else { return false };
    // `4E1234` is a number in another way of counting.
    let (has_sign, exponent) = exponent.strip_prefix('+').map_or((false, exponent), |exponent| (true, exponent));
    if !has_sign && !mantissa.contains(['.', ',']) {
        return false;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent)
}

/// Whether two words in the form for looking up differ in so few letters that one may be the other misspelt or slightly
/// renamed: one in five. Short words have no near ones.
pub(super) fn are_near(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let longer = left.len().max(right.len());
    let most = longer / 5;
    most > 0
        && longer <= LONGEST_COMPARED
        && left.len().abs_diff(right.len()) <= most
        && distance(&left, &right) <= most
}

/// Headings that are longer are not compared letter by letter.
const LONGEST_COMPARED: usize = 64;

/// How many letters must be put in, left out or changed to make one of the other.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, from) in (1..).zip(left) {
        let mut diagonal = std::mem::replace(&mut above[0], row);
        for (column, to) in right.iter().enumerate() {
            let changed = diagonal + usize::from(from != to);
            diagonal = above[column + 1];
            above[column + 1] = changed.min(diagonal + 1).min(above[column] + 1);
        }
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_goes_and_nothing_else() {
        for (cell, value) in [
            ("`4200", "4200"),
            ("  a b\t", "a b"),
            ("=\"00123\"", "00123"),
            ("'00123", "00123"),
            ("\u{3000}微信\u{3000}", "微信"),
            ("-$7.00", "-$7.00"),
            ("`", ""),
            ("", ""),
        ] {
            assert_eq!(trimmed(cell), value);
        }
    }

    #[test]
    fn headings_that_say_the_same_look_the_same() {
        for heading in ["Card No.", "card_no", "ＣＡＲＤ　ＮＯ", "card-no"] {
            assert_eq!(lookup_form(heading), "cardno");
        }
    }

    #[test]
    fn near_words_differ_in_one_letter_of_five() {
        for (left, right) in [("terminalid", "terminalld"), ("交易金额合计", "交易金额总计"), ("amount", "amounts")]
        {
            assert!(are_near(left, right), "{left} {right}");
        }
        for (left, right) in
            [("date", "rate"), ("交易时间", "交易日期"), ("amount", "account"), ("netamount", "feeamount")]
        {
            assert!(!are_near(left, right), "{left} {right}");
        }
        assert_eq!(distance(&['a', 'b', 'c'], &['b', 'c', 'd', 'e']), 3);
    }

    #[test]
    fn damage_is_not_confused_with_hexadecimal() {
        assert!(is_spreadsheet_damage("4.00123E+27"));
        assert!(is_spreadsheet_damage("4E+27"));
        assert!(is_spreadsheet_damage("4.00123e27") && is_spreadsheet_damage("4.00123 E+27"));
        for sound in ["4E1234", "12E+3x", "AE+12", "400123", "40.1E+27"] {
            assert!(!is_spreadsheet_damage(sound), "{sound}");
        }
    }
}
