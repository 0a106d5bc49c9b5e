//! Formats, playbooks and response codes: the files under `assets/` that are compiled in.

use crate::domain::{CodeBook, FindingKind, Language, Playbook, Problem, Profile, Recognition, Source, TradeRules};
use crate::import::{FormatInfo, FormatLibrary};
use crate::reconcile::Knowledge;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

#[derive(RustEmbed)]
#[folder = "assets/playbooks/"]
struct PlaybookFiles;

#[derive(RustEmbed)]
#[folder = "assets/codes/"]
struct CodeFiles;

/// How long things stay valid, and when they count as over.
const TRADE_RULES: &str = include_str!("../../assets/trade-rules.toml");

/// One report format, as the command line lists it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FormatSummary {
    /// Id, for `--format`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose reports it reads.
    pub source: Source,
    /// How its files are told.
    pub recognition: Recognition,
}

/// Everything that a person may edit without touching code.
pub struct Assets {
    /// Report formats, those of the person's own included; they change while the program runs.
    formats: RwLock<Arc<FormatLibrary>>,
    /// Where the person's own formats are kept, and what there is.
    own_folder: Option<PathBuf>,
    own: RwLock<Vec<Profile>>,
    /// One playbook for each kind of finding.
    pub playbooks: BTreeMap<FindingKind, Playbook>,
    /// Response codes.
    pub codes: CodeBook,
    /// Validity, expiry and the like.
    pub trade_rules: TradeRules,
}

impl Assets {
    /// Reads the files that are compiled in. Each kind of finding must have its playbook.
    pub fn built_in() -> Result<Self, Problem> {
        let formats = FormatLibrary::built_in().map_err(|error| bad_asset("formats", &error))?;
        let mut playbooks = BTreeMap::new();
        for name in PlaybookFiles::iter() {
            let playbook: Playbook =
                toml::from_str(&text_of::<PlaybookFiles>(&name)?).map_err(|error| bad_asset(&name, &error))?;
            playbook.validate().map_err(|error| bad_asset(&name, &error))?;
            playbooks.insert(playbook.finding, playbook);
        }
        if let Some(kind) = FindingKind::ALL.iter().find(|kind| !playbooks.contains_key(kind)) {
            return Err(bad_asset(&format!("playbooks/{kind}.toml"), &"the file is missing"));
        }
        let mut codes = CodeBook::default();
        for name in CodeFiles::iter() {
            let system = name.trim_end_matches(".csv");
            codes.add(system, &text_of::<CodeFiles>(&name)?).map_err(|error| bad_asset(&name, &error))?;
        }
        let trade_rules = toml::from_str(TRADE_RULES).map_err(|error| bad_asset("trade-rules.toml", &error))?;
        let formats = RwLock::new(Arc::new(formats));
        Ok(Self { formats, own_folder: None, own: RwLock::default(), playbooks, codes, trade_rules })
    }

    /// The same with the person's own formats in `folder`, which need not be there. A file that cannot be used is listed
    /// with what is wrong with it and holds up nothing.
    pub fn with_own_formats(self, folder: PathBuf) -> Result<Self, Problem> {
        let assets = Self { own_folder: Some(folder), ..self };
        assets.reload_own_formats()?;
        Ok(assets)
    }

    /// Every report format as it is now.
    pub fn formats(&self) -> Arc<FormatLibrary> {
        Arc::clone(&self.formats.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The person's own formats, by name.
    pub fn own_formats(&self) -> Vec<Profile> {
        self.own.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where the person's own formats are kept.
    pub(super) fn own_folder(&self) -> Option<&Path> {
        self.own_folder.as_deref()
    }

    /// Reads the person's own formats anew.
    pub(super) fn reload_own_formats(&self) -> Result<(), Problem> {
        let mut library = FormatLibrary::built_in().map_err(|error| bad_asset("formats", &error))?;
        let mut own = Vec::new();
        for path in self.own_folder.iter().flat_map(|folder| toml_files(folder)) {
            own.push(read_own_format(&path, &mut library));
        }
        own.sort_by(|left, right| (&left.name, &left.id).cmp(&(&right.name, &right.id)));
        *self.formats.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(library);
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = own;
        Ok(())
    }

    /// What reconciling needs to know of the trade.
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge { codes: &self.codes, trade: &self.trade_rules }
    }

    /// Every report format, for a list; names in `language`.
    pub fn format_list(&self, language: Language) -> Vec<FormatSummary> {
        let name = |format: &FormatInfo| match language {
            Language::English => format.name_en.clone(),
            Language::Chinese => format.name_zh.clone(),
        };
        let summary = |format: &FormatInfo| FormatSummary {
            id: format.id.clone(),
            name: name(format),
            source: format.source,
            recognition: format.recognition.clone(),
        };
        self.formats().formats().map(summary).collect()
    }

    /// The playbook for `kind`.
    pub fn playbook(&self, kind: FindingKind) -> Result<&Playbook, Problem> {
        let missing = || bad_asset(&format!("playbooks/{kind}.toml"), &"the file is missing");
        self.playbooks.get(&kind).ok_or_else(missing)
    }
}

/// The format files in a folder, in order; none where there is no such folder.
fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

fn read_own_format(path: &Path, library: &mut FormatLibrary) -> Profile {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
    let added = read.and_then(|text| library.add_own(&stem, &text).map_err(|error| in_one_line(&error.to_string())));
    match added {
        Ok(info) => Profile { id: stem, name: info.name_en, source: Some(info.source), fault: None },
        Err(fault) => Profile { id: stem.clone(), name: stem, source: None, fault: Some(fault) },
    }
}

/// The TOML reader draws the place under its message; a sentence keeps the message alone.
pub(super) fn in_one_line(message: &str) -> String {
    let words = message.lines().map(str::trim).filter(|line| !line.is_empty() && !line.contains('|'));
    words.collect::<Vec<_>>().join(", ")
}

fn text_of<Files: RustEmbed>(name: &str) -> Result<String, Problem> {
    let file = Files::get(name).ok_or_else(|| bad_asset(name, &"the file is missing"))?;
    String::from_utf8(file.data.into_owned()).map_err(|error| bad_asset(name, &error))
}

pub(super) fn bad_asset(file: &str, error: &dyn std::fmt::Display) -> Problem {
    Problem::BadAsset { file: file.to_owned(), detail: error.to_string() }
}
