//! What a column can mean, whatever a report calls it.

use crate::domain::string_enum;

string_enum! {
    /// The meaning of a column. The names are those used in `assets/headers.toml` and `assets/formats/*.toml`.
    Field {
        /// Date and time, or the time of day alone where a date column stands beside it.
        Time = "time",
        /// Date, perhaps with its time.
        Date = "date",
        /// Time of day.
        Clock = "clock",
        /// What the customer paid or got back.
        Amount = "amount",
        /// ISO 4217 code.
        Currency = "currency",
        /// Kind of transaction.
        Type = "type",
        /// How it stands.
        Status = "status",
        /// ISO 8583 field 39 or the provider's own.
        ResponseCode = "response_code",
        /// Terminal number.
        Terminal = "terminal",
        /// Terminal and trace number in one cell.
        TerminalRef = "terminal_ref",
        /// Merchant number.
        Merchant = "merchant",
        /// Shop.
        Store = "store",
        /// Till number.
        Till = "till",
        /// Who paid, as a wallet names them.
        Payer = "payer",
        /// Card number, masked or not, or its last four digits.
        Card = "card",
        /// Card scheme or wallet.
        Scheme = "scheme",
        /// How the till was paid: cash, card, a wallet.
        Tender = "tender",
        /// Retrieval reference number.
        Rrn = "rrn",
        /// System trace audit number, voucher number.
        Stan = "stan",
        /// Authorisation code.
        Auth = "auth",
        /// Batch number.
        Batch = "batch",
        /// The merchant's own order or receipt number.
        Order = "order",
        /// The provider's own number.
        ProviderRef = "provider_ref",
        /// Reference of the transaction that this one undoes or completes.
        OriginalRrn = "original_rrn",
        /// Who stood at the till.
        Cashier = "cashier",
        /// What the acquirer kept; several columns add up.
        Fee = "fee",
        /// Day it is paid out.
        SettledOn = "settled_on",
        /// A part of what the acquirer kept; used where no column gives the whole.
        FeePart = "fee_part",
        /// What is paid out after fees.
        Net = "net",
        /// What goes back or out, in a column of its own beside the amount that comes in.
        AmountOut = "amount_out",
        /// What comes on top of the amount in a column of its own: tax, a tip.
        AmountAdd = "amount_add",
        /// Currency of the fee and of what is paid out.
        FeeCurrency = "fee_currency",
        /// What is taken from the payout, in a column of its own beside the net amount.
        NetOut = "net_out",
        /// Which way the money goes.
        Direction = "direction",
        /// Zone or offset of the row's time.
        Zone = "zone",
        /// Tax: says that a till wrote this.
        Tax = "tax",
        /// Tip, contained in the amount.
        Tip = "tip",
        /// Chip, contactless, keyed: says that a terminal wrote this.
        EntryMode = "entry_mode",
        /// How many things were sold: says that a till wrote this.
        Items = "items",
        /// Verification code, track data, PIN block, expiry: never kept.
        Secret = "secret",
    }
}

/// How many meanings there are.
pub(super) const FIELD_COUNT: usize = Field::ALL.len();

string_enum! {
    /// What a file would need to be read as a report.
    Missing {
        /// A column of amounts.
        Amount = "amount",
        /// A column of dates.
        Date = "date",
        /// A column that says the time of day.
        Time = "time",
        /// Anything that tells whose report it is.
        Source = "source",
        /// A line of column headings.
        Header = "header",
    }
}
