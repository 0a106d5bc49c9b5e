//! Signing off and printing in the window: the buttons send the right work, and what stands in the way is said.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod window_day;

use egui_kittest::kittest::Queryable;
use loose_ends::app::{DayForm, Effect, Handing, Message, Notice, Saving};
use loose_ends::domain::{
    Author, CaseId, ChangedPart, DayChange, DayClose, DayTotals, Decision, Language, Note, Problem, Refusal, SignOff,
    SignedDay, Source, SourceTotal, TransactionType, TypeTotal,
};
use window_day::desk::Desk;
use window_day::{at, cny, day};

fn open<'a>(language: Language, size: [f32; 2], close: DayClose) -> Desk<'a> {
    let mut desk = Desk::new(language, size);
    desk.say([Message::DayLoaded(Ok(Box::new(day())))]);
    desk.say([Message::DayCloseLoaded(Ok(Box::new(close)))]);
    desk
}

impl Desk<'_> {
    /// Whether something is drawn whose name contains this.
    fn shows(&self, text: &str) -> bool {
        self.harness.query_by_label_contains(text).is_some()
    }
}

const SIZE: [f32; 2] = [1366.0, 768.0];

fn totals() -> DayTotals {
    let total = |kind, count, minor| TypeTotal { kind, count, amount: cny(minor) };
    let source = SourceTotal {
        source: Source::Till,
        rows: 288,
        rejected: 0,
        to: Some(at("21:40:00")),
        totals: vec![total(TransactionType::Sale, 285, 1_204_550), total(TransactionType::Refund, 3, 16_430)],
    };
    DayTotals::new(vec![source], Vec::new(), &day().cases)
}

fn close(due: &[i64]) -> DayClose {
    DayClose { totals: totals(), due: due.iter().map(|id| CaseId(*id)).collect(), ..DayClose::default() }
}

fn signed(changes: usize) -> DayClose {
    let author = Author { operator: "cashier 07".to_owned(), at: at("22:05:00") };
    let sign_off = SignOff {
        number: 3,
        day: day().day.day,
        author: author.clone(),
        override_reason: None,
        totals: totals(),
        seq: 40,
        history: "ab".repeat(32),
    };
    let decision = Box::new(Decision::Noted(Note { text: "The customer called".to_owned() }));
    let change = DayChange { author, what: ChangedPart::Case { case: CaseId(1), decision } };
    DayClose {
        totals: totals(),
        signed: vec![SignedDay { sign_off, changes: vec![change; changes] }],
        due: Vec::new(),
        missing: Vec::new(),
    }
}

#[test]
fn the_day_is_signed_with_the_numbers_of_the_summary_before_ones_eyes() {
    let mut desk = open(Language::English, SIZE, close(&[]));
    desk.press("Sign off day");
    assert!(desk.sent().is_empty(), "the form comes first");
    assert!(desk.shows("Till sales: sale 285 (¥12,045.50), refund 3 (¥164.30)"));
    desk.press("Sign as cashier 07");
    assert_eq!(desk.sent(), [Effect::SignOff { override_reason: None, operator: "cashier 07".to_owned() }]);
    // A second press while the first is on its way signs nothing.
    assert!(desk.harness.state().state().is_signing);
    let signed = signed(0);
    desk.say([Message::SignedOff(Ok(Box::new(signed.signed[0].sign_off.clone())))]);
    desk.say([Message::DayCloseLoaded(Ok(Box::new(signed)))]);
    assert!(desk.shows("The day is signed off as No. 3."));
    assert!(desk.shows("Signed off 22:05 by cashier 07, No. 3"));
    assert_eq!(desk.harness.state().state().day_form, None);
}

#[test]
fn due_cases_need_a_reason() {
    let mut desk = open(Language::English, SIZE, close(&[1, 4]));
    desk.press("Sign off day");
    assert!(desk.shows("2 cases are open and due today (#1, #4)"));
    desk.press("Sign as cashier 07");
    assert!(desk.sent().is_empty(), "greyed without a reason");
    desk.say([Message::SignOffDay]);
    let notices = &desk.harness.state().state().notices;
    assert_eq!(notices, &[Notice::Refused(Refusal::DueCasesOpen { cases: vec![CaseId(1), CaseId(4)] })]);
    desk.harness.get_by_label("Why sign all the same").focus();
    desk.harness.run();
    desk.harness.get_by_label("Why sign all the same").type_text("Manager decided");
    desk.harness.run();
    desk.press("Sign as cashier 07");
    let override_reason = Some("Manager decided".to_owned());
    assert_eq!(desk.sent(), [Effect::SignOff { override_reason, operator: "cashier 07".to_owned() }]);
    desk.say([Message::SignedOff(Err(Problem::Cancelled))]);
    let state = desk.harness.state().state();
    assert_eq!((state.is_signing, state.sign_off_reason.as_str()), (false, "Manager decided"), "nothing typed is lost");
}

#[test]
fn a_day_without_reports_needs_a_reason() {
    let mut unread = close(&[]);
    unread.missing = vec![Source::Terminal, Source::Till];
    let mut desk = open(Language::English, SIZE, unread);
    desk.press("Sign off day");
    assert!(desk.shows("No report of this day was read"));
    desk.say([Message::SignOffDay]);
    let missing = vec![Source::Terminal, Source::Till];
    assert_eq!(desk.harness.state().state().notices, [Notice::Refused(Refusal::NoReports { missing })]);
}

#[test]
fn the_summary_is_opened_printed_or_saved() {
    let mut desk = open(Language::English, SIZE, close(&[]));
    desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::P);
    desk.harness.run();
    assert_eq!(desk.harness.state().state().day_form, Some(DayForm::Summary));
    desk.press("Open PDF");
    for (name, how) in [("Open PDF", Handing::Open), ("Print", Handing::Print)] {
        if how == Handing::Print {
            desk.press("Print summary");
            desk.press(name);
        }
        let wanted = Effect::HandOverSummary { how, operator: "cashier 07".to_owned(), language: Language::English };
        assert_eq!(desk.sent(), [wanted]);
    }
    desk.say([Message::SummaryHandedOver(Ok((Handing::Print, "/shop/summary.pdf".to_owned())))]);
    assert!(desk.shows("sent to the printer; its file lies at /shop/summary.pdf"));
    desk.press("Print summary");
    desk.press("Save as…");
    let suggested = "summary-2026-11-23.pdf".to_owned();
    assert_eq!(desk.sent(), [Effect::ChooseSaveAs { what: Saving::Summary, suggested }]);
    desk.press("Export CSV");
    assert!(matches!(&desk.sent()[..], [Effect::ChooseSaveAs { what: Saving::CaseRecords, .. }]));
}

#[test]
fn a_signed_day_says_so_and_counts_what_came_after() {
    let mut desk = open(Language::English, SIZE, signed(0));
    assert!(desk.shows("Signed off 22:05 by cashier 07, No. 3"));
    desk.press("Signed off");
    assert_eq!(desk.harness.state().state().day_form, None, "nothing to sign");
    desk.say([Message::DayCloseLoaded(Ok(Box::new(signed(6))))]);
    assert!(desk.shows("No. 3 · 6 changes since"));
    desk.press("Sign off day");
    assert!(desk.shows("and 2 more"));
}

#[test]
fn the_forms_are_drawn_in_both_languages_at_every_size() {
    for language in [Language::English, Language::Chinese] {
        for size in [SIZE, [1100.0, 640.0], [911.0, 512.0]] {
            let mut due = signed(6);
            due.due = vec![CaseId(1), CaseId(2)];
            let mut desk = open(language, size, due);
            for form in [DayForm::SignOff, DayForm::Summary] {
                desk.say([Message::ToggleDayForm(form)]);
                assert_eq!(desk.harness.state().state().day_form, Some(form));
            }
        }
    }
}
