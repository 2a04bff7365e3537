use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use tickmark::{Collect, FamilyMeta, Kind, LabelsBuf, Sink};

/// A collector that waits until the test lets it go on.
#[derive(Clone, Default)]
pub(super) struct Gate(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// How often it was asked.
    asked: usize,
    /// The first so many wait.
    closed_for: usize,
}

impl Gate {
    /// Whoever asks waits.
    pub(super) fn closed() -> Self {
        Self::closed_for(usize::MAX)
    }

    /// The first so many wait.
    pub(super) fn closed_for(first: usize) -> Self {
        let gate = Self::default();
        gate.state().closed_for = first;
        gate
    }

    pub(super) fn open(&self) {
        self.state().closed_for = 0;
        self.0.changed.notify_all();
    }

    /// Waits until it was asked that often.
    pub(super) fn wait_for(&self, asked: usize) {
        let wait = self.0.changed.wait_while(self.state(), |state| state.asked < asked);
        drop(wait.expect("nobody panics"));
    }

    pub(super) fn asked(&self) -> usize {
        self.state().asked
    }

    /// Where it is when nobody has it but this.
    pub(super) fn is_alone(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().expect("nobody panics")
    }
}

impl Collect for Gate {
    fn collect(&self, sink: &mut dyn Sink) {
        let mut state = self.state();
        state.asked += 1;
        let number = state.asked;
        self.0.changed.notify_all();
        let wait = self.0.changed.wait_while(state, |state| number <= state.closed_for);
        drop(wait.expect("nobody panics"));
        sink.family(&FamilyMeta::new("gate_asked", Kind::Gauge, "How often it was asked."));
        sink.gauge(LabelsBuf::new().as_labels(), number as f64);
    }

    fn name(&self) -> &'static str {
        "gate"
    }
}
