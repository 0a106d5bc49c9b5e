//! A layout that no format knows: what a program proposes for it, what a person makes of it, and the profiles that come of
//! that.

use super::{Money, RejectedRow, Source, Status, TransactionType, string_enum};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;

string_enum! {
    /// What a column stands for, as a person chooses it; the names are those of format files.
    Meaning {
        /// Not read.
        Ignore = "ignore",
        /// Date and time in one.
        Time = "time",
        /// Date.
        Date = "date",
        /// Time of day.
        Clock = "clock",
        /// What the customer paid or got back.
        Amount = "amount",
        /// Money that goes out, in a column of its own.
        AmountOut = "amount_out",
        /// Which way the money goes.
        Direction = "direction",
        /// Currency.
        Currency = "currency",
        /// Kind of transaction.
        Type = "type",
        /// How it stands.
        Status = "status",
        /// Response code.
        ResponseCode = "response_code",
        /// Terminal number.
        Terminal = "terminal",
        /// Retrieval reference number.
        Rrn = "rrn",
        /// Trace or voucher number.
        Stan = "stan",
        /// Authorisation code.
        Auth = "auth",
        /// Batch number.
        Batch = "batch",
        /// The shop's own order or receipt number.
        Order = "order",
        /// The provider's number.
        ProviderRef = "provider_ref",
        /// Number of the payment that this one undoes or completes.
        OriginalRrn = "original_rrn",
        /// Card number, masked or not.
        Card = "card",
        /// Card scheme or wallet.
        Scheme = "scheme",
        /// How the till was paid.
        Tender = "tender",
        /// Who paid.
        Payer = "payer",
        /// Fee.
        Fee = "fee",
        /// What is paid out.
        Net = "net",
        /// Day of the payout.
        SettledOn = "settled_on",
        /// Merchant number.
        Merchant = "merchant",
        /// Shop.
        Store = "store",
        /// Till number.
        Till = "till",
        /// Who stood at the till.
        Cashier = "cashier",
        /// Time zone of the row.
        Zone = "zone",
        /// What proves a card: never kept.
        Secret = "secret",
    }
}

string_enum! {
    /// Which comes first in `03/04/2026`.
    DayOrder {
        /// Third of April.
        DayFirst = "day-first",
        /// Fourth of March.
        MonthFirst = "month-first",
    }
}

/// What a word in a type column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeUse {
    /// A transaction of this type.
    Type(TransactionType),
    /// No payment.
    NoPayment,
    /// Not known: such rows are kept apart.
    NotKnown,
}

/// How the columns and words of one layout are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Id of the profile that is changed; none: a new one.
    pub id: Option<String>,
    /// What the profile is called.
    pub name: String,
    /// Whose reports they are.
    pub source: Source,
    /// What each column stands for, from the left.
    pub meanings: Vec<Meaning>,
    /// Which comes first in a date, where no row tells.
    pub day_order: Option<DayOrder>,
    /// Whether amounts count fen or cents.
    pub minor_units: bool,
    /// Words of the type column that a person has decided about.
    pub types: BTreeMap<String, TypeUse>,
    /// The same for the status column.
    pub statuses: BTreeMap<String, Status>,
}

/// What a cell says under the meaning of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// A text or number, card numbers cut.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// A time of day.
    Clock(NaiveTime),
    /// Both.
    Time(NaiveDateTime),
    /// Money in a currency.
    Money(Money),
    /// How a row stands.
    Status(Status),
    /// What kind of row it is.
    Type(TypeUse),
    /// Left out, for it proves a card.
    LeftOut,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedColumn {
    /// Its heading; empty in a file without any.
    pub heading: String,
    /// Its first different values, card numbers cut.
    pub values: Vec<String>,
    /// How its first values read.
    pub reads_as: Vec<ReadAs>,
    /// In how many of the rows it can be read.
    pub readable: u64,
    /// Whether an earlier column has the same heading, so that this one cannot be told from it.
    pub is_repeated: bool,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultyRow {
    /// What is wrong with it.
    pub fault: RejectedRow,
    /// Its cells, card numbers cut.
    pub cells: Vec<String>,
}

/// What is proposed for one file, and how it reads so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Name of the file, without its folder.
    pub file: String,
    /// Encoding it is written in.
    pub encoding: String,
    /// What stands between two cells.
    pub delimiter: char,
    /// Lines above the headings.
    pub lines_above: u32,
    /// Whether there is a line of headings.
    pub has_headings: bool,
    /// Rows looked at.
    pub rows: u64,
    /// Whether the file has more rows than were looked at.
    pub is_sample: bool,
    /// Rows that become entries.
    pub readable: u64,
    /// Rows that are no payment.
    pub skipped: u64,
    /// Rows that cannot be read.
    pub rejected: u64,
    /// The first of these.
    pub faults: Vec<FaultyRow>,
    /// The columns, from the left.
    pub columns: Vec<ProposedColumn>,
    /// Words of the type column, how often each stands there, and what it is taken for.
    pub types: Vec<(String, u64, TypeUse)>,
    /// The same for the status column.
    pub statuses: Vec<(String, u64, Status)>,
    /// A date that no row of the file tells how to read.
    pub open_date: Option<String>,
    /// What no column stands for: `amount`, `date`, `time`.
    pub missing: Vec<String>,
    /// How it is read.
    pub mapping: Mapping,
}

impl Proposal {
    /// Whether there is anything to import as it is read now.
    pub fn can_be_imported(&self) -> bool {
        self.missing.is_empty() && self.readable > 0 && (self.open_date.is_none() || self.mapping.day_order.is_some())
    }
}

/// A layout that was remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Id, which is the name of its file as well.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whose reports it reads; none: its file cannot be read.
    pub source: Option<Source>,
    /// What is wrong with its file.
    pub fault: Option<String>,
}
