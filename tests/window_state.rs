//! The window's state machine without pixels: messages in, effects out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod window_day;

use loose_ends::app::{
    Absence, Aspect, Comparison, Effect, Field, Form, Message, Notice, Pane, Said, Saving, Screen, State, update,
    wait_choices,
};
use loose_ends::domain::{
    CaseId, CaseState, CaseView, Decision, FindingKind, Language, Moment, MoneyEffect, Problem, Reason, ReasonCode,
    Refusal, Settings, Source, Status, Step, Theme, TransactionType,
};
use std::path::PathBuf;
use window_day::{after, at, charged_no_sale, day, now, outcome, state};

fn loaded() -> State {
    let mut state = state(Language::English);
    assert!(update(&mut state, Message::DayLoaded(Ok(Box::new(day())))).is_empty());
    assert!(update(&mut state, Message::Select(CaseId(1))).is_empty());
    state
}

fn say(state: &mut State, messages: impl IntoIterator<Item = Message>) -> Vec<Effect> {
    messages.into_iter().flat_map(|message| update(state, message)).collect()
}

fn edit(field: Field, text: &str) -> Message {
    Message::Edit(field, text.to_owned())
}

fn decisions(effects: &[Effect]) -> Vec<Decision> {
    let [Effect::Decide { decisions, .. }] = effects else { panic!("one call to decide, not {effects:?}") };
    decisions.clone()
}

/// Answers the last effect as the worker would.
fn store(state: &mut State, effects: &[Effect]) {
    let [Effect::Decide { case, decisions, operator }] = effects else { panic!("one call to decide, not {effects:?}") };
    let stored = after(state.case(*case).unwrap(), operator, decisions);
    update(state, Message::Decided(Ok(Box::new(stored))));
}

fn tick(check: &str, step: Step) -> Message {
    Message::ToggleCheck { step, check: check.to_owned() }
}

#[test]
fn a_case_is_walked_from_the_call_to_its_end() {
    let mut state = loaded();
    let step = Step::ContactAcquirer;
    // The tick shows at once, before it is stored.
    let effects = say(&mut state, [tick("ask-captured", step)]);
    assert!(state.selected_case().unwrap().case.work.checked.contains("ask-captured"));
    update(&mut state, Message::Decided(Ok(Box::new(after(&charged_no_sale(), "cashier 07", &decisions(&effects))))));
    assert_eq!(state.last_save.as_ref().unwrap().operator, "cashier 07");

    let effects = say(&mut state, [edit(Field::Said, "Captured, it will settle"), Message::SaveContact]);
    let decided = decisions(&effects);
    assert!(matches!(&decided[..], [Decision::Contacted(_), Decision::StepDone { step: Step::ContactAcquirer }]));
    store(&mut state, &effects);
    assert!(state.draft(CaseId(1)).contact.is_empty(), "what is stored is not typed any more");

    let effects = say(
        &mut state,
        [
            Message::PickAction("ring-up-without-charging".to_owned()),
            Message::AcknowledgeRule("charge-paid-customer".to_owned()),
            Message::ChooseAction,
        ],
    );
    store(&mut state, &effects);
    assert_eq!(state.selected_case().unwrap().step, Step::RecordOutcome);

    let effects = say(&mut state, [Message::PickOutcome("sale-rung-up".to_owned()), Message::Close]);
    assert!(effects.is_empty(), "no case ends without a reason");
    assert_eq!(state.notices, [Notice::Refused(Refusal::NoReason)]);
    let effects = say(&mut state, [edit(Field::OutcomeReason, "The report shows it"), Message::Close]);
    assert!(state.notices.is_empty(), "what was refused is mended");
    assert!(say(&mut state, [Message::Close]).is_empty(), "pressed twice, sent once");
    store(&mut state, &effects);
    let closed = state.selected_case().unwrap();
    assert_eq!(closed.state, CaseState::Closed);
    assert!(state.list().selected_row().is_none(), "it has left the list of unfinished ones, and stays in the panel");
}

#[test]
fn a_promise_keeps_the_step_open() {
    let mut state = loaded();
    let effects = say(&mut state, [tick("ask-captured", Step::ContactAcquirer)]);
    store(&mut state, &effects);
    let promised = Some(at("23:00:00"));
    let effects =
        say(&mut state, [edit(Field::Said, "They call back"), Message::PickPromise(promised), Message::SaveContact]);
    assert!(matches!(&decisions(&effects)[..], [Decision::Contacted(contact)] if contact.promised == promised));
    store(&mut state, &effects);
    assert_eq!(state.selected_case().unwrap().state, CaseState::Waiting);
}

#[test]
fn what_is_typed_for_one_case_waits_while_another_is_looked_at() {
    let mut state = loaded();
    say(&mut state, [edit(Field::Note, "slip in the drawer"), Message::OpenForm(Some(Form::Note))]);
    say(&mut state, [Message::Select(CaseId(2)), edit(Field::Note, "other"), Message::Select(CaseId(1))]);
    assert_eq!(state.draft(CaseId(1)).text(Field::Note), "slip in the drawer");
    assert_eq!(state.draft(CaseId(1)).form, Some(Form::Note));
    // Refused by the disk: nothing typed is lost, and the truth is read again.
    say(&mut state, [Message::SaveNote]);
    let effects = say(&mut state, [Message::Decided(Err(Problem::Cancelled))]);
    assert_eq!(effects, [Effect::LoadDay]);
    assert_eq!(state.draft(CaseId(1)).text(Field::Note), "slip in the drawer");
}

#[test]
fn a_refusal_opens_the_place_where_it_can_be_mended() {
    let mut state = loaded();
    assert!(
        say(&mut state, [Message::OpenStep(Step::RecordOutcome), Message::FinishStep(Step::ContactAcquirer)])
            .is_empty()
    );
    assert!(matches!(&state.notices[..], [Notice::Refused(Refusal::ChecksOpen { .. })]));
    assert_eq!(state.open_step(state.selected_case().unwrap()), Step::ContactAcquirer);
    let unacknowledged = [Message::PickAction("ring-up-without-charging".to_owned()), Message::ChooseAction];
    assert!(say(&mut state, unacknowledged).is_empty());
    assert!(matches!(state.notices.last(), Some(Notice::Refused(Refusal::NotAcknowledged { .. }))));
    assert_eq!(state.open_step(state.selected_case().unwrap()), Step::ChooseAction);
}

#[test]
fn nobody_decides_without_a_name() {
    let mut state = loaded();
    state.operator.clear();
    assert!(say(&mut state, [edit(Field::Note, "a note"), Message::SaveNote]).is_empty());
    assert_eq!(state.notices, [Notice::Refused(Refusal::NoOperator)]);
}

#[test]
fn a_card_number_in_a_note_never_leaves_the_window_whole() {
    let mut state = loaded();
    let effects = say(&mut state, [edit(Field::Note, "card 4111 1111 1111 1111"), Message::SaveNote]);
    assert!(matches!(&decisions(&effects)[..], [Decision::Noted(note)] if note.text == "card 411111******1111"));
}

#[test]
fn closing_early_needs_a_reason_and_a_loss_its_amount() {
    let mut state = loaded();
    say(&mut state, [Message::PickOutcome("written-off".to_owned()), edit(Field::OutcomeReason, "gone")]);
    let typed = |amount: &str| [edit(Field::OutcomeAmount, amount), Message::Close];
    assert!(say(&mut state, [Message::Close]).is_empty());
    assert_eq!(state.notices.last(), Some(&Notice::Refused(Refusal::NoAmount)));
    for bad in ["8O.00", "1e9", "--5", "12.345", "0", "-3"] {
        assert!(say(&mut state, typed(bad)).is_empty(), "{bad}");
        assert_eq!(state.notices.last(), Some(&Notice::BadAmount(bad.to_owned())));
    }
    assert!(say(&mut state, typed("268.00")).is_empty());
    assert!(matches!(state.notices.last(), Some(Notice::Refused(Refusal::StepsOpen { .. }))));
    let effects = say(&mut state, [edit(Field::OverrideReason, "the manager decided"), Message::Close]);
    let [Decision::Closed(outcome)] = &decisions(&effects)[..] else { panic!("closed") };
    assert_eq!((outcome.money_effect, outcome.amount.unwrap().minor), (MoneyEffect::Loss, 26_800));
}

#[test]
fn a_wait_is_chosen_or_typed_and_lies_ahead() {
    let mut state = loaded();
    let view = state.selected_case().unwrap().clone();
    let choices = wait_choices(&view, state.playbook(view.case.finding.kind).unwrap(), &state.settings, now());
    assert!(choices.len() > 3 && choices.iter().all(|choice| choice.until > now()));
    assert!(choices.is_sorted_by_key(|choice| choice.until));
    say(&mut state, [edit(Field::WaitReason, "they call back")]);
    assert!(say(&mut state, [Message::Wait]).is_empty(), "no time chosen");
    assert_eq!(state.notices.last(), Some(&Notice::Refused(Refusal::InThePast)));
    let until = |effects: &[Effect]| -> Moment {
        let [Decision::Waiting { until, .. }] = &decisions(effects)[..] else { panic!("a wait") };
        *until
    };
    let effects = say(&mut state, [edit(Field::WaitTime, "22：47"), Message::Wait]);
    assert_eq!(until(&effects), at("22:47:00"));
    store(&mut state, &effects);
    let effects = say(&mut state, [edit(Field::WaitTime, "08:00"), edit(Field::WaitReason, "x"), Message::Wait]);
    assert_eq!(until(&effects).to_rfc3339(), "2026-11-24T08:00:00+08:00", "an hour that is past means tomorrow's");
}

#[test]
fn one_import_runs_at_a_time_and_can_be_given_up() {
    let mut state = loaded();
    let files = vec![PathBuf::from("a.csv")];
    assert!(say(&mut state, [Message::FilesChosen(Vec::new())]).is_empty(), "a dialog given up is no import");
    let effects = say(&mut state, [Message::FilesDropped(files.clone())]);
    assert_eq!(effects, [Effect::Import { files: files.clone(), operator: "cashier 07".to_owned() }]);
    assert!(say(&mut state, [Message::FilesDropped(files)]).is_empty());
    assert_eq!(state.notices, [Notice::ImportRunning]);
    say(&mut state, [Message::ImportProgressed { file: "a.csv".to_owned(), rows: 7 }]);
    assert_eq!(state.import.as_ref().unwrap().rows, 7);
    assert_eq!(say(&mut state, [Message::CancelImport]), [Effect::CancelImport]);
    say(&mut state, [Message::ImportEnded(Err(Problem::Cancelled))]);
    assert!(state.import.is_none());
    say(&mut state, [Message::ImportEnded(Ok(outcome()))]);
    assert_eq!(state.last_import, Some(outcome()));
}

#[test]
fn without_a_dialog_a_path_is_typed() {
    let mut state = loaded();
    assert_eq!(say(&mut state, [Message::OpenReports]), [Effect::ChooseReports]);
    say(&mut state, [Message::DialogUnavailable, Message::PathTyped(" \"/a/b.csv\" ; /c.csv".to_owned())]);
    let effects = say(&mut state, [Message::PathConfirmed]);
    assert!(
        matches!(&effects[..], [Effect::Import { files, .. }] if files.len() == 2 && files[0].ends_with("a/b.csv"))
    );
    let what = Saving::Summary;
    let suggested = "summary.txt".to_owned();
    say(&mut state, [Message::SaveAs { what, suggested }, Message::DialogUnavailable]);
    assert_eq!(state.path_box.as_ref().unwrap().text, "summary.txt");
    let effects = say(&mut state, [Message::PathConfirmed]);
    assert!(matches!(&effects[..], [Effect::SaveSummary { to, .. }] if to.ends_with("summary.txt")));
}

#[test]
fn operator_language_and_colours_change_at_once() {
    let mut state = loaded();
    assert!(say(&mut state, [Message::ChangeOperator("cashier 11".to_owned())]).is_empty());
    assert_eq!(state.operator, "cashier 11");
    let effects = say(&mut state, [Message::TypeOperator(" new ".to_owned()), Message::AddOperator]);
    assert!(matches!(&effects[..], [Effect::SaveSettings { settings, operator }]
        if settings.operators.len() == 3 && operator == "new"));
    let effects = say(&mut state, [Message::SwitchLanguage(Language::Chinese), Message::SwitchTheme(Theme::Dark)]);
    assert_eq!(effects.len(), 2);
    assert_eq!((state.language, state.settings.theme), (Language::Chinese, Theme::Dark));
    let chinese = Settings { language: Some(Language::Chinese), ..Settings::default() };
    assert_eq!(State::new(Vec::new(), chinese, Language::English, now()).language, Language::Chinese);
}

#[test]
fn the_comparison_marks_what_disagrees_and_what_cannot_be_known() {
    let state = loaded();
    let compared = |id| Comparison::of(state.case(CaseId(id)).unwrap(), &state);
    let charged = compared(1);
    let marks: Vec<bool> = charged.blocks[0].result.iter().map(|cell| cell.differs).collect();
    assert_eq!(marks, [true, false, true]);
    assert_eq!(charged.blocks[0].result[2].said, Said::Absent(Absence::NotThere));
    let amounts: Vec<bool> = compared(5).blocks[0].amount.iter().map(|cell| cell.differs).collect();
    assert_eq!(amounts, [false, false, true]);
    assert_eq!(compared(2).blocks[0].result[1].said, Said::Absent(Absence::NotCovered), "the bill is still to come");
    assert_eq!(compared(3).blocks.len(), 2, "both charges are shown");
}

#[test]
fn a_hold_that_both_sides_have_is_marked_nowhere_and_a_wrong_payout_is() {
    let state = loaded();
    let mut hold = state.case(CaseId(5)).unwrap().clone();
    for line in &mut hold.sources {
        let entry = &mut line.entry;
        (entry.kind, entry.status) = (TransactionType::Preauth, Status::Authorised);
        entry.response_code = if entry.source == Source::Terminal { "00".into() } else { "".into() };
    }
    assert!(Comparison::of(&hold, &state).blocks[0].result.iter().all(|cell| !cell.differs));
    hold.sources[0].entry.kind = TransactionType::Sale;
    assert!(Comparison::of(&hold, &state).blocks[0].result[0].differs, "a sale is more than that");

    let mut paid_out = state.case(CaseId(1)).unwrap().clone();
    paid_out.case.finding.kind = FindingKind::SettlementDiffers;
    let acquirer = &mut paid_out.sources[1].entry;
    (acquirer.source, acquirer.fee_minor, acquirer.net_minor) = (Source::Acquirer, Some(102), Some(19_985));
    for (code, marked) in [(ReasonCode::NetDiffers, Aspect::Net), (ReasonCode::FeeDiffers, Aspect::Fee)] {
        paid_out.case.finding.reasons = vec![Reason::plain(code)];
        let compared = Comparison::of(&paid_out, &state);
        for row in compared.blocks[0].more.iter().filter(|row| matches!(row.aspect, Aspect::Net | Aspect::Fee)) {
            assert_eq!(row.cells[1].differs, row.aspect == marked, "{code}: {:?}", row.aspect);
        }
        assert!(compared.blocks[0].more.iter().any(|row| row.aspect == marked));
    }
}

#[test]
fn a_report_that_should_have_it_is_not_said_to_be_still_to_come() {
    let state = loaded();
    let mut refund = state.case(CaseId(2)).unwrap().clone();
    let finding = &mut refund.case.finding;
    finding.waiting_for = Some((Source::Acquirer, now()));
    let on_the_acquirer = |view: &CaseView| Comparison::of(view, &state).blocks[0].result[1].said.clone();
    assert_eq!(on_the_acquirer(&refund), Said::Absent(Absence::NotCovered));
    let lacks = Reason::with(ReasonCode::AcquirerLacksReturn, [("type", "refund")]);
    refund.case.finding.reasons = vec![lacks];
    assert_eq!(on_the_acquirer(&refund), Said::Absent(Absence::NotThere), "its report is here, and has no such refund");
}

#[test]
fn what_was_refused_for_one_case_is_not_said_beside_another() {
    for turn in [Message::Select(CaseId(2)), Message::MoveSelection(1), Message::Go(Screen::Imports)] {
        let mut state = loaded();
        say(&mut state, [Message::PickOutcome("sale-rung-up".to_owned()), Message::Close]);
        assert!(matches!(state.notices.last(), Some(Notice::Refused(_))), "{:?}", state.notices);
        say(&mut state, [Message::Select(CaseId(1))]);
        assert!(!state.notices.is_empty(), "the same case: it still holds");
        say(&mut state, [turn.clone()]);
        assert_eq!(state.notices, [], "{turn:?}");
    }
}

#[test]
fn only_a_running_clock_needs_another_frame() {
    let mut state = loaded();
    say(&mut state, [Message::Select(CaseId(5)), Message::OpenStep(Step::ChooseAction)]);
    assert!(state.counts_down(), "a row says: do not charge again before …");
    say(&mut state, [Message::Search("129.00".to_owned())]);
    assert!(!state.counts_down(), "that row is not listed");
    say(&mut state, [Message::OpenStep(Step::ContactAcquirer)]);
    assert!(state.counts_down(), "a waiting time of the playbook");
    say(&mut state, [Message::Search(String::new()), Message::Select(CaseId(2))]);
    assert!(state.counts_down(), "do not charge again before …");
    say(&mut state, [Message::Go(Screen::Settings)]);
    assert!(!state.counts_down(), "no clock is shown here");
    say(&mut state, [Message::Go(Screen::Today)]);
    say(&mut state, [Message::Tick("2026-11-25T12:00:00+08:00".parse().unwrap())]);
    assert!(!state.counts_down());
}

#[test]
fn when_a_wait_ends_the_day_is_read_again_once() {
    let mut state = loaded();
    let wakes_at = state.wakes_at.unwrap();
    assert!(wakes_at > now());
    assert!(say(&mut state, [Message::Tick(wakes_at - chrono::Duration::seconds(1))]).is_empty());
    assert_eq!(say(&mut state, [Message::Tick(wakes_at), Message::Tick(wakes_at)]), [Effect::LoadDay]);
}

#[test]
fn notices_can_be_put_away_and_are_not_repeated() {
    let mut state = loaded();
    say(&mut state, [Message::Written(Ok("a.csv".to_owned())), Message::Copy("x".to_owned())]);
    assert_eq!(state.notices, [Notice::Copied], "old good news is no news");
    say(&mut state, [Message::DismissNotice(0), Message::DismissNotice(5)]);
    assert!(state.notices.is_empty());
    say(&mut state, [Message::ShowPane(Pane::Table)]);
    assert_eq!(state.pane, Pane::Table);
}

#[test]
fn an_answer_about_the_first_tick_does_not_take_the_second_one_back() {
    let mut state = loaded();
    let checks = ["ask-captured", "tell-pending-reversal"];
    let tick = |check: &str| tick(check, Step::ContactAcquirer);
    let first = say(&mut state, [tick(checks[0])]);
    let stored_first = after(&charged_no_sale(), "cashier 07", &decisions(&first));
    say(&mut state, [tick(checks[1])]);
    let mut day_then = day();
    *day_then.cases.iter_mut().find(|view| view.case.id == CaseId(1)).unwrap() = stored_first.clone();
    say(&mut state, [Message::Decided(Ok(Box::new(stored_first))), Message::DayLoaded(Ok(Box::new(day_then)))]);
    let ticked = &state.case(CaseId(1)).unwrap().case.work.checked;
    assert!(checks.iter().all(|check| ticked.contains(*check)), "{ticked:?}");
}
