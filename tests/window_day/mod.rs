//! A day made by hand: what the window is shown with when no worker stands behind it.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]
#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod desk;

use loose_ends::app::{DayData, State};
use loose_ends::domain::{
    Author, BusinessDay, Case, CaseCounts, CaseId, CaseState, CaseView, CaseWork, Cause, Confidence, Currency, DayView,
    Decision, Entry, EntryId, FileOutcome, FileProblem, Finding, FindingKind, ImportOutcome, Language, MaskedCard,
    Moment, Money, Playbook, Reason, ReasonCode, Recorded, RejectedRow, Rejection, ReportSummary, Settings, Source,
    SourceLine, SourceTile, Status, Step, TransactionType,
};

pub(crate) fn at(time: &str) -> Moment {
    format!("2026-11-23T{time}+08:00").parse().unwrap()
}

pub(crate) fn now() -> Moment {
    at("21:42:08")
}

pub(crate) fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::CNY)
}

pub(crate) fn playbooks() -> Vec<Playbook> {
    FindingKind::ALL
        .iter()
        .map(|kind| {
            let path = format!("{}/assets/playbooks/{kind}.toml", env!("CARGO_MANIFEST_DIR"));
            toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
        })
        .collect()
}

pub(crate) fn settings() -> Settings {
    Settings {
        till_name: "Till 2".to_owned(),
        operators: vec!["cashier 07".to_owned(), "cashier 11".to_owned()],
        hotline: "95516 · 24 h".to_owned(),
        ..Settings::default()
    }
    .with_acquirers_named()
}

pub(crate) fn state(language: Language) -> State {
    State::new(playbooks(), settings(), language, now())
}

/// What one source says: whose, how it stands, its code, how much, when.
type Said<'a> = (Source, Status, &'a str, i64, &'a str);

/// One case: number, kind, scheme, card, terminal, what the sources say, and since when which day it belongs to.
pub(crate) fn case(
    id: i64,
    kind: FindingKind,
    scheme: &str,
    card: &str,
    terminal: &str,
    said: &[Said<'_>],
) -> CaseView {
    let sources: Vec<SourceLine> = said
        .iter()
        .enumerate()
        .map(|(place, (source, status, code, minor, time))| {
            let mut entry = Entry::new(*source, TransactionType::Sale, *status, cny(*minor), at(time));
            entry.id = EntryId(id * 10 + i64::try_from(place).unwrap());
            entry.line = 87;
            entry.scheme = scheme.into();
            entry.card = MaskedCard::from_report(card);
            entry.terminal = terminal.into();
            entry.merchant = "831290058120012".into();
            entry.rrn = format!("318420 77190{id}").into();
            entry.response_code = (*code).into();
            SourceLine { entry, file: format!("{source}.csv") }
        })
        .collect();
    let lead = &sources[0].entry;
    let finding = Finding {
        kind,
        subject: loose_ends::domain::Subject::Payment,
        also: Vec::new(),
        confidence: Confidence::Certain,
        cause: Cause::Network,
        amount: lead.amount,
        at_risk: lead.amount,
        time: lead.time,
        business_day: BusinessDay::of(lead.time, 0),
        lead: lead.id,
        entries: sources.iter().map(|line| line.entry.id).collect(),
        related: Vec::new(),
        reasons: reasons(kind),
        waiting_for: None,
        expires_at: None,
        described: None,
    };
    let opened = Decision::Opened { finding: kind };
    view_of(id, finding, sources, vec![("system", "21:40:00", opened)])
}

fn reasons(kind: FindingKind) -> Vec<Reason> {
    match kind {
        FindingKind::ChargedNoSale => vec![
            Reason::with(ReasonCode::AcquirerHasItTerminalUnknown, [("status", "settled"), ("code", "68")]),
            Reason::plain(ReasonCode::TillHasNoSale),
        ],
        FindingKind::SaleNotCharged => vec![Reason::plain(ReasonCode::AcquirerHasNothing)],
        FindingKind::ResultUnknown => vec![
            Reason::with(ReasonCode::TerminalUnknown, [("code", "98")]),
            Reason::with(ReasonCode::NotCoveredYet, [("source", "acquirer")]),
        ],
        FindingKind::AmountDiffers => vec![Reason::with(
            ReasonCode::AmountsDiffer,
            [("left", "terminal"), ("left_amount", "129.00"), ("right", "till"), ("right_amount", "192.00")],
        )],
        FindingKind::ChargedTwice => vec![Reason::with(ReasonCode::SameCardSameAmount, [("seconds", "47")])],
        _ => Vec::new(),
    }
}

pub(crate) fn view_of(
    id: i64,
    finding: Finding,
    sources: Vec<SourceLine>,
    decisions: Vec<(&str, &str, Decision)>,
) -> CaseView {
    let history: Vec<Recorded> = decisions
        .into_iter()
        .enumerate()
        .map(|(seq, (operator, time, decision))| Recorded {
            seq: i64::try_from(seq).unwrap() + 1,
            author: Author { operator: operator.to_owned(), at: at(time) },
            decision,
        })
        .collect();
    let work = CaseWork::from_history(&history);
    let kind = finding.kind;
    let case = Case { id: CaseId(id), uid: format!("uid-{id}"), finding, work, history };
    let playbook = playbooks().into_iter().find(|playbook| playbook.finding == kind).unwrap();
    CaseView::new(case, sources, &playbook, &settings(), now())
}

/// The same case after more decisions, as the worker would send it back.
pub(crate) fn after(view: &CaseView, operator: &str, decisions: &[Decision]) -> CaseView {
    let mut history: Vec<(String, Moment, Decision)> = view
        .case
        .history
        .iter()
        .map(|recorded| (recorded.author.operator.clone(), recorded.author.at, recorded.decision.clone()))
        .collect();
    history.extend(decisions.iter().map(|decision| (operator.to_owned(), now(), decision.clone())));
    let history: Vec<Recorded> = history
        .into_iter()
        .enumerate()
        .map(|(seq, (operator, at, decision))| Recorded {
            seq: i64::try_from(seq).unwrap() + 1,
            author: Author { operator, at },
            decision,
        })
        .collect();
    let work = CaseWork::from_history(&history);
    let case = Case { work, history, ..view.case.clone() };
    let playbook = playbooks().into_iter().find(|playbook| playbook.finding == case.finding.kind).unwrap();
    CaseView::new(case, view.sources.clone(), &playbook, &settings(), now())
}

/// The case of the picture: charged, no sale; details verified, the acquirer to be called.
pub(crate) fn charged_no_sale() -> CaseView {
    use Source::{Acquirer, Terminal};
    let view = case(
        1,
        FindingKind::ChargedNoSale,
        "unionpay",
        "621661******4417",
        "T-02",
        &[(Terminal, Status::Unknown, "68", 26_800, "20:14:09"), (Acquirer, Status::Settled, "00", 26_800, "20:14:11")],
    );
    let done = |time: &'static str, decision| ("cashier 07", time, decision);
    let checks = ["compare-sources", "reprint-slip", "find-till-sale"].map(str::to_owned).to_vec();
    view_of(
        1,
        view.case.finding,
        view.sources,
        vec![
            ("system", "20:20:00", Decision::Opened { finding: FindingKind::ChargedNoSale }),
            done("20:30:00", Decision::Checked { step: Step::VerifyDetails, checks }),
            done("20:31:00", Decision::StepDone { step: Step::VerifyDetails }),
            done(
                "20:33:00",
                Decision::Checked { step: Step::ContactAcquirer, checks: vec!["copy-call-sheet".to_owned()] },
            ),
        ],
    )
}

/// The cases of the picture, as far as their kinds are known here, one of them carried over from the day before.
fn cases() -> Vec<CaseView> {
    use FindingKind::{AmountDiffers, ChargedTwice, ResultUnknown, SaleNotCharged};
    use Source::{Acquirer, Terminal, Till};
    let ok = Status::Approved;
    let settled = Status::Settled;
    let recorded = Status::NotStated;
    let mut cases = vec![charged_no_sale()];
    cases.push(case(2, ResultUnknown, "wechat", "", "T-01", &[(Terminal, Status::Unknown, "98", 8_800, "19:52:30")]));
    cases.push(case(
        3,
        ChargedTwice,
        "visa",
        "453212******1881",
        "T-02",
        &[
            (Terminal, ok, "00", 41_550, "19:31:47"),
            (Terminal, ok, "00", 41_550, "19:31:00"),
            (Acquirer, settled, "00", 41_550, "19:31:48"),
            (Acquirer, settled, "00", 41_550, "19:31:01"),
            (Till, recorded, "", 41_550, "19:31:00"),
        ],
    ));
    cases.push(case(
        4,
        SaleNotCharged,
        "unionpay",
        "621661******3318",
        "T-01",
        &[(Till, recorded, "", 3_600, "18:47:12"), (Terminal, ok, "00", 3_600, "18:47:10")],
    ));
    cases.push(case(
        5,
        AmountDiffers,
        "unionpay",
        "621661******0092",
        "T-02",
        &[
            (Terminal, ok, "00", 12_900, "17:20:05"),
            (Acquirer, settled, "00", 12_900, "17:20:06"),
            (Till, recorded, "", 19_200, "17:20:01"),
        ],
    ));
    let mut waiting = case(
        6,
        ResultUnknown,
        "mastercard",
        "550000******7350",
        "T-01",
        &[(Terminal, Status::Pending, "", 30_000, "15:03:00")],
    );
    waiting.case.finding.waiting_for = Some((Acquirer, "2026-11-24T09:00:00+08:00".parse().unwrap()));
    waiting.due = "2026-11-24T09:00:00+08:00".parse().unwrap();
    waiting.state = CaseState::Waiting;
    cases.push(waiting);
    let mut carried_over =
        case(7, SaleNotCharged, "unionpay", "621661******5520", "T-02", &[(Terminal, ok, "00", 4_800, "12:41:00")]);
    carried_over.case.finding.business_day = "2026-11-22".parse().unwrap();
    cases.push(carried_over);
    cases
}

pub(crate) fn day() -> DayData {
    use Source::{Acquirer, Terminal, Till};
    let tile = |source, rows, terminals, to: &str| SourceTile {
        source,
        rows,
        rejected: 0,
        terminals,
        to: Some(at(to)),
        settled_on: None,
    };
    let acquirer = SourceTile { settled_on: Some("2026-11-24".parse().unwrap()), ..tile(Acquirer, 409, 0, "21:38:00") };
    DayData {
        day: DayView {
            day: "2026-11-23".parse().unwrap(),
            tiles: vec![tile(Terminal, 412, 2, "21:38:00"), acquirer, tile(Till, 288, 0, "21:40:00")],
            gaps: Vec::new(),
            unfinished: 7,
            waiting: 1,
            closed: 3,
            at_risk: vec![cny(128_450)],
        },
        cases: cases(),
    }
}

/// What an import of four files gave: one clean, one with bad rows, one known already, one that is no report.
pub(crate) fn outcome() -> ImportOutcome {
    let read = |file: &str, source, accepted, duplicates, rejected: Vec<RejectedRow>| {
        FileOutcome::Read(ReportSummary {
            file: file.to_owned(),
            format: "known-headings".to_owned(),
            source,
            encoding: "UTF-8".to_owned(),
            rows: accepted + duplicates + rejected.len() as u64,
            accepted,
            duplicates,
            skipped: Vec::new(),
            rejected,
            from: Some(at("08:00:00")),
            to: Some(at("21:38:00")),
            settled_on: None,
            terminals: 2,
            statuses: std::collections::BTreeMap::new(),
            totals: Vec::new(),
            warnings: Vec::new(),
        })
    };
    let bad = |line, value: &str| RejectedRow {
        line,
        column: "金额".to_owned(),
        value: value.to_owned(),
        reason: Rejection::NotAnAmount,
    };
    let problem = FileProblem::NotRecognised {
        columns: vec!["姓名".to_owned(), "电话".to_owned()],
        missing: vec!["amount".to_owned()],
    };
    ImportOutcome {
        files: vec![
            read("t02.csv", Source::Terminal, 206, 0, Vec::new()),
            read(
                "acquirer.csv",
                Source::Acquirer,
                405,
                0,
                ["8O.00", "1e9", "--5", "?"].map(|value| bad(118, value)).to_vec(),
            ),
            read("till.csv", Source::Till, 0, 288, Vec::new()),
            FileOutcome::NotRead { file: "staff.csv".to_owned(), problem },
        ],
        cases: CaseCounts { opened: 3, updated: 1, closed: 0, open: 7 },
    }
}

/// Fourteen payments of one terminal within the three quarters of an hour in which its line was down, numbered from 101.
pub(crate) fn broken_line() -> Vec<CaseView> {
    (0..14)
        .map(|place| {
            let minute = 10 + place * 3 + place / 3;
            let time = format!("18:{minute:02}:20");
            let said = [(Source::Terminal, Status::Unknown, "98", 10_000 + place * 100, time.as_str())];
            case(101 + place, FindingKind::ResultUnknown, "unionpay", "621661******7701", "T-02", &said)
        })
        .collect()
}

/// The day with a line that was down, three faults of a terminal, and cases of every kind: forty altogether.
pub(crate) fn busy_day() -> DayData {
    let mut data = day();
    data.cases.extend(broken_line());
    for place in 0..3 {
        let time = format!("11:0{}:00", place * 2);
        let said = [(Source::Terminal, Status::Unknown, "96", 5_000, time.as_str())];
        let mut fault = case(121 + place, FindingKind::ResultUnknown, "visa", "453212******1881", "T-01", &said);
        fault.case.finding.cause = Cause::Terminal;
        data.cases.push(fault);
    }
    for (place, kind) in (0..16).zip(FindingKind::ALL.iter().cycle()) {
        let time = format!("10:{:02}:00", 10 + place);
        let said = [(Source::Terminal, Status::Approved, "00", 2_000 + place, time.as_str())];
        let mut single = case(131 + place, *kind, "alipay", "", "T-01", &said);
        single.case.finding.cause = Cause::Till;
        data.cases.push(single);
    }
    data.day.unfinished = 40;
    data
}

/// A case with this number as it was closed yesterday by the second cashier.
pub(crate) fn closed_yesterday(id: i64) -> CaseView {
    let said = [(Source::Terminal, Status::Approved, "00", 7_700, "09:30:00")];
    let mut view = case(id, FindingKind::SaleNotCharged, "unionpay", "621661******2468", "T-02", &said);
    view.case.finding.business_day = "2026-11-22".parse().unwrap();
    let outcome = loose_ends::domain::Outcome {
        outcome: "written-off".to_owned(),
        reason: "slip lost in the move".to_owned(),
        money_effect: loose_ends::domain::MoneyEffect::Loss,
        amount: Some(cny(7_700)),
        override_reason: Some("the manager decided".to_owned()),
    };
    after(&view, "cashier 11", &[Decision::Closed(outcome)])
}
