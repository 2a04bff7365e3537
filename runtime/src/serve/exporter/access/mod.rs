//! Who is let in, by passwords, bearer tokens, certificates and the rate limit, as files say that may change.

mod bearer;
mod bucket;
mod config;
mod credential;
mod file;
mod loaded;
mod password;
#[cfg(feature = "tls")]
mod tls;

use std::{
    net::IpAddr,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bucket::Bucket;
use credential::Credential;
use http::{HeaderMap, HeaderValue, Response, header};
use loaded::Loaded;
use password::Passwords;

use super::{metric::ExporterMetrics, refusal::Refusal};
use crate::serve::Body;

/// How often files are looked at for changes, at most.
const BETWEEN_TWO_LOOKS: Duration = Duration::from_secs(1);

/// Where it is said who is let in.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    pub(super) web_config: Option<PathBuf>,
    pub(super) bearer_tokens: Option<PathBuf>,
}

impl Sources {
    const fn is_empty(&self) -> bool {
        self.web_config.is_none() && self.bearer_tokens.is_none()
    }
}

/// Lets clients in or not.
#[derive(Default)]
pub(super) struct Access {
    bucket: Bucket,
    passwords: Passwords,
    /// Nothing where everybody is let in.
    kept: Option<Arc<Kept>>,
}

/// What the files say, and when they were looked at.
struct Kept {
    sources: Sources,
    metrics: Arc<ExporterMetrics>,
    current: Mutex<Arc<Loaded>>,
    /// Nothing while somebody looks.
    looked: Mutex<Option<Instant>>,
    /// As it was found when it could not be used, which is told once.
    refused: Mutex<Option<file::Files>>,
}

impl Access {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub(super) fn open(sources: Sources, metrics: Arc<ExporterMetrics>) -> Result<Self, Vec<String>> {
        if sources.is_empty() {
            return Ok(Self::default());
        }
        let (_, loaded) = Loaded::load(&sources);
        let current = Mutex::new(Arc::new(loaded?));
        let looked = Mutex::new(Some(Instant::now()));
        let kept = Kept { sources, metrics, current, looked, refused: Mutex::default() };
        Ok(Self { kept: Some(Arc::new(kept)), ..Self::default() })
    }

    /// How connections are encrypted, if they are.
    #[cfg(feature = "tls")]
    pub(super) async fn tls(&self) -> Option<tokio_rustls::TlsAcceptor> {
        let loaded = self.kept.as_ref()?.latest().await;
        Some(loaded.tls.as_ref()?.config().into())
    }

    /// Whether the request may be answered.
    ///
    /// # Errors
    ///
    /// When it may not, and why.
    pub(super) async fn check(&self, headers: &HeaderMap, client: IpAddr) -> Result<(), Refusal> {
        let Some(kept) = &self.kept else { return Ok(()) };
        let loaded = kept.latest().await;
        if !self.bucket.admits(loaded.rate) {
            return Err(Refusal::Rate);
        }
        if !loaded.asks_for_credentials() {
            return Ok(());
        }
        match Credential::of(headers) {
            Some(Credential::Password { user, password }) if !loaded.users.is_empty() => {
                self.passwords.check(&loaded.users, &user, password, client).await
            }
            Some(Credential::Bearer(token)) if loaded.tokens.contains(token) => Ok(()),
            _ => Err(Refusal::Credentials),
        }
    }

    /// Adds what every answer is to have.
    pub(super) fn add_headers(&self, headers: &mut HeaderMap) {
        let Some(kept) = &self.kept else { return };
        for (name, value) in &kept.current().headers {
            headers.insert(name, value.clone());
        }
    }

    /// Says in a refusal what to do about it, if that can be said.
    pub(super) fn challenge(&self, refusal: Refusal, mut response: Response<Body>) -> Response<Body> {
        let headers = response.headers_mut();
        match refusal {
            Refusal::Credentials => {
                let Some(kept) = &self.kept else { return response };
                let loaded = kept.current();
                let offered = [
                    (!loaded.users.is_empty(), r#"Basic realm="metrics", charset="UTF-8""#),
                    (!loaded.tokens.is_empty(), r#"Bearer realm="metrics""#),
                ];
                for (_, challenge) in offered.into_iter().filter(|(is_offered, _)| *is_offered) {
                    headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
                }
            }
            Refusal::Queue | Refusal::Rate => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            _ => {}
        }
        response
    }
}

impl Kept {
    fn current(&self) -> Arc<Loaded> {
        lock(&self.current).clone()
    }

    /// What the files say now, or said a moment ago.
    async fn latest(self: &Arc<Self>) -> Arc<Loaded> {
        if let Some(look) = self.begin_to_look() {
            let looking = tokio::task::spawn_blocking(move || look.0.look());
            // A look that panics changes nothing, and one that hangs, as on a server that is down, holds nobody up.
            let _ = tokio::time::timeout(BETWEEN_TWO_LOOKS, looking).await;
        }
        self.current()
    }

    /// Nothing while another one looks, or has just looked.
    fn begin_to_look(self: &Arc<Self>) -> Option<Look> {
        let mut looked = lock(&self.looked);
        looked.take_if(|looked| looked.elapsed() >= BETWEEN_TWO_LOOKS)?;
        Some(Look(self.clone()))
    }

    /// Takes what the files say, if that has changed and can be used.
    fn look(&self) {
        let current = self.current();
        let is_known = lock(&self.refused).as_ref().is_some_and(|refused| !refused.have_changed());
        if !current.files.have_changed() || is_known {
            return;
        }
        let (files, loaded) = Loaded::load(&self.sources);
        match loaded.and_then(|loaded| loaded.no_less_than(&current)) {
            Ok(loaded) => {
                self.metrics.reload(true);
                *lock(&self.refused) = None;
                *lock(&self.current) = Arc::new(loaded);
            }
            Err(mistakes) => {
                self.metrics.reload(false);
                *lock(&self.refused) = Some(files);
                log::error!("the exporter goes on with its old configuration:\n{}", mistakes.join("\n"));
            }
        }
    }
}

/// A look at the files, of which there is one at a time.
struct Look(Arc<Kept>);

impl Drop for Look {
    fn drop(&mut self) {
        *lock(&self.0.looked) = Some(Instant::now());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
