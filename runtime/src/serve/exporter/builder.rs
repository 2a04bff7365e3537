//! What an exporter is to be like.

#[cfg(feature = "web-config")]
use std::path::PathBuf;
use std::{
    fmt,
    net::{SocketAddr, ToSocketAddrs},
    sync::Arc,
    time::Duration,
};

use super::{
    Exporter, ExporterError,
    access::{Access, Sources},
    limit::Limits,
    metric::ExporterMetrics,
    page::Pages,
    server::Server,
    service::Service,
    table::Table,
};
use crate::{catalog::global, registry::Registry, serve::ScrapeHandler};

/// The options of an [`Exporter`], each with a default.
///
/// Nothing is looked at before [`bind`](Self::bind), which tells all that is wrong with them at once.
#[derive(Clone, Debug)]
#[must_use = "it serves nothing before `bind`"]
pub struct Builder {
    registry: Option<Registry>,
    handler: Option<ScrapeHandler>,
    path: String,
    networks: Option<Vec<String>>,
    sources: Sources,
    limits: Limits,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            registry: None,
            handler: None,
            path: "/metrics".to_owned(),
            networks: None,
            sources: Sources::default(),
            limits: Limits::DEFAULT,
        }
    }

    /// Serves this registry, which also gets what the exporter says of itself: by default that of the handler, without one the
    /// [`global`](crate::global()) one.
    pub fn registry(mut self, registry: Registry) -> Self {
        self.registry = Some(registry);
        self
    }

    /// Answers scrapes with this handler: by default one of the registry, with all its options at their defaults.
    pub fn handler(mut self, handler: ScrapeHandler) -> Self {
        self.handler = Some(handler);
        self
    }

    /// Answers scrapes under this path: by default `/metrics`.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Lets clients connect from these networks only, such as `10.0.0.0/8`, `192.168.1.7` or `fd00::/8`: by default from any. Called again it
    /// adds to them.
    ///
    /// Connections from elsewhere are closed before anything is read. Behind a proxy all come from the proxy.
    ///
    /// ```
    /// use tickmark::serve::Exporter;
    ///
    /// let exporter = Exporter::builder().allow(["127.0.0.0/8", "::1"]).bind("127.0.0.1:0")?;
    /// let error = Exporter::builder().allow(["10.0.0.1/8"]).bind("127.0.0.1:0").expect_err("that is an address");
    /// assert_eq!(
    ///     error.to_string(),
    ///     "`allow`: `10.0.0.1/8` is an address in a network: write `10.0.0.0/8` for all of it, or `10.0.0.1`"
    /// );
    /// # Ok::<(), tickmark::serve::exporter::ExporterError>(())
    /// ```
    pub fn allow(mut self, networks: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.networks.get_or_insert_default().extend(networks.into_iter().map(Into::into));
        self
    }

    /// Reads TLS, passwords, headers and the rate limit from a file in the format of
    /// [Prometheus' exporters](https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md): by default there is none
    /// of these. [The module](crate::serve::exporter#the-web-configuration) says what of it is honoured.
    #[cfg(feature = "web-config")]
    pub fn web_config(mut self, path: impl Into<PathBuf>) -> Self {
        self.sources.web_config = Some(path.into());
        self
    }

    /// Asks for one of the bearer tokens in this file, one in each line: by default for none. Blank lines are not tokens.
    ///
    /// Where there are passwords too, either will do. The file is read again when it has changed; with two tokens in it, clients can be
    /// given the new one at any time between.
    #[cfg(feature = "web-config")]
    pub fn bearer_token_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.sources.bearer_tokens = Some(path.into());
        self
    }

    /// How many connections are open at once, at most: by default 128. [When there are more](crate::serve::exporter#attacks), one is closed.
    pub fn connection_limit(mut self, most: usize) -> Self {
        self.limits.connections = most;
        self
    }

    /// How long a client may take to send the head of a request, with the TLS handshake for the first one: by default 10 seconds.
    pub fn header_timeout(mut self, timeout: Duration) -> Self {
        self.limits.header = timeout;
        self
    }

    /// How long an answer may take from then on, until the client has taken all of it: by default 60 seconds.
    pub fn response_timeout(mut self, timeout: Duration) -> Self {
        self.limits.response = timeout;
        self
    }

    /// How long a connection is kept between two requests: by default 3 minutes.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle = timeout;
        self
    }

    /// How long [`shutdown`](Exporter::shutdown) waits for answers that are under way: by default 5 seconds.
    pub fn grace_period(mut self, period: Duration) -> Self {
        self.limits.grace = period;
        self
    }

    /// Serves on this address; when it returns, it answers.
    ///
    /// # Errors
    ///
    /// When the options are wrong, all of them at once, or the address can't be listened on; the error names it and says what to do.
    pub fn bind(self, address: impl ToSocketAddrs + fmt::Debug) -> Result<Exporter, ExporterError> {
        let mut mistakes = self.mistakes();
        let networks = self.networks.iter().flatten();
        let networks = networks.filter_map(|network| {
            network.parse().map_err(|problem| mistakes.push(format!("`allow`: {problem}"))).ok()
        });
        let networks = networks.collect();
        let registry = self.registry.as_ref().or(self.handler.as_ref().map(ScrapeHandler::registry));
        let registry = registry.unwrap_or_else(|| global()).clone();
        let metrics = ExporterMetrics::of(&registry);
        let access = Access::open(self.sources, metrics.clone()).map_err(|more| mistakes.extend(more)).ok();
        ExporterError::none_or(mistakes)?;
        let access = access.unwrap_or_default();
        let pages = Pages::new(self.handler.unwrap_or_else(|| ScrapeHandler::of(registry)), self.path);
        let table = Table::new(self.limits.connections, metrics.clone());
        let service = Arc::new(Service { access, metrics, pages });
        let server = Server { limits: self.limits.bounded(), networks, service, table };
        listen(server, &address)
    }
}

impl Builder {
    /// What is wrong with everything but networks and files.
    fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        let mut demand = |is_met: bool, problem: String| mistakes.extend((!is_met).then_some(problem));
        let is_path = self.path.starts_with('/')
            && self.path.chars().all(|it| it.is_ascii_alphanumeric() || "/_.~-".contains(it));
        let is_taken = matches!(&*self.path, "/" | "/-/healthy");
        demand(
            is_path && !is_taken,
            format!("`path`: `{}` can't be the path of the page: write one like `/metrics`", self.path),
        );
        demand(
            self.networks.as_ref().is_none_or(|networks| !networks.is_empty()),
            "`allow`: without any network nobody could connect: name one, or leave `allow` out".to_owned(),
        );
        demand(
            self.limits.connections > 0,
            "`connection_limit`: one connection is the least: write a number like `128`".to_owned(),
        );
        let Limits { header, response, idle, .. } = self.limits;
        for (name, timeout) in
            [("header_timeout", header), ("response_timeout", response), ("idle_timeout", idle)]
        {
            demand(
                !timeout.is_zero(),
                format!("`{name}`: in no time nothing can be done: write one like `Duration::from_secs(10)`"),
            );
        }
        mistakes
    }
}

fn listen(server: Server, address: &(impl ToSocketAddrs + fmt::Debug)) -> Result<Exporter, ExporterError> {
    let named = || format!("{address:?}").trim_matches('"').to_owned();
    let addresses = address.to_socket_addrs().map_err(|error| ExporterError::address(named(), error))?;
    let addresses: Vec<SocketAddr> = addresses.collect();
    let shown = addresses.last().map_or_else(named, ToString::to_string);
    server.start(addresses).map(Exporter::new).map_err(|error| ExporterError::address(shown, error))
}
