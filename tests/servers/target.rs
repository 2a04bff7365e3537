//! What is scraped.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use tickmark::{Registry, exposition::Encoder};

/// A server of one page on loopback, which remembers who asked for what; gone when this is dropped.
pub(super) struct Target {
    address: SocketAddr,
    scrapes: Arc<Mutex<Vec<Scrape>>>,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What was asked for, and what was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scrape {
    pub(super) accept: String,
    pub(super) accept_encoding: String,
    pub(super) content_type: &'static str,
    pub(super) content_encoding: Option<&'static str>,
}

impl Target {
    /// Answers with what the request wants most.
    pub(super) fn negotiating(registry: Registry) -> Self {
        Self::answering(move |scrape| {
            let response = registry.respond(&*scrape.accept, &*scrape.accept_encoding);
            scrape.content_type = response.content_type;
            scrape.content_encoding = response.content_encoding;
            response.body
        })
    }

    /// Answers in this format, whatever is asked for.
    pub(super) fn speaking(encoder: Encoder, registry: Registry) -> Self {
        Self::answering(move |scrape| {
            scrape.content_type = encoder.content_type();
            let mut page = Vec::new();
            encoder.encode(&registry, &mut page);
            page
        })
    }

    fn answering(answer: impl Fn(&mut Scrape) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener knows its address");
        let (scrapes, is_over) = (Arc::default(), Arc::new(AtomicBool::new(false)));
        let thread = thread::spawn({
            let (scrapes, is_over) = (Arc::clone(&scrapes), Arc::clone(&is_over));
            move || {
                for stream in listener.incoming().take_while(|_| !is_over.load(Relaxed)) {
                    let answered = stream.and_then(|stream| serve(&stream, &answer));
                    // Whoever hangs up too early asks again.
                    let Ok(scrape) = answered else { continue };
                    locked(&scrapes).push(scrape);
                }
            }
        });
        Self { address, scrapes, is_over, thread: Some(thread) }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What was asked for until now.
    pub(super) fn scrapes(&self) -> Vec<Scrape> {
        locked(&self.scrapes).clone()
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.is_over.store(true, Relaxed);
        // Wakes the thread; it fails only when that has ended already.
        let _ = TcpStream::connect(self.address);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn locked(scrapes: &Mutex<Vec<Scrape>>) -> MutexGuard<'_, Vec<Scrape>> {
    scrapes.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(stream: &TcpStream, answer: &impl Fn(&mut Scrape) -> Vec<u8>) -> io::Result<Scrape> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut scrape = Scrape::default();
    for line in BufReader::new(stream).lines() {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else {
            if line.is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "accept" => value.trim().clone_into(&mut scrape.accept),
            "accept-encoding" => value.trim().clone_into(&mut scrape.accept_encoding),
            _ => {}
        }
    }
    let body = answer(&mut scrape);
    write_response(stream, &scrape, &body)?;
    Ok(scrape)
}

fn write_response(mut stream: &TcpStream, scrape: &Scrape, body: &[u8]) -> io::Result<()> {
    let encoding = scrape.content_encoding.map(|coding| format!("content-encoding: {coding}\r\n"));
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {}\r\n{}content-length: {}\r\nconnection: close\r\n\r\n",
        scrape.content_type,
        encoding.unwrap_or_default(),
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}
