//! Every screen, drawn in both languages without a graphics card: it fails on a widget without a name and on a character
//! that the fonts lack, and finds what it presses by the name that a screen reader would say.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod window_day;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use loose_ends::app::{DayData, Effect, Form, Message, PanelView, Screen, Show};
use loose_ends::domain::{CaseId, CaseView, Decision, FindingKind, Language, Problem, Step, Theme};
use loose_ends::text::Texts;
use window_day::desk::Desk;
use window_day::{busy_day, charged_no_sale, closed_yesterday, day, outcome};

fn open<'a>(language: Language, size: [f32; 2]) -> Desk<'a> {
    let mut desk = Desk::new(language, size);
    desk.say([Message::DayLoaded(Ok(Box::new(day()))), Message::Select(CaseId(1))]);
    desk
}

const SIZES: [[f32; 2]; 3] = [[1366.0, 768.0], [1100.0, 640.0], [911.0, 512.0]];

/// Every state of the screen, each after the one before.
fn walk() -> Vec<Vec<Message>> {
    let open_step = |step| vec![Message::OpenStep(step)];
    let mut empty = day();
    empty.cases.clear();
    empty.day.tiles.clear();
    let mut states: Vec<Vec<Message>> = Step::ALL.iter().copied().map(open_step).collect();
    states.extend([
        vec![Message::OpenStep(Step::ChooseAction), Message::PickAction("take-other-method".to_owned())],
        vec![Message::OpenForm(Some(Form::Note))],
        vec![Message::OpenForm(Some(Form::Wait))],
        vec![Message::OpenForm(Some(Form::Skip(Step::ContactAcquirer)))],
        vec![Message::OpenForm(Some(Form::Reopen))],
        vec![Message::OpenForm(None), Message::ShowPanel(PanelView::History)],
        vec![Message::ShowPanel(PanelView::Customer)],
        vec![Message::Select(CaseId(3))],
        vec![Message::Select(CaseId(6)), Message::ImportEnded(Ok(outcome()))],
        vec![Message::DismissImport, Message::FilesDropped(vec!["a.csv".into()])],
        vec![Message::ImportEnded(Err(Problem::Cancelled)), Message::DialogUnavailable],
        vec![Message::PathDismissed, Message::Search("nothing has this".to_owned())],
        vec![Message::Search(String::new()), Message::SwitchTheme(Theme::Dark)],
        vec![Message::DayLoaded(Ok(Box::new(busy_day()))), Message::ToggleGroup(CaseId(101))],
        vec![Message::SwitchTheme(Theme::Light), Message::MoveSelection(i32::MAX)],
        vec![Message::Show(Show::Closed)],
        vec![Message::Go(Screen::AllCases)],
        vec![Message::AllCasesLoaded(Ok(every_case()))],
        vec![Message::Select(CaseId(8))],
        vec![Message::SwitchTheme(Theme::Dark), Message::Search("nothing has this".to_owned())],
        vec![Message::Go(Screen::Today), Message::Show(Show::Unfinished)],
        vec![Message::DayLoaded(Ok(Box::new(DayData { cases: Vec::new(), ..day() })))],
        vec![Message::DayLoaded(Ok(Box::new(empty)))],
    ]);
    states
}

/// The day's cases and one that was closed before it.
fn every_case() -> Vec<CaseView> {
    std::iter::once(closed_yesterday(8)).chain(busy_day().cases).collect()
}

#[test]
fn every_screen_is_drawn_in_both_languages_at_every_size() {
    for language in [Language::English, Language::Chinese] {
        for size in SIZES {
            let mut desk = open(language, size);
            for messages in walk() {
                desk.say(messages);
                desk.harness.check_accessibility();
            }
        }
    }
}

#[test]
fn a_row_is_found_by_what_it_says_and_opens_its_case() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("17:20 ¥129.00 UnionPay ••0092 T-02 Amount differs Verify details today");
    assert_eq!(desk.harness.state().state().selected(), Some(CaseId(5)));
    desk.harness.get_by_label("Till Amount 192.00, differs").rect();
    // The guard runs until four hours after the payment, as its playbook says.
    desk.harness.get_by_label(
        "19:52 ¥88.00 WeChat Pay T-01 Result unknown Do not charge again before 23:52 · 2 h 11 min 23:40",
    );
}

#[test]
fn a_group_opens_by_press_and_by_keys() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.say([Message::DayLoaded(Ok(Box::new(busy_day())))]);
    let name = "T-02, no network 18:10–18:53: 14 payments ¥1,491.00 at risk Do not charge again before 22:53 · 1 h 12 min 23:40";
    let member = "18:10 ¥100.00 UnionPay ••7701 T-02 Result unknown Do not charge again before 22:10 · 29 min 23:40";
    assert!(desk.harness.query_by_label(member).is_none());
    desk.press(name);
    desk.harness.key_press(egui::Key::Home);
    desk.harness.run();
    for key in [egui::Key::ArrowDown; 4] {
        desk.harness.key_press(key);
        desk.harness.run();
    }
    assert!(desk.harness.state().state().list().group_at_hand().unwrap().is_unfolded);
    desk.harness.key_press(egui::Key::ArrowLeft);
    desk.harness.run();
    assert!(!desk.harness.state().state().list().group_at_hand().unwrap().is_unfolded);
    desk.harness.key_press(egui::Key::Enter);
    desk.harness.run();
    desk.harness.key_press(egui::Key::End);
    desk.harness.run();
    desk.harness.key_press(egui::Key::PageUp);
    desk.harness.run();
    assert!(desk.harness.state().state().list().selected_row().unwrap() > 30, "the group is open: rows are many");
}

#[test]
fn chips_narrow_the_list_by_what_is_wrong() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.harness.get_by_label("Unfinished 7").rect();
    desk.press("Finding: all");
    // Its name stands in the table as well; only that of the menu can be pressed.
    desk.harness.get_by_role_and_label(Role::Button, "Charged twice").click();
    desk.harness.run();
    assert_eq!(desk.harness.state().state().list().rows.len(), 1);
    desk.press("Finding: Charged twice");
    desk.press("all");
    desk.press("Waiting 1");
    assert_eq!(desk.harness.state().state().selected(), Some(CaseId(6)));
    desk.press("Sort by Due");
    desk.harness.get_by_label("Sorted by Due, smallest first").rect();
}

#[test]
fn all_cases_are_searched_and_opened_and_esc_gives_the_room_back() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("All cases");
    assert_eq!(desk.sent(), [Effect::LoadAllCases]);
    desk.harness.get_by_label("Reading all cases…").rect();
    desk.say([Message::AllCasesLoaded(Ok(every_case())), Message::Search("slip lost".to_owned())]);
    desk.harness.get_by_label("Sort by No.").rect();
    desk.press("#8 22 Nov 09:30 ¥77.00 UnionPay ••2468 T-02 Sale not charged Closed Written off as a loss (Loss for the shop ¥77.00) cashier 11");
    assert_eq!(desk.harness.state().state().selected(), Some(CaseId(8)));
    desk.harness.get_by_label_contains("#8 · ").rect();
    desk.harness.get_by_label("Closed · Written off as a loss").rect();
    let warning = Texts::new(Language::English).finding_warning(FindingKind::SaleNotCharged);
    assert!(desk.harness.query_by_label_contains(&warning).is_none(), "it is over: nothing is warned of");
    desk.harness.key_press(egui::Key::Escape);
    desk.harness.run();
    desk.harness.key_press(egui::Key::Escape);
    desk.harness.run();
    assert_eq!(desk.harness.state().state().selected(), None);
}

#[test]
fn a_day_without_loose_ends_says_what_comes_next() {
    let mut desk = open(Language::English, SIZES[0]);
    let mut clean = DayData { cases: Vec::new(), ..day() };
    desk.say([Message::DayLoaded(Ok(Box::new(clean.clone())))]);
    desk.harness.get_by_label("All payments are accounted for").rect();
    clean.day.tiles.pop();
    desk.say([Message::DayLoaded(Ok(Box::new(clean)))]);
    desk.harness.get_by_label("Still missing: Till sales. Import them before you close the day.").rect();
}

#[test]
fn keys_move_through_the_table_and_into_the_steps() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.harness.key_press(egui::Key::ArrowDown);
    desk.harness.run();
    assert_eq!(desk.harness.state().state().selected(), Some(CaseId(2)));
    desk.harness.key_press(egui::Key::Num3);
    desk.harness.run();
    let window = desk.harness.state().state();
    assert_eq!(window.open_step(window.selected_case().unwrap()), Step::ChooseAction);
    desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::O);
    desk.harness.run();
    assert_eq!(desk.sent(), [Effect::ChooseReports]);
    desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::F);
    desk.harness.run();
    // Typing digits into the search opens no step, and Enter sends nothing.
    desk.harness.event(egui::Event::Text("4".to_owned()));
    desk.harness.key_press(egui::Key::Num4);
    desk.harness.key_press(egui::Key::Enter);
    desk.harness.run();
    let window = desk.harness.state().state();
    assert_eq!(window.list().filter.search, "4");
    assert_ne!(window.open_step(window.selected_case().unwrap()), Step::RecordOutcome);
    assert!(desk.sent().is_empty());
}

#[test]
fn a_contact_is_written_down_without_typing() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("Ask: is it captured? Will it settle? When does it show?");
    desk.harness.get_by_label("Captured, it will settle").scroll_to_me();
    desk.harness.run();
    desk.press("Captured, it will settle");
    desk.press("Save contact");
    let sent = desk.sent();
    let decided: Vec<&Decision> = sent
        .iter()
        .flat_map(|effect| match effect {
            Effect::Decide { decisions, .. } => decisions.iter().collect(),
            _ => Vec::new(),
        })
        .collect();
    assert!(
        matches!(decided[..], [Decision::Checked { .. }, Decision::Contacted(_), Decision::StepDone { .. }]),
        "{sent:?}"
    );
    desk.say([Message::Decided(Ok(Box::new(charged_no_sale())))]);
    desk.harness.get_by_label_contains("Saved · ");
}

#[test]
fn the_operator_changes_by_one_press_and_the_language_live() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("cashier 07");
    desk.press("cashier 11");
    assert_eq!(desk.harness.state().state().operator, "cashier 11");
    desk.press("中文");
    desk.harness.get_by_label("导出 CSV").rect();
}

#[test]
fn idle_the_window_is_not_drawn() {
    let mut desk = open(Language::English, SIZES[0]);
    let delay = |desk: &Desk<'_>| desk.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    desk.say([Message::Search("129.00".to_owned()), Message::Select(CaseId(5)), Message::OpenStep(Step::ChooseAction)]);
    let left = delay(&desk).as_secs();
    assert!(left > 60, "nothing counts down: {left}");
    desk.say([Message::Search(String::new())]);
    let left = delay(&desk).as_secs();
    assert!((1..=60).contains(&left), "the next minute of a row's countdown: {left}");
}
