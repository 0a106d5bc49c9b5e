//! The Insights screen: how far back it looks.

use crate::domain::Insights;

/// How many days can be looked back.
pub const INSIGHT_SPANS: [u32; 3] = [14, 30, 90];

/// What the Insights screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InsightsScreen {
    /// What was counted; none before it was asked for.
    pub data: Option<Insights>,
    /// How many days it looks back.
    pub days: u32,
}

impl Default for InsightsScreen {
    fn default() -> Self {
        Self { data: None, days: INSIGHT_SPANS[1] }
    }
}
