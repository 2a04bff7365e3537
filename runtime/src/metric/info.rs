//! Info metrics.

use std::{
    fmt, mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use super::{Metric, Source, asking::Asking};
use crate::{
    kind::Kind,
    label::{LabelDescriptor, LabelSet, LabelsBuf},
    sink::Sink,
};

/// What is known of the program, in the labels of one series that is always 1: a version, a configuration.
///
/// The name ends in `_info`. There is nothing on the page until something is known. What is known is written as text when it is
/// [`set`](Self::set).
///
/// ```
/// use tickmark::{Info, LabelSet};
///
/// #[derive(LabelSet)]
/// struct Model {
///     name: &'static str,
///     quantized: bool,
/// }
///
/// static MODEL_INFO: Info<Model> = Info::new();
///
/// MODEL_INFO.set(Model { name: "resnet", quantized: true });
/// # tickmark::global().register("model_info", "The model.", &MODEL_INFO).expect("the name is free");
/// assert!(tickmark::encode().contains(r#"model_info{name="resnet",quantized="true"} 1"#));
/// ```
pub struct Info<T> {
    known: Mutex<Known<T>>,
    failures: AtomicU64,
}

enum Known<T> {
    Nothing,
    /// Known from the start, in a constant, which has no memory.
    Value(T),
    /// The same, for the scrapes that write it: there may be several at once, or none that could.
    Unwritten(Arc<T>),
    Written(LabelsBuf),
}

impl<T> Info<T> {
    /// Nothing is known yet.
    pub const fn new() -> Self {
        Self::with(Known::Nothing)
    }

    /// This is known from the start.
    pub const fn of(known: T) -> Self {
        Self::with(Known::Value(known))
    }

    const fn with(known: Known<T>) -> Self {
        Self { known: Mutex::new(known), failures: AtomicU64::new(0) }
    }

    /// No code of the user's runs under this lock.
    fn known(&self) -> MutexGuard<'_, Known<T>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: LabelSet> Info<T> {
    /// From now on this is known, instead of what was before.
    pub fn set(&self, known: T) {
        let written = Known::Written(labels(&known));
        // Dropped without the lock, because that runs the user's code.
        let _before = mem::replace(&mut *self.known(), written);
    }

    /// The labels of the series, if there is one.
    fn labels(&self) -> Option<LabelsBuf> {
        let asking = Asking::begin();
        let known = {
            let mut known = self.known();
            share(&mut known);
            match &*known {
                Known::Written(labels) => return Some(labels.clone()),
                Known::Unwritten(value) if asking.is_some() => Arc::clone(value),
                _ => return None,
            }
        };
        let written = self.attempt(|| labels(&*known));
        let before = written.as_ref().map(|labels| self.keep(&known, labels));
        self.attempt(|| drop((known, before)));
        written
    }

    /// Keeps what was written, unless something else is known by now; returns what is no longer needed.
    fn keep(&self, of: &Arc<T>, labels: &LabelsBuf) -> Option<Known<T>> {
        let mut known = self.known();
        match &*known {
            Known::Unwritten(value) if Arc::ptr_eq(value, of) => {
                Some(mem::replace(&mut *known, Known::Written(labels.clone())))
            }
            _ => None,
        }
    }

    /// Runs the user's code.
    fn attempt<R>(&self, run: impl FnOnce() -> R) -> Option<R> {
        let done = catch_unwind(AssertUnwindSafe(run));
        if done.is_err() {
            self.failures.fetch_add(1, Relaxed);
        }
        done.ok()
    }
}

/// What is known from the start is found by several scrapes from now on.
fn share<T>(known: &mut Known<T>) {
    *known = match mem::replace(known, Known::Nothing) {
        Known::Value(value) => Known::Unwritten(Arc::new(value)),
        known => known,
    };
}

impl<T> Default for Info<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Info<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_known = !matches!(*self.known(), Known::Nothing);
        f.debug_struct("Info").field("is_known", &is_known).finish_non_exhaustive()
    }
}

impl<T: LabelSet + Send + Sync> Metric for Info<T> {
    const KIND: Kind = Kind::Info;
}

impl<T: LabelSet + Send + Sync> Source for Info<T> {
    fn labels(&self) -> &'static [LabelDescriptor] {
        T::LABELS
    }

    fn write(&self, sink: &mut dyn Sink) {
        if let Some(labels) = self.labels() {
            sink.info(labels.as_labels());
        }
    }

    fn failures(&self) -> u64 {
        self.failures.load(Relaxed)
    }
}

fn labels<T: LabelSet>(known: &T) -> LabelsBuf {
    let (mut labels, mut names) = (LabelsBuf::new(), T::LABELS.iter());
    known.visit(&mut |value| {
        // An empty value is no label to Prometheus.
        if let Some(label) = names.next()
            && !value.is_empty()
        {
            labels = mem::take(&mut labels).with(label.name(), value);
        }
    });
    labels
}
