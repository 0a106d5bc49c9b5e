//! Keeps the invariants of `ARCHITECTURE.md`. Each rule is a function from a file's path and text to complaints, so that
//! each is tested on a sample that breaks it as well as on the sources.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The lines of a source file before its unit tests; those may do as they like.
const MAX_LINES: usize = 450;

/// Which modules each module may name. A module that is not listed here has no place yet.
const DIRECTIONS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("evidence", &["domain"]),
    ("import", &["domain"]),
    ("reconcile", &["domain"]),
    ("insight", &["domain"]),
    ("store", &["domain"]),
    ("app", &["domain"]),
    ("text", &["domain"]),
    ("export", &["domain", "text"]),
    ("services", &["domain", "evidence", "import", "reconcile", "insight", "store", "export"]),
    ("worker", &["services", "app", "domain"]),
    ("ui", &["app", "domain", "text"]),
    ("cli", &["services", "domain", "text"]),
    ("main", &["ui", "cli", "worker", "services", "app", "domain", "text"]),
];

/// Words that only some modules may use, and why the others may not.
const CONFINED: [(&[&str], &[&str], &str); 3] = [
    (&["egui", "eframe", "egui_extras"], &["ui", "main"], "only the window draws"),
    (&["rusqlite"], &["store"], "only the case book speaks SQL"),
    (
        &["std::fs", "fs::", "File::", "std::env", "Utc::now", "Local::now", "SystemTime", "Instant::now"],
        &["services", "store", "cli", "main"],
        "the file system, the environment and the clock stay outside of what is pure",
    ),
];

/// Names under which unrelated things gather.
const VAGUE_NAMES: [&str; 7] = ["util", "utils", "helper", "helpers", "common", "misc", "shared"];

/// A source file: its path below `src/` and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The top-level module that the file belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.trim_end_matches(".rs")
    }

    /// The numbered lines that a rule looks at: no comments, nothing from the unit tests on.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        let before_tests = lines.take_while(|(_, line)| !line.trim_start().starts_with("#[cfg(test)]"));
        before_tests
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .filter(|(_, line)| !line.trim().is_empty())
    }

    fn complain(&self, line: usize, what: &str) -> String {
        format!("src/{}:{line}: {what}", self.path)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let read = |path: PathBuf| Source {
        path: path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/"),
        text: std::fs::read_to_string(&path).unwrap(),
    };
    let sources: Vec<_> = rust_files(&src).into_iter().map(read).collect();
    assert!(sources.len() > 10, "the sources were not found");
    sources
}

/// Whether `word` stands in `line` as a word of its own, not as a part of a longer name.
fn uses_word(line: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let ends_open = word.ends_with("::");
        !before.is_some_and(is_name) && (ends_open || !after.is_some_and(is_name))
    })
}

/// The first names after `crate::` (or, in `main`, after the library's name), each with the place where it stands. A group
/// in braces names several: `use crate::{app::{State, Message}, domain::Case};`.
fn names_below_the_crate(code: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for prefix in ["crate::", "loose_ends::"] {
        for (start, _) in code.match_indices(prefix) {
            let rest = start + prefix.len();
            let in_group = code[rest..].starts_with('{');
            let (mut depth, mut expected) = (0, true);
            for (offset, character) in code[rest..].char_indices() {
                match character {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => expected = true,
                    c if expected && c.is_alphabetic() => {
                        let name = code[rest + offset..].chars().take_while(|c| c.is_alphanumeric() || *c == '_');
                        named.push((start, name.collect()));
                        expected = false;
                    }
                    _ => {}
                }
                if depth == 0 && (in_group || !expected) {
                    break;
                }
            }
        }
    }
    named
}

fn wrong_directions(source: &Source) -> Vec<String> {
    let module = source.module();
    if module == "lib" {
        return Vec::new();
    }
    let Some((_, allowed)) = DIRECTIONS.iter().find(|(name, _)| *name == module) else {
        return vec![source.complain(1, &format!("`{module}` is not in the map of modules"))];
    };
    let is_module = |name: &str| DIRECTIONS.iter().any(|(known, _)| *known == name);
    let mut complaints = Vec::new();
    let (numbers, lines): (Vec<usize>, Vec<&str>) = source.code().unzip();
    let code = lines.join("\n");
    for (place, named) in names_below_the_crate(&code) {
        if is_module(&named) && named != module && !allowed.contains(&named.as_str()) {
            let number = numbers[code[..place].matches('\n').count()];
            complaints.push(source.complain(number, &format!("`{module}` may not use `{named}`")));
        }
    }
    complaints
}

fn confined_words(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for (words, homes, why) in CONFINED {
        if homes.contains(&source.module()) {
            continue;
        }
        for (number, line) in source.code() {
            for word in words.iter().filter(|word| uses_word(line, word)) {
                complaints.push(source.complain(number, &format!("`{word}`: {why}")));
            }
        }
    }
    complaints
}

fn too_long(source: &Source) -> Vec<String> {
    let tests = source.text.lines().position(|line| line.trim_start().starts_with("#[cfg(test)]"));
    let lines = tests.unwrap_or_else(|| source.text.lines().count());
    if lines <= MAX_LINES {
        return Vec::new();
    }
    vec![source.complain(MAX_LINES, &format!("{lines} lines before the tests; {MAX_LINES} is the most"))]
}

fn vague_name(source: &Source) -> Vec<String> {
    let is_vague = |part: &str| VAGUE_NAMES.contains(&part.trim_end_matches(".rs"));
    if source.path.split('/').any(is_vague) {
        vec![source.complain(1, "a name that says what is inside")]
    } else {
        Vec::new()
    }
}

/// Lint exceptions say why. The reason may stand on a later line of the same attribute.
fn exceptions_without_reason(source: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for mark in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
        for (start, _) in source.text.match_indices(mark) {
            let before = &source.text[..start];
            if before.lines().next_back().is_some_and(|line| line.trim_start().starts_with("//") || line.contains('"'))
            {
                continue;
            }
            let attribute = source.text[start..].split(")]").next().unwrap_or_default();
            if !attribute.contains("reason =") {
                complaints
                    .push(source.complain(before.lines().count() + 1, "a lint exception without `reason = \"…\"`"));
            }
        }
    }
    complaints
}

/// Every group of dependencies (lines without a gap or a comment between them) starts with a comment that says why.
fn dependencies_without_reason(manifest: &str) -> Vec<String> {
    let (mut in_dependencies, mut explained) = (false, false);
    let mut complaints = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            (in_dependencies, explained) = (line.contains("dependencies"), false);
        } else if line.starts_with('#') {
            explained = true;
        } else if line.is_empty() {
            explained = false;
        } else if in_dependencies && !explained {
            complaints.push(format!("Cargo.toml: no comment says why `{line}` is needed"));
        }
    }
    complaints
}

/// Files speak of the project, not of the machine that someone worked on.
fn paths_of_a_machine(path: &str, text: &str) -> Vec<String> {
    // Put together here, so that this file does not find itself.
    let roots = ["work", "root", "home"].map(|folder| format!("/{folder}/"));
    let names_one = |line: &str| {
        roots.iter().any(|root| {
            line.match_indices(root.as_str()).any(|(start, _)| {
                let before = line[..start].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || "._-/~}".contains(c))
            })
        })
    };
    let lines = text.lines().enumerate().filter(|(_, line)| names_one(line));
    lines.map(|(index, _)| format!("{path}:{}: a path of somebody's machine", index + 1)).collect()
}

/// The files under version control, or none where the sources came without it.
fn tracked_files() -> Vec<String> {
    let output = Command::new("git").arg("ls-files").current_dir(root()).output();
    output
        .map(|output| String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
        .unwrap_or_default()
}

fn check(rule: fn(&Source) -> Vec<String>) {
    let complaints: Vec<String> = sources().iter().flat_map(rule).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// What a rule says of one made-up file.
fn judge(rule: fn(&Source) -> Vec<String>, path: &str, text: &str) -> Vec<String> {
    rule(&Source { path: path.to_owned(), text: text.to_owned() })
}

#[test]
fn modules_depend_in_one_direction() {
    check(wrong_directions);
}

#[test]
fn a_wrong_direction_is_found() {
    let wrong = [
        ("domain/money.rs", "use crate::text::Texts;"),
        ("import/sniff.rs", "    let x = crate::store::open();"),
        ("app/today.rs", "use crate::{domain::Case, services};"),
        ("app/today.rs", "use crate::{\n    domain::{Case, Money},\n    services,\n};"),
        ("ui/today_ui.rs", "use crate::worker::Worker;"),
        ("export/csv.rs", "use crate::domain::Case; use crate::ui::Theme;"),
        ("printing/mod.rs", ""),
    ];
    for (path, text) in wrong {
        assert_eq!(judge(wrong_directions, path, text).len(), 1, "{path}: {text}");
    }
    let right = [
        ("ui/today_ui.rs", "use crate::{app::State, domain::Case};\nuse crate::ui::theme::Theme;"),
        ("domain/case.rs", "#[cfg(test)]\nmod tests { use crate::import::sniff; }"),
        ("store/mod.rs", "// see crate::services"),
        ("main.rs", "use loose_ends::cli;"),
    ];
    for (path, text) in right {
        assert_eq!(judge(wrong_directions, path, text), Vec::<String>::new());
    }
}

#[test]
fn drawing_sql_files_and_the_clock_stay_in_their_places() {
    check(confined_words);
}

#[test]
fn a_word_out_of_its_place_is_found() {
    let wrong = [
        ("app/state.rs", "use egui::Context;"),
        ("services/import_reports.rs", "let c = rusqlite::Connection::open(p);"),
        ("domain/case.rs", "let now = chrono::Utc::now();"),
        ("worker.rs", "let started = Instant::now();"),
        ("import/mod.rs", "let f = File::open(path)?;"),
        ("reconcile/mod.rs", "let t = fs::read_to_string(path)?;"),
        ("text/mod.rs", "std::env::var(\"LANG\")"),
    ];
    for (path, text) in wrong {
        assert!(!judge(confined_words, path, text).is_empty(), "{path}: {text}");
    }
    let right = [
        ("ui/mod.rs", "use egui::Context;"),
        ("store/mod.rs", "use rusqlite::Connection;"),
        ("services/mod.rs", "std::fs::read(path)"),
        ("import/mod.rs", "/// Not through std::fs.\nlet f = ReportFile::new(); let y = offs::ets;"),
    ];
    for (path, text) in right {
        assert_eq!(judge(confined_words, path, text), Vec::<String>::new());
    }
}

#[test]
fn files_are_short_enough_to_read() {
    check(too_long);
}

#[test]
fn a_file_that_is_too_long_is_found() {
    let long = "fn f() {}\n".repeat(MAX_LINES + 1);
    assert_eq!(judge(too_long, "app/state.rs", &long).len(), 1);
    let tested = format!("fn f() {{}}\n#[cfg(test)]\n{long}");
    assert_eq!(judge(too_long, "app/state.rs", &tested), Vec::<String>::new());
}

#[test]
fn files_are_named_after_what_they_hold() {
    check(vague_name);
    assert_eq!(judge(vague_name, "ui/helpers.rs", "").len(), 1);
    assert_eq!(judge(vague_name, "common/money.rs", "").len(), 1);
    assert_eq!(judge(vague_name, "ui/commonplace.rs", ""), Vec::<String>::new());
}

#[test]
fn every_lint_exception_says_why() {
    check(exceptions_without_reason);
    assert_eq!(judge(exceptions_without_reason, "a.rs", "#[allow(clippy::panic)]\nfn f() {}").len(), 1);
    assert_eq!(judge(exceptions_without_reason, "a.rs", "#![expect(dead_code)]").len(), 1);
    let good = "#[expect(\n    clippy::panic,\n    reason = \"the caller proved it\"\n)]";
    assert_eq!(judge(exceptions_without_reason, "a.rs", good), Vec::<String>::new());
}

#[test]
fn every_dependency_says_why() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert_eq!(dependencies_without_reason(&manifest), Vec::<String>::new());
    assert_eq!(dependencies_without_reason("[dependencies]\nrand = \"1\"").len(), 1);
    assert_eq!(dependencies_without_reason("[dependencies]\n# Dates.\nchrono = \"1\"\n\nrand = \"1\"").len(), 1);
}

#[test]
fn no_file_names_a_path_of_somebodys_machine() {
    let mut complaints = Vec::new();
    for path in tracked_files() {
        // What is not UTF-8 is a font, a picture or a report.
        if let Ok(text) = std::fs::read_to_string(root().join(&path)) {
            complaints.extend(paths_of_a_machine(&path, &text));
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
    let sample = ["see ", "work", "x", "notes.md"].join("/");
    assert_eq!(paths_of_a_machine("README.md", &sample).len(), 1);
    assert_eq!(paths_of_a_machine("README.md", "https://example.org/home/x and target/work/x"), Vec::<String>::new());
}
