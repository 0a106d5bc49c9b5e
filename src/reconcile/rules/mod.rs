//! The rules, one file each. The first that fits leads; the others are named beside it.

mod amount_differs;
mod charged_no_sale;
mod charged_twice;
mod result_unknown;
mod sale_not_charged;

use super::scene::Scene;
use super::twins::Twin;
use crate::domain::{BusinessDay, Cause, Finding, FindingKind, Moment, Money, Reason, ReasonCode, Related, Source};

/// A payment together with the one that it repeats, if any.
pub(super) struct Question<'q, 's, 'a> {
    pub(super) scene: &'q Scene<'s, 'a>,
    pub(super) twin: Option<&'q Twin<'a>>,
}

/// What a rule found.
pub(super) struct Verdict {
    kind: FindingKind,
    cause: Cause,
    at_risk: Money,
    reasons: Vec<Reason>,
    related: Vec<Related>,
    waiting_for: Option<(Source, Moment)>,
}

impl Verdict {
    /// The whole amount is at risk, nothing is to be waited for.
    fn new(kind: FindingKind, cause: Cause, scene: &Scene<'_, '_>, reasons: Vec<Reason>) -> Self {
        Self { kind, cause, at_risk: scene.amount(), reasons, related: Vec::new(), waiting_for: None }
    }
}

type Rule = fn(&Question<'_, '_, '_>) -> Option<Verdict>;

/// In the order in which they lead.
const RULES: &[Rule] =
    &[result_unknown::rule, charged_twice::rule, sale_not_charged::rule, charged_no_sale::rule, amount_differs::rule];

/// What is unfinished about a payment; none when nothing is.
pub(super) fn judge<'a>(scene: &Scene<'_, 'a>, twin: Option<&Twin<'a>>) -> Option<Finding> {
    let question = Question { scene, twin };
    let mut verdicts = RULES.iter().filter_map(|rule| rule(&question));
    let leading = verdicts.next()?;
    let mut also = Vec::new();
    let mut reasons = leading.reasons;
    for further in verdicts {
        also.push(further.kind);
        for reason in further.reasons {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    if let Some(seconds) = scene.payment.joined_by_time_secs() {
        reasons.push(Reason::with(ReasonCode::JoinedByAmountAndTime, [("seconds", &seconds.to_string())]));
    }
    let lead = scene.lead();
    Some(Finding {
        kind: leading.kind,
        subject: crate::domain::Subject::Payment,
        also,
        confidence: scene.payment.confidence(),
        cause: leading.cause,
        amount: lead.amount,
        at_risk: leading.at_risk,
        time: lead.time,
        business_day: BusinessDay::of(lead.time, scene.tools.settings.cutoff_hour),
        lead: lead.id,
        entries: scene.payment.entries().iter().map(|entry| entry.id).collect(),
        related: leading.related,
        reasons,
        waiting_for: leading.waiting_for,
        expires_at: None,
        described: None,
    })
}
