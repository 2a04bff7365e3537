//! A page that is being rendered, and who waits for it.

use std::{
    collections::BTreeMap,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
    time::Instant,
};

use bytes::Bytes;

use crate::exposition::{self, Response};

/// A page that is being rendered, for all who want the same.
pub(super) struct Rendering {
    page: exposition::Request,
    /// Until when others may join: the time of whoever began it.
    deadline: Instant,
    state: Mutex<State>,
    is_done: Condvar,
}

#[derive(Default)]
struct State {
    rendered: Option<Rendered>,
    /// By the number of each waiter.
    wakers: BTreeMap<u64, Waker>,
}

/// What came of it; nothing where it panicked.
pub(super) type Rendered = Option<Page>;

/// A page, as many answers as share it.
#[derive(Clone, Debug)]
pub(super) struct Page {
    head: Arc<Head>,
    pub(super) body: Bytes,
}

#[derive(Debug)]
struct Head {
    /// Without its body.
    response: Response,
    failed: Vec<String>,
}

impl Page {
    pub(super) fn new(mut response: Response, failed: Vec<String>) -> Self {
        let body = mem::take(&mut response.body).into();
        Self { head: Arc::new(Head { response, failed }), body }
    }

    pub(super) fn headers(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.head.response.headers()
    }

    /// The collectors of which a part is missing.
    pub(super) fn failed(&self) -> &[String] {
        &self.head.failed
    }
}

impl Rendering {
    pub(super) fn new(page: exposition::Request, deadline: Instant) -> Self {
        Self { page, deadline, state: Mutex::default(), is_done: Condvar::new() }
    }

    pub(super) fn page(&self) -> &exposition::Request {
        &self.page
    }

    /// Whether its page is the one that is asked for now. One that takes longer than it was given may never end, so nobody joins it.
    pub(super) fn suits(&self, page: &exposition::Request) -> bool {
        self.page == *page && Instant::now() < self.deadline
    }

    /// Hands the page to all who wait.
    pub(super) fn finish(&self, rendered: Rendered) {
        let mut state = self.state();
        state.rendered = Some(rendered);
        let wakers = mem::take(&mut state.wakers);
        drop(state);
        self.is_done.notify_all();
        wakers.into_values().for_each(wake);
    }

    /// Waits for it; nothing where the time is over.
    pub(super) fn wait(&self, deadline: Instant) -> Option<Rendered> {
        let mut state = self.state();
        while state.rendered.is_none() {
            let rest = deadline.checked_duration_since(Instant::now()).filter(|rest| !rest.is_zero())?;
            state = self.is_done.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.rendered.clone()
    }

    /// What came of it, or the waiter will be woken.
    pub(super) fn poll(&self, waiter: u64, waker: &Waker) -> Poll<Rendered> {
        // What a waker does when it is cloned or dropped is the executor's code: not under the lock.
        let waker = waker.clone();
        let mut state = self.state();
        if let Some(rendered) = &state.rendered {
            return Poll::Ready(rendered.clone());
        }
        let former = state.wakers.insert(waiter, waker);
        drop(state);
        drop(former);
        Poll::Pending
    }

    /// The waiter does not wait any longer.
    pub(super) fn leave(&self, waiter: u64) {
        let waker = self.state().wakers.remove(&waiter);
        drop(waker);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes a future. That is the executor's code: if it panics, the others are woken even so.
pub(super) fn wake(waker: Waker) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| waker.wake())) {
        // It may be of a type that panics when it is dropped.
        mem::forget(payload);
    }
}
