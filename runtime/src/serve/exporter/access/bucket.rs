//! The rate limit, a token bucket.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use super::lock;

/// How many requests there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    /// Between two of them, on average.
    pub(super) interval: Duration,
    /// At once, after a while without any.
    pub(super) burst: u32,
}

/// What is left of a rate.
#[derive(Default)]
pub(super) struct Bucket(Mutex<Option<Level>>);

struct Level {
    rate: Rate,
    requests: f64,
    since: Instant,
}

impl Bucket {
    /// Whether there may be another request now, which is taken from what is left.
    pub(super) fn admits(&self, rate: Option<Rate>) -> bool {
        rate.is_none_or(|rate| self.take(rate, Instant::now()))
    }

    fn take(&self, rate: Rate, now: Instant) -> bool {
        let mut level = lock(&self.0);
        let full = || Level { rate, requests: rate.burst.into(), since: now };
        let old = level.take().filter(|level| level.rate == rate).unwrap_or_else(full);
        let added = now.saturating_duration_since(old.since).as_secs_f64() / rate.interval.as_secs_f64();
        let requests = (old.requests + added).min(rate.burst.into());
        let is_admitted = requests >= 1.0;
        let requests = if is_admitted { requests - 1.0 } else { requests };
        *level = Some(Level { rate, requests, since: now });
        is_admitted
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Bucket, Rate};

    #[test]
    fn a_burst_is_admitted_and_then_one_in_each_interval() {
        let rate = Rate { interval: Duration::from_secs(2), burst: 3 };
        let (bucket, start) = (Bucket::default(), Instant::now());
        let admitted = |seconds| bucket.take(rate, start + Duration::from_secs(seconds));
        assert_eq!(
            [0, 0, 0, 0, 1, 2, 3, 4].map(admitted),
            [true, true, true, false, false, true, false, true]
        );
        assert_eq!([100, 100, 100, 100].map(admitted), [true, true, true, false]);
    }
}
