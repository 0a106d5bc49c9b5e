//! The case book from outside: what goes in comes out, what is not published is not seen, what was written stays.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot set up its world fails; measurements are printed"
)]

mod cases;
mod history;
mod killed;
mod opening;
mod reports;
mod shop;
mod speed;
mod staging;
