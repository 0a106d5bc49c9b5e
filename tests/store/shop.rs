//! A book to try things on, and what goes into it.

use loose_ends::domain::{
    Author, BusinessDay, Case, CaseId, Cause, Channels, Confidence, Coverage, Currency, Decision, Entry, Finding,
    FindingKind, MaskedCard, Moment, Money, MoneyEffect, Note, Outcome, Reason, ReasonCode, RejectedRow, Rejection,
    ReportId, ReportSummary, SkippedRow, Source, Status, TransactionType,
};
use loose_ends::store::{CaseBook, Door, ImportLease, NewReport, StagedReport, StoreError, StoreErrorKind};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A book in a folder that goes away with it.
pub(crate) struct Shop {
    pub(crate) _folder: tempfile::TempDir,
    pub(crate) path: PathBuf,
    pub(crate) book: CaseBook,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let book = CaseBook::open(&path, at("21:40:00")).unwrap();
        Self { _folder: folder, path, book }
    }

    /// The file without any of the program's rules in the way.
    pub(crate) fn raw(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }

    /// The file as somebody has it who does not want the rules in the way.
    pub(crate) fn tamper(&self, sql: &str) {
        let raw = self.raw();
        let triggers: Vec<String> = raw
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;").unwrap();
        for trigger in triggers {
            raw.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        raw.execute_batch(sql).unwrap();
    }

    pub(crate) fn lease(&mut self) -> ImportLease {
        self.book.begin_import(Duration::ZERO).unwrap()
    }

    pub(crate) fn stage(&mut self, lease: &ImportLease, file: &str, entries: Vec<Entry>) -> StagedReport {
        let report = report(file, &entries);
        self.book.stage_report(lease, report, entries, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    pub(crate) fn import(&mut self, file: &str, entries: Vec<Entry>) -> StagedReport {
        let lease = self.lease();
        let staged = self.stage(&lease, file, entries);
        self.change(|door| door.publish(&[staged.id]));
        staged
    }

    pub(crate) fn change<R>(&mut self, work: impl FnOnce(&mut Door<'_>) -> Result<R, StoreError>) -> R {
        self.book.transact(&lin(), work).unwrap()
    }

    pub(crate) fn all_entries(&self) -> Vec<Entry> {
        self.book.entries_between(at("00:00:00"), at("23:59:59")).unwrap()
    }

    pub(crate) fn case(&self, id: CaseId) -> Case {
        self.book.case(id).unwrap().unwrap()
    }
}

pub(crate) fn at(time: &str) -> Moment {
    format!("2026-11-23T{time}+08:00").parse().unwrap()
}

pub(crate) fn lin() -> Author {
    Author { operator: "Lin".to_owned(), at: at("21:40:00") }
}

pub(crate) fn sale(number: u32) -> Entry {
    let amount = Money::new(26_800 + i64::from(number), Currency::CNY);
    let time = at("08:00:00") + chrono::Duration::seconds(i64::from(number % 40_000));
    let mut entry = Entry::new(Source::Terminal, TransactionType::Sale, Status::Approved, amount, time);
    entry.line = number + 2;
    entry.terminal = "T-02".into();
    entry.rrn = format!("{number:012}").into();
    entry
}

pub(crate) fn full_entry() -> Entry {
    let amount = Money::new(-7, "KWD".parse().unwrap());
    let time = "2026-11-23T10:00:01-05:30".parse().unwrap();
    let mut entry = Entry::new(Source::Terminal, TransactionType::Refund, Status::ReversalPending, amount, time);
    entry.line = 87;
    entry.status_text = "冲正中".into();
    entry.response_code = "68".into();
    entry.settled_on = Some("2026-02-28".parse().unwrap());
    entry.fee_minor = Some(-3);
    entry.terminal = "T-02".into();
    entry.merchant = "831".into();
    entry.store = "南京西路".into();
    entry.till = "K1".into();
    entry.payer = "oX-1".into();
    entry.card = MaskedCard::from_report("621661******4417");
    entry.scheme = "unionpay".into();
    entry.rrn = "318420771902".into();
    entry.stan = "004417".into();
    entry.auth = "A1".into();
    entry.batch = "000123".into();
    entry.order = "O-1".into();
    entry.provider_ref = "42000000".into();
    entry.original_rrn = "318420771901".into();
    entry.cashier = "Wang".into();
    entry
}

pub(crate) fn report(file: &str, entries: &[Entry]) -> NewReport {
    let times = || entries.iter().map(|entry| entry.time);
    let coverage = times().min().zip(times().max()).map(|(from, to)| Coverage {
        report: ReportId(0),
        source: Source::Terminal,
        from,
        to,
        terminals: ["T-02".into()].into(),
        shops: std::collections::BTreeSet::default(),
        channels: Channels::NotStated,
        payout: None,
        batches: Vec::new(),
    });
    let summary = ReportSummary {
        file: file.to_owned(),
        format: "generic".to_owned(),
        source: Source::Terminal,
        encoding: "UTF-8".to_owned(),
        rows: entries.len() as u64 + 2,
        accepted: entries.len() as u64,
        duplicates: 0,
        skipped: vec![SkippedRow { line: 3, reason: "fee".to_owned() }],
        rejected: vec![RejectedRow {
            line: 118,
            column: "amount".to_owned(),
            value: "8O.00".to_owned(),
            reason: Rejection::NotAnAmount,
        }],
        from: times().min(),
        to: times().max(),
        settled_on: None,
        terminals: 1,
        statuses: BTreeMap::default(),
        totals: Vec::new(),
        warnings: Vec::new(),
    };
    let mut sha256 = [0; 32];
    sha256[..file.len()].copy_from_slice(file.as_bytes());
    NewReport { summary, coverage, sha256, imported: lin() }
}

pub(crate) fn finding(entries: &[&Entry]) -> Finding {
    Finding {
        kind: FindingKind::ChargedNoSale,
        subject: loose_ends::domain::Subject::Payment,
        also: vec![FindingKind::AmountDiffers],
        confidence: Confidence::Certain,
        cause: Cause::Network,
        amount: Money::new(26_800, Currency::CNY),
        at_risk: Money::new(26_800, Currency::CNY),
        time: at("20:14:09"),
        business_day: BusinessDay::of(at("20:14:09"), 0),
        lead: entries[0].id,
        entries: entries.iter().map(|entry| entry.id).collect(),
        related: Vec::new(),
        reasons: vec![Reason::with(ReasonCode::TerminalUnknown, [("code", "68")])],
        waiting_for: Some((Source::Acquirer, at("23:00:00"))),
        expires_at: None,
        described: None,
    }
}

pub(crate) fn note(text: &str) -> Decision {
    Decision::Noted(Note { text: text.to_owned() })
}

pub(crate) fn closed() -> Decision {
    Decision::Closed(Outcome {
        outcome: "rung-up".to_owned(),
        reason: "sold".to_owned(),
        money_effect: MoneyEffect::None,
        amount: None,
        override_reason: None,
    })
}

/// A shop with one case about one entry, and a note.
pub(crate) fn shop_with_case() -> (Shop, CaseId) {
    let mut shop = Shop::new();
    let staged = shop.import("t02.csv", vec![sale(1), sale(2)]);
    let id = shop.change(|door| door.open_case(&finding(&[&staged.entries[0]]), "evidence"));
    shop.change(|door| door.record(id, &note("called the acquirer")));
    (shop, id)
}

#[track_caller]
pub(crate) fn open_error(path: &Path) -> StoreErrorKind {
    match CaseBook::open(path, at("21:40:00")) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => {
            assert_eq!(error.path, path);
            error.kind
        }
    }
}
