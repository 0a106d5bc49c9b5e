//! Looks after the case book: is it whole, does its history hold, do the cases follow from the facts.

use super::work_case::author;
use super::{Desk, derive};
use crate::domain::{CaseCounts, Problem};

/// What looking at the case book found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Health {
    /// What SQLite says of the file; empty when nothing is wrong.
    pub damage: Vec<String>,
    /// Entries of the history.
    pub history: u64,
    /// First entry of the history that was tampered with.
    pub tampered_at: Option<i64>,
    /// Head of the history's chain of digests.
    pub history_head: String,
    /// Reports in the book.
    pub reports: u64,
}

impl Health {
    /// Whether everything is as it should be.
    pub fn is_good(&self) -> bool {
        self.damage.is_empty() && self.tampered_at.is_none()
    }
}

/// Looks at the case book.
pub fn doctor(desk: &Desk) -> Result<Health, Problem> {
    let history = desk.book.verify_history()?;
    Ok(Health {
        damage: desk.book.quick_check()?,
        history: history.entries,
        tampered_at: history.first_broken,
        history_head: history.head,
        reports: desk.book.reports()?.len() as u64,
    })
}

/// Derives everything again from the facts.
pub fn rebuild(desk: &mut Desk, operator: &str) -> Result<CaseCounts, Problem> {
    let author = author(desk, operator);
    derive::derive_all(desk, &author)
}
