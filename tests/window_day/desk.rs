//! The window without a graphics card and without a worker: a test sends what the worker would answer, and reads what the
//! window asks for.

use super::{now, state};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use loose_ends::app::{Effect, Message};
use loose_ends::domain::Language;
use loose_ends::ui::Window;
use std::sync::mpsc::{Receiver, Sender, channel};

pub(crate) struct Desk<'a> {
    pub(crate) harness: Harness<'a, Window>,
    effects: Receiver<Effect>,
    messages: Sender<Message>,
}

impl Desk<'_> {
    /// A window that has asked for its day and has no answer yet; `size` in points.
    pub(crate) fn new(language: Language, size: [f32; 2]) -> Self {
        let (effects, sent) = channel();
        let (messages, inbox) = channel();
        let harness = Harness::builder()
            .with_size(size)
            .build_eframe(move |cc| Window::new(cc, state(language), effects, inbox, Box::new(now)));
        let desk = Self { harness, effects: sent, messages };
        assert_eq!(desk.sent(), [Effect::LoadDay]);
        desk
    }

    /// Sends messages as the worker does, and draws until nothing moves.
    pub(crate) fn say(&mut self, messages: impl IntoIterator<Item = Message>) {
        for message in messages {
            self.messages.send(message).unwrap();
        }
        self.harness.run();
    }

    /// What the window has asked for since the last time.
    pub(crate) fn sent(&self) -> Vec<Effect> {
        self.effects.try_iter().collect()
    }

    pub(crate) fn press(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.harness.run();
    }
}
