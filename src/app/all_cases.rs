//! The screen of all cases: every case of every day in every state. The cases are held only while the screen is shown.

use super::{CaseList, Effect, Notice, Screen, State};
use crate::domain::{CaseView, Problem};

/// Every case there ever was.
#[derive(Clone, Debug)]
pub struct AllCases {
    /// The cases, the oldest payment first; none until they are read.
    pub cases: Option<Vec<CaseView>>,
    /// How they are listed.
    pub list: CaseList,
}

impl Default for AllCases {
    fn default() -> Self {
        Self { cases: None, list: CaseList::of_all() }
    }
}

impl State {
    /// What has to be read again when something outside changed.
    pub(super) fn read_again(&self) -> Vec<Effect> {
        std::iter::once(Effect::LoadDay).chain(self.load_screen()).collect()
    }

    /// Shows another screen; what only the screen before needs is let go.
    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        let was_here = self.screen == screen;
        self.screen = screen;
        self.pane = super::Pane::Table;
        if screen != Screen::AllCases {
            self.all_cases.cases = None;
        }
        if was_here { Vec::new() } else { self.load_screen() }
    }

    pub(super) fn all_cases_loaded(&mut self, answer: Result<Vec<CaseView>, Problem>) {
        let mut cases = match answer {
            Ok(cases) => cases,
            Err(problem) => return self.notify(Notice::Failed(problem)),
        };
        if self.screen != Screen::AllCases {
            return;
        }
        // A decision may have been stored while they were read: what knows more of a case is newer.
        let list = &self.all_cases.list;
        for view in &mut cases {
            let old = list.place(view.case.id).and_then(|place| self.all_cases.cases.as_ref()?.get(place));
            if let Some(old) = old.filter(|old| old.case.history.len() > view.case.history.len()) {
                view.clone_from(old);
            }
        }
        self.all_cases.cases = Some(cases);
        self.on_lists(CaseList::reload);
    }
}
