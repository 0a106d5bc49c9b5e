//! Arguments → window or command; nothing else.

use loose_ends::cli::{self, Exit, Run, WindowRequest};
use loose_ends::domain::Problem;
use loose_ends::ui::{self, Window};
use loose_ends::{app, worker};
use std::cell::RefCell;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::channel;

/// Keeps the pages of one report for the next; measured in `benches/`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let exit = match cli::run(std::env::args_os()) {
        Run::Ended(exit) => exit,
        Run::Window(request) => open_window(*request),
    };
    ExitCode::from(exit as u8)
}

/// Opens the window; where that cannot be done after all, its work is done in the terminal.
fn open_window(request: WindowRequest) -> Exit {
    // The request is taken out only when the window stands: until then it can still go to the terminal.
    let request = Rc::new(RefCell::new(Some(request)));
    let for_window = Rc::clone(&request);
    let opened = eframe::run_native(
        ui::APP_ID,
        ui::native_options(),
        Box::new(move |context| match for_window.borrow_mut().take() {
            Some(request) => Ok(Box::new(window(context, request).map_err(|problem| format!("{problem:?}"))?)),
            None => Err("the window was created twice".into()),
        }),
    );
    match (opened, request.borrow_mut().take()) {
        (Err(error), Some(request)) => (request.without_window)(request.desk, request.files, &error.to_string()),
        (Err(_), None) => Exit::NothingDone,
        (Ok(()), _) => Exit::Done,
    }
}

fn window(context: &eframe::CreationContext<'_>, request: WindowRequest) -> Result<Window, Problem> {
    let desk = request.desk.with_running_clock();
    let clock = desk.clock();
    let settings = desk.settings()?;
    let playbooks = desk.assets().playbooks.values().cloned().collect();
    let mut state = app::State::new(playbooks, settings, request.language, clock.now());
    if let Some(operator) = request.operator {
        state.operator = operator;
    }
    let (messages, inbox) = channel();
    let repaint = context.egui_ctx.clone();
    let effects = worker::spawn(desk, messages, Arc::new(move || repaint.request_repaint()))?;
    let mut window = Window::new(context, state, effects, inbox, Box::new(move || clock.now()));
    if !request.files.is_empty() {
        window.take(&context.egui_ctx, app::Message::FilesDropped(request.files));
    }
    Ok(window)
}
