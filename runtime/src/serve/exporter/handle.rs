//! An exporter that runs.

use std::{
    fmt,
    net::{SocketAddr, ToSocketAddrs},
};

use super::{Builder, ExporterError, server::Running, stop::Stop};

/// Serves the metrics of a program that has no web server, on a thread of its own.
///
/// Dropped, it stops at once: nobody listens on its address any more, and answers that are under way are cut off. So keep it as long as there
/// are to be metrics, [shut it down](Self::shutdown) where the last scrape counts, or [detach](Self::detach) it.
///
/// [The module](crate::serve::exporter) says what it answers and what it can be asked to do.
///
/// ```
/// use tickmark::serve::Exporter;
///
/// let exporter = Exporter::bind("127.0.0.1:0")?;
/// println!("metrics at http://{}/metrics", exporter.local_addr());
/// // … the work that the program is for …
/// exporter.shutdown();
/// # Ok::<(), tickmark::serve::exporter::ExporterError>(())
/// ```
#[must_use = "an exporter that is dropped stops: keep it, or `detach` it"]
pub struct Exporter {
    /// Nothing only when it is gone already.
    running: Option<Running>,
    address: SocketAddr,
}

impl Exporter {
    /// Serves the [`global`](crate::global()) registry on this address, `127.0.0.1:9464` for one, with all options at their defaults.
    ///
    /// When it returns, it answers. It can be called before or within an asynchronous program: it needs nothing of its runtime.
    ///
    /// # Errors
    ///
    /// When the address can't be listened on; the error names it and says what to do.
    pub fn bind(address: impl ToSocketAddrs + fmt::Debug) -> Result<Self, ExporterError> {
        Builder::new().bind(address)
    }

    /// An exporter with options.
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(super) fn new(running: Running) -> Self {
        Self { address: running.address, running: Some(running) }
    }

    /// Where it listens: with port 0, on which port.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more connections, finishes the answers that are under way for up to the [grace period](Builder::grace_period), and
    /// waits for that.
    pub fn shutdown(mut self) {
        self.stop(Stop::WhenDone);
    }

    /// Lets it serve until the program ends.
    pub fn detach(mut self) {
        // Its thread stops when nobody can tell it to go on; here nobody can tell it anything.
        std::mem::forget(self.running.take().map(|running| running.stop));
    }

    fn stop(&mut self, stop: Stop) {
        if let Some(Running { stop: sender, thread, .. }) = self.running.take() {
            let _ = sender.send(stop);
            // A panic of its own was printed already, and is not to become one of the program.
            let _ = thread.join();
        }
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        self.stop(Stop::Now);
    }
}

impl fmt::Debug for Exporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exporter").field("address", &self.address).finish_non_exhaustive()
    }
}
