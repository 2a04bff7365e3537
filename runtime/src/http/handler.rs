//! Labels that the handler of a request sets.

use std::{
    borrow::Cow,
    error, fmt,
    sync::{Arc, Mutex, PoisonError},
};

use super::{options::Origin, server::Server};

/// The labels that the handler of a request sets for it, among the extensions of the request where the layer was
/// [told](super::MetricsLayer::label_from_handler) of any.
///
/// ```
/// use tickmark::http::HandlerLabels;
///
/// async fn handler(request: http::Request<()>) -> http::Response<()> {
///     if let Some(labels) = request.extensions().get::<HandlerLabels>() {
///         labels.set("plan", "free").expect("the layer knows the label");
///     }
///     http::Response::new(())
/// }
/// ```
///
/// With axum, and the feature of that name, it is an extractor that never fails: where there is no layer, or one that was told of no such
/// label, what is set goes nowhere, so that handlers can be tested by themselves.
///
#[cfg_attr(feature = "axum", doc = "```")]
#[cfg_attr(not(feature = "axum"), doc = "```ignore")]
/// # use axum::{Router, routing::get};
/// # use tickmark::http::{HandlerLabels, MetricsLayer};
/// async fn order(labels: HandlerLabels) -> &'static str {
///     labels.set("plan", "free").expect("the layer knows the label");
///     "ordered"
/// }
///
/// let metrics = MetricsLayer::new().label_from_handler("plan");
/// let app: Router = Router::new().route("/orders", get(order)).layer(metrics);
/// ```
///
/// # Values
///
/// The one that was set last counts, when the request has ended: a body may still set one while it is sent. A label that nobody sets is left
/// out. Values are open, so the [limit](super::MetricsLayer::limit) of the family holds, and [`VALUE_LIMIT`](crate::VALUE_LIMIT).
///
/// # Cost
///
/// Three allocations for each request, where the layer was told of such labels.
#[derive(Clone, Debug, Default)]
pub struct HandlerLabels(Option<Arc<Said>>);

/// What a handler said.
struct Said {
    server: Arc<Server>,
    /// In the order in which the layer was told of the labels.
    values: Mutex<Vec<Cow<'static, str>>>,
}

impl HandlerLabels {
    pub(super) fn of(server: &Arc<Server>) -> Self {
        let values = Mutex::new(vec![Cow::Borrowed(""); labels(server).count()]);
        Self(Some(Arc::new(Said { server: server.clone(), values })))
    }

    /// Gives a label a value; what was set last counts.
    ///
    /// # Errors
    ///
    /// When the layer was not told of a label with this name; never where there is no layer.
    pub fn set(&self, name: &str, value: impl Into<Cow<'static, str>>) -> Result<(), UnknownLabel> {
        let (Some(said), value) = (&self.0, value.into()) else { return Ok(()) };
        let at = labels(&said.server).position(|label| label == name);
        let at = at.ok_or_else(|| UnknownLabel(name.to_owned()))?;
        let mut values = said.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = values.get_mut(at) {
            *place = value;
        }
        Ok(())
    }

    /// All values, in the order in which the layer was told of the labels.
    pub(super) fn take(&self) -> Vec<Cow<'static, str>> {
        let said = self.0.as_ref();
        let values = said.map(|said| said.values.lock().unwrap_or_else(PoisonError::into_inner));
        values.map(|mut values| std::mem::take(&mut *values)).unwrap_or_default()
    }
}

/// The names of the labels that handlers set.
fn labels(server: &Server) -> impl Iterator<Item = &str> {
    let own = server.options.own.iter();
    own.filter(|(_, origin)| matches!(origin, Origin::Handler)).map(|(name, _)| &**name)
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        f.debug_map().entries(labels(&self.server).zip(&*values)).finish()
    }
}

#[cfg(feature = "axum")]
impl<S: Sync> axum::extract::FromRequestParts<S> for HandlerLabels {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// A label that the layer was not told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLabel(String);

impl fmt::Display for UnknownLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.0;
        write!(
            f,
            "the layer has no label `{name}` that handlers set: write `.label_from_handler(\"{name}\")` where it is made"
        )
    }
}

impl error::Error for UnknownLabel {}
