//! `#[timed]`: how long calls take, under which name and in which buckets.

mod duration;
mod family;
mod native;
mod returned;
