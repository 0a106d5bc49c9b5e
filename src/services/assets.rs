//! Formats, playbooks and response codes: the files under `assets/` that are compiled in.

use crate::domain::{CodeBook, FindingKind, Language, Playbook, Problem, Recognition, Source, TradeRules};
use crate::import::{FormatInfo, FormatLibrary};
use crate::reconcile::Knowledge;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;

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
    /// Report formats.
    pub formats: FormatLibrary,
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
        Ok(Self { formats, playbooks, codes, trade_rules })
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
        self.formats.formats().map(summary).collect()
    }

    /// The playbook for `kind`.
    pub fn playbook(&self, kind: FindingKind) -> Result<&Playbook, Problem> {
        let missing = || bad_asset(&format!("playbooks/{kind}.toml"), &"the file is missing");
        self.playbooks.get(&kind).ok_or_else(missing)
    }
}

fn text_of<Files: RustEmbed>(name: &str) -> Result<String, Problem> {
    let file = Files::get(name).ok_or_else(|| bad_asset(name, &"the file is missing"))?;
    String::from_utf8(file.data.into_owned()).map_err(|error| bad_asset(name, &error))
}

pub(super) fn bad_asset(file: &str, error: &dyn std::fmt::Display) -> Problem {
    Problem::BadAsset { file: file.to_owned(), detail: error.to_string() }
}
