//! Why it happened, as far as the reports tell.

use super::scene::Scene;
use super::standing::Standing;
use crate::domain::Cause;

/// Why the terminal has no answer. Whoever gave up waiting says so in the code, not who was at fault: unless the code
/// points at the shop's own side, the line is to blame.
pub(super) fn of_lost_answer(scene: &Scene<'_, '_>) -> Cause {
    match scene.cause_of_code() {
        Some(cause @ (Cause::Terminal | Cause::Customer | Cause::MerchantSetup)) => cause,
        _ => Cause::Network,
    }
}

/// Why a charge has no sale.
pub(super) fn of_missing_sale(scene: &Scene<'_, '_>) -> Cause {
    match scene.terminal.standing() {
        Some(Standing::Undecided | Standing::ToBeUndone) => of_lost_answer(scene),
        Some(Standing::Refused) => scene.cause_of_code().unwrap_or(Cause::Terminal),
        // The money was taken as it should be; only the till was not told.
        _ => Cause::Till,
    }
}

/// Why a sale has no money.
pub(super) fn of_missing_money(scene: &Scene<'_, '_>) -> Cause {
    match scene.terminal.standing() {
        Some(Standing::Undecided) => of_lost_answer(scene),
        // The till sold what the terminal refused, or never saw.
        Some(Standing::Refused) => Cause::Till,
        None if scene.terminal.is_silent() => Cause::Till,
        _ => Cause::Acquirer,
    }
}
