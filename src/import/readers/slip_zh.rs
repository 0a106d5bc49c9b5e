//! Paper of card terminals in China, as text: settlement slips, lists of a batch, single slips, in any order in one file.
//! `assets/headers/slips_zh.toml` holds the words. A settlement slip is one row about its batch.

use super::draft::{Draft, Gathered};
use super::printed::{self, Moment};
use super::slip_list::{List, Meanings};
use super::slip_words::{self, Document, SlipWords};
use super::{Head, RawTable, Reader};
use crate::domain::mask_card_numbers;
use crate::import::decode;
use crate::import::error::ImportError;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// Terminals of China.
pub(super) struct SlipZh;

const HEADINGS: &[&str] = &[
    "kind",
    "outcome",
    "amount",
    "currency",
    "time",
    "terminal",
    "merchant",
    "shop",
    "cashier",
    "batch",
    "trace",
    "auth",
    "reference",
    "order",
    "original",
    "card",
];
/// Labels that tables have too, but none of them two in a file that is no paper.
const TELLING: &[&str] = &["merchant", "terminal", "batch", "trace", "auth", "reference", "card", "amount"];
/// Headings whose value is the first word after the label.
const NUMBERS: &[&str] =
    &["merchant", "terminal", "cashier", "batch", "trace", "auth", "reference", "order", "original"];
/// What a row about a whole batch is called.
const BATCH_KIND: &str = "结算";
/// Bytes of a line that are looked at: paper is narrow.
const LINE_BYTES: usize = 1024;
/// Columns of the widest paper; a Chinese character takes two.
const PAPER_COLUMNS: usize = 64;

impl Reader for SlipZh {
    fn id(&self) -> &'static str {
        "slip-zh"
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let decoded = decode::decode(head.bytes);
        let text = printed::without_controls(decoded.text);
        SlipWords::built_in().is_some_and(|words| is_paper(&text, words))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let decoded = decode::decode(bytes);
        let text = printed::without_controls(decoded.text);
        let mut rows = Gathered::default();
        if let Some(words) = SlipWords::built_in() {
            let mut paper = Paper::new(words, &mut rows);
            // A legend may stand below the lists that it explains.
            let legends = text.lines().map(cut_line).flat_map(slip_words::legend);
            paper.meanings = legends.map(|(letter, word)| (letter.to_owned(), word.to_owned())).collect();
            for (at, line) in text.lines().enumerate() {
                paper.line(u32::try_from(at + 1).unwrap_or(u32::MAX), line);
            }
            paper.end();
        }
        Ok(rows.into_table(HEADINGS, decoded.encoding))
    }
}

/// Whether a text is what a terminal prints: it has a title and labels two of its numbers at least, all on narrow paper.
fn is_paper(text: &str, words: &'static SlipWords) -> bool {
    if text.trim_start().starts_with(['{', '[', '<', '#']) || !text.contains(slip_words::is_han) {
        return false;
    }
    let mut labelled: FxHashSet<&str> = FxHashSet::default();
    let mut has_title = false;
    for line in text.lines().map(cut_line) {
        if line.matches([',', ';', '\t', '|']).count() > 4 {
            return false;
        }
        let found = words.labelled(line);
        let is_heading = found.len() > 1 && !found.iter().any(|(_, value)| value.contains(char::is_alphanumeric));
        let columns: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        if is_heading && (columns > PAPER_COLUMNS || line.contains([',', ';', '\t', '|'])) {
            return false;
        }
        has_title |= words.title(line).is_some();
        labelled.extend(found.iter().map(|(heading, _)| *heading).filter(|heading| TELLING.contains(heading)));
    }
    has_title && labelled.len() >= 2
}

fn cut_line(line: &str) -> &str {
    let end = (0..=LINE_BYTES.min(line.len())).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
    line[..end].trim()
}

/// Paper while it is read line by line.
struct Paper<'r> {
    words: &'static SlipWords,
    rows: &'r mut Gathered,
    document: Document,
    /// How every payment of a list stands.
    outcome: &'static str,
    /// What the document says so far: of the payment, of the batch, or of all the payments of a list.
    draft: Draft,
    moment: Moment,
    /// The best word for how it ended, by its place among the words.
    ended: Option<(usize, &'static str)>,
    /// A label whose value stands in the next line.
    waiting: Option<&'static str>,
    /// Whether anything of the document was read.
    has_content: bool,
    list: List,
    meanings: Meanings,
    /// Payments of which a slip was read.
    known: FxHashSet<String>,
}

impl<'r> Paper<'r> {
    fn new(words: &'static SlipWords, rows: &'r mut Gathered) -> Self {
        Self {
            words,
            rows,
            document: Document::Slip,
            outcome: "",
            draft: Draft::default(),
            moment: Moment::default(),
            ended: None,
            waiting: None,
            has_content: false,
            list: List::new(words),
            meanings: Meanings::default(),
            known: FxHashSet::default(),
        }
    }

    fn line(&mut self, number: u32, line: &str) {
        let cut = mask_card_numbers(cut_line(line));
        if cut != cut_line(line) {
            self.rows.dropped("pan");
        }
        let line = cut.as_str();
        if line.is_empty() {
            return;
        }
        if let Some(title) = self.words.title(line) {
            if self.has_content {
                self.end_document(title.document == Document::List);
            }
            (self.document, self.outcome) = (title.document, &title.outcome);
            self.waiting = None;
            self.draft.line = number;
            return self.said(line);
        }
        if !slip_words::legend(line).is_empty() {
            return;
        }
        let labelled = self.words.labelled(line);
        self.has_content |= !labelled.is_empty() || line.bytes().any(|byte| byte.is_ascii_digit());
        if self.draft.line == 0 {
            self.draft.line = number;
        }
        self.said(line);
        let is_awaited = self.waiting.is_some() && labelled.is_empty();
        if self.document == Document::List && !is_awaited && self.list.takes(line, &labelled, number, self.rows) {
            self.waiting = None;
            return;
        }
        match (labelled.as_slice(), self.waiting.take()) {
            ([], Some(heading)) => self.value(heading, line),
            ([], None) => self.unlabelled(line),
            (labelled, _) => {
                for (heading, value) in labelled {
                    self.value(heading, value);
                }
                self.waiting = labelled.last().filter(|(_, value)| value.is_empty()).map(|(heading, _)| *heading);
            }
        }
    }

    /// Keeps what a line says of how the payment or the batch ended.
    fn said(&mut self, line: &str) {
        let said = match self.document {
            Document::Settlement => self.words.settled(line),
            _ => self.words.outcome(line),
        };
        if let Some(said) = said
            && self.ended.is_none_or(|best| said < best)
        {
            self.ended = Some(said);
        }
    }

    fn value(&mut self, heading: &'static str, value: &str) {
        if value.is_empty() {
            return;
        }
        match heading {
            "expiry" | "name" => self.rows.dropped(heading),
            "time" => self.moment.see(slip_words::moment(value)),
            _ => set(&mut self.draft, heading, value, self.words, self.rows),
        }
    }

    /// A slip may name its kind, or print its card, in a line of its own.
    fn unlabelled(&mut self, line: &str) {
        if self.document != Document::Slip {
            return;
        }
        if let Some(card) = printed::masked_card(line) {
            return self.draft.set_if_empty("card", &card);
        }
        if let Some(kind) = self.words.kind(line) {
            self.draft.set_if_empty("kind", kind);
        }
        self.moment.see(Moment::in_line(line));
    }

    /// Makes rows of a document. What it says of terminal and batch stays for a list that follows.
    fn end_document(&mut self, is_followed_by_list: bool) {
        let mut draft = std::mem::take(&mut self.draft);
        draft.set("time", &std::mem::take(&mut self.moment).to_iso());
        let ended = self.ended.take().map(|(_, word)| word).unwrap_or_default();
        let document = self.document;
        match document {
            Document::List => self.list.finish(&draft, self.outcome, &self.meanings, self.rows),
            Document::Settlement => self.settlement(draft.clone(), ended),
            Document::Totals => self.rows.skip(draft.line, "summary"),
            Document::Slip => self.slip(draft.clone(), ended),
        }
        if is_followed_by_list && document != Document::Slip {
            self.list.inherit(&draft);
        } else {
            self.list = List::new(self.words);
        }
        (self.document, self.outcome, self.waiting, self.has_content) = (Document::Slip, "", None, false);
    }

    fn settlement(&mut self, mut slip: Draft, ended: &'static str) {
        if ended.is_empty() || slip.get("batch").is_empty() {
            return self.rows.skip(slip.line, "settlement-slip");
        }
        slip.set("kind", BATCH_KIND);
        slip.set("outcome", ended);
        self.rows.add(slip);
    }

    fn slip(&mut self, mut slip: Draft, ended: &'static str) {
        if slip.get("amount").is_empty() {
            return self.rows.reject_cut_off(slip.line);
        }
        slip.set("outcome", ended);
        let numbers = ["terminal", "batch", "trace", "amount", "kind", "reference", "time"];
        let identity: Vec<&str> = numbers.iter().map(|heading| slip.get(heading)).collect();
        if !self.known.insert(identity.join("\u{1f}")) {
            return self.rows.skip(slip.line, "copy");
        }
        self.rows.add(slip);
    }

    fn end(&mut self) {
        if self.has_content {
            self.end_document(false);
        }
    }
}

/// Puts what stands under a label into a row.
pub(super) fn set(
    draft: &mut Draft,
    heading: &'static str,
    value: &str,
    words: &'static SlipWords,
    rows: &mut Gathered,
) {
    match heading {
        "shop" => draft.set_if_empty("shop", value),
        "kind" => draft.set_if_empty("kind", &kind_of(value)),
        "card" => draft.set_if_empty("card", &card(value, rows).unwrap_or_default()),
        "amount" => {
            if let Some((number, currency)) = slip_words::amount(value) {
                draft.set_if_empty("amount", &number);
                draft.set_if_empty("currency", currency);
            }
        }
        _ if NUMBERS.contains(&heading) => {
            let (number, rest) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
            draft.set_if_empty(heading, number);
            // Some print the kind at the end of a line of numbers.
            draft.set_if_empty("kind", words.kind(rest.trim()).unwrap_or_default());
        }
        _ => {}
    }
}

/// `消费` of `消费/SALE` or `消费 (SALE)`.
pub(super) fn kind_of(text: &str) -> Cow<'_, str> {
    let chinese = text.split(['/', '／']).next().unwrap_or(text);
    let end = chinese.find(['(', '（']);
    let is_english = |at: &usize| chinese[*at..].contains(|c: char| c.is_ascii_alphabetic());
    let kept = end.filter(is_english).map_or(chinese, |at| &chinese[..at]);
    kept.split_whitespace().collect::<String>().into()
}

/// The first six digits, where they are shown, and the last four; a number that is printed whole is cut and counted.
pub(super) fn card(text: &str, rows: &mut Gathered) -> Option<String> {
    if let Some(card) = printed::masked_card(text) {
        return Some(card);
    }
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).take_while(char::is_ascii_digit).collect();
    if !(13..=19).contains(&digits.len()) {
        return None;
    }
    rows.dropped("pan");
    Some(format!("{}******{}", &digits[..6], &digits[digits.len() - 4..]))
}

#[cfg(test)]
mod tests {
    use super::super::RawRow;
    use super::*;

    fn claims(text: &str) -> bool {
        SlipZh.claims(&Head { bytes: text.as_bytes(), text })
    }

    #[test]
    fn a_settlement_slip_tells_the_worst_of_its_cards() {
        for (inner, outer, outcome) in [
            ("内卡: 对帐平", "外卡:  对帐平", Some("对账平")),
            ("内卡对账平", "外卡: 对帐出错", Some("对账出错")),
            ("内卡: 对帐不平", "外卡:  对帐平", Some("对账不平")),
            ("内卡:", "外卡:", None),
        ] {
            let paper = format!("结算总计单\n终端号:10073325\n批次号:000009\n{inner}\n消费 1 5.00\n{outer}\n");
            assert!(claims(&paper));
            let table = SlipZh.read(paper.as_bytes()).unwrap();
            let at = HEADINGS.iter().position(|heading| *heading == "outcome").unwrap();
            let told = match &table.rows[..] {
                [RawRow::Cells(1, cells)] => cells.get(at),
                _ => None,
            };
            assert_eq!(told, outcome, "{inner} {outer}");
        }
    }

    #[test]
    fn tables_and_other_texts_are_left_to_others() {
        for text in [
            "交易明细\n商户编号,终端编号,凭证号,金额\n898440153110017,20114507,000001,5.00\n",
            "交易明细\n终端编号\t凭证号\t金额\n20114507\t000001\t5.00\n",
            "签购单\n谢谢惠顾\n",
            "{\"交易明细\": \"终端号:1 凭证号:2\"}",
            "Kundenbeleg\nTerminal-ID 1\n",
        ] {
            assert!(!claims(text), "{text}");
        }
    }
}
