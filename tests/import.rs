//! Whole files through the importer: golden answers beside their inputs, the provider's own files where they are at hand,
//! and days of the workshop's generator where Python is.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking and say what they skip"
)]

#[path = "import/support.rs"]
mod support;

#[path = "import/containers.rs"]
mod containers;

#[path = "import/golden.rs"]
mod golden;

#[path = "import/refusals.rs"]
mod refusals;

#[path = "import/hostile.rs"]
mod hostile;

#[path = "import/own_formats.rs"]
mod own_formats;
#[path = "import/privacy.rs"]
mod privacy;

#[path = "import/properties.rs"]
mod properties;

#[path = "import/proposals.rs"]
mod proposals;

#[path = "import/real_reports.rs"]
mod real_reports;

#[path = "import/settlement.rs"]
mod settlement;
