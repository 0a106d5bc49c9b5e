//! The same customer charged more than once for one sale.

use super::{Question, Verdict, related};
use crate::domain::{BusinessDay, Cause, Entry, FindingKind, Reason, ReasonCode, Relation, Source};
use crate::reconcile::cause;
use crate::reconcile::scene::Scene;
use crate::reconcile::standing::Standing;
use crate::reconcile::twins::Likeness;

pub(super) fn rule(question: &Question<'_, '_, '_>) -> Option<Verdict> {
    let (scene, twin) = (question.scene, question.twin?);
    let likeness = match twin.likeness {
        Likeness::Card { seconds } => Reason::with(ReasonCode::SameCardSameAmount, [("seconds", &seconds.to_string())]),
        Likeness::Order => {
            let order = scene.acquirer.entry().or(scene.terminal.entry()).map_or("", |entry| entry.order.as_str());
            Reason::with(ReasonCode::SameOrder, [("order", order)])
        }
    };
    // A lost answer is what makes a cashier charge again; without one the reports do not tell.
    let cause = match scene.terminal.standing() {
        Some(Standing::Undecided) => cause::of_lost_answer(scene),
        _ => Cause::NotKnown,
    };
    let first = question.scenes.get(twin.original);
    let mut reasons = vec![likeness, scene.till_reason()];
    reasons.extend(first.and_then(|first| open_batch_of_both(scene, first.lead())));
    let mut verdict = Verdict::new(FindingKind::ChargedTwice, cause, scene, reasons);
    verdict.related.extend(first.into_iter().flat_map(|first| related(Relation::Original, first)));
    if scene.till.is_not_covered() {
        verdict.waiting_for = Some(scene.wait_for(Source::Till));
    }
    Some(verdict)
}

/// The batch of one day that both charges are in, while no report shows it closed: until then a void undoes the second.
fn open_batch_of_both(scene: &Scene<'_, '_>, original: &Entry) -> Option<Reason> {
    let second = scene.terminal.entry()?;
    let key = (&*second.terminal, &*second.batch);
    let day = |entry: &Entry| BusinessDay::of(entry.time, scene.tools.settings.cutoff_hour);
    let is_open = original.source == Source::Terminal
        && !key.0.is_empty()
        && !key.1.is_empty()
        && key == (&*original.terminal, &*original.batch)
        && day(second) == day(original)
        && !scene.tools.closed_batches.contains(&key);
    is_open.then(|| Reason::with(ReasonCode::SameOpenBatch, [("terminal", key.0), ("batch", key.1)]))
}

#[cfg(test)]
mod tests {
    use crate::domain::{
        BatchRecord, BatchState, EntryId, FindingKind, ReasonCode, Relation, Source, Status, TransactionType,
    };
    use crate::reconcile::testing::{Day, Row, acquirer, terminal, till};

    const LATER: &str = "2026-11-23T12:01:00+08:00";

    fn second(row: Row) -> Row {
        row.rrn("318420771999").stan("004418").at(LATER)
    }

    #[test]
    fn the_second_charge_leads_and_names_the_first() {
        let rows = [terminal(), second(terminal()), acquirer(), second(acquirer()), till()];
        let finding = Day::with(rows).only();
        assert_eq!(finding.kind, FindingKind::ChargedTwice);
        assert_eq!(finding.lead, EntryId(2));
        assert_eq!(finding.entries, [EntryId(2), EntryId(4)]);
        let first: Vec<_> = finding.related.iter().map(|related| (related.what, related.entry)).collect();
        assert_eq!(
            first,
            [1, 3, 5].map(|entry| (Relation::Original, EntryId(entry))),
            "every source's row of the first"
        );
        assert!(finding.related.iter().all(|related| related.rrn == "318420771902"), "one payment, one number");
        assert_eq!(finding.also, []);
        assert_eq!(finding.reasons[0].args["seconds"], "60");
    }

    #[test]
    fn two_sales_are_two_purchases() {
        let rows = [terminal(), second(terminal()), acquirer(), second(acquirer()), till(), second(till())];
        assert_eq!(Day::with(rows).kinds(), []);
    }

    #[test]
    fn both_in_one_open_batch_can_still_be_voided() {
        let day = |batch: &str| {
            let rows = [terminal().batch("7"), second(terminal()).batch(batch), acquirer(), second(acquirer()), till()];
            Day::with(rows).covered_by([Source::Terminal])
        };
        let can_be_voided =
            |day: &Day| day.only().reasons.iter().any(|reason| reason.code == ReasonCode::SameOpenBatch);
        assert!(can_be_voided(&day("7")));
        assert!(!can_be_voided(&day("8")) && !can_be_voided(&day("")), "another batch");
        for (state, is_open) in
            [(BatchState::Open, true), (BatchState::Balanced, false), (BatchState::Unbalanced, false)]
        {
            let mut day = day("7");
            let time = "2026-11-23T21:40:00+08:00".parse().unwrap();
            let record = BatchRecord { terminal: "T-02".into(), batch: "7".into(), time, line: 9, state };
            day.coverage[0].batches.push(record);
            let finding = day.findings().into_iter().find(|finding| finding.kind == FindingKind::ChargedTwice).unwrap();
            let says_open = finding.reasons.iter().any(|reason| reason.code == ReasonCode::SameOpenBatch);
            assert_eq!(says_open, is_open, "{state}");
        }
    }

    #[test]
    fn until_the_till_is_read_it_waits_for_it() {
        let finding = Day::with([terminal(), second(terminal()), acquirer(), second(acquirer())]).only();
        assert_eq!(finding.waiting_for.unwrap().0, Source::Till);
    }

    #[test]
    fn a_charge_that_was_voided_was_not_made_twice() {
        for original in ["318420771902", "318420771999"] {
            let void = |row: Row| row.kind(TransactionType::Void).rrn("5").stan("5").original(original).at(LATER);
            let rows =
                [terminal(), second(terminal()), acquirer(), second(acquirer()), void(terminal()), void(acquirer())];
            assert_eq!(Day::with(rows).kinds(), [], "{original}");
        }
    }

    #[test]
    fn other_cards_other_terminals_and_other_times_are_other_customers() {
        let others = [
            second(terminal()).card("621661******4418"),
            second(terminal()).card("400000******4417"),
            second(terminal()).terminal("T-03"),
            second(terminal()).at("2026-11-23T12:06:00+08:00"),
            second(terminal()).amount(26_801),
        ];
        for other in others {
            let both_approved = Day::with([terminal(), other]);
            assert_eq!(both_approved.kinds(), []);
        }
    }

    #[test]
    fn one_reference_at_one_terminal_is_never_two_charges() {
        let again = acquirer().stan("").at("2026-11-23T12:03:00+08:00");
        assert_eq!(Day::with([acquirer().stan(""), again.clone()]).kinds(), []);
        assert_eq!(Day::with([acquirer().stan(""), again.rrn("318420771999")]).kinds(), [FindingKind::ChargedTwice]);
    }

    #[test]
    fn a_try_that_lost_its_answer_is_the_one_too_many_when_the_till_has_the_next() {
        let rows =
            [terminal().status(Status::Unknown), second(terminal()), acquirer(), second(acquirer()), second(till())];
        let finding = Day::with(rows).covered_by([Source::Till]).only();
        assert_eq!((finding.kind, finding.lead), (FindingKind::ChargedTwice, EntryId(1)));
        assert_eq!(finding.related[0].entry, EntryId(2));
    }

    #[test]
    fn one_order_paid_twice_is_charged_twice_however_long_after() {
        let paid = |reference: &str| {
            acquirer()
                .no_card()
                .scheme("wechat")
                .terminal("")
                .rrn("")
                .stan("")
                .order("A-20261123-7")
                .provider(reference)
        };
        let rows = [
            paid("42001"),
            paid("42002").at("2026-11-23T18:00:00+08:00"),
            till().no_card().terminal("").rrn("").stan("").order("A-20261123-7"),
        ];
        let finding = Day::with(rows).covered_by([Source::Terminal]).only();
        assert_eq!((finding.kind, finding.lead), (FindingKind::ChargedTwice, EntryId(2)));
        assert_eq!(finding.reasons[0].code, ReasonCode::SameOrder);
    }
}
