//! A photo or a file joins a case.

use super::work_case::{decide, safe_text};
use super::{Desk, browse, file_problem};
use crate::domain::{CaseId, CaseView, Decision, Evidence, EvidenceKind, Problem, UnfitEvidence};
use crate::evidence;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Keeps a copy of the file beside the case book and writes it into the case's history. The file itself stays as it is.
pub fn attach_file(desk: &mut Desk, id: CaseId, path: &Path, operator: &str) -> Result<CaseView, Problem> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = read(path, &name)?;
    // A case that is not there keeps nothing.
    browse::case_view(desk, id)?;
    let fit = evidence::prepare(bytes).map_err(|why| unfit(&name, why))?;
    let bytes = match (fit.kind, std::str::from_utf8(&fit.bytes)) {
        (EvidenceKind::Text, Ok(text)) => crate::domain::mask_secrets(text).into_bytes(),
        _ => fit.bytes,
    };
    let sha256 = desk.book.keep_file(&bytes, fit.kind.ending())?;
    let kept = Evidence { sha256, name: safe_text(&name), kind: fit.kind, bytes: bytes.len() as u64 };
    decide(desk, id, &[Decision::Attached(kept)], operator)
}

fn unfit(name: &str, why: UnfitEvidence) -> Problem {
    Problem::Unfit { file: safe_text(name), why }
}

/// Reads no more than could be kept.
fn read(path: &Path, name: &str) -> Result<Vec<u8>, Problem> {
    let problem =
        |error: std::io::Error| Problem::File { file: safe_text(name), problem: file_problem::io_problem(&error) };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(problem)?;
    file.take(evidence::MOST_PHOTO_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(problem)?;
    if bytes.len() > evidence::MOST_PHOTO_BYTES { Err(unfit(name, UnfitEvidence::TooLarge)) } else { Ok(bytes) }
}
