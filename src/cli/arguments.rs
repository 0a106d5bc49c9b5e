//! What can be said on the command line.

use crate::domain::{BusinessDay, Channel, FindingKind, Language, Moment, MoneyEffect, Party, Source, Step, Zone};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Finds the payments a shop left unfinished at close of day and guides through each of them.
#[derive(Debug, Parser)]
#[command(name = "loose-ends", version, subcommand_precedence_over_arg = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) window: WindowArguments,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
pub(super) struct Common {
    /// The case book (default: in the user's data folder; created when missing)
    #[arg(long, global = true, value_name = "PATH")]
    pub(super) db: Option<PathBuf>,
    /// The clock of every rule, like 2026-11-23T21:40:00+08:00 (default: the system's)
    #[arg(long, global = true, value_name = "TIME")]
    pub(super) now: Option<Moment>,
    /// Time zone of times that name none, like Asia/Shanghai
    #[arg(long, global = true, value_name = "ZONE")]
    pub(super) zone: Option<Zone>,
    /// Who does it
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) operator: Option<String>,
    /// Language of the answer: en or zh-CN
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub(super) lang: Option<Language>,
    /// Machine-readable answer on standard output, nothing else there
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// Without a command: the window.
#[derive(Debug, Args)]
pub(super) struct WindowArguments {
    /// Reports to import when the window opens
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The sample day, in a case book of its own
    #[arg(long)]
    pub(super) sample_day: bool,
    /// Where the sample day writes its files when there is no display (default: beside the case book)
    #[arg(long, value_name = "DIR", requires = "sample_day")]
    pub(super) out: Option<PathBuf>,
    /// How the window is drawn
    #[arg(long, value_enum)]
    pub(super) renderer: Option<Renderer>,
}

/// How the window is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Renderer {
    /// OpenGL.
    Glow,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read reports, store, reconcile; open, update and close cases
    Import(ImportArguments),
    /// Every report format it knows
    Formats,
    /// The case list
    Cases(CasesArguments),
    /// One case
    Show {
        /// Number of the case
        case: i64,
    },
    /// Tick checks of a step, finish it or leave it out
    Step(StepArguments),
    /// Record a conversation
    Contact(ContactArguments),
    /// Choose what is done
    Action {
        /// Number of the case
        case: i64,
        /// Id of the action
        action: String,
        /// A never-rule that is acknowledged
        #[arg(long, value_name = "RULE")]
        acknowledge: Vec<String>,
    },
    /// Put a case off
    Wait {
        /// Number of the case
        case: i64,
        /// Until when: 22:47, 2026-11-24, 2026-11-24T09:00 or with a zone
        #[arg(long, value_name = "TIME")]
        until: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Start a case by hand, before any report shows the payment
    Start(StartArguments),
    /// Write a note
    Note {
        /// Number of the case
        case: i64,
        /// The note
        text: String,
    },
    /// Add a photo or a file
    Attach {
        /// Number of the case
        case: i64,
        /// A JPEG, PNG, PDF or text file
        file: PathBuf,
    },
    /// Close a case with its outcome
    Close(CloseArguments),
    /// Open a closed case again
    Reopen {
        /// Number of the case
        case: i64,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Case records for a spreadsheet
    Export(ExportArguments),
    /// Summary of a day or a period
    Summary(SummaryArguments),
    /// Sign off a day
    Signoff {
        /// The business day (default: that of the clock)
        #[arg(long, value_name = "DAY")]
        day: Option<BusinessDay>,
        /// Sign although something due is open, for this reason
        #[arg(long = "override", value_name = "REASON")]
        override_reason: Option<String>,
    },
    /// Copy the case book safely into a new file
    Backup {
        /// The file to make
        file: PathBuf,
    },
    /// Put a copy in the place of the case book; what it held is copied aside first
    Restore {
        /// A copy made by backup
        file: PathBuf,
    },
    /// Check the case book
    Doctor {
        /// Derive all cases again from the facts
        #[arg(long)]
        rebuild: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// Report files
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Whose reports they are: terminal, acquirer, till or bank
    #[arg(long = "as", value_name = "SOURCE")]
    pub(super) source: Option<Source>,
    /// Id of the report format, or a file that describes one
    #[arg(long, value_name = "ID")]
    pub(super) format: Option<String>,
    /// Give the same answer and store nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct CasesArguments {
    /// open (waiting ones included), waiting, closed or all
    #[arg(long, value_enum, default_value_t = ListState::Open)]
    pub(super) state: ListState,
    /// Of this business day; without a value, of today
    #[arg(long, value_name = "DAY", num_args = 0..=1)]
    pub(super) day: Option<Option<BusinessDay>>,
    /// Of this kind of finding
    #[arg(long, value_name = "KIND")]
    pub(super) finding: Option<FindingKind>,
    /// Of this terminal
    #[arg(long)]
    pub(super) terminal: Option<String>,
}

/// States to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListState {
    Open,
    Waiting,
    Closed,
    All,
}

#[derive(Debug, Args)]
pub(super) struct StepArguments {
    /// Number of the case
    pub(super) case: i64,
    /// verify-details, contact-acquirer, choose-action or record-outcome
    pub(super) step: Step,
    /// Id of a check that is done
    #[arg(long, value_name = "ID")]
    pub(super) check: Vec<String>,
    /// The step is done
    #[arg(long, conflicts_with = "skip")]
    pub(super) done: bool,
    /// Leave the step out, for this reason
    #[arg(long, value_name = "REASON")]
    pub(super) skip: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ContactArguments {
    /// Number of the case
    pub(super) case: i64,
    /// phone, chat, email, portal or visit
    #[arg(long)]
    pub(super) channel: Channel,
    /// What was said
    #[arg(long)]
    pub(super) said: String,
    /// acquirer, issuer, customer, network or technician
    #[arg(long, default_value = "acquirer")]
    pub(super) party: Party,
    /// Name or number of the person
    #[arg(long, default_value = "")]
    pub(super) person: String,
    /// Their case number
    #[arg(long = "ref", value_name = "NUMBER", default_value = "")]
    pub(super) reference: String,
    /// Promised until: a day or a time
    #[arg(long, value_name = "DATE|TIME")]
    pub(super) promised: Option<String>,
    /// Nobody answered; it stays on record, but is no look-up
    #[arg(long)]
    pub(super) no_answer: bool,
}

#[derive(Debug, Args)]
pub(super) struct StartArguments {
    /// What seems to be wrong
    #[arg(long, value_name = "KIND")]
    pub(super) finding: FindingKind,
    /// How much
    #[arg(long)]
    pub(super) amount: String,
    /// When: 12:05 (the last time it was that late) or with a day (default: now)
    #[arg(long)]
    pub(super) time: Option<String>,
    /// Terminal number
    #[arg(long, default_value = "")]
    pub(super) terminal: String,
    /// Card scheme or wallet: unionpay, visa, wechat, …
    #[arg(long, default_value = "")]
    pub(super) scheme: String,
    /// The card's last four digits
    #[arg(long, value_name = "DIGITS", default_value = "")]
    pub(super) card: String,
    /// Retrieval reference number on the slip
    #[arg(long, default_value = "")]
    pub(super) rrn: String,
    /// Order or receipt number
    #[arg(long, default_value = "")]
    pub(super) order: String,
}

#[derive(Debug, Args)]
pub(super) struct CloseArguments {
    /// Number of the case
    pub(super) case: i64,
    /// Id of the outcome
    #[arg(long)]
    pub(super) outcome: String,
    /// Why
    #[arg(long)]
    pub(super) reason: String,
    /// none, loss or gain (default: what the outcome usually means)
    #[arg(long)]
    pub(super) money_effect: Option<MoneyEffect>,
    /// How much was lost or gained
    #[arg(long, value_name = "AMOUNT")]
    pub(super) amount: Option<String>,
    /// Close with steps open, for this reason
    #[arg(long = "override", value_name = "REASON")]
    pub(super) override_reason: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// File to write
    #[arg(short = 'o', long = "output", value_name = "FILE.csv")]
    pub(super) output: PathBuf,
    /// Of this business day
    #[arg(long, value_name = "DAY")]
    pub(super) day: Option<BusinessDay>,
    /// open (waiting ones included), waiting, closed or all
    #[arg(long, value_enum, default_value_t = ListState::All)]
    pub(super) state: ListState,
}

#[derive(Debug, Args)]
pub(super) struct SummaryArguments {
    /// The business day (default: that of the clock)
    #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
    pub(super) day: Option<BusinessDay>,
    /// First day of a period
    #[arg(long, value_name = "DAY", requires = "to")]
    pub(super) from: Option<BusinessDay>,
    /// Last day of a period
    #[arg(long, value_name = "DAY", requires = "from")]
    pub(super) to: Option<BusinessDay>,
    /// File to write, .pdf or .txt; without it, text on standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}
