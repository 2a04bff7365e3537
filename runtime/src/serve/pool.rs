//! The threads on which pages are rendered.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use super::{Renderer, Rendering};
use crate::exposition;

/// The threads on which pages are rendered: started when they are needed, never more than there may be pages at once.
///
/// Threads of its own, because a collector that hangs can be left alone there, and no executor is asked for.
pub(super) struct Pool {
    renderer: Renderer,
    state: Mutex<State>,
    has_work: Condvar,
}

#[derive(Default)]
struct State {
    /// All that have not ended, also those that nobody waits for any more: what hangs keeps its place.
    under_way: Vec<Arc<Rendering>>,
    /// Those of them that no thread has begun.
    queue: VecDeque<Arc<Rendering>>,
    threads: usize,
    /// How many of the threads wait for work.
    idle: usize,
    is_closed: bool,
}

/// There are as many pages under way as may be at once.
#[derive(Debug)]
pub(super) struct Full;

/// How long a thread waits for work before it ends.
const PATIENCE: Duration = Duration::from_secs(60);

impl Pool {
    pub(super) fn new(renderer: Renderer) -> Self {
        Self { renderer, state: Mutex::default(), has_work: Condvar::new() }
    }

    pub(super) fn renderer(&self) -> &Renderer {
        &self.renderer
    }

    /// A rendering of this page: one that is under way, or one that begins now.
    pub(super) fn rendering(
        self: &Arc<Self>,
        page: &exposition::Request,
        deadline: Instant,
        most: usize,
    ) -> Result<Arc<Rendering>, Full> {
        // A collector that asks its own registry would wait for itself.
        if self.renderer.registry.is_under_way() {
            return Ok(self.rendered_here(page, deadline));
        }
        let mut state = self.state();
        if let Some(rendering) = state.under_way.iter().find(|rendering| rendering.suits(page)).cloned() {
            drop(state);
            self.renderer.metrics.coalesced_total.inc();
            return Ok(rendering);
        }
        if state.under_way.len() >= most.max(1) {
            return Err(Full);
        }
        let rendering = Arc::new(Rendering::new(page.clone(), deadline));
        state.under_way.push(rendering.clone());
        state.queue.push_back(rendering.clone());
        let needs_thread = state.queue.len() > state.idle && state.threads < most.max(1);
        state.threads += usize::from(needs_thread);
        drop(state);
        if needs_thread {
            self.start_thread(&rendering);
        } else {
            self.has_work.notify_one();
        }
        Ok(rendering)
    }

    fn rendered_here(&self, page: &exposition::Request, deadline: Instant) -> Arc<Rendering> {
        let rendering = Arc::new(Rendering::new(page.clone(), deadline));
        rendering.finish(self.renderer.render(page));
        rendering
    }

    fn start_thread(self: &Arc<Self>, rendering: &Arc<Rendering>) {
        let pool = self.clone();
        let started = thread::Builder::new().name("tickmark-scrape".to_owned()).spawn(move || pool.work());
        if started.is_err() {
            self.do_without_thread(rendering);
        }
    }

    /// Where the system has no more threads, one of the others renders the page; where there are none, the caller does.
    fn do_without_thread(&self, rendering: &Arc<Rendering>) {
        let mut state = self.state();
        state.threads -= 1;
        let place = state.queue.iter().position(|queued| Arc::ptr_eq(queued, rendering));
        if let (0, Some(place)) = (state.threads, place) {
            state.queue.remove(place);
            drop(state);
            self.carry_out(rendering);
        }
    }

    /// What a thread does.
    fn work(&self) {
        while let Some(rendering) = self.next() {
            self.carry_out(&rendering);
        }
    }

    /// The rendering that is next; nothing where the thread may end.
    fn next(&self) -> Option<Arc<Rendering>> {
        let mut state = self.state();
        let mut was_in_vain = false;
        loop {
            if let Some(rendering) = state.queue.pop_front() {
                return Some(rendering);
            }
            if was_in_vain || state.is_closed {
                state.threads -= 1;
                return None;
            }
            state.idle += 1;
            let (back, timeout) =
                self.has_work.wait_timeout(state, PATIENCE).unwrap_or_else(PoisonError::into_inner);
            state = back;
            state.idle -= 1;
            was_in_vain = timeout.timed_out();
        }
    }

    fn carry_out(&self, rendering: &Arc<Rendering>) {
        let rendered = self.renderer.render(rendering.page());
        // First, so that whoever comes once the page is out gets a new one.
        self.state().under_way.retain(|other| !Arc::ptr_eq(other, rendering));
        rendering.finish(rendered);
    }

    /// Lets the threads end.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.has_work.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
