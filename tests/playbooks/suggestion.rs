//! Which action stands first: by the reasons of a finding, then by its cause.

use super::{finding, playbook};
use loose_ends::domain::{Cause, Finding, FindingKind as Kind, Reason, ReasonCode as Code};

/// A kind, a cause, the reasons given, and the id of the action that is suggested.
type Situation = (Kind, Cause, &'static [Code], &'static str);

const ONE_CHARGE: &[Situation] = &[
    (
        Kind::ChargedNoSale,
        Cause::Network,
        &[Code::AcquirerHasItTerminalUnknown, Code::TillHasNoSale],
        "ring-up-without-charging",
    ),
    (Kind::ChargedNoSale, Cause::Till, &[Code::TerminalApproved, Code::TillHasNoSale], "ring-up-without-charging"),
    (Kind::ChargedNoSale, Cause::Network, &[Code::AcquirerHasItTerminalUnknown, Code::TillHasSale], "mark-as-paid"),
    (
        Kind::ChargedNoSale,
        Cause::Network,
        &[Code::AcquirerHasItTerminalFailed, Code::TillHasNoSale],
        "refund-by-original-route",
    ),
    (
        Kind::ChargedNoSale,
        Cause::Network,
        &[Code::AcquirerHasItTerminalUnknown, Code::NotCoveredYet],
        "wait-for-report",
    ),
    (
        Kind::SaleNotCharged,
        Cause::Acquirer,
        &[Code::TerminalApproved, Code::TillHasSale, Code::AcquirerHasNothing],
        "send-slip-for-claim",
    ),
    (
        Kind::SaleNotCharged,
        Cause::Issuer,
        &[Code::TerminalApproved, Code::TillHasSale, Code::AcquirerDeclined],
        "ask-customer-to-pay",
    ),
    (Kind::SaleNotCharged, Cause::Till, &[Code::TillHasSale, Code::AcquirerHasNothing], "correct-till-entry"),
    (Kind::SaleNotCharged, Cause::Network, &[Code::AcquirerHasNothing], "upload-stored-sales"),
    (Kind::ResultUnknown, Cause::Network, &[Code::TerminalUnknown, Code::NotCoveredYet], "wait-for-report"),
    (Kind::ResultUnknown, Cause::Network, &[Code::TerminalUnknown, Code::AcquirerHasNothing], "let-reversal-run"),
    (Kind::ResultUnknown, Cause::Issuer, &[Code::TerminalUnknown, Code::AcquirerDeclined], "take-other-method"),
    (Kind::ResultUnknown, Cause::NotKnown, &[Code::TerminalUnknown], "wait-for-report"),
    (Kind::AmountDiffers, Cause::Till, &[Code::AmountsDiffer], "contact-customer"),
    (Kind::AmountDiffers, Cause::Acquirer, &[Code::AmountsDiffer], "ask-acquirer-to-adjust"),
    (Kind::AmountDiffers, Cause::NotKnown, &[Code::CurrenciesDiffer], "ask-acquirer-to-adjust"),
    (Kind::ChargedTwice, Cause::Customer, &[Code::SameCardSameAmount], "refund-second"),
    (Kind::ChargedTwice, Cause::Network, &[Code::SameOrder], "refund-second"),
    (Kind::ChargedTwice, Cause::Network, &[Code::SameCardSameAmount, Code::NotCoveredYet], "wait-for-report"),
];

const AFTER_THE_SALE: &[Situation] = &[
    (Kind::FailedStillOpen, Cause::Network, &[], "let-reversal-run"),
    (Kind::FailedStillOpen, Cause::Network, &[Code::AcquirerHasItTerminalFailed], "ask-acquirer-to-reverse"),
    (Kind::FailedStillOpen, Cause::Network, &[Code::NotCoveredYet], "wait-for-report"),
    (Kind::FailedStillOpen, Cause::Balance, &[Code::AcquirerDeclined], "take-other-method"),
    (Kind::RefundNotSeen, Cause::NotKnown, &[Code::AcquirerHasNothing], "wait-for-report"),
    (Kind::RefundNotSeen, Cause::Acquirer, &[Code::AcquirerDeclined], "repeat-same-number"),
    (Kind::RefundNotSeen, Cause::Balance, &[], "repeat-same-number"),
    (Kind::ReversedAfterSale, Cause::Network, &[Code::TillHasSale], "collect-again"),
    (Kind::ReversedAfterSale, Cause::Till, &[Code::TillHasSale], "correct-till-entry"),
    (Kind::ReversedAfterSale, Cause::Network, &[Code::NotCoveredYet], "wait-for-report"),
    (Kind::PreauthOpen, Cause::NotKnown, &[], "keep-hold"),
    (Kind::PreauthOpen, Cause::Issuer, &[Code::AcquirerDeclined], "ask-late-completion"),
    (Kind::OfflineNotUploaded, Cause::Network, &[Code::AcquirerHasNothing], "upload-stored-sales"),
    (Kind::OfflineNotUploaded, Cause::Card, &[Code::AcquirerDeclined], "ask-customer-to-pay"),
    (Kind::BatchNotSettled, Cause::Terminal, &[], "settle-batch"),
    (Kind::BatchNotSettled, Cause::Acquirer, &[], "compare-batch-with-acquirer"),
    (Kind::SettledLate, Cause::Acquirer, &[], "note-late-payout"),
    (Kind::SettledLate, Cause::MerchantSetup, &[], "correct-payout-account"),
    (Kind::SettlementDiffers, Cause::Acquirer, &[], "claim-fee-back"),
    (Kind::SettlementDiffers, Cause::MerchantSetup, &[], "correct-agreed-rate"),
];

#[test]
fn the_suggestion_fits_the_situation() {
    for (kind, cause, codes, suggested) in ONE_CHARGE.iter().chain(AFTER_THE_SALE) {
        let reasons: Vec<Reason> = codes.iter().copied().map(Reason::plain).collect();
        let situation = Finding { cause: *cause, reasons, ..finding(*kind) };
        assert_eq!(playbook(*kind).suggest(&situation), *suggested, "{kind}, {cause}, {codes:?}");
    }
}
