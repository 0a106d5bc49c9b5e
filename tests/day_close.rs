//! The close of a day as it is done from the command line: the summary on paper, and the signature under the day.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod support;

use std::path::Path;
use std::process::Command;
use support::{Answer, Shop, answer};

/// Sales of a small evening: the till's word for each, what the terminal says, whether the acquirer has it.
struct Evening {
    terminal: String,
    acquirer: String,
    till: String,
}

impl Evening {
    fn new() -> Self {
        let terminal = "Terminal ID,Merchant ID,Store,Batch No,Trace No,RRN,Auth Code,Card No,Card Scheme,Transaction Type,\
                        Amount,Currency,Transaction Time,Response Code,Status,Original RRN\n";
        let acquirer =
            "Merchant ID,Terminal ID,Transaction Time,Transaction Type,Amount,Currency,RRN,Trace No,Card No,Status\n";
        let till = "Receipt No,Till,Time,Type,Tender,Amount,Currency,Terminal ID,RRN,Card Last 4\n";
        let mut evening = Self { terminal: terminal.to_owned(), acquirer: acquirer.to_owned(), till: till.to_owned() };
        // Two sales that everybody knows of: from the first to the last minute, every report covers the evening.
        evening.sale(1, "10:00:00", 100, Known::Everywhere);
        evening.sale(9999, "21:40:00", 200, Known::Everywhere);
        evening
    }

    fn sale(&mut self, number: u32, time: &str, cents: u32, known: Known) {
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        let rrn = format!("3184{number:08}");
        let day = "2026-11-23";
        let (code, status) = if known == Known::AcquirerAlone { ("68", "TIMEOUT") } else { ("00", "APPROVED") };
        self.terminal += &format!(
            "T-02,831290054990017,Main,000123,{number:06},{rrn},,621661******{number:04},UnionPay,SALE,{amount},CNY,\
             {day} {time},{code},{status},\n"
        );
        if known != Known::ShopAlone {
            self.acquirer += &format!(
                "831290054990017,T-02,{day} {time},SALE,{amount},CNY,{rrn},{number:06},621661******{number:04},SUCCESS\n"
            );
        }
        if known != Known::AcquirerAlone {
            self.till += &format!("R{number},Till 2,{day} {time},SALE,card,{amount},CNY,T-02,{rrn},{number:04}\n");
        }
    }

    fn import(&self, shop: &Shop) {
        shop.write("terminal.csv", &self.terminal);
        shop.write("acquirer.csv", &self.acquirer);
        shop.write("till.csv", &self.till);
        for (file, source) in [("terminal.csv", "terminal"), ("acquirer.csv", "acquirer"), ("till.csv", "till")] {
            let answer = shop.json(&["import", file, "--as", source]);
            assert_eq!(answer["files"][0]["rejected"].as_array().map(Vec::len), Some(0), "{answer}");
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Everywhere,
    /// Charged, and neither terminal nor till counts it: due today.
    AcquirerAlone,
    /// Sold and not charged.
    ShopAlone,
}

/// An evening with one payment that was charged and not rung up.
fn shop_with_a_due_case() -> Shop {
    let shop = Shop::new();
    let mut evening = Evening::new();
    evening.sale(4417, "20:14:09", 26_800, Known::AcquirerAlone);
    evening.import(&shop);
    shop
}

fn sign(shop: &Shop, now: &str, more: &[&str]) -> Answer {
    shop.run_at(now, &[&["signoff", "--json"], more].concat())
}

fn at(time: &str) -> String {
    format!("2026-11-23T{time}:00+08:00")
}

#[test]
fn a_day_with_a_due_case_is_signed_only_for_a_reason() {
    let shop = shop_with_a_due_case();
    let refused = shop.run(&["signoff"]);
    assert_eq!((refused.status, refused.stderr.lines().count()), (3, 1), "{}", refused.stderr);
    let case = shop.case_of("charged-no-sale");
    assert!(refused.stderr.contains("1 case") && refused.stderr.contains(&format!("#{case}")), "{}", refused.stderr);
    assert_eq!(sign(&shop, &at("22:01"), &["--override", "  "]).status, 3);
    let signed = sign(&shop, &at("22:05"), &["--override", "Handed to the morning shift, card 4111111111111111"]);
    assert_eq!(signed.status, 0, "{}", signed.stderr);
    let signed = signed.json();
    assert_eq!((&signed["number"], &signed["day"]), (&1.into(), &"2026-11-23".into()));
    assert_eq!(signed["history"].as_str().map(str::len), Some(64));
    assert_eq!(signed["totals"]["unfinished"], 1);
    assert_eq!(signed["totals"]["at_risk"][0]["amount"], "268.00");
    // Nothing longer than first six and last four is kept, not even in a reason.
    assert!(signed["override"].as_str().is_some_and(|reason| !reason.contains("4111111111111111")), "{signed}");
}

#[test]
fn a_day_without_any_report_is_signed_only_for_a_reason() {
    let shop = Shop::new();
    let refused = shop.run(&["signoff"]);
    assert_eq!((refused.status, refused.stderr.lines().count()), (3, 1), "{}", refused.stderr);
    assert!(refused.stderr.contains("Terminal journal") && refused.stderr.contains("Till sales"), "{}", refused.stderr);
    assert_eq!(sign(&shop, &at("22:05"), &["--override", "The shop was closed"]).status, 0);
}

#[test]
fn cases_put_off_until_tomorrow_do_not_stand_in_the_way() {
    let shop = shop_with_a_due_case();
    let case = shop.case_of("charged-no-sale");
    let wait = ["wait", &case, "--until", "2026-11-24T09:00", "--reason", "The acquirer answers tomorrow"];
    assert_eq!(shop.run(&wait).status, 0);
    let signed = sign(&shop, &at("22:05"), &[]);
    assert_eq!(signed.status, 0, "{}", signed.stdout);
    assert_eq!(signed.json()["totals"]["waiting"], 1);
    // The next day starts with it, and it is due there: carried over, it stands in the way.
    let tomorrow = sign(&shop, "2026-11-24T22:00:00+08:00", &[]);
    assert_eq!(tomorrow.status, 3, "{}", tomorrow.stdout);
    assert_eq!(sign(&shop, &at("22:10"), &["--day", "2026-11-24"]).status, 3, "the day has not begun");
}

#[test]
fn a_signed_day_is_signed_again_only_when_it_changed() {
    let shop = shop_with_a_due_case();
    let case = shop.case_of("charged-no-sale");
    assert_eq!(sign(&shop, &at("22:05"), &["--override", "Manager decided"]).status, 0);
    let again = sign(&shop, &at("22:06"), &["--override", "once more"]);
    assert_eq!((again.status, again.json()["error"]["kind"].as_str()), (3, Some("refused")));
    assert_eq!(shop.run_at(&at("22:10"), &["note", &case, "The customer called"]).status, 0);

    let summary = shop.run_at(&at("22:11"), &["summary"]).stdout;
    assert!(summary.contains("No. 1 · 2026-11-23 · signed 23 Nov 22:05:00 by cashier 07"), "{summary}");
    assert!(summary.contains("Signed all the same: Manager decided"), "{summary}");
    assert!(summary.contains("Amendments after No. 1: 1 change"), "{summary}");
    assert!(
        summary.contains(&format!("23 Nov 22:10:00 cashier 07 · Case {case}: Note: The customer called")),
        "{summary}"
    );

    let second = sign(&shop, &at("22:12"), &["--override", "Manager decided"]).json();
    assert_eq!(second["number"], 2);
    let summary = shop.json(&["summary", "--day", "2026-11-23"]);
    let changes: Vec<_> =
        summary["signed"].as_array().unwrap().iter().map(|signed| signed["changes"].clone()).collect();
    assert_eq!(changes, [1, 0], "each change stands under the signature that it follows");
    let doctor = shop.json(&["doctor"]);
    assert_eq!(doctor["good"], true, "{doctor}");
}

#[test]
fn a_late_report_and_a_late_outcome_are_amendments() {
    let shop = Shop::new();
    let mut evening = Evening::new();
    evening.sale(31, "12:00:00", 5_990, Known::ShopAlone);
    evening.import(&shop);
    let before = sign(&shop, &at("22:05"), &["--override", "The acquirer is closed"]).json();
    assert_eq!((&before["totals"]["unfinished"], &before["totals"]["closed"]), (&1.into(), &0.into()));
    // The acquirer's second file of the day shows it after all.
    let mut late = Evening::new();
    late.sale(31, "12:00:00", 5_990, Known::Everywhere);
    shop.write("late.csv", &late.acquirer);
    let next_morning = "2026-11-24T09:30:00+08:00";
    let import = shop.run_at(next_morning, &["import", "late.csv", "--as", "acquirer", "--json"]);
    assert_eq!(import.json()["cases"]["closed"], 1, "{}", import.stdout);
    let summary = shop.run_at(next_morning, &["summary", "--day", "2026-11-23"]).stdout;
    assert!(summary.contains("0 unfinished, 0 of these waiting, 1 closed"), "{summary}");
    assert!(summary.contains("When signed: 1 unfinished, 0 of these waiting, 0 closed"), "{summary}");
    assert!(summary.contains("Late report: Acquirer report, late.csv"), "{summary}");
    assert!(summary.contains("Settled by late.csv"), "{summary}");
    let again = sign(&shop, next_morning, &["--day", "2026-11-23"]).json();
    assert_eq!((&again["number"], &again["totals"]["closed"]), (&2.into(), &1.into()));
}

#[test]
fn signatures_are_numbered_across_the_days_of_a_book() {
    let shop = Shop::new();
    Evening::new().import(&shop);
    for (number, day) in ["2026-11-23", "2026-11-24", "2026-11-25"].into_iter().enumerate() {
        // The two days after the reports have none of their own.
        let signed = sign(&shop, &format!("{day}T22:00:00+08:00"), &["--override", "The shop was closed"]);
        assert_eq!(signed.status, 0, "{}", signed.stdout);
        assert_eq!((signed.json()["number"].as_u64(), &signed.json()["day"]), (Some(number as u64 + 1), &day.into()));
    }
    let period = shop.run_at("2026-11-25T22:05:00+08:00", &["summary", "--from", "2026-11-23", "--to", "2026-11-25"]);
    for number in 1..=3 {
        assert!(period.stdout.contains(&format!("No. {number} · 2026-11-2")), "{}", period.stdout);
    }
    let nobody = shop.run_at("2026-11-26T22:00:00+08:00", &["signoff", "--operator", " "]);
    assert_ne!(nobody.status, 0);
}

#[test]
fn a_day_adds_up_by_source_type_and_finding() {
    let shop = shop_with_a_due_case();
    let summary = shop.json(&["summary"]);
    let totals = &summary["totals"];
    let source =
        |name: &str| totals["sources"].as_array().unwrap().iter().find(|total| total["source"] == name).unwrap();
    assert_eq!((&source("till")["rows"], &source("till")["totals"][0]["amount"]), (&2.into(), &"3.00".into()));
    assert_eq!(
        (&source("acquirer")["rows"], &source("acquirer")["totals"][0]["amount"]),
        (&3.into(), &"271.00".into())
    );
    assert_eq!(totals["findings"][0]["finding"], "charged-no-sale");
    assert_eq!(totals["findings"][0]["at_risk"][0], serde_json::json!({ "currency": "CNY", "amount": "268.00" }));
    // The text says the same numbers.
    let text = summary["text"].as_str().unwrap();
    for words in ["¥271.00", "¥3.00", "At risk: ¥268.00", "1 unfinished, 0 of these waiting, 0 closed"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

/// The text of a PDF as another program reads it, page for page.
fn pages(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output();
    let output = output.expect("pdftotext reads the PDF: install poppler-utils");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.split('\u{c}').map(str::to_owned).filter(|page| !page.trim().is_empty()).collect()
}

fn long_evening() -> Shop {
    let shop = Shop::new();
    let mut evening = Evening::new();
    for number in 0..90_u32 {
        let time = format!("{:02}:{:02}:00", 11 + number / 12, number % 12 * 5);
        evening.sale(2000 + number, &time, 1_000 + number * 37, Known::ShopAlone);
    }
    evening.import(&shop);
    shop
}

#[test]
fn the_printed_summary_has_numbered_pages_and_the_same_numbers_as_the_text() {
    let shop = long_evening();
    assert_eq!(shop.run(&["summary", "-o", "summary.pdf"]).status, 0);
    let pages = pages(&shop.path("summary.pdf"));
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("{} / {}", at + 1, pages.len())), "{page}");
    }
    assert!(pages[0].contains("Close of day · Monday 23 November · 2026-11-23"), "{}", pages[0]);
    // The table of the open cases goes on with its headings on each page.
    assert!(pages[..3].iter().all(|page| page.contains("Next step") && page.contains("Amount")));
    let summary = shop.json(&["summary"]);
    let all = pages.join("\n");
    let risk = summary["text"].as_str().unwrap().lines().find(|line| line.starts_with("At risk")).unwrap().to_owned();
    assert!(all.contains(&risk), "{risk}");
    for number in 0..90_u32 {
        let cents = 1_000 + number * 37;
        assert!(all.contains(&format!("¥{}.{:02}", cents / 100, cents % 100)), "sale {number}");
    }
    for words in ["Cashier", "Manager", "Date", "This day is not signed off.", "History: "] {
        assert!(all.contains(words), "{words}");
    }
    assert!(!all.contains("621661"), "the summary shows last digits alone");
}

#[test]
fn the_printed_summary_speaks_chinese() {
    let shop = long_evening();
    let mut command = shop.command();
    command.args(["summary", "-o", "zh.pdf", "--lang", "zh-CN", "--operator", "陈晓", "--now", support::NOW, "--db"]);
    assert_eq!(answer(&command.arg(shop.book()).output().unwrap()).status, 0);
    let pages = pages(&shop.path("zh.pdf"));
    assert!(pages.len() >= 3);
    let first = &pages[0];
    for words in ["日终汇总", "2026-11-23", "由 陈晓 生成", "已销售，未扣款", "涉及金额", "终端流水", "消费"]
    {
        assert!(first.contains(words), "{words}\n{first}");
    }
    let last = pages.last().unwrap();
    for words in ["收银员", "店长", "日期", "历史校验"] {
        assert!(pages.join("").contains(words), "{words}\n{last}");
    }
}

#[test]
fn a_form_that_is_not_known_is_refused_and_leaves_no_file() {
    let shop = shop_with_a_due_case();
    for name in ["summary.html", "summary.escpos", "summary"] {
        let answer = shop.run(&["summary", "-o", name]);
        assert_eq!((answer.status, answer.stderr.lines().count()), (2, 1), "{}", answer.stderr);
        assert!(!shop.path(name).exists());
    }
    assert_eq!(shop.run(&["summary", "--from", "2026-11-24", "--to", "2026-11-23"]).status, 2);
    assert_eq!(shop.run(&["summary", "--from", "2026-11-24"]).status, 2);
    assert_eq!(shop.run(&["summary", "--day", "2026-11-23", "--from", "2026-11-01", "--to", "2026-11-23"]).status, 2);
    assert_eq!(shop.run(&["summary", "-o", "nowhere/summary.pdf"]).status, 3);
}

#[test]
fn the_sample_day_without_a_display_writes_records_and_summary() {
    let shop = Shop::new();
    let output = shop.command().args(["--sample-day", "--lang", "en", "--out", "out"]).output().unwrap();
    let answer = answer(&output);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    for name in ["cases.csv", "summary.pdf"] {
        assert!(answer.stdout.contains(name), "{}", answer.stdout);
        assert!(shop.path("out").join(name).exists());
    }
    assert!(pages(&shop.path("out/summary.pdf"))[0].contains("Monday 23 November"));
}
