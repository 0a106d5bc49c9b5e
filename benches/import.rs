//! What reading a report costs beside merely taking its file apart: CPU seconds and peak memory of recognise + parse +
//! normalise, against a plain pass of the `csv` crate over the same table and of `calamine` over the same workbook, in
//! turn, in one run.
//!
//!     cargo bench --bench import -- --rows 1000000 --runs 5
//!
//! Rows that are rejected, line numbers and the guard against card numbers are on, as always. CPU time is what Linux
//! counted for the thread; memory is the peak of a process of its own for each program.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a program for developers")]

use calamine::{Reader, Xlsx};
use loose_ends::domain::Currency;
use loose_ends::import::{FormatLibrary, ImportOptions, Input, Listener, parts, read_in_batches};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HEADINGS: &str = "terminal_id,merchant_id,store_id,batch_no,stan,rrn,auth_code,pan_masked,scheme,entry_mode,txn_type,\
                        amount,currency,tip_amount,local_datetime,response_code,status_text,orig_rrn,operator,app_version";
/// What a table may cost, in passes of the `csv` crate.
const CSV_BAR: f64 = 3.0;
/// What a workbook may cost, in passes of `calamine`.
const XLSX_BAR: f64 = 1.5;

/// A file that is read again and again.
struct OnDisk(PathBuf);

impl loose_ends::import::FileInput for OnDisk {
    fn open_file(&self) -> std::io::Result<Box<dyn loose_ends::import::ReadSeek + '_>> {
        Ok(Box::new(File::open(&self.0)?))
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, usual: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(usual)
    };
    if let Some(at) = arguments.iter().position(|argument| argument == "--only") {
        let (what, file) = (arguments[at + 1].as_str(), Path::new(&arguments[at + 2]));
        let secs = run(what, file);
        println!("{secs} {}", peak_megabytes());
        return;
    }
    let (rows, runs) = (number("--rows", 1_000_000), number("--runs", 5));
    let folder = std::env::temp_dir().join(format!("loose-ends-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (table, book) = (folder.join("terminal_journal.csv"), folder.join("terminal_journal.xlsx"));
    write_table(&table, rows);
    write_book(&book, rows / 10);
    let csv = compare(["csv", "import"], &table, rows, runs, CSV_BAR);
    let xlsx = compare(["calamine", "import"], &book, rows / 10, runs, XLSX_BAR);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(csv && xlsx, "slower than the bar");
}

/// Runs both in turn, each in a process of its own, and says how they compare; whether the bar is kept.
fn compare(programs: [&str; 2], file: &Path, rows: usize, runs: usize, bar: f64) -> bool {
    let mut secs = [Vec::new(), Vec::new()];
    let mut peaks = [0.0_f64; 2];
    for run in 0..=runs {
        for (at, program) in programs.iter().enumerate() {
            let this = std::env::current_exe().unwrap();
            let done = Command::new(this).args(["--only", program]).arg(file).output().unwrap();
            let answer = String::from_utf8(done.stdout).unwrap();
            let (spent, peak) = answer.trim().split_once(' ').unwrap_or_else(|| panic!("{program}: {answer}"));
            // The first run fills the caches.
            if run > 0 {
                secs[at].push(spent.parse::<f64>().unwrap());
            }
            peaks[at] = peaks[at].max(peak.parse().unwrap());
        }
    }
    let median = |figures: &mut Vec<f64>| {
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    let [plain, ours] = &mut secs;
    let (plain, ours) = (median(plain), median(ours));
    let ratio = ours / plain;
    let megabytes = std::fs::metadata(file).unwrap().len() / 1_000_000;
    println!("{rows} rows, {megabytes} MB, median of {runs} runs");
    println!("  {:<10} {plain:>7.3} s CPU  {:>6.0} MB", programs[0], peaks[0]);
    println!("  {:<10} {ours:>7.3} s CPU  {:>6.0} MB  x{ratio:.2} (bar x{bar})", programs[1], peaks[1]);
    ratio <= bar
}

/// CPU seconds of one program over one file.
fn run(what: &str, file: &Path) -> f64 {
    // Known once for all the files of a day.
    let formats = FormatLibrary::built_in().unwrap();
    let before = cpu_secs();
    match what {
        "csv" => plain_csv(file),
        "calamine" => plain_calamine(file),
        _ => import(file, &formats),
    }
    cpu_secs() - before
}

fn plain_csv(file: &Path) {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let mut record = csv::StringRecord::new();
    let mut cells = 0;
    while reader.read_record(&mut record).unwrap() {
        cells += record.len();
    }
    assert!(cells > 0);
}

fn plain_calamine(file: &Path) {
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(File::open(file).unwrap())).unwrap();
    let range = book.worksheet_range("Sheet1").unwrap();
    assert!(range.height() > 1);
}

fn import(file: &Path, formats: &FormatLibrary) {
    let options = ImportOptions {
        file_name: "terminal_journal.csv",
        source: None,
        format: None,
        zone: "Europe/Berlin".parse().unwrap(),
        currency: Currency::CNY,
        encoding: None,
        written_at: None,
    };
    let input = OnDisk(file.to_owned());
    for part in parts(&input, "terminal_journal").unwrap() {
        let mut accepted = 0;
        let mut count = |entries: Vec<_>| accepted += entries.len() as u64;
        let mut go_on = |_| ControlFlow::Continue(());
        let listener = Listener { progress: &mut go_on, entries: &mut count };
        let report = read_in_batches(&part as &dyn Input, &options, formats, listener).unwrap();
        let summary = &report.summary;
        assert_eq!(summary.rows, summary.accepted + (summary.skipped.len() + summary.rejected.len()) as u64);
        assert!(accepted == summary.accepted && !summary.rejected.is_empty(), "{}", summary.rows);
    }
}

/// A row of a terminal's journal; one in a thousand has an amount that is none, one in five hundred a whole card number.
fn row(number: usize, cells: &mut Vec<String>) {
    let mix = number.wrapping_mul(2_654_435_761) >> 7;
    let card = ["400000", "550000", "621661", "374500"][mix % 4];
    let masked = if mix % 500 == 7 { "4111111111111111".to_owned() } else { format!("{card}******{:04}", mix % 9973) };
    let amount = if mix % 1000 == 3 { "8O.00".to_owned() } else { format!("{}.{:02}", mix % 300 + 1, mix % 100) };
    let secs = number * 2_592_000 / 1_000_000 % 2_592_000;
    let (day, clock) = (secs / 86_400 + 1, secs % 86_400);
    let time = format!("2026-11-{day:02} {:02}:{:02}:{:02}", clock / 3600, clock / 60 % 60, clock % 60);
    let declined = mix.is_multiple_of(20);
    *cells = vec![
        format!("T{:07}", number % 40),
        format!("M{:09}", number % 10),
        format!("S{:04}", number % 10),
        format!("{:06}", number / 500 % 1_000_000),
        format!("{:06}", number % 1_000_000),
        format!("{:012}", 300_000_000_000 + number),
        format!("{:06}", mix % 999_983),
        masked,
        ["VISA", "MASTERCARD", "UNIONPAY", "AMEX"][mix % 4].to_owned(),
        "CTLS".to_owned(),
        if mix % 50 == 1 { "REFUND" } else { "SALE" }.to_owned(),
        amount,
        "EUR".to_owned(),
        "0.00".to_owned(),
        time,
        if declined { "51" } else { "00" }.to_owned(),
        if declined { "DECLINED" } else { "APPROVED" }.to_owned(),
        String::new(),
        format!("{:03}", number % 17),
        "4.1.2".to_owned(),
    ];
}

fn write_table(path: &Path, rows: usize) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    writeln!(file, "{HEADINGS}").unwrap();
    let mut cells = Vec::new();
    for number in 0..rows {
        row(number, &mut cells);
        writeln!(file, "{}", cells.join(",")).unwrap();
    }
}

/// The same rows as a workbook with one sheet, amounts as numbers.
fn write_book(path: &Path, rows: usize) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    for (name, xml) in [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" \
                 r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relations}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(xml.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    write!(zip, "<worksheet xmlns=\"{main}\"><sheetData>").unwrap();
    let mut cells: Vec<String> = HEADINGS.split(',').map(str::to_owned).collect();
    for number in 0..=rows {
        let mut xml = format!("<row r=\"{}\">", number + 1);
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", char::from(b'A' + column as u8), number + 1);
            match cell.parse::<f64>() {
                Ok(_) if column == 11 => xml.push_str(&format!("<c r=\"{place}\"><v>{cell}</v></c>")),
                _ => xml.push_str(&format!("<c r=\"{place}\" t=\"str\"><v>{cell}</v></c>")),
            }
        }
        xml.push_str("</row>");
        zip.write_all(xml.as_bytes()).unwrap();
        row(number, &mut cells);
    }
    zip.write_all(b"</sheetData></worksheet>").unwrap();
    zip.finish().unwrap();
}

/// CPU time of this thread.
fn cpu_secs() -> f64 {
    let stat = read("/proc/thread-self/schedstat");
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

/// The most memory that this process has had.
fn peak_megabytes() -> f64 {
    let status = read("/proc/self/status");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

fn read(path: &str) -> String {
    let mut text = String::new();
    File::open(path).unwrap().read_to_string(&mut text).unwrap();
    text
}
