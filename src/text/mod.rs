//! Everything a person reads, in their language: words, sentences, money and dates. The texts stand in
//! `assets/i18n`; the compiler checks each key and its arguments against the English file, a test compares the others.

mod call_sheet;
mod case_words;
mod coverage_words;
pub mod fonts;
mod format;
mod layout_words;
mod problems;
mod reasons;
mod sentences;
mod words;

pub use call_sheet::{COPY_CALL_SHEET, CallSheet};

use crate::domain::Language;
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;
use std::collections::HashMap;
use unic_langid::{LanguageIdentifier, langid};

#[derive(RustEmbed)]
#[folder = "assets/i18n/"]
struct LocalizationFiles;

/// The message with this key, in the language of the texts: `say!(texts, "key", name = value)`.
macro_rules! say {
    ($texts:expr, $($message:tt)*) => { ::i18n_embed_fl::fl!($texts.loader(), $($message)*) };
}
pub(crate) use say;

/// The texts in one language.
pub struct Texts {
    language: Language,
    program: FluentLanguageLoader,
    playbooks: FluentLanguageLoader,
}

impl Texts {
    /// The texts in `language`.
    pub fn new(language: Language) -> Self {
        Self { language, program: load("loose_ends", language), playbooks: load("playbooks", language) }
    }

    /// Which language they are in.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// For the macro `say!`.
    pub const fn loader(&self) -> &FluentLanguageLoader {
        &self.program
    }

    /// A text named by a playbook file: `check-…`, `action-…`, `never-…`. An id that has no text is shown as it stands,
    /// so that a playbook of the user's own is readable before it is translated.
    pub fn playbook(&self, key: &str) -> String {
        self.playbook_with(key, &[])
    }

    /// A text named by a playbook file, with its variables.
    pub fn playbook_with(&self, key: &str, args: &[(&str, &str)]) -> String {
        if !self.playbooks.has(key) {
            return key.split_once('-').map_or(key, |(_, id)| id).replace('-', " ");
        }
        self.playbooks.get_args(key, args.iter().copied().collect::<HashMap<_, _>>())
    }
}

fn load(domain: &str, language: Language) -> FluentLanguageLoader {
    let english = langid!("en");
    let wanted: LanguageIdentifier = match language {
        Language::English => english.clone(),
        Language::Chinese => langid!("zh-CN"),
    };
    let loader = FluentLanguageLoader::new(domain, english);
    if let Err(error) = loader.load_languages(&LocalizationFiles, &[wanted]) {
        // The files are compiled in and checked by tests: reaching this is a defect, and every text would show its key.
        debug_assert!(false, "texts cannot be loaded: {error}");
    }
    loader.set_use_isolating(false);
    loader
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}
