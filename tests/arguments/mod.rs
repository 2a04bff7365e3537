//! What `#[timed]` and `#[counted]` do when they are told to.

mod beside;
mod condition;
mod error;
mod metric;
mod only;
mod registry;
mod returned;
mod track_caller;
