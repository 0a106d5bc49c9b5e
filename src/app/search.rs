//! What of a case the search looks through.

use super::case_list::Scene;
use crate::domain::{CaseView, Entry};

/// A search as its words.
pub(super) struct Words(Vec<String>);

impl Words {
    /// Blanks part words; currency signs, grouping and the bullets before a card's last digits do not count.
    pub(super) fn of(search: &str) -> Self {
        Self(search.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect())
    }

    /// Whether everything fits.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every word stands somewhere in `text`, which [`searched_text`] made.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word))
    }
}

/// A search word as the reports write numbers.
fn plain(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '¥' | '€' | '£' | '$' | ',' | '•')).flat_map(char::to_lowercase).collect()
}

/// Everything of a case that the search finds, in lower case, one thing a line: amounts, cards, references, terminals,
/// notes, contacts, the outcome, and who worked on it.
pub(super) fn searched_text(view: &CaseView, scene: &Scene<'_>) -> String {
    let case = &view.case;
    let mut parts = vec![case.id.0.to_string(), case.finding.amount.to_plain()];
    for line in &view.sources {
        parts.push(line.entry.amount.to_plain());
        parts.push(scene.settings.terminal_name(&line.entry.terminal).to_owned());
        parts.extend(identifiers(&line.entry).map(str::to_owned));
    }
    parts.extend(case.work.notes.iter().map(|(_, note)| note.text.clone()));
    for (_, contact) in &case.work.contacts {
        parts.extend([&contact.person, &contact.reference, &contact.said].map(Clone::clone));
    }
    if let Some((_, outcome)) = &case.work.outcome {
        parts.push(scene.outcome_names.get(&outcome.outcome).unwrap_or(&outcome.outcome).clone());
        parts.push(outcome.reason.clone());
    }
    parts.extend(case.history.iter().map(|recorded| recorded.author.operator.clone()));
    parts.sort();
    parts.dedup();
    parts.join("\n").to_lowercase()
}

fn identifiers(entry: &Entry) -> [&str; 9] {
    [
        entry.card.as_str(),
        &entry.scheme,
        &entry.rrn,
        &entry.stan,
        &entry.auth,
        &entry.order,
        &entry.provider_ref,
        &entry.terminal,
        &entry.batch,
    ]
}
