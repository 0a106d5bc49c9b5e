//! The money of a row: its amount with its sign, its currency, what the acquirer keeps and pays out.

use super::amounts::Unit;
use super::cells::{lookup_form, trimmed};
use super::dates::read_stamp;
use super::fields::Field;
use super::findings::Notice;
use super::guard;
use super::layout::Columns;
use super::record::Record;
use super::rows::{Fault, RowReader, cell};
use crate::domain::{Currency, Entry, Money, Rejection, Source};

impl RowReader<'_> {
    /// The amount with its sign: money that comes in is positive.
    pub(super) fn amount(&mut self, columns: &Columns, record: &Record) -> Result<Money, Fault> {
        let currency = self.currency(columns, record)?;
        let incoming = self.first_amount(&columns.amounts, columns, record, currency)?;
        let signed = match incoming {
            Some(amount) if amount.minor != 0 => amount,
            zero => match self.first_amount(&columns.amounts_out, columns, record, currency)? {
                Some(outgoing) => Money::new(-outgoing.abs().minor, outgoing.currency),
                None => {
                    let column = columns.amounts.first().or(columns.amounts_out.first()).copied().unwrap_or_default();
                    zero.ok_or(Fault { column, reason: Rejection::Missing })?
                }
            },
        };
        let signed = self.with_additions(signed, columns, record)?;
        match self.comes_in(columns, record)? {
            Some(false) => Ok(Money::new(-signed.abs().minor, signed.currency)),
            _ => Ok(signed),
        }
    }

    /// An amount and what comes on top of it, each with its own sign.
    fn with_additions(&mut self, amount: Money, columns: &Columns, record: &Record) -> Result<Money, Fault> {
        let mut sum = amount;
        for column in &columns.additions {
            let Some(more) = self.first_amount(&[*column], columns, record, amount.currency)? else { continue };
            let minor = sum.minor.checked_add(more.minor).filter(|_| more.currency == sum.currency);
            sum.minor = minor.ok_or(Fault { column: *column, reason: Rejection::NotAnAmount })?;
        }
        Ok(sum)
    }

    /// Zero, for a message of a format whose failures may name no amount.
    pub(super) fn no_amount(&mut self, fault: Fault, columns: &Columns, record: &Record) -> Result<Money, Fault> {
        let may_lack = self.layout.may_lack_amount && matches!(fault.reason, Rejection::Missing);
        if may_lack { Ok(Money::new(0, self.currency(columns, record)?)) } else { Err(fault) }
    }

    /// Whether the direction column says that money comes in; none where there is no such column or it says nothing.
    fn comes_in(&mut self, columns: &Columns, record: &Record) -> Result<Option<bool>, Fault> {
        let Some(column) = columns.at(Field::Direction) else { return Ok(None) };
        let word = trimmed(&record[column]);
        if word.is_empty() {
            return Ok(None);
        }
        let (own, words) = (&self.layout.directions, self.words);
        let comes_in = self.directions.get(word, |word| {
            own.get(&lookup_form(word)).copied().or_else(|| if own.is_empty() { words.comes_in(word) } else { None })
        });
        comes_in.map(Some).ok_or(Fault { column, reason: Rejection::UnknownType })
    }

    /// The first of these columns that is neither empty nor zero, else a zero; none where all are empty.
    fn first_amount(
        &mut self,
        among: &[usize],
        columns: &Columns,
        record: &Record,
        currency: Currency,
    ) -> Result<Option<Money>, Fault> {
        let mut zero = None;
        for &column in among {
            let text = trimmed(&record[column]);
            if text.is_empty() {
                continue;
            }
            // Columns that slipped sideways must not turn a card number into money.
            if guard::holds_card_number(text) {
                return Err(Fault { column, reason: Rejection::NotAnAmount });
            }
            let read = self.profile.amounts.read(text, currency, columns.unit);
            let amount = read.map_err(|reason| Fault { column, reason })?;
            if amount.minor != 0 {
                return Ok(Some(amount));
            }
            zero = zero.or(Some(amount));
        }
        Ok(zero)
    }

    fn currency(&mut self, columns: &Columns, record: &Record) -> Result<Currency, Fault> {
        let unnamed = columns.heading_currency.unwrap_or(self.layout.currency);
        let Some(column) = columns.at(Field::Currency) else { return Ok(unnamed) };
        let word = trimmed(&record[column]);
        if word.is_empty() {
            return Ok(unnamed);
        }
        let words = self.words;
        let currency = self.currencies.get(word, |word| words.currency(word));
        currency.ok_or(Fault { column, reason: Rejection::NotACurrency })
    }

    pub(super) fn fill_settlement(&mut self, entry: &mut Entry, columns: &Columns, record: &Record, line: u32) {
        let day = cell(columns, Field::SettledOn, record);
        if !day.is_empty() {
            entry.settled_on = read_stamp(day, self.profile.day_order).ok().map(|stamp| stamp.date);
            if entry.settled_on.is_none() {
                let column = columns.at(Field::SettledOn).unwrap_or_default();
                self.notices.count(Notice::UnreadableSettlementDay, &self.layout.headings[column].text, line);
            }
        }
        if self.is_fee_in_other_currency(entry, columns, record) {
            return;
        }
        entry.net_minor = self.net(columns, record, entry.amount.currency);
        for &column in &columns.fees {
            let cell = trimmed(&record[column]);
            if cell.is_empty() {
                continue;
            }
            match self.fee(cell, entry.amount.currency, columns.fee_unit) {
                Some(minor) => entry.fee_minor = entry.fee_minor.unwrap_or(0).checked_add(minor),
                None => {
                    entry.fee_minor = None;
                    self.notices.count(Notice::UnreadableFee, &self.layout.headings[column].text, line);
                    return;
                }
            }
        }
    }

    /// Whether fee and payout are given in another currency than the amount, so that they say nothing about it.
    fn is_fee_in_other_currency(&mut self, entry: &Entry, columns: &Columns, record: &Record) -> bool {
        let word = cell(columns, Field::FeeCurrency, record);
        let words = self.words;
        !word.is_empty() && self.currencies.get(word, |word| words.currency(word)) != Some(entry.amount.currency)
    }

    /// What an acquirer pays out, with its sign. It is only checked against the rest, so a cell that cannot be read says
    /// nothing. What tills call net is without tax.
    fn net(&self, columns: &Columns, record: &Record, currency: Currency) -> Option<i64> {
        let column = columns.checkable_net().filter(|_| self.layout.source == Source::Acquirer)?;
        let cell = trimmed(&record[column]);
        let read = |reader: &Self, cell: &str| {
            if cell.is_empty() {
                return None;
            }
            reader.fee(cell, currency, columns.net_unit)
        };
        let out = columns.at(Field::NetOut).map(|column| trimmed(&record[column])).unwrap_or_default();
        read(self, cell)
            .filter(|net| *net != 0)
            .or_else(|| read(self, out).map(|net| -net.abs()))
            .or_else(|| read(self, cell))
    }

    fn fee(&self, text: &str, currency: Currency, unit: Unit) -> Option<i64> {
        // Columns that slipped sideways must not turn a card number into a fee.
        if guard::holds_card_number(text) {
            return None;
        }
        self.profile.amounts.read(text, currency, unit).ok().filter(|fee| fee.currency == currency).map(|fee| fee.minor)
    }
}
