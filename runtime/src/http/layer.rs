//! The layer that measures the requests of a server.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use tower_layer::Layer;

use super::{Exchange, Measured, RequestHead, options::Options, server::Server};
use crate::{
    instrument::is_enabled,
    place::Place,
    registry::{Problem, Problems},
};

/// Measures the requests of a server: how many there are and how they end, how long they take, how many are under way, and how large they
/// and their responses are.
///
/// Make it once, when the program starts: clones, and the services of one layer, count together. Families are declared when the first
/// service is made, or by [`checked`](Self::checked); [what is counted](super#what-is-counted), [labels](super#labels) and
/// [costs](super#what-it-costs) stand beside the module.
///
#[cfg_attr(feature = "axum", doc = "```")]
#[cfg_attr(not(feature = "axum"), doc = "```ignore")]
/// use axum::{Router, routing::get};
/// use tickmark::http::{MetricsLayer, Unmatched};
///
/// # fn main() -> Result<(), tickmark::Problems> {
/// let metrics = MetricsLayer::new()
///     .namespace("shop")
///     .unmatched(Unmatched::Ignored)
///     .exclude("/health*")
///     .checked()?;
///
/// let app: Router = Router::new().route("/orders/{id}", get(async || "ordered")).layer(metrics);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct MetricsLayer {
    options: Arc<Options>,
    /// Once there is a service; nothing where nothing is measured.
    server: Arc<OnceLock<Option<Arc<Server>>>>,
}

impl MetricsLayer {
    /// Everything as [`Naming::Instrumentator`](super::Naming::Instrumentator) has it, in the [`global`](crate::global()) registry.
    #[track_caller]
    pub fn new() -> Self {
        Self { options: Arc::new(Options::new(Place::here())), server: Arc::default() }
    }

    /// The same, whose families are declared now, if nothing is wrong with them.
    ///
    /// Without it a server starts all the same: what can't be is left out, the rest is measured, and [`check`](crate::check()) reports it.
    ///
    /// # Errors
    ///
    /// When a method was given what can't be, or a family clashes with another declaration: all of it at once, with the line of
    /// [`new`](Self::new).
    ///
    /// ```
    /// use tickmark::http::{MetricsLayer, Quantity};
    ///
    /// let problems = MetricsLayer::new()
    ///     .rename(Quantity::Requests, "shop_requests")
    ///     .label_from_request("le", |_| "x")
    ///     .buckets(Quantity::Duration, [0.5, 0.1])
    ///     .checked()
    ///     .expect_err("none of the three can be");
    /// assert_eq!(problems.iter().count(), 3);
    /// assert!(problems.to_string().contains("the name of a counter ends in `_total`"));
    /// ```
    pub fn checked(self) -> Result<Self, Problems> {
        if self.server().is_some() {
            self.options.registry().check_at(self.options.place)?;
        } else {
            let (_, mistakes) = (*self.options).clone().settled();
            let problem = |what| Problem::at(self.options.place, what);
            Problems::none_or(mistakes.into_iter().map(problem).collect())?;
        }
        Ok(self)
    }

    /// A request begins that no `tower` service answers: what becomes of it is told to the [`Exchange`].
    pub fn begin(&self, head: &RequestHead<'_>) -> Exchange {
        match self.server() {
            Some(server) if is_enabled() => Exchange::begin(server, head),
            _ => Exchange::ignored(),
        }
    }

    /// Other options, and so other families.
    pub(super) fn with_options(mut self, change: impl FnOnce(&mut Options)) -> Self {
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
    type Service = Measured<S>;

    fn layer(&self, inner: S) -> Measured<S> {
        Measured::new(inner, self.server().cloned())
    }
}

impl fmt::Debug for MetricsLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MetricsLayer").field("options", &self.options).finish_non_exhaustive()
    }
}
