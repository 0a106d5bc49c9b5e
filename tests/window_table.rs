//! The lists of cases without pixels: groups of one root cause, chips, search, order, keyboard, the guard, all cases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod window_day;

use loose_ends::app::{Column, DayData, Effect, Message, Root, Row, Screen, Section, Show, State, update};
use loose_ends::domain::{
    CaseId, CaseState, CaseView, Cause, Contact, Decision, FindingKind, Language, NamedTerminal, Note, Step, Subject,
};
use std::collections::BTreeMap;
use window_day::{after, broken_line, busy_day, case, closed_yesterday, day, now, state};

fn say(state: &mut State, messages: impl IntoIterator<Item = Message>) -> Vec<Effect> {
    messages.into_iter().flat_map(|message| update(state, message)).collect()
}

fn shown(data: DayData) -> State {
    let mut state = state(Language::English);
    say(&mut state, [Message::DayLoaded(Ok(Box::new(data)))]);
    state
}

/// A day of these cases alone.
fn shown_of(cases: Vec<CaseView>) -> State {
    shown(DayData { cases, ..day() })
}

/// The rows as one reads them: numbers of cases, `group of 14`, headings.
fn rows(state: &State) -> Vec<String> {
    let list = state.list();
    list.rows
        .iter()
        .map(|row| match row {
            Row::Heading(Section::CarriedOver, count) => format!("carried over: {count}"),
            Row::Heading(Section::Today, count) => format!("today: {count}"),
            Row::Group(index) => format!("group of {}", list.groups[*index].members.len()),
            Row::Case { place, in_group: true } => format!("- {}", state.cases()[*place].case.id.0),
            Row::Case { place, in_group: false } => state.cases()[*place].case.id.0.to_string(),
        })
        .collect()
}

/// The numbers of the cases that have a row.
fn listed(state: &State) -> Vec<i64> {
    let place = |row: &Row| match row {
        Row::Case { place, .. } => Some(state.cases()[*place].case.id.0),
        Row::Heading(..) | Row::Group(_) => None,
    };
    state.list().rows.iter().filter_map(place).collect()
}

fn search(text: &str) -> Message {
    Message::Search(text.to_owned())
}

#[test]
fn carried_over_cases_come_first_under_a_heading_in_every_order() {
    let mut state = shown(day());
    assert_eq!(rows(&state), ["carried over: 1", "7", "today: 6", "1", "2", "3", "4", "5", "6"]);
    for column in
        [Column::Time, Column::Amount, Column::Card, Column::Terminal, Column::Finding, Column::NextStep, Column::Due]
    {
        for _ in 0..2 {
            say(&mut state, [Message::SortBy(column)]);
            assert_eq!(listed(&state)[0], 7, "{column:?}");
        }
    }
    say(&mut state, [search("88.00")]);
    assert_eq!(rows(&state), ["2"], "nothing carried over is listed, so no heading is needed");
}

#[test]
fn every_column_sorts_both_ways() {
    let mut state = shown(day());
    let mut sorted = |column| {
        say(&mut state, [Message::SortBy(column)]);
        listed(&state)[1..].to_vec()
    };
    assert_eq!(sorted(Column::Amount), [3, 6, 1, 5, 2, 4], "the largest first");
    assert_eq!(sorted(Column::Amount), [4, 2, 5, 1, 6, 3]);
    assert_eq!(sorted(Column::Card), [6, 5, 4, 1, 3, 2], "Mastercard, UnionPay by digits, Visa, WeChat");
    assert_eq!(sorted(Column::Terminal), [2, 4, 6, 1, 3, 5]);
    assert_eq!(sorted(Column::Finding), [1, 4, 2, 6, 5, 3], "in the order of the kinds");
    assert_eq!(sorted(Column::NextStep).last(), Some(&6), "what waits has nothing to be done");
    assert_eq!(sorted(Column::Due)[4..], [6, 4], "tomorrow morning, then the end of tomorrow");
    assert_eq!(sorted(Column::Due)[..2], [4, 6]);
    assert_eq!(sorted(Column::Time), [1, 2, 3, 4, 5, 6], "the latest first");
}

#[test]
fn one_root_cause_is_one_row() {
    let state = shown(busy_day());
    let all = rows(&state);
    assert_eq!(all.len(), 2 + 40 - 14 + 1 + 1, "headings, cases, a folded group, an unfolded one with its three");
    let place = all.iter().position(|row| row == "group of 14").unwrap();
    assert_eq!(all[place + 1], "4", "18:47 is before the group's last payment at 18:53");
    let group = state.list().groups.iter().find(|group| group.terminal == "T-02").unwrap();
    assert_eq!(group.root, Root::Network);
    assert_eq!(group.from.format("%H:%M").to_string(), "18:10");
    assert_eq!(group.to.format("%H:%M").to_string(), "18:53");
    assert_eq!(group.at_risk.iter().map(|sum| sum.minor).collect::<Vec<_>>(), [149_100]);
    let earliest = group.members.iter().map(|&member| state.cases()[member].due).min().unwrap();
    assert_eq!(group.due, earliest);
    assert!(!group.is_unfolded);
    let last_hold = group.members.iter().filter_map(|&member| state.cases()[member].hold_until).max();
    assert!(last_hold.is_some());
    assert_eq!(group.guarded_until, last_hold, "folded, it forbids another charge as its cases do");
    let three = all.iter().position(|row| row == "group of 3").unwrap();
    assert_eq!(all[three + 1..three + 4], ["- 123", "- 122", "- 121"], "few rows stay unfolded");
}

#[test]
fn what_only_looks_alike_is_no_group() {
    let rows_after = |change: &dyn Fn(usize, &mut CaseView)| {
        let mut cases = broken_line();
        cases.truncate(3);
        cases.iter_mut().enumerate().for_each(|(place, view)| change(place, view));
        rows(&shown_of(cases)).len()
    };
    assert_eq!(rows_after(&|_, _| {}), 4, "three in a row are a group");
    assert_eq!(
        rows_after(&|_, view| view.case.finding.cause = Cause::Issuer),
        3,
        "another cause is nobody's fault here"
    );
    assert_eq!(rows_after(&|place, view| view.sources[0].entry.terminal = format!("T-0{place}").into()), 3);
    assert_eq!(rows_after(&|_, view| view.sources[0].entry.terminal = "".into()), 3, "nobody knows where");
    let later = |place: usize, view: &mut CaseView| {
        view.case.finding.time += chrono::Duration::minutes(16 * i64::try_from(place).unwrap());
    };
    assert_eq!(rows_after(&later), 3, "a quarter of an hour lies between");
    assert_eq!(
        rows_after(&|_, view| view.case.finding.subject = Subject::Batch),
        3,
        "a batch is many payments already"
    );
    let batch = |place: usize, view: &mut CaseView| {
        later(place * 5, view);
        view.case.finding.kind = FindingKind::OfflineNotUploaded;
        view.sources[0].entry.batch = "000130".into();
    };
    assert_eq!(rows_after(&batch), 4, "a batch is one however long it stays open");
    let mut two = broken_line();
    two.truncate(2);
    assert_eq!(rows(&shown_of(two)).len(), 2);
}

#[test]
fn a_group_is_opened_and_folded_by_press_and_keys() {
    let mut state = shown_of(broken_line());
    assert_eq!(rows(&state), ["group of 14"]);
    assert_eq!(state.selected(), Some(CaseId(101)), "its most urgent case is looked at");
    say(&mut state, [Message::ToggleGroup(CaseId(101))]);
    assert_eq!(rows(&state).len(), 15);
    assert!(state.list().group_at_hand().is_some());
    say(&mut state, [Message::Unfold(true)]);
    assert_eq!(state.selected(), Some(CaseId(114)), "→ steps into an open group");
    assert_eq!(state.list().selected_row(), Some(1));
    say(&mut state, [Message::MoveSelection(1), Message::Unfold(false)]);
    assert_eq!((rows(&state).len(), state.list().selected_row()), (1, Some(0)), "← folds it from within");
    say(&mut state, [Message::Unfold(false)]);
    assert_eq!(rows(&state).len(), 1);
    say(&mut state, [Message::Unfold(true)]);
    assert_eq!(rows(&state).len(), 15);
    // What was opened stays open when its first case is closed.
    let mut rest = broken_line();
    rest.remove(0);
    say(&mut state, [Message::DayLoaded(Ok(Box::new(DayData { cases: rest, ..day() })))]);
    assert_eq!(rows(&state).len(), 14);
}

#[test]
fn a_search_that_hits_cases_of_a_group_shows_them() {
    let mut state = shown(busy_day());
    say(&mut state, [search("7701")]);
    assert_eq!(rows(&state).len(), 15);
    say(&mut state, [search("112.00")]);
    assert_eq!(rows(&state), ["113"]);
    say(&mut state, [search("")]);
    assert!(rows(&state).contains(&"group of 14".to_owned()));
    assert!(!rows(&state).contains(&"- 113".to_owned()), "it is folded again");
    assert!(state.list().selected_row().is_some(), "and its row is marked for the case looked at");
}

#[test]
fn a_group_stands_where_its_most_urgent_case_would() {
    let mut cases = broken_line();
    let hours = |count| now() + chrono::Duration::hours(count);
    cases.iter_mut().for_each(|view| view.due = hours(5));
    cases[3].due = hours(1);
    let said = [(loose_ends::domain::Source::Till, loose_ends::domain::Status::NotStated, "", 100, "09:00:00")];
    let mut other = case(50, FindingKind::SaleNotCharged, "visa", "", "T-01", &said);
    other.due = hours(2);
    cases.push(other);
    let mut state = shown_of(cases);
    say(&mut state, [Message::SortBy(Column::Due)]);
    assert_eq!(rows(&state), ["group of 14", "50"]);
    assert_eq!(state.list().groups[0].due, hours(1));
    say(&mut state, [Message::SortBy(Column::Due)]);
    assert_eq!(rows(&state), ["50", "group of 14"]);
}

fn answer_of_acquirer(said: &str) -> Contact {
    Contact {
        channel: loose_ends::domain::Channel::Phone,
        party: loose_ends::domain::Party::Acquirer,
        person: String::new(),
        reference: String::new(),
        said: said.to_owned(),
        promised: None,
        answered: true,
    }
}

#[test]
fn the_search_looks_through_everything_a_person_remembers() {
    let mut data = day();
    let contact =
        Contact { person: "Ms Zhou".to_owned(), reference: "WO-5518".to_owned(), ..answer_of_acquirer("Captured") };
    let decisions = [Decision::Contacted(contact), Decision::Noted(Note { text: "Slip in the Drawer".to_owned() })];
    data.cases[1] = after(&data.cases[1], "cashier 07", &decisions);
    data.cases[2] = after(&data.cases[2], "cashier 11", &[Decision::Noted(Note { text: "blue coat".to_owned() })]);
    let mut state = shown(data);
    state.settings.terminals = vec![NamedTerminal { number: "T-01".to_owned(), name: "Front desk".to_owned() }];
    for (words, found) in [
        ("¥268", vec![1]),
        ("••1881", vec![3]),
        ("visa", vec![3]),
        ("771904", vec![4]),
        ("drawer", vec![2]),
        ("wo-5518", vec![2]),
        ("zhou", vec![2]),
        ("cashier 11", vec![3]),
        ("front 36.00", vec![4]),
        ("zzz", vec![]),
    ] {
        say(&mut state, [search(words)]);
        assert_eq!(listed(&state), found, "{words}");
    }
    // What is written down now is found at once.
    say(&mut state, [search("umbrella")]);
    let noted =
        after(state.case(CaseId(5)).unwrap(), "cashier 07", &[Decision::Noted(Note { text: "umbrella".into() })]);
    say(&mut state, [Message::Decided(Ok(Box::new(noted)))]);
    assert_eq!(listed(&state), [5]);
}

#[test]
fn chips_count_and_filter() {
    let mut data = day();
    data.cases[3].due = now() - chrono::Duration::hours(1);
    data.cases.push(closed_yesterday(8));
    let mut state = shown(data);
    let counts = state.list().counts;
    assert_eq!((counts.open, counts.waiting, counts.closed, counts.late), (6, 1, 1, 1));
    for (show, found) in [(Show::Waiting, vec![6]), (Show::Closed, vec![8]), (Show::All, vec![7, 8, 1, 2, 3, 4, 5, 6])]
    {
        say(&mut state, [Message::Show(show)]);
        assert_eq!(listed(&state), found, "{show:?}");
    }
    say(&mut state, [Message::Show(Show::Due)]);
    assert_eq!(listed(&state).len(), counts.due);
    assert!(listed(&state).contains(&4) && !listed(&state).contains(&6));
    say(&mut state, [Message::Show(Show::Unfinished), Message::ShowTerminal(Some("T-01".to_owned()))]);
    assert_eq!(listed(&state), [2, 4, 6]);
    assert_eq!(state.list().terminals, ["T-01", "T-02"]);
    say(&mut state, [Message::ShowFinding(Some(FindingKind::ResultUnknown))]);
    assert_eq!(listed(&state), [2, 6]);
    assert_eq!(state.list().kinds.len(), 5);
    say(&mut state, [Message::Show(Show::Waiting)]);
    assert_eq!(state.selected(), Some(CaseId(6)), "the panel follows the list");
}

#[test]
fn the_keyboard_moves_over_what_is_seen_alone() {
    let mut state = shown(busy_day());
    let mut at = |rows| {
        say(&mut state, [Message::MoveSelection(rows)]);
        (state.selected().unwrap().0, state.list().on_group)
    };
    assert_eq!(at(i32::MIN), (7, false));
    assert_eq!(at(1), (1, false), "over the heading");
    assert_eq!(at(3), (101, true), "a folded group is one row");
    assert_eq!(at(1), (4, false));
    assert_eq!(at(-2), (3, false));
    assert_eq!(at(-100), (7, false));
    let last = at(i32::MAX);
    assert_eq!(at(10), last);
}

#[test]
fn a_case_that_waits_until_tonight_is_due_today_as_well() {
    let mut state = shown(day());
    let due = state.list().counts.due;
    let wait = Decision::Waiting { until: window_day::at("22:47:00"), reason: "the manager comes".to_owned() };
    let view = after(state.case(CaseId(2)).unwrap(), "cashier 07", &[wait]);
    assert_eq!(view.state, loose_ends::domain::CaseState::Waiting);
    say(&mut state, [Message::Decided(Ok(Box::new(view)))]);
    assert_eq!(state.list().counts.due, due, "as signing off counts it");
}

#[test]
fn a_charge_looked_up_is_guarded_no_more() {
    let mut state = shown(day());
    let until = state.case(CaseId(2)).unwrap().hold_until.unwrap();
    assert_eq!(state.list().guarded_until, Some(until));
    let left_out = Decision::StepSkipped { step: Step::ContactAcquirer, reason: "hotline is busy".to_owned() };
    let view = after(state.case(CaseId(2)).unwrap(), "cashier 07", &[left_out]);
    say(&mut state, [Message::Decided(Ok(Box::new(view)))]);
    assert_eq!(state.list().guarded_until, Some(until), "left out is not looked up");
    let asked = Decision::Contacted(answer_of_acquirer("Not captured"));
    let looked_up = [asked, Decision::StepDone { step: Step::ContactAcquirer }];
    let view = after(state.case(CaseId(2)).unwrap(), "cashier 07", &looked_up);
    say(&mut state, [Message::Decided(Ok(Box::new(view)))]);
    assert!(state.list().guarded_until.is_none_or(|other| other != until));
}

/// The screen of all cases with the day's cases and two of yesterday's.
fn all_cases() -> State {
    let mut state = shown(day());
    assert_eq!(say(&mut state, [Message::Go(Screen::AllCases)]), [Effect::LoadAllCases]);
    assert!(state.all_cases.cases.is_none() && state.selected_case().is_none());
    let mut cases = vec![closed_yesterday(8), closed_yesterday(9)];
    cases.extend(day().cases);
    say(&mut state, [Message::AllCasesLoaded(Ok(cases))]);
    state
}

#[test]
fn all_cases_stand_newest_first_in_every_state() {
    let mut state = all_cases();
    assert_eq!(listed(&state), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert!(state.selected_case().is_none(), "nobody chose one yet");
    say(&mut state, [Message::Show(Show::Closed)]);
    assert_eq!(listed(&state), [8, 9]);
    assert_eq!(state.today.filter.show, Show::Unfinished, "each screen has its own filter");
    say(&mut state, [Message::Show(Show::All), Message::SortBy(Column::ClosedBy), Message::SortBy(Column::ClosedBy)]);
    assert_eq!(listed(&state)[..2], [8, 9]);
    say(&mut state, [Message::SortBy(Column::Number)]);
    assert_eq!(listed(&state), [9, 8, 7, 6, 5, 4, 3, 2, 1], "the newest first");
    say(&mut state, [Message::SortBy(Column::Number)]);
    assert_eq!(listed(&state)[..3], [1, 2, 3], "pressed again, the oldest");
    let names = BTreeMap::from([("written-off".to_owned(), "核销".to_owned())]);
    say(&mut state, [Message::OutcomesNamed(names), search("核销 cashier")]);
    assert_eq!(listed(&state), [8, 9], "as the outcome is shown, not as it is stored");
    say(&mut state, [search("slip lost")]);
    assert_eq!(listed(&state), [8, 9]);
}

#[test]
fn a_case_is_worked_on_from_the_list_of_all() {
    let mut state = all_cases();
    say(&mut state, [Message::MoveSelection(1)]);
    assert_eq!(state.selected(), Some(CaseId(1)));
    say(&mut state, [Message::Select(CaseId(8))]);
    assert_eq!(state.selected_case().unwrap().state, CaseState::Closed);
    let reason = Message::Edit(loose_ends::app::Field::ReopenReason, "the slip was found".to_owned());
    let effects = say(&mut state, [reason, Message::Reopen]);
    let [Effect::Decide { case, decisions, operator }] = &effects[..] else { panic!("decided: {effects:?}") };
    let stored = after(state.case(*case).unwrap(), operator, decisions);
    say(&mut state, [Message::Decided(Ok(Box::new(stored)))]);
    assert_eq!(state.selected_case().unwrap().state, CaseState::Open);
    // Read before that was stored, but answered after it: what is newer stays.
    let mut cases = vec![closed_yesterday(8)];
    cases.extend(day().cases);
    say(&mut state, [Message::AllCasesLoaded(Ok(cases))]);
    assert_eq!(state.selected_case().unwrap().state, CaseState::Open);
    say(&mut state, [Message::Select(CaseId(1))]);
    let ticked = Message::ToggleCheck { step: Step::ContactAcquirer, check: "ask-captured".to_owned() };
    say(&mut state, [ticked, Message::Deselect]);
    assert!(state.selected_case().is_none());
    say(&mut state, [Message::Go(Screen::Today)]);
    assert!(state.all_cases.cases.is_none(), "held only while they are shown");
    assert!(state.case(CaseId(1)).unwrap().case.work.checked.contains("ask-captured"), "one case, wherever it is seen");
    assert!(state.selected_case().is_some());
}

#[test]
fn what_time_or_reports_change_is_read_again_where_it_is_shown() {
    let mut state = all_cases();
    let wakes_at = state.wakes_at.unwrap();
    assert_eq!(say(&mut state, [Message::Tick(wakes_at)]), [Effect::LoadDay, Effect::LoadAllCases]);
    let ended = Message::ImportEnded(Ok(window_day::outcome()));
    assert_eq!(say(&mut state, [ended.clone()]), [Effect::LoadAllCases]);
    say(&mut state, [Message::Go(Screen::Today)]);
    assert!(say(&mut state, [ended]).is_empty(), "the worker sends the day by itself");
}

#[test]
fn a_hundred_thousand_cases_are_listed_and_searched_while_one_waits() {
    let one = closed_yesterday(8);
    let cases: Vec<CaseView> = (0..100_000)
        .map(|id| {
            let mut view = one.clone();
            view.case.id = CaseId(id);
            view.case.finding.time -= chrono::Duration::minutes(id);
            view
        })
        .collect();
    let mut state = shown(day());
    say(&mut state, [Message::Go(Screen::AllCases), Message::AllCasesLoaded(Ok(cases))]);
    assert_eq!(state.list().rows.len(), 100_000);
    say(&mut state, [search("99999")]);
    let started = std::time::Instant::now();
    say(&mut state, [search("slip 99999")]);
    // Generous: tests run without optimisation, many at a time.
    assert!(started.elapsed() < std::time::Duration::from_secs(3), "{:?}", started.elapsed());
    assert_eq!(listed(&state), [99_999]);
}
