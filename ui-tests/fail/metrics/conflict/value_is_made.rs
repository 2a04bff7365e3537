use std::sync::Arc;

use tickmark::{Counter, GaugeFn, Metrics};

#[derive(Metrics)]
struct Queue {
    /// What waits.
    length: GaugeFn,
    /// What came.
    came_total: Arc<Counter>,
}

static QUEUE: Queue = Queue::new();

fn main() {
    let _ = &QUEUE.length;
}
