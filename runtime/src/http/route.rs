//! Which route a request took.

use std::{borrow::Cow, sync::Arc};

use http::Extensions;

/// The route that a request took, as its template reads: `/orders/{id}`.
///
/// With axum, and the feature of that name, nobody has to say it. Elsewhere whoever knows puts it among the extensions of the request, or
/// of the response; that of the response counts.
///
/// Never make one of the path of a request: everybody could make as many series as they like, up to the limit of the family.
///
/// ```
/// use tickmark::http::Route;
///
/// let mut response = http::Response::new("ordered");
/// response.extensions_mut().insert(Route::new("/orders/{id}"));
/// ```
#[derive(Clone, Debug)]
pub struct Route(Template);

#[derive(Clone, Debug)]
enum Template {
    Static(&'static str),
    Shared(Arc<str>),
    #[cfg(feature = "axum")]
    Matched(axum::extract::MatchedPath),
}

impl Route {
    /// The route with this template.
    pub fn new(template: impl Into<Cow<'static, str>>) -> Self {
        Self(match template.into() {
            Cow::Borrowed(template) => Template::Static(template),
            Cow::Owned(template) => Template::Shared(template.into()),
        })
    }

    /// The template.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Template::Static(template) => template,
            Template::Shared(template) => template,
            #[cfg(feature = "axum")]
            Template::Matched(path) => path.as_str(),
        }
    }

    /// What is known of the route by these extensions.
    #[inline]
    pub(super) fn among(extensions: &Extensions) -> Option<Self> {
        if extensions.is_empty() {
            return None;
        }
        let said = extensions.get::<Self>().cloned();
        #[cfg(feature = "axum")]
        let said = said.or_else(|| {
            extensions.get::<axum::extract::MatchedPath>().map(|path| Self(Template::Matched(path.clone())))
        });
        said
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Route {}
