//! Standard output and error: answers on the one, messages on the other.

use super::{Exit, json, words};
use crate::domain::{FileProblem, Problem, mask_card_numbers};
use crate::text::{Texts, say};
use serde_json::Value;
use std::cell::Cell;
use std::io::{self, Write};

/// Where answers go, and in which words.
pub struct Console {
    /// The language of messages.
    pub texts: Texts,
    /// Whether answers are machine-readable.
    pub json: bool,
    /// Whether an answer could not be written.
    answer_lost: Cell<bool>,
}

impl Console {
    /// A console that speaks `texts`.
    pub const fn new(texts: Texts, json: bool) -> Self {
        Self { texts, json, answer_lost: Cell::new(false) }
    }

    /// Prints the machine-readable answer, or the one for people.
    pub fn answer(&self, machine: impl FnOnce() -> Value, person: impl FnOnce() -> String) {
        let text = if self.json { format!("{:#}", machine()) } else { person() };
        match writeln!(io::stdout().lock(), "{}", text.trim_end()) {
            // A reader that has gone away (`| head`) has read all that it wanted.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.answer_lost.set(true);
                self.message(&say!(self.texts, "cli-answer-lost", detail = error.to_string()));
            }
            _ => {}
        }
    }

    /// Whether an answer could not be written: a full disk behind standard output.
    pub fn has_lost_an_answer(&self) -> bool {
        self.answer_lost.get()
    }

    /// Prints a message beside the answer.
    pub fn message(&self, text: &str) {
        // There is nowhere left to say that this failed.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Says why nothing was done, in one sentence, and returns the exit status.
    pub fn fail(&self, problem: &Problem) -> Exit {
        if self.json {
            self.answer(|| json::error(problem, &self.texts), String::new);
        } else {
            self.message(&mask_card_numbers(&words::problem(problem, &self.texts)));
        }
        match problem {
            Problem::BadCall(_)
            | Problem::UnknownForm { .. }
            | Problem::UnknownExportForm { .. }
            | Problem::File { problem: FileProblem::UnknownFormat { .. }, .. } => Exit::WrongCall,
            _ => Exit::NothingDone,
        }
    }
}
