//! How far a connection is, and until when it has to be further.

use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use super::{limit::Limits, refusal::Refusal};

/// Where a connection stands, told by its parts: the stream, the service and the body of the answer.
#[derive(Debug)]
pub(super) struct Progress {
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Clone, Copy, Debug)]
struct State {
    phase: Phase,
    since: Instant,
    /// When the last whole request was answered, or the connection began.
    idle_since: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Between two requests.
    Idle,
    /// A request has begun, or the first one is awaited.
    Head,
    /// There is a whole request; its answer is being made or taken.
    Answer,
    /// All of the answer is written, and may not be sent.
    Flush,
}

impl Progress {
    pub(super) fn new(limits: Limits) -> Self {
        let now = Instant::now();
        Self { limits, state: Mutex::new(State { phase: Phase::Head, since: now, idle_since: now }) }
    }

    /// Bytes came.
    pub(super) fn received(&self) {
        self.step(|state, now| {
            if state.phase == Phase::Idle {
                (state.phase, state.since) = (Phase::Head, now);
            }
        });
    }

    /// A request is there.
    pub(super) fn requested(&self) {
        self.step(|state, now| (state.phase, state.since) = (Phase::Answer, now));
    }

    /// The body of the answer was handed over.
    pub(super) fn written(&self) {
        self.step(|state, _| {
            if state.phase == Phase::Answer {
                state.phase = Phase::Flush;
            }
        });
    }

    /// Nothing is left to be sent of what was handed over.
    pub(super) fn flushed(&self) {
        self.step(|state, now| {
            if state.phase == Phase::Flush {
                *state = State { phase: Phase::Idle, since: now, idle_since: now };
            }
        });
    }

    /// Since when nothing was answered, where there is no whole request.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        let state = self.state();
        matches!(state.phase, Phase::Idle | Phase::Head).then_some(state.idle_since)
    }

    /// Since when an answer is being made or taken, where there is a whole request.
    pub(super) fn answers_since(&self) -> Option<Instant> {
        let state = self.state();
        matches!(state.phase, Phase::Answer | Phase::Flush).then_some(state.since)
    }

    /// When the connection is closed unless it gets further, and what that is counted as: nothing where nothing was begun.
    pub(super) fn deadline(&self) -> (Instant, Option<Refusal>) {
        let State { phase, since, .. } = self.state();
        match phase {
            Phase::Idle => (since + self.limits.idle, None),
            Phase::Head => (since + self.limits.header, Some(Refusal::SlowRequest)),
            Phase::Answer | Phase::Flush => (since + self.limits.response, Some(Refusal::SlowResponse)),
        }
    }

    fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn step(&self, change: impl FnOnce(&mut State, Instant)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner), Instant::now());
    }
}
