//! The window as a pure state machine: [`State`], [`Message`], [`update`] → [`Effect`]s. No pixels, no files, no clock:
//! a test can walk a whole day through it.

mod comparison;
mod drafts;
mod message;
mod moments;
mod state;
mod table;
mod update;

pub use comparison::{Absence, Cell, Comparison, ComparisonBlock, Said};
pub use drafts::{CaseDraft, ContactDraft, DraftPart, Form, OutcomeDraft};
pub use message::{DayData, DayForm, Effect, Field, Handing, Message, Saving};
pub use moments::{MomentChoice, Promised, Why, promise_choices, wait_choices};
pub use state::{ImportRun, LastSave, Notice, Pane, PanelView, PathBox, Pending, Screen, State};
pub use table::{Column, Direction, Filter, Show, Sort, terminal_of};
pub use update::update;
