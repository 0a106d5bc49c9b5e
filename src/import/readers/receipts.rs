//! Receipts and end-of-day slips that card terminals print, as text: what is printed under which label, the amount, the
//! kind, how it ended. `assets/headers/receipts.toml` holds the words; the copies of one payment are one row.

use super::codepage;
use super::draft::{Draft, Gathered};
use super::printed::{self, Moment};
use super::receipt_words::{Dialect, Dialects};
use super::{Head, RawTable, Reader};
use crate::domain::mask_card_numbers;
use crate::import::cells::lookup_form;
use crate::import::error::ImportError;
use rustc_hash::FxHashSet;

/// Receipts of one family of terminals.
pub(super) struct Receipts {
    pub(super) id: &'static str,
    pub(super) dialect: fn(&Dialects) -> &Dialect,
}

const HEADINGS: &[&str] = &[
    "kind",
    "outcome",
    "amount",
    "currency",
    "time",
    "terminal",
    "merchant",
    "receipt",
    "trace",
    "auth",
    "reference",
    "batch",
    "code",
    "original",
    "card",
    "scheme",
];
/// Labels whose value is taken as it stands.
const PLAIN: &[&str] = &["terminal", "merchant", "receipt", "trace", "auth", "reference", "batch", "original"];
/// What a slip about the whole batch is called.
const BATCH_KIND: &str = "settlement";

impl Reader for Receipts {
    fn id(&self) -> &'static str {
        self.id
    }

    fn claims(&self, head: &Head<'_>) -> bool {
        let (text, _) = codepage::european(head.bytes);
        let text = printed::without_controls(printed::of_trace(&text).unwrap_or(text));
        Dialects::built_in().map(self.dialect).is_some_and(|dialect| is_receipt(&text, dialect))
    }

    fn read(&self, bytes: &[u8]) -> Result<RawTable, ImportError> {
        let (text, encoding) = codepage::european(bytes);
        let text = printed::without_controls(printed::of_trace(&text).unwrap_or(text));
        let mut slips = Slips::default();
        if let Some(dialect) = Dialects::built_in().map(self.dialect) {
            let lines: Vec<&str> = text.lines().map(printed::bare).collect();
            for (start, end) in dialect.blocks(&lines) {
                slips.take(&lines[start..end], start, dialect);
            }
        }
        Ok(slips.rows.into_table(HEADINGS, encoding))
    }
}

/// Whether a text is printed by a terminal: a receipt names its copy or its end, and labels two of its numbers at least.
fn is_receipt(text: &str, dialect: &Dialect) -> bool {
    if text.trim_start().starts_with(['{', '[', '<']) {
        return false;
    }
    let mut labelled: FxHashSet<&str> = FxHashSet::default();
    let (mut has_mark, mut has_closing, mut has_time) = (false, false, false);
    for line in text.lines().map(printed::bare) {
        // Tables have labels too, but many in one line.
        if line.matches([',', ';', '\t']).count() > 4 {
            return false;
        }
        let form = lookup_form(line);
        has_closing |= dialect.is_closing(&form);
        has_mark |= dialect.is_copy(&form)
            || !dialect.outcome(std::slice::from_ref(&form)).is_empty()
            || printed::is_host_answer(line);
        has_time |= Moment::in_line(line).has_date();
        labelled.extend(PLAIN.iter().filter(|heading| dialect.value(heading, line).is_some()));
    }
    has_mark && labelled.len() >= 2 || has_closing && has_time && !labelled.is_empty()
}

#[derive(Default)]
struct Slips {
    rows: Gathered,
    /// Payments of which a receipt was read.
    known: FxHashSet<String>,
}

impl Slips {
    fn take(&mut self, lines: &[&str], offset: usize, dialect: &Dialect) {
        let Some(first) = lines.iter().position(|line| !line.is_empty()) else { return };
        let line = u32::try_from(offset + first + 1).unwrap_or(u32::MAX);
        let slip = self.read(lines, line, dialect);
        if slip.get("kind") == BATCH_KIND {
            let is_told = !slip.get("batch").is_empty() && !slip.get("outcome").is_empty();
            match is_told {
                true => drop(self.rows.add(slip)),
                false => self.rows.skip(line, "settlement-slip"),
            }
            return;
        }
        if slip.get("amount").is_empty() && slip.get("outcome").is_empty() {
            return self.rows.reject_cut_off(line);
        }
        if !self.known.insert(identity(&slip)) {
            return self.rows.skip(line, "copy");
        }
        self.rows.add(slip);
    }

    fn read(&mut self, lines: &[&str], line: u32, dialect: &Dialect) -> Draft {
        let mut slip = Draft::at(line);
        let mut moment = Moment::default();
        let mut money = printed::Money::default();
        let forms: Vec<String> = lines.iter().map(|line| lookup_form(line)).collect();
        for text in lines.iter().filter(|line| !line.is_empty()) {
            self.read_line(&mut slip, text, dialect);
            if dialect.value("expiry", text).is_none() && !dialect.names("other_time", text) {
                moment.see(Moment::in_line(text));
            }
            if !dialect.names("no_amount", text) {
                money.see(text, dialect.rank("amount", text));
            }
        }
        // The number of the receipt is what a voucher number is elsewhere.
        let receipt = slip.get("receipt").to_owned();
        slip.set_if_empty("trace", &receipt);
        slip.set("time", &moment.to_iso());
        if forms.iter().any(|form| dialect.is_closing(form)) {
            slip.set("kind", BATCH_KIND);
            slip.set("outcome", dialect.batch_state(&forms));
            return slip;
        }
        slip.set("amount", money.number());
        slip.set("currency", money.currency());
        slip.set("kind", dialect.kind(lines));
        slip.set("outcome", dialect.outcome(&forms));
        slip
    }

    fn read_line(&mut self, slip: &mut Draft, text: &str, dialect: &Dialect) {
        for (heading, what) in [("expiry", "expiry"), ("name", "name")] {
            if dialect.value(heading, text).is_some() {
                self.rows.dropped(what);
                return;
            }
        }
        let cut = mask_card_numbers(text);
        if cut != text {
            self.rows.dropped("pan");
        }
        if let Some(card) = printed::masked_card(&cut) {
            slip.set_if_empty("card", &card);
            return;
        }
        if let Some(original) = dialect.value("original", &cut) {
            return slip.set_if_empty("original", original);
        }
        for heading in PLAIN {
            if let Some(value) = dialect.value(heading, &cut) {
                slip.set_if_empty(heading, value);
            }
        }
        if let Some(code) = dialect.value("code", &cut) {
            slip.set_if_empty("code", code.trim_end_matches(')'));
        }
        if let Some(code) = printed::host_answer(&cut) {
            slip.set("code", code);
        }
        slip.set_if_empty("scheme", printed::scheme(&cut));
    }
}

/// What makes the copies of one payment the same. A copy may leave out what the other prints, but not its numbers; where
/// there are none, everything must be the same.
fn identity(slip: &Draft) -> String {
    let numbered = ["amount", "time", "terminal", "trace"];
    let full = ["kind", "amount", "time", "terminal", "reference", "auth", "card", "outcome"];
    let parts = if slip.get("trace").is_empty() { &full[..] } else { &numbered };
    parts.iter().map(|heading| slip.get(heading)).collect::<Vec<_>>().join("\u{1f}")
}
