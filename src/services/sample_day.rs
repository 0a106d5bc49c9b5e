//! The sample day: one real evening in a small shop, to try the program on.

use super::{Desk, assets::bad_asset, shop_settings::save_settings};
use crate::domain::{Problem, Settings};
use rust_embed::RustEmbed;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "assets/sample-day/"]
struct SampleFiles;

/// What the clock shows on the sample day.
pub const SAMPLE_DAY_NOW: &str = "2026-11-23T22:00:00+08:00";

/// Where the sample shop is.
pub const SAMPLE_DAY_ZONE: &str = "Asia/Shanghai";

/// Writes the reports of the sample day into `folder` and returns where they are.
pub fn prepare_sample_day(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let problem = |path: &Path, error: &std::io::Error| Problem::NotWritten {
        path: path.display().to_string(),
        detail: error.to_string(),
    };
    std::fs::create_dir_all(folder).map_err(|error| problem(folder, &error))?;
    let mut files = Vec::new();
    for name in SampleFiles::iter().filter(|name| name.ends_with(".csv")) {
        let Some(file) = SampleFiles::get(&name) else { continue };
        let path = folder.join(name.as_ref());
        std::fs::write(&path, &file.data).map_err(|error| problem(&path, &error))?;
        files.push(path);
    }
    files.sort();
    Ok(files)
}

/// Gives the sample shop its settings, once: what the person changes afterwards stays.
pub fn set_up_sample_shop(desk: &mut Desk) -> Result<(), Problem> {
    if !desk.settings()?.operators.is_empty() {
        return Ok(());
    }
    let file = SampleFiles::get(SETTINGS).ok_or_else(|| bad_asset(SETTINGS, &"the file is missing"))?;
    let text = String::from_utf8_lossy(&file.data);
    let settings: Settings = toml::from_str(&text).map_err(|error| bad_asset(SETTINGS, &error))?;
    let operator = settings.operators.first().cloned().unwrap_or_default();
    save_settings(desk, &settings, &operator).map(drop)
}

/// The sample shop's settings, beside its reports.
const SETTINGS: &str = "settings.toml";
