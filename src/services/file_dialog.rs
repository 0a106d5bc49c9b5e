//! The system's file dialog, where it has one. `rfd` answers "cancelled" when no dialog can be shown at all, so this
//! looks first; the window then offers a path box of its own.

use std::path::{Path, PathBuf};

/// Asks for report files: none without a dialog, an empty list when the person cancelled.
pub fn ask_for_reports() -> Option<Vec<PathBuf>> {
    is_available().then(|| rfd::FileDialog::new().pick_files().unwrap_or_default())
}

/// Asks where to save: none without a dialog, `Some(None)` when the person cancelled.
pub fn ask_where_to_save(suggested: &str) -> Option<Option<PathBuf>> {
    is_available().then(|| rfd::FileDialog::new().set_file_name(suggested).save_file())
}

/// Windows and macOS always have one. Elsewhere it takes a desktop portal with a back end, or zenity.
fn is_available() -> bool {
    !cfg!(target_os = "linux") || has_portal() || has_zenity()
}

fn has_portal() -> bool {
    let has_session_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty());
    let service = Path::new("/usr/share/dbus-1/services/org.freedesktop.portal.Desktop.service");
    let back_ends = std::fs::read_dir("/usr/share/xdg-desktop-portal/portals");
    has_session_bus && service.exists() && back_ends.is_ok_and(|mut files| files.next().is_some())
}

fn has_zenity() -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join("zenity").is_file())
}
