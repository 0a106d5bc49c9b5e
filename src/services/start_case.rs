//! A case started by hand, with the customer standing there and no report in sight.

use super::derive::derive_around;
use super::work_case::{author, safe_text};
use super::{Desk, browse};
use crate::domain::{
    BusinessDay, CaseId, CaseView, Cause, Confidence, Decision, DescribedPayment, EntryId, Finding, FindingKind,
    MaskedCard, Moment, NewCase, PaymentChannel, Problem, Reason, ReasonCode, Refusal, Subject,
};
use crate::store::StoreError;
use chrono::Duration;

/// How far ahead of this clock the terminal's may be.
const CLOCK_SLACK: Duration = Duration::minutes(10);

/// Starts a case by hand and returns it. Where a report already shows the payment, its case is the one returned.
pub fn start_case(desk: &mut Desk, new: &NewCase, operator: &str) -> Result<CaseView, Problem> {
    let author = author(desk, operator);
    let settings = desk.settings()?;
    check(new, author.operator.is_empty(), desk.now()).map_err(Problem::Refused)?;
    let described = safe(&new.described);
    let paid_by = PaymentChannel::named(&described.scheme, !described.card.is_empty());
    let wallet = Reason::paid_by_wallet(paid_by).filter(|_| new.finding == FindingKind::ResultUnknown);
    let finding = Finding {
        kind: new.finding,
        subject: Subject::Payment,
        also: Vec::new(),
        confidence: Confidence::Probable,
        cause: Cause::NotKnown,
        amount: new.amount,
        at_risk: new.amount,
        time: new.time,
        business_day: BusinessDay::of(new.time, settings.cutoff_hour),
        lead: EntryId::default(),
        entries: Vec::new(),
        related: Vec::new(),
        reasons: std::iter::once(Reason::plain(ReasonCode::ToldAtTheCounter)).chain(wallet).collect(),
        waiting_for: None,
        expires_at: None,
        described: Some(described.clone()),
    };
    let started = Decision::StartedByHand { finding: new.finding, amount: new.amount, time: new.time, described };
    let started: Result<CaseId, StoreError> = desk.book.transact(&author, |door| door.start_case(&finding, &started));
    let id = started?;
    derive_around(desk, &author, new.time)?;
    let view = browse::case_view(desk, id)?;
    match view.case.work.joined_to() {
        Some(older) => browse::case_view(desk, older),
        None => Ok(view),
    }
}

fn check(new: &NewCase, has_no_operator: bool, now: Moment) -> Result<(), Refusal> {
    let known = || FindingKind::TOLD_AT_THE_COUNTER.iter().map(|kind| kind.as_str().to_owned()).collect();
    match () {
        () if has_no_operator => Err(Refusal::NoOperator),
        () if !FindingKind::TOLD_AT_THE_COUNTER.contains(&new.finding) => {
            Err(Refusal::NotToldAtTheCounter { finding: new.finding.as_str().to_owned(), known: known() })
        }
        () if new.amount.minor <= 0 => Err(Refusal::AmountDoesNotFit),
        () if new.time > now + CLOCK_SLACK => Err(Refusal::InTheFuture),
        () => Ok(()),
    }
}

/// What was typed, as it may be kept: card numbers cut.
fn safe(described: &DescribedPayment) -> DescribedPayment {
    let text = |typed: &str| safe_text(typed).into();
    DescribedPayment {
        terminal: text(&described.terminal),
        scheme: text(&described.scheme),
        card: MaskedCard::from_report(described.card.as_str()),
        rrn: text(&described.rrn),
        order: text(&described.order),
    }
}
