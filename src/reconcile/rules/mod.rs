//! The rules, one file each. The first that fits leads; the others are named beside it.

mod amount_differs;
mod charged_no_sale;
mod charged_twice;
mod failed_still_open;
mod offline_not_uploaded;
mod preauth_open;
mod refund_not_seen;
mod result_unknown;
mod reversed_after_sale;
mod sale_not_charged;
mod settled_late;
mod settlement_differs;

use super::scene::Scene;
use super::twins::Twin;
use crate::domain::{
    BusinessDay, Cause, Entry, EntryId, Finding, FindingKind, Moment, Money, Reason, ReasonCode, Related, Relation,
    Source, Subject,
};

/// A payment together with the others that it may have to do with.
pub(super) struct Question<'q, 's, 'a> {
    pub(super) scene: &'q Scene<'s, 'a>,
    /// All payments, by their numbers.
    pub(super) scenes: &'q [Scene<'s, 'a>],
    /// The charge that it repeats.
    pub(super) twin: Option<&'q Twin>,
}

impl<'q, 's, 'a> Question<'q, 's, 'a> {
    /// The charge that this return gives back.
    fn original(&self) -> Option<&'q Scene<'s, 'a>> {
        let number = self.scene.tools.undone.original_of(self.scene.number)?;
        self.scenes.get(number as usize)
    }

    /// What gives this charge back.
    fn returns(&self) -> impl Iterator<Item = &'q Scene<'s, 'a>> {
        let scenes = self.scenes;
        self.scene.tools.undone.returns_of(self.scene.number).iter().filter_map(|number| scenes.get(*number as usize))
    }

    /// Other returns of the same charge and amount.
    fn other_returns(&self) -> impl Iterator<Item = &'q Scene<'s, 'a>> {
        let (own, amount, scenes) = (self.scene.number, self.scene.amount(), self.scenes);
        let numbers = self.original().map_or(&[][..], |original| original.tools.undone.returns_of(original.number));
        let others = numbers.iter().filter(move |number| **number != own);
        others.filter_map(|number| scenes.get(*number as usize)).filter(move |other| other.amount() == amount)
    }
}

/// What a rule found.
pub(super) struct Verdict {
    kind: FindingKind,
    cause: Cause,
    at_risk: Money,
    reasons: Vec<Reason>,
    related: Vec<Related>,
    /// Entries of other payments that speak of this one only.
    with_entries: Vec<EntryId>,
    waiting_for: Option<(Source, Moment)>,
    expires_at: Option<Moment>,
}

impl Verdict {
    /// The whole amount is at risk, nothing is to be waited for.
    fn new(kind: FindingKind, cause: Cause, scene: &Scene<'_, '_>, reasons: Vec<Reason>) -> Self {
        Self {
            kind,
            cause,
            at_risk: scene.amount(),
            reasons,
            related: Vec::new(),
            with_entries: Vec::new(),
            waiting_for: None,
            expires_at: None,
        }
    }
}

/// A payment as another finding names it: the row of each source that has it, all under the numbers of the leading one,
/// which comes first.
pub(super) fn related(what: Relation, scene: &Scene<'_, '_>) -> Vec<Related> {
    let lead = scene.lead();
    let seen = [scene.terminal, scene.acquirer, scene.till].into_iter().filter_map(|sight| sight.entry());
    let named =
        |entry: &Entry| Related { what, rrn: lead.rrn.to_string(), stan: lead.stan.to_string(), entry: entry.id };
    seen.map(named).collect()
}

type Rule = fn(&Question<'_, '_, '_>) -> Option<Verdict>;

/// In the order in which they lead.
const RULES: &[Rule] = &[
    result_unknown::rule,
    charged_twice::rule,
    sale_not_charged::rule,
    charged_no_sale::rule,
    reversed_after_sale::rule,
    failed_still_open::rule,
    refund_not_seen::rule,
    offline_not_uploaded::rule,
    preauth_open::rule,
    amount_differs::rule,
    settled_late::rule,
    settlement_differs::rule,
];

/// What is unfinished about a payment; none when nothing is.
pub(super) fn judge(question: &Question<'_, '_, '_>) -> Option<Finding> {
    let scene = question.scene;
    let mut verdicts = RULES.iter().filter_map(|rule| rule(question));
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
    let (lead, time) = (scene.lead(), scene.payment.time());
    let own_entries = scene.payment.entries().iter().map(|entry| entry.id);
    Some(Finding {
        kind: leading.kind,
        subject: Subject::Payment,
        also,
        confidence: scene.payment.confidence(),
        cause: leading.cause,
        amount: lead.amount,
        at_risk: leading.at_risk,
        time,
        business_day: BusinessDay::of(time, scene.tools.settings.cutoff_hour),
        lead: lead.id,
        entries: own_entries.chain(leading.with_entries).collect(),
        related: leading.related,
        reasons,
        waiting_for: leading.waiting_for,
        expires_at: leading.expires_at,
        described: None,
    })
}
