use std::sync::Arc;

use tickmark::{Counter, Gauge, Metrics};

#[derive(Metrics)]
struct Queue {
    /// What is there.
    there: Gauge,
    /// What came.
    came_total: Arc<Counter>,
}

static QUEUE: Queue = Queue::new();

fn main() {
    QUEUE.there.set(1.0);
}
