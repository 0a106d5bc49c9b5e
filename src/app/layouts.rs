//! Files whose layout no format knows, one after the other, and the profiles that were made of earlier ones.

use crate::domain::{DayOrder, Mapping, Meaning, Profile, Proposal, Source, Status, TypeUse};
use std::collections::VecDeque;
use std::path::PathBuf;

/// What a file is chosen for in the dialog that opens next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choosing {
    /// To be imported.
    #[default]
    Reports,
    /// To say what its columns mean; as a profile has it, where one is to be changed.
    Layout(Option<String>),
}

/// The layout that is being settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLayout {
    /// The file.
    pub file: PathBuf,
    /// How it reads; none before it was looked at.
    pub proposal: Option<Box<Proposal>>,
    /// What the person wants it to mean, where that is not what the proposal shows yet.
    pub wanted: Option<Mapping>,
    /// Whether somebody asked for it, so that they want to know why it cannot be shown.
    pub is_by_hand: bool,
    /// The row shown in full, of those that cannot be read.
    pub shown_fault: Option<usize>,
    /// Whether it is being imported.
    pub is_importing: bool,
}

/// Layouts to be settled, and those that were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layouts {
    /// Files that wait for their turn.
    pub waiting: VecDeque<PathBuf>,
    /// The one on screen.
    pub open: Option<OpenLayout>,
    /// What the file asked for next is for.
    pub(super) choosing: Choosing,
    /// The person's own formats.
    pub profiles: Vec<Profile>,
    /// The profile about to be removed, until that is confirmed.
    pub removing: Option<String>,
    /// The profile that a place to save is asked for.
    pub(super) exporting: Option<String>,
}

/// A change of the layout on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutEdit {
    /// Whose report it is.
    Source(Source),
    /// What it is remembered as.
    Name(String),
    /// What a column means.
    Means(usize, Meaning),
    /// Which comes first in a date.
    DayOrder(DayOrder),
    /// Whether amounts count fen or cents.
    MinorUnits(bool),
    /// What a word of the type column is taken for.
    Type(String, TypeUse),
    /// What a word of the status column is taken for.
    Status(String, Status),
}

impl OpenLayout {
    /// A file that nothing is known of yet.
    pub(super) const fn new(file: PathBuf, is_by_hand: bool) -> Self {
        Self { file, proposal: None, wanted: None, is_by_hand, shown_fault: None, is_importing: false }
    }

    /// What the person wants it to mean.
    pub fn mapping(&self) -> Option<&Mapping> {
        self.wanted.as_ref().or_else(|| self.proposal.as_ref().map(|proposal| &proposal.mapping))
    }

    /// Whether the file is being read under a change.
    pub fn is_reading(&self) -> bool {
        self.proposal.is_none() || self.wanted.is_some()
    }

    /// Takes an answer in; one that a later change has overtaken is left out.
    pub(super) fn proposed(&mut self, proposal: Box<Proposal>) {
        if self.wanted.as_ref().is_none_or(|wanted| reads_alike(wanted, &proposal.mapping)) {
            let name = self.wanted.take().map(|wanted| wanted.name);
            self.proposal = Some(proposal);
            self.shown_fault = None;
            // The name says nothing about reading, so that typing it asks for nothing.
            if let (Some(name), Some(proposal)) = (name, &mut self.proposal) {
                proposal.mapping.name = name;
            }
        }
    }

    /// Changes what it means; whether the file must be read under that.
    pub(super) fn edit(&mut self, edit: LayoutEdit) -> bool {
        if let LayoutEdit::Name(name) = edit {
            let mappings = [self.wanted.as_mut(), self.proposal.as_mut().map(|proposal| &mut proposal.mapping)];
            mappings.into_iter().flatten().for_each(|mapping| mapping.name.clone_from(&name));
            return false;
        }
        let Some(before) = self.mapping().cloned() else { return false };
        let mut mapping = before.clone();
        match edit {
            LayoutEdit::Source(source) => mapping.source = source,
            LayoutEdit::Means(column, meaning) => give_meaning(&mut mapping.meanings, column, meaning),
            LayoutEdit::DayOrder(order) => mapping.day_order = Some(order),
            LayoutEdit::MinorUnits(minor) => mapping.minor_units = minor,
            LayoutEdit::Type(word, meaning) => _ = mapping.types.insert(word, meaning),
            LayoutEdit::Status(word, status) => _ = mapping.statuses.insert(word, status),
            LayoutEdit::Name(_) => {}
        }
        if mapping == before {
            return false;
        }
        self.wanted = Some(mapping);
        true
    }
}

/// Gives a column a meaning; one that had it before is not read any more, unless several columns may have it.
fn give_meaning(meanings: &mut [Meaning], column: usize, meaning: Meaning) {
    let may_be_shared =
        matches!(meaning, Meaning::Ignore | Meaning::Amount | Meaning::AmountOut | Meaning::Fee | Meaning::Secret);
    for (at, other) in meanings.iter_mut().enumerate() {
        if at == column {
            *other = meaning;
        } else if *other == meaning && !may_be_shared {
            *other = Meaning::Ignore;
        }
    }
}

fn reads_alike(wanted: &Mapping, read: &Mapping) -> bool {
    *wanted == Mapping { name: wanted.name.clone(), ..read.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meaning_that_one_column_has_is_taken_from_it_by_another() {
        let mut meanings = vec![Meaning::Time, Meaning::Amount, Meaning::Ignore, Meaning::Ignore];
        give_meaning(&mut meanings, 2, Meaning::Time);
        give_meaning(&mut meanings, 3, Meaning::Amount);
        assert_eq!(meanings, [Meaning::Ignore, Meaning::Amount, Meaning::Time, Meaning::Amount]);
    }
}
