//! A case started by hand at noon, with the customer standing there: the evening's reports find its payment by themselves,
//! and nothing that was written meanwhile is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use serde_json::Value;
use support::Shop;

const NOON: &str = "2026-11-23T12:10:00+08:00";
const EVENING: &str = "2026-11-23T22:00:00+08:00";

const TERMINAL: &str = "\
Terminal ID,Trace No,RRN,Card No,Card Scheme,Transaction Type,Amount,Transaction Time,Response Code,Status
T-02,004416,318412000416,621661******1111,UnionPay,SALE,12.00,2026-11-23 09:00:00,00,APPROVED
T-02,004417,318412000417,621661******4417,UnionPay,SALE,268.00,2026-11-23 12:05:09,68,TIMEOUT
T-02,004418,318412000418,621661******2222,UnionPay,SALE,15.00,2026-11-23 20:00:00,00,APPROVED
";

const ACQUIRER: &str = "\
Terminal,Trace No,Retrieval Ref,Card Number,Brand,Trans Type,Gross Amount,Fee,Transaction Date,Settlement Date,Status
T-02,004416,318412000416,621661******1111,UnionPay,Purchase,12.00,0.05,2026-11-23 09:00:01,2026-11-24,SETTLED
T-02,004417,318412000417,621661******4417,UnionPay,Purchase,268.00,1.34,2026-11-23 12:05:10,2026-11-24,SETTLED
T-02,004418,318412000418,621661******2222,UnionPay,Purchase,15.00,0.08,2026-11-23 20:00:01,2026-11-24,SETTLED
";

const TILL: &str = "\
Receipt No,Till,Cashier,Tender,Amount,Sold At,Terminal ID,RRN
R-1,2,Lin,Card,12.00,2026-11-23 09:00:20,T-02,318412000416
R-9,2,Lin,Card,15.00,2026-11-23 20:00:20,T-02,318412000418
";

const SOLD: &str = "R-5,2,Lin,Card,268.00,2026-11-23 12:06:00,T-02,318412000417\n";

fn start(shop: &Shop, more: &[&str]) -> Value {
    let said = ["start", "--finding", "result-unknown", "--amount", "268.00", "--time", "12:05", "--json"];
    let answer = shop.run_at(NOON, &[&said[..], more].concat());
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    answer.json()
}

fn import(shop: &Shop, files: &[(&str, &str)]) -> Value {
    let paths: Vec<String> = files.iter().map(|(name, text)| shop.write(name, text).display().to_string()).collect();
    let mut arguments = vec!["import", "--json"];
    arguments.extend(paths.iter().map(String::as_str));
    let answer = shop.run_at(EVENING, &arguments);
    assert_eq!(answer.status, 0, "{} {}", answer.stdout, answer.stderr);
    answer.json()
}

fn show(shop: &Shop, id: &Value) -> Value {
    shop.run_at(EVENING, &["show", &id.to_string(), "--json"]).json()
}

fn history(case: &Value) -> Vec<String> {
    case["history"].as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_evenings_reports_find_its_payment() {
    let shop = Shop::new();
    let started = start(&shop, &["--terminal", "T-02", "--card", "4417"]);
    assert_eq!((&started["finding"], &started["amount"]), (&"result-unknown".into(), &"268.00".into()));
    assert_eq!((&started["terminal"], &started["card"]), (&"T-02".into(), &"4417".into()));
    assert!(started["hold_until"].as_str().unwrap().starts_with("2026-11-23T16:05"), "{started}");
    shop.run_at(NOON, &["note", &started["id"].to_string(), "customer left a phone number with the manager"]);

    let imported = import(&shop, &[("t.csv", TERMINAL), ("a.csv", ACQUIRER), ("s.csv", TILL)]);
    assert_eq!(imported["cases"], serde_json::json!({"opened": 0, "updated": 1, "closed": 0, "open": 1}));
    let case = show(&shop, &started["id"]);
    assert_eq!((&case["finding"], &case["rrn"]), (&"charged-no-sale".into(), &"318412000417".into()));
    assert_eq!(case["uid"], started["uid"]);
    assert_eq!(case["notes"].as_array().unwrap().len(), 1);
    assert_eq!(history(&case), ["started-by-hand", "noted", "found-in-report", "finding-changed"]);
    assert_eq!(import(&shop, &[("t2.csv", TERMINAL)])["cases"]["open"], 1);
}

#[test]
fn reports_that_agree_close_it() {
    let shop = Shop::new();
    let started = start(&shop, &[]);
    let approved = TERMINAL.replace("68,TIMEOUT", "00,APPROVED");
    let alone = import(&shop, &[("t.csv", &approved)]);
    assert_eq!(alone["cases"]["open"], 1, "one source alone proves nothing");
    assert_eq!(history(&show(&shop, &started["id"])), ["started-by-hand", "found-in-report"]);
    let sold = format!("{TILL}{SOLD}");
    let all = import(&shop, &[("a.csv", ACQUIRER), ("s.csv", &sold)]);
    assert_eq!(all["cases"], serde_json::json!({"opened": 0, "updated": 0, "closed": 1, "open": 0}));
    assert_eq!(history(&show(&shop, &started["id"])).last().unwrap(), "settled-by-report");
}

#[test]
fn what_no_report_shows_stays_open() {
    let shop = Shop::new();
    let started = start(&shop, &["--card", "9999"]);
    let imported = import(&shop, &[("t.csv", TERMINAL), ("a.csv", ACQUIRER), ("s.csv", TILL)]);
    assert_eq!(imported["cases"]["open"], 2, "the reports show another card");
    assert_eq!(show(&shop, &started["id"])["state"], "open");
}

#[test]
fn a_payment_that_the_reports_show_already_has_its_case() {
    let shop = Shop::new();
    import(&shop, &[("t.csv", TERMINAL), ("a.csv", ACQUIRER), ("s.csv", TILL)]);
    let reported = shop.case_of("charged-no-sale");
    let answer = shop.run_at(
        EVENING,
        &["start", "--finding", "charged-no-sale", "--amount", "268", "--time", "12:05", "--card", "4417", "--json"],
    );
    assert_eq!(answer.json()["id"].to_string(), reported, "{}", answer.stderr);
    assert_eq!(shop.json(&["cases"]).as_array().unwrap().len(), 1);
}

#[test]
fn what_cannot_be_started_is_refused_in_one_sentence() {
    let shop = Shop::new();
    for (wrong, says) in [
        (["--finding", "settled-late", "--amount", "1.00", "--time", "12:00"], "needs a report"),
        (["--finding", "result-unknown", "--amount", "0", "--time", "12:00"], "amount"),
        (["--finding", "result-unknown", "--amount", "1.00", "--time", "2026-11-23 23:30"], "still to come"),
        (["--finding", "result-unknown", "--amount", "1O", "--time", "12:00"], "1O"),
    ] {
        let answer = shop.run_at(NOON, &[&["start"], &wrong[..]].concat());
        assert!(answer.status >= 2 && answer.stderr.contains(says), "{wrong:?}: {}", answer.stderr);
        assert!(!answer.stderr.trim().contains('\n'), "{}", answer.stderr);
    }
    assert!(shop.json(&["cases"]).as_array().unwrap().is_empty());
}

#[test]
fn a_card_number_typed_in_full_is_cut() {
    let shop = Shop::new();
    let started = start(&shop, &["--card", "6216610100004417", "--order", "4111111111111111"]);
    assert_eq!(started["card"], "621661******4417");
    let book = std::fs::read(shop.book()).unwrap();
    let wal = std::fs::read(shop.path("book.sqlite-wal")).unwrap_or_default();
    for number in ["6216610100004417", "4111111111111111"] {
        assert!(![&book, &wal].iter().any(|bytes| bytes.windows(16).any(|run| run == number.as_bytes())), "{number}");
    }
}
