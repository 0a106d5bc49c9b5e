//! Layouts that no format knows: proposing how to read them, and the profiles that a person makes of that, which are kept as
//! format files in the user's own folder.

use super::Desk;
use super::assets::in_one_line;
use super::file_problem::{file_problem, io_problem};
use super::report_files::{ReportFile, report_files, shown_name};
use crate::domain::{FileOutcome, FileProblem, ImportOutcome, Mapping, Problem, Proposal};
use crate::import::{FormatLibrary, ImportError, ImportOptions, Input, Part, Unknown, parts, profile_text, propose};
use std::io::Read;
use std::path::{Path, PathBuf};

/// How much of a file is looked at: some hundred thousand rows, read anew with every change on screen.
const LOOKED_AT_BYTES: u64 = 8 * 1024 * 1024;
/// Members or sheets among which the report is looked for.
const MOST_PARTS: usize = 20;

/// What is proposed for a file, or how it reads under `mapping`; `profile` names a format that is to be changed.
pub fn propose_layout(
    desk: &Desk,
    path: &Path,
    mapping: Option<&Mapping>,
    profile: Option<&str>,
) -> Result<Proposal, Problem> {
    let library = desk.assets().formats();
    with_unknown(desk, path, profile, |unknown| propose(unknown, mapping, &library))
}

/// Keeps a mapping as a profile and gives back its id. A new one replaces no other: it gets a number.
pub fn remember_layout(desk: &Desk, path: &Path, mapping: &Mapping) -> Result<String, Problem> {
    let library = desk.assets().formats();
    let mut mapping = mapping.clone();
    if mapping.name.trim().is_empty() {
        mapping.name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    }
    let write = |mapping: &Mapping| with_unknown(desk, path, None, |unknown| profile_text(unknown, mapping, &library));
    let mut profile = write(&mapping)?;
    if mapping.id.is_none() {
        let taken: Vec<String> = desk.assets().own_formats().into_iter().map(|profile| profile.id).collect();
        let name = mapping.name.clone();
        let mut number = 2;
        while taken.contains(&profile.id) {
            mapping.name = format!("{name} {number}");
            number += 1;
            profile = write(&mapping)?;
        }
    }
    save(desk, &profile.id, &profile.toml)?;
    Ok(profile.id)
}

/// Keeps a format file that somebody else has made.
pub fn add_profile(desk: &Desk, path: &Path) -> Result<(), Problem> {
    let file = shown_name(path);
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::File { file: file.clone(), problem: io_problem(&error) })?;
    let mut library = FormatLibrary::built_in()
        .map_err(|error| Problem::BadAsset { file: file.clone(), detail: error.to_string() })?;
    let added = library.add_own(&file, &text);
    let info = added.map_err(|error| Problem::BadAsset { file, detail: in_one_line(&error.to_string()) })?;
    save(desk, &file_stem(&info.id), &text)
}

/// Writes a copy of a profile.
pub fn export_profile(desk: &Desk, id: &str, to: &Path) -> Result<(), Problem> {
    let copied = std::fs::copy(place_of(desk, id)?, to);
    copied
        .map(|_| ())
        .map_err(|error| Problem::NotWritten { path: to.display().to_string(), detail: error.to_string() })
}

/// Forgets a profile. What was imported with it stays.
pub fn remove_profile(desk: &Desk, id: &str) -> Result<(), Problem> {
    let path = place_of(desk, id)?;
    std::fs::remove_file(&path)
        .map_err(|error| Problem::NotWritten { path: path.display().to_string(), detail: error.to_string() })?;
    desk.assets().reload_own_formats()
}

/// Which of the files given to an import could be read if somebody said what their columns mean.
pub fn unknown_files(given: &[PathBuf], outcome: &ImportOutcome) -> Vec<PathBuf> {
    let is_layout = |problem: &FileProblem| {
        matches!(problem, FileProblem::NotRecognised { .. } | FileProblem::AmbiguousDates { .. })
    };
    let files: Vec<ReportFile> = given.iter().filter_map(|path| report_files(path).ok()).flatten().collect();
    let is_of = |file: &ReportFile, name: &str| {
        name.strip_prefix(file.name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let path_of = |name: &str| files.iter().find(|file| is_of(file, name)).map(|file| file.path.clone());
    let unknown = outcome.files.iter().filter_map(|file| match file {
        FileOutcome::NotRead { file, problem } if is_layout(problem) => path_of(file),
        _ => None,
    });
    unknown.collect()
}

/// Opens the report in a file: the file itself, or the member or sheet of it that is most like a table.
fn with_unknown<T>(
    desk: &Desk,
    path: &Path,
    format: Option<&str>,
    work: impl FnOnce(&Unknown<'_>) -> Result<T, ImportError>,
) -> Result<T, Problem> {
    let name = shown_name(path);
    let of_file = |problem| Problem::File { file: name.clone(), problem };
    let of_import = |error| of_file(file_problem(error, desk.assets()));
    if path.is_dir() {
        return Err(of_file(FileProblem::Folder));
    }
    let file = ReportFile { path: path.to_owned(), name: name.clone() };
    let settings = desk.settings()?;
    let zone = desk.clock.report_zone(&settings);
    let options = ImportOptions {
        file_name: &name,
        written_at: None,
        source: None,
        format,
        zone,
        currency: settings.currency,
        encoding: None,
    };
    let library = desk.assets().formats();
    let mut opened = Vec::new();
    for part in parts(&file, &name).map_err(of_import)?.iter().take(MOST_PARTS) {
        opened.push(first_bytes(part).map_err(of_import)?);
    }
    let unknown = |(bytes, is_sample): &'_ (Vec<u8>, bool)| -> usize {
        let unknown = Unknown { bytes, is_sample: *is_sample, options };
        propose(&unknown, None, &library).map_or(0, |proposal| proposal.columns.len() + proposal.rows as usize)
    };
    let best = if opened.len() > 1 { opened.iter().max_by_key(|part| unknown(part)) } else { opened.first() };
    let (bytes, is_sample) = best.ok_or_else(|| of_file(FileProblem::Empty))?;
    work(&Unknown { bytes, is_sample: *is_sample, options }).map_err(of_import)
}

/// The first bytes of a part, whole lines only, and whether there are more.
fn first_bytes(part: &Part<'_>) -> Result<(Vec<u8>, bool), ImportError> {
    let mut bytes = Vec::new();
    part.open()?.take(LOOKED_AT_BYTES + 1).read_to_end(&mut bytes)?;
    let is_sample = bytes.len() as u64 > LOOKED_AT_BYTES;
    if is_sample && let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
        bytes.truncate(end + 1);
    }
    Ok((bytes, is_sample))
}

/// Writes a format file beside the others, whole or not at all, and reads them anew.
fn save(desk: &Desk, id: &str, text: &str) -> Result<(), Problem> {
    let path = place_of(desk, id)?;
    let not_written =
        |error: std::io::Error| Problem::NotWritten { path: path.display().to_string(), detail: error.to_string() };
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    std::fs::create_dir_all(&folder).map_err(not_written)?;
    let unfinished = path.with_extension("toml.new");
    std::fs::write(&unfinished, text).map_err(not_written)?;
    std::fs::rename(&unfinished, &path).map_err(not_written)?;
    desk.assets().reload_own_formats()
}

fn place_of(desk: &Desk, id: &str) -> Result<PathBuf, Problem> {
    let unknown = || Problem::NotWritten { path: format!("{id}.toml"), detail: "no configuration folder".to_owned() };
    desk.assets().own_folder().map(|folder| folder.join(format!("{}.toml", file_stem(id)))).ok_or_else(unknown)
}

/// An id as the name of a file: nothing that leads out of the folder.
fn file_stem(id: &str) -> String {
    id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') { c } else { '-' }).collect()
}
