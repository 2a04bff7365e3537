//! Time that a test moves.

use std::{marker::PhantomData, time::Duration};

use crate::clock::fake;

/// A clock that stands still until it is told to move, and by which all calls on this thread are measured.
///
/// It holds from [`install`](Self::install) until it is dropped, on the thread that installed it; other threads go by the real time.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use tickmark::{testing::FakeClock, timed};
///
/// #[timed(name = "bake_duration_seconds", buckets = [0.1, 0.25, 1.0])]
/// fn bake(clock: &FakeClock) {
///     clock.advance(Duration::from_millis(250));
/// }
///
/// let clock = FakeClock::install();
/// bake(&clock);
///
/// let page = tickmark::encode();
/// assert!(page.contains(r#"bake_duration_seconds_sum{outcome="success"} 0.25"#));
/// assert!(page.contains(r#"bake_duration_seconds_bucket{outcome="success",le="0.1"} 0"#));
/// assert!(page.contains(r#"bake_duration_seconds_bucket{outcome="success",le="0.25"} 1"#));
/// ```
///
/// # Futures
///
/// A future is measured by the clock of the thread that polls it, so in a test with futures the runtime has to run on one thread, as
/// that of `#[tokio::test]` does by default. A clock that an `async` block keeps makes its future one that can't be spawned on others:
///
/// ```compile_fail
/// use tickmark::testing::FakeClock;
///
/// fn spawn(future: impl Future + Send) {}
///
/// spawn(async {
///     let clock = FakeClock::install();
///     std::future::ready(()).await;
///     drop(clock);
/// });
/// ```
///
/// The paused time of tokio is another clock: whoever uses both moves both.
///
/// # Calls that began before, or end after
///
/// The clock starts at the time that it really is. A call that began before took as long as it really did until then, and what the clock
/// was advanced by; one that ends after the clock was dropped may take no time.
#[derive(Debug)]
#[must_use = "time is real again once it is dropped"]
pub struct FakeClock {
    /// It is the clock of one thread, so it can't be sent to another.
    thread: PhantomData<*const ()>,
}

impl FakeClock {
    /// Stops time on this thread.
    ///
    /// # Panics
    ///
    /// When this thread has such a clock already: with two of them, a test would move one and read the other.
    #[track_caller]
    pub fn install() -> Self {
        assert!(
            fake::start(),
            "this thread has a `FakeClock` already: hand that one on, or drop it before you install another"
        );
        Self { thread: PhantomData }
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        fake::advance(by);
    }

    /// Turns time back, by 30 years at most: a call that ends before it began took no time.
    pub fn step_back(&self, by: Duration) {
        fake::step_back(by);
    }
}

impl Drop for FakeClock {
    fn drop(&mut self) {
        fake::stop();
    }
}
