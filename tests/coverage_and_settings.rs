//! What the case book says of a day whose reports are incomplete, and what follows when the shop's settings change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use loose_ends::domain::{
    Acquirer, BusinessDay, CaseState, CaseView, CoverageGap, Language, NamedTerminal, PayoutPromise, Settings, Source,
};
use loose_ends::services::{
    Assets, CaseQuery, Desk, ImportRequest, ShopClock, StateQuery, case_views, day_view, import_reports, imports,
    insights, save_settings, today,
};
use loose_ends::text::Texts;
use std::ops::ControlFlow;
use std::sync::Arc;

const TERMINAL: &str = "\
Terminal ID,Merchant ID,Batch No,Trace No,RRN,Auth Code,Card No,Card Scheme,Transaction Type,Amount,Currency,Transaction Time,Response Code,Status
T-01,831290054990017,000131,002867,318407329241,467450,622908******9318,UnionPay,SALE,64.30,CNY,2026-11-23 10:00:00,00,APPROVED
T-01,831290054990017,000131,002868,318407329242,,,WeChat Pay,SALE,8.00,CNY,2026-11-23 10:30:00,00,APPROVED
T-01,831290054990017,000131,002869,318407329243,467452,622908******1111,UnionPay,SALE,20.00,CNY,2026-11-23 19:00:00,00,APPROVED
T-01,831290054990017,000131,002870,318407329244,467453,622908******2222,UnionPay,SALE,30.00,CNY,2026-11-23 19:04:00,00,APPROVED
T-01,831290054990017,000131,002871,318407329245,467454,622908******2222,UnionPay,SALE,30.00,CNY,2026-11-23 19:06:00,00,APPROVED
";

const TILL: &str = "\
小票号,收银台,收银员,类型,支付方式,金额,销售时间,终端号,参考号,卡号后四位
1-01,1号台,08 王磊,销售,银联卡,64.30,2026-11-23 10:00:30,T-01,318407329241,9318
1-02,1号台,08 王磊,销售,微信支付,8.00,2026-11-23 10:31:00,T-01,318407329242,
1-03,1号台,08 王磊,销售,现金,6.50,2026-11-23 10:32:00,,,
1-04,1号台,08 王磊,销售,微信支付,8O.00,2026-11-23 10:33:00,T-01,,
";

struct Shop {
    folder: tempfile::TempDir,
    desk: Desk,
}

impl Shop {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-11-23T22:00:00+08:00".parse().unwrap();
        let clock = ShopClock::new(Some(now), Some("Asia/Shanghai".parse().unwrap()));
        let desk =
            Desk::open(&folder.path().join("book.sqlite"), Arc::new(Assets::built_in().unwrap()), clock).unwrap();
        Self { folder, desk }
    }

    fn import(&mut self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let request =
            ImportRequest { files: vec![path], source: None, format: None, dry_run: false, operator: "07".to_owned() };
        import_reports(&mut self.desk, &request, &mut |_, _| ControlFlow::Continue(())).unwrap();
    }

    fn today(&self) -> BusinessDay {
        today(&self.desk).unwrap()
    }

    /// What is missing of the day, as the tiles say it.
    fn gaps(&self) -> Vec<CoverageGap> {
        day_view(&self.desk, self.today()).unwrap().0.gaps
    }

    fn sentences(&self) -> Vec<String> {
        let (texts, settings) = (Texts::new(Language::English), self.desk.settings().unwrap());
        let sentence = |gap| texts.gap_of_day(gap, self.today().0, &settings, self.desk.now());
        self.gaps().iter().map(sentence).collect()
    }

    fn cases(&self) -> Vec<CaseView> {
        case_views(&self.desk, &CaseQuery { state: StateQuery::All, ..CaseQuery::default() }).unwrap()
    }
}

#[test]
fn whoever_stands_at_a_till_of_the_sample_shop_can_work_on_its_cases() {
    let read = |name: &str| {
        std::fs::read_to_string(format!("{}/assets/sample-day/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let settings: Settings = toml::from_str(&read("settings.toml")).unwrap();
    let till = read("till.csv");
    let mut tills_and_cashiers: Vec<(&str, &str)> = till
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',').skip(1);
            (cells.next().unwrap(), cells.next().unwrap())
        })
        .collect();
    tills_and_cashiers.sort_unstable();
    tills_and_cashiers.dedup();
    for (_, cashier) in &tills_and_cashiers {
        assert!(settings.operators.iter().any(|operator| operator == cashier), "{cashier}");
    }
    assert!(tills_and_cashiers.iter().any(|(till, _)| *till == settings.till_name), "{}", settings.till_name);
}

#[test]
fn a_day_with_half_of_its_reports_says_what_is_missing() {
    let mut shop = Shop::open();
    shop.import("t.csv", TERMINAL);
    shop.import("till.csv", TILL);
    assert_eq!(
        shop.sentences(),
        [
            "Acquirer report, cards of 23 Nov: expected 24 Nov 09:00.",
            "WeChat Pay bill of 23 Nov: expected 24 Nov 09:00.",
            "The till export ends at 10:32; 3 payments after that are not compared.",
        ]
    );
}

#[test]
fn a_terminal_of_the_settings_is_missed_by_its_name() {
    let mut shop = Shop::open();
    let terminal = NamedTerminal { number: "T-02".to_owned(), name: "Left desk".to_owned() };
    let settings = Settings { terminals: vec![terminal], ..Settings::default() };
    save_settings(&mut shop.desk, &settings, "07").unwrap();
    shop.import("t.csv", TERMINAL);
    assert!(shop.gaps().contains(&CoverageGap::MissingTerminal("T-02".into())));
    assert!(shop.sentences().contains(&"No report of Left desk for 23 Nov.".to_owned()));
}

#[test]
fn a_terminal_that_reported_yesterday_is_missed_today() {
    let mut shop = Shop::open();
    shop.import("t.csv", TERMINAL);
    shop.import("t2.csv", &TERMINAL.replace("T-01", "T-02").replace("2026-11-23", "2026-11-22"));
    assert!(shop.gaps().contains(&CoverageGap::MissingTerminal("T-02".into())));
}

#[test]
fn imports_list_the_latest_first_with_what_could_not_be_used() {
    let mut shop = Shop::open();
    shop.import("t.csv", TERMINAL);
    shop.import("till.csv", TILL);
    let imports = imports(&shop.desk, shop.today()).unwrap();
    let till = &imports.reports[0];
    assert_eq!((till.summary.file.as_str(), till.summary.source), ("till.csv", Source::Till));
    assert_eq!(till.skipped, [("cash".to_owned(), 1)]);
    assert_eq!(till.summary.rejected[0].value, "8O.00");
    assert_eq!(till.format_name(Language::Chinese), "收银流水，任意表格");
    assert_eq!(till.imported.operator, "07");
    assert_eq!(imports.terminals, ["T-01"]);
    let summary = &till.summary;
    let told = summary.accepted + summary.duplicates + summary.skipped.len() as u64 + summary.rejected.len() as u64;
    assert_eq!(summary.rows, told);
}

#[test]
fn settings_come_back_as_they_were_saved() {
    let mut shop = Shop::open();
    let settings = Settings {
        shop_name: "梧桐里便利店".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        cutoff_hour: 4,
        acquirers: vec![Acquirer {
            name: "银联商务".to_owned(),
            answers_for: vec!["831290054990017".to_owned()],
            hotline: "95516".to_owned(),
            hours: "24 h".to_owned(),
            look_up: "portal".to_owned(),
            payout: Some(PayoutPromise::WithinDays(3)),
            fee_rate_bp: Some(38),
        }],
        ..Settings::default()
    };
    assert_eq!(save_settings(&mut shop.desk, &settings, "07").unwrap(), settings);
    assert_eq!(shop.desk.settings().unwrap(), settings);
}

#[test]
fn the_hotline_of_an_older_book_is_an_acquirers() {
    let mut shop = Shop::open();
    let old = Settings { hotline: "95516 · 24 h".to_owned(), ..Settings::default() };
    save_settings(&mut shop.desk, &old, "07").unwrap();
    let settings = shop.desk.settings().unwrap();
    assert_eq!(settings.acquirers[0].hotline_and_hours(), "95516 · 24 h");
    assert_eq!(settings.hotline, "");
}

#[test]
fn cases_are_derived_again_when_the_settings_judge_differently_and_only_then() {
    let mut shop = Shop::open();
    shop.import("t.csv", TERMINAL);
    let lengths = |shop: &Shop| shop.cases().iter().map(|case| case.case.history.len()).collect::<Vec<_>>();
    let (before, history) = (shop.cases(), lengths(&shop));
    let twice = before.iter().filter(|case| case.state != CaseState::Closed).count();
    assert_eq!(twice, 1, "one card was charged twice");
    let renamed = Settings { shop_name: "Shop".to_owned(), ..shop.desk.settings().unwrap() };
    save_settings(&mut shop.desk, &renamed, "07").unwrap();
    assert_eq!(lengths(&shop), history);
    let strict = Settings { double_charge_secs: 60, ..renamed.clone() };
    save_settings(&mut shop.desk, &strict, "07").unwrap();
    let closed = shop.cases();
    assert_eq!(closed[0].state, CaseState::Closed);
    let last = closed[0].case.history.last().unwrap();
    assert_eq!(Texts::new(Language::English).decision(&last.decision), "Settled by the shop’s settings");
}

#[test]
fn insights_count_the_payments_and_the_unfinished_ones_among_them() {
    let mut shop = Shop::open();
    shop.import("t.csv", TERMINAL);
    let seen = insights(&shop.desk, 14).unwrap();
    assert_eq!((seen.days.len(), seen.days_with_reports), (14, 1));
    assert_eq!((seen.payments, seen.unfinished), (5, 1));
    assert_eq!(seen.days.last().unwrap().day, shop.today());
}
