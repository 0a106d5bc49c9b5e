//! What the command line adds to a sentence: the ids and options that mend what went wrong. The window has buttons for them.

use crate::domain::{FileProblem, Problem, Refusal};
use crate::text::{Texts, say};

/// What went wrong, with what to type.
pub(super) fn problem(problem: &Problem, texts: &Texts) -> String {
    let hint = match problem {
        Problem::File { file, problem } => return file_problem(file, problem, texts),
        Problem::Refused(Refusal::ChecksOpen { checks: ids, .. } | Refusal::NotAcknowledged { rules: ids }) => {
            texts.list(ids)
        }
        Problem::Refused(Refusal::NoAgreement) => "contact --party customer".to_owned(),
        Problem::UnknownCase(_) => "cases --state all".to_owned(),
        _ => String::new(),
    };
    with_hint(texts, texts.problem(problem), &hint)
}

/// Why a file was not read, with what to type.
pub(super) fn file_problem(file: &str, problem: &FileProblem, texts: &Texts) -> String {
    let hint = if matches!(problem, FileProblem::NotRecognised { .. }) { "--as, --format" } else { "" };
    with_hint(texts, texts.file_problem(file, problem), hint)
}

fn with_hint(texts: &Texts, sentence: String, hint: &str) -> String {
    if hint.is_empty() { sentence } else { say!(texts, "cli-with-hint", sentence = sentence, hint = hint) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{CaseId, Language, Step};

    #[test]
    fn only_the_command_line_speaks_of_ids_and_options() {
        let checks = vec!["compare-sources".to_owned()];
        let file = "a.csv".to_owned();
        let not_recognised =
            FileProblem::NotRecognised { columns: vec!["A".to_owned()], missing: vec!["time".to_owned()] };
        for (wrong, hint) in [
            (Problem::Refused(Refusal::ChecksOpen { step: Step::VerifyDetails, checks }), "compare-sources"),
            (
                Problem::Refused(Refusal::NotAcknowledged { rules: vec!["charge-paid-customer".to_owned()] }),
                "charge-paid-customer",
            ),
            (Problem::Refused(Refusal::NoAgreement), "contact --party customer"),
            (Problem::UnknownCase(CaseId(7)), "cases --state all"),
            (Problem::File { file, problem: not_recognised }, "--as, --format"),
        ] {
            for language in [Language::English, Language::Chinese] {
                let texts = Texts::new(language);
                assert!(!texts.problem(&wrong).contains(hint), "{}", texts.problem(&wrong));
                assert!(problem(&wrong, &texts).contains(hint), "{}", problem(&wrong, &texts));
            }
        }
    }
}
