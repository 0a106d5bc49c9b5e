//! The command line is a contract: names, fields, exit statuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use loose_ends::domain::FindingKind;
use serde_json::Value;
use support::{Shop, answer};

fn finding_kinds(cases: &Value) -> Vec<String> {
    let mut kinds: Vec<String> =
        cases.as_array().unwrap().iter().map(|case| case["finding"].as_str().unwrap().to_owned()).collect();
    kinds.sort();
    kinds
}

/// Cases as `sample-day-expected.csv` lists them.
fn listed(cases: &Value) -> String {
    const COLUMNS: [&str; 7] = ["finding", "terminal", "amount", "at_risk", "time", "card", "state"];
    let row = |case: &Value| COLUMNS.map(|column| case[column].as_str().unwrap_or_default()).join(",") + "\n";
    COLUMNS.join(",") + "\n" + &cases.as_array().unwrap().iter().map(row).collect::<String>()
}

#[test]
fn the_sample_day_has_one_case_of_each_kind() {
    let shop = Shop::new();
    let imported = shop.import_sample_day();
    for file in imported["files"].as_array().unwrap() {
        assert_eq!(file["rejected"].as_array().unwrap().len(), 0, "{file}");
        let sum = ["accepted", "duplicates"].iter().map(|name| file[name].as_u64().unwrap()).sum::<u64>()
            + file["skipped"].as_array().unwrap().len() as u64;
        assert_eq!(file["rows"].as_u64().unwrap(), sum);
    }
    let cases = shop.json(&["cases"]);
    let mut expected: Vec<&str> = FindingKind::ALL.iter().map(|kind| kind.as_str()).collect();
    expected.sort_unstable();
    let mut kinds = finding_kinds(&cases);
    kinds.dedup();
    assert_eq!(kinds, expected);
    assert_eq!(listed(&cases), include_str!("sample-day-expected.csv"));
    assert_eq!(imported["cases"]["opened"], 19);
    assert_eq!(imported["cases"]["open"], 19);
}

#[test]
fn the_same_files_again_change_nothing() {
    let shop = Shop::new();
    shop.import_sample_day();
    let before = shop.json(&["cases", "--state", "all"]);
    let again = shop.import_sample_day();
    for file in again["files"].as_array().unwrap() {
        assert_eq!(file["accepted"], 0);
        assert!(file["duplicates"].as_u64().unwrap() > 100);
    }
    assert_eq!(again["cases"], serde_json::json!({ "opened": 0, "updated": 0, "closed": 0, "open": 19 }));
    assert_eq!(shop.json(&["cases", "--state", "all"]), before);
}

#[test]
fn a_dry_run_answers_the_same_and_stores_nothing() {
    let shop = Shop::new();
    let folder = support::sample_day();
    let paths: Vec<String> = ["terminal.csv", "acquirer.csv", "till.csv"]
        .iter()
        .map(|name| folder.join(name).display().to_string())
        .collect();
    let mut arguments = vec!["import"];
    arguments.extend(paths.iter().map(String::as_str));
    let dry = shop.json(&[arguments.as_slice(), &["--dry-run"]].concat());
    assert_eq!(shop.json(&["cases", "--state", "all"]), serde_json::json!([]));
    let real = shop.json(&arguments);
    assert_eq!(dry, real);
}

#[test]
fn a_case_carries_the_fields_of_the_contract() {
    let shop = Shop::new();
    shop.import_sample_day();
    let cases = shop.json(&["cases", "--finding", "charged-no-sale"]);
    let case = &cases[0];
    for (field, value) in [
        ("amount", "268.00"),
        ("currency", "CNY"),
        ("at_risk", "268.00"),
        ("terminal", "T-02"),
        ("type", "sale"),
        ("card", "621661******4417"),
        ("scheme", "unionpay"),
        ("rrn", "318420771902"),
        ("stan", "004417"),
        ("confidence", "certain"),
        ("state", "open"),
        ("step", "verify-details"),
        ("cause", "network"),
        ("time", "2026-11-23T20:14:09+08:00"),
        ("suggested", "ring-up-without-charging"),
    ] {
        assert_eq!(case[field], value, "{field}");
    }
    let sources = case["sources"].as_array().unwrap();
    let statuses: Vec<_> =
        sources.iter().map(|source| (source["source"].as_str(), source["status"].as_str())).collect();
    assert_eq!(statuses, [(Some("terminal"), Some("unknown")), (Some("acquirer"), Some("settled"))]);
    for field in [
        "uid",
        "also",
        "due",
        "hold_until",
        "related",
        "reasons",
        "merchant",
        "store",
        "payer",
        "auth",
        "batch",
        "order",
    ] {
        assert!(case.get(field).is_some(), "{field}");
    }
}

#[test]
fn a_related_payment_is_named_once_however_many_sources_have_it() {
    let shop = Shop::new();
    shop.import_sample_day();
    let case = shop.json(&["show", &shop.case_of("charged-twice")]);
    let related = case["related"].as_array().unwrap();
    assert_eq!(related.len(), 1, "{related:?}");
    assert_eq!(related[0]["what"], "original");
}

#[test]
fn a_case_is_worked_from_the_first_check_to_its_outcome_and_back() {
    let shop = Shop::new();
    shop.import_sample_day();
    let id = shop.case_of("charged-no-sale");
    let show = shop.json(&["show", &id]);
    assert_eq!(shop.run(&["close", &id, "--outcome", "sale-rung-up", "--reason", "done"]).status, 3);
    for step in ["verify-details", "contact-acquirer"] {
        if step == "contact-acquirer" {
            shop.json(&[
                "contact",
                &id,
                "--channel",
                "phone",
                "--said",
                "captured, settles tomorrow",
                "--person",
                "Li",
                "--ref",
                "A17",
            ]);
        }
        let checks =
            show["checklist"].as_array().unwrap().iter().find(|entry| entry["step"] == step).unwrap()["checks"].clone();
        let mut arguments = vec!["step".to_owned(), id.clone(), step.to_owned()];
        for check in checks.as_array().unwrap() {
            arguments.extend(["--check".to_owned(), check["id"].as_str().unwrap().to_owned()]);
        }
        arguments.push("--done".to_owned());
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        shop.json(&arguments);
    }
    let action = show["suggested"].as_str().unwrap().to_owned();
    let rules =
        show["playbook"]["actions"].as_array().unwrap().iter().find(|known| known["id"] == action.as_str()).unwrap();
    let mut arguments = vec!["action".to_owned(), id.clone(), action];
    for rule in rules["acknowledge"].as_array().unwrap() {
        arguments.extend(["--acknowledge".to_owned(), rule.as_str().unwrap().to_owned()]);
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    shop.json(&arguments);
    let outcome = rules["outcomes"][0].as_str().unwrap();
    let closed = shop.json(&["close", &id, "--outcome", outcome, "--reason", "acquirer confirmed"]);
    assert_eq!(closed["state"], "closed");
    assert_eq!(closed["outcome"]["operator"], "cashier 07");
    assert_eq!(shop.run(&["action", &id, "anything"]).status, 3);
    let reopened = shop.json(&["reopen", &id, "--reason", "customer came back"]);
    assert_eq!(reopened["state"], "open");
    assert_eq!(reopened["contacts"][0]["ref"].as_str().or(reopened["contacts"][0]["reference"].as_str()), Some("A17"));
    let history = reopened["history"].as_array().unwrap();
    assert!(history.iter().all(|line| line["operator"] == "cashier 07" && line["time"].is_string()));
    let changes: Vec<(&str, &str)> =
        history.iter().filter_map(|line| Some((line["from"].as_str()?, line["to"].as_str()?))).collect();
    assert_eq!(changes, [("open", "closed"), ("closed", "open")]);
}

#[test]
fn waiting_is_over_when_its_time_has_come() {
    let shop = Shop::new();
    shop.import_sample_day();
    let id = shop.case_of("amount-differs");
    let waiting = shop.json(&["wait", &id, "--until", "22:47", "--reason", "manager is on the way"]);
    assert_eq!(waiting["state"], "waiting");
    assert_eq!(waiting["due"], "2026-11-23T22:47:00+08:00");
    let later = shop.run_at("2026-11-23T22:48:00+08:00", &["show", &id, "--json"]).json();
    assert_eq!(later["state"], "open");
    assert_eq!(shop.run(&["wait", &id, "--until", "2026-11-22", "--reason", "x"]).status, 3);
    assert_eq!(shop.run(&["wait", &id, "--until", "soon", "--reason", "x"]).status, 2);
}

#[test]
fn card_numbers_in_notes_are_cut_before_they_are_written() {
    let shop = Shop::new();
    shop.import_sample_day();
    let id = shop.case_of("amount-differs");
    let noted = shop.json(&["note", &id, "customer read out 4111 1111 1111 1111"]);
    assert_eq!(noted["notes"][0]["text"], "customer read out 411111******1111");
    for file in std::fs::read_dir(shop.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(16).any(|window| window == b"4111111111111111"), "{path:?}");
            assert!(!bytes.windows(19).any(|window| window == b"4111 1111 1111 1111"), "{path:?}");
        }
    }
}

#[test]
fn options_stand_before_or_after_the_command() {
    let shop = Shop::new();
    shop.import_sample_day();
    let book = shop.book().display().to_string();
    let mut command = shop.command();
    let before = answer(&command.args(["--db", &book, "--now", support::NOW, "--json", "cases"]).output().unwrap());
    assert_eq!(before.status, 0, "{}", before.stderr);
    assert_eq!(before.json(), shop.json(&["cases"]));
}

#[test]
fn card_numbers_are_cut_wherever_they_are_typed() {
    let shop = Shop::new();
    shop.import_sample_day();
    let id = shop.case_of("amount-differs");
    let calls: [&[&str]; 5] = [
        &["note", &id, "read out 4111 1111 1111 1111"],
        &[
            "contact",
            &id,
            "--channel",
            "phone",
            "--said",
            "4111-1111-1111-1111",
            "--person",
            "20261123-4111111111111111",
        ],
        &["wait", &id, "--until", "22:47", "--reason", "4111/1111/1111/1111"],
        &["show", "4111111111111111"],
        &["note", &id, "４１１１１１１１１１１１１１１１"],
    ];
    for call in calls {
        let mut command = shop.command();
        command.args(call).args(["--now", support::NOW, "--operator", "4111111111111111", "--db"]).arg(shop.book());
        let answer = answer(&command.output().unwrap());
        for text in [&answer.stdout, &answer.stderr] {
            let digits: String = plain_digits(text);
            assert!(!digits.contains("4111111111111111"), "{call:?}: {text}");
        }
    }
    let shown = plain_digits(&shop.run(&["show", &id, "--json"]).stdout);
    assert!(!shown.contains("4111111111111111"));
    let noted = shop.json(&["note", &id, "customer said: CVN 123, 密码654321"]);
    assert_eq!(noted["notes"].as_array().unwrap().last().unwrap()["text"], "customer said: CVN ***, 密码***");
}

/// The digits of a text, full-width ones as well.
fn plain_digits(text: &str) -> String {
    let narrow =
        |c: char| if ('０'..='９').contains(&c) { char::from_u32(u32::from(c) - 0xfee0).unwrap() } else { c };
    text.chars().map(narrow).filter(char::is_ascii_digit).collect()
}

#[test]
fn another_programs_database_is_left_exactly_as_it_is() {
    let shop = Shop::new();
    let sqlite = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('create table t(a)'); c.commit()";
    let made = std::process::Command::new("python3").args(["-c", sqlite]).arg(shop.book()).status().unwrap();
    assert!(made.success());
    let before = std::fs::read(shop.book()).unwrap();
    assert_eq!(shop.run(&["cases"]).status, 3);
    assert_eq!(std::fs::read(shop.book()).unwrap(), before);
}

#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    let shop = Shop::new();
    shop.import_sample_day();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = shop.command();
    command.args(["cases", "--json", "--lang", "en", "--db"]).arg(shop.book()).stdout(full);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("The answer could not be written"));
}

#[test]
fn a_loss_needs_its_amount_and_nothing_else_has_one() {
    let shop = Shop::new();
    shop.import_sample_day();
    let id = shop.case_of("amount-differs");
    let close = |more: &[&str]| {
        let call = ["close", &id, "--outcome", "amount-agreed", "--reason", "x", "--override", "y"];
        shop.run(&[&call[..], more].concat()).status
    };
    assert_eq!(close(&["--money-effect", "loss"]), 3);
    assert_eq!(close(&["--money-effect", "none", "--amount", "5"]), 3);
    assert_eq!(close(&["--money-effect", "loss", "--amount", "0"]), 3);
    assert_eq!(close(&["--money-effect", "loss", "--amount", "5"]), 0);
}

#[test]
fn wrong_calls_get_one_sentence_and_status_two() {
    let shop = Shop::new();
    for call in [
        &["frobnicate"][..],
        &["step", "1", "no-such-step", "--done"],
        &["cases", "--state", "lost"],
        &["--now", "yesterday", "cases"],
        &["show", "abc"],
        &["--sample-day", "cases"],
    ] {
        let mut command = shop.command();
        let answer = answer(&command.args(call).output().unwrap());
        assert_eq!(answer.status, 2, "{call:?}: {}", answer.stderr);
        assert_eq!(answer.stderr.trim().lines().count(), 1, "{call:?}: {}", answer.stderr);
        assert_eq!(answer.stdout, "");
    }
    let answer = shop.run(&["show", "99", "--json"]);
    assert_eq!(answer.status, 3);
    assert_eq!(answer.json()["error"]["kind"], "unknown-case");
}

#[test]
fn bad_files_get_one_sentence_and_lose_nothing() {
    let shop = Shop::new();
    let cases: [(&str, &[u8]); 4] = [
        ("empty.csv", b""),
        ("page.csv", b"<!DOCTYPE html><html><body>Please sign in</body></html>"),
        ("photo.csv", &[0x89, b'P', b'N', b'G', 0, 1, 2, 3, 0, 0, 255, 254, 0, 7]),
        ("heading.csv", b"terminal_id,amount,local_datetime,response_code,status\n"),
    ];
    for (name, content) in cases {
        let path = shop.write(name, content);
        let answer = shop.run(&["import", path.to_str().unwrap()]);
        assert_eq!(answer.status, 3, "{name}: {}", answer.stdout);
        assert_eq!(answer.stderr.trim().lines().count(), 1, "{name}: {}", answer.stderr);
        assert!(answer.stderr.contains(name), "{}", answer.stderr);
    }
    let gone = shop.run(&["import", "gone.csv"]);
    assert_eq!((gone.status, gone.stderr.lines().count()), (3, 1));
    let folder = shop.folder.path().display().to_string();
    assert_eq!(shop.run(&["import", &folder]).status, 3);
    // A file that cannot be read does not hold up the others.
    let empty = shop.path("empty.csv").display().to_string();
    let terminal = support::sample_day().join("terminal.csv").display().to_string();
    let both = shop.run(&["import", &empty, &terminal, "--json"]);
    assert_eq!(both.status, 1);
    assert!(both.json()["files"][1]["accepted"].as_u64().unwrap() > 100);
}

#[test]
fn a_bill_that_counts_other_rows_than_it_has_needs_a_look() {
    let shop = Shop::new();
    let cut_off = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/wechat_success.csv");
    let answer = shop.run(&["import", cut_off, "--json"]);
    assert_eq!(answer.status, 1, "{}", answer.stdout);
    let file = &answer.json()["files"][0];
    assert_eq!(
        (&file["rejected"], &file["warnings"][0]["kind"]),
        (&serde_json::json!([]), &"footer-count-differs".into())
    );
}

#[test]
fn an_unknown_layout_is_answered_with_its_columns_and_what_is_missing() {
    let shop = Shop::new();
    let path = shop.write("odd.csv", "colour,size\nred,5\nblue,6\n");
    let answer = shop.run(&["import", path.to_str().unwrap(), "--json"]);
    assert_eq!(answer.status, 1);
    let file = &answer.json()["files"][0];
    assert_eq!(file["format"], Value::Null);
    assert_eq!(file["columns"], serde_json::json!(["colour", "size"]));
    assert!(file["missing"].as_array().unwrap().iter().any(|what| what == "amount"));
}

#[test]
fn bad_rows_are_named_and_the_others_kept() {
    let shop = Shop::new();
    let report = "terminal_id,stan,rrn,amount,currency,local_datetime,response_code,status\n\
        T1,000001,318400000001,8O.00,CNY,2026-11-23 10:00:00,00,APPROVED\n\
        T1,000002,318400000002,12.00,CNY,2026-02-30 10:00:00,00,APPROVED\n\
        T1,000003,318400000003,12.00,CNY,2026-11-23 10:02:00,00,APPROVED\n";
    let path = shop.write("t1.csv", report);
    let answer = shop.run(&["import", path.to_str().unwrap(), "--json"]);
    assert_eq!(answer.status, 1);
    let file = &answer.json()["files"][0];
    assert_eq!((file["rows"].as_u64(), file["accepted"].as_u64()), (Some(3), Some(1)));
    let rejected = file["rejected"].as_array().unwrap();
    assert_eq!(
        rejected[0],
        serde_json::json!({ "line": 2, "column": "amount", "value": "8O.00", "reason": "not an amount" })
    );
    assert_eq!((rejected[1]["line"].as_u64(), rejected[1]["column"].as_str()), (Some(3), Some("local_datetime")));
}

#[test]
fn exported_records_open_in_a_spreadsheet() {
    let shop = Shop::new();
    shop.import_sample_day();
    let id = shop.case_of("amount-differs");
    shop.json(&["note", &id, "=HYPERLINK(\"http://example.invalid\")"]);
    shop.json(&["export", "-o", "cases.csv"]);
    let bytes = std::fs::read(shop.path("cases.csv")).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let headings = reader.headers().unwrap().clone();
    let column = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 19);
    assert!(rows.iter().any(|row| &row[column("Reference")] == "318420771902\t"));
    assert!(rows.iter().any(|row| &row[column("Voucher number")] == "004417\t"));
    assert!(rows.iter().any(|row| row[column("Notes")].starts_with("'=HYPERLINK")));
    assert!(rows.iter().all(|row| row[column("Amount")].parse::<f64>().is_ok()));
    assert_eq!(shop.run(&["export", "-o", "cases.docx"]).status, 2);
}

#[test]
fn exported_workbooks_keep_digits_add_up_and_run_nothing() {
    let shop = Shop::new();
    shop.import_sample_day();
    let id = shop.case_of("amount-differs");
    shop.json(&["note", &id, "=HYPERLINK(\"http://example.invalid\")"]);
    shop.json(&["export", "-o", "cases.xlsx", "--state", "all"]);
    use calamine::Reader as _;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(shop.path("cases.xlsx")).unwrap();
    let sheet = book.worksheet_range("Cases").unwrap();
    let rows: Vec<&[calamine::Data]> = sheet.rows().collect();
    assert_eq!(rows.len(), 1 + 19);
    let column = |name: &str| rows[0].iter().position(|heading| *heading == name).unwrap();
    let (reference, amount, notes) = (column("Reference"), column("Amount"), column("Notes"));
    assert!(rows.iter().any(|row| row[reference] == calamine::Data::String("318420771902".to_owned())));
    assert!(rows[1..].iter().all(|row| matches!(row[amount], calamine::Data::Float(_) | calamine::Data::Int(_))));
    let words = "=HYPERLINK(\"http://example.invalid\")".to_owned();
    assert!(rows.iter().any(|row| row[notes] == calamine::Data::String(words.clone())), "text, no formula");
    assert!(book.worksheet_formula("Cases").unwrap().used_cells().next().is_none());
}

#[test]
fn a_batch_is_not_named_after_one_of_its_payments() {
    let shop = Shop::new();
    shop.import_sample_day();
    let batch = &shop.json(&["cases", "--finding", "batch-not-settled"])[0];
    let number = batch["batch"].as_str().unwrap();
    let payments = batch["sources"].as_array().unwrap().iter().filter(|line| line["source"] == "terminal").count();
    let named = format!("Batch {number} · {payments} payments");
    for arguments in [&["cases", "--finding", "batch-not-settled"][..], &["summary"]] {
        let answer = shop.run(arguments).stdout;
        assert!(answer.contains(&named), "{named}\n{answer}");
    }
    shop.json(&["export", "-o", "cases.csv"]);
    let bytes = std::fs::read(shop.path("cases.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[headings.iter().position(|heading| heading == name).unwrap()].trim().to_owned()
    };
    let row = rows.iter().find(|row| cell(row, "What is wrong") == "Batch not settled").unwrap();
    assert_eq!(cell(row, "Batch"), number);
    let of_one_payment =
        [("Card number", "card"), ("Reference", "rrn"), ("Voucher number", "stan"), ("Authorisation code", "auth")];
    for (heading, key) in of_one_payment {
        assert_eq!((cell(row, heading).as_str(), batch[key].as_str()), ("", Some("")), "{heading}");
    }
}

#[test]
fn the_sample_day_without_a_display_does_the_work_in_the_terminal() {
    let shop = Shop::new();
    let output = shop.command().args(["--sample-day", "--lang", "en", "--out", "out"]).output().unwrap();
    let answer = answer(&output);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    assert!(answer.stderr.starts_with("There is no display"));
    for text in ["Charged, no sale", "¥268.00", "Close of day", "cases.csv", "Monday 23 November"] {
        assert!(answer.stdout.contains(text), "{text}\n{}", answer.stdout);
    }
    assert!(shop.path("out/cases.csv").exists());
}

#[test]
fn both_languages_answer() {
    let shop = Shop::new();
    shop.import_sample_day();
    let mut command = shop.command();
    command.args(["summary", "--lang", "zh-CN", "--now", support::NOW, "--db"]).arg(shop.book());
    let answer = answer(&command.output().unwrap());
    assert!(answer.stdout.contains("日终汇总") && answer.stdout.contains("已扣款，无销售"), "{}", answer.stdout);
}

#[test]
fn a_book_that_is_none_is_refused_and_left_alone() {
    let shop = Shop::new();
    std::fs::write(shop.book(), "this is a letter to grandmother").unwrap();
    let answer = shop.run(&["cases"]);
    assert_eq!((answer.status, answer.stderr.lines().count()), (3, 1));
    assert_eq!(std::fs::read(shop.book()).unwrap(), b"this is a letter to grandmother");
}

#[test]
fn the_doctor_sees_a_changed_history_and_derives_the_same_cases_again() {
    let shop = Shop::new();
    shop.import_sample_day();
    let before = shop.json(&["cases", "--state", "all"]);
    let healthy = shop.json(&["doctor", "--rebuild"]);
    assert_eq!(healthy["good"], true);
    assert_eq!(healthy["rebuilt"], serde_json::json!({ "opened": 0, "updated": 0, "closed": 0, "open": 19 }));
    assert_eq!(shop.json(&["cases", "--state", "all"]), before);
}

#[test]
fn evidence_is_kept_under_its_digest_and_an_unfit_file_changes_nothing() {
    let shop = Shop::new();
    shop.import_sample_day();
    shop.write("call 4111111111111111.txt", "the acquirer says: captured, card 4111 1111 1111 1111");
    shop.write("virus.jpg", b"MZ\x90\0\x03\0\0\0");
    let shown = shop.json(&["attach", "1", "call 4111111111111111.txt"]);
    let evidence = &shown["evidence"][0];
    assert_eq!(
        (evidence["kind"].as_str(), evidence["name"].as_str()),
        (Some("text"), Some("call 411111******1111.txt"))
    );
    let digest = evidence["sha256"].as_str().unwrap();
    let kept = shop.path(&format!("book.sqlite.evidence/{digest}.txt"));
    assert!(!std::fs::read_to_string(kept).unwrap().contains("4111 1111"));
    for (case, file) in [("1", "virus.jpg"), ("1", "missing.png"), ("1", "."), ("999", "call 4111111111111111.txt")] {
        let answer = shop.run(&["attach", case, file]);
        assert_eq!((answer.status, answer.stderr.lines().count()), (3, 1), "{file}: {}", answer.stderr);
    }
    assert_eq!(shop.json(&["show", "1"])["evidence"], shown["evidence"]);
}

#[test]
fn a_copy_of_the_book_can_be_brought_back_and_what_stood_there_is_kept() {
    let shop = Shop::new();
    shop.import_sample_day();
    shop.json(&["note", "1", "before the copy"]);
    let before = shop.json(&["cases", "--state", "all"]);
    let copy = shop.json(&["backup", "copy.sqlite"]);
    assert!(copy["bytes"].as_u64().unwrap() > 0);
    assert_eq!(shop.run(&["backup", "copy.sqlite"]).status, 3, "a copy is never written over");
    shop.json(&["close", "1", "--outcome", "payout-was-in-time", "--reason", "r", "--override", "o"]);
    assert_ne!(shop.json(&["cases", "--state", "all"]), before);

    let restored = shop.json(&["restore", "copy.sqlite"]);
    assert_eq!(shop.json(&["cases", "--state", "all"]), before);
    let health = shop.json(&["doctor"]);
    assert_eq!(health["good"], true);
    let kept = restored["kept"].as_str().unwrap();
    shop.json(&["restore", kept]);
    let closed = shop.json(&["cases", "--state", "closed"]);
    assert_eq!(closed.as_array().unwrap().len(), 1, "what stood there before is kept");
}

#[test]
fn what_is_no_sound_copy_is_not_brought_back() {
    let shop = Shop::new();
    shop.import_sample_day();
    let before = shop.json(&["cases"]);
    shop.write("letter.sqlite", "this is a letter to grandmother");
    shop.json(&["backup", "copy.sqlite"]);
    let mut bytes = std::fs::read(shop.path("copy.sqlite")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    shop.write("damaged.sqlite", &bytes);
    for name in ["letter.sqlite", "damaged.sqlite", "missing.sqlite", "."] {
        let answer = shop.run(&["restore", name]);
        assert_eq!((answer.status, answer.stderr.lines().count()), (3, 1), "{name}: {}", answer.stderr);
    }
    assert_eq!(shop.json(&["cases"]), before);
}

#[test]
fn a_format_file_of_ones_own_reads_a_layout_nobody_knows() {
    let shop = Shop::new();
    let report =
        shop.write("odd.csv", "Wann;Wieviel;Kasse\n23.11.2026 10:00:00;12,50;K1\n23.11.2026 10:05:00;7,00;K1\n");
    let format = "id = \"odd-till\"\nsource = \"till\"\n[name]\nen = \"Odd till\"\nzh = \"别样收银\"\n\
        [recognise]\nheadings = [\"Wann\", \"Wieviel\"]\n\
        [columns]\ntime = [\"Wann\"]\namount = [\"Wieviel\"]\ntill = [\"Kasse\"]\n";
    let format = shop.write("odd.toml", format);
    let call = ["import", report.to_str().unwrap(), "--format", format.to_str().unwrap()];
    let file = &shop.json(&call)["files"][0];
    assert_eq!((file["format"].as_str(), file["accepted"].as_u64()), (Some("odd-till"), Some(2)), "{file}");
    assert_eq!(file["totals"][0]["amount"], "19.50");
    shop.write("odd.toml", "id = 7");
    let refused = shop.run(&call);
    assert_eq!((refused.status, refused.stderr.trim().lines().count()), (3, 1), "{}", refused.stderr);
}

#[test]
fn formats_are_listed() {
    let shop = Shop::new();
    let formats = shop.json(&["formats"]);
    let ids: Vec<&str> = formats.as_array().unwrap().iter().map(|format| format["id"].as_str().unwrap()).collect();
    for id in ["csv-terminal", "csv-acquirer", "csv-till", "wechat-bill"] {
        assert!(ids.contains(&id), "{ids:?}");
    }
}

#[test]
fn a_word_that_is_none_of_a_list_is_answered_with_the_list() {
    let shop = Shop::new();
    let answer = shop.run(&["contact", "1", "--party", "bank", "--channel", "phone", "--said", "x"]);
    assert_eq!(answer.status, 2);
    assert!(answer.stderr.contains("acquirer, issuer, customer, network, technician"), "{}", answer.stderr);
}
