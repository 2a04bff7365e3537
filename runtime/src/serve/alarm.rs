//! Wakes futures whose time is over.

use std::{
    collections::BTreeMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    task::Waker,
    thread,
    time::{Duration, Instant},
};

use super::rendering::wake;

/// Wakes futures whose time is over, on a thread that runs while there are some.
#[derive(Default)]
pub(super) struct Alarms {
    state: Mutex<State>,
    has_changed: Condvar,
}

#[derive(Default)]
struct State {
    /// By when it is time, and the number of the waiter.
    due: BTreeMap<(Instant, u64), Waker>,
    is_running: bool,
    /// When the thread looks again; nothing while it does not sleep.
    next: Option<Instant>,
    is_closed: bool,
}

/// How long the thread waits for the next alarm before it ends.
const PATIENCE: Duration = Duration::from_secs(60);

impl Alarms {
    /// Has the waiter woken at that time.
    pub(super) fn set(self: &Arc<Self>, at: Instant, waiter: u64, waker: &Waker) {
        // What a waker does when it is cloned or dropped is the executor's code: not under the lock.
        let waker = waker.clone();
        let mut state = self.state();
        let former = state.due.insert((at, waiter), waker);
        let is_first = state.next.is_some_and(|next| at < next);
        let needs_thread = !state.is_running;
        state.is_running = true;
        drop(state);
        drop(former);
        if needs_thread {
            self.start_thread();
        } else if is_first {
            self.has_changed.notify_one();
        }
    }

    pub(super) fn clear(&self, at: Instant, waiter: u64) {
        let waker = self.state().due.remove(&(at, waiter));
        drop(waker);
    }

    /// Without a thread futures are woken by their pages alone, until one can be started.
    fn start_thread(self: &Arc<Self>) {
        let alarms = self.clone();
        let started = thread::Builder::new().name("tickmark-clock".to_owned()).spawn(move || alarms.run());
        if started.is_err() {
            self.state().is_running = false;
        }
    }

    fn run(&self) {
        while let Some(due) = self.wait() {
            due.into_iter().for_each(wake);
        }
    }

    /// Those whose time has come; nothing where the thread may end.
    fn wait(&self) -> Option<Vec<Waker>> {
        let mut state = self.state();
        let mut was_in_vain = false;
        loop {
            let now = Instant::now();
            let due = state.take_due(now);
            if !due.is_empty() {
                return Some(due);
            }
            if state.is_closed || (was_in_vain && state.due.is_empty()) {
                state.is_running = false;
                return None;
            }
            let is_empty = state.due.is_empty();
            let next = state.due.first_key_value().map_or(now + PATIENCE, |((at, _), _)| *at);
            state.next = Some(next);
            let (back, timeout) = self
                .has_changed
                .wait_timeout(state, next.saturating_duration_since(now))
                .unwrap_or_else(PoisonError::into_inner);
            state = back;
            state.next = None;
            was_in_vain = is_empty && timeout.timed_out();
        }
    }

    /// Lets the thread end.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.has_changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take_due(&mut self, now: Instant) -> Vec<Waker> {
        let mut due = Vec::new();
        while let Some(first) = self.due.first_entry()
            && first.key().0 <= now
        {
            due.push(first.remove());
        }
        due
    }
}
