//! Which action stands first: by the reasons of a finding, then by its cause.

use super::{finding, playbook};
use loose_ends::domain::{Cause, Finding, FindingKind as Kind, Reason, ReasonCode as Code, Source, Step};

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
    (
        Kind::ResultUnknown,
        Cause::Network,
        &[Code::TerminalUnknown, Code::NotCoveredYet, Code::PaidByWallet],
        "cancel-unpaid-order",
    ),
    (Kind::ResultUnknown, Cause::NotKnown, &[Code::TerminalUnknown], "wait-for-report"),
    (Kind::AmountDiffers, Cause::Till, &[Code::AmountsDiffer], "contact-customer"),
    (Kind::AmountDiffers, Cause::Acquirer, &[Code::AmountsDiffer], "ask-acquirer-to-adjust"),
    (Kind::AmountDiffers, Cause::NotKnown, &[Code::CurrenciesDiffer], "ask-acquirer-to-adjust"),
    (Kind::ChargedTwice, Cause::Customer, &[Code::SameCardSameAmount], "refund-second"),
    (
        Kind::ChargedTwice,
        Cause::Customer,
        &[Code::SameCardSameAmount, Code::TillHasNoSale, Code::SameOpenBatch],
        "void-second-same-batch",
    ),
    (Kind::ChargedTwice, Cause::Network, &[Code::SameOrder], "refund-second"),
    (Kind::ChargedTwice, Cause::Network, &[Code::SameCardSameAmount, Code::NotCoveredYet], "wait-for-report"),
];

const AFTER_THE_SALE: &[Situation] = &[
    (Kind::ChargedNoSale, Cause::NotKnown, &[Code::ToldAtTheCounter], "wait-for-report"),
    (Kind::FailedStillOpen, Cause::Network, &[Code::ReversalPending], "let-reversal-run"),
    (Kind::FailedStillOpen, Cause::Network, &[Code::FailedShownInProgress], "let-reversal-run"),
    (
        Kind::FailedStillOpen,
        Cause::Network,
        &[Code::ReversalFailed, Code::AcquirerHasOriginal],
        "ask-acquirer-to-reverse",
    ),
    (
        Kind::FailedStillOpen,
        Cause::Network,
        &[Code::ReversalPending, Code::AcquirerHasOriginal, Code::TillHasSale],
        "mark-as-paid",
    ),
    (Kind::FailedStillOpen, Cause::Network, &[Code::ReversalPending, Code::NotCoveredYet], "wait-for-report"),
    // The acquirer shows it as in progress: nobody may be charged on that.
    (Kind::FailedStillOpen, Cause::Balance, &[Code::ReversalPending, Code::AcquirerDeclined], "wait-for-report"),
    (Kind::RefundNotSeen, Cause::Balance, &[Code::ReturnRefused, Code::ReturnShownDone], "repeat-same-number"),
    (Kind::RefundNotSeen, Cause::Acquirer, &[Code::AcquirerReturnNotDone], "repeat-same-number"),
    (Kind::ReversedAfterSale, Cause::Network, &[Code::AcquirerReversed, Code::TillHasSale], "collect-again"),
    (Kind::ReversedAfterSale, Cause::Issuer, &[Code::AcquirerGaveBack, Code::TillHasSale], "ask-acquirer-to-claim"),
    (Kind::ReversedAfterSale, Cause::Till, &[Code::TillHasSale], "correct-till-entry"),
    (Kind::ReversedAfterSale, Cause::Network, &[Code::AcquirerReversed, Code::NotCoveredYet], "wait-for-report"),
    (Kind::PreauthOpen, Cause::Till, &[Code::HoldOpen, Code::HoldExpires], "keep-hold"),
    (Kind::OfflineNotUploaded, Cause::Network, &[Code::StoredOffline, Code::AcquirerHasNothing], "upload-stored-sales"),
    (Kind::OfflineNotUploaded, Cause::NotKnown, &[Code::UploadRefused], "ask-customer-to-pay"),
    (Kind::OfflineNotUploaded, Cause::Card, &[Code::AcquirerDeclined], "ask-customer-to-pay"),
    (Kind::BatchNotSettled, Cause::Acquirer, &[Code::BatchOpen], "settle-batch"),
    (Kind::BatchNotSettled, Cause::Terminal, &[Code::BatchUnbalanced], "compare-batch-with-acquirer"),
    (Kind::SettledLate, Cause::Acquirer, &[Code::SettledAfterPromise], "note-late-payout"),
    (Kind::SettledLate, Cause::MerchantSetup, &[], "correct-payout-account"),
    (Kind::SettlementDiffers, Cause::Acquirer, &[Code::NetDiffers], "claim-fee-back"),
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

#[test]
fn a_wallet_gets_no_advice_for_cards_and_a_card_none_for_wallets() {
    let playbook = playbook(Kind::ResultUnknown);
    for is_wallet in [true, false] {
        let reasons = is_wallet.then(|| Reason::plain(Code::PaidByWallet)).into_iter().collect();
        let unknown = Finding { reasons, ..finding(Kind::ResultUnknown) };
        let offers = |id: &str| playbook.actions_for(&unknown).any(|action| action.id == id);
        let waits = |id: &str| playbook.waits_for(&unknown).any(|wait| wait.id == id);
        let asks = |id: &str| playbook.checks_for(Step::VerifyDetails, &unknown).any(|check| check.id == id);
        assert_eq!((offers("cancel-unpaid-order"), offers("let-reversal-run")), (is_wallet, !is_wallet));
        assert_eq!((waits("wallet-bill"), waits("reversal-in-report")), (is_wallet, !is_wallet));
        assert_eq!((asks("query-order"), asks("leave-terminal-on")), (true, !is_wallet));
    }
}

#[test]
fn a_refund_that_is_under_way_is_waited_for_and_not_repeated() {
    let playbook = playbook(Kind::RefundNotSeen);
    for code in [Code::AcquirerReturnNotDone, Code::AcquirerLacksReturn] {
        let bill = "2026-11-30T09:00:00+08:00".parse().unwrap();
        let under_way = Finding {
            cause: Cause::Acquirer,
            reasons: vec![Reason::plain(code)],
            waiting_for: Some((Source::Acquirer, bill)),
            ..finding(Kind::RefundNotSeen)
        };
        assert_eq!(playbook.suggest(&under_way), "wait-for-report");
        let refused = Finding { waiting_for: None, ..under_way };
        assert_eq!(playbook.suggest(&refused), "repeat-same-number");
    }
}
