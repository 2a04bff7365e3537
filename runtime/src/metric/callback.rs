//! Metrics that are asked for their value.

use std::{
    fmt, mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use super::{Metric, Source, asking::Asking};
use crate::{
    clock,
    kind::Kind,
    label::Labels,
    sink::{Number, Sink},
    unit::{Measure, Unit},
};

/// What knows a value, or that there is none now.
type Closure = Arc<dyn Fn() -> Option<Number> + Send + Sync>;

/// What a constant can hold of what is asked.
enum Function<U> {
    Absent,
    Float(fn() -> f64),
    Integer(fn() -> u64),
    /// With what makes a number of it.
    Measured(fn() -> U, fn(U) -> Number),
    Number(fn() -> Number),
}

impl<U> Function<U> {
    fn ask(&self) -> Option<Number> {
        match self {
            Self::Absent => None,
            Self::Float(read) => Some(Number::Float(read())),
            Self::Integer(read) => Some(Number::Integer(read())),
            Self::Measured(read, number) => Some(number(read())),
            Self::Number(read) => Some(read()),
        }
    }
}

/// What both kinds of callbacks are.
struct Callback<U> {
    /// What is asked until there is a closure.
    function: Function<U>,
    /// How long a value is used again; not at all where it is nothing.
    every: Duration,
    state: Mutex<State>,
    failures: AtomicU64,
}

/// What changes of a callback. No code of the user's runs under its lock.
struct State {
    closure: Option<Closure>,
    /// How many closures there were: what was read of one before is not kept.
    generation: u64,
    /// Which of them is being asked, for those who come meanwhile.
    asked: Option<u64>,
    last: Option<Reading>,
}

/// What was read last, and at which tick.
#[derive(Clone, Copy)]
struct Reading {
    at: u64,
    value: Option<Number>,
}

/// The code panicked.
struct Panicked;

impl State {
    fn last_value(&self) -> Option<Number> {
        self.last.and_then(|last| last.value)
    }

    /// Whether those who come now use what was read last: it is not old enough, or somebody asks for another already.
    fn is_settled(&self, every: Duration) -> bool {
        let is_recent = |last: Reading| clock::seconds_since(last.at) < every.as_secs_f64();
        self.asked == Some(self.generation) || self.last.is_some_and(is_recent)
    }

    /// The one who asked for this generation is done.
    fn end(&mut self, generation: u64, read: Result<Option<Number>, Panicked>) {
        if self.asked == Some(generation) {
            self.asked = None;
        }
        if let Ok(value) = read
            && self.generation == generation
        {
            self.last = Some(Reading { at: clock::now(), value });
        }
    }
}

impl<U> Callback<U> {
    const fn new(function: Function<U>) -> Self {
        let state = State { closure: None, generation: 0, asked: None, last: None };
        Self { function, every: Duration::ZERO, state: Mutex::new(state), failures: AtomicU64::new(0) }
    }

    fn set(&self, closure: Closure) {
        // Dropped without the lock, because what it holds may scrape when it is dropped.
        let _before = {
            let mut state = self.state();
            state.generation += 1;
            state.last = None;
            state.closure.replace(closure)
        };
    }

    /// The value for a scrape, if there is one.
    fn value(&self) -> Option<Number> {
        let Some(_asking) = Asking::begin() else { return self.state().last_value() };
        let (closure, generation) = {
            let mut state = self.state();
            if !self.every.is_zero() {
                if state.is_settled(self.every) {
                    return state.last_value();
                }
                state.asked = Some(state.generation);
            }
            (state.closure.clone(), state.generation)
        };
        let read = self.read(closure);
        let value = *read.as_ref().unwrap_or(&None);
        if !self.every.is_zero() {
            self.state().end(generation, read);
        }
        value
    }

    /// Not under the lock, because it runs the user's code.
    fn read(&self, closure: Option<Closure>) -> Result<Option<Number>, Panicked> {
        let ask = || match closure {
            Some(closure) => closure(),
            None => self.function.ask(),
        };
        catch_unwind(AssertUnwindSafe(ask)).map_err(|payload| {
            // It may be of a type that panics when it is dropped.
            mem::forget(payload);
            self.failures.fetch_add(1, Relaxed);
            Panicked
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

macro_rules! callbacks {
    ($($(#[$doc:meta])* $metric:ident: $kind:ident, $value:ty, $function:ident;)*) => {$(
        $(#[$doc])*
        pub struct $metric<U = ()> {
            callback: Callback<U>,
            /// How many values it could not take.
            refusals: AtomicU64,
        }

        impl $metric {
            /// Asks a function at every scrape. With a unit: [`in_unit`](Self::in_unit).
            pub const fn new(read: fn() -> $value) -> Self {
                Self::of(Function::$function(read))
            }

            /// Asks a closure at every scrape. With a unit: [`unset`](Self::unset), and then [`set`](Self::set).
            pub fn from_fn<V: Measure<()>>(read: impl Fn() -> V + Send + Sync + 'static) -> Self {
                let unset = Self::unset();
                unset.set(read);
                unset
            }

            /// Asks something at every scrape for as long as others keep it; then it is no longer on the page. With a unit:
            /// [`unset`](Self::unset), and then [`set_weak`](Self::set_weak).
            pub fn weak<T: Send + Sync + 'static, V: Measure<()>>(
                of: &Arc<T>,
                read: impl Fn(&T) -> V + Send + Sync + 'static,
            ) -> Self {
                let unset = Self::unset();
                unset.set_weak(of, read);
                unset
            }
        }

        impl<U: Unit> $metric<U> {
            const fn of(function: Function<U>) -> Self {
                Self { callback: Callback::new(function), refusals: AtomicU64::new(0) }
            }

            /// Asks a function at every scrape for so many of the unit, such as [`Seconds`](crate::Seconds).
            pub const fn in_unit(read: fn() -> U) -> Self
            where
                U: Measure<U>,
            {
                Self::of(Function::Measured(read, <U as Measure<U>>::number))
            }

            /// Asks nobody until there is [something to ask](Self::set); until then there is nothing on the page.
            pub const fn unset() -> Self {
                Self::of(Function::Absent)
            }

            #[doc(hidden)]
            pub const fn of_number(read: fn() -> Number) -> Self {
                Self::of(Function::Number(read))
            }

            #[doc(hidden)]
            pub fn number_of<V: Measure<U>>(read: impl FnOnce() -> V) -> Number {
                read().number()
            }

            /// Asks this closure from now on.
            pub fn set<V: Measure<U>>(&self, read: impl Fn() -> V + Send + Sync + 'static) {
                self.callback.set(Arc::new(move || Some(read().number())));
            }

            /// Asks this from now on, for as long as others keep it.
            pub fn set_weak<T: Send + Sync + 'static, V: Measure<U>>(
                &self,
                of: &Arc<T>,
                read: impl Fn(&T) -> V + Send + Sync + 'static,
            ) {
                let of = Arc::downgrade(of);
                self.callback.set(Arc::new(move || of.upgrade().map(|of| read(&of).number())));
            }

            /// Asks again only after so long; scrapes in between see what was read last, and so do those that come while one asks.
            /// What panics is asked again by the next.
            #[must_use]
            pub const fn every(mut self, every: Duration) -> Self {
                self.callback.every = every;
                self
            }
        }

        impl<U> fmt::Debug for $metric<U> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($metric)).field("every", &self.callback.every).finish_non_exhaustive()
            }
        }

        impl<U: Unit> Metric for $metric<U> {
            const KIND: Kind = Kind::$kind;
            const UNIT: &'static str = U::NAME;
        }

        impl<U: Unit> Source for $metric<U> {
            fn write(&self, sink: &mut dyn Sink) {
                let Some(value) = self.callback.value() else { return };
                if !write(Kind::$kind, value, sink) {
                    self.refusals.fetch_add(1, Relaxed);
                }
            }

            fn refused(&self) -> u64 {
                self.refusals.load(Relaxed)
            }

            fn failures(&self) -> u64 {
                self.callback.failures.load(Relaxed)
            }
        }
    )*};
}

callbacks! {
    /// A gauge whose value is asked for at the scrape, such as the length of somebody else's queue.
    ///
    /// A function that panics costs its own series and not the scrape; `tickmark_callback_failures_total` counts it. It should not wait: the
    /// scrape waits for it. It may scrape, this registry or another; on such a page nobody is asked, and of what is asked otherwise there
    /// is only what [`every`](Self::every) keeps.
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
    GaugeFn: Gauge, f64, Float;
    /// A counter whose value is asked for at the scrape, because somebody else counts.
    ///
    /// The function must never return less than before: that would look like a program that began anew. What is below zero, infinite or not
    /// a number is left out, and `tickmark_values_refused_total` says how often that was. One that panics costs its own series and not the
    /// scrape; `tickmark_callback_failures_total` counts it. Whole numbers stay exact, however large.
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
    ///
    /// In a unit, and with fractions:
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use tickmark::{CounterFn, Seconds};
    ///
    /// fn cpu_seconds() -> Seconds {
    ///     Seconds(1.5)
    /// }
    ///
    /// /// What the program has worked.
    /// #[tickmark::register]
    /// static PROGRAM_CPU_SECONDS_TOTAL: CounterFn<Seconds> = CounterFn::in_unit(cpu_seconds);
    ///
    /// assert!(tickmark::encode().contains("\nprogram_cpu_seconds_total 1.5\n"));
    ///
    /// PROGRAM_CPU_SECONDS_TOTAL.set(|| Duration::from_millis(2_250));
    /// assert!(tickmark::encode().contains("\nprogram_cpu_seconds_total 2.25\n"));
    /// ```
    CounterFn: Counter, u64, Integer;
}

/// False for what a counter can't be.
fn write(kind: Kind, value: Number, sink: &mut dyn Sink) -> bool {
    let labels = Labels::from_text("");
    match (kind, value) {
        (Kind::Counter, Number::Float(float)) if !(float.is_finite() && float >= 0.0) => return false,
        (Kind::Counter, value) => sink.counter(labels, &value.into()),
        (_, Number::Float(float)) => sink.gauge(labels, float),
        (_, Number::Integer(integer)) => sink.gauge(labels, integer as f64),
    }
    true
}
