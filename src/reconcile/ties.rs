//! A refund, void or reversal and the charge that it undoes are one payment's history: where both are unfinished, they
//! become one finding.

use super::Found;
use super::rules::related;
use super::scene::Scene;
use crate::domain::{EntryId, Finding, FindingKind, Relation};

/// Kinds in which the charge leads: there the money itself is in the wrong place.
const CHARGE_LEADS: [FindingKind; 4] = [
    FindingKind::ChargedNoSale,
    FindingKind::SaleNotCharged,
    FindingKind::ChargedTwice,
    FindingKind::ReversedAfterSale,
];

/// Ties each return that is unfinished to its original, if that is unfinished too.
pub(super) fn tie(scenes: &[Scene<'_, '_>], found: &mut Found) {
    let returns: Vec<u32> = found.keys().copied().filter(|number| !scenes[*number as usize].is_charge()).collect();
    for number in returns {
        let Some(original) = scenes[number as usize].tools.undone.original_of(number) else { continue };
        let Some(charge_leads) = found.get(&original).map(|finding| CHARGE_LEADS.contains(&finding.kind)) else {
            continue;
        };
        let (leading, other) = if charge_leads { (original, number) } else { (number, original) };
        let (Some(other_finding), Some(leading_finding)) = (found.remove(&other), found.get_mut(&leading)) else {
            continue;
        };
        take_in(leading_finding, other_finding);
        if charge_leads {
            let named: Vec<EntryId> = leading_finding.related.iter().map(|related| related.entry).collect();
            let follow_up = related(Relation::FollowUp, &scenes[other as usize]);
            leading_finding.related.extend(follow_up.into_iter().filter(|related| !named.contains(&related.entry)));
        }
    }
}

/// Adds what the other finding says to the leading one.
fn take_in(leading: &mut Finding, other: Finding) {
    for kind in std::iter::once(other.kind).chain(other.also) {
        if kind != leading.kind && !leading.also.contains(&kind) {
            leading.also.push(kind);
        }
    }
    for reason in other.reasons {
        if !leading.reasons.contains(&reason) {
            leading.reasons.push(reason);
        }
    }
    leading.entries.extend(other.entries);
    leading.waiting_for = leading.waiting_for.or(other.waiting_for);
    leading.expires_at = leading.expires_at.or(other.expires_at);
}
