//! The window: messages in, effects out, and a frame drawn only when something changed.

use super::view::View;
use super::{all_cases, fonts, imports, insights, keys, new_case, notices, panel, rail, settings, theme, today};
use crate::app::{Effect, Message, Notice, Pane, Screen, State, update};
use crate::domain::{BookProblem, Moment, Problem, Theme};
use crate::text::Texts;
use egui::{CentralPanel, Context, Frame, Panel, Ui};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

/// Below this width, in points, table and case do not fit side by side.
const NARROW: f32 = 1040.0;

/// From this width on, in points, nothing has to be narrower than it is meant to be.
const ROOMY: f32 = 1280.0;

/// The name that the desktop knows the window by.
pub const APP_ID: &str = "loose-ends";

/// What its title bar says.
const TITLE: &str = "Loose Ends 收尾";

/// How the window opens.
pub fn native_options() -> eframe::NativeOptions {
    let viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title(TITLE)
        .with_inner_size([1366.0, 768.0])
        .with_min_inner_size([900.0, 500.0]);
    eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        persist_window: false,
        ..eframe::NativeOptions::default()
    }
}

/// The program's one window.
pub struct Window {
    state: State,
    texts: Texts,
    shown_theme: Option<Theme>,
    effects: Sender<Effect>,
    messages: Receiver<Message>,
    clock: Box<dyn Fn() -> Moment>,
}

impl std::fmt::Debug for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Window").field("state", &self.state).finish_non_exhaustive()
    }
}

impl Window {
    /// Opens on `state` and asks for the day at once. Whoever sends into `messages` asks `cc.egui_ctx` for a repaint
    /// after each; `clock` is read once a frame.
    pub fn new(
        cc: &eframe::CreationContext<'_>,
        state: State,
        effects: Sender<Effect>,
        messages: Receiver<Message>,
        clock: Box<dyn Fn() -> Moment>,
    ) -> Self {
        fonts::install(&cc.egui_ctx);
        // Ctrl+Q beside Ctrl+A and Ctrl+1 would close the window by a slip of the hand.
        cc.egui_ctx.options_mut(|options| options.quit_shortcuts.clear());
        let texts = Texts::new(state.language);
        let mut window = Self { state, texts, shown_theme: None, effects, messages, clock };
        window.show_theme(&cc.egui_ctx);
        window.fulfil(&cc.egui_ctx, vec![Effect::LoadDay]);
        window
    }

    /// Imports the files named on the command line.
    pub fn start(&mut self, ctx: &Context, files: Vec<PathBuf>) {
        self.take(ctx, Message::FilesDropped(files));
    }

    /// What the window shows; for tests.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Takes a message in as if somebody had caused it; for tests.
    pub fn take(&mut self, ctx: &Context, message: Message) {
        let effects = update(&mut self.state, message);
        self.fulfil(ctx, effects);
        if self.texts.language() != self.state.language {
            self.texts = Texts::new(self.state.language);
        }
        self.show_theme(ctx);
    }

    fn show_theme(&mut self, ctx: &Context) {
        let wanted = self.state.settings.theme;
        if self.shown_theme != Some(wanted) {
            theme::apply(ctx, theme::palette(wanted));
            self.shown_theme = Some(wanted);
        }
    }

    fn fulfil(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::CopyText(text) => ctx.copy_text(text),
                other => {
                    if self.effects.send(other).is_err() {
                        let problem = BookProblem::Other(String::from("worker ended"));
                        let gone = Problem::Book { path: String::new(), problem };
                        self.state.notices.push(Notice::Failed(gone));
                    }
                }
            }
        }
    }

    /// Idle, the window is drawn again only when a minute of a running clock is over, or when a wait ends.
    fn schedule_repaint(&self, ctx: &Context) {
        let now_ms = self.state.now.timestamp_millis();
        let minute_ms = self.state.counts_down().then(|| 60_000 - now_ms.rem_euclid(60_000));
        let change_ms = self.state.wakes_at.map(|at| at.timestamp_millis() - now_ms);
        if let Some(left_ms) = minute_ms.into_iter().chain(change_ms).min() {
            // Never sooner than the clock can have moved on.
            ctx.request_repaint_after(Duration::from_millis(u64::try_from(left_ms).unwrap_or(0).max(50)));
        }
    }

    fn draw_ui(&self, ui: &mut Ui, view: &mut View<'_>) {
        let narrow = ui.available_width() < NARROW;
        let palette = view.palette;
        let (rail_width, case_width) = if ui.available_width() < ROOMY { (158.0, 378.0) } else { (164.0, 424.0) };
        let surface = Frame::new().fill(palette.surface);
        Panel::left("rail").exact_size(rail_width).resizable(false).show_separator_line(false).frame(surface).show(
            ui,
            |ui| {
                rail::rail_ui(ui, view);
            },
        );
        if !view.state.notices.is_empty() || view.state.path_box.is_some() {
            Panel::bottom("notices").resizable(false).frame(surface.inner_margin(8)).show(ui, |ui| {
                notices::notices_ui(ui, view);
            });
        }
        let ground = Frame::new().fill(palette.ground).inner_margin(egui::Margin::symmetric(18, 16));
        let draw: fn(&mut Ui, &mut View<'_>) = match view.state.screen {
            Screen::Today => today::today_ui,
            Screen::AllCases => all_cases::all_cases_ui,
            Screen::Insights => insights::insights_ui,
            Screen::Imports => imports::imports_ui,
            Screen::Settings => settings::settings_ui,
        };
        let shows_a_case = matches!(view.state.screen, Screen::Today | Screen::AllCases);
        let with_case = shows_a_case && view.state.selected_case().is_some();
        let with_form = view.state.new_case.is_some();
        if (with_case || with_form) && narrow && view.state.pane == Pane::Case {
            CentralPanel::default().frame(surface).show(ui, |ui| match with_form {
                true => new_case::new_case_ui(ui, view),
                false => panel::panel_ui(ui, view, panel::Place::Alone),
            });
            return;
        }
        if (with_case || with_form) && !narrow {
            Panel::right("case")
                .exact_size(case_width)
                .resizable(false)
                .show_separator_line(false)
                .frame(surface)
                .show(ui, |ui| match with_form {
                    true => new_case::new_case_ui(ui, view),
                    false => panel::panel_ui(ui, view, panel::Place::Beside),
                });
        }
        CentralPanel::default().frame(ground).show(ui, |ui| draw(ui, view));
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.take(ctx, Message::Tick((self.clock)()));
        while let Ok(message) = self.messages.try_recv() {
            self.take(ctx, message);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let mut view = View::new(&self.state, &self.texts, theme::palette(self.state.settings.theme));
        keys::keys(&ctx, &mut view);
        self.draw_ui(ui, &mut view);
        // A screen reader announces the window by the name of its root.
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(TITLE));
        let messages = view.into_messages();
        if !messages.is_empty() {
            ctx.request_repaint();
        }
        for message in messages {
            self.take(&ctx, message);
        }
        self.schedule_repaint(&ctx);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
