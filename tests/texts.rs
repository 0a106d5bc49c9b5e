//! Every text stands in each language, with the same variables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

/// Message keys with the variables they use.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with([' ', '}']) {
            line.split_once(" =").expect("a key and its text").0.clone_into(&mut key);
            assert!(!messages.contains_key(&key), "{key} stands twice");
        }
        let variables = line.match_indices('$').map(|(at, _)| {
            line[at + 1..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
                .collect::<String>()
        });
        messages.entry(key.clone()).or_default().extend(variables);
    }
    messages
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    for file in ["loose_ends.ftl", "playbooks.ftl"] {
        let read = |language: &str| {
            let path = format!("{}/assets/i18n/{language}/{file}", env!("CARGO_MANIFEST_DIR"));
            messages(&std::fs::read_to_string(path).unwrap())
        };
        let (english, chinese) = (read("en"), read("zh-CN"));
        assert!(english.len() > 50, "{file}");
        assert_eq!(english, chinese, "{file}");
    }
}
