//! Puts the world together: stories, numbers, reports, and the entries that an importer makes of them.

use super::csv_files::{self, acquirer_csv, sign, terminal_csv, till_csv};
use super::random::Random;
use super::rows::{AcquirerContent, AcquirerRow, Journalled, TillContent, TillRow, at_acquirer, at_tills};
use super::story::{DAY_SECS, Event, START, Type, Word, add_anomaly, add_everyday};
use super::{Anomaly, Label, World};
use chrono::{DateTime, Datelike, Timelike};
use loose_ends::domain::{
    Channels, Coverage, Entry, EntryId, MaskedCard, Moment, Money, PaymentChannel, ReportId, Source, Status,
    TransactionType,
};

pub(super) fn build(rows: usize, seed: u64, rate: f64) -> World {
    let mut random = Random::new(seed ^ (rows as u64).rotate_left(32));
    let terminals = (rows as i64 / 500).max(20);
    let journal = journal(&stories(rows, rate, terminals, &mut random), terminals, &mut random);
    let acquirer = at_acquirer(&journal, rows, &mut random);
    let tills = at_tills(&journal, rows, terminals, &mut random);
    let mut entries: Vec<Entry> = journal.iter().map(terminal_entry).collect();
    entries.extend(acquirer.iter().enumerate().filter_map(|(number, row)| acquirer_entry(&journal, number, row)));
    entries.extend(tills.iter().enumerate().filter_map(|(number, row)| till_entry(&journal, number, row)));
    for (number, entry) in (1..).zip(&mut entries) {
        entry.id = EntryId(number);
    }
    let coverage = vec![
        covered(&entries, Source::Terminal, journal.iter().map(|row| row.event.second)),
        covered(&entries, Source::Acquirer, acquirer.iter().map(|row| row.second)),
        covered(&entries, Source::Till, tills.iter().map(|row| row.second)),
    ];
    World {
        terminal_csv: terminal_csv(&journal),
        acquirer_csv: acquirer_csv(&journal, &acquirer, terminals),
        till_csv: till_csv(&journal, &tills),
        labels: journal.iter().filter_map(label).collect(),
        entries,
        coverage,
    }
}

/// Exactly `rows` events, the unfinished ones among them.
fn stories(rows: usize, rate: f64, terminals: i64, random: &mut Random) -> Vec<Event> {
    let of_each_kind = (rows as f64 * rate / Anomaly::TEN.len() as f64).round() as usize;
    let mut events = Vec::with_capacity(rows + 1);
    for kind in Anomaly::TEN {
        for _ in 0..of_each_kind {
            let not_charged = kind == Anomaly::TimeoutCharged && random.happens(50.0);
            let kind = if not_charged { Anomaly::TimeoutNotCharged } else { kind };
            add_anomaly(&mut events, random, terminals, kind);
        }
    }
    while events.len() < rows {
        let room = rows - events.len();
        add_everyday(&mut events, random, terminals, room);
    }
    events
}

/// The events in the order of time, numbered as the terminals number them.
fn journal(events: &[Event], terminals: i64, random: &mut Random) -> Vec<Journalled> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|&place| events[place].second);
    let mut last_stan: Vec<i64> = (0..terminals).map(|_| random.between(1, 500_000)).collect();
    let mut rrn_of = vec![String::new(); events.len()];
    let mut journal = Vec::with_capacity(events.len());
    for place in order {
        let event = events[place].clone();
        let stan = &mut last_stan[event.terminal as usize];
        *stan = *stan % 999_999 + 1;
        let stan = format!("{stan:06}");
        let at = DateTime::from_timestamp(event.second, 0).unwrap();
        rrn_of[place] = format!("{}{:03}{:02}{stan}", at.year() % 10, at.ordinal(), at.hour());
        let has_answer = matches!(event.word, Word::Approved | Word::Offline);
        journal.push(Journalled {
            auth: if has_answer { format!("{:06X}", random.between(0, 1 << 24)) } else { String::new() },
            batch: format!("{:06}", (event.second - START) / DAY_SECS + 100),
            rrn: rrn_of[place].clone(),
            original_rrn: event.original.map(|original| rrn_of[original].clone()).unwrap_or_default(),
            stan,
            event,
        });
    }
    journal
}

fn label(row: &Journalled) -> Option<Label> {
    let anomaly = row.event.anomaly?;
    Some(Label { terminal: row.terminal(), rrn: row.rrn.clone(), stan: row.stan.clone(), anomaly })
}

fn moment(second: i64) -> Moment {
    DateTime::from_timestamp(second, 0).unwrap().fixed_offset()
}

const fn type_of(kind: Type) -> TransactionType {
    match kind {
        Type::Sale => TransactionType::Sale,
        Type::Refund => TransactionType::Refund,
        Type::Void => TransactionType::Void,
        Type::Reversal => TransactionType::Reversal,
        Type::Preauth => TransactionType::Preauth,
        Type::Completion => TransactionType::Completion,
    }
}

/// What every report says of a payment.
fn entry(source: Source, kind: TransactionType, status: Status, minor: i64, second: i64, row: &Journalled) -> Entry {
    let currency = row.event.currency.parse().unwrap();
    let mut entry = Entry::new(source, kind, status, Money::new(minor, currency), moment(second));
    entry.report = report_of(source);
    entry.card = MaskedCard::from_report(&row.event.card);
    entry.scheme = row.event.scheme.to_lowercase().into();
    entry
}

fn report_of(source: Source) -> ReportId {
    ReportId(1 + Source::ALL.iter().position(|other| *other == source).unwrap() as i64)
}

fn terminal_entry(row: &Journalled) -> Entry {
    let (status, text) = match row.event.word {
        Word::Approved => (Status::Approved, "APPROVED"),
        Word::Declined => (Status::Declined, "DECLINED"),
        Word::Offline => (Status::OfflineStored, "OFFLINE APPROVED"),
        Word::TimedOut => (Status::Unknown, "TIMEOUT"),
        Word::ReversalPending => (Status::ReversalPending, "REVERSAL PENDING"),
    };
    let kind = type_of(row.event.kind);
    let mut entry = entry(Source::Terminal, kind, status, row.event.minor, row.event.second, row);
    entry.status_text = text.into();
    entry.response_code = row.event.code.into();
    entry.terminal = row.terminal().into();
    entry.merchant = format!("M{:09}", row.shop()).into();
    entry.store = format!("S{:04}", row.shop()).into();
    entry.batch = row.batch.as_str().into();
    entry.stan = row.stan.as_str().into();
    entry.rrn = row.rrn.as_str().into();
    entry.auth = row.auth.as_str().into();
    entry.original_rrn = row.original_rrn.as_str().into();
    entry
}

fn acquirer_entry(journal: &[Journalled], number: usize, line: &AcquirerRow) -> Option<Entry> {
    let AcquirerContent::Payment { journalled, has_references } = line.content else { return None };
    let row = &journal[journalled];
    let (status, text) = match row.event.kind {
        Type::Preauth => (Status::Authorised, "AUTHORISED"),
        Type::Reversal => (Status::Reversed, "REVERSED"),
        _ => (Status::Settled, "SETTLED"),
    };
    let minor = row.event.minor + row.event.acquirer_adds;
    let mut entry = entry(Source::Acquirer, type_of(row.event.kind), status, minor, line.second, row);
    entry.status_text = text.into();
    entry.provider_ref = csv_files::transaction_id(number).into();
    entry.settled_on = DateTime::from_timestamp(line.settled_day * DAY_SECS, 0).map(|day| day.date_naive());
    let gross = minor * sign(row.event.kind);
    let fee = csv_files::fees(gross).iter().sum::<i64>();
    (entry.fee_minor, entry.net_minor) = (Some(fee), Some(gross - fee));
    entry.terminal = row.terminal().into();
    entry.merchant = format!("M{:09}", row.shop()).into();
    entry.store = csv_files::shop_name(row.shop()).into();
    entry.batch = row.batch.as_str().into();
    entry.auth = row.auth.as_str().into();
    if has_references {
        entry.stan = row.stan.as_str().into();
        entry.rrn = row.rrn.as_str().into();
    }
    Some(entry)
}

fn till_entry(journal: &[Journalled], number: usize, line: &TillRow) -> Option<Entry> {
    let TillContent::Payment { journalled, has_references } = line.content else { return None };
    let row = &journal[journalled];
    let kind = if sign(row.event.kind) > 0 { TransactionType::Sale } else { TransactionType::Refund };
    let minor = row.event.minor + row.event.till_adds;
    let mut entry = entry(Source::Till, kind, Status::NotStated, minor, line.second, row);
    entry.card = MaskedCard::from_report(&row.event.card[row.event.card.len() - 4..]);
    entry.order = csv_files::receipt(number, line.shop).into();
    entry.store = format!("S{:04}", line.shop).into();
    entry.till = csv_files::till(number).to_string().into();
    entry.cashier = csv_files::cashier(number).into();
    if has_references {
        entry.terminal = row.terminal().into();
        entry.stan = row.stan.as_str().into();
        entry.rrn = row.rrn.as_str().into();
    }
    Some(entry)
}

/// What a report covers: from its first to its last row, whatever the row is about, and the places of its entries.
fn covered(entries: &[Entry], source: Source, seconds: impl Iterator<Item = i64> + Clone) -> Coverage {
    let of_source = || entries.iter().filter(|entry| entry.source == source);
    let filled = |text: &&compact_str::CompactString| !text.is_empty();
    Coverage {
        report: report_of(source),
        source,
        from: moment(seconds.clone().min().unwrap_or(START)),
        to: moment(seconds.max().unwrap_or(START)),
        terminals: of_source().map(|entry| &entry.terminal).filter(filled).cloned().collect(),
        shops: of_source().flat_map(|entry| [&entry.merchant, &entry.store]).filter(filled).cloned().collect(),
        channels: Channels::Named(of_source().filter_map(PaymentChannel::of).collect()),
        payout: None,
        batches: Vec::new(),
    }
}
