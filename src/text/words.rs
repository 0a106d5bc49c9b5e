//! Names of things that have a fixed set of members.

use super::{Texts, say};
use crate::domain::{
    CaseState, Cause, Channel, Confidence, FindingKind, Language, MoneyEffect, Party, Source, Status, Step, Theme,
    TransactionType,
};

impl Texts {
    /// `Charged, no sale`.
    pub fn finding(&self, kind: FindingKind) -> String {
        match kind {
            FindingKind::ChargedNoSale => say!(self, "finding-charged-no-sale"),
            FindingKind::SaleNotCharged => say!(self, "finding-sale-not-charged"),
            FindingKind::ResultUnknown => say!(self, "finding-result-unknown"),
            FindingKind::AmountDiffers => say!(self, "finding-amount-differs"),
            FindingKind::ChargedTwice => say!(self, "finding-charged-twice"),
            FindingKind::FailedStillOpen => say!(self, "finding-failed-still-open"),
            FindingKind::RefundNotSeen => say!(self, "finding-refund-not-seen"),
            FindingKind::ReversedAfterSale => say!(self, "finding-reversed-after-sale"),
            FindingKind::PreauthOpen => say!(self, "finding-preauth-open"),
            FindingKind::OfflineNotUploaded => say!(self, "finding-offline-not-uploaded"),
            FindingKind::BatchNotSettled => say!(self, "finding-batch-not-settled"),
            FindingKind::SettledLate => say!(self, "finding-settled-late"),
            FindingKind::SettlementDiffers => say!(self, "finding-settlement-differs"),
        }
    }

    /// What that finding means for the cashier, in one or two sentences.
    pub fn finding_meaning(&self, kind: FindingKind) -> String {
        match kind {
            FindingKind::ChargedNoSale => say!(self, "meaning-charged-no-sale"),
            FindingKind::SaleNotCharged => say!(self, "meaning-sale-not-charged"),
            FindingKind::ResultUnknown => say!(self, "meaning-result-unknown"),
            FindingKind::AmountDiffers => say!(self, "meaning-amount-differs"),
            FindingKind::ChargedTwice => say!(self, "meaning-charged-twice"),
            FindingKind::FailedStillOpen => say!(self, "meaning-failed-still-open"),
            FindingKind::RefundNotSeen => say!(self, "meaning-refund-not-seen"),
            FindingKind::ReversedAfterSale => say!(self, "meaning-reversed-after-sale"),
            FindingKind::PreauthOpen => say!(self, "meaning-preauth-open"),
            FindingKind::OfflineNotUploaded => say!(self, "meaning-offline-not-uploaded"),
            FindingKind::BatchNotSettled => say!(self, "meaning-batch-not-settled"),
            FindingKind::SettledLate => say!(self, "meaning-settled-late"),
            FindingKind::SettlementDiffers => say!(self, "meaning-settlement-differs"),
        }
    }

    /// What must not be done now, in a few strong words.
    pub fn finding_warning(&self, kind: FindingKind) -> String {
        match kind {
            FindingKind::ChargedNoSale => say!(self, "warning-charged-no-sale"),
            FindingKind::SaleNotCharged => say!(self, "warning-sale-not-charged"),
            FindingKind::ResultUnknown => say!(self, "warning-result-unknown"),
            FindingKind::AmountDiffers => say!(self, "warning-amount-differs"),
            FindingKind::ChargedTwice => say!(self, "warning-charged-twice"),
            FindingKind::FailedStillOpen => say!(self, "warning-failed-still-open"),
            FindingKind::RefundNotSeen => say!(self, "warning-refund-not-seen"),
            FindingKind::ReversedAfterSale => say!(self, "warning-reversed-after-sale"),
            FindingKind::PreauthOpen => say!(self, "warning-preauth-open"),
            FindingKind::OfflineNotUploaded => say!(self, "warning-offline-not-uploaded"),
            FindingKind::BatchNotSettled => say!(self, "warning-batch-not-settled"),
            FindingKind::SettledLate => say!(self, "warning-settled-late"),
            FindingKind::SettlementDiffers => say!(self, "warning-settlement-differs"),
        }
    }

    /// `Verify details`.
    pub fn step(&self, step: Step) -> String {
        match step {
            Step::VerifyDetails => say!(self, "step-verify-details"),
            Step::ContactAcquirer => say!(self, "step-contact-acquirer"),
            Step::ChooseAction => say!(self, "step-choose-action"),
            Step::RecordOutcome => say!(self, "step-record-outcome"),
        }
    }

    /// `Open`, `Waiting`, `Closed`.
    pub fn state(&self, state: CaseState) -> String {
        match state {
            CaseState::Open => say!(self, "state-open"),
            CaseState::Waiting => say!(self, "state-waiting"),
            CaseState::Closed => say!(self, "state-closed"),
        }
    }

    /// `Terminal`, `Acquirer`, `Till`, `Bank`.
    pub fn source(&self, source: Source) -> String {
        match source {
            Source::Terminal => say!(self, "source-terminal"),
            Source::Acquirer => say!(self, "source-acquirer"),
            Source::Till => say!(self, "source-till"),
            Source::Bank => say!(self, "source-bank"),
        }
    }

    /// `Terminal journal`, `Acquirer report`, `Till sales`, `Bank statement`.
    pub fn report_of(&self, source: Source) -> String {
        match source {
            Source::Terminal => say!(self, "report-terminal"),
            Source::Acquirer => say!(self, "report-acquirer"),
            Source::Till => say!(self, "report-till"),
            Source::Bank => say!(self, "report-bank"),
        }
    }

    /// `sale`, `refund`, ….
    pub fn transaction_type(&self, kind: TransactionType) -> String {
        match kind {
            TransactionType::Sale => say!(self, "type-sale"),
            TransactionType::Refund => say!(self, "type-refund"),
            TransactionType::Void => say!(self, "type-void"),
            TransactionType::Reversal => say!(self, "type-reversal"),
            TransactionType::Preauth => say!(self, "type-preauth"),
            TransactionType::Completion => say!(self, "type-completion"),
            TransactionType::Chargeback => say!(self, "type-chargeback"),
        }
    }

    /// `settled`, `timeout`, ….
    pub fn status(&self, status: Status) -> String {
        match status {
            Status::Approved => say!(self, "status-approved"),
            Status::Declined => say!(self, "status-declined"),
            Status::Pending => say!(self, "status-pending"),
            Status::Unknown => say!(self, "status-unknown"),
            Status::ReversalPending => say!(self, "status-reversal-pending"),
            Status::Reversed => say!(self, "status-reversed"),
            Status::Voided => say!(self, "status-voided"),
            Status::Refunded => say!(self, "status-refunded"),
            Status::Authorised => say!(self, "status-authorised"),
            Status::Captured => say!(self, "status-captured"),
            Status::Settled => say!(self, "status-settled"),
            Status::OfflineStored => say!(self, "status-offline-stored"),
            Status::Cancelled => say!(self, "status-cancelled"),
            Status::NotStated => say!(self, "status-not-stated"),
        }
    }

    /// `network`, `the terminal`, ….
    pub fn cause(&self, cause: Cause) -> String {
        match cause {
            Cause::Network => say!(self, "cause-network"),
            Cause::Terminal => say!(self, "cause-terminal"),
            Cause::Issuer => say!(self, "cause-issuer"),
            Cause::Acquirer => say!(self, "cause-acquirer"),
            Cause::MerchantSetup => say!(self, "cause-merchant-setup"),
            Cause::Card => say!(self, "cause-card"),
            Cause::Balance => say!(self, "cause-balance"),
            Cause::Customer => say!(self, "cause-customer"),
            Cause::Till => say!(self, "cause-till"),
            Cause::NotKnown => say!(self, "cause-unknown"),
        }
    }

    /// The same as the name of a row or a colour: `Network`, `Terminal`, ….
    pub fn cause_name(&self, cause: Cause) -> String {
        match cause {
            Cause::Network => say!(self, "insights-cause-network"),
            Cause::Terminal => say!(self, "insights-cause-terminal"),
            Cause::Issuer => say!(self, "insights-cause-issuer"),
            Cause::Acquirer => say!(self, "insights-cause-acquirer"),
            Cause::MerchantSetup => say!(self, "insights-cause-merchant-setup"),
            Cause::Card => say!(self, "insights-cause-card"),
            Cause::Balance => say!(self, "insights-cause-balance"),
            Cause::Customer => say!(self, "insights-cause-customer"),
            Cause::Till => say!(self, "insights-cause-till"),
            Cause::NotKnown => say!(self, "insights-cause-unknown"),
        }
    }

    /// How sure the joining is.
    pub fn confidence(&self, confidence: Confidence) -> String {
        match confidence {
            Confidence::Certain => say!(self, "confidence-certain"),
            Confidence::Probable => say!(self, "confidence-probable"),
        }
    }

    /// `Phone`, `Chat`, ….
    pub fn channel(&self, channel: Channel) -> String {
        match channel {
            Channel::Phone => say!(self, "channel-phone"),
            Channel::Chat => say!(self, "channel-chat"),
            Channel::Email => say!(self, "channel-email"),
            Channel::Portal => say!(self, "channel-portal"),
            Channel::Visit => say!(self, "channel-visit"),
        }
    }

    /// `Acquirer`, `Customer`, ….
    pub fn party(&self, party: Party) -> String {
        match party {
            Party::Acquirer => say!(self, "party-acquirer"),
            Party::Issuer => say!(self, "party-issuer"),
            Party::Customer => say!(self, "party-customer"),
            Party::Network => say!(self, "party-network"),
            Party::Technician => say!(self, "party-technician"),
        }
    }

    /// What a case did to the shop's money.
    pub fn money_effect(&self, effect: MoneyEffect) -> String {
        match effect {
            MoneyEffect::None => say!(self, "money-none"),
            MoneyEffect::Loss => say!(self, "money-loss"),
            MoneyEffect::Gain => say!(self, "money-gain"),
        }
    }

    /// `UnionPay`, `WeChat Pay`; a scheme that is not known is shown as it stands.
    pub fn scheme(&self, scheme: &str) -> String {
        match scheme {
            "unionpay" => say!(self, "scheme-unionpay"),
            "wechat" => say!(self, "scheme-wechat"),
            "alipay" => say!(self, "scheme-alipay"),
            "visa" => "Visa".to_owned(),
            "mastercard" => "Mastercard".to_owned(),
            "maestro" => "Maestro".to_owned(),
            "amex" => "American Express".to_owned(),
            "jcb" => "JCB".to_owned(),
            other => other.to_owned(),
        }
    }

    /// A language in its own words.
    pub const fn language_name(language: Language) -> &'static str {
        match language {
            Language::English => "English",
            Language::Chinese => "中文",
        }
    }

    /// `Light`, `Dark`.
    pub fn theme(&self, theme: Theme) -> String {
        match theme {
            Theme::Light => say!(self, "theme-light"),
            Theme::Dark => say!(self, "theme-dark"),
        }
    }
}
