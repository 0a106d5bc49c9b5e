//! Decisions: what people and reports did to a case. Only ever added to the history.

use super::{CaseId, DescribedPayment, Evidence, FindingKind, Moment, Money, Step, string_enum};

string_enum! {
    /// How somebody was reached.
    Channel {
        /// By telephone.
        Phone = "phone",
        /// By chat.
        Chat = "chat",
        /// By e-mail.
        Email = "email",
        /// In the provider's portal or app.
        Portal = "portal",
        /// In person.
        Visit = "visit",
    }
}

string_enum! {
    /// Who was reached.
    Party {
        /// The acquirer or wallet.
        Acquirer = "acquirer",
        /// The card's bank.
        Issuer = "issuer",
        /// The customer.
        Customer = "customer",
        /// The network provider.
        Network = "network",
        /// The technician.
        Technician = "technician",
    }
}

string_enum! {
    /// What a case did to the shop's money.
    MoneyEffect {
        /// Nothing lost, nothing gained.
        None = "none",
        /// The shop lost money.
        Loss = "loss",
        /// The shop has money it would not have had.
        Gain = "gain",
    }
}

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Author {
    /// Name of the operator.
    pub operator: String,
    /// The clock's reading.
    pub at: Moment,
}

/// A promise of somebody contacted: a day, or an hour.
pub type Promise = Moment;

/// One conversation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Contact {
    /// How.
    pub channel: Channel,
    /// Who.
    pub party: Party,
    /// Name or number of the person.
    pub person: String,
    /// Their case number.
    pub reference: String,
    /// What was said.
    pub said: String,
    /// Promised until when.
    pub promised: Option<Promise>,
    /// Whether somebody answered; a call that nobody took is on record, but tells nothing.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub answered: bool,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_yes(answered: &bool) -> bool {
    *answered
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// The text, card numbers cut.
    pub text: String,
}

/// How a case ended.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// Id of the playbook's outcome, or `settled-by-report` where a later report closed it.
    pub outcome: String,
    /// Why, in words.
    pub reason: String,
    /// What it did to the shop's money.
    pub money_effect: MoneyEffect,
    /// How much was lost or gained.
    pub amount: Option<Money>,
    /// Why it was closed with steps open.
    pub override_reason: Option<String>,
}

/// Outcome of a case that a later report settled.
pub const SETTLED_BY_REPORT: &str = "settled-by-report";

/// Outcome of a case whose payment is that of an older case.
pub const JOINED_TO_OLDER: &str = "joined-to-older-case";

/// Something that happened to a case. Only ever added to the history.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Decision {
    /// The reports showed something unfinished.
    Opened {
        /// What.
        finding: FindingKind,
    },
    /// Somebody opened it by hand, with the customer there.
    StartedByHand {
        /// What seemed to be wrong.
        finding: FindingKind,
        /// How much.
        amount: Money,
        /// When it happened.
        time: Moment,
        /// What else was known.
        described: DescribedPayment,
    },
    /// A report shows the payment that somebody had described.
    FoundInReport {
        /// Files that show it.
        files: Vec<String>,
    },
    /// Its payment turned out to be that of an older case, which leads from now on.
    JoinedTo {
        /// The older case.
        case: CaseId,
    },
    /// Later reports changed what is wrong.
    FindingChanged {
        /// What it was.
        from: FindingKind,
        /// What it is.
        to: FindingKind,
    },
    /// Later reports added to the evidence; the kind stayed.
    EvidenceAdded {
        /// Files that speak of it now.
        files: Vec<String>,
    },
    /// Later reports show that nothing is unfinished any more.
    SettledByReport {
        /// Files that say so.
        files: Vec<String>,
    },
    /// New evidence about the money opened a closed case again.
    ReopenedByReport {
        /// Files that say so.
        files: Vec<String>,
    },
    /// Checks were ticked.
    Checked {
        /// The step they belong to.
        step: Step,
        /// Ids of the checks.
        checks: Vec<String>,
    },
    /// A tick was taken back.
    Unchecked {
        /// The step it belongs to.
        step: Step,
        /// Id of the check.
        check: String,
    },
    /// A step is done.
    StepDone {
        /// Which.
        step: Step,
    },
    /// A step was left out.
    StepSkipped {
        /// Which.
        step: Step,
        /// Why.
        reason: String,
    },
    /// Somebody was contacted.
    Contacted(Contact),
    /// What is done was chosen.
    ActionChosen {
        /// Id of the playbook's action.
        action: String,
        /// Never-rules that were acknowledged.
        acknowledged: Vec<String>,
    },
    /// Put off.
    Waiting {
        /// Until when.
        until: Moment,
        /// Why.
        reason: String,
    },
    /// Written down.
    Noted(Note),
    /// A photo or a file was added.
    Attached(Evidence),
    /// Ended by a person.
    Closed(Outcome),
    /// Opened again by a person.
    Reopened {
        /// Why.
        reason: String,
    },
}

/// A decision as it stands in the history.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recorded {
    /// Position in the book's history.
    pub seq: i64,
    /// Who and when.
    #[serde(flatten)]
    pub author: Author,
    /// What.
    #[serde(flatten)]
    pub decision: Decision,
}
