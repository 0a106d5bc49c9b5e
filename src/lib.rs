//! Loose Ends finds the payments that a shop left unfinished at close of day and guides the cashier through each.
//!
//! The way of the data is one direction: a file is read by [`import`] into entries, kept by [`store`], joined into
//! payments and findings by [`reconcile`], shown by [`ui`] from the state that [`app`] keeps. [`services`] is the only
//! place where these meet; the window's [`worker`] and the command line ([`cli`]) call the same ones.

pub mod app;
pub mod cli;
pub mod domain;
pub mod evidence;
pub mod export;
pub mod import;
pub mod insight;
pub mod reconcile;
pub mod services;
pub mod store;
pub mod text;
pub mod ui;
pub mod worker;
