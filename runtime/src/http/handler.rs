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
#[derive(Clone, Debug)]
pub struct HandlerLabels(Arc<Mutex<Vec<(String, Cow<'static, str>)>>>);

impl HandlerLabels {
    pub(super) fn of(server: &Server) -> Self {
        let own = server.options.own.iter().filter(|(_, origin)| matches!(origin, Origin::Handler));
        Self(Arc::new(Mutex::new(own.map(|(name, _)| (name.clone(), Cow::Borrowed(""))).collect())))
    }

    /// Gives a label a value; what was set last counts.
    ///
    /// # Errors
    ///
    /// When the layer was not told of a label with this name.
    pub fn set(&self, name: &str, value: impl Into<Cow<'static, str>>) -> Result<(), UnknownLabel> {
        let value = value.into();
        let mut labels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let label = labels.iter_mut().find(|(known, _)| known == name);
        let (_, place) = label.ok_or_else(|| UnknownLabel(name.to_owned()))?;
        *place = value;
        Ok(())
    }

    /// All values, in the order in which the layer was told of the labels.
    pub(super) fn take(&self) -> Vec<Cow<'static, str>> {
        let mut labels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        labels.iter_mut().map(|(_, value)| std::mem::take(value)).collect()
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
