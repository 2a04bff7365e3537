//! What tests of annotated code need: a clock that only they move.
//!
//! The feature `testing` brings it. It is for dev-dependencies: with it, durations are measured by the operating system's
//! clock, in whole nanoseconds, so that what a test reads on the page is exact. That costs more than the processor's
//! counter, so benchmarks are built without. Mind that cargo builds all packages of one command with the features of all: in a workspace,
//! name the package that is to be measured.
//!
//! ```toml
//! [dev-dependencies]
//! tickmark = { version = "0.1", features = ["testing"] }
//! ```

mod clock;
mod scope;
#[cfg(test)]
mod tests;

pub use clock::FakeClock;
pub use scope::{WithRegistry, with_registry, with_registry_async};
