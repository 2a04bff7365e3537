//! The processor's own counter, which a program may read without asking the operating system.
//!
//! Each file has the same two functions for one architecture: `read`, and `is_trusted`, whether durations can be measured with what
//! it reads.

#[cfg(all(target_arch = "aarch64", any(target_os = "linux", target_os = "android", target_os = "macos")))]
#[path = "aarch64.rs"]
mod chosen;
#[cfg(target_arch = "x86_64")]
#[path = "x86_64.rs"]
mod chosen;
#[cfg(not(any(
    target_arch = "x86_64",
    all(target_arch = "aarch64", any(target_os = "linux", target_os = "android", target_os = "macos"))
)))]
#[path = "none.rs"]
mod chosen;

pub(super) use chosen::{is_trusted, read};
