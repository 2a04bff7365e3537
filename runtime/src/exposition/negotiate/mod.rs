//! What a client asked for, from the headers of its request: [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-12.5).
//!
//! Headers come from outside: whatever they hold, reading them takes time in proportion to their length, and no memory.

pub(super) mod coding;
pub(super) mod format;
mod list;
#[cfg(test)]
mod tests;
