//! The call sheet: everything a hotline asks for, ready to be read out or pasted. Never more of a card than its first six
//! and last four digits.

use super::{Texts, say};
use crate::domain::{
    CaseView, Entry, FindingKind, Moment, Money, Playbook, Relation, Settings, Source, Step, Subject, add_to_sums,
    mask_card_numbers,
};

/// The check that is ticked by copying the call sheet. It is no question to ask.
pub const COPY_CALL_SHEET: &str = "copy-call-sheet";

/// A call sheet in the language of its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSheet {
    /// What it is about: each with its label, in the order in which hotlines ask.
    pub facts: Vec<(String, String)>,
    /// What each source says.
    pub says: Vec<(String, String)>,
    /// What to ask.
    pub questions: Vec<String>,
}

/// One field of an entry.
type Field = fn(&Entry) -> &str;

impl Texts {
    /// Everything a hotline asks for about one case.
    pub fn call_sheet(&self, view: &CaseView, settings: &Settings, playbook: &Playbook) -> CallSheet {
        let mut facts = Facts { texts: self, lines: Vec::new() };
        facts.matter(view);
        facts.place(view, settings);
        facts.payer(view);
        facts.numbers(view);
        facts.settlement(view);
        facts.related(view);
        let questions =
            playbook.checks_for(Step::ContactAcquirer, &view.case.finding).filter(|check| check.id != COPY_CALL_SHEET);
        CallSheet {
            facts: facts.lines,
            says: self.what_sources_say(view),
            questions: questions.map(|check| self.playbook(&format!("check-{}", check.id))).collect(),
        }
    }

    /// The call sheet as lines of text, for the clipboard and the command line.
    pub fn call_sheet_lines(&self, sheet: &CallSheet) -> String {
        let labelled = |(label, value): &(String, String)| self.labelled(label, value);
        let mut lines: Vec<String> = sheet.facts.iter().chain(&sheet.says).map(labelled).collect();
        lines.extend(sheet.questions.iter().map(|question| format!("• {question}")));
        lines.join("\n")
    }

    fn what_sources_say(&self, view: &CaseView) -> Vec<(String, String)> {
        let mut says = Vec::new();
        for source in Source::ALL {
            let of_source: Vec<&Entry> =
                view.sources.iter().map(|line| &line.entry).filter(|entry| entry.source == *source).collect();
            let text = match &of_source[..] {
                // A bank statement that does not name it is no news.
                [] if *source == Source::Bank => continue,
                [] => say!(self, "nothing"),
                entries if view.case.finding.subject != Subject::Payment => self.counted(entries),
                entries => self.list(&entries.iter().map(|entry| self.said(entry)).collect::<Vec<_>>()),
            };
            says.push((say!(self, "csv-says", source = self.source(*source)), text));
        }
        says
    }

    /// `timeout (68) ¥268.00 20:14:09`.
    fn said(&self, entry: &Entry) -> String {
        let status = format!("{}{}", self.status(entry.status), self.response_code(entry));
        format!("{status} {} {}", self.money(entry.amount), self.time_with_seconds(entry.time))
    }

    /// `12 payments, ¥1,284.50`.
    fn counted(&self, entries: &[&Entry]) -> String {
        let mut sums: Vec<Money> = Vec::new();
        for entry in entries {
            add_to_sums(&mut sums, entry.amount);
        }
        let counted = say!(self, "sheet-payments", count = entries.len());
        self.list(&[counted, self.sums(&sums)])
    }

    /// ` (68)`, or nothing.
    fn response_code(&self, entry: &Entry) -> String {
        if entry.response_code.is_empty() {
            say!(self, "code-none")
        } else {
            say!(self, "code-some", code = entry.response_code.as_str())
        }
    }
}

/// The facts of a sheet while it is being written.
struct Facts<'a> {
    texts: &'a Texts,
    lines: Vec<(String, String)>,
}

impl Facts<'_> {
    /// Adds a line, unless there is nothing to say.
    fn add(&mut self, label: String, value: String) {
        if !value.is_empty() {
            self.lines.push((label, value));
        }
    }

    /// Adds what the first source that states it states; the leading entry's own words come first.
    fn add_field(&mut self, view: &CaseView, label: String, field: Field) {
        let value = stated(view, field).to_owned();
        self.add(label, value);
    }

    /// What is wrong, how much, when, what kind of transaction.
    fn matter(&mut self, view: &CaseView) {
        let (texts, finding) = (self.texts, &view.case.finding);
        self.add(say!(texts, "sheet-what"), texts.finding(finding.kind));
        self.add(say!(texts, "sheet-amount"), amount(texts, finding.amount));
        if is_about_a_difference(finding.kind) {
            self.add(say!(texts, "sheet-difference"), amount(texts, finding.at_risk));
        }
        self.add(say!(texts, "sheet-time"), instant(finding.time));
        if let (Subject::Payment, Some(lead)) = (finding.subject, view.lead()) {
            self.add(say!(texts, "sheet-type"), texts.transaction_type(lead.kind));
        }
        if let Some(until) = finding.expires_at {
            self.add(say!(texts, "sheet-expires"), instant(until));
        }
    }

    /// Which merchant, shop, terminal and batch.
    fn place(&mut self, view: &CaseView, settings: &Settings) {
        let texts = self.texts;
        let shop = settings.shop_name.trim();
        self.add(say!(texts, "sheet-shop"), mask_card_numbers(shop));
        self.add_field(view, say!(texts, "csv-merchant"), |entry| &entry.merchant);
        // Reports mostly call the shop what it calls itself.
        if stated(view, |entry| &entry.store).trim() != shop {
            self.add_field(view, say!(texts, "csv-store"), |entry| &entry.store);
        }
        let number = stated(view, |entry| &entry.terminal);
        let name = settings.terminal_name(number);
        let terminal = if name == number { number.to_owned() } else { format!("{number} ({name})") };
        self.add(say!(texts, "csv-terminal"), terminal);
        self.add_field(view, say!(texts, "csv-batch"), |entry| &entry.batch);
    }

    /// Who paid, with what.
    fn payer(&mut self, view: &CaseView) {
        if view.case.finding.subject != Subject::Payment {
            return;
        }
        let texts = self.texts;
        let scheme = texts.scheme(stated(view, |entry| &entry.scheme));
        self.add(say!(texts, "csv-scheme"), scheme);
        self.add_field(view, say!(texts, "csv-card"), |entry| entry.card.as_str());
        let payer = mask_card_numbers(stated(view, |entry| &entry.payer));
        self.add(say!(texts, "sheet-payer"), payer);
    }

    /// The numbers by which it is found, and what the terminal showed.
    fn numbers(&mut self, view: &CaseView) {
        if view.case.finding.subject != Subject::Payment {
            return;
        }
        let texts = self.texts;
        let fields: [(String, Field); 5] = [
            (say!(texts, "csv-stan"), |entry| &entry.stan),
            (say!(texts, "csv-rrn"), |entry| &entry.rrn),
            (say!(texts, "csv-auth"), |entry| &entry.auth),
            (say!(texts, "csv-order"), |entry| &entry.order),
            (say!(texts, "sheet-provider-ref"), |entry| &entry.provider_ref),
        ];
        for (label, field) in fields {
            self.add_field(view, label, field);
        }
        let code = stated(view, |entry| &entry.response_code);
        let shown = mask_card_numbers(stated(view, |entry| &entry.status_text));
        let parts: Vec<&str> = [code, shown.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        self.add(say!(texts, "sheet-response"), parts.join(" "));
    }

    /// When it was settled, what was kept, what is paid out; as the acquirer has it.
    fn settlement(&mut self, view: &CaseView) {
        let (texts, finding) = (self.texts, &view.case.finding);
        let Some(entry) = view.source(Source::Acquirer).map(|line| &line.entry) else { return };
        if let Some(day) = entry.settled_on {
            self.add(say!(texts, "sheet-settled-on"), day.to_string());
        }
        if finding.subject == Subject::Payment && is_about_settlement(finding.kind) {
            let money = |minor: i64| amount(texts, Money::new(minor, entry.amount.currency));
            self.add(say!(texts, "sheet-fee"), entry.fee_minor.map(money).unwrap_or_default());
            self.add(say!(texts, "sheet-net"), entry.net_minor.map(money).unwrap_or_default());
        }
    }

    /// The transactions that it repeats, undoes or completes.
    fn related(&mut self, view: &CaseView) {
        let texts = self.texts;
        let finding = &view.case.finding;
        for related in finding.related_once() {
            let label = match related.what {
                Relation::Original => say!(texts, "sheet-original"),
                Relation::FollowUp => say!(texts, "sheet-follow-up"),
            };
            let line = view.related_sources.iter().find(|line| line.entry.id == related.entry);
            let mut parts = Vec::new();
            for (name, number) in [(say!(texts, "csv-rrn"), &related.rrn), (say!(texts, "csv-stan"), &related.stan)] {
                if !number.is_empty() {
                    parts.push(format!("{name} {number}"));
                }
            }
            if let Some(line) = line {
                parts.extend([amount(texts, line.entry.amount), instant(line.entry.time)]);
            }
            let entries = finding.related.iter().filter(|named| named.is_same_as(related)).map(|named| named.entry);
            let lines = entries.filter_map(|entry| view.related_sources.iter().find(|line| line.entry.id == entry));
            let shown_by: Vec<String> = lines.map(|line| texts.source(line.entry.source)).collect();
            if !shown_by.is_empty() {
                parts.push(say!(texts, "sheet-shown-by", sources = texts.list(&shown_by)));
            }
            self.add(label, texts.list(&parts));
        }
        let names_none = finding.related.is_empty();
        if names_none && finding.subject == Subject::Payment {
            self.add_field(view, say!(texts, "sheet-original"), |entry| &entry.original_rrn);
        }
    }
}

/// What the first source that states it states; the leading entry's own words come first.
fn stated(view: &CaseView, field: Field) -> &str {
    let entries = view.lead().into_iter().chain(view.sources.iter().map(|line| &line.entry));
    entries.map(field).find(|value| !value.is_empty()).unwrap_or_default()
}

/// Whether what is at risk is a difference.
pub(super) const fn is_about_a_difference(kind: FindingKind) -> bool {
    matches!(kind, FindingKind::AmountDiffers | FindingKind::SettlementDiffers)
}

const fn is_about_settlement(kind: FindingKind) -> bool {
    matches!(kind, FindingKind::SettledLate | FindingKind::SettlementDiffers)
}

/// `¥268.00 CNY`, `JPY 1,500`: on the telephone a sign is not enough.
fn amount(texts: &Texts, money: Money) -> String {
    let shown = texts.money(money);
    let code = money.currency.code();
    if shown.contains(code) { shown } else { format!("{shown} {code}") }
}

/// `2026-11-23 20:14:09 (UTC+08:00)`.
fn instant(moment: Moment) -> String {
    moment.format("%Y-%m-%d %H:%M:%S (UTC%:z)").to_string()
}
