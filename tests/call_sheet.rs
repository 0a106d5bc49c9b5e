//! The call sheet of every kind of finding: all that a hotline asks for, and never more of a card than it may have.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod window_day;

use loose_ends::domain::{
    CaseView, EntryId, FindingKind, Language, MaskedCard, NamedTerminal, Playbook, Related, Relation, Settings, Source,
    SourceLine, Status, Step, Subject,
};
use loose_ends::text::{COPY_CALL_SHEET, CallSheet, Texts};
use proptest::prelude::*;
use window_day::{case, cny, playbooks, settings};

fn shop() -> Settings {
    Settings {
        shop_name: "Corner shop".to_owned(),
        terminals: vec![NamedTerminal { number: "T-02".to_owned(), name: "left till".to_owned() }],
        ..settings()
    }
}

fn playbook(kind: FindingKind) -> Playbook {
    playbooks().into_iter().find(|playbook| playbook.finding == kind).unwrap()
}

/// A case of this kind in which every field says something.
fn full(kind: FindingKind) -> CaseView {
    let mut view = case(
        1,
        kind,
        "unionpay",
        "621661******4417",
        "T-02",
        &[
            (Source::Terminal, Status::Unknown, "68", 26_800, "20:14:09"),
            (Source::Acquirer, Status::Settled, "00", 26_800, "20:14:11"),
        ],
    );
    for line in &mut view.sources {
        let entry = &mut line.entry;
        entry.batch = "000123".into();
        entry.stan = "004417".into();
        entry.auth = "730564".into();
        entry.order = "A-20261123-7".into();
        entry.provider_ref = "4200000263".into();
        entry.store = "Station Road".into();
        entry.payer = "li***@example.org".into();
        entry.status_text = "TIMEOUT".into();
        entry.settled_on = Some("2026-11-24".parse().unwrap());
        entry.fee_minor = Some(102);
        entry.net_minor = Some(26_698);
    }
    view
}

fn sheet(view: &CaseView, language: Language) -> CallSheet {
    Texts::new(language).call_sheet(view, &shop(), &playbook(view.case.finding.kind))
}

fn text(view: &CaseView, language: Language) -> String {
    Texts::new(language).call_sheet_lines(&sheet(view, language))
}

#[test]
fn every_kind_names_all_that_a_hotline_asks_for() {
    let asked_for = [
        "Corner shop",
        "831290058120012",
        "Station Road",
        "T-02 (left till)",
        "000123",
        "004417",
        "318420 771901",
        "730564",
        "A-20261123-7",
        "4200000263",
        "¥268.00 CNY",
        "2026-11-23 20:14:09 (UTC+08:00)",
        "68 TIMEOUT",
        "621661******4417",
        "li***@example.org",
        "2026-11-24",
    ];
    for kind in FindingKind::ALL {
        for language in [Language::English, Language::Chinese] {
            let (view, texts) = (full(*kind), Texts::new(language));
            let sheet = text(&view, language);
            for wanted in asked_for {
                assert!(sheet.contains(wanted), "{kind}: {wanted} is missing:\n{sheet}");
            }
            assert!(sheet.contains(&texts.scheme("unionpay")) && sheet.contains(&texts.finding(*kind)));
            let playbook = playbook(*kind);
            let asks = playbook
                .checks_for(Step::ContactAcquirer, &view.case.finding)
                .filter(|check| check.id != COPY_CALL_SHEET);
            for check in asks {
                assert!(sheet.contains(&texts.playbook(&format!("check-{}", check.id))), "{kind}: {}", check.id);
            }
        }
    }
}

#[test]
fn a_shop_that_reports_call_by_its_own_name_is_named_once() {
    let mut view = full(FindingKind::ChargedNoSale);
    for line in &mut view.sources {
        line.entry.store = "Corner shop".into();
    }
    assert_eq!(text(&view, Language::English).matches("Corner shop").count(), 1);
}

#[test]
fn only_findings_about_settlement_name_fee_and_net() {
    for kind in FindingKind::ALL {
        let is_about_it = matches!(kind, FindingKind::SettledLate | FindingKind::SettlementDiffers);
        assert_eq!(text(&full(*kind), Language::English).contains("¥266.98 CNY"), is_about_it, "{kind}");
    }
}

#[test]
fn what_is_at_risk_is_named_where_it_is_a_difference() {
    for kind in FindingKind::ALL {
        let mut view = full(*kind);
        view.case.finding.at_risk = cny(6_300);
        let is_difference = matches!(kind, FindingKind::AmountDiffers | FindingKind::SettlementDiffers);
        assert_eq!(text(&view, Language::English).contains("Difference: ¥63.00 CNY"), is_difference, "{kind}");
    }
}

#[test]
fn the_original_is_named_with_its_own_references() {
    let mut view = full(FindingKind::RefundNotSeen);
    let mut original = view.sources[0].entry.clone();
    original.id = EntryId(99);
    original.amount = cny(26_900);
    view.case.finding.related = vec![Related {
        what: Relation::Original,
        rrn: "318420000001".to_owned(),
        stan: "004400".to_owned(),
        entry: original.id,
    }];
    let without_row = text(&view, Language::English);
    assert!(without_row.contains("Original: Reference 318420000001, Voucher number 004400"), "{without_row}");
    let mut in_till = view.case.finding.related[0].clone();
    in_till.entry = EntryId(100);
    let mut till_row = original.clone();
    (till_row.id, till_row.source) = (in_till.entry, Source::Till);
    view.case.finding.related.push(in_till);
    view.related_sources = [original, till_row].map(|entry| SourceLine { entry, file: "t.csv".to_owned() }).to_vec();
    let sheet = text(&view, Language::English);
    assert!(sheet.contains("¥269.00 CNY") && sheet.contains("recorded by: Terminal, Till"), "{sheet}");
    assert_eq!(sheet.matches("Original:").count(), 1, "one transaction is named once: {sheet}");
}

#[test]
fn what_each_source_says_stands_below_each_other() {
    let says = sheet(&full(FindingKind::ChargedNoSale), Language::English).says;
    let said = |place: usize| (says[place].0.as_str(), says[place].1.as_str());
    assert_eq!(said(0), ("Terminal says", "timeout (code 68) ¥268.00 20:14:09"));
    assert_eq!(said(1), ("Acquirer says", "settled (code 00) ¥268.00 20:14:11"));
    assert_eq!(said(2), ("Till says", "—"));
    assert_eq!(says.len(), 3, "a bank that says nothing is left out");
}

#[test]
fn a_batch_has_no_card_and_counts_its_payments() {
    let mut view = full(FindingKind::BatchNotSettled);
    view.case.finding.subject = Subject::Batch;
    let sheet = text(&view, Language::English);
    for hidden in ["4417", "318420", "004417", "730564", "li***"] {
        assert!(!sheet.contains(hidden), "{hidden}:\n{sheet}");
    }
    assert!(sheet.contains("000123") && sheet.contains("Terminal says: 1 payment, ¥268.00"), "{sheet}");
}

/// The longest run of digits that `text` shares with `digits`.
fn longest_shared_run(text: &str, digits: &str) -> usize {
    let runs = (0..digits.len()).flat_map(|start| (start + 1..=digits.len()).map(move |end| &digits[start..end]));
    runs.filter(|run| text.contains(run)).map(str::len).max().unwrap_or(0)
}

/// Letters alone, so that no other number of the case repeats digits of the card by chance.
fn without_digits(mut view: CaseView, card: &str) -> CaseView {
    for line in &mut view.sources {
        let entry = &mut line.entry;
        for field in [&mut entry.rrn, &mut entry.stan, &mut entry.auth, &mut entry.batch, &mut entry.merchant] {
            *field = "ABC".into();
        }
        (entry.order, entry.provider_ref, entry.terminal) = ("DEF".into(), "GHI".into(), "JKL".into());
        entry.card = MaskedCard::from_report(card);
    }
    view
}

/// The digit that makes a card number pass its check.
fn with_check_digit(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| match (place % 2, u32::from(byte - b'0')) {
            (0, digit) if digit > 4 => digit * 2 - 9,
            (0, digit) => digit * 2,
            (_, digit) => digit,
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_more_of_a_card_than_first_six_and_last_four(body in "[3-6][0-9]{14,17}", kind in 0..FindingKind::ALL.len()) {
        let number = with_check_digit(&body);
        let mut view = without_digits(full(FindingKind::ALL[kind]), &number);
        // Somebody's wallet name, a shop's name and a screen text may hold a whole number.
        for line in &mut view.sources {
            line.entry.payer = number.as_str().into();
            line.entry.status_text = format!("CARD {number}").into();
        }
        let sheet = text(&view, Language::English);
        prop_assert!(!sheet.contains(&number));
        // Digits of dates and amounts may go on by chance; seven of one card in a row never do.
        let shared = longest_shared_run(&sheet, &number);
        prop_assert!(shared <= 6, "{shared} digits of {number} in a row:\n{sheet}");
    }
}
