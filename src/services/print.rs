//! Papers leave the window: a file is shown by the system's viewer, or goes to its printer.

use super::Desk;
use super::hand_over::{SummaryRequest, save_summary};
use crate::domain::Problem;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOver {
    /// The system's viewer shows it.
    Open,
    /// The system's standard printer prints it.
    Print,
}

/// How long a viewer may take to say that it failed; one that runs on shows the file.
const VIEWER_ANSWERS_WITHIN: Duration = Duration::from_secs(2);

/// Writes the summary as a PDF into a folder beside the case book that only its owner can read, and says where.
pub fn summary_for_hand_over(desk: &Desk, request: &SummaryRequest) -> Result<PathBuf, Problem> {
    let folder = desk.path().parent().map(|folder| folder.join("printed")).unwrap_or_default();
    let not_written =
        |error: std::io::Error| Problem::NotWritten { path: folder.display().to_string(), detail: error.to_string() };
    create_private(&folder).map_err(not_written)?;
    let file = folder.join(format!("summary-{}.pdf", request.days.last));
    save_summary(desk, request, &file)?;
    Ok(file)
}

fn create_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Shows or prints a file. Comes back when the printer has taken it, or when the viewer runs.
pub fn hand_over(file: &Path, how: HandOver) -> Result<(), Problem> {
    let (program, mut command) = command(file, how);
    let problem = |detail: String| Problem::NotHandedOver {
        path: file.display().to_string(),
        program: program.to_owned(),
        detail,
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| problem(error.to_string()))?;
    let status = match how {
        HandOver::Print => Some(child.wait().map_err(|error| problem(error.to_string()))?),
        HandOver::Open => {
            let mut waited = Duration::ZERO;
            loop {
                let ended = child.try_wait().map_err(|error| problem(error.to_string()))?;
                if ended.is_some() || waited >= VIEWER_ANSWERS_WITHIN {
                    break ended;
                }
                std::thread::sleep(Duration::from_millis(50));
                waited += Duration::from_millis(50);
            }
        }
    };
    if status.is_none_or(|status| ExitStatus::success(&status)) {
        Ok(())
    } else {
        Err(problem(status.map(|status| status.to_string()).unwrap_or_default()))
    }
}

/// The program of this system that does it, by its name and ready to run.
fn command(file: &Path, how: HandOver) -> (&'static str, Command) {
    let run = |program: &'static str| {
        let mut command = Command::new(program);
        command.arg(file);
        (program, command)
    };
    match how {
        _ if cfg!(windows) => {
            // The path travels in the environment, so that no character in it can be taken for a command.
            let verb = if how == HandOver::Print { " -Verb Print" } else { "" };
            let script = format!("Start-Process -FilePath $env:LOOSE_ENDS_FILE{verb}");
            let mut command = Command::new("powershell");
            command.args(["-NoProfile", "-NonInteractive", "-Command", &script]).env("LOOSE_ENDS_FILE", file);
            ("powershell", command)
        }
        HandOver::Print => run("lp"),
        HandOver::Open if cfg!(target_os = "macos") => run("open"),
        HandOver::Open => run("xdg-open"),
    }
}
