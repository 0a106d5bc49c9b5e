//! Arguments → window or command; nothing else.

use loose_ends::cli::{self, Exit, Run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = match cli::run(std::env::args_os()) {
        Run::Ended(exit) => exit,
        Run::Window(request) => open_window(*request),
    };
    ExitCode::from(exit as u8)
}
