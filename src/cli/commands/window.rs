//! The call without a command: the window, or the same work in the terminal where there is no display.

use crate::cli::arguments::{Common, WindowArguments};
use crate::cli::{
    Console, Exit, Run, WindowRequest, data_folder, has_display, language, looks_like_a_command, open_desk, operator,
    table,
};
use crate::domain::{FileOutcome, Problem};
use crate::services::{
    CaseQuery, Desk, ImportRequest, StateQuery, SummaryRequest, case_views, export_cases, import_reports,
    prepare_sample_day, save_summary, set_up_sample_shop, summary_text, today,
};
use crate::text::{Texts, say};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Gets ready to open the window; without a display, does its work in the terminal.
pub(in crate::cli) fn window(arguments: WindowArguments, common: &Common) -> Result<Run, Problem> {
    let WindowArguments { mut files, sample_day, out, renderer } = arguments;
    if let Some(word) = files.iter().find(|file| looks_like_a_command(file)) {
        let texts = Texts::new(language(common, &crate::domain::Settings::default()));
        return Err(Problem::BadCall(say!(texts, "cli-unknown-command", word = word.display().to_string())));
    }
    let sample_folder = if sample_day { Some(sample_day_folder(common)?) } else { None };
    let mut desk = open_desk(common, sample_folder.as_ref().map(|folder| folder.join("casebook.sqlite")))?;
    if let Some(folder) = &sample_folder {
        set_up_sample_shop(&mut desk)?;
        files.splice(0..0, prepare_sample_day(&folder.join("reports"))?);
    }
    let settings = desk.settings()?;
    let language = language(common, &settings);
    let beside_book = desk.path().parent().map(Path::to_owned).unwrap_or_default();
    let terminal = Terminal {
        console: Console::new(Texts::new(language), common.json),
        operator: operator(common, &settings),
        out: sample_day.then(|| out.unwrap_or(beside_book)),
    };
    if !has_display() {
        return Ok(Run::Ended(terminal.close_the_day(desk, files)));
    }
    Ok(Run::Window(Box::new(WindowRequest {
        desk,
        files,
        operator: common.operator.clone(),
        language,
        renderer,
        without_window: Box::new(move |desk, files, why| {
            terminal.console.message(&say!(terminal.console.texts, "cli-no-window", detail = why));
            terminal.close_the_day(desk, files)
        }),
    })))
}

fn sample_day_folder(common: &Common) -> Result<PathBuf, Problem> {
    let beside = common.db.as_ref().and_then(|book| book.parent()).map(|folder| folder.join("sample-day"));
    beside.map_or_else(|| Ok(data_folder()?.join("sample-day")), Ok)
}

/// The window's work, done in the terminal.
struct Terminal {
    console: Console,
    operator: String,
    /// Where the case records are written; the sample day shows them.
    out: Option<PathBuf>,
}

impl Terminal {
    fn close_the_day(&self, desk: Desk, files: Vec<PathBuf>) -> Exit {
        self.console.message(&say!(self.console.texts, "cli-no-display"));
        self.work(desk, files).unwrap_or_else(|problem| self.console.fail(&problem))
    }

    fn work(&self, mut desk: Desk, files: Vec<PathBuf>) -> Result<Exit, Problem> {
        let texts = &self.console.texts;
        let mut answer = Vec::new();
        let mut exit = Exit::Done;
        if !files.is_empty() {
            let operator = self.operator.clone();
            let request = ImportRequest { files, source: None, format: None, dry_run: false, operator };
            let outcome = import_reports(&mut desk, &request, &mut |_, _| ControlFlow::Continue(()))?;
            if outcome.files.iter().any(|file| matches!(file, FileOutcome::NotRead { .. })) {
                exit = Exit::NeedsALook;
            }
            answer.push(table::import(&outcome, texts));
        }
        let views = case_views(&desk, &CaseQuery::default())?;
        answer.push(table::cases(&views, desk.now(), texts));
        let request =
            SummaryRequest { days: today(&desk)?.into(), operator: self.operator.clone(), language: texts.language() };
        answer.push(summary_text(&desk, &request)?);
        let written = self.out.as_ref().map(|folder| self.write_files(&desk, folder, &request)).transpose()?;
        answer.extend(written.as_ref().map(|written| written.sentences.join("\n")));
        let text = answer.join("\n\n");
        self.console.answer(
            || {
                let (csv, pdf) = written.as_ref().map(|written| (&written.csv, &written.pdf)).unzip();
                serde_json::json!({ "cases": views.len(), "csv": csv, "pdf": pdf, "text": text })
            },
            || text.clone(),
        );
        Ok(exit)
    }

    /// Writes the case records and the summary into `folder`.
    fn write_files(&self, desk: &Desk, folder: &Path, request: &SummaryRequest) -> Result<Written, Problem> {
        let texts = &self.console.texts;
        let (csv, pdf) = (folder.join("cases.csv"), folder.join("summary.pdf"));
        let (csv_name, pdf_name) = (csv.display().to_string(), pdf.display().to_string());
        let not_written = |error: std::io::Error| Problem::NotWritten {
            path: folder.display().to_string(),
            detail: error.to_string(),
        };
        std::fs::create_dir_all(folder).map_err(not_written)?;
        let all = CaseQuery { state: StateQuery::All, ..CaseQuery::default() };
        let count = export_cases(desk, &all, &csv, texts.language())?;
        save_summary(desk, request, &pdf)?;
        let sentences = vec![
            say!(texts, "cli-exported", count = count, path = csv_name.as_str()),
            say!(texts, "cli-written", path = pdf_name.as_str()),
        ];
        Ok(Written { csv: csv_name, pdf: pdf_name, sentences })
    }
}

/// Files that were written, and what is said about them.
struct Written {
    csv: String,
    pdf: String,
    sentences: Vec<String>,
}
