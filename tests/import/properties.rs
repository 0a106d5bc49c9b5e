//! What holds for every file.

use crate::support::{assert_adds_up, read};
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
}
