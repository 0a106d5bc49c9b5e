//! Cases: the finding as it stands, with the history that people wrote.

use super::columns::{from_json, json_list};
use super::error::{StoreError, StoreErrorKind};
use super::{Reader, history};
use crate::domain::{BusinessDay, Case, CaseId, CaseWork, EntryId, Moment, SourceLine};
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

/// Which cases to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseFilter {
    /// Every case.
    All,
    /// Those without an outcome, open and waiting.
    NotClosed,
    /// Those about a payment of one business day.
    OfDay(BusinessDay),
    /// Those that got their outcome between two instants, both included.
    ClosedBetween(Moment, Moment),
}

impl Reader {
    /// Cases with their history, oldest first.
    pub fn cases(&self, which: CaseFilter) -> Result<Vec<Case>, StoreError> {
        self.snapshot(|| self.run(|conn| load(conn, &case_ids(conn, which)?)))
    }

    /// One case with its history.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        let found: Vec<Case> = self.snapshot(|| self.run(|conn| load(conn, &[id.0])))?;
        Ok(found.into_iter().next())
    }

    /// The case that each of these entries belongs to, for those that belong to one.
    pub fn case_of_entries(&self, entries: &[EntryId]) -> Result<Vec<(EntryId, CaseId)>, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/case_of_entries.sql"))?;
            let mut rows = statement.query([json_list(entries.iter().map(|entry| entry.0))])?;
            let mut pairs = Vec::new();
            while let Some(row) = rows.next()? {
                pairs.push((EntryId(row.get(0)?), CaseId(row.get(1)?)));
            }
            Ok(pairs)
        })
    }

    /// The digest of the evidence about the money that each of these cases was last stored with.
    pub fn evidence(&self, cases: &[CaseId]) -> Result<FxHashMap<CaseId, String>, StoreError> {
        self.run(|conn| {
            let mut statement = conn.prepare_cached(include_str!("sql/evidence_of_cases.sql"))?;
            let mut rows = statement.query([json_list(cases.iter().map(|case| case.0))])?;
            let mut evidence = FxHashMap::default();
            while let Some(row) = rows.next()? {
                evidence.insert(CaseId(row.get(0)?), row.get(1)?);
            }
            Ok(evidence)
        })
    }

    /// What each source says about a case: in the order of `Source`, the leading entry first within its source.
    pub fn source_lines(&self, case: &Case) -> Result<Vec<SourceLine>, StoreError> {
        let mut lines = self.source_lines_of(std::slice::from_ref(case))?;
        Ok(lines.remove(&case.id).unwrap_or_default())
    }

    /// [`Self::source_lines`] of many cases at once, with one statement.
    pub fn source_lines_of(&self, cases: &[Case]) -> Result<FxHashMap<CaseId, Vec<SourceLine>>, StoreError> {
        let wanted: Vec<EntryId> = cases.iter().flat_map(|case| case.finding.entries.iter().copied()).collect();
        let found = self.lines(&wanted)?;
        let lines_of = |case: &Case| {
            let mut lines: Vec<SourceLine> =
                case.finding.entries.iter().filter_map(|entry| found.get(entry).cloned()).collect();
            lines.sort_by_key(|line| (line.entry.source, line.entry.id != case.finding.lead));
            lines
        };
        Ok(cases.iter().map(|case| (case.id, lines_of(case))).collect())
    }

    /// What is said about the transactions that these cases relate to, in the order in which the finding names them.
    pub fn related_lines_of(&self, cases: &[Case]) -> Result<FxHashMap<CaseId, Vec<SourceLine>>, StoreError> {
        let related =
            |case: &Case| -> Vec<EntryId> { case.finding.related.iter().map(|related| related.entry).collect() };
        let wanted: Vec<EntryId> = cases.iter().flat_map(related).collect();
        let found = self.lines(&wanted)?;
        let lines_of = |case: &Case| related(case).iter().filter_map(|entry| found.get(entry).cloned()).collect();
        Ok(cases.iter().map(|case| (case.id, lines_of(case))).collect())
    }
}

fn case_ids(conn: &Connection, which: CaseFilter) -> Result<Vec<i64>, StoreErrorKind> {
    let collect = |sql: &str, params: &[&dyn rusqlite::ToSql]| {
        let mut statement = conn.prepare_cached(sql)?;
        let ids = statement.query_map(params, |row| row.get(0))?;
        ids.collect::<Result<Vec<i64>, _>>()
    };
    let ids = match which {
        CaseFilter::All => collect(include_str!("sql/case_ids_all.sql"), &[]),
        CaseFilter::NotClosed => collect(include_str!("sql/case_ids_not_closed.sql"), &[]),
        CaseFilter::OfDay(day) => collect(include_str!("sql/case_ids_of_day.sql"), params![day.to_string()]),
        CaseFilter::ClosedBetween(from, to) => {
            let span = params![from.timestamp(), to.timestamp()];
            collect(include_str!("sql/case_ids_closed_between.sql"), span)
        }
    };
    Ok(ids?)
}

fn load(conn: &Connection, ids: &[i64]) -> Result<Vec<Case>, StoreErrorKind> {
    let mut histories = history::of_cases(conn, ids.iter().copied())?;
    let mut statement = conn.prepare_cached(include_str!("sql/cases_by_id.sql"))?;
    let mut rows = statement.query([json_list(ids.iter().copied())])?;
    let mut cases = Vec::with_capacity(ids.len());
    while let Some(row) = rows.next()? {
        let id = CaseId(row.get(0)?);
        let history = histories.remove(&id).unwrap_or_default();
        let work = CaseWork::from_history(&history);
        cases.push(Case { id, uid: row.get(1)?, finding: from_json(row, 2)?, work, history });
    }
    Ok(cases)
}
