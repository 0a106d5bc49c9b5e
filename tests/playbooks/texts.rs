//! What the ids are called: every one in both languages, short enough, and the meanings of the response codes.

use super::{assets, files_in, playbooks};
use loose_ends::domain::{Cause, SETTLED_BY_REPORT};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The messages of a Fluent file: name and pattern, continuation lines joined. Enough for files without attributes,
/// terms and selectors, and it refuses those.
fn messages(language: &str) -> BTreeMap<String, String> {
    let path = assets().join("i18n").join(language).join("playbooks.ftl");
    let text = fs::read_to_string(&path).unwrap();
    let mut messages = BTreeMap::new();
    let mut last: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        let place = format!("{}:{}", path.display(), index + 1);
        if line.is_empty() || line.starts_with('#') {
            last = None;
        } else if let Some(more) = line.strip_prefix("    ") {
            let name = last.clone().unwrap_or_else(|| panic!("{place}: continues nothing"));
            let pattern: &mut String = messages.get_mut(&name).unwrap();
            pattern.push(' ');
            pattern.push_str(more);
        } else {
            let (name, pattern) = line.split_once(" = ").unwrap_or_else(|| panic!("{place}: no message"));
            assert!(
                name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()),
                "{place}"
            );
            assert!(!pattern.trim().is_empty(), "{place}: says nothing");
            assert!(messages.insert(name.to_owned(), pattern.to_owned()).is_none(), "{place}: stands twice");
            last = Some(name.to_owned());
        }
    }
    messages
}

/// Names of the variables in a pattern, in no order.
fn variables(pattern: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for placeable in pattern.split('{').skip(1) {
        let inside = placeable.split('}').next().unwrap().trim();
        found.insert(inside.strip_prefix('$').unwrap_or_else(|| panic!("only variables are allowed: {pattern}")));
    }
    found
}

/// The suggestion of a case is shown beside what the customer is told before anything is chosen.
#[test]
fn nobody_is_told_not_to_pay_while_paying_again_is_suggested() {
    let english = messages("en");
    let told = &english["customer-reversed-after-sale-checking"];
    assert!(!told.contains("do not pay"), "collect-again is suggested beside it: {told}");
    assert!(told.contains("only once we can show you"), "only what went back for certain is paid again: {told}");
}

/// A wait is shown with the hour at which it ends, and after an hour that guards nothing nobody may be charged either.
#[test]
fn only_a_wait_that_guards_says_not_to_charge() {
    let (english, chinese) = (messages("en"), messages("zh-CN"));
    for wait in playbooks().iter().flat_map(|playbook| &playbook.waits).filter(|wait| !wait.holds_charging) {
        let id = format!("wait-{}", wait.id);
        assert!(!english[&id].contains("do not charge") && !chinese[&id].contains("不要再收款"), "{id}");
    }
}

/// Every message that the playbooks and the response codes refer to.
fn texts_needed() -> BTreeSet<String> {
    let mut needed = BTreeSet::from([format!("outcome-{SETTLED_BY_REPORT}")]);
    for playbook in playbooks() {
        needed.extend(playbook.checks.iter().map(|check| format!("check-{}", check.id)));
        needed.extend(playbook.waits.iter().map(|wait| format!("wait-{}", wait.id)));
        needed.extend(playbook.never.iter().map(|rule| format!("never-{}", rule.id)));
        needed.extend(playbook.actions.iter().map(|action| format!("action-{}", action.id)));
        needed.extend(playbook.actions.iter().map(|action| format!("action-{}-effect", action.id)));
        needed.extend(playbook.outcomes.iter().map(|outcome| format!("outcome-{}", outcome.id)));
        needed.extend(playbook.customer.iter().map(|text| format!("customer-{}", text.id)));
    }
    needed.extend(code_rows().into_iter().map(|row| format!("code-class-{}", row.class)));
    needed
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeRow {
    code: String,
    class: String,
    cause: String,
    en: String,
    zh: String,
}

fn code_rows() -> Vec<CodeRow> {
    let read = |path: &PathBuf| -> Vec<CodeRow> {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let rows: Result<Vec<CodeRow>, csv::Error> = reader.deserialize().collect();
        let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let codes: BTreeSet<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!(codes.len(), rows.len(), "{}: a code stands twice", path.display());
        rows
    };
    files_in("codes", "csv").iter().flat_map(read).collect()
}

#[test]
fn every_id_is_said_in_both_languages_and_nothing_else_is() {
    let needed = texts_needed();
    let (english, chinese) = (messages("en"), messages("zh-CN"));
    for (language, messages) in [("en", &english), ("zh-CN", &chinese)] {
        let said: BTreeSet<String> = messages.keys().cloned().collect();
        let missing: Vec<&String> = needed.difference(&said).collect();
        let unused: Vec<&String> = said.difference(&needed).collect();
        assert!(missing.is_empty() && unused.is_empty(), "{language}: missing {missing:?}, unused {unused:?}");
    }
    for (name, pattern) in &english {
        assert_eq!(variables(pattern), variables(&chinese[name]), "{name}");
        let allowed: &[&str] =
            if name.starts_with("customer-") { &["amount", "time", "right", "difference"] } else { &[] };
        assert!(variables(pattern).iter().all(|variable| allowed.contains(variable)), "{name}: {pattern}");
    }
}

#[test]
fn texts_fit_a_narrow_panel() {
    let (english, chinese) = (messages("en"), messages("zh-CN"));
    for (name, english_most, chinese_most) in [("check-", 72, 30), ("wait-", 90, 40), ("outcome-", 60, 24)] {
        for (messages, most) in [(&english, english_most), (&chinese, chinese_most)] {
            for (name, text) in messages.iter().filter(|(key, _)| key.starts_with(name)) {
                let length = text.chars().count();
                assert!(length <= most, "{name} has {length} characters, {most} fit: {text}");
            }
        }
    }
}

#[test]
fn response_codes_name_known_causes_and_both_meanings() {
    for row in code_rows() {
        let known = row.cause == "none" || row.cause.parse::<Cause>().is_ok();
        assert!(known, "{}: cause {}", row.code, row.cause);
        for cell in [&row.code, &row.en, &row.zh] {
            assert!(!cell.is_empty() && cell.trim() == cell, "{}: '{cell}'", row.code);
        }
    }
}
