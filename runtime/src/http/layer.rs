//! The layer that measures the requests of a server.

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, OnceLock},
};

use tower_layer::Layer;

use super::{
    Dimension, Exchange, Metrics, Naming, Quantity, RequestHead, ResponseHead, StatusLabel, Unmatched, Until,
    options::{Options, Origin},
    server::Server,
};
use crate::{instrument::is_enabled, place::Place, registry::Registry};

/// Measures the requests of a server: how many there are and how they end, how long they take, how many are under way, and how large they
/// and their responses are.
///
/// Make it once, when the program starts: clones, and the services of one layer, count together.
#[derive(Clone)]
pub struct MetricsLayer {
    options: Arc<Options>,
    /// Once there is a service; nothing where nothing is measured.
    server: Arc<OnceLock<Option<Arc<Server>>>>,
}

impl MetricsLayer {
    /// Everything as [`Naming::Instrumentator`] has it, in the [`global`](crate::global()) registry.
    #[track_caller]
    pub fn new() -> Self {
        Self { options: Arc::new(Options::new(Place::here())), server: Arc::default() }
    }

    /// Whose names families and labels have, and which there are by default.
    #[must_use]
    pub fn naming(self, naming: Naming) -> Self {
        self.with_options(|options| options.naming = naming)
    }

    /// What all names begin with.
    #[must_use]
    pub fn namespace(self, namespace: impl Into<String>) -> Self {
        self.with_options(|options| options.namespace = namespace.into())
    }

    /// What all names begin with, behind the [`namespace`](Self::namespace).
    #[must_use]
    pub fn subsystem(self, subsystem: impl Into<String>) -> Self {
        self.with_options(|options| options.subsystem = subsystem.into())
    }

    /// A label with the same value on every series.
    #[must_use]
    pub fn constant_label(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with_options(|options| options.constant.push((name.into(), value.into())))
    }

    /// Another name for a family; [`namespace`](Self::namespace) and [`subsystem`](Self::subsystem) stand before it all the same.
    #[must_use]
    pub fn rename(self, quantity: Quantity, name: impl Into<String>) -> Self {
        self.with_options(|options| options.names.push((quantity, name.into())))
    }

    /// Another name for a label.
    #[must_use]
    pub fn rename_label(self, dimension: Dimension, name: impl Into<String>) -> Self {
        self.with_options(|options| options.label_names.push((dimension, name.into())))
    }

    /// Measures this as well.
    #[must_use]
    pub fn with(self, quantity: Quantity) -> Self {
        self.with_options(|options| options.switched.push((quantity, true)))
    }

    /// Does not measure this.
    #[must_use]
    pub fn without(self, quantity: Quantity) -> Self {
        self.with_options(|options| options.switched.push((quantity, false)))
    }

    /// Does not tell requests apart by this.
    #[must_use]
    pub fn without_label(self, dimension: Dimension) -> Self {
        self.with_options(|options| options.without.push(dimension))
    }

    /// How the status of a response is written.
    #[must_use]
    pub fn status(self, status: StatusLabel) -> Self {
        self.with_options(|options| options.status = Some(status))
    }

    /// What becomes of requests that took no route.
    #[must_use]
    pub fn unmatched(self, unmatched: Unmatched) -> Self {
        self.with_options(|options| options.unmatched = Some(unmatched))
    }

    /// Does not measure requests of routes that match, or of paths where no route is known: `*` is any run of characters, `?` is one.
    #[must_use]
    pub fn exclude(self, pattern: impl Into<String>) -> Self {
        self.with_options(|options| options.excluded.push(pattern.into()))
    }

    /// A label whose value is read from the request.
    #[must_use]
    pub fn label_from_request<V: Into<Cow<'static, str>>>(
        self,
        name: impl Into<String>,
        read: impl Fn(&RequestHead<'_>) -> V + Send + Sync + 'static,
    ) -> Self {
        self.with_own(name.into(), Origin::Request(Arc::new(move |head| read(head).into())))
    }

    /// A label whose value is read from the response.
    #[must_use]
    pub fn label_from_response<V: Into<Cow<'static, str>>>(
        self,
        name: impl Into<String>,
        read: impl Fn(&ResponseHead<'_>) -> V + Send + Sync + 'static,
    ) -> Self {
        self.with_own(name.into(), Origin::Response(Arc::new(move |head| read(head).into())))
    }

    /// A label that handlers set, by [`HandlerLabels`](super::HandlerLabels).
    #[must_use]
    pub fn label_from_handler(self, name: impl Into<String>) -> Self {
        self.with_own(name.into(), Origin::Handler)
    }

    /// When a request is over, for its duration.
    #[must_use]
    pub fn duration_until(self, until: Until) -> Self {
        self.with_options(|options| options.until = until)
    }

    /// The upper bounds of the buckets of a histogram; a size that was a summary becomes one.
    #[must_use]
    pub fn buckets(self, quantity: Quantity, bounds: impl Into<Cow<'static, [f64]>>) -> Self {
        self.with_options(|options| options.buckets.push((quantity, bounds.into())))
    }

    /// The durations as native histograms, with the classic buckets beside.
    #[must_use]
    pub fn native(self) -> Self {
        self.with_options(|options| options.is_native = true)
    }

    /// Only successes count in the histogram of high resolution.
    #[must_use]
    pub fn high_resolution_for_success_only(self) -> Self {
        self.with_options(|options| options.is_fine_for_success_only = true)
    }

    /// Requests under way are told apart by method and route, where the naming does not do so anyway.
    #[must_use]
    pub fn in_progress_labels(self) -> Self {
        self.with_options(|options| options.has_labels_in_progress = true)
    }

    /// Requests come by `https`, where they don't say themselves how they came.
    #[must_use]
    pub fn https(self) -> Self {
        self.with_options(|options| options.is_https = true)
    }

    /// How many series a family may have.
    #[must_use]
    pub fn limit(self, series: usize) -> Self {
        self.with_options(|options| options.limit = series)
    }

    /// A route that is on the page, at zero, before its first request.
    #[must_use]
    pub fn route(self, method: http::Method, template: impl Into<Cow<'static, str>>) -> Self {
        self.with_options(|options| options.routes.push((method, template.into())))
    }

    /// Counts in this registry instead of the global one.
    #[must_use]
    pub fn registry(self, registry: Registry) -> Self {
        self.with_options(|options| options.registry = Some(registry))
    }

    /// Measures only if this variable of the environment says so: `true`, `1`, `on` or `yes`.
    #[must_use]
    pub fn only_if_env(self, variable: impl Into<String>) -> Self {
        self.with_options(|options| options.switch = Some(variable.into()))
    }

    /// A request begins that no `tower` service answers: what becomes of it is told to the exchange.
    pub fn begin(&self, head: &RequestHead<'_>) -> Exchange {
        match self.server() {
            Some(server) if is_enabled() => Exchange::begin(server, head),
            _ => Exchange::ignored(),
        }
    }

    fn with_own(self, name: String, origin: Origin) -> Self {
        self.with_options(|options| options.own.push((name, origin)))
    }

    /// Other options, and so other families.
    fn with_options(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(Arc::make_mut(&mut self.options));
        Self { options: self.options, server: Arc::default() }
    }

    fn server(&self) -> Option<&Arc<Server>> {
        self.server.get_or_init(|| Server::open((*self.options).clone()).map(Arc::new)).as_ref()
    }
}

impl Default for MetricsLayer {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Layer<S> for MetricsLayer {
    type Service = Metrics<S>;

    fn layer(&self, inner: S) -> Metrics<S> {
        Metrics::new(inner, self.server().cloned())
    }
}

impl fmt::Debug for MetricsLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MetricsLayer").field("options", &self.options).finish_non_exhaustive()
    }
}
