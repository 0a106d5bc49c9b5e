//! A shop with a case book of its own in a temporary folder, and the program to run in it.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its own part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What the clock shows unless a test says otherwise.
pub const NOW: &str = "2026-11-23T22:00:00+08:00";

pub struct Shop {
    pub folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}\n{}", self.stdout, self.stderr))
    }
}

impl Shop {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn book(&self) -> PathBuf {
        self.path("book.sqlite")
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program, with nothing of this machine's display, home or language.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loose-ends"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("PATH", "/usr/bin:/bin")
            .current_dir(self.folder.path());
        command
    }

    /// Runs one call in the shop's book at `NOW`.
    pub fn run(&self, arguments: &[&str]) -> Answer {
        self.run_at(NOW, arguments)
    }

    pub fn run_at(&self, now: &str, arguments: &[&str]) -> Answer {
        let mut command = self.command();
        command
            .args(arguments)
            .args(["--now", now, "--operator", "cashier 07", "--lang", "en", "--db"])
            .arg(self.book());
        answer(&command.output().unwrap())
    }

    /// Runs one call that must succeed and answers in JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.run(&[arguments, &["--json"]].concat());
        assert!(answer.status <= 1, "{arguments:?}: {} {}", answer.stdout, answer.stderr);
        answer.json()
    }

    /// Imports the three reports of the sample day.
    pub fn import_sample_day(&self) -> Value {
        let folder = sample_day();
        let files: Vec<String> = ["terminal.csv", "acquirer.csv", "till.csv"]
            .iter()
            .map(|name| folder.join(name).display().to_string())
            .collect();
        let mut arguments = vec!["import"];
        arguments.extend(files.iter().map(String::as_str));
        self.json(&arguments)
    }

    /// The number of the one case of this kind.
    pub fn case_of(&self, finding: &str) -> String {
        let cases = self.json(&["cases", "--state", "all", "--finding", finding]);
        let cases = cases.as_array().unwrap();
        assert_eq!(cases.len(), 1, "{finding}");
        cases[0]["id"].to_string()
    }
}

pub fn answer(output: &Output) -> Answer {
    Answer {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout.clone()).unwrap(),
        stderr: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

pub fn sample_day() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample-day")
}

/// The folder of material beside the project, where it is present.
pub fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    path.exists().then_some(path)
}
