//! The keyboard. Plain keys count only while nothing is being typed, so that an input method's Enter and digits never do
//! anything here.

use super::view::View;
use crate::app::{DayForm, Message, Pane, PanelView, Screen};
use crate::domain::Step;
use egui::{Context, Id, Key, Modifiers, Response, Ui};

/// A place that the keyboard asks to go to; it may be drawn only in the next frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FocusWish {
    /// The search field.
    Search,
    /// The first thing to press in the open step.
    Step,
}

fn wish_id() -> Id {
    Id::unique("focus wish")
}

fn wish(ctx: &Context, wish: FocusWish) {
    ctx.data_mut(|data| data.insert_temp(wish_id(), wish));
}

/// Moves the focus to `response` when the keyboard has asked for that place.
pub(super) fn take_focus(ui: &Ui, place: FocusWish, response: &Response) {
    let wished = ui.data(|data| data.get_temp::<FocusWish>(wish_id()));
    if wished == Some(place) {
        ui.data_mut(|data| data.remove::<FocusWish>(wish_id()));
        response.request_focus();
    }
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
        wish(ctx, FocusWish::Search);
    }
    if pressed(Modifiers::COMMAND, Key::P) && view.state.screen == Screen::Today {
        view.send(Message::ToggleDayForm(DayForm::Summary));
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
        wish(ctx, FocusWish::Step);
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        view.send(Message::ShowPane(Pane::Table));
    }
}
