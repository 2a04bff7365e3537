//! Tasks that nobody waits for.

use std::{collections::VecDeque, time::Duration};

use tickmark::{UpDownGuard, counted, timed};
use tokio::time;

use crate::{
    cache,
    metric::{ByQueue, ByTask, METRICS, Queue, Task},
};

const MOST_RETRIES: u32 = 3;

/// Runs tasks in their order.
#[derive(Default)]
pub(crate) struct Worker {
    jobs: VecDeque<Job>,
}

/// A task that waits.
struct Job {
    task: Task,
    queue: Queue,
    retries: u32,
    /// Dropped with the job, so one that is thrown away does not wait any more either.
    waits: UpDownGuard<'static>,
}

impl Worker {
    pub(crate) fn add(&mut self, queue: Queue, task: Task) {
        self.push(queue, task, 0);
    }

    fn push(&mut self, queue: Queue, task: Task, retries: u32) {
        let waits = METRICS.celery.queue_length.with(ByQueue { queue }).track();
        self.jobs.push_back(Job { task, queue, retries, waits });
    }

    /// Until there is nothing left to do.
    pub(crate) async fn work(&mut self) {
        while let Some(Job { task, queue, retries, waits }) = self.jobs.pop_front() {
            drop(waits);
            if run_task(task, retries).await.is_err() && retries < MOST_RETRIES {
                METRICS.celery.task_retries.with(ByTask { task_name: task }).inc();
                self.push(queue, task, retries + 1);
            }
        }
    }
}

/// Runs a task; the mail server does not listen the first time.
///
/// `in_flight` inside `timed` has its labels. `counted` stands apart, because a `counted` inside would have its `outcome = none`, too.
#[timed(
    name = "celery_task_duration_seconds",
    help = "Time that tasks ran.",
    labels(task_name = task),
    outcome = none,
    in_flight(name = "celery_tasks_active", help = "Tasks that are running.")
)]
#[counted(
    name = "celery_tasks_total",
    help = "Tasks that ran.",
    labels(task_name = task),
    outcome(label = "status")
)]
async fn run_task(task: Task, retries: u32) -> Result<(), &'static str> {
    time::sleep(Duration::from_millis(1)).await;
    match task {
        Task::SendReport if retries == 0 => Err("the mail server does not listen"),
        Task::SendReport => Ok(()),
        Task::CleanUp => {
            cache::RESULTS.clear();
            Ok(())
        }
    }
}
