//! Headers as they may come, and what is chosen.

mod accept;
mod accept_encoding;
mod property;
