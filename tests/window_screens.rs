//! Imports, Settings and Insights in both languages, both themes and every size, drawn without a graphics card: it fails on
//! a widget without a name and on a character that the fonts lack.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod window_day;

use egui_kittest::kittest::Queryable;
use loose_ends::app::{Effect, Message, Screen, SettingsEdit, SettingsField};
use loose_ends::domain::{
    Acquirer, Author, BusinessDay, Cause, CauseTotal, CoverageGap, CoverageLine, Covering, DayCauses, DayCoverage,
    FileOutcome, FileProblem, ImportOutcome, ImportedReport, Imports, Insights, Language, PaymentChannel,
    PayoutPromise, Problem, RejectedRow, Rejection, ReportId, ReportSummary, Settings, SkippedRow, Source, Theme,
};
use window_day::desk::Desk;
use window_day::{at, cny, day, now, outcome};

const SIZES: [[f32; 2]; 3] = [[1366.0, 768.0], [1100.0, 640.0], [911.0, 512.0]];
const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

fn open<'a>(language: Language, size: [f32; 2]) -> Desk<'a> {
    let mut desk = Desk::new(language, size);
    desk.say([Message::DayLoaded(Ok(Box::new(day())))]);
    desk.sent();
    desk
}

impl Desk<'_> {
    /// The text field of this name; its label says the same.
    fn field<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        self.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, name)
    }

    /// Whether something with exactly this name is drawn.
    fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }
}

fn business_day(text: &str) -> BusinessDay {
    text.parse().unwrap()
}

fn wechat() -> PaymentChannel {
    PaymentChannel::Wallet("wechat".into())
}

/// The coverage of the sample evening: the till ends early, one terminal and the wallet's bill are missing.
fn coverage() -> DayCoverage {
    let whose = |source, terminal: &str, channel| Covering { source, terminal: terminal.into(), channel };
    let line = |whose, stretches: &[(&str, &str)]| CoverageLine {
        whose,
        stretches: stretches.iter().map(|(from, to)| (at(from), at(to))).collect(),
    };
    let till = || whose(Source::Till, "", None);
    let bill = || whose(Source::Acquirer, "", Some(wechat()));
    let today = business_day("2026-11-23");
    DayCoverage {
        day: today,
        bounds: today.bounds(0, *now().offset()),
        lines: vec![
            line(whose(Source::Terminal, "T-01", None), &[("07:07:12", "21:38:00")]),
            line(whose(Source::Terminal, "T-02", None), &[]),
            line(whose(Source::Acquirer, "", Some(PaymentChannel::Card)), &[("00:00:00", "21:45:00")]),
            line(bill(), &[]),
            line(till(), &[("07:07:59", "12:30:00"), ("14:00:00", "18:05:00")]),
        ],
        gaps: vec![
            CoverageGap::MissingTerminal("T-02".into()),
            CoverageGap::Expected { whose: bill(), at: "2026-11-24T09:00:00+08:00".parse().unwrap() },
            CoverageGap::NotCompared {
                whose: till(),
                after: Some(at("12:30:00")),
                before: Some(at("14:00:00")),
                payments: 1,
            },
            CoverageGap::NotCompared { whose: till(), after: Some(at("18:05:00")), before: None, payments: 23 },
        ],
    }
}

fn report(id: i64, summary: ReportSummary) -> ImportedReport {
    ImportedReport {
        id: ReportId(id),
        summary,
        skipped: vec![("cash".to_owned(), 61), ("fee".to_owned(), 2)],
        format_en: "Till sales by headings".to_owned(),
        format_zh: "收银流水（按表头识别）".to_owned(),
        terminals: vec!["T-01".to_owned(), "T-02".to_owned()],
        imported: Author { operator: "07 陈晓".to_owned(), at: now() },
    }
}

fn imports() -> Imports {
    let reports = outcome().files.into_iter().filter_map(|file| match file {
        FileOutcome::Read(summary) => Some(summary),
        FileOutcome::NotRead { .. } => None,
    });
    let mut reports: Vec<ImportedReport> = reports.zip(1..).map(|(summary, id)| report(id, summary)).collect();
    reports[0].summary.skipped = vec![SkippedRow { line: 9, reason: "cash".to_owned() }; 63];
    reports[0].summary.rejected = (1..=60)
        .map(|line| RejectedRow {
            line,
            column: "交易金额".to_owned(),
            value: "8O.00".to_owned(),
            reason: Rejection::NotAnAmount,
        })
        .collect();
    Imports { coverage: coverage(), reports, terminals: vec!["T-01".to_owned(), "T-02".to_owned()] }
}

fn insights(days: u32) -> Insights {
    let last = business_day("2026-11-23").0;
    let causes = [Cause::Network, Cause::Customer, Cause::Terminal, Cause::NotKnown];
    let day = |back: u32| DayCauses {
        day: BusinessDay(last - chrono::Duration::days(i64::from(back))),
        counts: causes.iter().zip(1_u64..).map(|(cause, place)| (*cause, u64::from(back) % (place + 2))).collect(),
    };
    let total = |(cause, unfinished): (&Cause, u64)| CauseTotal {
        cause: *cause,
        unfinished,
        open: 2,
        amounts: vec![cny(128_450)],
    };
    Insights {
        days: (0..days).rev().map(day).collect(),
        causes: causes.iter().zip([31, 17, 9, 4]).map(total).collect(),
        payments: 9_412,
        unfinished: 61,
        days_with_reports: 12,
    }
}

/// A shop with everything filled in.
fn full_settings() -> Settings {
    let acquirer = |name: &str, answers_for: &[&str]| Acquirer {
        name: name.to_owned(),
        answers_for: answers_for.iter().map(|name| (*name).to_owned()).collect(),
        hotline: "95516".to_owned(),
        hours: "24 h".to_owned(),
        look_up: "商户服务平台 · 交易查询".to_owned(),
        payout: Some(PayoutPromise::WithinDays(9)),
        fee_rate_bp: Some(38),
    };
    Settings {
        shop_name: "梧桐里便利店".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        acquirers: vec![acquirer("银联商务", &[]), acquirer("微信支付", &["wechat"])],
        ..window_day::settings()
    }
}

/// Every state of the screens, each after the one before.
fn walk() -> Vec<Vec<Message>> {
    let typed = |field, text: &str| Message::EditSettings(SettingsEdit::Text(field, text.to_owned()));
    let none = ImportOutcome {
        files: vec![FileOutcome::NotRead { file: "staff.csv".to_owned(), problem: FileProblem::Empty }],
        cases: outcome().cases,
    };
    let nothing = Insights { unfinished: 0, payments: 0, days_with_reports: 0, causes: Vec::new(), ..insights(30) };
    let empty = Imports { reports: Vec::new(), ..imports() };
    vec![
        vec![Message::Go(Screen::Imports)],
        vec![Message::ImportsLoaded(Ok(Box::new(empty)))],
        vec![Message::ImportsLoaded(Ok(Box::new(imports()))), Message::SelectReport(ReportId(2))],
        vec![Message::FilesDropped(vec!["a.csv".into()])],
        vec![Message::ImportEnded(Ok(none)), Message::MoveImportsDay(-1)],
        vec![Message::Go(Screen::Settings)],
        vec![Message::SettingsSaved(Ok(Box::new(full_settings())))],
        vec![typed(SettingsField::FeeRate(0), "12345"), typed(SettingsField::Currency, "?")],
        vec![Message::EditSettings(SettingsEdit::AddAcquirer)],
        vec![Message::Go(Screen::Insights)],
        vec![Message::InsightsLoaded(Ok(Box::new(nothing)))],
        vec![Message::InsightsLoaded(Ok(Box::new(insights(30))))],
        vec![Message::SwitchTheme(Theme::Dark), Message::ShowInsights(90)],
        vec![Message::InsightsLoaded(Ok(Box::new(insights(90))))],
    ]
}

#[test]
fn every_screen_is_drawn_in_both_languages_at_every_size() {
    for language in LANGUAGES {
        for size in SIZES {
            let mut desk = open(language, size);
            for messages in walk() {
                desk.say(messages);
                desk.harness.check_accessibility();
            }
        }
    }
}

#[test]
fn imports_say_what_is_missing_and_which_rows_could_not_be_used() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("Imports");
    assert_eq!(desk.sent(), [Effect::LoadImports { day: None }]);
    desk.say([Message::ImportsLoaded(Ok(Box::new(imports())))]);
    for sentence in [
        "No report of T-02 for 23 Nov.",
        "WeChat Pay bill of 23 Nov: expected 24 Nov 09:00.",
        "The till export ends at 18:05; 23 payments after that are not compared.",
        "The till export has nothing from 12:30 to 14:00; 1 payment of that time is not compared.",
        "covers Till sales: 07:07–12:30, 14:00–18:05",
        "line 1, column “交易金额”, “8O.00”: not an amount",
        "cash 61, fee 2",
    ] {
        assert!(desk.shows(sentence), "{sentence}");
    }
    desk.press("The day before");
    let day = Some(business_day("2026-11-22"));
    assert_eq!(desk.sent(), [Effect::LoadImports { day }]);
    desk.press("Back to today");
    assert_eq!(desk.sent(), [Effect::LoadImports { day: None }]);
}

#[test]
fn an_import_that_recognised_nothing_does_not_say_that_it_is_done() {
    let mut desk = open(Language::English, SIZES[0]);
    let none = ImportOutcome {
        files: vec![FileOutcome::NotRead { file: "staff.csv".to_owned(), problem: FileProblem::Empty }],
        cases: outcome().cases,
    };
    desk.say([Message::ImportEnded(Ok(none))]);
    assert!(desk.shows("Nothing was imported."));
    desk.say([Message::ImportEnded(Ok(outcome()))]);
    assert!(desk.shows("Imported in part. Cases: 3 new, 1 changed, 0 settled"));
}

#[test]
fn a_tile_says_what_is_missing_in_place_of_its_tick() {
    let mut desk = open(Language::English, SIZES[0]);
    let mut data = day();
    data.day.gaps = coverage().gaps;
    desk.say([Message::DayLoaded(Ok(Box::new(data)))]);
    assert!(desk.shows("WeChat Pay bill of 23 Nov: expected 24 Nov 09:00."));
    assert!(
        desk.shows(
            "The till export has nothing from 12:30 to 14:00; 1 payment of that time is not compared. And 1 more."
        )
    );
}

#[test]
fn a_high_window_names_both_of_two_things_missing() {
    let mut desk = open(Language::English, [1920.0, 1080.0]);
    let mut data = day();
    data.day.gaps = coverage().gaps;
    desk.say([Message::DayLoaded(Ok(Box::new(data)))]);
    assert!(desk.harness.query_all_by_label_contains("And 1 more.").next().is_none());
    assert!(desk.harness.query_all_by_label_contains("is not compared.\n").next().is_some());

    // In a lower one, two short ones are named as well where the tiles are wide enough.
    let mut desk = open(Language::English, [1600.0, 800.0]);
    let mut data = day();
    let bill = |wallet: &str| Covering {
        source: Source::Acquirer,
        terminal: "".into(),
        channel: Some(PaymentChannel::Wallet(wallet.into())),
    };
    let at = "2026-11-24T09:00:00+08:00".parse().unwrap();
    data.day.gaps = ["alipay", "wechat"].map(|wallet| CoverageGap::Expected { whose: bill(wallet), at }).to_vec();
    desk.say([Message::DayLoaded(Ok(Box::new(data)))]);
    assert!(desk.harness.query_all_by_label_contains("WeChat Pay bill of 23 Nov: expected").next().is_some());
}

#[test]
fn settings_are_typed_saved_and_undone() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("Settings");
    desk.sent();
    assert!(desk.shows("Everything is saved."));
    desk.field("Name of the shop").focus();
    desk.field("Name of the shop").type_text("Corner shop");
    desk.harness.run();
    assert!(desk.shows("Changed, not saved yet."));
    desk.press("Today, 7 unfinished");
    desk.press("Settings");
    desk.sent();
    assert!(desk.shows("Changed, not saved yet."), "leaving the screen keeps what is typed");
    desk.press("Save changes");
    let sent = desk.sent();
    let [Effect::SaveSettings { settings, operator }] = sent.as_slice() else { unreachable!("{sent:?}") };
    assert_eq!((settings.shop_name.as_str(), operator.as_str()), ("Corner shop", "cashier 07"));
    desk.say([Message::SettingsSaved(Ok(Box::new(settings.clone())))]);
    assert!(desk.shows("Everything is saved."));
    desk.press("Remove cashier 11");
    assert!(desk.shows("Changed, not saved yet."));
    desk.press("Undo changes");
    assert!(desk.shows("Remove cashier 11"));
}

#[test]
fn what_could_not_be_saved_stays_in_the_form() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("Settings");
    desk.press("Move cashier 11 up");
    desk.press("Save changes");
    desk.say([Message::SettingsSaved(Err(Problem::Cancelled))]);
    assert!(desk.shows("Changed, not saved yet."));
    let window = desk.harness.state().state();
    assert_eq!(window.settings.operators, ["cashier 07", "cashier 11"]);
    assert_eq!(window.settings_form.operators, ["cashier 11", "cashier 07"]);
}

#[test]
fn a_mistake_is_told_at_its_field_and_nothing_is_saved() {
    for (language, sentence) in
        [(Language::English, "Write three letters, such as CNY."), (Language::Chinese, "请填三个字母，例如 CNY。")]
    {
        let mut desk = open(language, SIZES[0]);
        desk.say([Message::Go(Screen::Settings)]);
        let edit = SettingsEdit::Text(SettingsField::Currency, "YUAN".to_owned());
        desk.say([Message::EditSettings(edit)]);
        assert!(desk.shows(sentence));
        desk.sent();
        desk.say([Message::SaveSettings]);
        assert_eq!(desk.sent(), []);
    }
}

#[test]
fn a_terminal_seen_in_a_report_is_added_by_one_press_and_a_zone_is_found_by_its_city() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.say([Message::Go(Screen::Settings), Message::ImportsLoaded(Ok(Box::new(imports())))]);
    desk.press("Add T-02");
    desk.press("Time zone: As this computer");
    desk.field("Search city or zone").focus();
    desk.field("Search city or zone").type_text("beijing");
    desk.harness.run();
    desk.press("China (Beijing, Shanghai) · Asia/Shanghai");
    let form = &desk.harness.state().state().settings_form;
    assert_eq!(form.zone, "Asia/Shanghai");
    assert_eq!(form.terminals.iter().map(|terminal| terminal.number.as_str()).collect::<Vec<_>>(), ["T-02"]);
}

#[test]
fn insights_say_in_words_what_the_bars_show() {
    let mut desk = open(Language::English, SIZES[0]);
    desk.press("Insights");
    assert_eq!(desk.sent(), [Effect::LoadInsights { days: 30 }]);
    desk.say([Message::InsightsLoaded(Ok(Box::new(insights(30))))]);
    assert!(desk.shows("30 days · 9,412 payments · 61 unfinished (0.65 %)"));
    assert!(desk.shows("Reports are here for 12 of these days; the others say nothing."));
    assert!(desk.shows("51 %"));
    // An answer about another span came too late.
    desk.say([Message::ShowInsights(14), Message::InsightsLoaded(Ok(Box::new(insights(90))))]);
    assert_eq!(desk.harness.state().state().insights.data.as_ref().map(|data| data.days.len()), Some(30));
}
