//! The commands, over the services: the same work as the window, for scripts and scheduled imports.

mod arguments;
mod commands;
mod console;
mod json;
mod table;
mod times;
mod words;

pub use arguments::Renderer;
pub use console::Console;

use crate::domain::{Language, Problem, Settings, UnknownName};
use crate::services::{Assets, Desk, SAMPLE_DAY_NOW, SAMPLE_DAY_ZONE, ShopClock};
use crate::text::{Texts, say};
use arguments::{Arguments, Common};
use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How a call ended; the numbers are a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, but something needs a look: a row rejected, a file not recognised.
    NeedsALook = 1,
    /// The call was wrong.
    WrongCall = 2,
    /// Nothing was done.
    NothingDone = 3,
}

/// What the window is to be opened with.
pub struct WindowRequest {
    /// The case book, settings and clock.
    pub desk: Desk,
    /// Reports to import at once.
    pub files: Vec<PathBuf>,
    /// Who starts the shift; none: the first operator of the settings.
    pub operator: Option<String>,
    /// Language; none: the setting, else the system's.
    pub language: Language,
    /// How the window is drawn; none: the first way that works.
    pub renderer: Option<Renderer>,
    /// For when no window can be opened after all.
    pub without_window: WithoutWindow,
}

/// Does the work in the terminal; the last argument says why there is no window.
pub type WithoutWindow = Box<dyn FnOnce(Desk, Vec<PathBuf>, &str) -> Exit>;

/// What came of the arguments.
pub enum Run {
    /// A command, done or not.
    Ended(Exit),
    /// The window is wanted.
    Window(Box<WindowRequest>),
}

/// Runs one call of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Run {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => start(parsed),
        Err(error) => Run::Ended(wrong_call(&error, &arguments)),
    }
}

fn start(arguments: Arguments) -> Run {
    let Arguments { common, window, command } = arguments;
    let language = language(&common, &Settings::default());
    let console = Console::new(Texts::new(language), common.json);
    let ended =
        |result: Result<Exit, Problem>, console: &Console| Run::Ended(result.unwrap_or_else(|p| console.fail(&p)));
    match command {
        Some(_) if window.sample_day => {
            let sentence = say!(console.texts, "cli-sample-day-alone");
            ended(Err(Problem::BadCall(sentence)), &console)
        }
        Some(command) => {
            let result = open_desk(&common, None).and_then(|desk| commands::run(command, desk, &common));
            ended(result, &console)
        }
        None => match commands::window(window, &common) {
            Ok(run) => run,
            Err(problem) => ended(Err(problem), &console),
        },
    }
}

/// Opens the case book that the options name, with the clock that they set.
fn open_desk(common: &Common, sample_book: Option<PathBuf>) -> Result<Desk, Problem> {
    let is_sample_day = sample_book.is_some();
    let path = common.db.clone().or(sample_book).map_or_else(default_book, Ok)?;
    let sample_now = || is_sample_day.then(|| SAMPLE_DAY_NOW.parse().ok()).flatten();
    let sample_zone = || is_sample_day.then(|| SAMPLE_DAY_ZONE.parse().ok()).flatten();
    let clock = ShopClock::new(common.now.or_else(sample_now), common.zone.or_else(sample_zone));
    Desk::open(&path, Arc::new(assets()?), clock)
}

/// What ships with the program, and the formats of the user's own.
fn assets() -> Result<Assets, Problem> {
    let assets = Assets::built_in()?;
    match directories::ProjectDirs::from("", "", "loose-ends") {
        Some(folders) => assets.with_own_formats(folders.config_dir().join("formats")),
        None => Ok(assets),
    }
}

fn default_book() -> Result<PathBuf, Problem> {
    Ok(data_folder()?.join("casebook.sqlite"))
}

/// The user's data folder for this program.
fn data_folder() -> Result<PathBuf, Problem> {
    let folders = directories::ProjectDirs::from("", "", "loose-ends");
    let unknown =
        || Problem::BadCall("The user's data folder is not known: name the case book with --db PATH.".to_owned());
    folders.map(|folders| folders.data_dir().to_owned()).ok_or_else(unknown)
}

/// The language asked for, else the shop's, else the system's.
fn language(common: &Common, settings: &Settings) -> Language {
    common.lang.or(settings.language).unwrap_or_else(system_language)
}

fn system_language() -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let name = names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    if name.is_some_and(|name| name.starts_with("zh")) { Language::Chinese } else { Language::English }
}

/// Who does it: as the call says, else the first operator of the settings, else the user of this machine.
fn operator(common: &Common, settings: &Settings) -> String {
    let user = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    // A name that was given and is blank stays blank, so that the rule about it can say so.
    if let Some(named) = &common.operator {
        return named.trim().to_owned();
    }
    let named = settings.operators.first().cloned().or_else(user);
    named.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "operator".to_owned())
}

/// One sentence for a call that could not be understood. Help and version are no errors.
fn wrong_call(error: &clap::Error, arguments: &[OsString]) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return if error.print().is_ok() { Exit::Done } else { Exit::NothingDone };
    }
    let wants_json = arguments.iter().any(|argument| argument == "--json");
    let texts = Texts::new(asked_language(arguments).unwrap_or_else(system_language));
    let sentence = wrong_call_sentence(error, &texts);
    Console::new(texts, wants_json).fail(&Problem::BadCall(sentence))
}

fn wrong_call_sentence(error: &clap::Error, texts: &Texts) -> String {
    let said = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(several)) => several.join(", "),
        _ => String::new(),
    };
    let option = said(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !said(ContextKind::InvalidValue).is_empty() => {
            let value = said(ContextKind::InvalidValue);
            match error.source().and_then(|source| source.downcast_ref::<UnknownName>()) {
                Some(unknown) => {
                    let known = texts.list(&unknown.known.iter().map(ToString::to_string).collect::<Vec<_>>());
                    say!(texts, "cli-none-of", value = value, option = option, known = known)
                }
                None => say!(texts, "cli-bad-value", value = value, option = option),
            }
        }
        ErrorKind::InvalidValue | ErrorKind::MissingRequiredArgument => say!(texts, "cli-missing", what = option),
        ErrorKind::UnknownArgument => say!(texts, "cli-unknown-option", option = option),
        _ => {
            let words = error.to_string().lines().next().unwrap_or_default().to_owned();
            say!(texts, "cli-not-understood", words = words)
        }
    }
}

/// The language that the call asks for, where the call itself could not be read.
fn asked_language(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        if word == "--lang" {
            return words.next()?.parse().ok();
        }
        if let Some(language) = word.strip_prefix("--lang=") {
            return language.parse().ok();
        }
    }
    None
}

/// Whether a window can be expected to open.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// Whether a word that should be a file is more likely a mistyped command.
fn looks_like_a_command(path: &Path) -> bool {
    let is_bare_word = path.extension().is_none() && path.components().count() == 1;
    is_bare_word && !path.exists()
}
