//! What `#[timed]` and `#[counted]` do when they are told to.

mod beside;
mod condition;
mod only;
mod track_caller;
