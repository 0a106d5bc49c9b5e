//! Hand-made days for the unit tests: one payment of 268.00 that the test changes where it matters.

use super::{Facts, Knowledge, find_unfinished};
use crate::domain::{
    Channels, CodeBook, Coverage, Currency, Entry, EntryId, Finding, FindingKind, MaskedCard, Money, ReportId,
    Settings, Source, Status, TradeRules, TransactionType,
};
use std::sync::LazyLock;

pub(super) const NOON: &str = "2026-11-23T12:00:00+08:00";

/// The codes that the tests use, and the customs of the trade as they stand in the file.
pub(super) fn knowledge() -> Knowledge<'static> {
    static KNOWN: LazyLock<(CodeBook, TradeRules)> = LazyLock::new(|| {
        let trade = toml::from_str(include_str!("../../assets/trade-rules.toml")).unwrap();
        (codes(), trade)
    });
    Knowledge { codes: &KNOWN.0, trade: &KNOWN.1 }
}

fn codes() -> CodeBook {
    CodeBook::parse(
        "system,code,class,cause,en,zh\n\
         unionpay-f39,00,approved,none,,\n\
         unionpay-f39,A2,approved-check,none,,\n\
         unionpay-f39,51,declined-customer,balance,,\n\
         unionpay-f39,68,uncertain-must-query,issuer,,\n\
         unionpay-f39,98,uncertain-must-query,issuer,,\n",
    )
    .unwrap()
}

/// A row to be changed until it says what the test is about.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) entry: Entry,
}

fn row(source: Source, status: Status) -> Row {
    let amount = Money::new(26_800, Currency::CNY);
    let mut entry = Entry::new(source, TransactionType::Sale, status, amount, NOON.parse().unwrap());
    entry.terminal = "T-02".into();
    entry.rrn = "318420771902".into();
    entry.stan = "004417".into();
    entry.card = MaskedCard::from_report("621661******4417");
    entry.scheme = "unionpay".into();
    Row { entry }
}

/// The terminal approved it.
pub(super) fn terminal() -> Row {
    row(Source::Terminal, Status::Approved)
}

/// The acquirer settled it.
pub(super) fn acquirer() -> Row {
    row(Source::Acquirer, Status::Settled)
}

/// The till sold it.
pub(super) fn till() -> Row {
    row(Source::Till, Status::NotStated)
}

impl Row {
    fn change(mut self, change: impl FnOnce(&mut Entry)) -> Self {
        change(&mut self.entry);
        self
    }
    pub(super) fn kind(self, kind: TransactionType) -> Self {
        self.change(|entry| entry.kind = kind)
    }
    pub(super) fn status(self, status: Status) -> Self {
        self.change(|entry| entry.status = status)
    }
    pub(super) fn code(self, code: &str) -> Self {
        self.change(|entry| entry.response_code = code.into())
    }
    pub(super) fn amount(self, minor: i64) -> Self {
        self.change(|entry| entry.amount.minor = minor)
    }
    pub(super) fn currency(self, code: &str) -> Self {
        self.change(|entry| entry.amount.currency = code.parse().unwrap())
    }
    pub(super) fn at(self, time: &str) -> Self {
        self.change(|entry| entry.time = time.parse().unwrap())
    }
    pub(super) fn terminal(self, terminal: &str) -> Self {
        self.change(|entry| entry.terminal = terminal.into())
    }
    pub(super) fn shop(self, merchant: &str, store: &str) -> Self {
        self.change(|entry| {
            entry.merchant = merchant.into();
            entry.store = store.into();
        })
    }
    pub(super) fn card(self, card: &str) -> Self {
        self.change(|entry| entry.card = MaskedCard::from_report(card))
    }
    pub(super) fn no_card(self) -> Self {
        self.card("")
    }
    pub(super) fn scheme(self, scheme: &str) -> Self {
        self.change(|entry| entry.scheme = scheme.into())
    }
    pub(super) fn rrn(self, rrn: &str) -> Self {
        self.change(|entry| entry.rrn = rrn.into())
    }
    pub(super) fn stan(self, stan: &str) -> Self {
        self.change(|entry| entry.stan = stan.into())
    }
    pub(super) fn batch(self, batch: &str) -> Self {
        self.change(|entry| entry.batch = batch.into())
    }
    pub(super) fn auth(self, auth: &str) -> Self {
        self.change(|entry| entry.auth = auth.into())
    }
    pub(super) fn order(self, order: &str) -> Self {
        self.change(|entry| entry.order = order.into())
    }
    pub(super) fn provider(self, reference: &str) -> Self {
        self.change(|entry| entry.provider_ref = reference.into())
    }
    pub(super) fn settled(self, day: &str) -> Self {
        self.change(|entry| entry.settled_on = Some(day.parse().unwrap()))
    }
    pub(super) fn paid_out(self, fee: i64, net: i64) -> Self {
        self.change(|entry| (entry.fee_minor, entry.net_minor) = (Some(fee), Some(net)))
    }
    pub(super) fn original(self, rrn: &str) -> Self {
        self.change(|entry| entry.original_rrn = rrn.into())
    }
    /// No reference number, only amount, card and time.
    pub(super) fn bare(self) -> Self {
        self.rrn("").stan("")
    }
}

/// A day of reports. The sources that have a row cover nothing beyond it until they are told to.
pub(super) struct Day {
    pub(super) entries: Vec<Entry>,
    pub(super) coverage: Vec<Coverage>,
    pub(super) settings: Settings,
}

impl Day {
    /// Rows, numbered from one in the order given.
    pub(super) fn with(rows: impl IntoIterator<Item = Row>) -> Self {
        let numbered = (1..).zip(rows).map(|(number, row)| Entry { id: EntryId(number), ..row.entry });
        Self { entries: numbered.collect(), coverage: Vec::new(), settings: Settings::default() }
    }

    /// Reports of these sources cover the whole day, everywhere.
    pub(super) fn covered_by(mut self, sources: impl IntoIterator<Item = Source>) -> Self {
        self.coverage.extend(sources.into_iter().map(|source| Coverage {
            report: ReportId(1),
            source,
            from: "2026-11-23T00:00:00+08:00".parse().unwrap(),
            to: "2026-11-23T23:59:59+08:00".parse().unwrap(),
            terminals: Default::default(),
            shops: Default::default(),
            channels: Channels::NotStated,
            payout: None,
            batches: Vec::new(),
        }));
        self
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let facts = Facts { entries: self.entries.iter().collect(), coverage: &self.coverage };
        find_unfinished(&facts, knowledge(), &self.settings)
    }

    pub(super) fn kinds(&self) -> Vec<FindingKind> {
        self.findings().into_iter().map(|finding| finding.kind).collect()
    }

    /// The one finding of the day.
    pub(super) fn only(&self) -> Finding {
        let mut findings = self.findings();
        assert_eq!(findings.len(), 1, "{findings:#?}");
        findings.remove(0)
    }
}
