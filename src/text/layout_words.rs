//! Words about layouts that no format knows.

use super::{Texts, say};
use crate::domain::{Meaning, Proposal, ReadAs, TypeUse};

impl Texts {
    /// `Terminal`, `Reference (RRN)`, `Ignore`.
    pub fn meaning(&self, meaning: Meaning) -> String {
        match meaning {
            Meaning::Ignore => say!(self, "meaning-of-ignore"),
            Meaning::Time => say!(self, "meaning-of-time"),
            Meaning::Date => say!(self, "meaning-of-date"),
            Meaning::Clock => say!(self, "meaning-of-clock"),
            Meaning::Amount => say!(self, "meaning-of-amount"),
            Meaning::AmountOut => say!(self, "meaning-of-amount-out"),
            Meaning::Direction => say!(self, "meaning-of-direction"),
            Meaning::Currency => say!(self, "meaning-of-currency"),
            Meaning::Type => say!(self, "meaning-of-type"),
            Meaning::Status => say!(self, "meaning-of-status"),
            Meaning::ResponseCode => say!(self, "meaning-of-response-code"),
            Meaning::Terminal => say!(self, "meaning-of-terminal"),
            Meaning::Rrn => say!(self, "meaning-of-rrn"),
            Meaning::Stan => say!(self, "meaning-of-stan"),
            Meaning::Auth => say!(self, "meaning-of-auth"),
            Meaning::Batch => say!(self, "meaning-of-batch"),
            Meaning::Order => say!(self, "meaning-of-order"),
            Meaning::ProviderRef => say!(self, "meaning-of-provider-ref"),
            Meaning::OriginalRrn => say!(self, "meaning-of-original"),
            Meaning::Card => say!(self, "meaning-of-card"),
            Meaning::Scheme => say!(self, "meaning-of-scheme"),
            Meaning::Tender => say!(self, "meaning-of-tender"),
            Meaning::Payer => say!(self, "meaning-of-payer"),
            Meaning::Fee => say!(self, "meaning-of-fee"),
            Meaning::Net => say!(self, "meaning-of-net"),
            Meaning::SettledOn => say!(self, "meaning-of-settled-on"),
            Meaning::Merchant => say!(self, "meaning-of-merchant"),
            Meaning::Store => say!(self, "meaning-of-store"),
            Meaning::Till => say!(self, "meaning-of-till"),
            Meaning::Cashier => say!(self, "meaning-of-cashier"),
            Meaning::Zone => say!(self, "meaning-of-zone"),
            Meaning::Secret => say!(self, "meaning-of-secret"),
        }
    }

    /// `sale`, `no payment`, `not known`.
    pub fn type_use(&self, meaning: TypeUse) -> String {
        match meaning {
            TypeUse::Type(kind) => self.transaction_type(kind),
            TypeUse::NoPayment => say!(self, "layout-no-payment"),
            TypeUse::NotKnown => say!(self, "layout-not-known"),
        }
    }

    /// A cell as it reads: `2026-11-23`, `20:14:11`, `¥268.00`, `pending`.
    pub fn read_as(&self, read: &ReadAs) -> String {
        match read {
            ReadAs::Text(text) => text.clone(),
            ReadAs::Date(day) => day.to_string(),
            ReadAs::Clock(time) => time.format("%H:%M:%S").to_string(),
            ReadAs::Time(time) => time.format("%Y-%m-%d %H:%M:%S").to_string(),
            ReadAs::Money(money) => self.money(*money),
            ReadAs::Status(status) => self.status(*status),
            ReadAs::Type(meaning) => self.type_use(*meaning),
            ReadAs::LeftOut => say!(self, "layout-left-out"),
        }
    }

    /// `GB18030 • comma • 4 lines above the headings skipped • 214 rows • nothing is stored until you press Import`.
    pub fn layout_facts(&self, proposal: &Proposal) -> String {
        let mut parts = vec![proposal.encoding.clone(), self.delimiter(proposal.delimiter)];
        if !proposal.has_headings {
            parts.push(say!(self, "layout-no-headings"));
        } else if proposal.lines_above > 0 {
            parts.push(say!(self, "layout-lines-above", count = proposal.lines_above));
        }
        parts.push(match proposal.is_sample {
            true => say!(self, "layout-first-rows", count = self.count(proposal.rows)),
            false => say!(self, "layout-rows", count = self.count(proposal.rows)),
        });
        parts.push(say!(self, "layout-nothing-stored"));
        parts.join("  •  ")
    }

    /// What keeps the layout from being imported, or what is wrong with it; none where nothing is.
    pub fn layout_lacks(&self, proposal: &Proposal) -> Option<String> {
        if !proposal.missing.is_empty() {
            let missing: Vec<String> = proposal.missing.iter().map(|what| self.missing_column(what)).collect();
            return Some(say!(self, "layout-missing", missing = self.list(&missing)));
        }
        (proposal.readable == 0).then(|| say!(self, "layout-no-row"))
    }

    /// `old→new` pairs, one in a line, as a list.
    pub(super) fn changed_headings(&self, renamed: &str) -> String {
        let pairs = renamed.lines().filter_map(|pair| pair.split_once('→'));
        let changes: Vec<String> =
            pairs.map(|(from, to)| say!(self, "heading-renamed", from = from, to = to)).collect();
        self.list(&changes)
    }

    fn delimiter(&self, delimiter: char) -> String {
        match delimiter {
            ',' => say!(self, "layout-comma"),
            ';' => say!(self, "layout-semicolon"),
            '\t' => say!(self, "layout-tab"),
            other => other.to_string(),
        }
    }
}
