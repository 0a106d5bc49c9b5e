//! Response codes: what a terminal's or provider's code says about the money, and whose doing it is. The same code means
//! different things in different systems, so a code is always looked up in one of them.

use super::{Cause, UnknownName, string_enum};
use rustc_hash::FxHashMap;

string_enum! {
    /// What a code says about the money.
    ResponseClass {
        /// Paid.
        Approved = "approved",
        /// Paid, but a person must look: partial, stored offline, authorised and not captured.
        ApprovedCheck = "approved-check",
        /// Refused for good on the customer's side; no money moved.
        DeclinedCustomer = "declined-customer",
        /// Refused for good because of the card; no money moved.
        DeclinedCard = "declined-card",
        /// Refused before it was carried out; one more try is allowed.
        TechnicalRetryable = "technical-retryable",
        /// Nobody knows; it must be looked up before anything else is done.
        UncertainMustQuery = "uncertain-must-query",
        /// The merchant or terminal is not set up for it.
        MerchantConfig = "merchant-config",
        /// Refused for security.
        Security = "security",
        /// It does not fit the transaction it refers to.
        RelatedTransaction = "related-txn",
        /// About a batch or its upload, not about one payment.
        Reconciliation = "reconciliation",
        /// Over, and no money is due.
        Closed = "closed",
    }
}

/// The system whose codes card terminals speak (ISO 8583 field 39 as `UnionPay` defines it).
pub const TERMINAL_CODES: &str = "unionpay-f39";

/// What one code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseCode {
    /// What it says about the money.
    pub class: ResponseClass,
    /// Whose doing it is; none where nothing went wrong.
    pub cause: Option<Cause>,
    /// Its meaning in English.
    pub en: String,
    /// Its meaning in Chinese.
    pub zh: String,
}

/// Why a list of codes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CodeBookError {
    /// The text is no CSV with the expected headings.
    #[error("the list of codes is damaged: {0}")]
    Csv(#[from] csv::Error),
    /// A class or cause that there is not.
    #[error("code {code}: {error}")]
    UnknownWord {
        /// The code at fault.
        code: String,
        /// The word and those that would have been understood.
        error: UnknownName,
    },
    /// One code twice in one system.
    #[error("code {code} of {system} stands twice")]
    Twice {
        /// The system.
        system: String,
        /// The code.
        code: String,
    },
}

/// All codes, by system.
#[derive(Clone, Debug, Default)]
pub struct CodeBook {
    systems: FxHashMap<String, FxHashMap<String, ResponseCode>>,
}

/// One line of a list.
#[derive(serde::Deserialize)]
struct Line {
    #[serde(default)]
    system: String,
    code: String,
    class: String,
    cause: String,
    en: String,
    zh: String,
}

impl CodeBook {
    /// Reads CSV text with the headings `system`, `code`, `class`, `cause`, `en`, `zh`.
    pub fn parse(csv_text: &str) -> Result<Self, CodeBookError> {
        let mut book = Self::default();
        book.read(csv_text, None)?;
        Ok(book)
    }

    /// Adds the codes of one system: CSV text with the headings `code`, `class`, `cause`, `en`, `zh`.
    pub fn add(&mut self, system: &str, csv_text: &str) -> Result<(), CodeBookError> {
        self.read(csv_text, Some(system))
    }

    fn read(&mut self, csv_text: &str, system: Option<&str>) -> Result<(), CodeBookError> {
        for line in csv::Reader::from_reader(csv_text.as_bytes()).into_deserialize() {
            let line: Line = line?;
            let unknown_word = |error| CodeBookError::UnknownWord { code: line.code.clone(), error };
            let class = line.class.parse().map_err(unknown_word)?;
            let cause = match line.cause.as_str() {
                "none" => None,
                cause => Some(cause.parse().map_err(unknown_word)?),
            };
            let system = system.unwrap_or(&line.system).to_owned();
            let meaning = ResponseCode { class, cause, en: line.en, zh: line.zh };
            let codes = self.systems.entry(system.clone()).or_default();
            if codes.insert(line.code.clone(), meaning).is_some() {
                return Err(CodeBookError::Twice { system, code: line.code });
            }
        }
        Ok(())
    }

    /// What a card terminal's code means; none for a code that is not known.
    pub fn lookup(&self, code: &str) -> Option<&ResponseCode> {
        self.lookup_in(TERMINAL_CODES, code)
    }

    /// What a code of `system` means.
    pub fn lookup_in(&self, system: &str, code: &str) -> Option<&ResponseCode> {
        self.systems.get(system)?.get(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_SYSTEMS: &str = "system,code,class,cause,en,zh\n\
        unionpay-f39,68,uncertain-must-query,issuer,\"No answer, in time\",超时\n\
        unionpay-f39,00,approved,none,Approved,成功\n\
        other,68,closed,none,Closed,关闭\n";

    #[test]
    fn a_code_means_what_its_own_system_says() {
        let book = CodeBook::parse(TWO_SYSTEMS).unwrap();
        let timed_out = book.lookup("68").unwrap();
        assert_eq!(timed_out.class, ResponseClass::UncertainMustQuery);
        assert_eq!(timed_out.cause, Some(Cause::Issuer));
        assert_eq!(timed_out.en, "No answer, in time");
        assert_eq!(book.lookup("00").unwrap().cause, None);
        assert_eq!(book.lookup_in("other", "68").unwrap().class, ResponseClass::Closed);
        assert!(book.lookup("99").is_none());
    }

    #[test]
    fn a_list_of_one_system_needs_no_system_column() {
        let mut book = CodeBook::default();
        book.add("unionpay-f39", "code,class,cause,en,zh\n51,declined-customer,balance,No funds,余额不足\n").unwrap();
        assert_eq!(book.lookup("51").unwrap().cause, Some(Cause::Balance));
    }

    #[test]
    fn a_damaged_list_is_refused() {
        let refused = |text: &str| CodeBook::parse(text).unwrap_err().to_string();
        assert!(refused("system,code,class,cause,en,zh\na,1,sort-of,none,,\n").contains("sort-of"));
        assert!(refused("system,code,class,cause,en,zh\na,1,closed,moon,,\n").contains("moon"));
        assert!(refused("system,code,class,cause,en,zh\na,1,closed,none,,\na,1,closed,none,,\n").contains("twice"));
        assert!(refused("system,code\na,1\n").contains("damaged"));
    }
}
