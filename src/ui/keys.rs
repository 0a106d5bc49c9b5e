//! The keyboard. Plain keys count only while nothing is being typed, so that an input method's Enter and digits never do
//! anything here.

use super::view::View;
use crate::app::{Message, Pane, PanelView};
use crate::domain::Step;
use egui::{Context, Id, Key, Modifiers};

/// The search field.
pub(super) fn search_id() -> Id {
    Id::unique("search")
}

/// The first thing to press in the open step.
pub(super) fn step_id() -> Id {
    Id::unique("open step")
}

/// Keys → messages; dropped files too.
pub(super) fn keys(ctx: &Context, view: &mut View<'_>) {
    let dropped: Vec<_> =
        ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !dropped.is_empty() {
        view.send(Message::FilesDropped(dropped));
    }
    let pressed = |modifiers: Modifiers, key: Key| ctx.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::O) {
        view.send(Message::OpenReports);
    }
    if pressed(Modifiers::COMMAND, Key::F) {
        view.send(Message::ShowPane(Pane::Table));
        ctx.memory_mut(|memory| memory.request_focus(search_id()));
    }
    if ctx.text_edit_focused() {
        return;
    }
    let nothing_focused = ctx.memory(|memory| memory.focused().is_none());
    let steps = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
    for (key, step) in steps.into_iter().zip(Step::ALL) {
        if pressed(Modifiers::NONE, key) {
            view.send(Message::ShowPanel(PanelView::Steps));
            view.send(Message::ShowPane(Pane::Case));
            view.send(Message::OpenStep(*step));
        }
    }
    if !nothing_focused {
        return;
    }
    for (key, rows) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 10), (Key::PageUp, -10)] {
        if pressed(Modifiers::NONE, key) {
            view.send(Message::MoveSelection(rows));
        }
    }
    if pressed(Modifiers::NONE, Key::Enter) && view.state.selected.is_some() {
        view.send(Message::ShowPane(Pane::Case));
        ctx.memory_mut(|memory| memory.request_focus(step_id()));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        view.send(Message::ShowPane(Pane::Table));
    }
}
