//! How long a large import takes.

use crate::shop::{Shop, report, sale};
use loose_ends::domain::{Entry, MaskedCard, ReportId, Source};
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
            let cpu = cpu_seconds();
            let staged = shop.book.stage_report(&lease, report, entries, &mut |_| ControlFlow::Continue(())).unwrap();
            println!("stage {source}: {:.3} s CPU", cpu_seconds() - cpu);
            staged.id
        })
        .collect();
    let cpu = cpu_seconds();
    shop.change(|door| door.publish(&ids));
    println!("publish: {:.3} s CPU", cpu_seconds() - cpu);
    let cpu = cpu_seconds();
    assert_eq!(shop.all_entries().len(), 300_000);
    println!("read 300,000: {:.3} s CPU", cpu_seconds() - cpu);
    let entries: Vec<Entry> = shop.all_entries().into_iter().filter(|entry| entry.source == Source::Till).collect();
    let mut again = report("again", &entries);
    again.summary.source = Source::Till;
    let cpu = cpu_seconds();
    let staged = shop.book.stage_report(&lease, again, entries, &mut |_| ControlFlow::Continue(())).unwrap();
    println!("100,000 duplicates: {:.3} s CPU", cpu_seconds() - cpu);
    assert_eq!(staged.summary.duplicates, 100_000);
    println!("file: {} bytes", std::fs::metadata(&shop.path).unwrap().len());
}

/// CPU time of this process, user and system, on Linux.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}
