//! What is proposed for a layout that nobody has seen, and what becomes of it.

use crate::support::options;
use loose_ends::domain::{DayOrder, Mapping, Meaning, Proposal, ReadAs, Source, Status, TransactionType, TypeUse};
use loose_ends::import::{FormatLibrary, ImportOptions, ReadReport, Unknown, profile_text, propose, read_report};
use proptest::prelude::*;
use std::ops::ControlFlow;

fn unknown(text: &[u8]) -> Unknown<'_> {
    Unknown { bytes: text, is_sample: false, options: options("lakala_20261123.csv") }
}

fn proposed(text: &str, mapping: Option<&Mapping>) -> Proposal {
    propose(&unknown(text.as_bytes()), mapping, &FormatLibrary::built_in().unwrap()).unwrap()
}

/// Keeps the mapping and reads the file without saying which format it has.
fn imported(text: &str, mapping: &Mapping) -> ReadReport {
    let mut library = FormatLibrary::built_in().unwrap();
    let profile = profile_text(&unknown(text.as_bytes()), mapping, &library).unwrap();
    library.add_own("mine", &profile.toml).unwrap();
    let options = ImportOptions { format: None, ..options("other.csv") };
    let report = read_report(&text.as_bytes(), &options, &library, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(report.summary.format, profile.id, "{}", profile.toml);
    crate::support::assert_adds_up(&report);
    report
}

const UNSEEN: &str = "Wann;Gerätenummer;Vgg Nr.;Zahlbetrag EUR;Lage;Karte\n\
    23.11.2026 20:14:11;31842077;318420771902;268,00;pending;622908******9318\n\
    23.11.2026 19:52:03;31842077;318420771903;1.088,50;reversed;622908******1111\n\
    23.11.2026 18:45:00;31842077;318420771904;12,00;parked;622908******2222\n";

#[test]
fn columns_are_told_by_their_values_where_no_heading_is_known() {
    let proposal = proposed(UNSEEN, None);
    assert_eq!((proposal.delimiter, proposal.rows, proposal.readable), (';', 3, 3));
    let expected = [Meaning::Time, Meaning::Terminal, Meaning::Rrn, Meaning::Amount, Meaning::Status, Meaning::Card];
    assert_eq!(proposal.mapping.meanings[0], expected[0]);
    assert_eq!(proposal.mapping.meanings[1..4], expected[1..4]);
    assert_eq!(proposal.mapping.meanings[5], expected[5]);
    let ReadAs::Money(money) = proposal.columns[3].reads_as[1] else { panic!("{:?}", proposal.columns[3]) };
    assert_eq!(money.minor, 108_850);
}

#[test]
fn six_digits_beside_a_date_are_the_time_of_day_where_all_of_them_can_be() {
    let text =
        |last: &str| format!("登记日,刻,金额(元)\n20261123,201411,5.00\n20261123,195203,6.00\n20261123,{last},7.00\n");
    assert_eq!(proposed(&text("091500"), None).mapping.meanings[1], Meaning::Clock);
    assert_eq!(proposed(&text("098800"), None).mapping.meanings[1], Meaning::Stan);
}

#[test]
fn a_word_that_somebody_decides_about_is_read_so_and_general_words_stay_known() {
    let mut mapping = proposed(UNSEEN, None).mapping;
    mapping.meanings[4] = Meaning::Status;
    mapping.source = Source::Terminal;
    let before = proposed(UNSEEN, Some(&mapping));
    assert_eq!(before.columns[4].readable, 2);
    assert!(before.statuses.contains(&("parked".to_owned(), 1, Status::NotStated)));
    mapping.statuses.insert("parked".to_owned(), Status::Unknown);
    assert_eq!(proposed(UNSEEN, Some(&mapping)).columns[4].readable, 3);
    let report = imported(UNSEEN, &mapping);
    let statuses: Vec<Status> = report.entries.iter().map(|entry| entry.status).collect();
    assert_eq!(statuses, [Status::Pending, Status::Reversed, Status::Unknown]);
    assert_eq!(report.summary.source, Source::Terminal);
    assert_eq!((report.entries[1].amount.minor, report.entries[1].rrn.as_str()), (108_850, "318420771903"));
}

#[test]
fn dates_that_tell_nothing_are_asked_about_and_others_are_not() {
    let text = "Moment,Sum paid,Kind of row\n03/04/2026 10:00,5.00,Kauf\n05/04/2026 10:00,7.25,Kauf\n";
    let mut mapping = proposed(text, None).mapping;
    mapping.meanings = vec![Meaning::Time, Meaning::Amount, Meaning::Type];
    let open = proposed(text, Some(&mapping));
    assert_eq!((open.open_date.as_deref(), open.can_be_imported()), (Some("03/04/2026 10:00"), false));
    mapping.day_order = Some(DayOrder::MonthFirst);
    mapping.types.insert("Kauf".to_owned(), TypeUse::Type(TransactionType::Sale));
    let answered = proposed(text, Some(&mapping));
    assert!(answered.can_be_imported() && answered.open_date.is_some());
    let report = imported(text, &mapping);
    assert_eq!(report.entries[0].time.date_naive().to_string(), "2026-03-04");
    assert_eq!(report.summary.accepted, 2);
    let told = text.replace("05/04", "25/04");
    assert_eq!(proposed(&told, Some(&mapping)).open_date, None);
}

#[test]
fn a_table_without_headings_is_remembered_by_what_its_columns_look_like() {
    let text = "20261123201411,31842077,268.00,交易成功\n20261123195203,31842077,88.00,交易成功\n\
        20261123184500,31842078,15.50,未知\n20261123173011,31842077,42.00,交易成功\n";
    let proposal = proposed(text, None);
    assert!(!proposal.has_headings);
    assert_eq!(proposal.mapping.meanings, [Meaning::Time, Meaning::Terminal, Meaning::Amount, Meaning::Status]);
    let report = imported(text, &proposal.mapping);
    assert_eq!((report.summary.accepted, report.entries[2].status), (4, Status::Unknown));
    assert_eq!(report.entries[0].terminal, "31842077");
}

#[test]
fn what_is_missing_is_named_and_nothing_can_be_imported() {
    let text = "Name,Town\nAnna,Ulm\nBert,Bonn\n";
    let proposal = proposed(text, None);
    assert_eq!(proposal.missing, ["amount", "date"]);
    assert!(!proposal.can_be_imported());
    assert_eq!(proposal.rows, 2);
}

#[test]
fn no_card_number_and_no_secret_is_shown() {
    let text = "When;Holder card;CVV;Sum\n2026-11-23 10:00;4111111111111111;737;5.00\n2026-11-23 11:00;5500005555555559;812;6.00\n";
    let proposal = proposed(text, None);
    let shown = format!("{proposal:?}");
    assert!(!shown.contains("4111111111111111") && !shown.contains("737"), "{shown}");
    assert_eq!(proposal.columns[2].reads_as, [ReadAs::LeftOut]);
    let mut mapping = proposal.mapping;
    mapping.meanings[2] = Meaning::Ignore;
    assert!(!format!("{:?}", proposed(text, Some(&mapping))).contains("737"));
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let library = FormatLibrary::built_in().unwrap();
        let _ = propose(&unknown(&bytes), None, &library);
    }

    #[test]
    fn any_table_under_any_mapping_adds_up(
        cells in proptest::collection::vec(
            proptest::collection::vec("[0-9a-z.,:/ -]{0,12}|成功|2026-11-23 10:00|12\\.50|\"", 3..6), 1..12),
        meanings in proptest::collection::vec(proptest::sample::select(Meaning::ALL), 5),
    ) {
        let text: String = cells.iter().map(|row| row.join(";") + "\n").collect();
        let library = FormatLibrary::built_in().unwrap();
        if let Ok(proposal) = propose(&unknown(text.as_bytes()), None, &library) {
            let mapping = Mapping { meanings, ..proposal.mapping };
            let read = propose(&unknown(text.as_bytes()), Some(&mapping), &library).unwrap();
            prop_assert!(read.readable + read.skipped + read.rejected <= read.rows);
            prop_assert!(read.columns.iter().all(|column| column.readable <= read.rows));
            // What can be imported on screen can be remembered.
            if read.can_be_imported() {
                prop_assert!(profile_text(&unknown(text.as_bytes()), &mapping, &library).is_ok());
            }
        }
    }
}
