//! How long a large import takes.

use crate::shop::{Shop, finding, report, sale};
use loose_ends::domain::{Entry, MaskedCard, ReportId, Source};
use loose_ends::store::CaseFilter;
use std::ops::ControlFlow;

/// Prints how long 300,000 rows take; run it alone, in release: `--ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn three_hundred_thousand_rows() {
    let mut shop = Shop::new();
    let lease = shop.lease();
    let ids: Vec<ReportId> = [Source::Terminal, Source::Acquirer, Source::Till]
        .into_iter()
        .map(|source| {
            let entries: Vec<Entry> = (0..100_000)
                .map(|number| {
                    // As reports are: some columns say something else in each row, some the same, many nothing.
                    let mut entry = Entry { source, ..sale(number) };
                    entry.response_code = "00".into();
                    entry.merchant = "831310058120001".into();
                    entry.card = MaskedCard::from_report(&format!("621661******{:04}", number % 10_000));
                    entry.scheme = "unionpay".into();
                    entry.stan = format!("{:06}", number % 1_000_000).into();
                    entry.auth = format!("{:06}", number * 7 % 1_000_000).into();
                    entry.batch = "000123".into();
                    entry.order = format!("20261123{number:08}").into();
                    entry
                })
                .collect();
            let mut report = report(source.as_str(), &entries);
            report.summary.source = source;
            let cpu = Cpu::now();
            let staged = shop.book.stage_report(&lease, report, entries, &mut |_| ControlFlow::Continue(())).unwrap();
            cpu.print_since(&format!("stage {source}"));
            staged.id
        })
        .collect();
    let cpu = Cpu::now();
    shop.change(|door| door.publish(&ids));
    cpu.print_since("publish");
    let cpu = Cpu::now();
    assert_eq!(shop.all_entries().len(), 300_000);
    cpu.print_since("read 300,000");
    open_cases(&mut shop, 5_000);
    let entries: Vec<Entry> = shop.all_entries().into_iter().filter(|entry| entry.source == Source::Till).collect();
    let mut again = report("again", &entries);
    again.summary.source = Source::Till;
    let cpu = Cpu::now();
    let staged = shop.book.stage_report(&lease, again, entries, &mut |_| ControlFlow::Continue(())).unwrap();
    cpu.print_since("100,000 duplicates");
    assert_eq!(staged.summary.duplicates, 100_000);
    println!("file: {} bytes", std::fs::metadata(&shop.path).unwrap().len());
}

fn open_cases(shop: &mut Shop, count: usize) {
    let entries: Vec<Entry> = shop.all_entries().into_iter().take(count).collect();
    let cpu = Cpu::now();
    shop.change(|door| entries.iter().try_for_each(|entry| door.open_case(&finding(&[entry]), "evidence").map(drop)));
    cpu.print_since(&format!("open {count} cases"));
    let cpu = Cpu::now();
    let cases = shop.book.cases(CaseFilter::NotClosed).unwrap();
    let lines = shop.book.source_lines_of(&cases).unwrap();
    assert_eq!((cases.len(), lines.len()), (count, count));
    cpu.print_since("read them with their source lines");
    assert_eq!(shop.book.verify_history().unwrap().first_broken, None);
}

/// CPU time of this process on Linux: user and system.
#[derive(Clone, Copy)]
struct Cpu([f64; 2]);

impl Cpu {
    fn now() -> Self {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        Self([fields[11], fields[12]].map(|ticks| ticks.parse::<f64>().unwrap() / 100.0))
    }

    fn print_since(self, what: &str) {
        let Self([user, system]) = Self::now();
        println!("{what}: {:.2} s user, {:.2} s system", user - self.0[0], system - self.0[1]);
    }
}
