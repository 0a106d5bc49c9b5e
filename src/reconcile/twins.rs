//! Charges that repeat another one: the same card and amount at one place within minutes, or one order paid twice.

use super::keys;
use super::scene::Scene;
use crate::domain::{Entry, Money, TransactionType};
use rustc_hash::{FxHashMap, FxHashSet};

/// What makes two charges one sale charged twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Same card or payer, same amount, same place, so many seconds apart.
    Card {
        /// Between the two.
        seconds: i64,
    },
    /// Same order number.
    Order,
}

/// The charge that another one repeats.
#[derive(Clone, Copy, Debug)]
pub(super) struct Twin {
    /// The number of the original in `scenes`.
    pub(super) original: usize,
    pub(super) likeness: Likeness,
}

/// Charges that repeat another one, by their number in `scenes`. A charge that the till has as a sale of its own repeats
/// nothing.
pub(super) fn find(scenes: &[Scene<'_, '_>]) -> FxHashMap<usize, Twin> {
    let suspects: Vec<usize> = (0..scenes.len()).filter(|&number| is_suspect(&scenes[number])).collect();
    let mut twins = FxHashMap::default();
    if suspects.is_empty() {
        return twins;
    }
    for likeness in [by_order, by_card] {
        for (number, twin) in likeness(scenes, &suspects) {
            twins.entry(number).or_insert(twin);
        }
    }
    twins.retain(|&number, _| scenes[number].stands());
    twins
}

fn is_suspect(scene: &Scene<'_, '_>) -> bool {
    scene.takes_money() && !scene.is_sold() && scene.is_charged()
}

/// Whether `scene` can be the one that was meant.
fn can_be_original(scene: &Scene<'_, '_>) -> bool {
    scene.takes_money() && scene.is_charged() && scene.stands()
}

/// Whether rows of both carry one reference number of one terminal: that number names one transaction, however often and
/// differently a report shows it.
fn is_one_transaction(a: &Scene<'_, '_>, b: &Scene<'_, '_>) -> bool {
    let (rows, others) = (a.payment.entries(), b.payment.entries());
    rows.iter().any(|row| others.iter().any(|other| keys::same_reference(row, other)))
}

fn by_card(scenes: &[Scene<'_, '_>], suspects: &[usize]) -> Vec<(usize, Twin)> {
    let wanted: FxHashSet<(Money, &str)> =
        suspects.iter().filter_map(|&number| payer_key(scenes[number].lead())).collect();
    let mut groups: FxHashMap<(Money, &str), Vec<usize>> = FxHashMap::default();
    for (number, scene) in scenes.iter().enumerate().filter(|(_, scene)| scene.is_charge()) {
        if let Some(key) = payer_key(scene.lead()).filter(|key| wanted.contains(key)) {
            groups.entry(key).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by(|&a, &b| keys::canonical(scenes[a].lead(), scenes[b].lead()));
        for at in 0..group.len() {
            let number = group[at];
            if is_suspect(&scenes[number])
                && let Some(original) = original_by_time(scenes, &group, at)
            {
                let seconds = keys::seconds_apart(scenes[original].lead(), scenes[number].lead());
                found.push((number, Twin { original, likeness: Likeness::Card { seconds } }));
            }
        }
    }
    found
}

/// The charge that the one at `at` repeats: an earlier one within the time set; or a later one that has the sale while
/// this one has none, because the till was told of the second try only.
fn original_by_time(scenes: &[Scene<'_, '_>], group: &[usize], at: usize) -> Option<usize> {
    let charge = &scenes[group[at]];
    let limit = charge.tools.settings.double_charge_secs;
    let is_near = |other: &usize| keys::seconds_apart(scenes[*other].lead(), charge.lead()) <= limit;
    let repeats = |other: &usize| {
        let original = &scenes[*other];
        same_payer(original.lead(), charge.lead()) && can_be_original(original) && !is_one_transaction(original, charge)
    };
    let earlier = group[..at].iter().rev().take_while(|other| is_near(other)).find(|other| repeats(other));
    let later_with_sale = || {
        let mut later = group[at + 1..].iter().take_while(|other| is_near(other));
        later.find(|other| charge.lacks_sale() && scenes[**other].is_sold() && repeats(other))
    };
    earlier.or_else(later_with_sale).copied()
}

/// The card's last four digits, or the payer as the wallet names them.
fn payer_key(entry: &Entry) -> Option<(Money, &str)> {
    let payer = if entry.card.is_empty() { entry.payer.as_str() } else { entry.card.last_four() };
    (!payer.is_empty()).then_some((entry.amount, payer))
}

fn same_payer(a: &Entry, b: &Entry) -> bool {
    let same_wallet_user = !a.payer.is_empty() && a.payer == b.payer;
    let one_place = match (a.terminal.is_empty(), b.terminal.is_empty()) {
        (false, false) => a.terminal == b.terminal,
        _ => (!a.merchant.is_empty() && a.merchant == b.merchant) || (!a.store.is_empty() && a.store == b.store),
    };
    (keys::same_card(a, b) || same_wallet_user) && one_place
}

fn by_order(scenes: &[Scene<'_, '_>], suspects: &[usize]) -> Vec<(usize, Twin)> {
    let wanted: FxHashSet<&str> = suspects.iter().filter_map(|&number| order_of(&scenes[number])).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut groups: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (number, scene) in scenes.iter().enumerate().filter(|(_, scene)| scene.takes_money()) {
        if let Some(order) = order_of(scene).filter(|order| wanted.contains(order)) {
            groups.entry(order).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        // The one that the till knows is the one that was meant; else the first.
        group.sort_by(|&a, &b| {
            let by_time = || keys::canonical(scenes[a].lead(), scenes[b].lead());
            scenes[b].is_sold().cmp(&scenes[a].is_sold()).then_with(by_time)
        });
        for (at, &number) in group.iter().enumerate().filter(|(_, number)| is_suspect(&scenes[**number])) {
            let original = group[..at].iter().find(|&&other| {
                let (original, repeated) = (scenes[other].lead(), scenes[number].lead());
                original.amount == repeated.amount
                    && keys::same_place_or_unsaid(original, repeated)
                    && can_be_original(&scenes[other])
                    && !is_one_transaction(&scenes[other], &scenes[number])
            });
            if let Some(&original) = original {
                found.push((number, Twin { original, likeness: Likeness::Order }));
            }
        }
    }
    found
}

/// The merchant's order number as the acquirer's bill or the terminal names it: a till's receipt number comes once more
/// for every way of paying one receipt.
fn order_of<'a>(scene: &Scene<'_, 'a>) -> Option<&'a str> {
    let named = [scene.acquirer, scene.terminal].into_iter().filter_map(|sight| sight.entry());
    named
        .filter(|entry| entry.kind != TransactionType::Preauth)
        .map(|entry| entry.order.as_str())
        .find(|order| !order.is_empty())
}
