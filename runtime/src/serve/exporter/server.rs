//! The thread of an exporter: it takes connections and hands them on.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    runtime::{self, Runtime},
    sync::watch,
    time::{sleep, timeout},
};

use super::{
    connection::Connection,
    limit::Limits,
    network::Network,
    progress::Progress,
    race::{First, race},
    refusal::Refusal,
    service::Service,
    stop::Stop,
    table::Table,
};

/// Its name, by which people find it in a debugger.
const THREAD: &str = "tickmark-exporter";

/// Connections that the system keeps for us until we take them.
const BACKLOG: u32 = 1024;

/// How long to wait when the system has no room for a connection.
const BREATH: Duration = Duration::from_millis(100);

/// What the thread works with.
pub(super) struct Server {
    pub(super) limits: Limits,
    /// None of them: all are allowed.
    pub(super) networks: Vec<Network>,
    pub(super) service: Arc<Service>,
    pub(super) table: Table,
}

/// A thread that serves.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) address: SocketAddr,
    pub(super) stop: watch::Sender<Stop>,
    pub(super) thread: thread::JoinHandle<()>,
}

impl Server {
    /// Listens on the first of the addresses that can be had, on a thread of its own.
    ///
    /// # Errors
    ///
    /// When there is none, with the last one.
    pub(super) fn start(self, addresses: Vec<SocketAddr>) -> io::Result<Running> {
        let (stop, stopped) = watch::channel(Stop::No);
        let (told, listens) = mpsc::sync_channel(1);
        let thread =
            thread::Builder::new().name(THREAD.to_owned()).spawn(move || match begin(&addresses) {
                Ok((runtime, listener, address)) => {
                    let _ = told.send(Ok(address));
                    self.serve(runtime, listener, stopped);
                }
                Err(error) => _ = told.send(Err(error)),
            })?;
        let address = listens.recv().map_err(|_| io::Error::other("the thread of the exporter ended"))??;
        Ok(Running { address, stop, thread })
    }

    fn serve(&self, runtime: Runtime, listener: TcpListener, stop: watch::Receiver<Stop>) {
        runtime.block_on(async {
            self.listen(listener, stop.clone()).await;
            if *stop.borrow() == Stop::WhenDone {
                self.table.close_waiting();
                let _ = timeout(self.limits.grace, self.table.emptied()).await;
            }
        });
        // A password that is being checked would hold up who waits for the end.
        runtime.shutdown_background();
    }

    /// Takes connections until it is told to stop; nobody listens any more then.
    async fn listen(&self, listener: TcpListener, stop: watch::Receiver<Stop>) {
        let mut stopped = stop.clone();
        let mut stopped = std::pin::pin!(stopped.wait_for(|stop| *stop != Stop::No));
        loop {
            match race(listener.accept(), stopped.as_mut()).await {
                First::Left(Ok((stream, client))) => self.take(stream, client, &stop),
                First::Left(Err(error)) if is_of_the_client(&error) => {}
                First::Left(Err(error)) => {
                    log::warn!("the exporter can't take a connection: {error}");
                    self.service.metrics.refuse(Refusal::Accept);
                    self.table.displace();
                    sleep(BREATH).await;
                }
                First::Right(_) => return,
            }
        }
    }

    fn take(&self, stream: TcpStream, client: SocketAddr, stop: &watch::Receiver<Stop>) {
        let client = client.ip().to_canonical();
        if !self.networks.is_empty() && !self.networks.iter().any(|network| network.contains(client)) {
            return self.service.metrics.refuse(Refusal::Network);
        }
        let progress = Arc::new(Progress::new(self.limits));
        let Some(ticket) = self.table.admit(client, progress.clone()) else { return };
        let id = ticket.id();
        let connection =
            Connection { client, progress, service: self.service.clone(), stop: stop.clone(), ticket };
        let task = tokio::spawn(connection.run(stream));
        self.table.put_task(id, task.abort_handle());
    }
}

fn begin(addresses: &[SocketAddr]) -> io::Result<(Runtime, TcpListener, SocketAddr)> {
    let mut builder = runtime::Builder::new_current_thread();
    let runtime = builder.enable_io().enable_time().max_blocking_threads(2).thread_name(THREAD).build()?;
    let guard = runtime.enter();
    let mut last = io::Error::new(io::ErrorKind::InvalidInput, "there is no such address");
    for address in addresses {
        match listener_on(*address).and_then(|listener| Ok((listener.local_addr()?, listener))) {
            Ok((address, listener)) => {
                drop(guard);
                return Ok((runtime, listener, address));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn listener_on(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Connections that are being closed must not keep the next start of a program from its port; on Windows this would share it.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Whether only this one connection failed.
fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
