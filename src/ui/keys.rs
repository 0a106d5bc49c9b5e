//! The keyboard. Plain keys count only while nothing is being typed, so that an input method's Enter and digits never do
//! anything here.

use super::panel::call_sheet;
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
    if pressed(Modifiers::COMMAND, Key::N) {
        view.send(Message::OpenNewCase);
    }
    if !matches!(view.state.screen, Screen::Today | Screen::AllCases) {
        return;
    }
    if pressed(Modifiers::COMMAND, Key::F) {
        view.send(Message::ShowPane(Pane::Table));
        wish(ctx, FocusWish::Search);
    }
    if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::C)
        && let Some(case) = view.state.selected_case()
    {
        call_sheet::copy(view, case);
    }
    // Escape puts away what was opened last, even while something is typed into it; a list that drops down goes first.
    let puts_away = what_escape_puts_away(view);
    if let Some(message) = puts_away.filter(|_| !egui::Popup::is_any_open(ctx))
        && pressed(Modifiers::NONE, Key::Escape)
    {
        view.send(message);
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
    list_keys(ctx, view);
}

/// Keys of the list, while nothing has the focus.
fn list_keys(ctx: &Context, view: &mut View<'_>) {
    let pressed = |key: Key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let moves = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
        (Key::Home, i32::MIN),
        (Key::End, i32::MAX),
    ];
    for (key, rows) in moves {
        if pressed(key) {
            view.send(Message::MoveSelection(rows));
        }
    }
    for (key, unfold) in [(Key::ArrowRight, true), (Key::ArrowLeft, false)] {
        if pressed(key) {
            view.send(Message::Unfold(unfold));
        }
    }
    let list = view.state.list();
    if let Some(selected) = list.selected
        && pressed(Key::Enter)
    {
        if list.group_at_hand().is_some() {
            view.send(Message::ToggleGroup(selected));
        } else {
            view.send(Message::ShowPane(Pane::Case));
            wish(ctx, FocusWish::Step);
        }
    }
    if pressed(Key::Escape) {
        view.send(Message::ShowPane(Pane::Table));
        if view.state.screen == Screen::AllCases && view.state.pane == Pane::Table {
            view.send(Message::Deselect);
        }
    }
}

/// The open form, or the other side of the case.
fn what_escape_puts_away(view: &View<'_>) -> Option<Message> {
    let case = view.state.selected_case()?;
    let form = view.state.drafts.get(&case.case.id).and_then(|draft| draft.form);
    match (form, view.state.panel) {
        (Some(_), _) => Some(Message::OpenForm(None)),
        (None, PanelView::Steps) => None,
        (None, _) => Some(Message::ShowPanel(PanelView::Steps)),
    }
}
