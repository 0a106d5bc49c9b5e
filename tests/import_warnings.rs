//! What an import says of reports that leave something open: ends too early, a terminal or a batch that is missing, rows
//! that were known before. And that it says nothing where nothing is open.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use loose_ends::domain::{BusinessDay, FileOutcome, Language};
use loose_ends::services::{Assets, Desk, ImportRequest, ShopClock, import_reports, imports};
use loose_ends::text::Texts;
use std::fmt::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

struct Shop {
    folder: tempfile::TempDir,
    desk: Desk,
}

impl Shop {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-11-24T22:00:00+08:00".parse().unwrap();
        let clock = ShopClock::new(Some(now), Some("Asia/Shanghai".parse().unwrap()));
        let assets = Arc::new(Assets::built_in().unwrap());
        let desk = Desk::open(&folder.path().join("book.sqlite"), assets, clock).unwrap();
        Self { folder, desk }
    }

    /// The warnings of an import of these files, file by file.
    fn import(&mut self, files: &[(&str, String)]) -> Vec<Vec<String>> {
        self.import_or_try(files, false)
    }

    fn import_or_try(&mut self, files: &[(&str, String)], dry_run: bool) -> Vec<Vec<String>> {
        let paths = files.iter().map(|(name, text)| {
            let path = self.folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        });
        let request =
            ImportRequest { files: paths.collect(), source: None, format: None, dry_run, operator: "07".to_owned() };
        let outcome = import_reports(&mut self.desk, &request, &mut |_, _| ControlFlow::Continue(())).unwrap();
        let texts = Texts::new(Language::English);
        let warnings = |file: &FileOutcome| match file {
            FileOutcome::Read(summary) => summary.warnings.iter().map(|warning| texts.warning(warning)).collect(),
            FileOutcome::NotRead { file, problem } => panic!("{file}: {problem:?}"),
        };
        outcome.files.iter().map(warnings).collect()
    }
}

impl Shop {
    /// What the list of imports says of its reports, seen from this day.
    fn listed_warnings(&self, day: &str) -> Vec<String> {
        let day: BusinessDay = day.parse().unwrap();
        let reports = imports(&self.desk, day).unwrap().reports;
        let texts = Texts::new(Language::English);
        reports.iter().flat_map(|report| &report.summary.warnings).map(|warning| texts.warning(warning)).collect()
    }
}

/// Card payments of a terminal at these hours and minutes of a day of November 2026.
fn terminal(number: &str, batch: u32, day: u32, times: &[&str]) -> String {
    let mut text = "Terminal ID,Batch No,Trace No,RRN,Auth Code,Card No,Card Scheme,Transaction Type,Amount,Transaction Time,Response Code,Status\n".to_owned();
    for (at, time) in times.iter().enumerate() {
        let (trace, rrn) = (at + 1, rrn(number, day, time));
        writeln!(
            text,
            "{number},{batch:06},{trace:06},{rrn},467450,622908******9318,UnionPay,SALE,64.30,2026-11-{day} {time}:00,00,APPROVED"
        )
        .unwrap();
    }
    text
}

/// The same payments as the acquirer shows them.
fn acquirer(payments: &[(&str, u32, &[&str])]) -> String {
    let mut text =
        "商户号,终端号,交易类型,交易金额,交易日期,交易时间,卡号,参考号,手续费,结算金额,清算日期,交易状态,卡组织\n"
            .to_owned();
    for (number, day, times) in payments {
        for time in *times {
            let rrn = rrn(number, *day, time);
            writeln!(
                text,
                "831290054990017,{number},消费,64.30,2026-11-{day},{time}:00,622908******9318,{rrn},0.30,64.00,2026-11-{},已结算,银联",
                day + 1
            )
            .unwrap();
        }
    }
    text
}

/// The same payments as the till rang them up.
fn till(payments: &[(&str, u32, &[&str])]) -> String {
    let mut text = "小票号,收银台,收银员,类型,支付方式,金额,销售时间,终端号,参考号,卡号后四位\n".to_owned();
    for (number, day, times) in payments {
        for time in *times {
            let rrn = rrn(number, *day, time);
            writeln!(text, "R{rrn},1号台,08 王磊,销售,银联卡,64.30,2026-11-{day} {time}:20,{number},{rrn},9318")
                .unwrap();
        }
    }
    text
}

fn rrn(number: &str, day: u32, time: &str) -> String {
    format!("3184{}{day}{}", &number[2..], time.replace(':', ""))
}

const DAY: [&str; 4] = ["10:00", "12:30", "18:00", "20:15"];

#[test]
fn a_till_export_that_ends_before_the_others_is_told_with_the_import() {
    let mut shop = Shop::open();
    let files = [
        ("t.csv", terminal("T-01", 131, 23, &DAY)),
        ("acquirer.csv", acquirer(&[("T-01", 23, &DAY)])),
        ("till.csv", till(&[("T-01", 23, &DAY[..3])])),
    ];
    let told = ["23 Nov: The till export ends at 18:00; 1 payment after that is not compared."];
    let expected = [vec![], vec![], told.map(str::to_owned).to_vec()];
    assert_eq!(shop.import_or_try(&files, true), expected, "a trial says the same");
    assert_eq!(shop.import(&files), expected);
    // The rest of the till's day closes the gap; what stood in the first export is told to be known.
    let whole = shop.import(&[("till-late.csv", till(&[("T-01", 23, &DAY)]))]);
    assert_eq!(whole, [["3 of 4 rows were in the case book already; they are not counted twice."]]);
    assert_eq!(shop.listed_warnings("2026-11-23"), whole.concat(), "the list of imports says it as well");
}

#[test]
fn a_terminal_that_others_show_and_that_has_no_report_is_told() {
    let mut shop = Shop::open();
    let days_before = shop.import(&[
        ("t1-22.csv", terminal("T-01", 130, 22, &DAY)),
        ("t2-22.csv", terminal("T-02", 130, 22, &DAY)),
        ("till-22.csv", till(&[("T-01", 22, &DAY), ("T-02", 22, &DAY)])),
        ("acquirer-22.csv", acquirer(&[("T-01", 22, &DAY), ("T-02", 22, &DAY)])),
    ]);
    assert_eq!(days_before.concat(), Vec::<String>::new());
    let missing = "No report of T-02 for 23 Nov.";
    let used = shop.import_or_try(
        &[
            ("t1-23.csv", terminal("T-01", 131, 23, &DAY)),
            ("till-23.csv", till(&[("T-01", 23, &DAY), ("T-02", 23, &DAY)])),
            ("acquirer-23.csv", acquirer(&[("T-01", 23, &DAY), ("T-02", 23, &DAY)])),
        ],
        true,
    );
    assert_eq!(used.concat(), [missing]);
    // Nobody used it: neither the till nor the acquirer shows anything of it.
    let unused = shop.import(&[
        ("t1-23.csv", terminal("T-01", 131, 23, &DAY)),
        ("till-23.csv", till(&[("T-01", 23, &DAY)])),
        ("acquirer-23.csv", acquirer(&[("T-01", 23, &DAY)])),
    ]);
    assert_eq!(unused.concat(), Vec::<String>::new());
    // A day on which the shop was closed has no reports at all, and nothing is missing of it.
    let next = shop.import(&[
        ("t1-25.csv", terminal("T-01", 132, 25, &DAY)),
        ("t2-25.csv", terminal("T-02", 131, 25, &DAY)),
        ("till-25.csv", till(&[("T-01", 25, &DAY), ("T-02", 25, &DAY)])),
        ("acquirer-25.csv", acquirer(&[("T-01", 25, &DAY), ("T-02", 25, &DAY)])),
    ]);
    assert_eq!(next.concat(), Vec::<String>::new());
}

#[test]
fn a_batch_between_two_others_that_no_report_shows_is_told() {
    let mut shop = Shop::open();
    assert_eq!(shop.import(&[("t-22.csv", terminal("T-01", 129, 22, &DAY))]).concat(), Vec::<String>::new());
    let told = shop.import_or_try(&[("t-24.csv", terminal("T-01", 131, 24, &DAY))], true);
    let expected = "Batch 000130 of T-01 is in no report, though the batches before and after it are.";
    assert_eq!(told.concat(), [expected]);
    let whole =
        shop.import(&[("t-24.csv", terminal("T-01", 131, 24, &DAY)), ("t-23.csv", terminal("T-01", 130, 23, &DAY))]);
    assert_eq!(whole.concat(), Vec::<String>::new());
}

#[test]
fn steps_that_a_provider_books_at_night_are_no_payments_outside_the_tills_hours() {
    let mut shop = Shop::open();
    let heading = "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Booking Date,TimeZone,\
                   Main Currency,Main Amount,Record Type,Payment Currency,Received (PC),Authorised (PC),Captured (PC)\n";
    let row = |reference: u32, time: &str, record: &str| {
        format!(
            "Harbour,HarbourPOS,INVENTEDPSP{reference:05},SO-{reference:08},visa,{time},UTC,EUR,18.00,{record},EUR,,,\n"
        )
    };
    let mut acquirer = heading.to_owned();
    for reference in 1..=4 {
        acquirer += &row(reference, &format!("2026-11-23 0{reference}:10:00"), "Received");
        acquirer += &row(reference, &format!("2026-11-23 0{reference}:10:05"), "Authorised");
        acquirer += &row(reference, "2026-11-23 14:30:00", "Settled");
    }
    let mut till = "Order No,Till,Cashier,Type,Tender,Amount,Currency,Sold At,Terminal ID,RRN,Card Last 4\n".to_owned();
    for reference in 1..=4 {
        let hour = reference + 8;
        writeln!(till, "SO-{reference:08},Till 2,08,SALE,Card,18.00,EUR,2026-11-23 {hour:02}:10:20,,,").unwrap();
    }
    let files = [("accounting.csv", acquirer), ("till.csv", till)];
    assert_eq!(shop.import_or_try(&files, true).concat(), Vec::<String>::new());
    // The same where the acquirer's report is in the case book already.
    let [accounting, till] = files;
    assert_eq!(shop.import(&[accounting]).concat(), Vec::<String>::new());
    assert_eq!(shop.import(&[till]).concat(), Vec::<String>::new());
}
