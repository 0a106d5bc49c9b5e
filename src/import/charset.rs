//! Tells the encoding of bytes that are no UTF-8 by the characters that they would be: text is made of common characters,
//! and of bytes read in a wrong encoding few come out as such. Known words count most.

use super::decode::Charset;
use encoding_rs::{BIG5, GB18030, SHIFT_JIS, WINDOWS_1252};

/// The upper half of code page 437.
#[rustfmt::skip]
pub(super) const CP437: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ',
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐', '¬', '½', '¼', '¡', '«', '»',
    '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛', '┐',
    '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧',
    '╨', '╤', '╥', '╙', '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀',
    'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ', 'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩',
    '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²', '■', '\u{a0}',
];

/// What one known word counts.
const KNOWN_WORD: i64 = 1_000;
/// What a byte counts that cannot stand there at all.
const IMPOSSIBLE: i64 = -5;
/// What a character counts that is possible and hardly ever used.
const RARE: i64 = -2;

/// The encoding of a sample that is no UTF-8; UTF-8 where no other makes sense of it either. `proof` counts the known words
/// in a text.
pub(super) fn of_sample(sample: &[u8], proof: &dyn Fn(&str) -> usize) -> Charset {
    let (ansi, dos) = single_byte(sample);
    let candidates = [
        (Charset::Other(GB18030), pairs(sample, gb)),
        (Charset::Other(BIG5), pairs(sample, big5)),
        (Charset::Other(SHIFT_JIS), pairs(sample, shift_jis)),
        (Charset::Other(WINDOWS_1252), ansi),
        (Charset::Cp437, dos),
    ];
    let weighed = candidates.into_iter().map(|(charset, score)| {
        let words = proof(&charset.decode(sample)) as i64;
        (charset, score + words * KNOWN_WORD)
    });
    // The first of equals is meant.
    let best = weighed.rev().max_by_key(|(_, score)| *score);
    best.filter(|(_, score)| *score > 0).map_or(Charset::Utf8, |(charset, _)| charset)
}

/// What the characters of two bytes come to; `value` says it of one that begins with these, and how long it is.
fn pairs(sample: &[u8], value: fn(u8, u8) -> (i64, usize)) -> i64 {
    let (mut at, mut score) = (0, 0);
    while let Some(&lead) = sample.get(at) {
        if lead.is_ascii() {
            at += 1;
            continue;
        }
        // The sample may end within a character.
        let Some(&trail) = sample.get(at + 1) else { break };
        let (counts, length) = value(lead, trail);
        score += counts;
        at += length;
    }
    score
}

/// The first level of GB 2312 holds the 3,755 characters in common use.
fn gb(lead: u8, trail: u8) -> (i64, usize) {
    match (lead, trail) {
        (0xb0..=0xd7 | 0xa1..=0xa3, 0xa1..=0xfe) => (2, 2),
        (0xd8..=0xf7, 0xa1..=0xfe) => (0, 2),
        (0x81..=0xfe, 0x30..=0x39) => (RARE, 4),
        (0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe) => (RARE, 2),
        _ => (IMPOSSIBLE, 1),
    }
}

/// The first level of Big5 holds the 5,401 characters in common use.
fn big5(lead: u8, trail: u8) -> (i64, usize) {
    match (lead, trail) {
        (0xa1..=0xc6, 0x40..=0x7e | 0xa1..=0xfe) => (2, 2),
        (0xc9..=0xf9, 0x40..=0x7e | 0xa1..=0xfe) => (RARE, 2),
        _ => (IMPOSSIBLE, 1),
    }
}

/// Kana, punctuation and the first level of kanji.
fn shift_jis(lead: u8, trail: u8) -> (i64, usize) {
    match (lead, trail) {
        (0x82 | 0x83, 0x40..=0x7e | 0x80..=0xf1) | (0x81 | 0x88..=0x97, 0x40..=0x7e | 0x80..=0xfc) => (2, 2),
        (0x98..=0x9f | 0xe0..=0xfc, 0x40..=0x7e | 0x80..=0xfc) => (RARE, 2),
        // Half-width kana: whole words of them stand in old files, single ones nowhere.
        (0xa1..=0xdf, _) => (-1, 1),
        _ => (IMPOSSIBLE, 1),
    }
}

/// What the bytes come to as letters with accents between plain ones, in cp1252 and in cp437.
fn single_byte(sample: &[u8]) -> (i64, i64) {
    let (mut ansi, mut dos) = (0, 0);
    let near = |at: Option<usize>| at.and_then(|at| sample.get(at)).copied().unwrap_or(b' ');
    for (at, &byte) in sample.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 1)));
        let is_in_run = !before.is_ascii() && !after.is_ascii();
        let touches_letter = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        let touches_amount = before.is_ascii_digit() || before == b' ' || after.is_ascii_digit();
        match byte {
            // Lines and boxes of slips are drawn with these.
            0xb3..=0xdf if is_in_run && (before == byte || after == byte) => dos += 1,
            _ if is_in_run => (ansi, dos) = (ansi + RARE, dos + RARE),
            0xe1 if touches_letter => (ansi, dos) = (ansi + 1, dos + 1),
            0xc0..=0xff if touches_letter => (ansi, dos) = (ansi + 2, dos + RARE),
            0x80..=0xa5 if touches_letter => (ansi, dos) = (ansi + RARE, dos + 2),
            0x80 | 0xa3 | 0xa5 if touches_amount => ansi += 1,
            0x9c | 0x9d if touches_amount => dos += 1,
            _ => {}
        }
    }
    (ansi, dos)
}
