//! Standard output and error: answers on the one, messages on the other.

use super::{Exit, json};
use crate::domain::{FileProblem, Problem, mask_card_numbers};
use crate::text::Texts;
use serde_json::Value;
use std::io::{self, Write};

/// Where answers go, and in which words.
pub struct Console {
    /// The language of messages.
    pub texts: Texts,
    /// Whether answers are machine-readable.
    pub json: bool,
}

impl Console {
    /// A console that speaks `texts`.
    pub const fn new(texts: Texts, json: bool) -> Self {
        Self { texts, json }
    }

    /// Prints the machine-readable answer, or the one for people.
    pub fn answer(&self, machine: impl FnOnce() -> Value, person: impl FnOnce() -> String) {
        let text = if self.json { format!("{:#}", machine()) } else { person() };
        say_to(io::stdout().lock(), text.trim_end());
    }

    /// Prints a message beside the answer.
    pub fn message(&self, text: &str) {
        say_to(io::stderr().lock(), text);
    }

    /// Says why nothing was done, in one sentence, and returns the exit status.
    pub fn fail(&self, problem: &Problem) -> Exit {
        if self.json {
            self.answer(|| json::error(problem, &self.texts), String::new);
        } else {
            self.message(&mask_card_numbers(&self.texts.problem(problem)));
        }
        match problem {
            Problem::BadCall(_) | Problem::File { problem: FileProblem::UnknownFormat { .. }, .. } => Exit::WrongCall,
            _ => Exit::NothingDone,
        }
    }
}

/// Writes a line; a reader that has gone away (`| head`) is no error of ours.
fn say_to(mut out: impl Write, text: &str) {
    let _ = writeln!(out, "{text}");
}
