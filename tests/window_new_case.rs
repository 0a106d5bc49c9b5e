//! The form for a case started by hand, in both languages, without a graphics card.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod window_day;

use loose_ends::app::{Effect, Message, NewCaseField};
use loose_ends::domain::{CaseId, FindingKind, Language, Problem, Refusal};
use window_day::desk::Desk;
use window_day::{charged_no_sale, cny, day};

fn open<'a>(language: Language) -> Desk<'a> {
    let mut desk = Desk::new(language, [1366.0, 768.0]);
    desk.say([Message::DayLoaded(Ok(Box::new(day())))]);
    desk.sent();
    desk
}

impl Desk<'_> {
    fn started(&self) -> Option<loose_ends::domain::NewCase> {
        self.sent().into_iter().find_map(|effect| match effect {
            Effect::StartCase { new, .. } => Some(new),
            _ => None,
        })
    }
}

#[test]
fn what_is_known_at_the_counter_becomes_a_case() {
    for (language, [form, start]) in
        [(Language::English, ["Start a case…", "Start the case"]), (Language::Chinese, ["新建工单…", "建立工单"])]
    {
        let mut desk = open(language);
        desk.press(form);
        desk.press(start);
        assert_eq!(desk.started(), None, "an amount is never guessed");
        assert_eq!(desk.harness.state().state().notices.len(), 1);
        let fields = [
            (NewCaseField::Amount, "268.00"),
            (NewCaseField::Time, "12:05"),
            (NewCaseField::Terminal, "T-02"),
            (NewCaseField::Card, "4417"),
            (NewCaseField::Reference, "318412000417"),
        ];
        desk.say(fields.map(|(field, text)| Message::EditNewCase(field, text.to_owned())));
        desk.say([Message::PickNewCase(FindingKind::ChargedNoSale)]);
        desk.harness.check_accessibility();
        desk.press(start);
        let new = desk.started().unwrap();
        assert_eq!((new.finding, new.amount), (FindingKind::ChargedNoSale, cny(26_800)));
        assert_eq!(new.time.to_rfc3339(), "2026-11-23T12:05:00+08:00");
        assert_eq!((new.described.card.as_str(), &*new.described.rrn), ("4417", "318412000417"));
        desk.say([Message::CaseStarted(Ok(Box::new(charged_no_sale())))]);
        assert_eq!(desk.harness.state().state().new_case, None);
        assert_eq!(desk.harness.state().state().selected(), Some(CaseId(1)));
    }
}

#[test]
fn a_refusal_loses_nothing_that_was_typed() {
    let mut desk = open(Language::English);
    desk.press("Start a case…");
    desk.say([Message::EditNewCase(NewCaseField::Amount, "12.50".to_owned()), Message::StartCase]);
    assert!(desk.started().is_some());
    desk.say([Message::CaseStarted(Err(Problem::Refused(Refusal::NoOperator)))]);
    let draft = desk.harness.state().state().new_case.clone().unwrap();
    assert_eq!((draft.amount.as_str(), draft.is_saving), ("12.50", false));
    desk.press("Give up");
    assert_eq!(desk.harness.state().state().new_case, None);
}
