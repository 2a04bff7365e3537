//! One connection, from its first byte to its last.

use std::{convert::Infallible, future::poll_fn, net::IpAddr, pin::pin, sync::Arc, task::Poll};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    sync::watch,
    time::sleep_until,
};

use super::{
    limit::{MOST_HEADER_BYTES, MOST_HEADERS},
    progress::Progress,
    refusal::Refusal,
    service::Service,
    stop::Stop,
    stream::{Reported, Watched},
    table::Ticket,
};

/// What a connection needs.
pub(super) struct Connection {
    pub(super) client: IpAddr,
    pub(super) progress: Arc<Progress>,
    pub(super) service: Arc<Service>,
    pub(super) stop: watch::Receiver<Stop>,
    /// Given back when all else is done.
    pub(super) ticket: Ticket,
}

impl Connection {
    /// Answers requests until the client has no more, takes too long, or the exporter stops.
    pub(super) async fn run(self, stream: TcpStream) {
        // Pages go out in one piece or in full packets; the last part of one must not wait for an acknowledgement.
        let _ = stream.set_nodelay(true);
        #[cfg(feature = "tls")]
        if let Some(tls) = self.service.access.tls().await {
            return match tokio::time::timeout_at(self.progress.deadline().0, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.speak(stream).await,
                Ok(Err(_)) => self.service.metrics.refuse(Refusal::Handshake),
                Err(_) => self.service.metrics.refuse(Refusal::SlowRequest),
            };
        }
        self.speak(stream).await;
    }

    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let Self { client, progress, service, mut stop, ticket } = self;
        let answer = service_fn(|request| {
            progress.requested();
            let (service, progress) = (service.clone(), progress.clone());
            async move {
                let response = service.answer(request, client).await;
                Ok::<_, Infallible>(response.map(|body| Reported::new(body, progress)))
            }
        });
        let mut http = http1::Builder::new();
        // How long anything may take is `Progress`' affair, which knows more than hyper does.
        http.header_read_timeout(None).max_headers(MOST_HEADERS).max_header_size(MOST_HEADER_BYTES);
        let stream = TokioIo::new(Watched::new(stream, progress.clone()));
        let mut speaking = pin!(http.serve_connection(stream, answer));
        let mut stopped = pin!(stop.wait_for(|stop| *stop != Stop::No));
        let mut is_stopping = false;
        let mut clock = pin!(sleep_until(progress.deadline().0));
        let refusal = poll_fn(|cx| {
            if !is_stopping && stopped.as_mut().poll(cx).is_ready() {
                is_stopping = true;
                speaking.as_mut().graceful_shutdown();
            }
            if let Poll::Ready(end) = speaking.as_mut().poll(cx) {
                return Poll::Ready(end.err().as_ref().and_then(refusal_of));
            }
            let (deadline, refusal) = progress.deadline();
            if clock.deadline() != deadline {
                clock.as_mut().reset(deadline);
            }
            clock.as_mut().poll(cx).map(|()| refusal)
        })
        .await;
        if let Some(refusal) = refusal {
            service.metrics.refuse(refusal);
        }
        drop(ticket);
    }
}

/// What the client did wrong; that it went away is its own affair.
fn refusal_of(error: &hyper::Error) -> Option<Refusal> {
    if error.is_parse_too_large() {
        Some(Refusal::Header)
    } else if error.is_parse() {
        Some(Refusal::Malformed)
    } else {
        None
    }
}
