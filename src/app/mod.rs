//! The window as a pure state machine: [`State`], [`Message`], [`update`] → [`Effect`]s. No pixels, no files, no clock:
//! a test can walk a whole day through it.

mod all_cases;
mod batch;
mod case_list;
mod comparison;
mod drafts;
mod effect;
mod groups;
mod imports;
mod insights;
mod layouts;
mod message;
mod moments;
mod new_case;
mod search;
mod settings_form;
mod state;
mod table;
mod update;

pub use all_cases::AllCases;
pub use batch::{Batch, BatchPayment};
pub use case_list::{CaseList, Counts, Row, Section};
pub use comparison::{Absence, Aspect, AspectRow, Cell, Comparison, ComparisonBlock, Said, Stated};
pub use drafts::{CaseDraft, ContactDraft, DraftPart, Form, OutcomeDraft};
pub use effect::Effect;
pub use groups::{CaseGroup, Root};
pub use imports::ImportsScreen;
pub use insights::{INSIGHT_SPANS, InsightsScreen};
pub use layouts::{Choosing, LayoutEdit, Layouts, OpenLayout};
pub use message::{DayData, DayForm, Field, Handing, Message, Saving};
pub use moments::{MomentChoice, Promised, Why, promise_choices, wait_choices};
pub use new_case::{NewCaseDraft, NewCaseFault, NewCaseField};
pub use settings_form::{AcquirerForm, COMMON_ZONES, Mistake, SettingsEdit, SettingsField, SettingsForm};
pub use state::{ImportRun, LastSave, Notice, Pane, PanelView, PathBox, Pending, Screen, State};
pub use table::{Column, Direction, Filter, Show, Sort, terminal_of};
pub use update::update;
