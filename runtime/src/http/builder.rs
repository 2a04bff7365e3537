//! What a layer can be told.

use std::{borrow::Cow, sync::Arc};

use super::{
    Dimension, MetricsLayer, Naming, Quantity, RequestHead, ResponseHead, StatusLabel, Unmatched, Until,
    options::Origin,
};
use crate::registry::Registry;

/// # Names
impl MetricsLayer {
    /// Whose names families and labels have, and which there are by default: [`Naming::Instrumentator`] if nobody says.
    #[must_use]
    pub fn naming(self, naming: Naming) -> Self {
        self.with_options(|options| options.naming = naming)
    }

    /// What all names begin with, and an `_`: nothing if nobody says.
    #[must_use]
    pub fn namespace(self, namespace: impl Into<String>) -> Self {
        self.with_options(|options| options.namespace = namespace.into())
    }

    /// What all names begin with, behind the [`namespace`](Self::namespace).
    #[must_use]
    pub fn subsystem(self, subsystem: impl Into<String>) -> Self {
        self.with_options(|options| options.subsystem = subsystem.into())
    }

    /// Another name for a family; [`namespace`](Self::namespace) and [`subsystem`](Self::subsystem) stand before it all the same.
    ///
    /// The name of [`Requests`](Quantity::Requests) ends in `_total`, as that of every counter does.
    #[must_use]
    pub fn rename(self, quantity: Quantity, name: impl Into<String>) -> Self {
        self.with_options(|options| options.names.push((quantity, name.into())))
    }

    /// Another name for a label.
    #[must_use]
    pub fn rename_label(self, dimension: Dimension, name: impl Into<String>) -> Self {
        self.with_options(|options| options.label_names.push((dimension, name.into())))
    }

    /// Another help text for a family.
    #[must_use]
    pub fn help(self, quantity: Quantity, text: impl Into<String>) -> Self {
        self.with_options(|options| options.helps.push((quantity, text.into())))
    }
}

/// # What is measured
impl MetricsLayer {
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

    /// When a request is over, for its duration: [`Until::End`] if nobody says.
    #[must_use]
    pub fn duration_until(self, until: Until) -> Self {
        self.with_options(|options| options.until = until)
    }

    /// The upper bounds of the buckets of a histogram, in seconds or bytes; a size that was a summary becomes a histogram.
    ///
    /// [`Config::buckets`](crate::Config::buckets) has the last word.
    #[must_use]
    pub fn buckets(self, quantity: Quantity, bounds: impl Into<Vec<f64>>) -> Self {
        self.with_options(|options| options.buckets.push((quantity, bounds.into())))
    }

    /// The durations as native histograms, with the classic buckets beside.
    ///
    /// One of them tells more than the coarse and the fine histogram together, for each route; scrapers that don't take
    /// [native histograms](crate::NativeHistogram) get the classic ones.
    #[must_use]
    pub fn native(self) -> Self {
        self.with_options(|options| options.is_native = true)
    }

    /// Only successes, `2xx`, count in the [histogram of high resolution](Quantity::HighResolutionDuration).
    #[must_use]
    pub fn high_resolution_for_success_only(self) -> Self {
        self.with_options(|options| options.is_fine_for_success_only = true)
    }

    /// Does not measure requests of routes that match, or of paths where no route is known: `*` is any run of characters, also none, and `?` is
    /// one. A pattern is for the whole route: `/health*`, `*/internal/*`.
    ///
    /// # Cost
    ///
    /// A comparison for each request and pattern, of some ten nanoseconds.
    #[must_use]
    pub fn exclude(self, pattern: impl Into<String>) -> Self {
        self.with_options(|options| options.excluded.push(pattern.into()))
    }

    /// A route that is on the page, at zero with the status 200, before its first request; without labels of one's own.
    #[must_use]
    pub fn route(self, method: http::Method, template: impl Into<Cow<'static, str>>) -> Self {
        self.with_options(|options| options.routes.push((method, template.into())))
    }

    /// How many series a family may have, 10,000 if nobody says: all others share one for each method and status, and
    /// `tickmark_series_overflow_total` counts them. [`Config::limit`](crate::Config::limit) has the last word.
    #[must_use]
    pub fn limit(self, series: usize) -> Self {
        self.with_options(|options| options.limit = series)
    }

    /// Counts in this registry instead of the [`global`](crate::global()) one.
    #[must_use]
    pub fn registry(self, registry: Registry) -> Self {
        self.with_options(|options| options.registry = Some(registry))
    }

    /// Measures only if this variable of the environment says so: `true`, `1`, `on` or `yes`, read when the first service is made.
    ///
    /// If nobody says, `ENABLE_METRICS` is asked, and a layer measures unless it says `false`, `0`, `off` or `no`.
    #[must_use]
    pub fn only_if_env(self, variable: impl Into<String>) -> Self {
        self.with_options(|options| options.switch = Some(variable.into()))
    }
}

/// # Labels
impl MetricsLayer {
    /// How the status of a response is written: [as the naming has it](Naming) if nobody says.
    #[must_use]
    pub fn status(self, status: StatusLabel) -> Self {
        self.with_options(|options| options.status = Some(status))
    }

    /// What becomes of requests that took no route: if nobody says, they are counted with the route `none`, or without the label in
    /// [`Naming::OpenTelemetry`].
    #[must_use]
    pub fn unmatched(self, unmatched: Unmatched) -> Self {
        self.with_options(|options| options.unmatched = Some(unmatched))
    }

    /// What tells the series of one family apart, instead of [what the naming has](Naming).
    ///
    /// ```
    /// use tickmark::http::{Dimension, MetricsLayer, Quantity};
    ///
    /// let metrics = MetricsLayer::new()
    ///     .labels(Quantity::Duration, [Dimension::Route, Dimension::Method, Dimension::Status])
    ///     .labels(Quantity::ResponseSize, []);
    /// ```
    ///
    /// A family without any has no labels of one's own either. Of a request that is [under way](Quantity::InProgress) only method, route and
    /// scheme are known.
    #[must_use]
    pub fn labels(self, quantity: Quantity, dimensions: impl Into<Vec<Dimension>>) -> Self {
        self.with_options(|options| options.labels.push((quantity, dimensions.into())))
    }

    /// Does not tell requests apart by this, in any family.
    #[must_use]
    pub fn without_label(self, dimension: Dimension) -> Self {
        self.with_options(|options| options.without.push(dimension))
    }

    /// A label with the same value on every series.
    #[must_use]
    pub fn constant_label(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with_options(|options| options.constant.push((name.into(), value.into())))
    }

    /// A label whose value is read from the request, when it begins.
    ///
    /// ```
    /// use tickmark::http::MetricsLayer;
    ///
    /// let metrics = MetricsLayer::new().label_from_request("client", |request| {
    ///     match request.headers.get("user-agent").map(|agent| agent.as_bytes()) {
    ///         Some(agent) if agent.starts_with(b"curl/") => "curl",
    ///         Some(_) => "other",
    ///         None => "none",
    ///     }
    /// });
    /// ```
    ///
    /// Choose among few values, as here: what a client sends can be anything, and once the [limit](Self::limit) is reached no other series come
    /// to be. Values longer than [`VALUE_LIMIT`](crate::VALUE_LIMIT) never make one. An empty value is no label.
    ///
    /// A function that panics costs no request: its label says `__panicked__`, so that the page shows what the log has.
    ///
    /// A layer has eight labels of its own at most, from whatever source; they are on all families that tell requests apart, but for those under
    /// way.
    ///
    /// # Cost
    ///
    /// Two allocations for each request, however many labels there are, and those of the values.
    #[must_use]
    pub fn label_from_request<V: Into<Cow<'static, str>>>(
        self,
        name: impl Into<String>,
        read: impl Fn(&RequestHead<'_>) -> V + Send + Sync + 'static,
    ) -> Self {
        self.with_own(name.into(), Origin::Request(Arc::new(move |head| read(head).into())))
    }

    /// A label whose value is read from the response, when it begins; the rest is as with [`label_from_request`](Self::label_from_request).
    ///
    /// Requests that had no response, because of a panic or a client that has gone, are without the label.
    ///
    /// ```
    /// use tickmark::http::MetricsLayer;
    ///
    /// let metrics = MetricsLayer::new().label_from_response("cache", |response| {
    ///     if response.headers.contains_key("age") { "hit" } else { "miss" }
    /// });
    /// ```
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

    /// Requests under way are told apart by method and route, where the naming does not do so anyway.
    #[must_use]
    pub fn in_progress_labels(self) -> Self {
        self.with_options(|options| options.has_labels_in_progress = true)
    }

    /// Requests come by `https`, where they don't say themselves how they came: only those of HTTP/2 do.
    #[must_use]
    pub fn https(self) -> Self {
        self.with_options(|options| options.is_https = true)
    }

    fn with_own(self, name: String, origin: Origin) -> Self {
        self.with_options(|options| options.own.push((name, origin)))
    }
}
