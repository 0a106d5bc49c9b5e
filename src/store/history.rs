//! The history: a chain in which each link names the digest of the one before, so that a change shows.

use super::Reader;
use super::columns::{Bytes, from_json, json_list, moment_at, new_uid, offset_secs};
use super::error::{StoreError, StoreErrorKind};
use crate::domain::{Author, BusinessDay, CaseId, DayTotals, Decision, Recorded, ReportId, Settings};
use rusqlite::{Connection, Row, params};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// A SHA-256 digest.
pub(super) type Hash = [u8; 32];

/// What checking the whole history found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryCheck {
    /// How many entries were found whole, from the first on.
    pub entries: u64,
    /// Digest of the last of them, in hexadecimal; it stands for everything before it.
    pub head: String,
    /// Number of the first entry that was changed, put in or taken out; none when all are whole.
    pub first_broken: Option<i64>,
}

/// What happens to the whole book, as it stands in the history.
#[derive(serde::Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub(super) enum BookEvent<'a> {
    /// An import became visible.
    ReportsPublished { reports: Vec<PublishedReport> },
    /// Somebody changed the settings.
    SettingsSaved { settings: &'a Settings },
    /// A copy of this name was put in the place of the whole book.
    Restored { from: &'a str },
    /// Somebody signed a day off.
    DaySignedOff { number: i64, day: BusinessDay, totals: &'a DayTotals, override_reason: Option<&'a str> },
}

/// A report as the history names it.
#[derive(serde::Serialize)]
pub(super) struct PublishedReport {
    pub(super) report: ReportId,
    pub(super) file: String,
    /// In hexadecimal.
    pub(super) sha256: String,
}

impl Reader {
    /// Goes through the whole history and checks that nothing in it was changed, put in or taken out.
    pub fn verify_history(&self) -> Result<HistoryCheck, StoreError> {
        self.snapshot(|| self.run(verify))
    }

    /// Number and digest (hexadecimal) of the last entry, to be printed where nobody can change it. Number zero and the
    /// digest that the chain starts from while nothing has happened.
    pub fn history_head(&self) -> Result<(i64, String), StoreError> {
        self.run(|conn| read_head(conn).map(|(seq, chain)| (seq, hex(&chain))))
    }
}

/// The digest that the first entry follows: each book has its own, so that no entry fits into another book.
pub(super) fn start_of_chain(book: [u8; 16]) -> Hash {
    Sha256::new().chain_update(b"case book").chain_update(book).finalize().into()
}

/// Adds one entry at the end and says its number. `what` is JSON.
pub(super) fn append(
    conn: &Connection,
    author: &Author,
    case: Option<CaseId>,
    what: &str,
) -> Result<i64, StoreErrorKind> {
    let (last, previous) = read_head(conn)?;
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)?;
    let link = Link {
        seq: last + 1,
        uid: *new_uid(author.at).as_bytes(),
        case: case.map(|case| case.0),
        at: (author.at.timestamp(), offset_secs(author.at)),
        digest: payload_digest(salt, &author.operator, what),
    };
    let chain = link.follow(previous);
    conn.prepare_cached(include_str!("sql/insert_history.sql"))?.execute(params![
        link.seq,
        Bytes(link.uid),
        link.case,
        link.at.0,
        link.at.1,
        Bytes(link.digest),
        Bytes(chain),
    ])?;
    conn.prepare_cached(include_str!("sql/insert_decision.sql"))?.execute(params![
        link.seq,
        Bytes(salt),
        author.operator,
        what
    ])?;
    conn.prepare_cached(include_str!("sql/move_head.sql"))?.execute(params![link.seq, Bytes(chain)])?;
    Ok(link.seq)
}

/// What happened to each of these cases, oldest first.
pub(super) fn of_cases(
    conn: &Connection,
    cases: impl IntoIterator<Item = i64>,
) -> Result<FxHashMap<CaseId, Vec<Recorded>>, StoreErrorKind> {
    let mut statement = conn.prepare_cached(include_str!("sql/history_of_cases.sql"))?;
    let mut rows = statement.query([json_list(cases)])?;
    let mut histories: FxHashMap<CaseId, Vec<Recorded>> = FxHashMap::default();
    while let Some(row) = rows.next()? {
        let author = Author { at: moment_at(row, 2)?, operator: row.get(4)? };
        let decision: Decision = from_json(row, 5)?;
        histories.entry(CaseId(row.get(0)?)).or_default().push(Recorded { seq: row.get(1)?, author, decision });
    }
    Ok(histories)
}

/// What the chain binds together.
struct Link {
    seq: i64,
    uid: [u8; 16],
    case: Option<i64>,
    /// UTC seconds and offset.
    at: (i64, i32),
    digest: Hash,
}

impl Link {
    /// The digest of this link after `previous`. Every part has a fixed length, so that none can pass for another.
    fn follow(&self, previous: Hash) -> Hash {
        Sha256::new()
            .chain_update(previous)
            .chain_update(self.seq.to_le_bytes())
            .chain_update(self.uid)
            .chain_update(self.case.unwrap_or(0).to_le_bytes())
            .chain_update(self.at.0.to_le_bytes())
            .chain_update(self.at.1.to_le_bytes())
            .chain_update(self.digest)
            .finalize()
            .into()
    }
}

/// The salt keeps a short payload from being guessed out of its digest once the payload itself is gone.
fn payload_digest(salt: [u8; 16], operator: &str, what: &str) -> Hash {
    Sha256::new()
        .chain_update(salt)
        .chain_update((operator.len() as u64).to_le_bytes())
        .chain_update(operator)
        .chain_update(what)
        .finalize()
        .into()
}

fn read_head(conn: &Connection) -> Result<(i64, Hash), StoreErrorKind> {
    let mut statement = conn.prepare_cached(include_str!("sql/read_head.sql"))?;
    let (seq, Bytes(chain)) = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((seq, chain))
}

pub(super) fn verify(conn: &Connection) -> Result<HistoryCheck, StoreErrorKind> {
    let Bytes(book) = conn.query_row(include_str!("sql/read_book_uid.sql"), [], |row| row.get(0))?;
    let mut last = (0, start_of_chain(book));
    let mut is_broken = false;
    let mut statement = conn.prepare(include_str!("sql/chain.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // A row that cannot even be read was tampered with as well.
        match check_link(row, last) {
            Ok(Some(chain)) => last = (last.0 + 1, chain),
            _ => {
                is_broken = true;
                break;
            }
        }
    }
    // Entries missing at the end leave a whole chain; only the head tells.
    let (found, chain) = last;
    let ends_at_head = read_head(conn).is_ok_and(|head| head == last);
    let first_broken = (is_broken || !ends_at_head).then_some(found + 1);
    Ok(HistoryCheck { entries: u64::try_from(found).unwrap_or(0), head: hex(&chain), first_broken })
}

/// The digest that the row in hand adds to the chain, if the row follows the last one unchanged.
fn check_link(row: &Row<'_>, (last, previous): (i64, Hash)) -> rusqlite::Result<Option<Hash>> {
    let (Bytes(uid), Bytes(digest), Bytes(chain), Bytes(salt)) = (row.get(1)?, row.get(5)?, row.get(6)?, row.get(7)?);
    let (operator, what): (String, String) = (row.get(8)?, row.get(9)?);
    let link = Link { seq: row.get(0)?, uid, case: row.get(2)?, at: (row.get(3)?, row.get(4)?), digest };
    let is_whole =
        link.seq == last + 1 && link.digest == payload_digest(salt, &operator, &what) && link.follow(previous) == chain;
    Ok(is_whole.then_some(chain))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
