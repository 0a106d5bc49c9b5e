//! What holds for every file.

use crate::containers::{TABLE, sheet, workbook, zipped};
use crate::support::{assert_adds_up, read, read_all};
use loose_ends::domain::{Currency, Money};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(report) = read(&bytes, "a.csv") {
            assert_adds_up(&report);
        }
    }

    #[test]
    fn any_lines_below_headings_add_up(
        lines in prop::collection::vec("[0-9A-Za-z,\"; .:/合计#-]{0,50}|T1,7,5.00,2026-11-23 10:00:00", 0..30),
    ) {
        let text = format!("Terminal ID,STAN,Amount,Time\nT1,1,2.50,2026-11-23 10:00:00\n{}", lines.join("\n"));
        let report = read(text.as_bytes(), "a.csv").unwrap();
        assert_adds_up(&report);
        prop_assert!(report.summary.accepted >= 1);
        let sound = lines.iter().filter(|line| line.starts_with("T1,7,5.00")).count() as u64;
        // A stray quote may swallow lines only where it makes a sound row of them.
        let has_quotes = lines.iter().any(|line| line.contains('"'));
        prop_assert!(has_quotes || report.summary.accepted > sound);
    }

    #[test]
    fn what_is_written_is_read_again(amounts in prop::collection::vec(1_i64..1_000_000_000, 1..20)) {
        let mut text = "Terminal ID;STAN;Amount;Time\n".to_owned();
        for (row, minor) in amounts.iter().enumerate() {
            let amount = Money::new(*minor, Currency::CNY).to_plain().replace('.', ",");
            text.push_str(&format!("T1;{row:06};{amount};23.11.2026 10:00:00\n"));
        }
        let report = read(text.as_bytes(), "a.csv").unwrap();
        let read_again: Vec<i64> = report.entries.iter().map(|entry| entry.amount.minor).collect();
        prop_assert_eq!(read_again, amounts);
    }

    #[test]
    fn any_members_of_an_archive_are_read_or_refused(
        members in prop::collection::vec(("[a-z./\\\\]{1,12}", prop::collection::vec(any::<u8>(), 0..200)), 0..6),
    ) {
        let mut named = std::collections::BTreeMap::new();
        members.iter().for_each(|(name, content)| { named.insert(name.as_str(), content.as_slice()); });
        let members: Vec<(&str, &[u8])> = named.into_iter().collect();
        let _ = read_all(&zipped(&members), "a.zip");
    }

    #[test]
    fn damaged_containers_are_read_or_refused(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let book = workbook(&[("A", sheet(1, 0, &[&["Terminal ID", "STAN", "Amount", "Time"], &["T1", "1", "=2.5", "2026-11-23 10:00:00"]]))]);
        for mut bytes in [book, zipped(&[("a.csv", TABLE.as_bytes())])] {
            for (place, byte) in &places {
                let at = place.index(bytes.len());
                bytes[at] = *byte;
            }
            for (_, read) in read_all(&bytes, "a.zip").unwrap_or_default() {
                if let Ok(report) = read {
                    assert_adds_up(&report);
                }
            }
        }
    }

    #[test]
    fn a_table_says_the_same_in_every_encoding(notes in prop::collection::vec("[a-z交易成功退款]{0,6}", 1..20)) {
        let mut text = "终端号,凭证号,交易金额,交易时间,备注\n".to_owned();
        for (row, note) in notes.iter().enumerate() {
            text.push_str(&format!("T1,{row:06},1.{:02},2026-11-23 10:00:00,\"{note}\n\"\n", row % 90 + 1));
        }
        let expected = read(text.as_bytes(), "a.csv").unwrap();
        let wide = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in [encoding_rs::GB18030.encode(&text).0.into_owned(), wide] {
            let report = read(&bytes, "a.csv").unwrap();
            assert_adds_up(&report);
            prop_assert_eq!(&report.entries, &expected.entries);
        }
    }
}
