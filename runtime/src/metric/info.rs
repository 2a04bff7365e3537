//! Info metrics.

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{Metric, Source};
use crate::{
    kind::Kind,
    label::{LabelSet, LabelsBuf},
    sink::Sink,
};

/// What is known of the program, in the labels of one series that is always 1: a version, a configuration.
///
/// The name ends in `_info`. There is nothing on the page until something is known.
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
    known: Mutex<Option<T>>,
}

impl<T> Info<T> {
    /// Nothing is known yet.
    pub const fn new() -> Self {
        Self { known: Mutex::new(None) }
    }

    /// This is known from the start.
    pub const fn of(known: T) -> Self {
        Self { known: Mutex::new(Some(known)) }
    }

    /// From now on this is known, instead of what was before.
    pub fn set(&self, known: T) {
        *self.known() = Some(known);
    }

    fn known(&self) -> MutexGuard<'_, Option<T>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Info<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Info<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Info").field("is_known", &self.known().is_some()).finish()
    }
}

impl<T: LabelSet + Send> Metric for Info<T> {
    const KIND: Kind = Kind::Info;
}

impl<T: LabelSet + Send> Source for Info<T> {
    fn write(&self, sink: &mut dyn Sink) {
        // Not under the lock, because the writer is the user's.
        let labels = self.known().as_ref().map(labels);
        if let Some(labels) = labels {
            sink.info(labels.as_labels());
        }
    }
}

fn labels<T: LabelSet>(known: &T) -> LabelsBuf {
    let (mut labels, mut names) = (LabelsBuf::new(), T::LABELS.iter());
    known.visit(&mut |value| {
        // An empty value is no label to Prometheus.
        if let Some(label) = names.next()
            && !value.is_empty()
        {
            labels = std::mem::take(&mut labels).with(label.name(), value);
        }
    });
    labels
}
