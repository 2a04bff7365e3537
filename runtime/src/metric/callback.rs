//! Metrics that are asked for their value.

use std::{
    cell::Cell,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use super::{Metric, Source};
use crate::{
    clock,
    kind::Kind,
    label::Labels,
    sink::{Number, Sink},
};

thread_local! {
    /// Whether the calling thread is asking for a value.
    static IS_ASKING: Cell<bool> = const { Cell::new(false) };
}

/// A thread asks, until this is dropped.
struct Asking;

impl Asking {
    /// Nothing where the thread is asking already: a function that scrapes would be asked by its own scrape, without an end.
    fn begin() -> Option<Self> {
        (!IS_ASKING.replace(true)).then(|| Self)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        IS_ASKING.set(false);
    }
}

/// What knows a value, or that there is none now.
type Closure<V> = Arc<dyn Fn() -> Option<V> + Send + Sync>;

/// What was read last.
#[derive(Clone, Copy)]
struct Last<V> {
    /// Changes with each of these: who reads may find at the end that somebody was faster.
    number: u64,
    /// At which tick, and what.
    read: Option<(u64, Option<V>)>,
}

/// What both kinds of callbacks are.
struct Callback<V> {
    /// What is asked until there is a closure.
    function: Option<fn() -> V>,
    closure: RwLock<Option<Closure<V>>>,
    /// How long a value is used again; not at all where it is nothing.
    every: Duration,
    last: Mutex<Last<V>>,
    failures: AtomicU64,
}

impl<V: Copy> Callback<V> {
    const fn new(function: Option<fn() -> V>) -> Self {
        Self {
            function,
            closure: RwLock::new(None),
            every: Duration::ZERO,
            last: Mutex::new(Last { number: 0, read: None }),
            failures: AtomicU64::new(0),
        }
    }

    fn set(&self, closure: Closure<V>) {
        // Dropped last and not under the lock, because that runs the user's code.
        let _before = self.closure.write().unwrap_or_else(PoisonError::into_inner).replace(closure);
        self.last().change(None);
    }

    /// The value for a scrape, if there is one.
    fn value(&self) -> Option<V> {
        if self.every.is_zero() {
            return Asking::begin().and_then(|_asking| self.read());
        }
        let recent = *self.last();
        if let Some((at, value)) = recent.read
            && clock::seconds_since(at) < self.every.as_secs_f64()
        {
            return value;
        }
        let _asking = Asking::begin()?;
        let value = self.read();
        self.last().read_since(recent.number, value)
    }

    /// Not under a lock, because it runs the user's code.
    fn read(&self) -> Option<V> {
        let closure = self.closure.read().unwrap_or_else(PoisonError::into_inner).clone();
        let read = || match closure {
            Some(closure) => closure(),
            None => self.function.map(|function| function()),
        };
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
            self.failures.fetch_add(1, Relaxed);
            None
        })
    }

    fn last(&self) -> MutexGuard<'_, Last<V>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V: Copy> Last<V> {
    fn change(&mut self, read: Option<(u64, Option<V>)>) {
        (self.number, self.read) = (self.number.wrapping_add(1), read);
    }

    /// The value for a scrape that read this after it had seen that number. Where another scrape was faster, it has to be the other's value:
    /// that is on a page already, and a counter never goes back.
    fn read_since(&mut self, seen: u64, value: Option<V>) -> Option<V> {
        if self.number == seen {
            self.change(Some((clock::now(), value)));
            return value;
        }
        self.read.map_or(value, |(_, faster)| faster)
    }
}

macro_rules! callbacks {
    ($($(#[$doc:meta])* $metric:ident: $kind:ident, $value:ty, $written:ident;)*) => {$(
        $(#[$doc])*
        pub struct $metric {
            callback: Callback<$value>,
        }

        impl $metric {
            /// Asks a function at every scrape.
            pub const fn new(read: fn() -> $value) -> Self {
                Self { callback: Callback::new(Some(read)) }
            }

            /// Asks nobody until there is [something to ask](Self::set); until then there is nothing on the page.
            pub const fn unset() -> Self {
                Self { callback: Callback::new(None) }
            }

            /// Asks a closure at every scrape.
            pub fn from_fn(read: impl Fn() -> $value + Send + Sync + 'static) -> Self {
                let unset = Self::unset();
                unset.set(read);
                unset
            }

            /// Asks something at every scrape for as long as others keep it; then it is no longer on the page.
            pub fn weak<T: Send + Sync + 'static>(
                of: &Arc<T>,
                read: impl Fn(&T) -> $value + Send + Sync + 'static,
            ) -> Self {
                let unset = Self::unset();
                unset.set_weak(of, read);
                unset
            }

            /// Asks this closure from now on.
            pub fn set(&self, read: impl Fn() -> $value + Send + Sync + 'static) {
                self.callback.set(Arc::new(move || Some(read())));
            }

            /// Asks this from now on, for as long as others keep it.
            pub fn set_weak<T: Send + Sync + 'static>(
                &self,
                of: &Arc<T>,
                read: impl Fn(&T) -> $value + Send + Sync + 'static,
            ) {
                let of = Arc::downgrade(of);
                self.callback.set(Arc::new(move || of.upgrade().map(|of| read(&of))));
            }

            /// Asks again only after so long; scrapes in between see what was read last.
            #[must_use]
            pub const fn every(mut self, every: Duration) -> Self {
                self.callback.every = every;
                self
            }
        }

        impl fmt::Debug for $metric {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($metric)).field("every", &self.callback.every).finish_non_exhaustive()
            }
        }

        impl Metric for $metric {
            const KIND: Kind = Kind::$kind;
        }

        impl Source for $metric {
            fn write(&self, sink: &mut dyn Sink) {
                if let Some(value) = self.callback.value() {
                    $written(Labels::from_text(""), value, sink);
                }
            }

            fn refused(&self) -> u64 {
                self.callback.failures.load(Relaxed)
            }
        }
    )*};
}

callbacks! {
    /// A gauge whose value is asked for at the scrape, such as the length of somebody else's queue.
    ///
    /// A function that panics costs its own series and not the scrape; `tickmark_values_refused_total` counts it. It should not wait: the
    /// scrape waits for it. It may use the registry; a page that it asks for itself has no values that are asked for.
    ///
    /// ```
    /// use std::{sync::{Arc, Mutex}, time::Duration};
    ///
    /// use tickmark::{GaugeFn, Registry};
    ///
    /// let queue = Arc::new(Mutex::new(vec!["parcel"]));
    /// let length = GaugeFn::weak(&queue, |queue| queue.lock().map_or(0.0, |queue| queue.len() as f64));
    ///
    /// let registry = Registry::new();
    /// registry.register("queue_length", "Parcels that wait.", length)?;
    /// assert!(registry.encode().contains("\nqueue_length 1\n"));
    ///
    /// drop(queue);
    /// assert!(!registry.encode().contains("\nqueue_length 1\n"));
    /// # Ok::<(), tickmark::Problem>(())
    /// ```
    ///
    /// One in a static is told later what to ask:
    ///
    /// ```
    /// use tickmark::GaugeFn;
    ///
    /// /// Connections of the pool.
    /// #[tickmark::register]
    /// static POOL_CONNECTIONS: GaugeFn = GaugeFn::unset();
    ///
    /// let most = 8.0;
    /// POOL_CONNECTIONS.set(move || most);
    /// assert!(tickmark::encode().contains("\npool_connections 8\n"));
    /// ```
    GaugeFn: Gauge, f64, write_gauge;
    /// A counter whose value is asked for at the scrape, because somebody else counts.
    ///
    /// The function must never return less than before: that would look like a program that began anew. One that panics costs its own
    /// series and not the scrape; `tickmark_values_refused_total` counts it.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    ///
    /// use tickmark::{CounterFn, Registry};
    ///
    /// static SENT: AtomicU64 = AtomicU64::new(3);
    ///
    /// let registry = Registry::new();
    /// registry.register("sent_total", "What was sent.", CounterFn::new(|| SENT.load(Relaxed)))?;
    /// assert!(registry.encode().contains("\nsent_total 3\n"));
    /// # Ok::<(), tickmark::Problem>(())
    /// ```
    CounterFn: Counter, u64, write_counter;
}

fn write_gauge(labels: Labels<'_>, value: f64, sink: &mut dyn Sink) {
    sink.gauge(labels, value);
}

fn write_counter(labels: Labels<'_>, value: u64, sink: &mut dyn Sink) {
    sink.counter(labels, Number::Integer(value));
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    const LONG: Duration = Duration::from_secs(3_600);

    fn counter(every: Duration) -> Arc<Callback<u64>> {
        Arc::new(Callback { every, ..Callback::new(None) })
    }

    /// What another scrape sees that begins and ends now.
    fn other_scrape(callback: &Arc<Callback<u64>>) -> Option<u64> {
        let callback = callback.clone();
        std::thread::spawn(move || callback.value()).join().expect("it only asks")
    }

    #[test]
    fn a_scrape_that_was_overtaken_does_not_set_a_counter_back() {
        let (callback, count) = (counter(LONG), AtomicU64::new(5));
        let is_overtaken = AtomicBool::new(false);
        let weak = Arc::downgrade(&callback);
        callback.set(Arc::new(move || {
            let read = count.load(Relaxed);
            if !is_overtaken.swap(true, Relaxed) {
                count.store(6, Relaxed);
                assert_eq!(weak.upgrade().and_then(|callback| other_scrape(&callback)), Some(6));
            }
            Some(read)
        }));
        assert_eq!((callback.value(), callback.value()), (Some(6), Some(6)));
    }

    #[test]
    fn what_was_asked_before_is_not_kept_for_what_is_asked_now() {
        let callback = counter(LONG);
        let weak = Arc::downgrade(&callback);
        callback.set(Arc::new(move || {
            weak.upgrade().into_iter().for_each(|callback| callback.set(Arc::new(|| Some(2))));
            Some(1)
        }));
        assert_eq!((callback.value(), callback.value()), (Some(1), Some(2)));
    }

    #[test]
    fn what_is_no_longer_asked_may_use_the_metric_as_it_goes() {
        struct Pool(std::sync::Weak<Callback<u64>>);
        impl Drop for Pool {
            fn drop(&mut self) {
                self.0.upgrade().into_iter().for_each(|callback| callback.set(Arc::new(|| Some(3))));
            }
        }
        let callback = counter(Duration::ZERO);
        let pool = Pool(Arc::downgrade(&callback));
        callback.set(Arc::new(move || pool.0.upgrade().map(|_| 1)));
        callback.set(Arc::new(|| Some(2)));
        assert_eq!(callback.value(), Some(3));
    }
}
