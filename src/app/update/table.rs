//! The lists of cases: what is listed, in which order, and which case is looked at.

use super::files::update_files;
use crate::app::case_list::Scene;
use crate::app::{CaseList, Effect, Filter, Message, NewCaseDraft, Pane, PanelView, State};
use crate::domain::CaseId;

/// Messages of the lists; the rest is about files or about a case.
pub(super) fn update_table(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Select(id) => {
            // What is typed into the form stays in it; a form that nobody touched gives way to the case.
            if state.new_case == Some(NewCaseDraft::default()) {
                state.new_case = None;
            }
            state.look(|list, _| list.select(id));
            state.pane = Pane::Case;
        }
        Message::Deselect => state.look(|list, _| list.selected = None),
        Message::MoveSelection(rows) => state.look(|list, scene| list.move_by(rows, scene.cases)),
        Message::ToggleGroup(id) => {
            let unfolded = state.list().unfolded(id).unwrap_or_default();
            state.unfold(id, !unfolded);
        }
        Message::Unfold(unfold) => state.step_into_or_out(unfold),
        Message::ShowPane(pane) => state.pane = pane,
        Message::Show(show) => state.filter(|filter| filter.show = show),
        Message::ShowFinding(kind) => state.filter(|filter| filter.finding = kind),
        Message::ShowTerminal(terminal) => state.filter(|filter| filter.terminal = terminal),
        Message::Search(text) => state.filter(|filter| filter.search = text),
        Message::SortBy(column) => state.on_list(|list, scene| {
            list.sort = list.sort.pressed(column);
            list.refresh(scene);
        }),
        Message::ShowPanel(view) => state.panel = view,
        other => return update_files(state, other),
    }
    Vec::new()
}

impl State {
    /// Moves the selection; another case is looked at from its steps on.
    fn look(&mut self, change: impl FnOnce(&mut CaseList, &Scene<'_>)) {
        let before = self.selected();
        self.on_list(change);
        if self.selected() != before {
            self.panel = PanelView::Steps;
        }
    }

    /// Changes the filter; the panel follows the list.
    fn filter(&mut self, change: impl FnOnce(&mut Filter)) {
        self.look(|list, scene| {
            change(&mut list.filter);
            list.refresh(scene);
            if list.selected_row().is_none() && !list.rows.is_empty() {
                list.selected = None;
                list.select_first(scene.cases);
            }
        });
    }

    fn unfold(&mut self, id: CaseId, unfold: bool) {
        self.look(|list, scene| {
            list.unfold(id, unfold, scene.cases);
            list.refresh(scene);
            list.go_to_group_of(id, scene.cases);
        });
    }

    /// As in a tree: into a group or, from anywhere in it, out of it.
    fn step_into_or_out(&mut self, into: bool) {
        let Some(id) = self.selected() else { return };
        match (self.list().unfolded(id), into) {
            (Some(true), true) if self.list().group_at_hand().is_some() => {
                self.look(|list, scene| list.move_by(1, scene.cases));
            }
            (Some(false), true) => self.unfold(id, true),
            (Some(true), false) => self.unfold(id, false),
            _ => {}
        }
    }
}
