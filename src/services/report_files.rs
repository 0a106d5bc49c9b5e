//! The files that a person means: those named, and those in a folder named.

use super::file_problem::io_problem;
use crate::domain::{FileProblem, mask_card_numbers};
use crate::import::{FileInput, ReadSeek};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Files in one folder; whoever names a whole disk does not mean it.
const MOST_FILES: usize = 1_000;

/// Endings of what lies beside reports and is none: only who names such a file itself means it.
const NO_REPORTS: [&str; 14] =
    ["md", "pdf", "png", "jpg", "jpeg", "gif", "doc", "docx", "toml", "exe", "lnk", "ini", "sqlite", "html"];

/// A file on disk, by the name that is shown.
pub(super) struct ReportFile {
    pub(super) path: PathBuf,
    /// Without its folder, card numbers cut; below a named folder with the way from there.
    pub(super) name: String,
}

impl FileInput for ReportFile {
    fn open_file(&self) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(File::open(&self.path)?))
    }
}

/// The file at `path`, or those in the folder there and in its sub-folders, by name.
pub(super) fn report_files(path: &Path) -> Result<Vec<ReportFile>, FileProblem> {
    let metadata = std::fs::metadata(path).map_err(|error| io_problem(&error))?;
    if !metadata.is_dir() {
        return Ok(vec![ReportFile { path: path.to_owned(), name: shown_name(path) }]);
    }
    let mut files = Vec::new();
    for entry in listed(path)? {
        if entry.is_dir() {
            files.extend(listed(&entry)?.into_iter().filter(|path| path.is_file()));
        } else {
            files.push(entry);
        }
        if files.len() > MOST_FILES {
            return Err(FileProblem::TooManyFiles(MOST_FILES));
        }
    }
    if files.is_empty() {
        return Err(FileProblem::Folder);
    }
    let name = |file: &Path| {
        let within = file.strip_prefix(path).unwrap_or(file);
        mask_card_numbers(&within.to_string_lossy().replace('\\', "/"))
    };
    Ok(files.into_iter().map(|path| ReportFile { name: name(&path), path }).collect())
}

/// A file's name without its folder, card numbers cut.
pub(super) fn shown_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    mask_card_numbers(&name)
}

/// What stands in a folder, by name; hidden files and those that offices leave beside open ones are left out.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, FileProblem> {
    let entries = std::fs::read_dir(folder).map_err(|error| io_problem(&error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| io_problem(&error))?;
        let (name, path) = (entry.file_name(), entry.path());
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if !name.to_string_lossy().starts_with(['.', '~']) && !NO_REPORTS.contains(&ending.as_str()) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_means_the_files_in_it_and_one_below() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "readme.md", ".hidden", "~$b.xlsx", "sub/a.csv", "sub/deeper/c.csv"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let names: Vec<String> = report_files(folder.path()).unwrap().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["b.csv", "sub/a.csv"]);
        std::fs::create_dir(folder.path().join("empty")).unwrap();
        assert!(matches!(report_files(&folder.path().join("empty")), Err(FileProblem::Folder)));
        assert!(matches!(report_files(&folder.path().join("gone")), Err(FileProblem::NotFound)));
    }
}
