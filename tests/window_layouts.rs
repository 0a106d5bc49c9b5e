//! The screen for a layout that no format knows: in both languages, both themes and every size, and step by step.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod window_day;

use loose_ends::app::{Effect, LayoutEdit, Message, Notice, Screen, State, update};
use loose_ends::domain::{
    Currency, DayOrder, FileProblem, Language, Mapping, Meaning, Problem, Profile, Proposal, Source, Status, Theme,
};
use loose_ends::import::{FormatLibrary, ImportOptions, Unknown, propose};
use std::path::PathBuf;
use window_day::desk::Desk;
use window_day::{day, outcome, state};

const SIZES: [[f32; 2]; 3] = [[1366.0, 768.0], [1100.0, 640.0], [911.0, 512.0]];
const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

const REPORT: &str = "日子,时刻,机具,发生额,目前情况,安全码,说明栏\n\
    03/04/2026,21:10:00,31842077,12.00,成功,111,一店\n\
    03/04/2026,21:11:00,31842077,13.00,成功,222,一店\n\
    03/04/2026,21:12:00,31842077,14.00,成功,333,一店\n\
    03/04/2026,21:13:00,31842077,15.00,成功,444,一店\n\
    03/04/2026,21:14:00,31842077,16.00,成功,666,一店\n\
    03/04/2026,21:15:00,31842077,17.00,成功,777,一店\n\
    03/04/2026,21:16:00,31842077,18.00,成功,888,一店\n\
    03/04/2026,20:14:11,31842077,268.00,成功,737,一店\n\
    03/04/2026,19:52:03,31842077,8O.00,处理中,812,一店\n\
    05/04/2026,18:45:00,31842078,1x.00,挂起,555,二店\n";

/// How a report reads; dates in it can be read two ways.
fn proposal(mapping: Option<&Mapping>) -> Box<Proposal> {
    let options = ImportOptions {
        file_name: "outlet.csv",
        written_at: None,
        source: None,
        format: None,
        zone: "Asia/Shanghai".parse().unwrap(),
        currency: Currency::CNY,
        encoding: None,
    };
    let unknown = Unknown { bytes: REPORT.as_bytes(), is_sample: false, options };
    Box::new(propose(&unknown, mapping, &FormatLibrary::built_in().unwrap()).unwrap())
}

fn file() -> PathBuf {
    PathBuf::from("reports/outlet.csv")
}

fn proposed(mapping: Option<&Mapping>) -> Message {
    Message::LayoutProposed { file: file(), answer: Ok(proposal(mapping)) }
}

fn needed() -> Message {
    Message::LayoutsNeeded { files: vec![file(), "reports/second.csv".into()], at_once: true }
}

fn profile(name: &str, fault: Option<&str>) -> Profile {
    let source = fault.is_none().then_some(Source::Acquirer);
    Profile { id: format!("my-{name}"), name: name.to_owned(), source, fault: fault.map(str::to_owned) }
}

#[test]
fn every_state_is_drawn_in_both_languages_at_every_size() {
    for language in LANGUAGES {
        for size in SIZES {
            let mut desk = Desk::new(language, size);
            desk.say([Message::DayLoaded(Ok(Box::new(day())))]);
            let asked = Mapping { day_order: Some(DayOrder::DayFirst), ..proposal(None).mapping };
            let walk = vec![
                vec![needed()],
                vec![proposed(None)],
                vec![Message::ShowFault(Some(0))],
                vec![Message::EditLayout(LayoutEdit::DayOrder(DayOrder::DayFirst)), proposed(Some(&asked))],
                vec![Message::SwitchTheme(Theme::Dark), Message::ShowFault(Some(1))],
                vec![Message::ImportLayout],
                vec![Message::ImportEnded(Ok(outcome()))],
                vec![Message::CancelLayout],
                vec![
                    Message::LayoutsNeeded { files: vec![file()], at_once: false },
                    Message::ProfilesLoaded(Ok(vec![profile("拉卡拉", None), profile("broken", Some("id missing"))])),
                    Message::AskToRemoveProfile(Some("my-broken".to_owned())),
                    Message::WatchedFolderGone("/srv/reports".to_owned()),
                ],
            ];
            for messages in walk {
                desk.say(messages);
                desk.harness.check_accessibility();
            }
        }
    }
}

fn open() -> State {
    let mut state = state(Language::English);
    update(&mut state, needed());
    update(&mut state, proposed(None));
    state
}

#[test]
fn the_first_unknown_file_is_shown_and_the_next_one_follows() {
    let mut state = state(Language::English);
    let effects = update(&mut state, needed());
    assert_eq!(state.screen, Screen::Imports);
    assert!(effects.contains(&Effect::ProposeLayout { file: file(), mapping: None, profile: None }));
    update(&mut state, proposed(None));
    let effects = update(&mut state, Message::CancelLayout);
    let second = PathBuf::from("reports/second.csv");
    assert_eq!(effects, [Effect::ProposeLayout { file: second.clone(), mapping: None, profile: None }]);
    // Nobody asked for it, and the import has told already why it cannot be read.
    let problem = Problem::File { file: "second.csv".to_owned(), problem: FileProblem::NoTable };
    update(&mut state, Message::LayoutProposed { file: second, answer: Err(problem) });
    assert!(state.layouts.open.is_none() && state.notices.is_empty());
}

#[test]
fn a_change_is_read_anew_and_an_answer_that_came_too_late_is_left_out() {
    let mut state = open();
    let first = LayoutEdit::Means(6, Meaning::Store);
    let effects = update(&mut state, Message::EditLayout(first));
    let [Effect::ProposeLayout { mapping: Some(shop), .. }] = effects.as_slice() else { unreachable!("{effects:?}") };
    assert_eq!(shop.meanings[6], Meaning::Store);
    let second = LayoutEdit::Means(6, Meaning::Cashier);
    let effects = update(&mut state, Message::EditLayout(second));
    let [Effect::ProposeLayout { mapping: Some(cashier), .. }] = effects.as_slice() else { unreachable!() };
    update(&mut state, proposed(Some(shop)));
    assert!(state.layouts.open.as_ref().unwrap().is_reading());
    assert!(update(&mut state, Message::ImportLayout).is_empty(), "not before it was read as it stands");
    update(&mut state, proposed(Some(cashier)));
    let open = state.layouts.open.as_ref().unwrap();
    assert!(!open.is_reading());
    assert_eq!(open.mapping().unwrap().meanings[6], Meaning::Cashier);
    // The same once more, and a name, change nothing that is read.
    let same = LayoutEdit::Means(6, Meaning::Cashier);
    assert!(update(&mut state, Message::EditLayout(same)).is_empty());
    assert!(update(&mut state, Message::EditLayout(LayoutEdit::Name("Daily".to_owned()))).is_empty());
    assert_eq!(state.layouts.open.as_ref().unwrap().mapping().unwrap().name, "Daily");
}

#[test]
fn nothing_is_imported_before_open_dates_are_answered() {
    let mut state = open();
    assert!(update(&mut state, Message::ImportLayout).is_empty());
    let effects = update(&mut state, Message::EditLayout(LayoutEdit::DayOrder(DayOrder::MonthFirst)));
    let [Effect::ProposeLayout { mapping: Some(mapping), .. }] = effects.as_slice() else { unreachable!() };
    update(&mut state, proposed(Some(mapping)));
    let effects = update(&mut state, Message::ImportLayout);
    let [Effect::ImportLayout { mapping, operator, .. }] = effects.as_slice() else { unreachable!("{effects:?}") };
    assert_eq!((mapping.day_order, operator.as_str()), (Some(DayOrder::MonthFirst), "cashier 07"));
    // While it is imported nothing can be changed; where it fails, it can be tried again.
    let edit = LayoutEdit::Status("挂起".to_owned(), Status::Unknown);
    assert!(update(&mut state, Message::EditLayout(edit)).is_empty());
    update(&mut state, Message::ImportEnded(Err(Problem::Cancelled)));
    assert!(state.layouts.open.as_ref().is_some_and(|open| !open.is_importing));
    assert_eq!(state.notices, [Notice::Failed(Problem::Cancelled)]);
    update(&mut state, Message::ImportLayout);
    update(&mut state, Message::ImportEnded(Ok(outcome())));
    assert_eq!(state.layouts.open.as_ref().unwrap().file, PathBuf::from("reports/second.csv"));
}

#[test]
fn format_files_become_profiles_and_the_rest_is_imported() {
    let mut state = state(Language::English);
    let files = vec![PathBuf::from("a.csv"), PathBuf::from("mine.toml")];
    let effects = update(&mut state, Message::FilesDropped(files));
    let [Effect::AddProfile { file }, Effect::Import { files, .. }] = effects.as_slice() else { unreachable!() };
    assert_eq!((file, files.as_slice()), (&PathBuf::from("mine.toml"), &[PathBuf::from("a.csv")][..]));
}

#[test]
fn a_file_chosen_for_its_layout_is_looked_at_and_not_imported() {
    let mut state = state(Language::English);
    let choose = Message::NewLayout { profile: Some("my-daily".to_owned()) };
    assert_eq!(update(&mut state, choose), [Effect::ChooseReports]);
    let effects = update(&mut state, Message::FilesChosen(vec![file()]));
    let asked = Effect::ProposeLayout { file: file(), mapping: None, profile: Some("my-daily".to_owned()) };
    assert!(effects.contains(&asked), "{effects:?}");
    update(&mut state, Message::LayoutProposed { file: file(), answer: Err(Problem::Cancelled) });
    assert_eq!(state.notices, [Notice::Failed(Problem::Cancelled)], "who asked for it is told");
    // The next choice is an import again.
    let effects = update(&mut state, Message::FilesChosen(vec![file()]));
    assert!(matches!(effects.as_slice(), [Effect::Import { .. }]));
}
