//! The connections that are open, and which of them goes when there is no room.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use tokio::{sync::Notify, task::AbortHandle};

use super::{metric::ExporterMetrics, progress::Progress, refusal::Refusal};

/// How long an answer takes at least that is cut off when there is no room: scrapes are done in less.
const LONG: Duration = Duration::from_secs(5);

/// The connections of an exporter. Clones are the same table.
#[derive(Clone)]
pub(super) struct Table {
    most: usize,
    metrics: Arc<ExporterMetrics>,
    open: Arc<Mutex<Open>>,
    closed: Arc<Notify>,
}

#[derive(Default)]
struct Open {
    last: u64,
    entries: BTreeMap<u64, Entry>,
}

struct Entry {
    client: IpAddr,
    progress: Arc<Progress>,
    task: Option<AbortHandle>,
}

impl Table {
    pub(super) fn new(most: usize, metrics: Arc<ExporterMetrics>) -> Self {
        Self { most, metrics, open: Arc::default(), closed: Arc::default() }
    }

    /// Makes room for a connection, if need be by closing another; without room there is no ticket.
    pub(super) fn admit(&self, client: IpAddr, progress: Arc<Progress>) -> Option<Ticket> {
        if self.open().entries.len() >= self.most && !self.displace() {
            self.metrics.refuse(Refusal::Full);
            return None;
        }
        self.metrics.open();
        let mut open = self.open();
        open.last += 1;
        let id = open.last;
        open.entries.insert(id, Entry { client, progress, task: None });
        Some(Ticket { id, table: self.clone() })
    }

    /// Closes a connection that gets nowhere; whether there was one.
    pub(super) fn displace(&self) -> bool {
        let mut open = self.open();
        let Some(id) = open.longest_waiting().or_else(|| open.longest_answering()) else { return false };
        let task = open.remove(id);
        drop(open);
        task.inspect(AbortHandle::abort);
        self.metrics.refuse(Refusal::Displaced);
        true
    }

    /// Closes all that wait for a request.
    pub(super) fn close_waiting(&self) {
        let mut open = self.open();
        let waiting = open.entries.iter().filter(|(_, entry)| entry.progress.waits_since().is_some());
        let waiting: Vec<u64> = waiting.map(|(id, _)| *id).collect();
        let tasks: Vec<_> = waiting.into_iter().filter_map(|id| open.remove(id)).collect();
        drop(open);
        tasks.iter().for_each(AbortHandle::abort);
    }

    /// Says how to close a connection.
    pub(super) fn put_task(&self, id: u64, task: AbortHandle) {
        if let Some(entry) = self.open().entries.get_mut(&id) {
            entry.task = Some(task);
        }
    }

    /// Waits until no connection is left.
    pub(super) async fn emptied(&self) {
        loop {
            let closed = self.closed.notified();
            if self.open().entries.is_empty() {
                return;
            }
            closed.await;
        }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Of those that wait for a request one of the client that has most of them, so that who opens many loses his own, and of these the one
    /// that has waited longest: who means to ask does so as soon as there is a connection.
    fn longest_waiting(&self) -> Option<u64> {
        let waiting = || {
            let entries = self.entries.iter();
            entries.filter_map(|(id, entry)| Some((entry.progress.waits_since()?, *id, entry.client)))
        };
        let mut of_clients: HashMap<IpAddr, usize> = HashMap::new();
        waiting().for_each(|(_, _, client)| *of_clients.entry(client).or_default() += 1);
        let most = of_clients.values().copied().max()?;
        waiting().filter(|(_, _, client)| of_clients.get(client) == Some(&most)).min().map(|(_, id, _)| id)
    }

    /// Of those that are being answered the one that has been longest, if that is long.
    fn longest_answering(&self) -> Option<u64> {
        let answering =
            self.entries.iter().filter_map(|(id, entry)| Some((entry.progress.answers_since()?, *id)));
        answering.min().filter(|(since, _)| since.elapsed() >= LONG).map(|(_, id)| id)
    }

    fn remove(&mut self, id: u64) -> Option<AbortHandle> {
        self.entries.remove(&id)?.task
    }
}

/// A place in the table, which is free again when this is dropped.
pub(super) struct Ticket {
    id: u64,
    table: Table,
}

impl Ticket {
    pub(super) fn id(&self) -> u64 {
        self.id
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.table.open().entries.remove(&self.id);
        if thread::panicking() {
            self.table.metrics.refuse(Refusal::Panic);
        }
        self.table.metrics.close();
        self.table.closed.notify_waiters();
    }
}
